import { significant } from "#shared/format/digits.ts";
import * as v from "valibot";
import { describeValue } from "./describe.ts";
import { armBy, rule, type Violation } from "./shape.ts";

/**
 * What the plan's schema is built of: figures, texts, dates, evidence and uncertain numbers.
 */

/**
 * No figure of a plan is larger, and none but 0 is smaller: products and powers of a few of them still fit a double.
 */
export const LARGEST = 1e15;
const SMALLEST = 1e-15;
/**
 * Furthest that two percentiles of one quantity may lie apart, as a factor; the worst observed in the field is about a
 * thousand.
 */
const WIDEST = 1e10;

export const figure = v.pipe(
  v.number(),
  v.finite(),
  v.minValue(-LARGEST),
  v.maxValue(LARGEST),
  rule((value) =>
    value === 0 || Math.abs(value) >= SMALLEST
      ? null
      : { found: String(value), wanted: `0, or a number not as close to 0 as ${SMALLEST}` },
  ),
);
export const atLeastZero = v.pipe(figure, v.minValue(0));
export const positive = v.pipe(figure, v.gtValue(0));
export const share = v.pipe(figure, v.minValue(0), v.maxValue(1));
export const text = v.pipe(v.string(), v.maxLength(10_000));
export const title = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** Ids are the keys of maps: stable, and readable in a diff. */
export const id = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(80),
  rule((name) =>
    /[\p{Cc}\p{Cf}]/u.test(name) ? { found: describeValue(name), wanted: "an id of printable characters" } : null,
  ),
);
export const isoDate = v.pipe(
  v.string(),
  v.isoDate(),
  rule((date) =>
    dateExists(date)
      ? null
      : { found: `${describeValue(date)}, a day that does not exist`, wanted: "a date of the calendar" },
  ),
);

function dateExists(date: string): boolean {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  // An engine may roll February 30 over into March instead of refusing it.
  return Number.isFinite(milliseconds) && new Date(milliseconds).toISOString().startsWith(date);
}

/** A calendar month such as "2027-01". */
export const isoMonth = v.pipe(
  v.string(),
  rule((month) =>
    /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? null : { found: describeValue(month), wanted: "a month such as 2027-01" },
  ),
);

/**
 * How far from 1 shares may sum that were rounded to write them down: a millionth, and a hair for the rounding of the
 * sum itself.
 */
export const SUM_TOLERANCE = 1.000001e-6;

/** Sum of a few numbers. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A number for a sentence: no more digits than the tolerances here can distinguish. */
export function shown(value: number): string {
  return String(significant(value, 9));
}

/** What a number rests on. */
export const evidenceSchema = v.strictObject({
  /** How well it is known: measured, sampled, judged by somebody who knows, or guessed. */
  grade: v.picklist(["measured", "sampled", "judged", "guessed"]),
  /** Where it comes from. */
  source: v.exactOptional(text),
  /** Since when it is known. */
  date: v.exactOptional(isoDate),
  /** Who says it. */
  by: v.exactOptional(text),
});

/** What the number rests on. */
export const evidence = v.exactOptional(evidenceSchema);

/** What is wrong with two percentiles of one quantity; null: nothing. */
export function ascending(lowName: string, low: number, highName: string, high: number): Violation | null {
  if (!(low < high))
    return {
      found: `${lowName} ${shown(low)} not below ${highName} ${shown(high)}`,
      wanted: `${lowName} below ${highName}`,
    };
  if (high / low > WIDEST)
    return {
      found: `${highName} ${shown(high / low)} times ${lowName}`,
      wanted: "percentiles less than ten billion times apart",
    };
  return null;
}

/** Between two ends, most often near one value. */
function pertOf(stated: v.GenericSchema<number, number>) {
  return v.pipe(
    v.strictObject({
      /** The lowest that is possible. */
      min: stated,
      /** The most likely. */
      mode: stated,
      /** The highest that is possible. */
      max: stated,
      evidence,
    }),
    rule(({ min, mode, max }) =>
      min < max && min <= mode && mode <= max
        ? null
        : {
            found: `min ${shown(min)}, mode ${shown(mode)} and max ${shown(max)}`,
            wanted: "min below max and mode between them",
          },
    ),
  );
}

/** Anything between two ends, as likely. */
function uniformOf(stated: v.GenericSchema<number, number>) {
  return v.pipe(
    v.strictObject({
      /** The lowest that is possible; all up to the highest are as likely. */
      min: stated,
      /** The highest that is possible. */
      max: stated,
      evidence,
    }),
    rule(({ min, max }) =>
      min < max ? null : { found: `min ${shown(min)} not below max ${shown(max)}`, wanted: "min below max" },
    ),
  );
}

/** One of several values. */
function oneOfSeveral(stated: v.GenericSchema<number, number>) {
  return v.pipe(
    v.strictObject({
      /** The values it may have. */
      values: v.pipe(v.array(stated), v.minLength(1)),
      /** How likely each is, against the others. */
      weights: v.pipe(v.array(atLeastZero), v.minLength(1)),
      evidence,
    }),
    rule(({ values, weights }) => {
      if (weights.length !== values.length)
        return {
          path: ["weights"],
          found: `${describeValue(weights)} for ${values.length} values`,
          wanted: "one weight a value",
        };
      return sumOf(weights) > 0
        ? null
        : { path: ["weights"], found: "weights that are all 0", wanted: "a weight above 0" };
    }),
  );
}

/** An uncertain number: certain only within `low`..`high`; its stated figures no further from 0 than `farthest`. */
export function uncertain(low: number, high: number, farthest: number) {
  const stated = v.pipe(figure, v.minValue(-farthest), v.maxValue(farthest));
  const percentile = v.pipe(positive, v.maxValue(farthest));
  const number = v.pipe(figure, v.minValue(low), v.maxValue(high));

  const certain = v.strictObject({
    /** The number, which is certain. */
    value: number,
    evidence,
  });
  const lognormal = v.pipe(
    v.strictObject({
      /** 1 in 10 are lower. */
      p10: percentile,
      /** 9 in 10 are lower. */
      p90: percentile,
      evidence,
    }),
    rule(({ p10, p90 }) => ascending("p10", p10, "p90", p90)),
  );
  const pert = pertOf(stated);
  const uniform = uniformOf(stated);
  const oneOf = oneOfSeveral(stated);
  return armBy(
    'a number, {"p10", "p90"}, {"min", "mode", "max"}, {"min", "max"} or {"values", "weights"}',
    [number, certain, lognormal, pert, uniform, oneOf],
    (has, input) => {
      if (typeof input === "number") return number;
      if (has("value")) return certain;
      if (has("p10") || has("p90")) return lognormal;
      if (has("mode")) return pert;
      if (has("min") || has("max")) return uniform;
      return has("values") || has("weights") ? oneOf : null;
    },
  );
}

/**
 * Uncertain numbers by what they may be: drawn once a trial (level 1), a bare number is certain. A draw is clamped to
 * what is possible; a certain number outside it is refused.
 */
export const uncertainShare = uncertain(0, 1, LARGEST);
/** By month: −1 is the end of it all, 10 is eleven times as much every month. */
export const uncertainGrowth = uncertain(-1, 10, 10);
/** Elasticity of demand to price, of either sign. */
export const uncertainElasticity = uncertain(-10, 10, 10);
/** Money, counts and factors. */
export const uncertainAmount = uncertain(0, LARGEST, LARGEST);
