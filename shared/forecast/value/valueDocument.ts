import type { QuadrantEllipse, QuadrantShares } from "#shared/value/quadrant.ts";
import type { GateSource } from "#shared/value/compileCase.ts";
import type { Gate } from "#shared/value/referenceClass.ts";
import type { Verb } from "#shared/value/verbs.ts";
import type { FailureChances } from "./jointChances.ts";
import type { Question } from "./questions.ts";
import type { Stamp } from "./stamps.ts";
import type { Mean, Quantiles, Spread } from "#shared/forecast/answers/forecast.ts";

/**
 * What a plan's uses of AI bring, `schema: "past-april.value/1"` (MODEL.md, section 4b): what `past-april value --json`
 * prints, and what screen and paper read. Money in the plan's currency. Null: not known; never 0 for it. Nothing in it
 * is about a person, and nothing about a group of fewer than ten.
 */
export const VALUE_SCHEMA = "past-april.value/1";

export interface Range {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface ValueAnswer {
  readonly schema: typeof VALUE_SCHEMA;
  readonly engine: string;
  readonly plan: { readonly name: string; readonly hash: string };
  readonly scenario: string | null;
  readonly seed: number;
  readonly trials: number;
  /** The earliest locked plan with a case; null: the live plan is held against itself. */
  readonly original: { readonly hash: string; readonly date: string } | null;
  readonly tiles: ValueTiles;
  readonly workloads: Readonly<Record<string, WorkloadValue>>;
  readonly portfolio: {
    readonly net: Spread | null;
    readonly pays: Payback | null;
    /** That the money lasts, that the uses pay back, and both in the same simulated year. */
    readonly failures: FailureChances | null;
    readonly withCase: number;
    readonly withoutCase: number;
  };
  /** Of a scenario that spends less than the plan as it is: mean saving, and mean benefit given up. Else null. */
  readonly saving: { readonly saves: Mean; readonly foregone: Mean } | null;
  readonly decisions: readonly Decision[];
  /** Signs of life, not of value: never a goal, a trigger or an axis of merit. */
  readonly diagnostics: Readonly<
    Record<string, { readonly tasks: number; readonly tokens: number; readonly users: number }>
  >;
}

export interface ValueTiles {
  /** Metrics by the chance that they improved. */
  readonly outcomes: {
    readonly better: number;
    readonly worse: number;
    readonly undecided: number;
    readonly noBaseline: number;
  };
  /** Null: no time is measured. */
  readonly cycleTime: readonly { readonly workload: string; readonly change: Range }[] | null;
  /** Revenue or cost of the year; null: no case. */
  readonly benefit:
    | (Spread & {
        /** P(benefit > 0). */
        readonly reached: number;
        readonly ifReached: Range | null;
        readonly bookedToDate: number;
        readonly later: Mean;
        readonly claimed: Mean;
      })
    | null;
  readonly behaviour: readonly {
    readonly workload: string;
    readonly month: string;
    readonly did: number;
    readonly eligible: number;
    readonly needed: number;
    readonly p10: number;
    readonly p90: number;
  }[];
  readonly costPerOutcome: readonly {
    readonly workload: string;
    readonly unit: string;
    readonly loaded: number;
    /** Of the median, money: what `loaded` is written to. */
    readonly standardError: number;
    readonly quantiles: Quantiles | null;
  }[];
  readonly accepted: readonly {
    readonly workload: string;
    readonly of: number;
    readonly n: number;
    readonly p10: number;
    readonly p90: number;
    readonly from: "closed months" | "forecast";
  }[];
  readonly intervened: readonly {
    readonly workload: string;
    /** Tasks of the months in which either was counted. */
    readonly of: number;
    readonly interventions?: CountedRange;
    readonly exceptions?: CountedRange;
  }[];
  readonly againstCase: {
    readonly toDate: { readonly benefit: number; readonly case: number; readonly share: number | null } | null;
    readonly year: { readonly share: Range } | null;
  };
}

export interface CountedRange {
  /** Tasks of the months in which it was counted. */
  readonly of: number;
  readonly n: number;
  readonly p10: number;
  readonly p90: number;
}

export interface GateAnswer {
  readonly gate: Gate;
  readonly by: GateSource;
  /** Chance that it is open. */
  readonly chance: number;
  readonly bayesFactor?: number;
  /** Mean factor on the benefit: how many work as the case needs. */
  readonly factor?: number;
}

export type EffectAnswer =
  | {
      readonly quantiles: Quantiles;
      /** P(it got better). */
      readonly better: number;
      readonly grade: string;
      readonly before: number;
      readonly after: number;
    }
  | { readonly refused: string };

export interface Payback {
  readonly probability: number;
  readonly standardError: number;
  readonly byMonthEnd: readonly number[];
  readonly never: number;
  /** First month's end by which so many of the simulated years have paid back; null: not within the plan. */
  readonly quantiles: { readonly p10: string | null; readonly p50: string | null; readonly p90: string | null };
}

export interface QuadrantAnswer extends QuadrantShares {
  /** With all gates that stand on the class open. */
  readonly ifUnmeasuredHolds: Pick<QuadrantShares, "highLow" | "lowLow">;
  readonly ellipse: QuadrantEllipse;
  /** Centre of the ellipse when the original case was locked; null: none is locked, or it was not kept then. */
  readonly lockedMiddle: { readonly use: number; readonly impact: number } | null;
}

export interface DecisionAnswer {
  readonly decideOn: string;
  readonly decided: "pass" | "fail" | null;
  /** Share of simulated years that pass; null: it is never observed in this plan. */
  readonly passes: number | null;
  /** Money; null where it is decided, or the variants were not simulated. Negative: worse than deciding now. */
  readonly ruleWorth: number | null;
  readonly bestWorth: number | null;
  /** In the rule's own unit; null: always or never is best. */
  readonly bestCut: number | null;
}

export interface WorkloadValue {
  readonly questions: Readonly<Record<Question, boolean>>;
  readonly stamps: readonly Stamp[];
  /** Null without a case, as all that needs one. */
  readonly gates: readonly GateAnswer[] | null;
  /** Chance that all gates are open. */
  readonly reaches: number | null;
  readonly effect: EffectAnswer | null;
  readonly benefit: (Spread & { readonly later: Mean }) | null;
  readonly claimed: Mean;
  readonly net: Spread | null;
  readonly waiting: Mean | null;
  readonly pays: Payback | null;
  readonly ifCut: { readonly from: string; readonly saves: Mean; readonly givesUp: Mean } | null;
  readonly quadrant: QuadrantAnswer | null;
  readonly verb: Verb | null;
  readonly open: readonly Question[];
  readonly consumption: {
    readonly grows: number;
    readonly lags: number;
    readonly flag: boolean;
    /** Middle estimate of how the tokens of the closed months grow: a factor a month. */
    readonly monthlyGrowth: number;
  } | null;
  readonly gate: DecisionAnswer | null;
}

export interface Decision {
  readonly workload: string;
  /** Last day of the month; null: no date. */
  readonly on: string | null;
  readonly state: "overdue" | "due" | "later" | "none";
}
