import type { PlainCaseYear } from "./caseYear.ts";

/** What one simulated year of the plain reference came to. Money is in the currency of the plan. */
export interface PlainYear {
  /** Money: fixed costs and all workloads. */
  readonly spend: number;
  /** First day of the year (0 is the start) on which cumulative spend reaches the budget. */
  readonly runOutDay: number | null;
  readonly monthSpend: readonly number[];
  /** In the order of the plan. */
  readonly workloads: readonly PlainWorkloadYear[];
  /** By workload, what its case came to; null: it has none. */
  readonly cases: readonly (PlainCaseYear | null)[];
  /** Money of each fixed cost, in the order of the plan. */
  readonly fixedCosts: readonly number[];
  /** Attempts with each model, in the order of the plan. */
  readonly models: readonly { readonly spend: number; readonly tokens: number }[];
  /** The year on both bases, and tax. */
  readonly effective: number;
  readonly cash: number;
  readonly tax: number;
  readonly seats: readonly {
    readonly spend: number;
    readonly held: number;
    readonly overage: number;
    readonly unused: number;
  }[];
  readonly commitments: readonly {
    readonly drawn: number;
    readonly beyond: number;
    readonly lost: number;
    readonly left: number;
  }[];
}

/** What one workload came to in a simulated year. */
export interface PlainWorkloadYear {
  /** Effective cost, and what was used at contract price. */
  readonly spend: number;
  readonly usage: number;
  readonly monthSpend: readonly number[];
  /** Tasks that arrived, each once: outcomes + errors + failures + unmet. */
  readonly tasks: number;
  readonly monthTasks: readonly number[];
  readonly monthOutcomes: readonly number[];
  readonly outcomes: number;
  readonly errors: number;
  readonly failures: number;
  readonly unmet: number;
  /** Outcomes and errors. */
  readonly accepted: number;
  readonly attempts: number;
  readonly tokens: number;
  /** Money: spend, review, failure and error costs. */
  readonly loadedCost: number;
  /** Money: value of outcomes − loaded cost. */
  readonly netValue: number;
}
