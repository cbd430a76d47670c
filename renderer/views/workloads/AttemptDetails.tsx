import type { ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import { addAttempt, evidenceOf, omit } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Evidence } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { EvidenceEditor, type EvidenceEditorProps } from "#renderer/controls/uncertain/EvidenceEditor.tsx";
import { IssueText } from "#renderer/controls/Field.tsx";
import { Menu, MenuItem } from "#renderer/controls/Menu.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { InputComments } from "#renderer/views/inputs/InputComments.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { CurveFields } from "./CurveFields.tsx";

const CLASSES = [
  ["input", "new input"],
  ["cacheRead", "read from the cache"],
  ["cacheWrite", "written to the cache"],
  ["output", "output"],
] as const;

interface AttemptPlace {
  readonly id: string;
  readonly modelId: string;
}

/** An attempt as the plan has it, where its parts stand, and how one is changed. */
function useAttempt({ id, modelId }: AttemptPlace) {
  const { plan, change } = usePlanEdits();
  const attempt = plan.workloads[id]!.attempts[modelId]!;
  const at = (...path: (string | number)[]): string => pointerOf(["workloads", id, "attempts", modelId, ...path]);
  const { success } = attempt;
  return { plan, attempt, at, change, success: typeof success === "number" ? { byEffort: [success] } : success };
}

/**
 * What few need to touch: success by effort, the mix of tokens, runaways, how alike runs are, and where all of it comes
 * from.
 */
export function AttemptDetails(place: AttemptPlace): ReactElement {
  const { plan, attempt, at, change, success } = useAttempt(place);
  const start = { start: epochDayOf(plan.fiscalYear.start) };
  const { tokens } = attempt;
  const others = Object.keys(plan.models).filter((other) => !Object.hasOwn(plan.workloads[place.id]!.attempts, other));
  return (
    <details className="more" data-pointer={at()}>
      <summary>More on one attempt</summary>
      <div data-pointer={at("tokens")}>
        <CurveFields tokens={tokens} onChange={(next) => change(at("tokens"), next)} />
      </div>
      <SuccessRow {...place} />
      <MixRow {...place} />
      <RunawayRows {...place} />
      <CorrelationRows id={place.id} />
      <Source
        heading="Source of the curve"
        label="the tokens of one attempt"
        pointer={at("tokens")}
        evidence={evidenceOf(tokens) ?? undefined}
        start={start}
        onChange={(evidence) => change(at("tokens"), restated(tokens, evidence))}
      />
      <Source
        heading="Source of the success rate"
        label="the success of one attempt"
        pointer={at("success")}
        evidence={evidenceOf(success) ?? undefined}
        start={start}
        onChange={(evidence) => change(at("success"), restated(success, evidence))}
      />
      {others.length > 0 && <OtherModels id={place.id} models={others} />}
    </details>
  );
}

/** Success by effort: a field for each equal share of the tasks. */
function SuccessRow(place: AttemptPlace): ReactElement {
  const { at, change, success } = useAttempt(place);
  const { byEffort } = success;
  const put = (next: readonly number[]): void => change(at("success"), { ...success, byEffort: next });
  return (
    <Row
      label="Success, cheapest tasks first"
      note="Equal shares of the tasks, from the cheapest to the most expensive for this model."
    >
      <div className="seasons" data-pointer={at("success")}>
        {byEffort.map((share, i) => (
          <FigureField
            key={i}
            label={`Success of part ${i + 1} of ${byEffort.length}`}
            value={share}
            width={52}
            writing={PERCENT}
            check={isShare}
            onChange={(value) => put(byEffort.map((old, j) => (j === i ? value : old)))}
          />
        ))}
        <Button kind="link" onClick={() => put([...byEffort, byEffort.at(-1)!])}>
          Add
        </Button>
        {byEffort.length > 1 && (
          <Button kind="link" onClick={() => put(byEffort.slice(0, -1))}>
            Remove
          </Button>
        )}
      </div>
    </Row>
  );
}

/** The mix of tokens by class, and what its shares lack to make 1. */
function MixRow(place: AttemptPlace): ReactElement {
  const { attempt, at, change } = useAttempt(place);
  const { mix } = attempt;
  const sum = CLASSES.reduce((whole, [key]) => whole + (mix[key] ?? 0), 0);
  const isOff = Math.abs(sum - 1) > 1e-6;
  const issue = `The shares sum to ${formatPercent(sum)}. ${sum > 1 ? "Lower" : "Raise"} one by ${formatPercent(Math.abs(1 - sum))}.`;
  return (
    <Row label="Mix of tokens" {...(isOff ? { note: <IssueText>{issue}</IssueText> } : {})}>
      <div className="mix-fields" data-pointer={at("mix")}>
        {CLASSES.map(([key, words]) => (
          <FigureField
            key={key}
            label={`Share of ${words}`}
            value={mix[key] ?? 0}
            width={56}
            writing={PERCENT}
            unit={words}
            check={isShare}
            onChange={(value) => change(at("mix"), { ...mix, [key]: value })}
          />
        ))}
      </div>
    </Row>
  );
}

/** How often an attempt gets out of hand, and how many times the tokens it then takes. */
function RunawayRows(place: AttemptPlace): ReactElement {
  const { attempt, at, change } = useAttempt(place);
  const runaway = attempt.runaway ?? { share: 0, factor: { min: 10, max: 50 } };
  return (
    <>
      <Row
        label={<Term id="runaway">Runaways</Term>}
        note="Attempts that got out of hand: many times the tokens, never a success."
      >
        <FigureField
          label="Share of runaways"
          value={runaway.share}
          width={60}
          writing={PERCENT}
          unit="of attempts"
          check={isShare}
          onChange={(share) => change(at("runaway"), { ...runaway, share })}
        />
      </Row>
      {attempt.runaway !== undefined && (
        <PlanNumber pointer={at("runaway", "factor")} label="Tokens of a runaway" unit="times" />
      )}
    </>
  );
}

/** How alike runs of one task are: by one model, and by different ones. */
function CorrelationRows({ id }: { readonly id: string }): ReactElement {
  const { plan, change } = usePlanEdits();
  const difficulty = plan.workloads[id]!.difficulty ?? {};
  const put = (part: Partial<typeof difficulty>): void =>
    change(pointerOf(["workloads", id, "difficulty"]), { ...difficulty, ...part });
  return (
    <>
      <Row
        label="Correlation between runs of the same task"
        note="0 = a retry is independent of the first try. Typical: 0.64 to 0.92."
      >
        <FigureField
          label="Correlation between runs of the same task"
          value={difficulty.sameModel ?? difficulty.acrossModels ?? 0}
          check={belowOne}
          onChange={(sameModel) => put({ sameModel })}
        />
      </Row>
      <Row
        label="Correlation between models on the same task"
        note="Typical: 0.42. Hard tasks are hard for every model."
      >
        <FigureField
          label="Correlation between models on the same task"
          value={difficulty.acrossModels ?? 0}
          check={belowOne}
          onChange={(acrossModels) => put({ acrossModels })}
        />
      </Row>
    </>
  );
}

/** Models of the plan that the workload does not use yet. */
function OtherModels({ id, models }: { readonly id: string; readonly models: readonly string[] }): ReactElement {
  const { plan, make } = usePlanEdits();
  return (
    <Menu label="Let it use another model" trigger={<Button icon="plus">Let it use another model</Button>}>
      {models.map((model) => (
        <MenuItem key={model} onSelect={() => make((current) => addAttempt(current, id, model))}>
          {plan.models[model]!.name ?? model}
        </MenuItem>
      ))}
    </Menu>
  );
}

interface SourceProps extends EvidenceEditorProps {
  readonly heading: string;
  readonly pointer: string;
}

/** Where a part of an attempt comes from, and what was said about it. */
function Source({ heading, pointer, ...editor }: SourceProps): ReactElement {
  return (
    <>
      <h3 className="part-heading">{heading}</h3>
      <EvidenceEditor {...editor} />
      <InputComments pointer={pointer} label={editor.label} canAdd />
    </>
  );
}

function belowOne(value: number): string | null {
  return atLeast0(value) ?? (value < 1 ? null : "Type a number below 1.");
}

/** The same statement with other evidence. */
function restated<Stated extends { readonly evidence?: Evidence }>(
  stated: Stated,
  evidence: Evidence | undefined,
): Stated {
  return evidence === undefined ? (omit(stated, "evidence") as Stated) : { ...stated, evidence };
}
