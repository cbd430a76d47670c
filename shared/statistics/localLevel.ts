import { normalCdf, normalDensity } from "#shared/numerics/normal.ts";
import { FIELD, type LevelPrior } from "./fieldOfLevels.ts";
import { laplaceStep, normalStep, type Lattice } from "./levelSteps.ts";

/**
 * A level that moves, behind steps that scatter around it: ln level takes a normal step of its own each time, now and
 * then a far one (a break: work begins, stops, or changes its scale); what is observed is lognormal around the level,
 * or nothing: an idle step, after which the level stands where it stood, so that a week of holidays is not read as the
 * end of the work. How large the steps are, how often a break or an idle step comes and how much the observations
 * scatter are not known: each combination is filtered on a grid of levels and weighed by how well it foresaw each step
 * (a Bayesian answer, exact but for the grid).
 *
 * Sources  J. Durbin & S. J. Koopman (2012), Time Series Analysis by State Space Methods, ch. 2 and 9; G. Kitagawa
 * (1987), Non-Gaussian State-Space Modeling of Nonstationary Time Series, JASA 82; R. H. Teunter, A. A. Syntetos & M.
 * Z. Babai (2011), Intermittent Demand: Linking Forecasting to Inventory Obsolescence, EJOR 214 (idle steps apart from
 * the level)
 */
export interface LevelPosterior {
  /** Combinations with their chances, which sum to 1. */
  readonly combinations: readonly Combination[];
  /** Moments of ln of the mean use of a step to come, idle ones counted, where the level stands after the last step. */
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
  /** An observation that is not idle has the squared coefficient of variation 1 ÷ shape. */
  readonly shape: number;
  /** Chance that a step is idle. */
  readonly idle: number;
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
const MOST_LEVELS = 88;
/** ln levels beyond the lowest and highest step that are still possible. */
const BEYOND = 1.5;

/**
 * The level after the last of `values` (each at least 0, at least one above 0), and how it moves. `weeks`: how many
 * weeks one step lasts, by which the field's prior is scaled. Throws where no value is above 0.
 */
export function filterLevel(values: readonly number[], weeks: number, prior: LevelPrior = FIELD): LevelPosterior {
  const first = values.findIndex((value) => value > 0);
  if (first < 0) throw new RangeError("There is no step above 0.");
  const steps = values.slice(Math.max(first, values.length - MOST_STEPS));
  const mean = steps.reduce((sum, value) => sum + value, 0) / steps.length;
  const scaled = steps.map((value) => value / mean);
  const lattice = latticeOf(scaled);
  const scatters = scattersOf(prior, weeks);
  const observed = observedBy(scaled, lattice, scatters);
  const found: (Omit<Combination, "chance"> & { lnWeight: number })[] = [];
  const start = startOf(scaled, lattice);
  for (const sd of prior.weeklySds)
    for (const often of prior.weeklyBreaks) {
      const moves = { sd: sd.value * Math.sqrt(weeks), breaks: 1 - (1 - often.value) ** weeks };
      const ends = filterAll(observed.chances, start, lattice, moves, prior.breakSd);
      for (const { shape, idle, weight, by, lnActive } of observed.scatters)
        found.push({
          ...moves,
          shape,
          idle,
          mean: ends[by]!.mean + Math.log(mean),
          variance: ends[by]!.variance,
          lnWeight: ends[by]!.lnLikelihood + lnActive + Math.log(sd.weight * often.weight * weight),
        });
    }
  const most = Math.max(...found.map(({ lnWeight }) => lnWeight));
  const total = found.reduce((sum, { lnWeight }) => sum + Math.exp(lnWeight - most), 0);
  const combinations = found.map(({ lnWeight, ...rest }) => ({ ...rest, chance: Math.exp(lnWeight - most) / total }));
  return { combinations, level: momentsOf(combinations), lnLikelihood: most + Math.log(total) };
}

/** How an observation scatters around its level, before any observation. */
interface Scatter {
  readonly shape: number;
  readonly idle: number;
  readonly weight: number;
}

function scattersOf({ weeklyShapes, weeklyIdle }: LevelPrior, weeks: number): Scatter[] {
  return weeklyShapes.flatMap((shape) =>
    weeklyIdle.map((idle) => ({
      shape: shape.value * weeks,
      idle: idle.value ** weeks,
      weight: shape.weight * idle.weight,
    })),
  );
}

/**
 * The likelihood of what was observed, by level, for each scatter: `by` is its place in `chances`. Where no step was
 * idle, the chance of one changes nothing but a factor, and one filter serves all.
 */
function observedBy(
  scaled: readonly number[],
  lattice: Lattice,
  scatters: readonly Scatter[],
): {
  readonly chances: readonly (readonly Float64Array[])[];
  readonly scatters: readonly (Scatter & { readonly by: number; readonly lnActive: number })[];
} {
  const hasIdle = scaled.some((value) => value < NOTHING);
  const chances: Float64Array[][] = [];
  const places = new Map<string, number>();
  const found = scatters.map((scatter) => {
    const key = hasIdle ? `${scatter.shape} ${scatter.idle}` : String(scatter.shape);
    if (!places.has(key)) {
      places.set(key, chances.length);
      chances.push(likelihoods(scaled, lattice, scatter.shape, hasIdle ? scatter.idle : 0));
    }
    const lnActive = hasIdle ? 0 : scaled.length * Math.log1p(-scatter.idle);
    return { ...scatter, by: places.get(key)!, lnActive };
  });
  return { chances, scatters: found };
}

function momentsOf(combinations: readonly Combination[]): LevelPosterior["level"] {
  const use = (one: Combination): number => one.mean + Math.log1p(-one.idle);
  const mean = combinations.reduce((sum, one) => sum + one.chance * use(one), 0);
  const variance = combinations.reduce((sum, one) => sum + one.chance * (one.variance + (use(one) - mean) ** 2), 0);
  return { mean, sd: Math.sqrt(variance) };
}

/** Levels as fine as the steps can distinguish, from below the lowest to above the highest. */
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

/** Before any observation: around the mean of the first steps, known to a factor of four or so. */
function startOf(scaled: readonly number[], { at }: Lattice): Float64Array {
  const early = scaled.slice(0, 4);
  const middle = Math.log(Math.max(NOTHING, early.reduce((sum, value) => sum + value, 0) / early.length));
  const start = at.map((level) => Math.exp(-0.5 * ((level - middle) / 1.5) ** 2));
  const total = start.reduce((sum, value) => sum + value, 0);
  return start.map((value) => value / total);
}

/**
 * Of every step the chance (density of ln) of what was observed, by level: lognormal with the mean of the level, or
 * idle.
 */
function likelihoods(scaled: readonly number[], { at }: Lattice, shape: number, idle: number): Float64Array[] {
  const variance = Math.log1p(1 / shape);
  const sd = Math.sqrt(variance);
  const score = (ln: number, level: number): number => (ln - level + variance / 2) / sd;
  const none = at.map((level) => LEAST_CHANCE + idle + (1 - idle) * normalCdf(score(Math.log(NOTHING), level)));
  return scaled.map((value) => {
    if (value < NOTHING) return none;
    const ln = Math.log(value);
    return at.map((level) => LEAST_CHANCE + ((1 - idle) * normalDensity(score(ln, level))) / sd);
  });
}

interface Moves {
  readonly sd: number;
  readonly breaks: number;
}

/** The filtered level after the last step, for each scatter of the observations. */
function filterAll(
  stepChances: readonly (readonly Float64Array[])[],
  start: Float64Array,
  lattice: Lattice,
  { sd, breaks }: Moves,
  breakSd: number,
): { readonly mean: number; readonly variance: number; readonly lnLikelihood: number }[] {
  const { at, width } = lattice;
  const kernel = normalStep(sd, width);
  const [next, far] = [new Float64Array(at.length), new Float64Array(at.length)];
  return stepChances.map((chances) => {
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
