import { gammaDraw } from "#shared/distributions/gamma.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, type Key } from "#shared/random/random.ts";
import { FIELD } from "./fieldOfLevels.ts";
import type { LevelPosterior } from "./localLevel.ts";
import { evenScores } from "./evenScores.ts";
import { outlookOf, pooled, type Outlook } from "./outlook.ts";

/**
 * How a level goes on, in the terms of a plan's demand (MODEL.md, section 3.2): where it stands, how far it wanders
 * from month to month, and how uneven steps are around it. Made of a filtered history and of what smoothing says
 * beside it; what is drawn of it is what a forecast of a plan with these numbers draws.
 */
export interface LevelLaw {
  /** ln level of a step at the end of the history: its middle and its standard deviation. */
  readonly level: { readonly mean: number; readonly sd: number };
  /** Monthly spread of the wander: lognormal with these percentiles. */
  readonly monthlySd: { readonly p10: number; readonly p90: number };
  readonly persistence: number;
  /** Largest factor of the wander. */
  readonly most: number;
  /** Squared coefficient of variation of one step around its level. */
  readonly dispersion: number;
}

/** Weeks of a month. */
export const WEEKS_OF_MONTH = 365.25 / 12 / 7;
/** Of a wander by month, the field's: what moved demand fades slowly. */
export const FIELD_PERSISTENCE = 0.9;
/** No wander is taken for larger: e⁴ either way within a month. */
const LARGEST_SD = 4;
const SMALLEST_SD = 1e-3;
/** How unsure the size of a wander is, in ln: errors of the field have tails like these (METHOD.md). */
const SIZE_SPREAD = 0.7;
/** An uncertain size has the same middle half of movements as a certain one at about this share of it. */
const OF_SPREAD = 0.83;
/** The filter's own spread where it stands alone, after a history that is too short for other methods. */
const OF_SPREAD_ALONE = 1;
/** What a share of idle days adds to ln of the spread: work that is picked up and laid down surprises more. */
const OF_IDLE = 0.8;
/** The doubt of the level has at most so much of the variance of the outlook, the wander at least so much. */
const MOST_LEVEL = 0.33;
const LEAST_WANDER = 0.4;
/** No month to come is forecast at more than so many times the largest four weeks of the history. */
export const LARGEST_MULTIPLE = 15;

const SCORE_P90 = normalQuantile(0.9);
/** Weeks of the sum by which methods are compared and pooled. */
export const OUTLOOK_WEEKS = 4;

/** What is known of a history beside its filtered level. */
export interface HistoryFacts {
  /** The largest mean step over four weeks (or one longer step), in the steps' unit. */
  readonly largest: number;
  /** How many weeks one step lasts. */
  readonly weeks: number;
  /** Share of the usual days of work on which nothing was done. */
  readonly idle: number;
  /** What other methods say of the sum of the steps of four weeks; none: the history is too short for them. */
  readonly others: readonly Outlook[];
  /** See `outlookOf`. */
  readonly least: number;
}

/** Steps that make up the four weeks of an outlook; a longer step is one. */
export function outlookSteps(weeks: number): number {
  return Math.max(1, Math.round(OUTLOOK_WEEKS / weeks));
}

/**
 * The law of a filtered level: its middle and its spread over four weeks are the mean of what the filter and the other
 * methods say; what the doubt of the level and the scatter of steps leave of the spread is the wander's.
 */
export function lawOfLevel(posterior: LevelPosterior, facts: HistoryFacts): LevelLaw {
  const { largest, idle, others, least } = facts;
  const steps = outlookSteps(facts.weeks);
  const { middle, spread } = pooled([outlookOf(drawSteps(posterior, steps), least), ...others]);
  // Of what is not known of the scatter the middle is taken: steps that are seldom idle are not made uneven by a doubt.
  const dispersion = Math.exp(average(posterior, (one) => Math.log((1 / one.shape + 1) / (1 - one.idle) - 1)));
  const sure = others.length === 0 ? OF_SPREAD_ALONE : OF_SPREAD;
  const whole = (sure * spread * Math.exp(OF_IDLE * idle)) ** 2;
  const level = Math.min(posterior.level.sd ** 2, MOST_LEVEL * whole);
  const wander = Math.max(LEAST_WANDER * whole, whole - level - Math.log1p(dispersion / steps));
  const reach = Math.exp(SIZE_SPREAD * SCORE_P90);
  const p90 = Math.min(LARGEST_SD, Math.max(2 * SMALLEST_SD, Math.sqrt(wander) * reach));
  const mean = middle - Math.log(steps);
  return {
    level: { mean, sd: Math.sqrt(level) },
    monthlySd: { p10: p90 / reach ** 2, p90 },
    persistence: FIELD_PERSISTENCE,
    most: Math.max(1, LARGEST_MULTIPLE * Math.max(1, largest / Math.exp(mean))),
    dispersion,
  };
}

function average(
  { combinations }: LevelPosterior,
  of: (one: LevelPosterior["combinations"][number]) => number,
): number {
  return combinations.reduce((sum, one) => sum + one.chance * of(one), 0);
}

const PATHS = 400;
const SEED = 4_021;

/** Sums of the next steps as the filter has them, ascending: each path follows one combination, by its chance. */
function drawSteps({ combinations }: LevelPosterior, steps: number): Float64Array {
  const scores = evenScores(PATHS, 2 * steps + 1, SEED);
  const random = streamOf(keyOf(SEED));
  const sums = new Float64Array(PATHS);
  let [at, below] = [0, combinations[0]!.chance];
  for (let i = 0; i < PATHS; i++) {
    while (below < (i + 0.5) / PATHS && at + 1 < combinations.length) below += combinations[++at]!.chance;
    const { mean, variance, sd, breaks, shape, idle } = combinations[at]!;
    const scatter = Math.log1p(1 / shape);
    let ln = mean + Math.sqrt(variance) * scores[2 * steps]![i]!;
    for (let step = 0; step < steps; step++) {
      ln += random() < breaks ? breakOf(random() - 0.5) : sd * scores[step]![i]!;
      const use = Math.exp(ln - scatter / 2 + Math.sqrt(scatter) * scores[steps + step]![i]!);
      sums[i]! += random() < idle ? 0 : use;
    }
  }
  return sums.sort();
}

/** A break is a two-sided exponential step; u: evenly from −1/2 to 1/2. */
function breakOf(u: number): number {
  return -Math.sign(u) * Math.log(1 - 2 * Math.abs(u)) * (FIELD.breakSd / Math.SQRT2);
}

/** Steps to come of one month. */
export interface MonthToCome {
  /** Σ of the weights of its steps, and Σ of their squares. */
  readonly weight: number;
  readonly squares: number;
}

/**
 * `count` trials of the sum of all steps to come, ascending, as a plan with these numbers draws them but for the chance
 * of whole tasks. `months` follow the history's end without a gap.
 */
export function drawTotals(law: LevelLaw, months: readonly MonthToCome[], count: number, key: Key): Float64Array {
  const { level, monthlySd, persistence, most, dispersion } = law;
  const random = streamOf(key);
  const score = (): number => normalQuantile(random());
  const lnMiddle = 0.5 * Math.log(monthlySd.p10 * monthlySd.p90);
  const lnReach = Math.log(monthlySd.p90 / monthlySd.p10) / 2 / SCORE_P90;
  const totals = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const ln = level.mean + level.sd * score();
    const sd = Math.exp(lnMiddle + lnReach * score());
    let [y, sum] = [0, 0];
    for (const { weight, squares } of months) {
      y = persistence * y + sd * score();
      const factor = Math.min(most, Math.exp(y));
      if (weight <= 0) continue;
      const shape = weight ** 2 / (squares * Math.max(dispersion, 1e-9));
      sum += weight * Math.exp(ln) * factor * (gammaDraw(shape, random) / shape);
    }
    totals[i] = sum;
  }
  return totals.sort();
}
