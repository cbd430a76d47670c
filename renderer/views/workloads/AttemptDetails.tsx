import type { ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import { addAttempt, evidenceOf, omit } from "#shared/plan/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Evidence, Mix, Success } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { EvidenceEditor, type EvidenceEditorProps } from "#renderer/controls/EvidenceEditor.tsx";
import { IssueText } from "#renderer/controls/Field.tsx";
import { Menu, MenuItem } from "#renderer/controls/Menu.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
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

/**
 * What few need to touch: success by effort, the mix of tokens, runaways, how alike runs are, and where all of it comes
 * from.
 */
export function AttemptDetails({ id, modelId }: { readonly id: string; readonly modelId: string }): ReactElement {
  const { plan, change } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const attempt = workload.attempts[modelId]!;
  const at = (...path: (string | number)[]): string => pointerOf(["workloads", id, "attempts", modelId, ...path]);
  const start = { start: epochDayOf(plan.fiscalYear.start) };
  const percent = { kind: "percent" } as const;
  const { tokens, mix, success } = attempt;
  const stated = typeof success === "number" ? { byEffort: [success] } : success;
  const putSuccess = (next: Exclude<Success, number>): void => change(at("success"), next);
  const sum = CLASSES.reduce((whole, [key]) => whole + (mix[key] ?? 0), 0);
  const putMix = (key: keyof Mix, value: number): void => change(at("mix"), { ...mix, [key]: value });
  const others = Object.keys(plan.models).filter((other) => !Object.hasOwn(workload.attempts, other));
  const difficulty = workload.difficulty ?? {};
  const runaway = attempt.runaway ?? { share: 0, factor: { min: 10, max: 50 } };
  return (
    <details className="more" data-pointer={at()}>
      <summary>More on one attempt</summary>
      <div data-pointer={at("tokens")}>
        <CurveFields tokens={tokens} onChange={(next) => change(at("tokens"), next)} />
      </div>
      <Row
        label="Success, cheapest tasks first"
        note="Equal shares of the tasks, from the cheapest to the most expensive for this model."
      >
        <div className="seasons" data-pointer={at("success")}>
          {stated.byEffort.map((share, i) => (
            <FigureField
              key={i}
              label={`Success of part ${i + 1} of ${stated.byEffort.length}`}
              value={share}
              width={52}
              writing={percent}
              check={isShare}
              onChange={(value) =>
                putSuccess({ ...stated, byEffort: stated.byEffort.map((old, j) => (j === i ? value : old)) })
              }
            />
          ))}
          <Button
            kind="link"
            onClick={() => putSuccess({ ...stated, byEffort: [...stated.byEffort, stated.byEffort.at(-1)!] })}
          >
            Add
          </Button>
          {stated.byEffort.length > 1 && (
            <Button kind="link" onClick={() => putSuccess({ ...stated, byEffort: stated.byEffort.slice(0, -1) })}>
              Remove
            </Button>
          )}
        </div>
      </Row>
      <Row
        label="Mix of tokens"
        {...(Math.abs(sum - 1) > 1e-6
          ? {
              note: (
                <IssueText>{`The shares sum to ${formatPercent(sum)}. ${sum > 1 ? "Lower" : "Raise"} one by ${formatPercent(Math.abs(1 - sum))}.`}</IssueText>
              ),
            }
          : {})}
      >
        <div className="mix-fields" data-pointer={at("mix")}>
          {CLASSES.map(([key, words]) => (
            <FigureField
              key={key}
              label={`Share of ${words}`}
              value={mix[key] ?? 0}
              width={56}
              writing={percent}
              unit={words}
              check={isShare}
              onChange={(value) => putMix(key, value)}
            />
          ))}
        </div>
      </Row>
      <Row
        label={<Term id="runaway">Runaways</Term>}
        note="Attempts that got out of hand: many times the tokens, never a success."
      >
        <FigureField
          label="Share of runaways"
          value={runaway.share}
          width={60}
          writing={percent}
          unit="of attempts"
          check={isShare}
          onChange={(share) => change(at("runaway"), { ...runaway, share })}
        />
      </Row>
      {attempt.runaway !== undefined && (
        <PlanNumber pointer={at("runaway", "factor")} label="Tokens of a runaway" unit="times" />
      )}
      <Row
        label="Correlation between runs of the same task"
        note="0 = a retry is independent of the first try. Typical: 0.64 to 0.92."
      >
        <FigureField
          label="Correlation between runs of the same task"
          value={difficulty.sameModel ?? difficulty.acrossModels ?? 0}
          check={belowOne}
          onChange={(sameModel) => change(pointerOf(["workloads", id, "difficulty"]), { ...difficulty, sameModel })}
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
          onChange={(acrossModels) =>
            change(pointerOf(["workloads", id, "difficulty"]), { ...difficulty, acrossModels })
          }
        />
      </Row>
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
        evidence={evidenceOf(stated) ?? undefined}
        start={start}
        onChange={(evidence) => putSuccess(restated(stated, evidence))}
      />
      {others.length > 0 && <OtherModels id={id} models={others} />}
    </details>
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
