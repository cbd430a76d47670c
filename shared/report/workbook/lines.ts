import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { costsBesideWork, type YearPart } from "#shared/forecast/answers/parts.ts";
import { costName } from "#shared/forecast/answers/costWords.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** A line of the budget: a workload, or what costs besides, by month. */
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
 * is the same every month, contracts cost what they cost in each, and the rest of a month is divided among the
 * workloads as their years are. The contingency
 * goes to the lines by how far their own 80% estimate lies above their middle one.
 */
export function budgetLines(forecast: Forecast, plan: ResolvedPlan): BudgetLine[] {
  const factor = forecast.spend.mean > 0 ? forecast.reserve.base / forecast.spend.mean : 1;
  const count = forecast.months.length;
  const others = costsBesideWork(forecast).map((cost) => ({ cost, months: monthsOf(cost, forecast) }));
  const rests = forecast.months.map(
    ({ spend }, m) => spend.mean - others.reduce((sum, { months }) => sum + months[m]!, 0),
  );
  const rest = rests.reduce((sum, one) => sum + one, 0);
  const own = [
    ...plan.workloads.map(({ id, name, owner }) => ({
      id,
      name,
      owner: owner ?? "",
      spend: forecast.workloads[id]!.spend,
      known: null,
    })),
    ...others.map(({ cost, months }) => ({
      id: cost.id,
      name: costName(cost, plan),
      owner: "",
      spend: cost.spend,
      known: months,
    })),
  ];
  const spreads = own.map(({ spend }) => Math.max(0, spend.quantiles.p80 - spend.quantiles.p50));
  const spread = spreads.reduce((sum, one) => sum + one, 0);
  return own.map(({ id, name, owner, spend, known }, i) => ({
    id,
    name,
    owner,
    months: rests.map(
      (month, m) => factor * (known?.[m] ?? (rest === 0 ? spend.mean / count : (spend.mean * month) / rest)),
    ),
    contingencyShare: spread > 0 ? spreads[i]! / spread : 1 / own.length,
  }));
}

/** Averages of the months of a cost that is no work. */
function monthsOf({ kind, id, spend }: YearPart, forecast: Forecast): number[] {
  const even = forecast.months.map(() => spend.mean / forecast.months.length);
  switch (kind) {
    case "seats":
      return forecast.seats![id]!.months.map(({ mean }) => mean);
    case "commitment": {
      const { lostIn } = forecast.commitments![id]!;
      return even.map((_, m) => (m === lostIn ? spend.mean : 0));
    }
    case "timing": {
      const { effective, cash } = forecast.views!;
      return cash.months.map(({ mean }, m) => mean - effective.months[m]!.mean);
    }
    case "workload":
    case "fixedCost":
    case "unassigned":
      return even;
  }
}
