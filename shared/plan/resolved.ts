import type { ResolvedDatedMultiplier } from "./resolving/resolvedDated.ts";
import type { EpochDay } from "#shared/units.ts";
import type { Tokens, Uncertain, Users } from "#shared/plan/schema/plan.ts";
import type {
  CentreShare,
  ResolvedContracts,
  ResolvedFee,
  ResolvedPriceChange,
  ResolvedRetires,
  ResolvedSplit,
  ResolvedTerms,
} from "./resolving/resolvedContracts.ts";
import type { ResolvedCase, ResolvedGate, ResolvedPlanValue } from "./resolving/resolvedValue.ts";

/**
 * A plan with every default filled in and every map turned into a list in the order of the file: what the engines read.
 * Made by `resolvePlan` in `defaults.ts` from a plan that has passed all checks; nothing behind it is checked again.
 */
export interface ResolvedPlan extends ResolvedContracts {
  readonly name: string;
  readonly currency: string;
  /** First day of the fiscal year. */
  readonly start: EpochDay;
  /** First day of each fiscal month and, last, the day after the year: months + 1 entries. */
  readonly monthStarts: readonly EpochDay[];
  /** Share of a working day's demand on each day of the year: 1 on working days, else restDayShare. */
  readonly dayWeights: readonly number[];
  readonly budget: {
    readonly amount: number;
    /** Weight of each fiscal month, summing to 1. */
    readonly phasing: readonly number[];
    readonly confidence: number;
    readonly atExhaustion: "overrun" | "block";
    readonly basis: "effective" | "cash";
    readonly taxIncluded: boolean;
  };
  readonly shared: {
    readonly demand: Uncertain;
    readonly tokens: Uncertain;
    readonly prices: Uncertain;
    readonly wander: ResolvedWander;
  };
  /** The head-count table. */
  readonly people: readonly ResolvedGroup[];
  readonly models: readonly ResolvedModel[];
  readonly workloads: readonly ResolvedWorkload[];
  readonly fixedCosts: readonly ResolvedFixedCost[];
  /**
   * Rank correlations between uncertain numbers, each by its JSON pointer in the plan; adoption points by the pointer
   * of their list.
   */
  readonly correlations: readonly { readonly between: readonly [string, string]; readonly rank: number }[];
  /** The class that cases argue away from. */
  readonly value: ResolvedPlanValue;
  /** What has happened; null in a plan without actuals. */
  readonly actuals: ResolvedActuals | null;
  /** Names of random numbers that are drawn anew, all others as they were (`redrawUnknown`); absent: none. */
  readonly redrawn?: readonly string[];
}

/** The closed months of a plan: of every list one entry a month. */
export interface ResolvedActuals {
  readonly months: number;
  /**
   * The plan that was in force while they happened, which says what they mean; null: the plan that holds them itself.
   */
  readonly under: ResolvedPlan | null;
  readonly workloads: readonly ResolvedActualsWorkload[];
  /** Money by fixed cost, in the order of the plan. */
  readonly fixedCosts: readonly (readonly number[])[];
  /** Money drawn by seats and by commitment, in the order of the plan. */
  readonly drawn: {
    readonly seats: readonly (readonly number[])[];
    readonly commitments: readonly (readonly number[])[];
  };
  /** Money of no workload and no fixed cost. */
  readonly unassigned: readonly number[];
}

/** A workload's closed months; null: not known. */
export interface ResolvedActualsWorkload {
  readonly id: string;
  /** Money. */
  readonly spend: readonly number[];
  readonly tasks: readonly (number | null)[];
  readonly attempts: readonly (number | null)[];
  /** By model. */
  readonly tokens: readonly (Readonly<Record<string, number>> | null)[];
  readonly outcomes: readonly (number | null)[];
  /** Money that finance has booked. */
  readonly benefit: readonly (number | null)[];
  readonly interventions: readonly (number | null)[];
  readonly exceptions: readonly (number | null)[];
}

export interface ResolvedWander {
  readonly monthlySd: number;
  readonly persistence: number;
  /** Standard deviation of ln of the trial's own monthlySd; 0: it is known. */
  readonly sdSpread: number;
  /** Months before the start in which it wandered already. */
  readonly age: number;
  /** Largest ln factor; Infinity: none. */
  readonly lnMost: number;
  /** Whether its middle is 1, and not its mean. */
  readonly keepsMiddle: boolean;
}

/** A group of the head-count table. */
export interface ResolvedGroup {
  readonly id: string;
  readonly name: string;
  /** People at the start of the year. */
  readonly count: Uncertain;
  readonly monthlyGrowth: Uncertain;
  /** By fiscal month, the head count as a multiple of `count`, beside its growth. */
  readonly byMonth: readonly number[];
  /** Money a person and year; null: nobody has said. */
  readonly pay: Uncertain | null;
}

export interface ResolvedModel {
  readonly id: string;
  readonly name: string;
  /** Money per million tokens of each class, at the rate of its currency; absent classes are 0 and used by no mix. */
  readonly price: ResolvedMix;
  /** The same of long context; null: it costs no more. */
  readonly long: ResolvedMix | null;
  /** By tier of service, what its tokens cost as a multiple. */
  readonly tiers: Readonly<Record<string, number>>;
  /** The currency that the prices are in; null: the plan's own. */
  readonly currency: string | null;
  readonly priceChanges: readonly ResolvedPriceChange[];
  readonly terms: ResolvedTerms;
  readonly retires: ResolvedRetires | null;
}

export interface ResolvedMix {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheWriteHour: number;
  readonly output: number;
}

export interface ResolvedFixedCost {
  readonly id: string;
  readonly name: string;
  readonly perMonth: Uncertain;
  readonly renewal: ResolvedDatedMultiplier | null;
  readonly split: ResolvedSplit;
}

/** An entry of a workload's attempts. */
export interface ResolvedAttempt {
  /** Id of the entry, by which routes name it: that of its model where it names no other. */
  readonly modelId: string;
  /** Id of the model that it is priced at. */
  readonly pricedAt: string;
  /** Id of the model whose view of a task it has: that it is made with. */
  readonly viewOf: string;
  /** Id of the entry whose random numbers it has: its own, but where a model has retired. */
  readonly drawnAs: string;
  readonly longShare: Uncertain;
  readonly served: readonly { readonly tier: string; readonly share: number }[];
  readonly fees: readonly ResolvedFee[];
  /**
   * Models that retired since the entry as it stands: each takes other tokens from then on (of an entry of the plan:
   * none).
   */
  readonly replaces: readonly string[];
  readonly tokens: Tokens;
  /** Most tokens of one attempt: the plan's limit, or 100 × the median. */
  readonly limit: number;
  readonly mix: ResolvedMix;
  readonly runaway: { readonly share: number; readonly factor: Uncertain };
  readonly success: { readonly byEffort: readonly number[]; readonly runs: number | null };
}

export interface ResolvedVerifier {
  readonly catches: number;
  readonly falseAlarms: number;
  readonly cost: number;
}

export interface ResolvedSteps {
  readonly kind: "steps";
  readonly steps: readonly string[];
  readonly verifier: ResolvedVerifier;
}

export type ResolvedRoute =
  | ResolvedSteps
  | { readonly kind: "bestOf"; readonly bestOf: number; readonly model: string; readonly verifier: ResolvedVerifier }
  | {
      readonly kind: "choose";
      readonly branches: readonly (ResolvedSteps & { readonly upTo: number })[];
      readonly by: "difficulty" | "chance";
      readonly accuracy: number;
      readonly cost: number;
    };

export interface ResolvedAttemptCap {
  /** What the amount counts. */
  readonly unit: "tokens" | "cost";
  readonly amount: number;
  readonly approval: number;
  readonly fallbackModel: string | null;
  readonly partial: number;
}

export interface ResolvedMonthCap {
  readonly amount: number;
  readonly atCap: "block" | "defer" | "degrade";
  /** The route of `degrade`; null for the others. */
  readonly fallback: ResolvedRoute | null;
  readonly approval: number;
  readonly lagDays: number;
}

export interface ResolvedUserCap {
  /** Money a person and fiscal month. */
  readonly perMonth: number;
  readonly atCap: "block" | "degrade";
  /** The route of `degrade`; null for `block`. */
  readonly fallback: ResolvedRoute | null;
  readonly approval: number;
}

/** What rules a workload's day. */
export interface ResolvedPolicy {
  readonly route: ResolvedRoute;
  readonly attemptCap: ResolvedAttemptCap | null;
  readonly monthCap: ResolvedMonthCap | null;
  readonly userCap: ResolvedUserCap | null;
}

export interface ResolvedWorkload {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly status: "draft" | "pilot" | "production" | "retired" | null;
  /** The cost centers that it belongs to; none: it is unassigned. */
  readonly costCentre: readonly CentreShare[];
  /** What it should change; null: nobody has said. */
  readonly case: ResolvedCase | null;
  /** When it is decided; null: no date. */
  readonly gate: ResolvedGate | null;
  readonly demand: {
    /** People of its own, or a share of a group of `people`. */
    readonly users: Users;
    readonly userSpread: number;
    /** Points of the adoption curve by day of the year (may lie before 0 or beyond the year), ascending. */
    readonly adoption: readonly { readonly day: number; readonly share: Uncertain }[];
    readonly tasksPerUserPerDay: Uncertain;
    readonly monthlyGrowth: Uncertain;
    /** By fiscal month: the workload's season times the head count of its group. */
    readonly seasonality: readonly number[];
    readonly wander: ResolvedWander;
    /** Squared coefficient of variation of a day's expected tasks, from day to day. */
    readonly dispersion: number;
    readonly rebound: Uncertain;
  };
  readonly attempts: readonly ResolvedAttempt[];
  /** Share of the difficulty that is common to all models: a in the model. */
  readonly acrossModels: number;
  /** Correlation of two attempts of one model at one task: s in the model; acrossModels ≤ sameModel < 1. */
  readonly sameModel: number;
  readonly tokensMultiplier: Uncertain;
  readonly tokensGrowth: Uncertain;
  /**
   * The policies in force, by first day (ascending, the first is day 0): the plan's own and its dated changes laid over
   * it.
   */
  readonly policies: readonly (ResolvedPolicy & { readonly fromDay: number })[];
  readonly outcome: {
    readonly unit: string;
    readonly value: Uncertain;
    readonly captured: Uncertain;
    readonly reviewCost: Uncertain;
    readonly failureCost: Uncertain;
    readonly errorCost: Uncertain;
    readonly failuresVisible: boolean;
  };
}
