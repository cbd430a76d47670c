import type { CensoredSample, Fit } from "#shared/distributions/fitting.ts";
import {
  type RunFamily,
  type RunFamilyKind,
  fitRunFamily,
  RUN_FAMILY_KINDS,
  runFamilyCdf,
  runFamilyLimitedMean,
  runFamilyMean,
  runFamilyParameters,
  runFamilyUpperTail,
  withParameters,
} from "#shared/distributions/runFamily.ts";
import { studentQuantile } from "#shared/distributions/student.ts";
import { andersonDarling, kolmogorovSmirnov, productLimit } from "#shared/statistics/distances.ts";

/** A positive estimate with its standard error and the interval that should hold in 90 of 100 samples. */
export interface EstimateRange {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

export interface ParameterEstimate extends EstimateRange {
  readonly name: string;
}

/** One family fitted to the runs of one model. */
export interface RankedFit {
  readonly distribution: RunFamily;
  readonly lnLikelihood: number;
  /** Akaike's criterion for small samples, n effective runs: −2·ln L ÷ designEffect + 2p + 2p(p+1)/(n−p−1). */
  readonly aicc: number;
  /** Above the best family's: under 2 the two cannot be distinguished, from 10 on the choice is clear. */
  readonly behind: number;
  /** Kolmogorov and Smirnov's distance. */
  readonly ks: number;
  /** Anderson and Darling's A². */
  readonly ad: number;
  readonly parameters: readonly ParameterEstimate[];
  /** Mean tokens of a run; null: the family's tail is so heavy that it has none. */
  readonly mean: EstimateRange | null;
  /** Mean tokens of an attempt that is stopped at the limit: finite whatever the tail. */
  readonly limitedMean: EstimateRange;
}

/** Families with a parameter known worse than this (standard error of its logarithm) are not pinned by the sample. */
const WORST_LN_ERROR = 3;

/**
 * All families that the sample pins, the likeliest first. Errors are those of independent runs times √`designEffect`: 1
 * where every run is of another task, more where runs share tasks; the criterion counts likelihood and runs by it too.
 * `limit`: most tokens of an attempt.
 *
 * Source  K. P. Burnham & D. R. Anderson (2002), Model Selection and Multimodel Inference, ch. 2 (AICc, what its
 * differences mean, QAICc)
 */
export function rankFits(sample: CensoredSample, limit: number, designEffect = 1): RankedFit[] {
  const n = sample.exact.length + sample.atLeast.length;
  const steps = productLimit(sample.exact, sample.atLeast);
  const fits = RUN_FAMILY_KINDS.flatMap((kind: RunFamilyKind): Omit<RankedFit, "behind">[] => {
    const fit = fitRunFamily(kind, sample);
    if (fit === null) return [];
    const p = runFamilyParameters(fit.distribution).length;
    if (n / designEffect - p - 1 < 1 || lnErrors(fit).some((error) => !(error < WORST_LN_ERROR))) return [];
    const { distribution, lnLikelihood } = fit;
    const limitedMean = rangeOf(fit, (family) => runFamilyLimitedMean(family, limit), n, designEffect);
    if (limitedMean === null) return [];
    const curve = {
      cdf: (x: number) => runFamilyCdf(distribution, x),
      upperTail: (x: number) => runFamilyUpperTail(distribution, x),
    };
    return [
      {
        distribution,
        lnLikelihood,
        aicc: smallSampleAic(lnLikelihood, p, n, designEffect),
        ks: kolmogorovSmirnov(steps, curve),
        ad: andersonDarling(steps, curve, n),
        parameters: parameterEstimates(fit, n, designEffect),
        mean: rangeOf(fit, runFamilyMean, n, designEffect),
        limitedMean,
      },
    ];
  });
  const best = Math.min(...fits.map(({ aicc }) => aicc));
  return fits.map((fit) => ({ ...fit, behind: fit.aicc - best })).sort((one, other) => one.behind - other.behind);
}

/** Akaike's criterion of a fit with p parameters to n runs. */
export function smallSampleAic(lnLikelihood: number, p: number, n: number, designEffect: number): number {
  return (-2 * lnLikelihood) / designEffect + 2 * p + (2 * p * (p + 1)) / (n / designEffect - p - 1);
}

/**
 * The standard error of the logarithm of the mean of attempts by the family `chosen`, when nobody can say for sure that
 * it is the right one: each family counts by how likely it is, with its own error and with how far from the chosen one
 * it puts the mean.
 *
 * Source  K. P. Burnham & D. R. Anderson (2002), Model Selection and Multimodel Inference, section 4.3 (Akaike weights,
 * unconditional errors)
 */
export function lnErrorOfMean(fits: readonly RankedFit[], chosen: RunFamilyKind): number {
  const own = fits.find(({ distribution }) => distribution.kind === chosen)!.limitedMean.value;
  let [sum, whole] = [0, 0];
  for (const {
    behind,
    limitedMean: { value, standardError },
  } of fits) {
    const weight = Math.exp(-behind / 2);
    whole += weight;
    sum += weight * Math.hypot(standardError / value, Math.log(value / own));
  }
  return sum / whole;
}

function lnErrors({ covariance }: Fit<RunFamily>): number[] {
  const p = Math.sqrt(covariance.length);
  return Array.from({ length: p }, (_, i) => Math.sqrt(covariance[i * p + i]!));
}

/**
 * The parameters by name, with errors and intervals; intervals are taken on the logarithm, where the likelihood is
 * nearer to normal.
 */
export function parameterEstimates(fit: Fit<RunFamily>, n: number, designEffect: number): ParameterEstimate[] {
  return runFamilyParameters(fit.distribution).map(({ name, value }, i) => ({
    name,
    ...range(value, lnErrors(fit)[i]! * Math.sqrt(designEffect), n / designEffect - lnErrors(fit).length),
  }));
}

/** Step of the differences by a logarithm of a parameter. */
const STEP = 1e-4;

/** Any positive quantity of a fitted family with its error (delta method); null where it is not finite. */
export function rangeOf(
  { distribution, covariance }: Fit<RunFamily>,
  quantity: (family: RunFamily) => number,
  n: number,
  designEffect: number,
): EstimateRange | null {
  const value = quantity(distribution);
  if (!Number.isFinite(value)) return null;
  const parameters = runFamilyParameters(distribution);
  const p = parameters.length;
  const slopes = parameters.map((_, i) => {
    const at = (by: number): number =>
      Math.log(
        quantity(
          withParameters(
            distribution,
            parameters.map((parameter, j) => parameter.value * (i === j ? Math.exp(by) : 1)),
          ),
        ),
      );
    return (at(STEP) - at(-STEP)) / (2 * STEP);
  });
  // Near the edge of having a mean at all, a hair beyond there is none.
  if (!slopes.every(Number.isFinite)) return null;
  const square = slopes.reduce(
    (sum, slope, i) => sum + slope * slopes.reduce((row, other, j) => row + other * covariance[i * p + j]!, 0),
    0,
  );
  return range(value, Math.sqrt(square * designEffect), n / designEffect - p);
}

function range(value: number, lnError: number, degrees: number): EstimateRange {
  const reach = studentQuantile(0.95, Math.max(1, degrees)) * lnError;
  return { value, standardError: value * lnError, low: value * Math.exp(-reach), high: value * Math.exp(reach) };
}
