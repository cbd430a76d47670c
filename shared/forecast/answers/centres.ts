import { hasOverrun, hasReached } from "#shared/plan/budget.ts";
import type { ContractSamples, Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { UNASSIGNED } from "#shared/plan/resolving/resolvedContracts.ts";
import { mean } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { costLines, type CostLine } from "./costLines.ts";
import type { CentreCost, CentreForecast, CentreMonth, Spread } from "./forecast.ts";

/** The year's effective cost by cost center (MODEL.md 3.13): in every trial and month the centres sum to the whole. */

type SpreadOf = (column: Float64Array) => Spread;

/** Every cost center of the plan by id, in its order; what belongs to none under `UNASSIGNED`, last. */
export function centreForecasts(
  samples: Samples,
  contracts: ContractSamples,
  plan: ResolvedPlan,
  spreadOf: SpreadOf,
): Record<string, CentreForecast> {
  const lines = costLines(samples, contracts, plan);
  const centres = [...plan.costCentres, { id: UNASSIGNED, budget: null }];
  return Object.fromEntries(
    centres.map(({ id, budget }): [string, CentreForecast] => {
      const own = lines.filter(({ shares }) => shares.has(id));
      const spend = new Float64Array(samples.trials);
      for (const line of own) give(line, id, line.year, spend);
      return [
        id,
        {
          spend: spreadOf(spend),
          ask: sortedQuantile(spend.slice().sort(), plan.budget.confidence),
          ...overrunOf(spend, budget),
          months: monthsOf(own, id, plan, budget, spreadOf, samples.trials),
          costs: own.flatMap((line) => costOf(line, id, plan, spreadOf)),
        },
      ];
    }),
  );
}

/** Adds the share of a cost that a centre bears. */
function give({ shares }: CostLine, centre: string, money: Float64Array, to: Float64Array): void {
  const share = shares.get(centre)!;
  // Two plain loops: one that asks at every trial which kind of share it has takes several times as long.
  if (typeof share === "number") for (let t = 0; t < money.length; t++) to[t] = to[t]! + share * money[t]!;
  else for (let t = 0; t < money.length; t++) to[t] = to[t]! + share[t]! * money[t]!;
}

function partOf(line: CostLine, centre: string, money: Float64Array): Float64Array {
  const own = new Float64Array(money.length);
  give(line, centre, money, own);
  return own;
}

/** What a cost comes to in a centre; nothing where it never bears any of it. */
function costOf(line: CostLine, centre: string, plan: ResolvedPlan, spreadOf: SpreadOf): CentreCost[] {
  const year = partOf(line, centre, line.year);
  if (year.every((money) => money === 0)) return [];
  const months = plan.monthStarts.slice(1).map((_, m) => ({ mean: mean(partOf(line, centre, line.month(m))) }));
  return [{ kind: line.kind, id: line.id, spend: spreadOf(year), months }];
}

/** Each month of a centre, the year to date, and how likely its budget is spent by the month's end. */
function monthsOf(
  lines: readonly CostLine[],
  centre: string,
  { monthStarts }: ResolvedPlan,
  budget: number | null,
  spreadOf: SpreadOf,
  trials: number,
): CentreMonth[] {
  const cumulative = new Float64Array(trials);
  return monthStarts.slice(1).map((_, m) => {
    const month = new Float64Array(trials);
    for (const line of lines) give(line, centre, line.month(m), month);
    for (let t = 0; t < trials; t++) cumulative[t]! += month[t]!;
    return {
      mean: mean(month),
      cumulative: spreadOf(cumulative),
      ...(budget === null ? {} : { spent: cumulative.filter((money) => hasReached(money, budget)).length / trials }),
    };
  });
}

/** How likely a cost center spends more than its budget, and by how much if so. */
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
