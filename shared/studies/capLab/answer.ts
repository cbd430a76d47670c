import type { MonthCap, Plan } from "#shared/plan/schema/plan.ts";

/** Which cap of which workload is asked about. */
export interface CapLabQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
  readonly cap: "attempt" | "month" | "person";
  /** What happens at a cap of the month or of a person; without it what the plan says, or else that work stops. */
  readonly action?: MonthAction;
}

/** What a cap of the month or of a person does when it is met; who approves and how late spend is known stays as in the plan. */
export type MonthAction = Pick<MonthCap, "atCap" | "fallback">;

/** A workload's year under caps of several sizes, the smallest first, the last without one. */
export interface CapLab {
  readonly cap: CapLabQuestion["cap"];
  /** What an attempt cap counts; other caps count money. */
  readonly unit: "tokens" | "money";
  /** What happens at a cap of the month or of a person; null: this lab is of another cap. */
  readonly action: MonthAction | null;
  readonly points: readonly CapPoint[];
  /**
   * Place of the size that the plan has in force; null where the lab does something else at the cap than the plan does.
   */
  readonly present: number | null;
  /**
   * Places of the points of least cost an outcome and of most net value, and of those that are as good within their
   * error.
   */
  readonly leastCost: Best;
  readonly mostValue: Best & {
    /**
     * Money a year within which values are alike: two standard errors of their difference, or a hundredth of the span.
     */
    readonly within: number;
  };
  /**
   * What the lag of the meter costs at the present month cap, spend of the year against a meter that knows at once;
   * null: there is no lag.
   */
  readonly lag: { readonly days: number; readonly spend: Band } | null;
  /** Simulated years behind each point: parameter draws with exact means, or trials. */
  readonly trials: number;
}

/** A point, and those that are as good. */
export interface Best {
  readonly at: number;
  readonly alike: readonly number[];
}

/** Figures of the year under a cap. */
export interface CapFigures {
  readonly spend: Band;
  readonly outcomes: Band;
  /** Tasks that were not done at all; of an attempt cap none. */
  readonly unmet: Band;
  /** Spend on tasks that gave nothing right. */
  readonly wasted: Band;
  readonly netValue: Band;
}

/** The year under a cap of one size. */
export interface CapPoint extends CapFigures {
  /** Tokens or money; null: no cap. */
  readonly cap: number | null;
  /** Against the median attempt, of a cap in tokens. */
  readonly ofMedian: number | null;
  /** Differences from the size in force, or from no cap where none is, on the same simulated years. */
  readonly change: CapFigures;
  /** Loaded cost of one outcome: sums over simulated years. */
  readonly costPerOutcome: number | null;
  /** Of a month cap: chance that it acts in each month. */
  readonly acts: readonly number[] | null;
  /** Of a cap a person: share of people who would use more in a month; never who. */
  readonly touched?: number;
}

/** Mean over simulated years with its standard error, and the ends of 8 in 10 and of half. */
export interface Band {
  readonly mean: number;
  readonly error: number;
  readonly p10: number;
  readonly p25: number;
  readonly p75: number;
  readonly p90: number;
}
