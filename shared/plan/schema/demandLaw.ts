import * as v from "valibot";
import { figure } from "./parts.ts";

/**
 * Demand wanders by fiscal month: y_k = persistence·y_{k−1} + S·N(0,1), S = monthlySd·e^(sdSpread·N(0,1)) once a trial.
 * What a history leaves open is said by the last four, which only version 3 has.
 */
export const wanderSchema = v.strictObject({
  /** Standard deviation of the logarithm of what a month adds. */
  monthlySd: v.pipe(figure, v.minValue(0), v.maxValue(5)),
  /** How much of it the next month keeps, −1 to 1. */
  persistence: v.pipe(figure, v.minValue(-1), v.maxValue(1)),
  /** Standard deviation of ln of how far demand wanders; absent: monthlySd is known. */
  sdSpread: v.exactOptional(v.pipe(figure, v.minValue(0), v.maxValue(3))),
  /** Months before the start in which demand wandered already; absent: none. */
  age: v.exactOptional(v.pipe(figure, v.integer(), v.minValue(0), v.maxValue(1200))),
  /** The largest factor of the wander; absent: none. */
  most: v.exactOptional(v.pipe(figure, v.minValue(1))),
  /** What the fluctuation leaves as it is without it: the mean of demand, or its middle; absent: the mean. */
  keeps: v.exactOptional(v.picklist(["mean", "middle"])),
});

/** Squared coefficient of variation of a day's expected tasks, from day to day. */
export const dispersionSchema = v.pipe(figure, v.minValue(0), v.maxValue(100));

/** Fields of a wander, and of a demand, that only version 3 can say. */
export const NEW_WANDER_FIELDS = ["sdSpread", "age", "most", "keeps"] as const;
export const NEW_DEMAND_FIELDS = ["dispersion"] as const;
