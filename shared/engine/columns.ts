import { isMonthly, type ValueParts } from "#shared/engine/compile/isMonthly.ts";

/**
 * How results lie in a chunk: `columns` holds one column of the chunk's trials after the other, `sums` one sum over the
 * chunk's trials after the other, both in the order below.
 */
export interface Layout {
  readonly months: number;
  readonly workloads: number;
  readonly fixedCosts: number;
  /** Groups of the head-count table. */
  readonly groups: number;
  readonly models: number;
  readonly twinEvery: number;
  /** Trials have weights: the plan has actuals. */
  readonly weighted: boolean;
  /** Workloads, by their place, of which every month is kept: those with a case or a decision. */
  readonly monthly: readonly number[];
  /** Seats and commitments of a plan that says something of contracts; null: it says nothing. */
  readonly contracts: {
    readonly seats: number;
    readonly commitments: number;
    /** The plan has seats, commitments or cost centers: the months of each cost are kept. */
    readonly byMonth: boolean;
  } | null;
}

interface LayoutSource {
  readonly actuals: object | null;
  readonly monthStarts: { readonly length: number };
  readonly workloads: readonly ValueParts[];
  readonly fixedCosts: { readonly length: number };
  readonly people: { readonly length: number };
  readonly models: { readonly length: number };
  readonly twinEvery: number;
  readonly saysContracts: boolean;
  readonly seats: { readonly length: number };
  readonly commitments: { readonly length: number };
  readonly costCentres: { readonly length: number };
}

/** The layout of a compiled plan, or of a resolved one that will be compiled with twins every so many trials. */
export function layoutOf(plan: LayoutSource): Layout {
  return {
    months: plan.monthStarts.length - 1,
    workloads: plan.workloads.length,
    fixedCosts: plan.fixedCosts.length,
    groups: plan.people.length,
    models: plan.models.length,
    twinEvery: plan.twinEvery,
    weighted: plan.actuals !== null,
    monthly: plan.workloads.flatMap((workload, w) => (isMonthly(workload) ? [w] : [])),
    contracts: plan.saysContracts
      ? {
          seats: plan.seats.length,
          commitments: plan.commitments.length,
          byMonth: plan.costCentres.length + plan.seats.length + plan.commitments.length > 0,
        }
      : null,
  };
}

export const SPEND = 0;
export const RUN_OUT_DAY = 1;
export const FIRST_MONTH = 2;

/** Columns of one workload, from `firstColumnOf`. */
export const WORKLOAD_COLUMNS = ["spend", "outcomes", "errors", "failures", "unmet", "loadedCost", "netValue"] as const;

/** First column of a workload. */
export function firstColumnOf(layout: Layout, workload: number): number {
  return FIRST_MONTH + layout.months + workload * WORKLOAD_COLUMNS.length;
}

/** First of the columns of fixed costs, one each: the year's spend. */
export function firstFixedCostColumnOf(layout: Layout): number {
  return firstColumnOf(layout, layout.workloads);
}

/** Of a group of the head-count table: its people, mean over months, and the pay of one a year. */
export const GROUP_COLUMNS = ["people", "pay"] as const;

/** First of the columns of the groups. */
export function firstGroupColumnOf(layout: Layout): number {
  return firstFixedCostColumnOf(layout) + layout.fixedCosts;
}

/**
 * Columns of a chunk. Where trials have weights, what is else a sum is a column too, as a mean is then a weighted one.
 */
export function columnCount(layout: Layout): number {
  const own = weightColumnOf(layout);
  return layout.weighted ? own + WEIGHT_COLUMNS + sumOffsets(layout).count : own;
}

/** Of a monthly workload, by month: outcomes, spend, and money of reviews, failures and errors. */
export const MONTH_COLUMNS = ["outcomes", "spend", "besides"] as const;

/** First of the columns of the monthly workload at `place` of `layout.monthly`: worth of an outcome, then months. */
export function firstMonthlyColumnOf(layout: Layout, place: number): number {
  const first = firstGroupColumnOf(layout) + layout.groups * GROUP_COLUMNS.length;
  return first + place * (1 + MONTH_COLUMNS.length * layout.months);
}

/**
 * First of the columns of a weighted layout: ln of the weight, how far belief in the closed months was widened, then
 * one column a sum.
 */
export function weightColumnOf(layout: Layout): number {
  const first = costMonthColumnOf(layout);
  const { contracts, months, workloads, fixedCosts } = layout;
  if (contracts?.byMonth !== true) return first;
  return first + months * (workloads + fixedCosts + 2 * contracts.seats + contracts.commitments);
}

/**
 * First of the months of each cost, every month of one after the other: workloads, fixed costs, seats, then cash of
 * seats and what commitments have drawn by the end of the month.
 */
export function costMonthColumnOf(layout: Layout): number {
  const first = contractColumnOf(layout);
  const { contracts, months, workloads } = layout;
  if (contracts === null) return first;
  return (
    first +
    YEAR_COLUMNS.length +
    2 * months +
    workloads * WORKLOAD_CONTRACT_COLUMNS.length +
    contracts.seats * SEATS_COLUMNS.length +
    contracts.commitments * (COMMITMENT_COLUMNS.length + workloads)
  );
}

/** First of the columns of contracts: the year, months effective and in cash, workloads, seats, commitments. */
export function contractColumnOf(layout: Layout): number {
  return firstMonthlyColumnOf(layout, layout.monthly.length);
}

export const YEAR_COLUMNS = ["effective", "cash", "tax"] as const;
/** Of a workload: usage cost, and the sum over months of its people. */
export const WORKLOAD_CONTRACT_COLUMNS = ["usage", "people"] as const;
export const SEATS_COLUMNS = ["spend", "held", "overage", "unused"] as const;
/** Of a commitment, before what it covers of each workload. */
export const COMMITMENT_COLUMNS = ["drawn", "beyond", "lost", "left"] as const;

export const WEIGHT_COLUMNS = 2;

/** Sums: spend by fixed cost; spend, then tokens by model; attempts, then tokens by workload. */
export function sumOffsets({ fixedCosts, models, workloads }: Layout) {
  const modelSpend = fixedCosts;
  const modelTokens = modelSpend + models;
  const workloadAttempts = modelTokens + models;
  const workloadTokens = workloadAttempts + workloads;
  return { modelSpend, modelTokens, workloadAttempts, workloadTokens, count: workloadTokens + workloads };
}

/** Twins of the trials [0, trials): trial t has one when t is a multiple of `twinEvery`. */
export function twinsBefore(trials: number, twinEvery: number): number {
  return twinEvery === 0 ? 0 : Math.ceil(trials / twinEvery);
}
