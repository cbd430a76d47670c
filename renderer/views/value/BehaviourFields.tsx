import type { ReactElement } from "react";
import type { ValueCase } from "#shared/plan/schema/value.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { FigureField } from "#renderer/views/inputs/PlainField.tsx";
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
  behaviour,
  saved,
  onChange,
}: {
  readonly behaviour: ValueCase["behaviour"];
  readonly saved: ValueCase["saved"];
  readonly onChange: (part: Partial<ValueCase>) => void;
}): ReactElement {
  const did = behaviour?.did;
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
          {did !== undefined && (
            <span>{`counted in ${did.values.length} ${did.values.length === 1 ? "month" : "months"}`}</span>
          )}
        </>
      )}
      {saved !== undefined && (
        <>
          <span>the hours saved go to</span>
          <Select
            label="Where saved hours go"
            hideLabel
            options={GOES_TO}
            value={saved.goesTo ?? "nothing"}
            onChange={(goesTo) => onChange({ saved: { hours: saved.hours, hourlyCost: saved.hourlyCost, goesTo } })}
          />
        </>
      )}
    </>
  );
}
