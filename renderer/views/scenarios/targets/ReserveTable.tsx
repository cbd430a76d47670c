import type { ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import { resolutionOf, significantStep } from "#shared/format/digits.ts";
import { moneyAmong, moneyStyle } from "#shared/format/money.ts";
import type { Known } from "#shared/forecast/answers/parts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { reserveSentence } from "#shared/studies/targets/targetWords.ts";
import type { Targets } from "#shared/studies/targets/targets.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";

/** The request split by workload, so that the parts add up to it. */
export function ReserveTable({
  targets,
  plan,
  confidence,
}: {
  readonly targets: Targets;
  readonly plan: Plan;
  readonly confidence: number;
}): ReactElement {
  const { shares, base, ask, error, together } = targets.reserves;
  const group = moneyStyle(plan.currency, ask);
  const money = (amount: number): string => moneyAmong(group, amount, resolutionOf(error));
  const known = (figure: Known): string => moneyAmong(group, figure.amount, resolutionOf(figure.error));
  // Budget lines are decisions: they are written so finely that the sum shows.
  const line = (amount: number): string => moneyAmong(group, amount, significantStep(ask, 4));
  return (
    <section aria-label="Budget per workload">
      <h2 className="part-heading">Budget per workload</h2>
      <table className="table">
        <HeadRow
          heads={[
            "Workload",
            figures("Share of base"),
            figures("Share of contingency"),
            figures("Allocated budget"),
            figures(`Stand-alone ${formatPercent(confidence)}`),
          ]}
        />
        <tbody>
          {shares.map((share, i) => (
            <tr key={i}>
              <th scope="row">{share.name}</th>
              <td className="numeric">{money(share.base)}</td>
              <td className="numeric">{money(share.contingency)}</td>
              <td className="numeric figure">{line(share.budget)}</td>
              <td className="numeric">{known(share.alone)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Plan</th>
            <td className="numeric figure">{money(base)}</td>
            <td className="numeric figure">{money(ask - base)}</td>
            <td className="numeric figure">{line(ask)}</td>
            <td className="numeric">{known(together)}</td>
          </tr>
        </tbody>
      </table>
      <p className="note">
        {reserveSentence(plan, targets, confidence)} Each part gets its average cost in the simulated years in which the
        plan reaches its base, and its request. The allocated budgets add up exactly.
      </p>
    </section>
  );
}
