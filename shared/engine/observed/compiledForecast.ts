import type { Key } from "#shared/random/random.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { Posterior } from "./posterior.ts";
import type { Expectation, ObservedWorkload } from "./expectation.ts";

/** A plan made ready for trials, and what of its year has happened already. */
export interface CompiledForecast extends CompiledPlan {
  /** The closed months; null in a plan without actuals. */
  readonly actuals: CompiledActuals | null;
  /** Retirements that are a matter of chance; null: none is. */
  readonly retirements: Retirements | null;
}

/** Which models retire is decided once a trial, and each way has a plan of its own. */
export interface Retirements {
  readonly events: readonly { readonly name: Key; readonly probability: number }[];
  /** The plan in which the events of these bits have happened. */
  readonly variant: (happened: number) => CompiledForecast;
}

/** What has happened, and what it says of all that is not known. */
export interface CompiledActuals {
  readonly months: number;
  /** Money of each closed month, all of it. */
  readonly spend: Float64Array;
  /** The day of the year on which it reached the budget; −1: not yet. */
  readonly runOutDay: number;
  /** By fixed cost, money by month. */
  readonly fixedCosts: readonly Float64Array[];
  /** By seats and by commitment: money drawn from allowance or balance, by month. */
  readonly drawn: {
    readonly seats: readonly (readonly number[])[];
    readonly commitments: readonly (readonly number[])[];
  };
  /** By workload: its closed months, and its place in the plan under which they happened (−1: it had none). */
  readonly workloads: readonly CompiledActualsWorkload[];
  /** Null: no observation says anything of what is unknown. */
  readonly posterior: Posterior | null;
  /** What the closed months were expected to be, under the parameters drawn last, where there is no posterior. */
  readonly expectation: Expectation;
}

export interface CompiledActualsWorkload extends ObservedWorkload {
  readonly under: number;
  /** By attempt of the workload: its place among the attempts there; −1: none. */
  readonly attemptsUnder: readonly number[];
}
