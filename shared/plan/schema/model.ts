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
import { armBy, rule, type Violation } from "./shape.ts";

/** Models: their price by class of token, what changes it, on which terms it is bought, and when they retire. */

/** A currency by its ISO 4217 code. */
export const currencyCode = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));

const classPrices = {
  /** Tokens that are read and in no cache. */
  input: v.exactOptional(atLeastZero),
  /** Tokens that are read from a cache. */
  cacheRead: v.exactOptional(atLeastZero),
  /** Tokens that are written to a cache. */
  cacheWrite: v.exactOptional(atLeastZero),
  /** Written to a cache that lives an hour. */
  cacheWriteHour: v.exactOptional(atLeastZero),
  /** Tokens that are written as an answer, reasoning included. */
  output: v.exactOptional(atLeastZero),
};

/** Money for a million tokens of each class. */
export const priceSchema = v.strictObject({
  /** What the prices are in; absent: the plan's currency. */
  currency: v.exactOptional(currencyCode),
  ...classPrices,
  /** Prices of requests with more tokens of context than `above`; a class that is left out has its normal price. */
  long: v.exactOptional(
    v.strictObject({
      /** Tokens of context. */
      above: positive,
      ...classPrices,
    }),
  ),
  /** By tier of service, what its tokens cost as a multiple. */
  tiers: v.exactOptional(v.record(id, atLeastZero)),
  evidence,
});

/** Another currency: `rate` is money of the plan for one unit of it; it moves by `monthlySd` (of ln) a month. */
export const currencySchema = v.strictObject({
  /** Money of the plan for one unit. */
  rate: positive,
  /** Standard deviation of the logarithm of its monthly change; absent: the rate stays. */
  monthlySd: v.exactOptional(v.pipe(figure, v.minValue(0), v.maxValue(5))),
});

/** From its date on the multiplier is in force, if it happens: once a trial, with this probability. */
export const datedMultiplierSchema = v.strictObject({
  /** First day on which it is in force. */
  from: isoDate,
  /** What is paid from then on, as a multiple. */
  multiplier: uncertainAmount,
  /** Chance that it happens, 0 to 1; absent: it does. */
  probability: v.exactOptional(share),
});

/** The classes of token that a price distinguishes. */
export const TOKEN_CLASSES = ["input", "cacheRead", "cacheWrite", "cacheWriteHour", "output"] as const;
export type TokenClass = (typeof TOKEN_CLASSES)[number];

const classMultipliersSchema = v.strictObject({
  /** Tokens that are read and in no cache. */
  input: v.exactOptional(uncertainAmount),
  /** Tokens that are read from a cache. */
  cacheRead: v.exactOptional(uncertainAmount),
  /** Tokens that are written to a cache. */
  cacheWrite: v.exactOptional(uncertainAmount),
  /** Tokens that are written to a cache that lives an hour. */
  cacheWriteHour: v.exactOptional(uncertainAmount),
  /** Tokens that are written as an answer, reasoning included. */
  output: v.exactOptional(uncertainAmount),
});

/** One multiplier of all classes, or a multiplier for each class that changes. */
const priceMultiplierSchema = armBy(
  "an uncertain number, or one for each class of token",
  [uncertainAmount, classMultipliersSchema],
  (has) => (TOKEN_CLASSES.some(has) ? classMultipliersSchema : uncertainAmount),
);

/** A change of price on a day. */
export const priceChangeSchema = v.pipe(
  v.strictObject({
    /** First day on which it is in force. */
    from: isoDate,
    /** First day on which it is over; absent: it stays. */
    until: v.exactOptional(isoDate),
    /** Prices from then on, as a multiple. */
    multiplier: priceMultiplierSchema,
    /** Chance that it happens, 0 to 1; absent: it does. */
    probability: v.exactOptional(share),
  }),
  rule(({ from, until }) => untilViolation(from, until)),
);

/** What is wrong with the end of something that begins on `from`; null: nothing. */
export function untilViolation(from: string, until: string | undefined): Violation | null {
  return until === undefined || until > from
    ? null
    : { path: ["until"], found: `${until}, not after ${from}`, wanted: `a day after ${from}` };
}

/** What a buyer pays beside the list price. */
const termsSchema = v.strictObject({
  /** Share off the list price. */
  discount: v.exactOptional(uncertainShare),
  /** What a reseller adds, as a share. */
  markup: v.exactOptional(uncertainAmount),
  /** Tax that cannot be recovered, as a share. */
  tax: v.exactOptional(atLeastZero),
});

/** The end of a model, and the one that does its work from then on. */
export const retiresSchema = v.strictObject({
  /** First day on which it is gone. */
  on: isoDate,
  /** The model, by id, that does its work from then on. */
  successor: id,
  /** How many tokens the successor takes for one of the model's. */
  tokens: v.exactOptional(uncertainAmount),
  /** Chance that it happens, 0 to 1; absent: it does. */
  probability: v.exactOptional(share),
  /** Day on which the end was announced. */
  notice: v.exactOptional(isoDate),
});

/** A model that work is done with. */
export const modelSchema = v.strictObject({
  /** What people call it. */
  name: v.exactOptional(title),
  /** Who sells it. */
  provider: v.exactOptional(title),
  price: priceSchema,
  /** Changes of its price in the year. */
  priceChanges: v.exactOptional(v.array(priceChangeSchema)),
  terms: v.exactOptional(termsSchema),
  retires: v.exactOptional(retiresSchema),
});
