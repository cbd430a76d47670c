import type { CompiledDatedMultiplier, Draw, CompiledShare } from "./compiledDraws.ts";
import type { CompiledDecision } from "./compileDecision.ts";
import type { ResolvedCase, ResolvedGate } from "#shared/plan/resolving/resolvedValue.ts";
import type { TokensCurve } from "#shared/distributions/tokens.ts";
import type { ResolvedMonthCap, ResolvedUserCap, ResolvedWander } from "#shared/plan/resolved.ts";
import type { Key } from "#shared/random/random.ts";
import type { CaseCopula } from "#shared/value/caseNumbers.ts";
import type { UseTable } from "#shared/distributions/personUse.ts";
import type { CompiledContracts } from "./compiledContracts.ts";
import type { CompiledRoute } from "#shared/engine/route/routeGrid.ts";
import type { TailCut } from "./tailCut.ts";
import type { TokenSeries } from "#shared/engine/route/tokenPanels.ts";

/**
 * A plan made ready for trials: indices for names, functions of a normal score for uncertain numbers, days for dates.
 * Changes with no trial.
 */
export interface CompiledPlan {
  readonly seed: number;
  readonly seedKey: Key;
  /** Every how many trials one gets a twin that shares its parameters and nothing else; 0: none. */
  readonly twinEvery: number;
  readonly days: number;
  readonly monthStarts: Int32Array;
  /** Fiscal month of each day. */
  readonly monthOfDay: Int32Array;
  readonly dayWeights: Float64Array;
  /** Working days of each fiscal month. */
  readonly workingDays: Int32Array;
  readonly budget: number;
  readonly blocks: boolean;
  readonly shared: {
    readonly demand: Draw;
    readonly tokens: Draw;
    readonly prices: Draw;
    readonly wander: CompiledWander;
  };
  readonly models: readonly CompiledModel[];
  /** Currencies that move: of ln a month, and the address of their random numbers. */
  readonly currencies: readonly { readonly monthlySd: number; readonly name: Key }[];
  /** Every number that is drawn once a trial, and every dated change, by its pointer. */
  readonly numbers: ReadonlyMap<string, Draw>;
  readonly changes: ReadonlyMap<string, CompiledDatedMultiplier>;
  readonly people: readonly CompiledGroup[];
  readonly fixedCosts: readonly { readonly perMonth: Draw; readonly renewal: CompiledDatedMultiplier | null }[];
  readonly workloads: readonly CompiledWorkload[];
  /** The plan says something of contracts, and what of it moves a day's money; null: nothing does. */
  readonly saysContracts: boolean;
  readonly contracts: CompiledContracts | null;
  /** Seats and commitments, also those that do nothing. */
  readonly seats: readonly object[];
  readonly commitments: readonly object[];
  readonly costCentres: readonly object[];
  readonly copula: { readonly names: readonly Key[]; readonly factor: readonly (readonly number[])[] } | null;
  /** Of numbers of cases, with the addresses of the forecast's numbers that they move with; null: of none. */
  readonly caseCopula: { readonly copula: CaseCopula; readonly names: readonly Key[] } | null;
  /** By workload, all that its years depend on beside the seed (`workloadPrints`). */
  readonly workloadPrints: () => readonly string[] | null;
}

/** A change of price; of some classes alone, by the place of the class in `TOKEN_CLASSES` (null: it stays). */
export interface CompiledPriceChange extends CompiledDatedMultiplier {
  readonly untilDay: number;
  readonly byClass: readonly (Draw | null)[] | null;
}

export interface CompiledModel {
  readonly priceChanges: readonly CompiledPriceChange[];
  readonly discount: Draw;
  readonly markup: Draw;
  readonly tax: number;
  /** Index of its currency among those that move; −1: it does not. */
  readonly currency: number;
}

export interface CompiledWander extends ResolvedWander {
  readonly name: Key;
}

/** What one model does at one workload's tasks, and where its tail begins. */
export interface CompiledAttempt extends TailCut {
  /** Index among the plan's models. */
  readonly model: number;
  /** 32-bit name of the model: the address of its attempts' random numbers. */
  readonly name: number;
  /** First attempt of the workload with the same model's view of a task: they share it. */
  readonly group: number;
  /** Money per token before price multipliers, of a price that no class and no long context moves. */
  readonly pricePerToken: number;
  /** The same by class of token, in the order of `TOKEN_CLASSES`; null: nothing moves one class alone. */
  readonly byClass: ClassPrices | null;
  /** What tiers of service make of the price. */
  readonly tierFactor: number;
  readonly fees: readonly { readonly perAttempt: Draw; readonly price: number }[];
  /** Models that have retired since the entry as it stands: each takes so many times the tokens. */
  readonly tokenFactors: readonly Draw[];
  readonly series: TokenSeries;
  readonly curve: TokensCurve;
  readonly lnLimit: number;
  readonly limit: number;
  readonly runs: number | null;
  readonly truth: Key;
  readonly successTruth: Key;
  readonly runawayShare: number;
  readonly runawayFactor: (score: number) => number;
  /** Factor and weight of the few runaways that stand for all in the body. */
  readonly factorNodes: readonly { readonly lnFactor: number; readonly weight: number }[];
  readonly byEffort: readonly number[];
  readonly successRuns: number | null;
}

/** Share of each class in an attempt's tokens, and money per token of it, of ordinary and of long context. */
export interface ClassPrices {
  readonly mix: Float64Array;
  readonly price: Float64Array;
  readonly long: Float64Array;
  readonly longShare: Draw;
}

export interface CompiledPolicy {
  readonly fromDay: number;
  readonly route: CompiledRoute;
  /** Index of the lead attempt. */
  readonly lead: number;
  readonly slots: readonly Slot[];
  readonly cap: CompiledAttemptCap | null;
  readonly monthCap: ResolvedMonthCap | null;
  /** The route of `degrade`, and its slots. */
  readonly fallback: CompiledRoute | null;
  readonly fallbackSlots: readonly Slot[];
  readonly userCap: ResolvedUserCap | null;
  /** The route of a user cap's `degrade`, and its slots. */
  readonly userFallback: CompiledRoute | null;
  readonly userFallbackSlots: readonly Slot[];
}

export interface CompiledAttemptCap {
  readonly inTokens: boolean;
  readonly amount: number;
  readonly approval: number;
  readonly partial: number;
  /** Index among the workload's attempts; −1: none. */
  readonly fallback: number;
}

/** Days [start, end) of one fiscal month under one policy and one list of prices: the unit that is drawn at once. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly month: number;
  readonly policy: number;
  /** Index of its epoch: the longest run of days with one policy and one list of prices. */
  readonly epoch: number;
}

/** A group of the head-count table. */
export interface CompiledGroup {
  /** People at the start of the year. */
  readonly count: Draw;
  readonly monthlyGrowth: Draw;
  /** Head count by fiscal month, as a multiple beside its growth. */
  readonly byMonth: Float64Array;
  /** Money a person and year; null: nobody has said. */
  readonly pay: Draw | null;
}

export interface CompiledWorkload {
  readonly id: string;
  /** What its value part says; it moves nothing but through the decision. */
  readonly case: ResolvedCase | null;
  readonly gate: ResolvedGate | null;
  readonly decision: CompiledDecision | null;
  readonly key: Key;
  /** People of its own, or those of the group that it takes a share of. */
  readonly users: Draw;
  /** The group behind its people; null: they are its own. */
  readonly group: CompiledShare | null;
  readonly userSpread: number;
  /** Squared coefficient of variation of a day's expected tasks, from day to day. */
  readonly dispersion: number;
  readonly spreadName: Key;
  readonly tasksPerUserPerDay: Draw;
  readonly monthlyGrowth: Draw;
  readonly rebound: Draw;
  readonly seasonality: Float64Array;
  readonly wander: CompiledWander;
  /**
   * The adoption curve: values at the points, and for each day the point before it and how far it is on the way to the
   * next.
   */
  readonly adoption: { readonly points: readonly Draw[]; readonly before: Int32Array; readonly along: Float64Array };
  /** By segment: its days, cut where the adoption curve bends. */
  readonly stretches: readonly (readonly Stretch[])[];
  readonly attempts: readonly CompiledAttempt[];
  /** The same attempts without a tail: for months of so many tasks that the tail alone would be too many to play. */
  readonly attemptsWithoutTail: readonly CompiledAttempt[];
  readonly weights: ScoreWeights;
  readonly tokensMultiplier: Draw;
  readonly tokensGrowth: Draw;
  readonly policies: readonly CompiledPolicy[];
  readonly segments: readonly Segment[];
  /** Segments of month m: [firstSegment[m], firstSegment[m + 1]). */
  readonly firstSegment: Int32Array;
  readonly epochs: readonly { readonly start: number; readonly policy: number }[];
  readonly value: Draw;
  readonly captured: Draw;
  readonly reviewCost: Draw;
  readonly failureCost: Draw;
  readonly errorCost: Draw;
  readonly failuresVisible: boolean;
  /** What people use beyond a cap each; null: they never have one. */
  readonly userTable: UseTable | null;
  /** Some attempt has fees. */
  readonly hasFees: boolean;
  /** Tasks of a segment below which each is drawn one by one. */
  readonly oneByOneBelow: number;
  /** A month cap stands in some policy, or deferred work may arrive. */
  readonly isCapped: boolean;
  /** A month cap or the budget may cut within a day. */
  readonly mayBeCut: boolean;
}

/** Days from `start` on over which adoption is a straight line. */
export interface Stretch {
  readonly start: number;
  /** Days on the way from a point of the adoption curve to the next, the reciprocal: what a day adds to `along`. */
  readonly slope: number;
  readonly dayWeights: Float64Array;
  /** Days from `start` to the stretch's middle, and Σ weight × (days from the middle)ᵏ / k! for k from 0 on. */
  readonly middle: number;
  readonly moments: Float64Array;
}

/**
 * An attempt's score is task·Z + model·W + attempt·E; `viewScale` makes the first two a standard normal (0: there is no
 * task in it).
 */
export interface ScoreWeights {
  readonly task: number;
  readonly model: number;
  readonly attempt: number;
  readonly viewScale: number;
}

/** A place in a route where an attempt can be made. */
export interface Slot {
  readonly branch: number;
  readonly step: number;
  /** The attempt that follows a stop at that step. */
  readonly isFallback: boolean;
  readonly attempt: number;
  /** As in CompiledAttempt. */
  readonly group: number;
  readonly isRunaway: boolean;
  /** Chance that an attempt made there lies in the tail, and the address of its random numbers. */
  readonly share: number;
  readonly name: number;
}
