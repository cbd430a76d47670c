import type { ReactElement } from "react";
import { CapStrips, capStripsMarks, capStripsSentence, capStripsTable } from "#shared/charts/compare/CapStrips.tsx";
import { formatCount } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoneyDifference } from "#shared/format/money.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { capName } from "#shared/studies/labWords.ts";
import type { CapFigures, CapLab } from "#shared/studies/capLab/answer.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { CapActsTable } from "./CapActsTable.tsx";
import { TouchedTable } from "./TouchedTable.tsx";
import { type CapAnswerProps, MakeCap } from "./MakeCap.tsx";

const QUESTIONS: Readonly<Record<CapLab["cap"], string>> = {
  attempt: "What does a cap on one attempt do to the year?",
  month: "What does a monthly cap do to the year?",
  person: "What does a cap a person do to the year?",
};

/** What caps of every size do to spend, outcomes, waste and net value, and the step to a scenario. */
export function CapStripsPart({ lab, plan, scenario, workload }: CapAnswerProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const index = scenario === null ? 0 : scenarioIds(plan).indexOf(scenario) + 1;
  const unit = pluralOf(plan.workloads[workload]?.outcome.unit);
  const of = (figure: keyof CapFigures) => ({
    points: lab.points.map((point) => point[figure]),
    changes: lab.points.map(({ change }) => change[figure]),
  });
  const input = {
    caps: lab.points.map((point) => capName(point, lab.unit, plan.currency)),
    series: [
      { name: "Spend", isMoney: true, ...of("spend") },
      { name: "Outcomes", isMoney: false, ...of("outcomes") },
      ...(lab.cap !== "attempt" ? [{ name: "Not done", isMoney: false, ...of("unmet") }] : []),
      { name: "Wasted", isMoney: true, ...of("wasted") },
      { name: "Net value", isMoney: true, ...of("netValue") },
    ],
    leastCost: lab.leastCost.at,
    mostValue: lab.mostValue.at,
    present: lab.present,
    currency: plan.currency,
    theme,
    hue: theme.color.scenarios[index] ?? theme.color.ink3,
    width: Math.max(width, 320),
  };
  const chart = <CapStrips {...input} />;
  return (
    <>
      <div ref={place}>
        {width > 0 && (
          <ChartFrame
            question={QUESTIONS[lab.cap]}
            note={lab.present === null ? "change against no cap" : "change against the cap in force"}
            fileName={`${plan.name}, caps`}
            chart={chart}
            table={() => capStripsTable(input)}
            marks={() => capStripsMarks(input)}
            sentence={`${capStripsSentence(input)} Outcomes are ${unit}; wasted is spend on tasks without a correct result. Bands hold 8 in 10, and half, of ${formatCount(lab.trials)} simulated years of this workload alone.`}
          />
        )}
      </div>
      {lab.lag !== null && (
        <p className="doubt">{`Spend is reported after ${lab.lag.days} ${lab.lag.days === 1 ? "day" : "days"}. With the cap in force this changes spend by ${formatMoneyDifference(plan.currency, lab.lag.spend.mean, Math.max(1, significantStep(lab.lag.spend.mean, 2)))} a year on average, compared with a meter that reports at once.`}</p>
      )}
      {lab.cap === "person" && <TouchedTable lab={lab} plan={plan} />}
      {lab.cap === "month" && <CapActsTable lab={lab} plan={plan} />}
      <MakeCap lab={lab} plan={plan} scenario={scenario} workload={workload} />
    </>
  );
}
