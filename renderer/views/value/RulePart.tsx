import { useState, type ReactElement } from "react";
import { RuleDots } from "#shared/charts/value/RuleDots.tsx";
import {
  passesOf50,
  ruleDotsMarks,
  ruleDotsTable,
  ruleFrame,
  type RuleDotsProps,
} from "#shared/charts/value/ruleWords.ts";
import { canLookAtChange, suggestedRule } from "#shared/forecast/value/suggestedRule.ts";
import {
  bestCutWords,
  betterLimitWords,
  consumptionWords,
  cutWords,
  limitWords,
  monthEnd,
  ruleRuns,
  worthRuns,
} from "#shared/forecast/value/words/ruleWords.ts";
import { longDay, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { significant } from "#shared/format/digits.ts";
import type { KeepIf } from "#shared/plan/schema/value.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { isoMonthOf, monthAfter } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { SlideHandle } from "#renderer/controls/handles/SlideHandle.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { RuleFields } from "./fields/RuleFields.tsx";
import { Words } from "#renderer/controls/Words.tsx";

const HEIGHT = 124;

/** When do we decide? The rule as fields, fifty dots of what will be observed on the day, and a cut that can be moved. */
export function RulePart({
  facts,
  use,
  observed,
  onShowMonths,
}: {
  readonly facts: ValueFacts;
  readonly use: ValueUse;
  readonly observed: readonly number[] | null;
  readonly onShowMonths: () => void;
}): ReactElement {
  const { change } = usePlanEdits();
  const { gate, name } = use.workload;
  const pointer = pointerOf(["workloads", use.id, "gate"]);
  const question = `${name}: when do we decide?`;
  const consumption = consumptionWords(use.value);
  const worth = worthRuns(facts, use);
  return (
    <section aria-label={question}>
      <h2 className="part-heading">{question}</h2>
      {consumption !== null && (
        <p className="doubt">
          {consumption}{" "}
          <Button kind="link" onClick={onShowMonths}>
            Show the months
          </Button>
        </p>
      )}
      {gate === null ? (
        <p>
          <Words runs={ruleRuns(facts, use)} />{" "}
          <Button kind="link" onClick={() => change(pointer, proposedRule(facts, use))}>
            Set one
          </Button>
        </p>
      ) : (
        <>
          <RuleFields facts={facts} use={use} />
          {observed !== null && <Dots facts={facts} use={use} observed={observed} keepIf={gate.keepIf} />}
          {worth !== null && (
            <p className="chart-sentence">
              <Words runs={worth} />
            </p>
          )}
          {observed !== null && <BetterLimit facts={facts} use={use} />}
          <Record facts={facts} use={use} gate={gate} />
        </>
      )}
    </section>
  );
}

/** What was decided; once the day is over, the buttons that record it. */
function Record({
  facts,
  use,
  gate,
}: {
  readonly facts: ValueFacts;
  readonly use: ValueUse;
  readonly gate: NonNullable<ValueUse["workload"]["gate"]>;
}): ReactElement {
  const { change } = usePlanEdits();
  const pointer = pointerOf(["workloads", use.id, "gate", "decided"]);
  const isDue = facts.answer.decisions.find(({ workload }) => workload === use.id)?.state === "overdue";
  if (gate.decided !== null)
    return <p className="note">{`Recorded: ${gate.decided === "pass" ? "kept" : "retired"}.`}</p>;
  return isDue ? (
    <p className="value-record">
      <Button onClick={() => change(pointer, "pass")}>Record: kept</Button>
      <Button onClick={() => change(pointer, "fail")}>Record: retired</Button>
    </p>
  ) : (
    <p className="note">{`Kept or retired is recorded here from ${longDay(facts, monthEnd(gate.decideOn))}.`}</p>
  );
}

/**
 * The last day of the third month from now, and a rule on what the use has a target for; without one on today's cost of
 * an outcome.
 */
function proposedRule(facts: ValueFacts, use: ValueUse): unknown {
  const { plan, answer } = facts;
  const hasCost = answer.tiles.costPerOutcome.some(({ workload }) => workload === use.id);
  const what = canLookAtChange(use) ? "change" : hasCost ? "costPerOutcome" : "benefit";
  return {
    decideOn: monthAfter(isoMonthOf(plan.monthStarts[plan.actuals?.months ?? 0]!), 2),
    keepIf: suggestedRule(facts, use, what),
  };
}

/** Where another limit would bring more than the written one: what it brings, and one click to take it. */
function BetterLimit({ facts, use }: { readonly facts: ValueFacts; readonly use: ValueUse }): ReactElement | null {
  const { change } = usePlanEdits();
  const better = betterLimitWords(facts, use);
  if (better === null) return null;
  const { keepIf } = use.workload.gate!;
  return (
    <p className="note">
      {better}{" "}
      <Button
        kind="link"
        onClick={() =>
          change(
            pointerOf(["workloads", use.id, "gate", "keepIf"]),
            withLimit(keepIf, significant(use.value.gate!.bestCut!, 3)),
          )
        }
      >
        Use it
      </Button>
    </p>
  );
}

/** The rule with another limit. */
function withLimit(keepIf: KeepIf, value: number): KeepIf {
  return keepIf.what === "costPerOutcome" ? { ...keepIf, atMost: value } : { ...keepIf, atLeast: value };
}

interface DotsProps {
  readonly facts: ValueFacts;
  readonly use: ValueUse;
  readonly observed: readonly number[];
  readonly keepIf: KeepIf;
}

/** Fifty dots of what will be observed on the day, with the limit as a cut that can be dragged. */
function Dots({ facts, use, observed, keepIf }: DotsProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [draft, setDraft] = useState<number | null>(null);
  const stated = keepIf.what === "costPerOutcome" ? keepIf.atMost : keepIf.atLeast;
  const { side } = limitWords(facts, use, keepIf);
  const best = bestCutWords(facts, use);
  const day = longDay(facts, monthEnd(use.workload.gate!.decideOn));
  const props: RuleDotsProps = {
    observed,
    cut: { value: draft ?? stated, side: side === "at most" ? "atMost" : "atLeast" },
    best: best === null ? null : { value: use.value.gate!.bestCut!, words: best },
    format: (amount) => cutWords(facts, use, keepIf, amount),
    axis: axisWords(use, keepIf, day),
    hasBlock: keepIf.what !== "costPerOutcome",
    labelsCut: true,
    theme,
    hue: theme.color.scenarios[0],
    width,
    height: HEIGHT,
  };
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question={`What will be observed on ${day}`}
          fileName={`${use.workload.name}, decision`}
          chart={<RuleDots {...props} />}
          table={() => ruleDotsTable(props)}
          marks={() => ruleDotsMarks(props)}
          sentence={
            <>
              <strong>{`${passesOf50(props)} of 50`}</strong> pass.
            </>
          }
        >
          <div className="value-dots">
            <RuleDots {...props} />
            <LimitHandle {...{ use, keepIf, props, side, stated, draft }} onDraft={setDraft} />
          </div>
        </ChartFrame>
      )}
    </div>
  );
}

/** What is observed, along the axis. */
function axisWords({ workload }: ValueUse, { what }: KeepIf, day: string): string {
  if (what === "benefit") return `benefit to ${day}`;
  return what === "change" ? `change by ${day}` : `cost of ${withArticle(workload.outcome.unit)} to ${day}`;
}

/** The cut, dragged or typed; it becomes an edit when the hand lets go. */
function LimitHandle({
  use,
  keepIf,
  props,
  side,
  stated,
  draft,
  onDraft,
}: Pick<DotsProps, "use" | "keepIf"> & {
  readonly props: RuleDotsProps;
  readonly side: string;
  readonly stated: number;
  readonly draft: number | null;
  readonly onDraft: (limit: number | null) => void;
}): ReactElement {
  const { change } = usePlanEdits();
  const { x } = ruleFrame(props);
  const [low, high] = x.domain() as [number, number];
  const { value } = props.cut;
  return (
    <SlideHandle
      label="Limit of the rule"
      value={value}
      valueText={`${side} ${props.format(value)}, ${passesOf50(props)} of 50 pass`}
      min={low}
      max={high}
      check={(typed) => (typed >= 0 ? null : "The limit cannot be below 0.")}
      exact={props.format(value)}
      x={x(value)}
      y={22}
      valueAt={(at) => x.invert(at)}
      stepped={(from, steps) => from + (steps * (high - low)) / 100}
      parse={parseTyped}
      onChange={onDraft}
      onEnd={() => {
        if (draft !== null && draft !== stated)
          change(pointerOf(["workloads", use.id, "gate", "keepIf"]), withLimit(keepIf, draft));
        onDraft(null);
      }}
    />
  );
}
