import { useMemo, useState, type ReactElement } from "react";
import { JointChart, jointMarks, jointSentence, jointTable } from "#shared/charts/compare/JointChart.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { JOINT_CONFIDENCE, mainWorkload, targetOutcomes } from "#shared/forecast/answers/comparisonDocument.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatMoney } from "#shared/format/money.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { jointOf } from "#shared/forecast/answers/options.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { sentenceCase } from "#shared/format/text.ts";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { useWidth } from "#renderer/controls/useWidth.ts";
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
  const plan = usePlan();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [typed, setTyped] = useState<number | null>(null);
  const base = known[0];
  const policy = known.find((one) => one.place === front) ?? base;
  const main = base === undefined ? null : mainWorkload(base.answers.forecast);
  const target = typed ?? (base === undefined || main === null ? 0 : targetOutcomes(base.answers.forecast, main));
  const joint = useMemo(
    () =>
      policy === undefined
        ? null
        : jointOf(
            {
              place: policy.place,
              name: policy.name,
              forecast: policy.answers.forecast,
              trials: policy.answers.trials,
            },
            target,
          ),
    [policy, target],
  );
  if (base === undefined || policy === undefined || main === null || joint === null) return null;
  const unit = pluralOf(plan.workloads[main]?.outcome.unit);
  const { budget } = policy.answers.forecast;
  const input = {
    ...joint,
    name: policy.name,
    budget,
    target,
    confidence: JOINT_CONFIDENCE,
    currency: plan.currency,
    unit,
    theme,
    hue: scenarioMark(policy.place, theme).color,
    width: Math.max(width, 260),
    height: 300,
  };
  const chart = <JointChart {...input} />;
  const sure = formatPercent(JOINT_CONFIDENCE);
  const enough =
    joint.budgetFor === null
      ? `No budget makes both ${sure} sure: the outcomes themselves are reached in fewer simulated years.`
      : `To be ${sure} sure of both it takes ${formatMoney(plan.currency, joint.budgetFor.amount, resolutionOf(joint.budgetFor.error))}.`;
  return (
    <div ref={place} className="both-at-once">
      {width > 0 && (
        <ChartFrame
          question="Within the budget, and enough outcomes?"
          note={policy.name}
          fileName={`${plan.name}, both at once`}
          chart={chart}
          table={() => jointTable(input)}
          marks={() => jointMarks(input)}
          aside={
            <Field
              label={`${sentenceCase(unit)}, at least`}
              value={formatCount(target)}
              onCommit={(text) => {
                const value = parseTyped(text);
                if (value === null || value < 0) return "Type a number of outcomes, 0 or more.";
                setTyped(value);
                return null;
              }}
            />
          }
          sentence={`${jointSentence(input)} ${enough}`}
        />
      )}
    </div>
  );
}
