import * as v from "valibot";
import {
  ascending,
  atLeastZero,
  evidence,
  figure,
  id,
  positive,
  share,
  shown,
  sumOf,
  title,
  uncertainAmount,
  uncertainShare,
  SUM_TOLERANCE,
} from "./parts.ts";
import { armBy, rule } from "./shape.ts";

/** What one model does at one workload's tasks: tokens, mix of classes, success. */

const LARGEST_SIGMA = 10;
/** Beyond percentile `from` a generalised Pareto of this shape, with the body's density at the joint. */
export const tailSchema = v.strictObject({
  /** Percentile from which the tail begins, 0.5 to 1. */
  from: v.pipe(figure, v.minValue(0.5), v.ltValue(1)),
  /** Shape of the tail; 0 is exponential, and the nearer to 1 the heavier. */
  shape: v.pipe(figure, v.minValue(0), v.ltValue(1)),
});

const tokensCommon = {
  /** A heavier tail than the family has. */
  tail: v.exactOptional(tailSchema),
  /** Number of observed runs of different tasks behind the estimate; absent: known. */
  runs: v.exactOptional(v.pipe(figure, v.minValue(3))),
  /** No attempt takes more tokens than this. */
  limit: v.exactOptional(positive),
  evidence,
};

const lognormalTokensSchema = v.strictObject({
  /** The family of the distribution. */
  family: v.literal("lognormal"),
  /** Half of the attempts take fewer tokens. */
  median: positive,
  /** Standard deviation of the logarithm of the tokens. */
  sigma: v.pipe(positive, v.maxValue(LARGEST_SIGMA)),
  ...tokensCommon,
});
const percentileTokensSchema = v.pipe(
  v.strictObject({
    /** The family of the distribution. */
    family: v.literal("lognormal"),
    /** Half of the attempts take fewer tokens. */
    p50: positive,
    /** 95 in 100 attempts take fewer tokens. */
    p95: positive,
    ...tokensCommon,
  }),
  rule(({ p50, p95 }) => ascending("p50", p50, "p95", p95)),
);
const empiricalTokensSchema = v.pipe(
  v.strictObject({
    /** The curve is given point by point. */
    family: v.literal("empirical"),
    /** Tokens at the percentiles 0, 1, …, 100. */
    quantiles: v.pipe(v.array(positive), v.length(101)),
    ...tokensCommon,
  }),
  rule(({ quantiles }) => {
    const fall = quantiles.findIndex((value, p) => p > 0 && value < quantiles[p - 1]!);
    if (fall < 0) return null;
    return {
      path: ["quantiles", fall],
      found: `${shown(quantiles[fall]!)} after ${shown(quantiles[fall - 1]!)}`,
      wanted: "percentiles that ascend",
    };
  }),
);

const TOKENS_FORMS =
  '{"family": "lognormal", "median", "sigma"}, {"family": "lognormal", "p50", "p95"} or {"family": "empirical", "quantiles"}';

/** Tokens of one attempt. */
export const tokensSchema = armBy(
  TOKENS_FORMS,
  [lognormalTokensSchema, percentileTokensSchema, empiricalTokensSchema],
  (has) => {
    if (has("quantiles")) return empiricalTokensSchema;
    if (has("p50") || has("p95")) return percentileTokensSchema;
    return has("median") || has("sigma") ? lognormalTokensSchema : null;
  },
);

/** Share of each class of token in an attempt; they sum to 1. */
export const mixSchema = v.pipe(
  v.strictObject({
    /** Tokens that are read and in no cache. */
    input: v.exactOptional(share),
    /** Tokens that are read from a cache. */
    cacheRead: v.exactOptional(share),
    /** Tokens that are written to a cache. */
    cacheWrite: v.exactOptional(share),
    /** Written to a cache that lives an hour. */
    cacheWriteHour: v.exactOptional(share),
    /** Tokens that are written as an answer, reasoning included. */
    output: v.exactOptional(share),
  }),
  rule(({ input = 0, cacheRead = 0, cacheWrite = 0, cacheWriteHour = 0, output = 0 }) => {
    const sum = sumOf([input, cacheRead, cacheWrite, cacheWriteHour, output]);
    return Math.abs(sum - 1) <= SUM_TOLERANCE
      ? null
      : { found: `shares that sum to ${shown(sum)}`, wanted: "shares that sum to 1" };
  }),
);

const successByEffortSchema = v.strictObject({
  /** Chance of a right answer in equal bins of effort, cheapest tasks first. */
  byEffort: v.pipe(v.array(share), v.minLength(1)),
  /** Number of observed runs of different tasks behind it; absent: known. */
  runs: v.exactOptional(positive),
  evidence,
});

/** Chance of a right answer, by how dear the task is for this model: k equal bins, cheapest first. */
export const successSchema = armBy(
  'a chance from 0 to 1, or {"byEffort": [0.8, 0.7, 0.5]}',
  [share, successByEffortSchema],
  (has, input) => {
    if (typeof input === "number") return share;
    return has("byEffort") || has("runs") ? successByEffortSchema : null;
  },
);

/** A fee beside tokens: so many times `price` (in the currency of the model's price) for each attempt. */
const feeSchema = v.strictObject({
  /** What it is paid for. */
  name: v.exactOptional(title),
  /** How many times it is paid in one attempt. */
  perAttempt: uncertainAmount,
  /** Money for each time. */
  price: atLeastZero,
});

/** Shares of an attempt's tokens by tier of service; what is left is served at the plain price. */
const servedSchema = v.pipe(
  v.record(id, share),
  rule((shares) => {
    const sum = sumOf(Object.values(shares));
    return sum <= 1 + SUM_TOLERANCE
      ? null
      : { found: `shares that sum to ${shown(sum)}`, wanted: "shares that sum to at most 1" };
  }),
);

/** One attempt of a model at a task of the workload. */
export const attemptSchema = v.strictObject({
  /** The model that the attempt is made with and priced at; absent: the entry's own id. */
  model: v.exactOptional(id),
  tokens: tokensSchema,
  mix: mixSchema,
  /**
   * An attempt in `share` of all is one that got out of hand: `factor` times the tokens, never a success. Drawn per
   * attempt.
   */
  runaway: v.exactOptional(
    v.strictObject({
      /** Share of the attempts, 0 to 1. */
      share,
      /** Their tokens, as a multiple of what they would have been. */
      factor: uncertainAmount,
    }),
  ),
  success: successSchema,
  /** Share of tokens that are priced as long context. */
  longShare: v.exactOptional(uncertainShare),
  served: v.exactOptional(servedSchema),
  /** What an attempt costs beside tokens. */
  fees: v.exactOptional(v.array(feeSchema)),
});
