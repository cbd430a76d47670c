/**
 * The answers of one forecast, `schema: "past-april.forecast/1"`: what the command line prints as JSON (MODEL, section
 * 4).
 */
export const FORECAST_SCHEMA = "past-april.forecast/1";

/** R-7 quantiles by name: "p50" is the median. */
export interface Quantiles {
  readonly p1: number;
  readonly p5: number;
  readonly p10: number;
  readonly p20: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p80: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Mean {
  readonly mean: number;
}

export interface Spread extends Mean {
  readonly quantiles: Quantiles;
}

/** A spread with the figure of the budget's confidence. */
export interface Requested extends Spread {
  /** The quantile of the budget's confidence. */
  readonly ask: number;
}

/** What a group of the head-count table costs; of groups of ten people or more. */
export interface GroupForecast {
  /** People, mean over months. */
  readonly people: Mean;
  /** The year's spend of the workloads that take shares of the group, money. */
  readonly spend: Spread;
  /** The same for each of its people and month, money. */
  readonly perPersonMonth: Requested;
  /** The same as a share of what one is paid; absent where the plan says no pay. */
  readonly shareOfPay?: Requested;
}

/** The added answers of a plan that says something of contracts (MODEL.md, section 4). Money. */
export interface ContractForecast {
  readonly basis: "effective" | "cash";
  /** The year on both bases, and its months. */
  readonly views: {
    readonly effective: ViewForecast;
    readonly cash: ViewForecast;
    /** From effective cost to cash; empty where they are the same. */
    readonly bridge: readonly ViewDifference[];
  };
  readonly tax: Spread;
  readonly seats: Readonly<Record<string, SeatsForecast>>;
  readonly commitments: Readonly<Record<string, CommitmentForecast>>;
  /** Of a plan with cost centers; what belongs to none is `unassigned`. */
  readonly costCentres?: Readonly<Record<string, CentreForecast>>;
}

/**
 * A contract that is paid at other times than it is charged, on average a year. Effective cost and the differences of
 * all of them sum to cash, of the year and of every month.
 */
export interface ViewDifference {
  readonly kind: "seats" | "commitment" | "closed";
  /** Of the plan; empty for what closed months drew beyond what they spent. */
  readonly id: string;
  /** In cash, and what is charged for it: fees, or what is drawn and lost. Of the year, and by fiscal month. */
  readonly paid: number;
  readonly charged: number;
  readonly months: readonly { readonly paid: number; readonly charged: number }[];
}

export interface ViewForecast extends Spread {
  /** Each month, the year to date, and the share of years in which the budget is spent by its end on this basis. */
  readonly months: readonly (Spread & { readonly cumulative: Spread; readonly spent: number })[];
}

export interface SeatsForecast {
  /** Fees, effective, and those of each month. */
  readonly spend: Spread;
  readonly months: readonly Mean[];
  /** Seats held, mean over months. */
  readonly count: Mean;
  /** Charged beyond the allowance, without tax; and the share of years with any. */
  readonly overage: Spread;
  readonly anyOverage: number;
  /** Granted and not drawn, of months or terms that end within the year. */
  readonly unused: Spread;
}

export interface CommitmentForecast {
  readonly drawn: Spread;
  readonly beyond: Spread;
  readonly lost: Spread;
  /** Place of the fiscal month with whose last day the term ends; null: it ends beyond the year. */
  readonly lostIn: number | null;
  /** At the end of the year. */
  readonly left: Mean;
  /** Share of years in which it runs dry, and in which anything is lost. */
  readonly anyBeyond: number;
  readonly anyLost: number;
}

export interface CentreForecast {
  readonly spend: Spread;
  /** The amount to request: the quantile of the budget's confidence. */
  readonly ask: number;
  readonly budget?: number;
  readonly overrun?: { readonly probability: number; readonly meanExcess: number };
  readonly months: readonly CentreMonth[];
  /** What it pays for: of each cost the part that it bears. They sum to the center, month by month. */
  readonly costs: readonly CentreCost[];
}

/** A fiscal month of a cost center. */
export interface CentreMonth extends Mean {
  /** The year to date. */
  readonly cumulative: Spread;
  /** Share of years in which its budget is spent by the end of the month. */
  readonly spent?: number;
}

/** What a cost is: work, seats' fees, what a commitment loses, a fixed cost, or nothing in the plan. */
export type CostKind = "workload" | "seats" | "commitment" | "fixedCost" | "unassigned";

export interface CentreCost {
  readonly kind: CostKind;
  /** Of the plan; empty for what belongs to nothing in it. */
  readonly id: string;
  readonly spend: Spread;
  readonly months: readonly Mean[];
}

export interface Forecast extends Partial<ContractForecast> {
  readonly schema: typeof FORECAST_SCHEMA;
  readonly engine: string;
  readonly plan: { readonly name: string; readonly hash: string };
  readonly scenario: string | null;
  readonly seed: number;
  readonly trials: number;
  /**
   * How many trials drawn one by one would know P80 of the year's spend as surely as these, which cover the range of
   * every unknown evenly. Absent where it is not known: of few trials, and after closed months.
   */
  readonly plainTrials?: number;
  /** Money. */
  readonly budget: number;
  readonly spend: Spread & {
    readonly standardError: { readonly mean: number; readonly p50: number; readonly p80: number; readonly p90: number };
  };
  readonly overrun: { readonly probability: number; readonly standardError: number; readonly meanExcess: number };
  readonly runOut: {
    readonly never: number;
    readonly byMonthEnd: readonly number[];
    readonly quantiles: { readonly p10: string | null; readonly p50: string | null; readonly p90: string | null };
    readonly safeUntil: { readonly confidence: number; readonly date: string | null };
  };
  readonly reserve: {
    readonly base: number;
    readonly confidence: number;
    readonly ask: number;
    readonly contingency: number;
  };
  readonly months: readonly { readonly month: string; readonly spend: Spread; readonly cumulative: Spread }[];
  readonly workloads: Readonly<Record<string, WorkloadForecast>>;
  readonly fixedCosts: Readonly<Record<string, { readonly spend: Spread }>>;
  /** Of a plan with a head-count table: groups by id. */
  readonly people?: Readonly<Record<string, GroupForecast>>;
  readonly models: Readonly<Record<string, { readonly spend: Mean; readonly tokens: Mean }>>;
  readonly variance: { readonly unknowns: number; readonly runToRun: number };
  /** Of a plan with actuals: how much of the year is closed, and how well the rest is known after it. */
  readonly reforecast?: {
    /** Closed months, and the last closed day. */
    readonly months: number;
    readonly closedTo: string;
    /** Money spent in them. */
    readonly spent: number;
    /** As many trials would know as much: the effective sample size of the weights. */
    readonly effective: number;
    /** By how much belief in the actuals was weakened, as a factor on its spread; 1: not at all. */
    readonly widening: number;
  };
}

export interface WorkloadForecast {
  readonly spend: Spread;
  readonly tasks: Mean;
  readonly attempts: Mean;
  readonly tokens: Mean;
  readonly outcomes: Spread;
  readonly errors: Mean;
  readonly failures: Mean;
  readonly unmet: Mean;
  /** Money per outcome; null where no trial has an outcome. */
  readonly costPerOutcome: {
    readonly tokens: number | null;
    readonly loaded: number | null;
    readonly quantiles: Quantiles | null;
  };
  readonly netValue: Spread;
  /** Of a plan that says something of contracts: usage cost. */
  readonly usage?: Spread;
}
