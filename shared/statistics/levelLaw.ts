import { gammaDraw } from "#shared/distributions/gamma.ts";
import { normalCdf, normalQuantile } from "#shared/numerics/normal.ts";
import { streamOf, type Key } from "#shared/random/random.ts";
import { FIELD } from "./fieldOfLevels.ts";
import type { LevelPosterior } from "./localLevel.ts";

/**
 * How a level goes on, in the terms of a plan's demand (MODEL.md, section 3.2): where it stands, how far it wanders
 * from month to month, and how uneven steps are around it. Made of a filtered history; what is drawn of it is what a
 * forecast of a plan with these numbers draws.
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
/**
 * What is to come is less sure than what a history says of its own movement: the spread of ln size that is added to the
 * history's own, as variances add. The field's ranges held so (METHOD.md).
 */
const LESS_SURE = 1;
/** No wander is taken for larger: e⁴ either way within a month. */
const LARGEST_SD = 4;
const SMALLEST_SD = 1e-3;
/** Nor is its size less sure than this, in ln: breaks that are rarer are not worth a mean that they carry away. */
const MOST_SPREAD = 1.6;
/** No month to come is forecast at more than so many times the largest four weeks of the history. */
export const LARGEST_MULTIPLE = 10;

const SCORE_P90 = normalQuantile(0.9);

/**
 * The law of a filtered level. `largest`: the largest mean step over four weeks (or one longer step) of the history, in
 * its unit; `weeks`: how many weeks one step lasts.
 */
export function lawOfLevel(posterior: LevelPosterior, largest: number, weeks: number): LevelLaw {
  const monthlySd = monthlySdOf(posterior, weeks);
  const { mean, sd } = posterior.level;
  // Of what is not known of the scatter the middle is taken: steps that are seldom idle are not made uneven by a doubt.
  const dispersion = Math.exp(average(posterior, ({ shape, idle }) => Math.log((1 / shape + 1) / (1 - idle) - 1)));
  return {
    level: { mean, sd },
    monthlySd,
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

/** Percentiles of the spread of a month: of each combination by how many breaks a month may have. */
function monthlySdOf({ combinations }: LevelPosterior, weeks: number): LevelLaw["monthlySd"] {
  const n = Math.max(1, WEEKS_OF_MONTH / weeks);
  const steps = Math.round(n);
  // The mean of the month to come lies (n + 1)(2n + 1)/(6n²) of what the level moves in its n steps from where it stood.
  const perMonth = ((n / steps) * (n + 1) * (2 * n + 1)) / (6 * n * n);
  const spreads: Spread[] = [];
  for (const { chance, sd, breaks } of combinations) {
    let of = (1 - breaks) ** steps;
    for (let count = 0; count <= steps; count++) {
      spreads.push({
        sd: Math.sqrt(perMonth * ((steps - count) * sd ** 2 + count * FIELD.breakSd ** 2)),
        chance: chance * of,
      });
      of *= ((steps - count) / (count + 1)) * (breaks / (1 - breaks));
    }
  }
  return lognormalSpread(spreads);
}

interface Spread {
  readonly sd: number;
  readonly chance: number;
}

/** The middle and the far movements of a month that the two percentiles of its spread stand for. */
const MIDDLE = 0.5;
const FAR = 0.9;

/**
 * Percentiles of the lognormal spread whose movements are as large as those of the mixture: half of them, and nine in
 * ten, are below the same bounds. A rare break then makes the far movements larger and leaves the ordinary ones alone.
 */
function lognormalSpread(spreads: readonly Spread[]): LevelLaw["monthlySd"] {
  const [middle, far] = [movementOf(spreads, MIDDLE), movementOf(spreads, FAR)];
  let [low, high] = [0.02, MOST_SPREAD];
  for (let i = 0; i < 40; i++) {
    const sigma = (low + high) / 2;
    const even = evenSpreads(sigma);
    if (movementOf(even, FAR) / movementOf(even, MIDDLE) < far / middle) low = sigma;
    else high = sigma;
  }
  const sd = middle / movementOf(evenSpreads(low), MIDDLE);
  const reach = Math.exp(Math.hypot(low, LESS_SURE) * SCORE_P90);
  const p90 = Math.min(LARGEST_SD, Math.max(2 * SMALLEST_SD, sd * reach));
  return { p10: Math.min(0.95 * p90, Math.max(SMALLEST_SD, sd / reach)), p90 };
}

const EVEN = Array.from({ length: 24 }, (_, i) => normalQuantile((i + 0.5) / 24));

/** A lognormal spread around 1, as an even sample. */
function evenSpreads(sigma: number): Spread[] {
  return EVEN.map((score) => ({ sd: Math.exp(sigma * score), chance: 1 / EVEN.length }));
}

/** The size below which a share `p` of the movements is, of normal movements with these spreads. */
function movementOf(spreads: readonly Spread[], p: number): number {
  let [low, high] = [0, 5 * Math.max(...spreads.map(({ sd }) => sd))];
  for (let i = 0; i < 40; i++) {
    const size = (low + high) / 2;
    const below = spreads.reduce((sum, { sd, chance }) => sum + chance * (2 * normalCdf(size / sd) - 1), 0);
    if (below < p) low = size;
    else high = size;
  }
  return high;
}

/**
 * What a plan's rate lies above the level by, in ln: the wander of a plan has the mean 1 and so its middle below it;
 * the first month to come then has its middle where the level is.
 */
export function rateAboveLevel({ monthlySd }: Pick<LevelLaw, "monthlySd">): number {
  return (monthlySd.p10 * monthlySd.p90) / 2;
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
    const ln = level.mean + rateAboveLevel(law) + level.sd * score();
    const sd = Math.exp(lnMiddle + lnReach * score());
    let [y, variance, sum] = [0, 0, 0];
    for (const { weight, squares } of months) {
      y = persistence * y + sd * score();
      variance = persistence ** 2 * variance + Math.exp(2 * lnMiddle);
      const factor = Math.min(most, Math.exp(y - variance / 2));
      if (weight <= 0) continue;
      const shape = weight ** 2 / (squares * Math.max(dispersion, 1e-9));
      sum += weight * Math.exp(ln) * factor * (gammaDraw(shape, random) / shape);
    }
    totals[i] = sum;
  }
  return totals.sort();
}
