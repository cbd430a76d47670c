import { useState, type ReactElement } from "react";
import { ShareBar, shareTable } from "#shared/charts/runOut/ShareBar.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { formatMoney, formatMoneyRange, moneyIn, moneyStyle } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { knownBy, outcomeCostErrorOf } from "#shared/forecast/answers/goodTo.ts";
import { withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { DataTable } from "#renderer/controls/DataTable.tsx";
import { ExportItems } from "#renderer/controls/ExportItems.tsx";
import { Menu, MenuItem, MenuRule } from "#renderer/controls/Menu.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { outcomeCostOf } from "./outcomes.ts";

/**
 * What one outcome costs with all that comes beside the tokens: of the workload that spends most, or of the one that is
 * chosen.
 */
export function OutcomeCostBar({
  answers,
  index,
}: {
  readonly answers: Answers;
  readonly index: number;
}): ReactElement | null {
  const { forecast, facts } = answers;
  const plan = useActivePlan();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isTable, setTable] = useState(false);
  const candidates = Object.entries(plan.workloads)
    .filter(([id]) => (forecast.workloads[id]?.outcomes.mean ?? 0) > 0)
    .sort(([a], [b]) => forecast.workloads[b]!.spend.mean - forecast.workloads[a]!.spend.mean);
  const [id, workload] = candidates.find(([one]) => one === chosen) ?? candidates[0] ?? [];
  if (id === undefined || workload === undefined) return null;
  const cost = outcomeCostOf(workload, forecast.workloads[id]!);
  if (cost === null) return null;
  const error = resolutionOf(outcomeCostErrorOf(forecast.workloads[id]!, knownBy(forecast)));
  const style = moneyStyle(facts.currency, cost.loaded, error);
  const unit = workload.outcome.unit ?? "outcome";
  const parts = [
    { name: "model cost", amount: cost.tokens },
    { name: "review", amount: cost.review },
    { name: "failures", amount: cost.failures },
    { name: "errors", amount: cost.errors },
  ]
    .filter(({ amount }) => amount > 0)
    .map((part) => ({ ...part, figure: moneyIn(style, part.amount) }));
  const range =
    cost.range === null ? "" : `8 in 10: ${formatMoneyRange(facts.currency, cost.range.p10, cost.range.p90, error)}`;
  const loaded = formatMoney(facts.currency, cost.loaded, error);
  const question = `What does ${withArticle(unit)} cost?`;
  const bar = (barWidth: number): ReactElement => (
    <ShareBar
      parts={parts}
      {...(cost.range === null ? {} : { range: cost.range })}
      width={barWidth}
      theme={theme}
      hue={theme.color.scenarios[index] ?? theme.color.ink3}
      sentence={`${unit}: ${loaded} in all: ${parts.map(({ name, figure }) => `${name} ${figure}`).join(", ")}. ${range}`}
    />
  );
  const table = (): ChartTable => {
    const { columns, rows } = shareTable(parts);
    return {
      columns,
      rows: [
        ...rows,
        ["in all", cost.loaded],
        ["10% estimate", cost.range?.p10 ?? null],
        ["90% estimate", cost.range?.p90 ?? null],
      ],
    };
  };
  return (
    <section className="outcome-cost" aria-label={question}>
      <header>
        <h2 className="part-heading">
          <Menu
            label={question}
            trigger={
              <button type="button" className="outcome-choice">
                {question}
              </button>
            }
          >
            {candidates.length > 1 && (
              <>
                {candidates.map(([one, { outcome, name = one }]) => (
                  <MenuItem key={one} checked={one === id} onSelect={() => setChosen(one)} aside={name}>
                    {outcome.unit ?? "outcome"}
                  </MenuItem>
                ))}
                <MenuRule />
              </>
            )}
            <MenuItem onSelect={() => setTable(!isTable)}>{isTable ? "Show the chart" : "Show the table"}</MenuItem>
            <ExportItems
              fileName={`${facts.name}, cost of ${withArticle(unit)}`}
              chart={bar(Math.max(width, 240))}
              tables={[{ name: question, table }]}
            />
          </Menu>
        </h2>
        <span className="outcome-range">
          <strong>{loaded}</strong>
          {range !== "" && `, ${range}`}
        </span>
      </header>
      <div ref={place}>{isTable ? <DataTable table={table()} caption={question} /> : width > 0 && bar(width)}</div>
    </section>
  );
}
