import type { ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import { formatTokens } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { useActivePlan } from "#renderer/state/useApp.tsx";
import type { Props } from "./ByWorkload.tsx";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";

export function ByModel({ answers }: Props): ReactElement {
  const { forecast, facts } = answers;
  const plan = useActivePlan();
  const error = resolutionOf(forecast.spend.standardError.mean);
  const money = moneyStyle(facts.currency, forecast.spend.mean, error);
  const rows = Object.entries(forecast.models)
    .filter(([, { tokens }]) => tokens.mean > 0)
    .sort(([, a], [, b]) => b.spend.mean - a.spend.mean);
  return (
    <table className="table where-table">
      <caption className="visually-hidden">Average spend of the year by model</caption>
      <HeadRow
        heads={["Model", "Provider", figures("Spend"), figures("Share"), figures("Tokens"), figures("Per million")]}
      />
      <tbody>
        {rows.map(([id, { spend, tokens }]) => (
          <tr key={id}>
            <th scope="row">{plan.models[id]?.name ?? id}</th>
            <td>{plan.models[id]?.provider ?? "–"}</td>
            <td className="numeric figure-key">{moneyAmong(money, spend.mean, error)}</td>
            <td className="numeric">{formatPercent(forecast.spend.mean > 0 ? spend.mean / forecast.spend.mean : 0)}</td>
            <td className="numeric">{formatTokens(tokens.mean)}</td>
            <td className="numeric">{formatMoney(facts.currency, (spend.mean / tokens.mean) * 1e6, 0.01)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
