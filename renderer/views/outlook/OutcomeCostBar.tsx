import { useState } from "react";
import type { ReactElement } from "react";
import { ShareBar } from "../../../shared/charts/ShareBar.tsx";
import { formatMoney, formatMoneyRange, moneyIn, moneyStyle, resolutionOf } from "../../../shared/forecast/format.ts";
import { quantileErrorOf } from "../../../shared/forecast/goodTo.ts";
import { Menu, MenuItem } from "../../controls/Menu.tsx";
import { useWidth } from "../../controls/useWidth.ts";
import type { Answers } from "../../state/answers.ts";
import { useActivePlan } from "../../state/useApp.tsx";
import { useChartTheme } from "../../theme/theme.ts";
import { outcomeCostOf, withArticle } from "./outcomes.ts";

/** What one outcome costs with all that comes beside the tokens: of the workload that spends most, or of the one that is chosen. */
export function OutcomeCostBar({ answers, index }: { readonly answers: Answers; readonly index: number }): ReactElement | null {
  const { forecast, facts } = answers;
  const plan = useActivePlan();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState<string | null>(null);
  const candidates = Object.entries(plan.workloads)
    .filter(([id]) => (forecast.workloads[id]?.outcomes.mean ?? 0) > 0)
    .sort(([a], [b]) => forecast.workloads[b]!.spend.mean - forecast.workloads[a]!.spend.mean);
  const [id, workload] = candidates.find(([one]) => one === chosen) ?? candidates[0] ?? [];
  if (id === undefined || workload === undefined) return null;
  const cost = outcomeCostOf(workload, forecast.workloads[id]!);
  if (cost === null) return null;
  const { quantiles } = forecast.workloads[id]!.costPerOutcome;
  const error = quantiles === null ? 0 : resolutionOf(quantileErrorOf(quantiles, 0.5, forecast.trials));
  const style = moneyStyle(facts.currency, cost.loaded, error);
  const unit = workload.outcome.unit ?? "outcome";
  const parts = [
    { name: "tokens", amount: cost.tokens },
    { name: "review", amount: cost.review },
    { name: "failures", amount: cost.failures },
    { name: "errors", amount: cost.errors },
  ].filter(({ amount }) => amount > 0);
  const range = cost.range === null ? "" : `8 in 10: ${formatMoneyRange(facts.currency, cost.range.p10, cost.range.p90, error)}`;
  const loaded = formatMoney(facts.currency, cost.loaded, error);
  return (
    <section className="outcome-cost" aria-label={`What does ${withArticle(unit)} cost?`}>
      <header>
        <h2 className="part-heading">
          {candidates.length > 1 ? (
            <Menu
              label="Outcome"
              trigger={
                <button type="button" className="outcome-choice">
                  What does {withArticle(unit)} cost?
                </button>
              }
            >
              {candidates.map(([one, { outcome, name = one }]) => (
                <MenuItem key={one} checked={one === id} onSelect={() => setChosen(one)} aside={name}>
                  {outcome.unit ?? "outcome"}
                </MenuItem>
              ))}
            </Menu>
          ) : (
            `What does ${withArticle(unit)} cost?`
          )}
        </h2>
        <span className="outcome-range">
          <strong>{loaded}</strong>
          {range !== "" && `, ${range}`}
        </span>
      </header>
      <div ref={place}>
        {width > 0 && (
          <ShareBar
            parts={parts.map((part) => ({ ...part, figure: moneyIn(style, part.amount) }))}
            {...(cost.range === null ? {} : { range: cost.range })}
            width={width}
            theme={theme}
            hue={theme.color.scenarios[index] ?? theme.color.ink3}
            sentence={`${unit}: ${loaded} in all, of which ${parts.map(({ name, amount }) => `${name} ${moneyIn(style, amount)}`).join(", ")}. ${range}`}
          />
        )}
      </div>
    </section>
  );
}
