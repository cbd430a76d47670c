import * as v from "valibot";
import {
  atLeastZero,
  evidence,
  figure,
  id,
  isoDate,
  positive,
  share,
  title,
  uncertainAmount,
  uncertainShare,
} from "./parts.ts";
import { armBy, rule, type Misfit } from "./shape.ts";

/** Models: their price by class of token, what changes it, on which terms it is bought, and when they retire. */

/** A currency by its ISO 4217 code. */
export const currencyCode = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));

const classPrices = {
  input: v.exactOptional(atLeastZero),
  cacheRead: v.exactOptional(atLeastZero),
  cacheWrite: v.exactOptional(atLeastZero),
  /** Written to a cache that lives an hour. */
  cacheWriteHour: v.exactOptional(atLeastZero),
  output: v.exactOptional(atLeastZero),
};

export const priceSchema = v.strictObject({
  /** What the prices are in; absent: the plan's currency. */
  currency: v.exactOptional(currencyCode),
  ...classPrices,
  /** Prices of requests with more tokens of context than `above`; a class that is left out has its normal price. */
  long: v.exactOptional(v.strictObject({ above: positive, ...classPrices })),
  /** By tier of service, what its tokens cost as a multiple. */
  tiers: v.exactOptional(v.record(id, atLeastZero)),
  evidence,
});

/** Another currency: `rate` is money of the plan for one unit of it; it moves by `monthlySd` (of ln) a month. */
export const currencySchema = v.strictObject({
  rate: positive,
  monthlySd: v.exactOptional(v.pipe(figure, v.minValue(0), v.maxValue(5))),
});

/** From its date on the multiplier is in force, if it happens: once a trial, with this probability. */
export const datedMultiplierSchema = v.strictObject({
  from: isoDate,
  multiplier: uncertainAmount,
  probability: v.exactOptional(share),
});

/** The classes of token that a price distinguishes. */
export const TOKEN_CLASSES = ["input", "cacheRead", "cacheWrite", "cacheWriteHour", "output"] as const;
export type TokenClass = (typeof TOKEN_CLASSES)[number];

const classMultipliersSchema = v.strictObject({
  input: v.exactOptional(uncertainAmount),
  cacheRead: v.exactOptional(uncertainAmount),
  cacheWrite: v.exactOptional(uncertainAmount),
  cacheWriteHour: v.exactOptional(uncertainAmount),
  output: v.exactOptional(uncertainAmount),
});

/** One multiplier of all classes, or a multiplier for each class that changes. */
const priceMultiplierSchema = armBy(
  "an uncertain number, or one for each class of token",
  [uncertainAmount, classMultipliersSchema],
  (has) => (TOKEN_CLASSES.some(has) ? classMultipliersSchema : uncertainAmount),
);

export const priceChangeSchema = v.pipe(
  v.strictObject({
    from: isoDate,
    /** First day on which it is over; absent: it stays. */
    until: v.exactOptional(isoDate),
    multiplier: priceMultiplierSchema,
    probability: v.exactOptional(share),
  }),
  rule(({ from, until }) => untilMisfit(from, until)),
);

/** What is wrong with the end of something that begins on `from`; null: nothing. */
export function untilMisfit(from: string, until: string | undefined): Misfit | null {
  return until === undefined || until > from
    ? null
    : { path: ["until"], found: `${until}, not after ${from}`, wanted: `a day after ${from}` };
}

/** What a buyer pays beside the list price. */
const termsSchema = v.strictObject({
  discount: v.exactOptional(uncertainShare),
  markup: v.exactOptional(uncertainAmount),
  tax: v.exactOptional(atLeastZero),
});

/** The end of a model, and the one that does its work from then on. */
export const retiresSchema = v.strictObject({
  on: isoDate,
  successor: id,
  /** How many tokens the successor takes for one of the model's. */
  tokens: v.exactOptional(uncertainAmount),
  probability: v.exactOptional(share),
  /** Day on which the end was announced. */
  notice: v.exactOptional(isoDate),
});

export const modelSchema = v.strictObject({
  name: v.exactOptional(title),
  provider: v.exactOptional(title),
  price: priceSchema,
  priceChanges: v.exactOptional(v.array(priceChangeSchema)),
  terms: v.exactOptional(termsSchema),
  retires: v.exactOptional(retiresSchema),
});
