/** Shares of trials by use and impact, each high or low: use first. */
export interface QuadrantShares {
  readonly highHigh: number;
  readonly highLow: number;
  readonly lowHigh: number;
  readonly lowLow: number;
}

/** High is half of what the case says, or more. */
export const HIGH = 0.5;

/**
 * Where the trials lie.
 *
 * @param use - tasks worked ÷ those of the original case, by trial
 * @param impact - benefit ÷ the claim of the original case, by trial
 */
export function quadrantShares(use: Float64Array, impact: Float64Array): QuadrantShares {
  const counts = { highHigh: 0, highLow: 0, lowHigh: 0, lowLow: 0 };
  for (let i = 0; i < use.length; i++) {
    const isUsed = use[i]! >= HIGH;
    const isUseful = impact[i]! >= HIGH;
    counts[isUsed ? (isUseful ? "highHigh" : "highLow") : isUseful ? "lowHigh" : "lowLow"]++;
  }
  const n = use.length;
  return {
    highHigh: counts.highHigh / n,
    highLow: counts.highLow / n,
    lowHigh: counts.lowHigh / n,
    lowLow: counts.lowLow / n,
  };
}

/** Centre and covariance of the trials in which something arrives. */
export interface QuadrantEllipse {
  /** Share of the trials whose impact is 0. */
  readonly nothing: number;
  /** Null where fewer than two trials have an impact. */
  readonly use: number | null;
  readonly impact: number | null;
  /** Variance of use, covariance, variance of impact (n − 1). */
  readonly covariance: readonly [number, number, number] | null;
}

/** Mahalanobis distance within which 80 % of a normal cloud in the plane lies: √(−2·ln 0.2). */
export const ELLIPSE_DISTANCE = Math.sqrt(-2 * Math.log(0.2));

/** The quadrant is drawn up to one and a half times what the case says, on both axes. */
export const MOST_SHOWN = 1.5;

/** Whether the middle of an ellipse lies outside of what is drawn. */
export function isBeyondAxes(ellipse: Pick<QuadrantEllipse, "use" | "impact"> | undefined): boolean {
  return (ellipse?.use ?? 0) > MOST_SHOWN || (ellipse?.impact ?? 0) > MOST_SHOWN;
}

/** The ellipse of the trials in which something arrives. */
export function quadrantEllipse(use: Float64Array, impact: Float64Array): QuadrantEllipse {
  const arrived: number[] = [];
  for (let i = 0; i < impact.length; i++) if (impact[i] !== 0) arrived.push(i);
  const n = arrived.length;
  const nothing = 1 - n / impact.length;
  if (n < 2) return { nothing, use: null, impact: null, covariance: null };
  const meanOf = (values: Float64Array): number => arrived.reduce((sum, i) => sum + values[i]!, 0) / n;
  const [meanUse, meanImpact] = [meanOf(use), meanOf(impact)];
  let [uses, both, impacts] = [0, 0, 0];
  for (const i of arrived) {
    const [x, y] = [use[i]! - meanUse, impact[i]! - meanImpact];
    uses += x * x;
    both += x * y;
    impacts += y * y;
  }
  return {
    nothing,
    use: meanUse,
    impact: meanImpact,
    covariance: [uses / (n - 1), both / (n - 1), impacts / (n - 1)],
  };
}
