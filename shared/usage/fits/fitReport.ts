import type { RunFamilyKind } from "#shared/distributions/runFamily.ts";
import type { TokenDistribution } from "#shared/distributions/tokens.ts";
import type { CurveCheck } from "./curveCheck.ts";
import type { MeanRange } from "./meanRange.ts";
import type { TokenMix } from "./mix.ts";
import type { EmpiricalFit } from "./planTokens.ts";
import type { RankedFit } from "./rank.ts";
import type { Runaways } from "./runaways.ts";
import type { NotKnown } from "./runs.ts";
import type { Spread } from "./spread.ts";
import type { SuccessByEffort } from "./success.ts";

/** Which curve the plan gets: a family, or the percentiles of the runs themselves with a fitted tail. */
export type ChosenCurve = RunFamilyKind | "empirical";

/** Everything that the runs of one workload with one model say. */
export interface FitReport {
  readonly known: true;
  /** Runs behind the fit; of them stopped at a cap; left out because they have no tokens. */
  readonly runs: number;
  readonly stopped: number;
  readonly leftOut: number;
  readonly spread: Spread;
  /**
   * What the runs are worth to the plan: its `runs`. Of different tasks, and fewer still where the mean hangs on the
   * curve's far tail.
   */
  readonly worth: number;
  /** The families, best fit first, of the runs without runaways. */
  readonly fits: readonly RankedFit[];
  readonly empirical: EmpiricalFit | null;
  readonly chosen: ChosenCurve;
  /** The chosen curve as the plan writes it, and how it holds against the runs. */
  readonly tokens: TokenDistribution;
  readonly check: CurveCheck;
  readonly runaways: Runaways | NotKnown;
  /** The dearest of the runaways, up to 40, for the chart: tokens, and the share of all runs above. */
  readonly far: readonly { readonly observed: number; readonly shareAbove: number }[];
  readonly success: SuccessByEffort | NotKnown;
  readonly mix: TokenMix | NotKnown;
  /** Mean tokens of an attempt as the forecast will draw it, 8 in 10. */
  readonly mean: MeanRange;
  /** Further runs, as repeated as these, that would halve how uncertain the mean is. */
  readonly runsToHalve: number;
  readonly words: {
    /** Which curve, and whether it holds. */
    readonly verdict: string;
    /** What more runs would buy. */
    readonly moreRuns: string;
    /** What to know of the sample: stopped runs, repeated tasks, runs left out. */
    readonly sample: readonly string[];
  };
}

export type Found = Omit<FitReport, "known" | "words">;
