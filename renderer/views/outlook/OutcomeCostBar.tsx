import { useState, type ReactElement } from "react";
import { ShareBar, shareTable } from "#shared/charts/runOut/ShareBar.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { formatMoney, formatMoneyRange, moneyIn, moneyStyle } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { knownBy, outcomeCostErrorOf } from "#shared/forecast/answers/goodTo.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { DataTable } from "#renderer/controls/charts/DataTable.tsx";
import { ExportItems } from "#renderer/controls/charts/ExportItems.tsx";
import { Menu, MenuItem, MenuRule } from "#renderer/controls/Menu.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { outcomeCostOf } from "./outcomes.ts";

interface OutcomeCostProps {
  readonly answers: Answers;
  readonly index: number;
}

/**
 * What one outcome costs with all that comes beside the tokens: of the workload that spends most, or of the one that is
 * chosen.
 */
export function OutcomeCostBar({ answers, index }: OutcomeCostProps): ReactElement | null {
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
  const cost = costWords(answers, id, workload);
  if (cost === null) return null;
  const question = `What does ${withArticle(cost.unit)} cost?`;
  const bar = (barWidth: number): ReactElement => (
    <ShareBar
      parts={cost.parts}
      {...(cost.range === null ? {} : { range: cost.range })}
      width={barWidth}
      theme={theme}
      hue={theme.color.scenarios[index] ?? theme.color.ink3}
      sentence={cost.sentence}
    />
  );
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
            <WorkloadItems candidates={candidates} chosen={id} onChoose={setChosen} />
            <MenuItem onSelect={() => setTable(!isTable)}>{isTable ? "Show the chart" : "Show the table"}</MenuItem>
            <ExportItems
              fileName={`${facts.name}, cost of ${withArticle(cost.unit)}`}
              chart={bar(Math.max(width, 240))}
              tables={[{ name: question, table: cost.table }]}
            />
          </Menu>
        </h2>
        <span className="outcome-range">
          <strong>{cost.loaded}</strong>
          {cost.rangeWords !== "" && `, ${cost.rangeWords}`}
        </span>
      </header>
      <div ref={place}>{isTable ? <DataTable table={cost.table()} caption={question} /> : width > 0 && bar(width)}</div>
    </section>
  );
}

/** The workloads whose outcome may be shown, where there are several. */
function WorkloadItems({
  candidates,
  chosen,
  onChoose,
}: {
  readonly candidates: readonly (readonly [string, Workload])[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}): ReactElement | null {
  if (candidates.length < 2) return null;
  return (
    <>
      {candidates.map(([id, { outcome, name = id }]) => (
        <MenuItem key={id} checked={id === chosen} onSelect={() => onChoose(id)} aside={name}>
          {outcome.unit ?? "outcome"}
        </MenuItem>
      ))}
      <MenuRule />
    </>
  );
}

/** The cost of one outcome of a workload in parts, words and a table; null where it has none. */
function costWords({ forecast, facts }: Answers, id: string, workload: Workload) {
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
  const { range } = cost;
  const rangeWords = range === null ? "" : `8 in 10: ${formatMoneyRange(facts.currency, range.p10, range.p90, error)}`;
  const loaded = formatMoney(facts.currency, cost.loaded, error);
  const sentence = `${unit}: ${loaded} in all: ${parts.map(({ name, figure }) => `${name} ${figure}`).join(", ")}. ${rangeWords}`;
  const table = (): ChartTable => {
    const { columns, rows } = shareTable(parts);
    return {
      columns,
      rows: [
        ...rows,
        ["in all", cost.loaded],
        ["10% estimate", range?.p10 ?? null],
        ["90% estimate", range?.p90 ?? null],
      ],
    };
  };
  return { unit, parts, range, rangeWords, loaded, sentence, table };
}
