import { costName, costRule } from "./costWords.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { UNASSIGNED } from "#shared/plan/resolving/resolvedContracts.ts";
import { sumOfCharged, wholeCoins, type Charged } from "./coins.ts";
import type { CostKind, Forecast } from "./forecast.ts";

/**
 * What each cost center is charged, by month: the averages of the forecast, rounded to the smallest coin so that costs,
 * months and centres sum to the whole exactly. Screen, paper, workbook, CSV and command line show these figures.
 */
export interface Chargeback {
  /** ISO months. */
  readonly months: readonly string[];
  /** In the order of the plan; what belongs to none last, where there is any. */
  readonly centres: readonly ChargedCentre[];
  readonly whole: Charged;
  /** What is paid in each month: the same money on the day it is owed. */
  readonly cash: Charged;
  /** The plan's budget, as it is phased. */
  readonly budget: Charged;
}

export interface ChargedCentre extends Charged {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly budget: number | null;
  readonly costs: readonly ChargedCost[];
}

export interface ChargedCost extends Charged {
  readonly kind: CostKind;
  readonly id: string;
  readonly name: string;
  /** How the centre came to it: "80% of it", "by use". */
  readonly rule: string;
}

/** What a centre is called whose costs belong to none. */
export const UNASSIGNED_NAME = "Unassigned";

/** The chargeback of a plan with cost centers; null: it has none. */
export function chargebackOf(forecast: Forecast, plan: ResolvedPlan): Chargeback | null {
  const { costCentres, views } = forecast;
  if (costCentres === undefined || views === undefined) return null;
  const known = [...plan.costCentres, { id: UNASSIGNED, name: UNASSIGNED_NAME, owner: null, budget: null }];
  const centres = known.flatMap(({ id, name, owner, budget }) => {
    const own = costCentres[id];
    if (own === undefined || (id === UNASSIGNED && own.costs.length === 0)) return [];
    return [{ id, name, owner, budget, costs: own.costs }];
  });
  const cells = centres.flatMap(({ costs }) => costs.map(({ months }) => months.map(({ mean }) => mean)));
  const coins = wholeCoins(cells, plan.currency);
  let next = 0;
  const charged = centres.map(({ id, costs, ...about }): ChargedCentre => {
    const rows = costs.map((cost): ChargedCost => ({
      kind: cost.kind,
      id: cost.id,
      name: costName(cost, plan),
      rule: costRule(cost, id, plan),
      ...coins[next++]!,
    }));
    return { id, ...about, costs: rows, ...sumOfCharged(rows, forecast.months.length, plan.currency) };
  });
  const inCoins = (months: readonly number[]): Charged => wholeCoins([months], plan.currency)[0]!;
  return {
    months: forecast.months.map(({ month }) => month),
    centres: charged,
    whole: sumOfCharged(charged, forecast.months.length, plan.currency),
    cash: inCoins(views.cash.months.map(({ mean }) => mean)),
    budget: inCoins(plan.budget.phasing.map((share) => share * plan.budget.amount)),
  };
}

/** The chargeback of one centre alone, as its owner gets it: no other centre, and not the whole. */
export function ownerChargeback(chargeback: Chargeback, centre: string): ChargedCentre | null {
  return chargeback.centres.find(({ id }) => id === centre) ?? null;
}
