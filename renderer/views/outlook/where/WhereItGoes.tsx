import { type ReactElement, useState } from "react";
import { SAVED_WIDTH, type StripRow, StripRows } from "#shared/charts/runOut/StripRows.tsx";
import { moneyAmong, moneyStyle } from "#shared/format/money.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { askGoodTo, knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { partsSentence } from "#shared/forecast/answers/parts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { ExportMenu } from "#renderer/controls/charts/ExportMenu.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { ByWorkload, type Props } from "./ByWorkload.tsx";
import { modelsTable, workloadsTable } from "./spendTables.ts";
import { ByModel } from "./ByModel.tsx";

/** Spend by workload, or by model, with what each takes of the whole. */
export function WhereItGoes(props: Props): ReactElement {
  const [by, setBy] = useState<"workload" | "model">("workload");
  const plan = useActivePlan();
  const theme = useChartTheme();
  const { forecast, facts } = props.answers;
  return (
    <section className="where" aria-labelledby="where-heading">
      <header className="where-head">
        <h2 className="part-heading" id="where-heading">
          Where does it go?
        </h2>
        <p className="note">
          {by === "workload"
            ? workloadsNote(props.answers)
            : "Averages of all simulated years. Attempts only: checks and choosing a model are costs of the workload."}
        </p>
        <Segmented
          label="Where does it go?"
          options={[
            { value: "workload", label: "By workload" },
            { value: "model", label: "By model" },
          ]}
          value={by}
          onChange={setBy}
        />
        <ExportMenu
          question="Where does it go?"
          fileName={`${facts.name}, spend`}
          chart={
            <StripRows
              title="Where does it go? Spend of the year, middle estimates"
              rows={stripRowsOf(plan, forecast)}
              currency={facts.currency}
              theme={theme}
              hue={theme.color.scenarios[props.index] ?? theme.color.ink3}
              width={SAVED_WIDTH}
            />
          }
          tables={[
            { name: "By workload", table: () => workloadsTable(plan, forecast) },
            { name: "By model", table: () => modelsTable(plan, forecast) },
          ]}
        />
      </header>
      {by === "workload" ? <ByWorkload {...props} /> : <ByModel {...props} />}
    </section>
  );
}

/** The workloads as the chart has them: the order and the figures of the table. */
function stripRowsOf(plan: Plan, forecast: Forecast): StripRow[] {
  const known = Object.entries(forecast.workloads).sort(([, a], [, b]) => b.spend.mean - a.spend.mean);
  const money = moneyStyle(plan.currency, forecast.spend.quantiles.p80, askGoodTo(forecast));
  return known.map(([id, { spend }]) => ({
    name: plan.workloads[id]?.name ?? id,
    interval: spend.quantiles,
    figure: moneyAmong(money, spend.quantiles.p50, quantileGoodTo(spend.quantiles, 0.5, knownBy(forecast))),
  }));
}

/**
 * "Bars show the likely range; the mark is the middle estimate. The 80% estimates of the parts add up to $14.1M; the plan
 * as a whole needs $13.4M, because …"
 */
function workloadsNote({ forecast, facts }: Answers): string {
  const bars = "Bars show the likely range; the mark is the middle estimate.";
  const together = partsSentence(forecast, facts);
  return together === null ? bars : `${bars} ${together}`;
}
