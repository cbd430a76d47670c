import { mean } from "#shared/statistics/moments.ts";
import { DAYS_PER_MONTH, epochDayOf, firstOfMonth, type EpochDay } from "#shared/units.ts";

/** What a row of past spend says: its level, how it grows, and how well both are known. */
export interface SpendTrend {
  /** Months with an amount above 0. */
  readonly months: number;
  /** Fitted money a month in the middle of the last of them, and the standard error of its logarithm. */
  readonly level: number;
  readonly levelSd: number;
  /** Middle of that month, in days since 1970. */
  readonly at: number;
  /** Slope of the logarithm by month and its standard error; null for a single month. */
  readonly slope: { readonly value: number; readonly error: number } | null;
  /** Standard deviation of the logarithm of a month around the line. */
  readonly residualSd: number;
}

/** No series of a few months is known better than this; below it, chance made the months agree. */
const LEAST_RESIDUAL_SD = 0.05;
/** What one month alone may be off by, as a standard deviation of the logarithm. */
const SINGLE_MONTH_SD = 0.2;

/**
 * A log-linear trend through monthly amounts of money by least squares; months without an amount are passed over. Null
 * where no amount is above 0.
 */
export function spendTrend(months: readonly string[], amounts: readonly (number | null)[]): SpendTrend | null {
  const points = months.flatMap((month, i) => {
    const amount = amounts[i] ?? 0;
    return amount > 0 ? [{ day: middleOf(month), ln: Math.log(amount) }] : [];
  });
  const last = points.at(-1);
  if (last === undefined) return null;
  const n = points.length;
  if (n === 1)
    return {
      months: 1,
      level: Math.exp(last.ln),
      levelSd: SINGLE_MONTH_SD,
      at: last.day,
      slope: null,
      residualSd: SINGLE_MONTH_SD,
    };
  const xs = points.map(({ day }) => (day - last.day) / DAYS_PER_MONTH);
  const meanX = mean(xs);
  const meanY = mean(points.map(({ ln }) => ln));
  const sxx = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, { ln }, i) => sum + (xs[i]! - meanX) * (ln - meanY), 0) / sxx;
  const squares = points.reduce((sum, { ln }, i) => sum + (ln - meanY - slope * (xs[i]! - meanX)) ** 2, 0);
  const residualSd = Math.max(LEAST_RESIDUAL_SD, n > 2 ? Math.sqrt(squares / (n - 2)) : 2 * LEAST_RESIDUAL_SD);
  return {
    months: n,
    level: Math.exp(meanY - slope * meanX),
    levelSd: residualSd * Math.sqrt(1 / n + meanX ** 2 / sxx),
    at: last.day,
    slope: { value: slope, error: residualSd / Math.sqrt(sxx) },
    residualSd,
  };
}

/** Middle of an ISO month, in days since 1970. */
function middleOf(month: string): number {
  const first: EpochDay = epochDayOf(`${month}-01`);
  return (first + firstOfMonth(first, 1)) / 2;
}

/** The rows of past spend added up month by month; a month that no row knows is null. */
export function totalByMonth(
  months: readonly string[],
  rows: readonly { readonly amounts: readonly (number | null)[] }[],
): (number | null)[] {
  return months.map((_, m) => {
    const known = rows.map(({ amounts }) => amounts[m] ?? null).filter((amount) => amount !== null);
    return known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0);
  });
}
