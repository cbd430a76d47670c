import type { EpochDay } from "#shared/units.ts";
import type { Known } from "./parts.ts";

/**
 * What the charts of one forecast draw: when the money is spent (fan, eight trials, run-out days), how likely (fifty
 * dots) and what to ask for (ladder). Plain figures, no pixels. Days count from the start of the year; arrays "by day"
 * have days + 1 entries, entry d being the money spent in the first d days, so that entry 0 is 0.
 */
export interface Outlook {
  readonly currency: string;
  readonly start: EpochDay;
  /** First day of each fiscal month and, last, the day after the year, as days since the start. */
  readonly monthStarts: readonly number[];
  readonly days: number;
  readonly trials: number;
  /** Money. */
  readonly budget: number;
  /** Does work stop when the budget is reached? Then no trial lies above it. */
  readonly stopsAtBudget: boolean;
  /** Is the ask cut off by that stop? Then what the whole year would take is not known. */
  readonly askIsHidden: boolean;
  readonly fan: Fan;
  /** Spend of the year that 1 in 20 simulated years stay below, and that 1 in 20 exceed, with their errors. */
  readonly range: { readonly low: Known; readonly high: Known };
  /** The eight sample trials, cheapest year first. */
  readonly paths: readonly TrialPath[];
  /** The year's spend of fifty equally likely trials, ascending: dot i is the quantile (i − ½)/50. */
  readonly dots: readonly number[];
  /** How many of the fifty, counted from the dearest, reach the budget. */
  readonly dotsSpent: number;
  /** Chance that the year costs more than an amount, amounts ascending. */
  readonly exceedance: readonly { readonly amount: number; readonly chance: number }[];
  readonly runOut: RunOut;
  readonly ladder: Ladder;
  /**
   * Cumulative spend by the end of each closed day, entry 0 is 0; null in a plan without actuals. Exact at the ends of
   * months, within one laid over its days by their weight.
   */
  readonly actual: readonly number[] | null;
}

/** Quantiles of cumulative spend by day. */
export interface Fan {
  /** Ascending, symmetric about ½, which is the middle entry. */
  readonly levels: readonly number[];
  /** One row a level. */
  readonly quantiles: readonly (readonly number[])[];
}

export interface TrialPath {
  readonly trial: number;
  /** Cumulative spend by day. */
  readonly spend: readonly number[];
  /** First day (0 is the start) whose end finds the budget reached; null: never. */
  readonly spentOn: number | null;
}

export interface RunOut {
  /** Chance that the money runs out on each day. */
  readonly onDay: readonly number[];
  /** Chance that it is gone by the end of each day. */
  readonly byDay: readonly number[];
  /** Chance that the year ends before the money does. */
  readonly never: number;
  /** First days by which it is gone in 1 of 10, half and 9 of 10; null: not within the year. */
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

export interface Ladder {
  /** Rungs of the scale: 50, 70, 80, 90, 95 % and the plan's own confidence, ascending. */
  readonly rungs: readonly { readonly confidence: number; readonly amount: number }[];
  /** Half of the trials are below. */
  readonly base: number;
  readonly confidence: number;
  /** The plan's confidence of the trials are below. */
  readonly ask: number;
  /** Where management reserve ends: the first of 95 and 99 % above the plan's confidence; null above 99 %. */
  readonly reserve: { readonly confidence: number; readonly amount: number } | null;
}

/** The year of one trial, replayed: spend of each day, money. */
export interface ReplayedTrial {
  readonly daySpend: Float64Array;
}

/** Edges of the twelve nested intervals, 1–99 % to 45–55 %, and the middle. */
export const FAN_LEVELS: readonly number[] = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
  0.925, 0.95, 0.975, 0.99,
];
