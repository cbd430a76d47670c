import { gammaCdf } from "#shared/numerics/incompleteGamma.ts";
import { lnGamma } from "#shared/numerics/saddlePoint.ts";
import { FIELD, type LevelPrior } from "./fieldOfLevels.ts";
import { laplaceStep, normalStep, type Lattice } from "./levelSteps.ts";

/**
 * A level that moves, behind steps that scatter around it: ln level takes a normal step of its own each time, now and
 * then a far one (a break: work begins, stops, or changes its scale); what is observed is gamma
 * around the level, so that zeros and low steps are ordinary. How large the steps are, how often a break comes and how
 * much the observations scatter are not known: each combination is filtered on a grid of
 * levels and weighed by how well it foresaw each step (a Bayesian answer, exact but for the grid).
 *
 * Sources  J. Durbin & S. J. Koopman (2012), Time Series Analysis by State Space Methods, ch. 2 and 9; G. Kitagawa (1987),
 * Non-Gaussian State-Space Modeling of Nonstationary Time Series, JASA 82; A. C. Harvey & C. Fernandes (1989), Time
 * Series Models for Count or Qualitative Observations, JBES 7
 */
export interface LevelPosterior {
  /** Combinations with their chances, which sum to 1. */
  readonly combinations: readonly Combination[];
  /** Moments of ln level after the last step, in the unit of the steps. */
  readonly level: { readonly mean: number; readonly sd: number };
  /** ln of the steps' likelihood, for comparison with a reference. */
  readonly lnLikelihood: number;
}

export interface Combination {
  readonly chance: number;
  /** Standard deviation of a step of ln level. */
  readonly sd: number;
  /** Chance of a break at each step. */
  readonly breaks: number;
  /** Shape of the gamma of an observation: its squared coefficient of variation is 1 ÷ shape. */
  readonly shape: number;
  /** ln level after the last step. */
  readonly mean: number;
  readonly variance: number;
}

/** Steps further back than this say nothing of now, and cost time. */
const MOST_STEPS = 104;
/** A step below this share of the mean step is as good as none: what a zero is taken for. */
const NOTHING = 0.01;
/** No observation is more of a surprise than this: one outlier cannot rule a combination out. */
const LEAST_CHANCE = 1e-9;
const FEWEST_LEVELS = 48;
const MOST_LEVELS = 128;
/** ln levels beyond the lowest and highest step that are still possible. */
const BEYOND = 1.5;

/**
 * The level after the last of `values` (each at least 0, at least one above 0), and how it moves. `weeks`: how many weeks
 * one step lasts, by which the prior of the field is told. Throws where no value is above 0.
 */
export function filterLevel(values: readonly number[], weeks: number, prior: LevelPrior = FIELD): LevelPosterior {
  const first = values.findIndex((value) => value > 0);
  if (first < 0) throw new RangeError("There is no step above 0.");
  const steps = values.slice(Math.max(first, values.length - MOST_STEPS));
  const mean = steps.reduce((sum, value) => sum + value, 0) / steps.length;
  const scaled = steps.map((value) => value / mean);
  const lattice = latticeOf(scaled);
  const shapes = prior.weeklyShapes.map(({ value, weight }) => ({ value: value * weeks, weight }));
  const seen = shapes.map(({ value }) => likelihoods(scaled, lattice, value));
  const found: (Omit<Combination, "chance"> & { lnWeight: number })[] = [];
  const start = startOf(scaled, lattice);
  for (const sd of prior.weeklySds)
    for (const often of prior.weeklyBreaks) {
      const moves = { sd: sd.value * Math.sqrt(weeks), breaks: 1 - (1 - often.value) ** weeks };
      const ends = filterAll(seen, start, lattice, moves, prior.breakSd);
      for (const [s, end] of ends.entries())
        found.push({
          ...moves,
          shape: shapes[s]!.value,
          mean: end.mean + Math.log(mean),
          variance: end.variance,
          lnWeight: end.lnLikelihood + Math.log(sd.weight * often.weight * shapes[s]!.weight),
        });
    }
  const most = Math.max(...found.map(({ lnWeight }) => lnWeight));
  const total = found.reduce((sum, { lnWeight }) => sum + Math.exp(lnWeight - most), 0);
  const combinations = found.map(({ lnWeight, ...rest }) => ({ ...rest, chance: Math.exp(lnWeight - most) / total }));
  return { combinations, level: momentsOf(combinations), lnLikelihood: most + Math.log(total) };
}

function momentsOf(combinations: readonly Combination[]): LevelPosterior["level"] {
  const mean = combinations.reduce((sum, one) => sum + one.chance * one.mean, 0);
  const variance = combinations.reduce((sum, one) => sum + one.chance * (one.variance + (one.mean - mean) ** 2), 0);
  return { mean, sd: Math.sqrt(variance) };
}

/** Levels as fine as the steps tell them apart, from below the lowest to above the highest. */
function latticeOf(scaled: readonly number[]): Lattice {
  const logs = scaled.map((value) => Math.log(Math.max(value, NOTHING)));
  const changes = logs
    .slice(1)
    .map((value, i) => Math.abs(value - logs[i]!))
    .sort((a, b) => a - b);
  const typical = changes.length === 0 ? 1 : changes[Math.floor(changes.length / 2)]!;
  const [low, high] = [Math.min(...logs) - BEYOND, Math.max(...logs) + BEYOND];
  const count = Math.round((high - low) / Math.max(1e-3, 0.5 * typical));
  const levels = Math.min(MOST_LEVELS, Math.max(FEWEST_LEVELS, count));
  const width = (high - low) / (levels - 1);
  return { width, at: Float64Array.from({ length: levels }, (_, i) => low + i * width) };
}

/** Before anything is seen: around the mean of the first steps, known to a factor of four or so. */
function startOf(scaled: readonly number[], { at }: Lattice): Float64Array {
  const early = scaled.slice(0, 4);
  const middle = Math.log(Math.max(NOTHING, early.reduce((sum, value) => sum + value, 0) / early.length));
  const start = at.map((level) => Math.exp(-0.5 * ((level - middle) / 1.5) ** 2));
  const total = start.reduce((sum, value) => sum + value, 0);
  return start.map((value) => value / total);
}

/** Of every step the chance (density of ln) of what was seen, by level. */
function likelihoods(scaled: readonly number[], { at }: Lattice, shape: number): Float64Array[] {
  const constant = shape * Math.log(shape) - lnGamma(shape);
  const none = at.map((level) => LEAST_CHANCE + gammaCdf(shape * NOTHING * Math.exp(-level), shape));
  return scaled.map((value) => {
    if (value < NOTHING) return none;
    const ln = Math.log(value);
    return at.map((level) => LEAST_CHANCE + Math.exp(constant + shape * (ln - level - Math.exp(ln - level))));
  });
}

interface Moves {
  readonly sd: number;
  readonly breaks: number;
}

/** The filtered level after the last step, for each shape of the observations. */
function filterAll(
  seen: readonly (readonly Float64Array[])[],
  start: Float64Array,
  lattice: Lattice,
  { sd, breaks }: Moves,
  breakSd: number,
): { readonly mean: number; readonly variance: number; readonly lnLikelihood: number }[] {
  const { at, width } = lattice;
  const kernel = normalStep(sd, width);
  const [next, far] = [new Float64Array(at.length), new Float64Array(at.length)];
  return seen.map((chances) => {
    const level = Float64Array.from(start);
    let lnLikelihood = 0;
    for (const [step, chance] of chances.entries()) {
      if (step > 0) {
        kernel(level, next);
        laplaceStep(level, far, breakSd / width);
        for (let i = 0; i < at.length; i++) level[i] = (1 - breaks) * next[i]! + breaks * far[i]!;
      }
      let total = 0;
      for (let i = 0; i < at.length; i++) total += level[i] = level[i]! * chance[i]!;
      for (let i = 0; i < at.length; i++) level[i] = level[i]! / total;
      lnLikelihood += Math.log(total);
    }
    const mean = level.reduce((sum, share, i) => sum + share * at[i]!, 0);
    return { mean, variance: level.reduce((sum, share, i) => sum + share * (at[i]! - mean) ** 2, 0), lnLikelihood };
  });
}
