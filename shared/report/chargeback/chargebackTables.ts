import type { Chargeback, ChargedCentre } from "#shared/forecast/answers/chargeback.ts";
import type { Charged } from "#shared/forecast/answers/coins.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { QUANTILE_LEVELS } from "#shared/forecast/answers/goodTo.ts";
import { differenceName } from "#shared/forecast/answers/viewBridge.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { NamedTable } from "#shared/report/csv.ts";

/** Chargeback and the two views of money as tables for CSV files. */

type Row = NamedTable["rows"][number];

const NAMES = QUANTILE_LEVELS.map(([name]) => name);

/** What each centre is charged, a row for each of its costs with its rule; the rows sum to the whole to the cent. */
export function chargebackTable(chargeback: Chargeback): NamedTable {
  return {
    name: "Chargeback",
    columns: ["cost center", "owner", "cost", "kind", "rule", ...chargeback.months, "year"],
    rows: chargeback.centres.flatMap(chargedRows),
  };
}

/** The same of one centre alone, as its owner gets it. */
export function ownerTable(chargeback: Chargeback, centre: ChargedCentre): NamedTable {
  return chargebackTable({ ...chargeback, centres: [centre] });
}

function chargedRows({ name, owner, costs }: ChargedCentre): Row[] {
  return costs.map((cost) => [name, owner, cost.name, KINDS[cost.kind], cost.rule, ...figures(cost)]);
}

const KINDS = {
  workload: "work",
  seats: "seats",
  commitment: "commitment",
  fixedCost: "fixed cost",
  unassigned: "closed months",
} as const;

function figures({ months, year }: Charged): number[] {
  return [...months, year];
}

/** A row for each cost center: its budget, its spend and its request. */
export function centresTable({ costCentres = {} }: Forecast, chargeback: Chargeback): NamedTable {
  return {
    name: "Cost centers",
    columns: [
      "id",
      "cost center",
      "owner",
      "budget",
      "spend mean",
      ...NAMES.map((name) => `spend ${name}`),
      "ask",
      "chance to overspend",
      "mean excess of years that overspend",
    ],
    rows: chargeback.centres.map(({ id, name, owner, budget }) => {
      const { spend, ask, overrun } = costCentres[id]!;
      return [
        id,
        name,
        owner,
        budget,
        spend.mean,
        ...NAMES.map((level) => spend.quantiles[level]),
        ask,
        overrun?.probability ?? null,
        overrun?.meanExcess ?? null,
      ];
    }),
  };
}

/**
 * Effective cost and cash by month, and from one to the other what each contract is paid less what is charged for it;
 * null: the plan has no contract that could be paid at another time.
 */
export function viewsTable({ views, months }: Forecast, plan: ResolvedPlan): NamedTable | null {
  if (views === undefined || plan.seats.length + plan.commitments.length === 0) return null;
  const { effective, cash, bridge } = views;
  return {
    name: "Views",
    columns: [
      "month",
      "effective mean",
      "effective p50",
      "effective p80",
      ...bridge.map((own) => `${differenceName(own, plan)}, paid less charged`),
      "cash mean",
      "cash p50",
      "cash p80",
    ],
    rows: months.map(({ month }, m): Row => {
      const [own, other] = [effective.months[m]!, cash.months[m]!];
      return [
        month,
        own.mean,
        own.quantiles.p50,
        own.quantiles.p80,
        ...bridge.map((difference) => difference.months[m]!.paid - difference.months[m]!.charged),
        other.mean,
        other.quantiles.p50,
        other.quantiles.p80,
      ];
    }),
  };
}
