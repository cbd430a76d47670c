import { hasOverrun } from "#shared/plan/budget.ts";
import type { ContractSamples, Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { centreSpends } from "./centres.ts";
import type { CentreForecast, ContractForecast, Spread } from "./forecast.ts";

/** How a column becomes a mean and its quantiles. */
type SpreadOf = (column: Float64Array) => Spread;

/** The answers of a plan that says something of contracts (MODEL.md, section 4). */
export function contractAnswers(
  samples: Samples,
  contracts: ContractSamples,
  plan: ResolvedPlan,
  spreadOf: SpreadOf,
): ContractForecast {
  const monthly = (months: readonly Float64Array[]): { readonly mean: number }[] =>
    months.map((month) => ({ mean: mean(month) }));
  return {
    basis: plan.budget.basis,
    views: {
      effective: { ...spreadOf(contracts.effective), months: monthly(contracts.effectiveMonths) },
      cash: { ...spreadOf(contracts.cash), months: monthly(contracts.cashMonths) },
    },
    tax: spreadOf(contracts.tax),
    seats: Object.fromEntries(
      plan.seats.map(({ id }, s) => {
        const { spend, held, overage, unused } = contracts.seats[s]!;
        return [
          id,
          {
            spend: spreadOf(spend),
            count: { mean: mean(held) },
            overage: spreadOf(overage),
            anyOverage: shareOf(overage, (money) => money > 0),
            unused: spreadOf(unused),
          },
        ];
      }),
    ),
    commitments: Object.fromEntries(
      plan.commitments.map(({ id }, c) => {
        const { drawn, beyond, lost, left } = contracts.commitments[c]!;
        return [
          id,
          {
            drawn: spreadOf(drawn),
            beyond: spreadOf(beyond),
            lost: spreadOf(lost),
            left: { mean: mean(left) },
            anyBeyond: shareOf(beyond, (money) => money > 0),
            anyLost: shareOf(lost, (money) => money > 0),
          },
        ];
      }),
    ),
    ...centresOf(samples, contracts, plan, spreadOf),
  };
}

function shareOf(column: Float64Array, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of column) if (test(value)) count++;
  return count / column.length;
}

function centresOf(
  samples: Samples,
  contracts: ContractSamples,
  plan: ResolvedPlan,
  spreadOf: SpreadOf,
): Pick<ContractForecast, "costCentres"> {
  if (plan.costCentres.length === 0) return {};
  const budgets = new Map(plan.costCentres.map(({ id, budget }) => [id, budget]));
  return {
    costCentres: Object.fromEntries(
      [...centreSpends(samples, contracts, plan)].map(([id, spend]): [string, CentreForecast] => [
        id,
        {
          spend: spreadOf(spend),
          ask: sortedQuantile(spend.slice().sort(), plan.budget.confidence),
          ...overrunOf(spend, budgets.get(id) ?? null),
        },
      ]),
    ),
  };
}

/** How likely a cost centre spends more than its budget, and by how much if so. */
function overrunOf(spend: Float64Array, budget: number | null): Pick<CentreForecast, "budget" | "overrun"> {
  if (budget === null) return {};
  const over = spend.filter((money) => hasOverrun(money, budget));
  return {
    budget,
    overrun: {
      probability: over.length / spend.length,
      meanExcess: over.length === 0 ? 0 : mean(over) - budget,
    },
  };
}
