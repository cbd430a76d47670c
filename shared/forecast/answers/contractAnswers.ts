import { hasReached } from "#shared/plan/budget.ts";
import type { ContractSamples, Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean } from "#shared/statistics/moments.ts";
import { centreForecasts } from "./centres.ts";
import { monthOfDay } from "./costLines.ts";
import { viewDifferences } from "./viewDifferences.ts";
import type { ContractForecast, Spread, ViewForecast } from "./forecast.ts";

/** How a column becomes a mean and its quantiles. */
type SpreadOf = (column: Float64Array) => Spread;

/** The answers of a plan that says something of contracts (MODEL.md, section 4). */
export function contractAnswers(
  samples: Samples,
  contracts: ContractSamples,
  plan: ResolvedPlan,
  spreadOf: SpreadOf,
): ContractForecast {
  const view = (year: Float64Array, months: readonly Float64Array[]): ViewForecast => ({
    ...spreadOf(year),
    months: viewMonths(months, plan.budget.amount, spreadOf),
  });
  return {
    basis: plan.budget.basis,
    views: {
      effective: view(contracts.effective, contracts.effectiveMonths),
      cash: view(contracts.cash, contracts.cashMonths),
      bridge: viewDifferences(contracts, plan),
    },
    tax: spreadOf(contracts.tax),
    seats: Object.fromEntries(
      plan.seats.map(({ id }, s) => {
        const { spend, held, overage, unused } = contracts.seats[s]!;
        return [
          id,
          {
            spend: spreadOf(spend),
            months: plan.monthStarts.slice(1).map((_, m) => ({ mean: mean(contracts.costMonths!.seats(s, m)) })),
            count: { mean: mean(held) },
            overage: spreadOf(overage),
            anyOverage: shareOf(overage, (money) => money > 0),
            unused: spreadOf(unused),
          },
        ];
      }),
    ),
    commitments: Object.fromEntries(
      plan.commitments.map(({ id, untilDay }, c) => {
        const { drawn, beyond, lost, left } = contracts.commitments[c]!;
        return [
          id,
          {
            drawn: spreadOf(drawn),
            beyond: spreadOf(beyond),
            lost: spreadOf(lost),
            lostIn: monthOfDay(plan, untilDay - 1),
            left: { mean: mean(left) },
            anyBeyond: shareOf(beyond, (money) => money > 0),
            anyLost: shareOf(lost, (money) => money > 0),
          },
        ];
      }),
    ),
    ...(plan.costCentres.length === 0 ? {} : { costCentres: centreForecasts(samples, contracts, plan, spreadOf) }),
  };
}

/** The months of a view, the year to date, and how likely the budget is spent by the month's end on its basis. */
function viewMonths(months: readonly Float64Array[], budget: number, spreadOf: SpreadOf): ViewForecast["months"] {
  const cumulative = new Float64Array(months[0]?.length ?? 0);
  return months.map((month) => {
    for (let t = 0; t < cumulative.length; t++) cumulative[t]! += month[t]!;
    return {
      ...spreadOf(month),
      cumulative: spreadOf(cumulative),
      spent: shareOf(cumulative, (money) => hasReached(money, budget)),
    };
  });
}

function shareOf(column: Float64Array, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of column) if (test(value)) count++;
  return count / column.length;
}
