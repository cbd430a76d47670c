import { formatShare } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { mean, variance } from "#shared/statistics/moments.ts";
import { lnGamma } from "#shared/numerics/saddlePoint.ts";
import { curvedByDifferences, maximise } from "#shared/numerics/newton.ts";
import { type Estimate, notKnown } from "#shared/usage/fits/runs.ts";

/**
 * How unlike users are, never who they are: the plan's `userSpread`, and what share of the tasks the busiest tenth
 * begins. Nothing here is said of fewer users than make a tenth of two.
 */

/**
 * Spread of users in the field: the top 2 of 13 burn 57% (MODEL.md, section 6), known to a factor of 1.5 before
 * any observation.
 */
const FIELD_SPREAD = 1.2;
const FIELD_LN_SD = Math.log(1.5);
/** With fewer users a tenth is a person. */
const FEWEST_USERS = 20;
const FEWEST_FOR_SPREAD = 5;

/**
 * Coefficient of variation of what users use, the chance variation of their counts taken out; drawn towards the field
 * where users are few.
 */
export function userSpread(tasksByUser: Float64Array | null): Estimate {
  if (tasksByUser === null)
    return notKnown(`People are not in the export; the typical spread, ${FIELD_SPREAD}, is a fair guess.`);
  const n = tasksByUser.length;
  if (n < FEWEST_FOR_SPREAD)
    return notKnown(
      `${formatCount(n)} ${n === 1 ? "person is" : "people are"} too few to show how unevenly people use it.`,
    );
  const words = `from the tasks of ${formatCount(n)} people`;
  const shape = gammaShape(tasksByUser);
  if (shape === null)
    return {
      known: true,
      value: 0,
      standardError: poissonError(tasksByUser),
      n,
      words: `${words}, whose use differs no more than by chance`,
    };
  const lnError = shape.lnError / 2;
  const square = 1 / shape.value;
  const weight = FIELD_LN_SD ** 2 / (FIELD_LN_SD ** 2 + lnError ** 2);
  const value = Math.exp(weight * 0.5 * Math.log(square) + (1 - weight) * Math.log(FIELD_SPREAD));
  const drawn = weight < 0.9 ? `${words}, moved towards the typical ${FIELD_SPREAD}` : words;
  return { known: true, value, standardError: value * lnError * Math.sqrt(weight), n, words: drawn };
}

/**
 * Shape of the gamma of which the users' rates are drawn, by maximum likelihood of their counts (negative binomial, cut
 * at 0: who began nothing is not recorded); null where the counts vary no more than by chance. The error is that of its
 * logarithm.
 */
function gammaShape(counts: Float64Array): { readonly value: number; readonly lnError: number } | null {
  const n = counts.length;
  const middle = mean(counts);
  const spread = variance(counts);
  if (!(spread > middle)) return null;
  const lnLikelihood = ([lnShape, lnMean]: Float64Array): number => {
    const [shape, rate] = [Math.exp(lnShape!), Math.exp(lnMean!)];
    const lnNone = shape * Math.log(shape / (shape + rate));
    let value =
      n * (lnNone - lnGamma(shape) - Math.log(-Math.expm1(lnNone)) + middle * Math.log(rate / (shape + rate)));
    for (const count of counts) value += lnGamma(count + shape);
    return value;
  };
  const peak = maximise(Float64Array.of(Math.log((middle * middle) / (spread - middle)), Math.log(middle)), (at) =>
    curvedByDifferences(at, STEP, lnLikelihood),
  );
  // Towards an endless shape the counts become Poisson.
  return peak === null || peak.at[0]! > LARGEST_LN_SHAPE
    ? null
    : { value: Math.exp(peak.at[0]!), lnError: Math.sqrt(peak.covariance[0]!) };
}

const STEP = 1e-3;
const LARGEST_LN_SHAPE = Math.log(1e4);

/** The spread that chance alone would be taken for. */
function poissonError(counts: Float64Array): number {
  return Math.sqrt(Math.sqrt(2 / counts.length) / mean(counts));
}

/** Share of all tasks that the busiest tenth of the users begins. */
export function concentration(tasksByUser: Float64Array | null): Estimate {
  if (tasksByUser === null) return notKnown("People are not in the export.");
  const n = tasksByUser.length;
  if (n < FEWEST_USERS)
    return notKnown(
      `Of ${formatCount(n)} ${n === 1 ? "user" : "users"} a tenth would be a person; nothing is said of persons.`,
    );
  const sorted = tasksByUser.slice().sort().reverse();
  const total = sorted.reduce((sum, tasks) => sum + tasks, 0);
  const tenth = n / 10;
  const whole = Math.floor(tenth);
  const edge = sorted[Math.min(n - 1, whole)]!;
  const value = (sorted.subarray(0, whole).reduce((sum, tasks) => sum + tasks, 0) + (tenth - whole) * edge) / total;
  // Influence of one user on the share: ((x − edge)₊ + edge/10 − share·x) ÷ mean.
  const mean = total / n;
  const squares = sorted.reduce(
    (sum, tasks) => sum + ((Math.max(0, tasks - edge) + edge / 10 - value * tasks) / mean) ** 2,
    0,
  );
  return {
    known: true,
    value,
    standardError: Math.sqrt(squares) / n,
    n,
    words: `The busiest 10% of people start ${formatShare(value)} of the tasks.`,
  };
}
