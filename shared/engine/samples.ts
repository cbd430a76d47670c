/**
 * What the engine hands over: one number a trial for every quantity of which the forecast needs a distribution, and
 * sums over trials for those of which it needs only a mean. Columns are plain Float64Arrays so that they travel by
 * transfer.
 */
export interface Samples {
  /** Trials held, first trial first. */
  readonly trials: number;
  /** The year's spend, money: fixed costs and all workloads. */
  readonly spend: Float64Array;
  /** First day of the year (0 is the start) on which cumulative spend reaches the budget; −1: never. */
  readonly runOutDay: Float64Array;
  /** Spend of each fiscal month, money: months × trials, one column a month. */
  readonly months: readonly Float64Array[];
  /** By workload, in the order of the plan. */
  readonly workloads: readonly WorkloadSamples[];
  /** Of each fixed cost, in the order of the plan: mean spend a trial, and the year's spend of every trial. Money. */
  readonly fixedCosts: readonly { readonly spend: number; readonly years: Float64Array }[];
  /** Of each group of a head-count table: its people, mean over months, and the pay of one a year in money. */
  readonly people?: readonly { readonly people: Float64Array; readonly pay: Float64Array }[];
  /** Means a trial of each model, in the order of the plan: attempts only. */
  readonly models: readonly { readonly spend: number; readonly tokens: number }[];
  /**
   * The year's spend of twins: twin i shares all parameters with trial `twinTrials[i]` and nothing
   * else. They give the share of variance that is unknowns.
   */
  readonly twinTrials: Float64Array;
  readonly twinSpend: Float64Array;
  /** Of a plan that says something of contracts. */
  readonly contracts?: ContractSamples;
  /** Where a plan has actuals: how the equally likely trials above came of weighted ones. */
  readonly reforecast?: Reforecast;
}

/** What contracts came to, one number a trial; money. */
export interface ContractSamples {
  readonly effective: Float64Array;
  readonly cash: Float64Array;
  readonly tax: Float64Array;
  /** By fiscal month. */
  readonly effectiveMonths: readonly Float64Array[];
  readonly cashMonths: readonly Float64Array[];
  /** By workload: usage cost, and the sum over months of its people. */
  readonly workloads: readonly { readonly usage: Float64Array; readonly people: Float64Array }[];
  readonly seats: readonly {
    readonly spend: Float64Array;
    /** Seats held, mean over months. */
    readonly held: Float64Array;
    readonly overage: Float64Array;
    readonly unused: Float64Array;
  }[];
  readonly commitments: readonly {
    readonly drawn: Float64Array;
    readonly beyond: Float64Array;
    readonly lost: Float64Array;
    readonly left: Float64Array;
    /** By workload, usage cost that it covered. */
    readonly covered: readonly Float64Array[];
  }[];
  /** Of a plan with seats, commitments or cost centers. */
  readonly costMonths?: CostMonths;
}

/** One number a trial of a fiscal month; money. */
type OfMonth = (place: number, month: number) => Float64Array;

/** Costs by fiscal month. */
export interface CostMonths {
  /** Effective cost. */
  readonly workloads: OfMonth;
  readonly fixedCosts: OfMonth;
  readonly seats: OfMonth;
  /** Fees of seats on the day they are owed. */
  readonly seatsCash: OfMonth;
  /** What a commitment has drawn by the end of the month. */
  readonly drawnBy: OfMonth;
}

export interface Reforecast {
  /**
   * The simulated trial that each is: one that the observations speak for stands there several times, one against which
   * they speak not at all.
   */
  readonly trialOf: Float64Array;
  /** Effective sample size of the weights, (Σw)²/Σw²: as many trials would know as much. */
  readonly effective: number;
  /**
   * By how much the spread of the observations was raised because they lie beyond the plan, or too few trials came near them;
   * 1: not at all.
   */
  readonly widening: number;
}

export interface WorkloadSamples {
  /** Money, all spend of the workload. */
  readonly spend: Float64Array;
  /** Tasks of the year by how they ended. */
  readonly outcomes: Float64Array;
  readonly errors: Float64Array;
  readonly failures: Float64Array;
  readonly unmet: Float64Array;
  /** Money: spend, review, failure and error costs. */
  readonly loadedCost: Float64Array;
  /** Money: value of outcomes − loaded cost. */
  readonly netValue: Float64Array;
  /** Means a trial. */
  readonly attempts: number;
  readonly tokens: number;
  /** Of a workload with a case or a decision. */
  readonly monthly?: WorkloadMonths;
}

/** Each fiscal month of a workload: one number a trial. */
export interface WorkloadMonths {
  /** Money that one outcome is worth, captured. */
  readonly outcomeValue: () => Float64Array;
  readonly outcomes: (month: number) => Float64Array;
  /** Money. */
  readonly spend: (month: number) => Float64Array;
  /** Money of reviews, failures and errors. */
  readonly besides: (month: number) => Float64Array;
}
