import { significant } from "#shared/format/digits.ts";
import type { Evidence, Uncertain } from "#shared/plan/schema/plan.ts";
import { BY_READER } from "#shared/plan/register/evidenceWords.ts";
import type { GrowthAnswer } from "./answers.ts";
import type { SpendTrend } from "./spendTrend.ts";

/** Normal score of 9 in 10. */
export const SCORE_90 = 1.2815515655446004;

/**
 * A figure as it is written into a plan: four digits are more than a guess or a few months know, and a plan has no
 * number nearer to 0 than a million-billionth.
 */
export function rounded(value: number): number {
  return Math.abs(value) < 1e-12 ? 0 : significant(value, 4);
}

/** What nobody has answered yet, with where the guess comes from. */
export function guessed(source: string): Evidence {
  return { grade: "guessed", source };
}

/** What the planner answered. */
export function judged(today: string, source = "answered in the set-up"): Evidence {
  return { grade: "judged", source, date: today, by: BY_READER };
}

/** What pasted months say. */
export function measuredMonths(today: string, months: number): Evidence {
  return {
    grade: "measured",
    source: `spend of ${months} ${months === 1 ? "month" : "months"}, pasted in the set-up`,
    date: today,
    by: BY_READER,
  };
}

/** The lognormal with this median and this standard deviation of its logarithm; certain where that is 0. */
export function around(median: number, sd: number, evidence: Evidence): Uncertain {
  const reach = Math.exp(SCORE_90 * Math.min(1.5, sd));
  const [p10, p90] = [rounded(median / reach), rounded(median * reach)];
  return p10 < p90 ? { p10, p90, evidence } : { value: rounded(median), evidence };
}

/** A uniform number with these values at 1 in 10 and 9 in 10; certain where both are one. */
export function tenthsRange(low: number, high: number, evidence: Evidence): Uncertain {
  const margin = (high - low) / 8;
  const [min, max] = [rounded(low - margin), rounded(high + margin)];
  return min < max ? { min, max, evidence } : { value: rounded(low), evidence };
}

/** Growth by month as the plan's number, with the middle and the spread of ln(1 + growth) that the trend is extended by. */
export interface AssumedGrowth {
  readonly number: Uncertain;
  readonly middle: number;
  readonly sd: number;
}

/** Without an answer: nothing to a year that multiplies use by 2.8. */
const GUESSED_GROWTH = { low: 0, high: 0.09 };
const LITTLE_GROWTH = { low: 0, high: 0.03 };
/** A trend of few months says less of a year than its own error does. */
const LEAST_TREND_SD = 0.02;

/** The growth that an answer means; `trend` is that of all metered spend, null where there is none. */
export function assumedGrowth(answer: GrowthAnswer | null, trend: SpendTrend | null, today: string): AssumedGrowth {
  if (answer?.kind === "none") return { number: { value: 0, evidence: judged(today) }, middle: 0, sd: 0 };
  if (answer?.kind === "little") return growthRange(LITTLE_GROWTH.low, LITTLE_GROWTH.high, judged(today));
  if (answer?.kind === "between") return growthRange(answer.low, answer.high, judged(today));
  if (answer?.kind === "asObserved" && trend !== null && trend.slope !== null) {
    const sd = Math.max(LEAST_TREND_SD, trend.slope.error);
    const at = (score: number): number => Math.min(1, Math.max(-0.5, Math.expm1(trend.slope!.value + score * sd)));
    return growthRange(at(-SCORE_90), at(SCORE_90), measuredMonths(today, trend.months));
  }
  return growthRange(GUESSED_GROWTH.low, GUESSED_GROWTH.high, guessed("use of AI tools by month; no answer yet"));
}

function growthRange(low: number, high: number, evidence: Evidence): AssumedGrowth {
  return {
    number: tenthsRange(low, high, evidence),
    middle: (low + high) / 2,
    sd: (Math.log1p(high) - Math.log1p(low)) / (2 * SCORE_90),
  };
}
