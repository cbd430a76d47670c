import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** A line of the budget: a workload or a fixed cost, by month. */
export interface BudgetLine {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** Money by fiscal month; over all lines and months they sum to the middle estimate of the year. */
  readonly months: readonly number[];
  /** Its part of the contingency; the parts sum to 1. */
  readonly contingencyShare: number;
}

/**
 * The cost lines of a budget. The averages of months and of lines are the forecast's own; they are brought from the
 * mean of the year to its middle estimate by one factor, so that rows and columns sum to it. Within that, a fixed cost
 * is the same every month, and the rest of a month is divided among the workloads as their years are. The contingency
 * goes to the lines by how far their own 80% estimate lies above their middle one.
 */
export function budgetLines(forecast: Forecast, plan: ResolvedPlan): BudgetLine[] {
  const factor = forecast.spend.mean > 0 ? forecast.reserve.base / forecast.spend.mean : 1;
  const count = forecast.months.length;
  const fixed = plan.fixedCosts.map(({ id }) => forecast.fixedCosts[id]!.spend);
  const fixedMonth = fixed.reduce((sum, { mean }) => sum + mean / count, 0);
  const rests = forecast.months.map(({ spend }) => spend.mean - fixedMonth);
  const rest = rests.reduce((sum, one) => sum + one, 0);
  const own = [
    ...plan.workloads.map(({ id, name, owner }) => ({
      id,
      name,
      owner: owner ?? "",
      spend: forecast.workloads[id]!.spend,
      isFixed: false,
    })),
    ...plan.fixedCosts.map(({ id, name }) => ({
      id,
      name,
      owner: "",
      spend: forecast.fixedCosts[id]!.spend,
      isFixed: true,
    })),
  ];
  const spreads = own.map(({ spend }) => Math.max(0, spend.quantiles.p80 - spend.quantiles.p50));
  const spread = spreads.reduce((sum, one) => sum + one, 0);
  return own.map(({ id, name, owner, spend, isFixed }, i) => ({
    id,
    name,
    owner,
    months: rests.map((month) => factor * (isFixed || rest === 0 ? spend.mean / count : (spend.mean * month) / rest)),
    contingencyShare: spread > 0 ? spreads[i]! / spread : 1 / own.length,
  }));
}
