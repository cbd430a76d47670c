import type { ReactElement } from "react";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Behaviour, ValueCase } from "#shared/plan/schema/value.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { TextArea } from "#renderer/controls/TextArea.tsx";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { GRADES } from "#renderer/views/value/grades.ts";
import { pastedSeries, seriesText } from "#renderer/views/value/metricPaste.ts";
import { OptionalNumber } from "./OptionalNumber.tsx";
import { WordsField } from "./WordsField.tsx";

const GOES_TO = [
  { value: "nothing", label: "nothing" },
  { value: "positions", label: "posts or hires not needed" },
  { value: "backlog", label: "waiting work" },
  { value: "cash", label: "overtime, agencies, contracts" },
  { value: "counted", label: "an outcome counted elsewhere" },
] as const;

/** What people do differently, of how many it is needed, and where saved hours go. A group, never a person. */
export function BehaviourFields({
  id,
  behaviour,
  saved,
  onChange,
}: {
  /** Of the workload. */
  readonly id: string;
  readonly behaviour: ValueCase["behaviour"];
  readonly saved: ValueCase["saved"];
  readonly onChange: (part: Partial<ValueCase>) => void;
}): ReactElement {
  return (
    <>
      <WordsField
        label="What people do differently"
        value={behaviour?.what}
        placeholder="ships from an agent branch every week"
        width={260}
        onTake={(text) =>
          text !== "" && onChange({ behaviour: { eligible: 100, needed: 0.4, ...behaviour, what: text } })
        }
      />
      {behaviour !== undefined && (
        <>
          <span>needed from</span>
          <FigureField
            label="Share of people that the case needs"
            value={behaviour.needed}
            writing={{ kind: "percent" }}
            check={(value) => (value > 0 && value <= 1 ? null : "A share above 0% and at most 100%.")}
            onChange={(needed) => onChange({ behaviour: { ...behaviour, needed } })}
          />
          <span>of</span>
          <FigureField
            label="People who could do it"
            value={behaviour.eligible}
            check={(value) => (value > 0 ? null : "More than nobody.")}
            onChange={(eligible) => onChange({ behaviour: { ...behaviour, eligible } })}
          />
          <CountedFields behaviour={behaviour} onChange={onChange} />
        </>
      )}
      <SavedFields id={id} saved={saved} onChange={onChange} />
    </>
  );
}

/** How many did it, by month, and how they were counted. */
function CountedFields({
  behaviour,
  onChange,
}: {
  readonly behaviour: Behaviour;
  readonly onChange: (part: Partial<ValueCase>) => void;
}): ReactElement {
  const { store } = useAppContext();
  const paste = (text: string): void => {
    const counted = pastedCounts(text, behaviour);
    if ("refusal" in counted) store.getState().say({ kind: "wrong", sentence: counted.refusal });
    else onChange({ behaviour: counted });
  };
  return (
    <>
      <TextArea
        label="People who did, by month"
        rows={3}
        value={seriesText(behaviour.did)}
        placeholder={"2026-10\t120"}
        onCommit={(text) => paste(text)}
      />
      <Select
        label="How they were counted"
        options={GRADES}
        value={behaviour.evidence?.grade ?? "guessed"}
        onChange={(grade) => onChange({ behaviour: { ...behaviour, evidence: { ...behaviour.evidence, grade } } })}
      />
    </>
  );
}

/** Hours saved by an outcome, and where they go: that decides what they are worth. */
function SavedFields({
  id,
  saved,
  onChange,
}: {
  readonly id: string;
  readonly saved: ValueCase["saved"];
  readonly onChange: (part: Partial<ValueCase>) => void;
}): ReactElement {
  const at = (field: string): string => pointerOf(["workloads", id, "case", "saved", field]);
  return (
    <>
      {saved === undefined ? (
        <Button kind="link" onClick={() => onChange({ saved: { hours: 0, hourlyCost: 0 } })}>
          Hours are saved
        </Button>
      ) : (
        <>
          <PlanNumber pointer={at("hours")} label="Hours saved by an outcome" />
          <PlanNumber pointer={at("hourlyCost")} label="What an hour costs" />
          <span>the hours saved go to</span>
          <Select
            label="Where saved hours go"
            hideLabel
            options={GOES_TO}
            value={saved.goesTo ?? "nothing"}
            onChange={(goesTo) => onChange({ saved: { hours: saved.hours, hourlyCost: saved.hourlyCost, goesTo } })}
          />
          {saved.goesTo !== undefined && saved.goesTo !== "nothing" && saved.goesTo !== "counted" && (
            <OptionalNumber
              pointer={at("share")}
              label="Share of the hours that is worth its cost"
              placeholder="as usual"
            />
          )}
        </>
      )}
    </>
  );
}

/** A behaviour with counts as they were pasted; refused where more people did it than could. */
function pastedCounts(text: string, behaviour: Behaviour): Behaviour | { readonly refusal: string } {
  const { did, ...rest } = behaviour;
  if (text.trim() === "") return rest;
  const series = pastedSeries(text);
  if ("refusal" in series) return series;
  const from = series.from ?? did?.from;
  if (from === undefined) return { refusal: "Begin the first line with its month, such as 2026-10 and a tab." };
  const most = Math.max(...series.values.map((value) => value ?? 0));
  if (most > behaviour.eligible)
    return { refusal: `${most} people did it, of ${behaviour.eligible} who could. Correct one of the two.` };
  return { ...behaviour, did: { from, values: [...series.values] } };
}
