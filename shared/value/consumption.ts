import { fitAutocorrelated, plainCoefficients } from "./autocorrelatedFit.ts";
import { mixtureCdf, mixtureOf, mixtureQuantile } from "./studentMixture.ts";

/** A closed month of a workload; null: not known. */
export interface ConsumedMonth {
  /** Calendar months since any first one. */
  readonly month: number;
  readonly tokens: number | null;
  readonly outcomes: number | null;
}

/** Whether tokens grow and outcomes do not follow. */
export interface Consumption {
  /** Middle estimate of how tokens grow: a factor a month. */
  readonly monthlyGrowth: number;
  /** P(ln tokens grow by more than 0.03 a month). */
  readonly grows: number;
  /** P(ln outcomes grow by less than half of what ln tokens do). */
  readonly lags: number;
  /** P(both) is at least so much, however the two hang together. */
  readonly atLeast: number;
  readonly flag: boolean;
}

/** Months with tokens and outcomes that are needed. */
export const MONTHS_TO_DETECT = 6;

/** Growth of tokens too small to count as growth, on the log scale a month. */
const GROWTH = 0.03;

const FLAG_ABOVE = 0.8;

/**
 * Is consumption the goal? Over closed months with tokens and outcomes above 0: g, the slope of ln tokens, and k, that
 * of ln outcomes − ½ ln tokens, each by the regression of `autocorrelatedFit.ts` on a line. Flagged where P(g > 0.03) +
 * P(k < 0) − 1 > 0.8, a lower bound of the chance of both (Fréchet). It speaks of a workload, never of a person, and
 * moves no number. Null: too few months.
 */
export function detectConsumption(months: readonly ConsumedMonth[]): Consumption | null {
  const known = months.flatMap(({ month, tokens, outcomes }) =>
    tokens !== null && outcomes !== null && tokens > 0 && outcomes > 0
      ? [{ month, tokens: Math.log(tokens), outcomes: Math.log(outcomes) }]
      : [],
  );
  if (known.length < MONTHS_TO_DETECT) return null;
  const at = Float64Array.from(known, ({ month }) => month - known[0]!.month);
  const tokens = Float64Array.from(known, (one) => one.tokens);
  const grows = 1 - slopeBelow(at, tokens, GROWTH);
  const lags = slopeBelow(
    at,
    Float64Array.from(known, (one) => one.outcomes - one.tokens / 2),
    0,
  );
  const atLeast = Math.max(0, grows + lags - 1);
  return { monthlyGrowth: Math.exp(middleSlope(at, tokens)), grows, lags, atLeast, flag: atLeast > FLAG_ABOVE };
}

function middleSlope(months: Float64Array, values: Float64Array): number {
  const columns = [months.map(() => 1), months];
  const fit = fitAutocorrelated(months, columns, values);
  return fit === null ? plainCoefficients(columns, values)[1]! : mixtureQuantile(mixtureOf(fit, 1), 0.5);
}

/** P(slope ≤ limit); a slope without noise is known. */
function slopeBelow(months: Float64Array, values: Float64Array, limit: number): number {
  const columns = [months.map(() => 1), months];
  const fit = fitAutocorrelated(months, columns, values);
  if (fit === null) return plainCoefficients(columns, values)[1]! < limit ? 1 : 0;
  return mixtureCdf(mixtureOf(fit, 1), limit);
}
