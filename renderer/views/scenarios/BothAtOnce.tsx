import { useMemo, useState, type ReactElement } from "react";
import { JointChart, jointMarks, jointSentence, jointTable } from "#shared/charts/compare/JointChart.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { JOINT_CONFIDENCE, mainWorkload, targetOutcomes } from "#shared/forecast/comparison/comparisonDocument.ts";
import { formatMoney } from "#shared/format/money.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { jointOf } from "#shared/forecast/comparison/options.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { sentenceCase } from "#shared/format/text.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { Compared } from "./differenceCells.ts";

/**
 * Budget and outcomes at once, for the scenario in front: how likely both hold, and what budget would make them likely
 * enough.
 */
export function BothAtOnce({
  known,
  front,
}: {
  readonly known: readonly Compared[];
  readonly front: number;
}): ReactElement | null {
  const base = known[0];
  const main = base === undefined ? null : mainWorkload(base.answers.forecast);
  if (base === undefined || main === null) return null;
  return <Joint base={base} policy={known.find((one) => one.place === front) ?? base} main={main} />;
}

/** One scenario's budget and outcomes at once; the target is that of the first, or what is typed. */
function Joint({
  base,
  policy,
  main,
}: {
  readonly base: Compared;
  readonly policy: Compared;
  /** The workload whose outcomes count. */
  readonly main: string;
}): ReactElement {
  const plan = usePlan();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [typed, setTyped] = useState<number | null>(null);
  const target = typed ?? targetOutcomes(base.answers.forecast, main);
  const joint = useMemo(() => {
    const { forecast, trials } = policy.answers;
    return jointOf({ place: policy.place, name: policy.name, forecast, trials }, target);
  }, [policy, target]);
  if (joint === null) return <></>;
  const unit = pluralOf(plan.workloads[main]?.outcome.unit);
  const input = {
    ...joint,
    name: policy.name,
    budget: policy.answers.forecast.budget,
    target,
    confidence: JOINT_CONFIDENCE,
    currency: plan.currency,
    unit,
    theme,
    hue: scenarioMark(policy.place, theme).color,
    width: Math.max(width, 260),
    height: 300,
  };
  return (
    <div ref={place} className="both-at-once">
      {width > 0 && (
        <ChartFrame
          question="Within the budget, and enough outcomes?"
          note={policy.name}
          fileName={`${plan.name}, both at once`}
          chart={<JointChart {...input} />}
          table={() => jointTable(input)}
          marks={() => jointMarks(input)}
          aside={
            <FigureField
              label={`${sentenceCase(unit)}, at least`}
              hideLabel={false}
              value={target}
              refusal={TARGET_REFUSAL}
              check={(value) => (value < 0 ? TARGET_REFUSAL : null)}
              onChange={setTyped}
            />
          }
          sentence={`${jointSentence(input)} ${enoughWords(joint.budgetFor, plan.currency)}`}
        />
      )}
    </div>
  );
}

const TARGET_REFUSAL = "Type a number of outcomes, 0 or more.";

/** The budget that makes both sure, where one does. */
function enoughWords(budget: NonNullable<ReturnType<typeof jointOf>>["budgetFor"], currency: string): string {
  const sure = formatPercent(JOINT_CONFIDENCE);
  return budget === null
    ? `No budget makes both ${sure} sure: the outcomes themselves are reached in fewer simulated years.`
    : `To be ${sure} sure of both it takes ${formatMoney(currency, budget.amount, resolutionOf(budget.error))}.`;
}
