import type { ReactElement } from "react";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { canLookAtChange, suggestedRule } from "#shared/forecast/value/suggestedRule.ts";
import { limitWords, monthEnd, ruleSubject } from "#shared/forecast/value/words/ruleWords.ts";
import { longDay, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { KeepIf } from "#shared/plan/schema/value.ts";
import { Field } from "#renderer/controls/Field.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { type NumberWriting, PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** The rule as a sentence whose parts are fields; every change is an edit of the plan. */
export function RuleFields({ facts, use }: { readonly facts: ValueFacts; readonly use: ValueUse }): ReactElement {
  const { change } = usePlanEdits();
  const gate = use.workload.gate!;
  const { keepIf } = gate;
  const at = (part: string): string => pointerOf(["workloads", use.id, "gate", part]);
  const { side } = limitWords(facts, use, keepIf);
  const limit = keepIf.what === "costPerOutcome" ? keepIf.atMost : keepIf.atLeast;
  const putLimit = (value: number): void =>
    change(
      at("keepIf"),
      keepIf.what === "costPerOutcome" ? { ...keepIf, atMost: value } : { ...keepIf, atLeast: value },
    );
  return (
    <p className="value-rule">
      On{" "}
      <Field
        label="Month of the decision"
        hideLabel
        value={gate.decideOn}
        width={72}
        placeholder="2027-06"
        onCommit={(text) => {
          if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text.trim())) return "Type a month as 2027-06.";
          change(at("decideOn"), text.trim());
          return null;
        }}
      />{" "}
      <span className="note">{`(${longDay(facts, monthEnd(gate.decideOn))})`}</span> keep it if{" "}
      <Select
        label="What must be observed"
        hideLabel
        value={keepIf.what}
        options={[
          { value: "costPerOutcome", label: ruleSubject(use, { what: "costPerOutcome", atMost: 0 }) },
          { value: "benefit", label: "the benefit so far is" },
          ...(keepIf.what === "change" || canLookAtChange(use)
            ? [{ value: "change" as const, label: "the metric changes by" }]
            : []),
        ]}
        onChange={(what) => change(at("keepIf"), suggestedRule(facts, use, what))}
      />{" "}
      {side}{" "}
      <FigureField
        {...NOT_NEGATIVE}
        label="Limit"
        value={limit}
        writing={limitWriting(facts, use)}
        width={86}
        onChange={putLimit}
      />
      {keepIf.what === "change" && <MeasuredTo facts={facts} use={use} keepIf={keepIf} />}; then{" "}
      <TimesTheWork use={use} ending="pass" /> times the work, else <TimesTheWork use={use} ending="fail" />{" "}
      {uncertainQuantile(gate.fail, 0.9) === 0 ? "(retire it)." : "times."}
    </p>
  );
}

/** How surely the change will be known on the day: a standard deviation, on the scale of the effect. */
function MeasuredTo({
  facts,
  use,
  keepIf,
}: {
  readonly facts: ValueFacts;
  readonly use: ValueUse;
  readonly keepIf: KeepIf & { readonly what: "change" };
}): ReactElement {
  const { change } = usePlanEdits();
  return (
    <>
      {", measured to ± "}
      <FigureField
        {...NOT_NEGATIVE}
        label="Error of the measurement"
        value={keepIf.goodTo}
        writing={limitWriting(facts, use)}
        width={64}
        onChange={(goodTo) => change(pointerOf(["workloads", use.id, "gate", "keepIf"]), { ...keepIf, goodTo })}
      />
    </>
  );
}

const REFUSAL = "Type a number that is not below 0.";
const NOT_NEGATIVE = { refusal: REFUSAL, check: (value: number) => (value < 0 ? REFUSAL : null) };

/** By how many times the work goes on, if the rule passes or fails. */
function TimesTheWork({ use, ending }: { readonly use: ValueUse; readonly ending: "pass" | "fail" }): ReactElement {
  const { change } = usePlanEdits();
  return (
    <FigureField
      {...NOT_NEGATIVE}
      label={ending === "pass" ? "Times the work if it passes" : "Times the work if it fails"}
      value={uncertainQuantile(use.workload.gate![ending], 0.5)}
      width={44}
      onChange={(value) => change(pointerOf(["workloads", use.id, "gate", ending]), value)}
    />
  );
}

/** The unit of the limit: money, a share of the metric, or the metric's own. */
function limitWriting({ plan }: ValueFacts, { workload }: ValueUse): NumberWriting {
  if (workload.gate!.keepIf.what !== "change") return { kind: "money", currency: plan.currency };
  return (workload.case?.metric?.scale ?? "log") === "log" ? PERCENT : { kind: "number" };
}
