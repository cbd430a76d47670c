/** What one simulated year takes of a case, all drawn. */
export interface DrawnCase {
  /** Share of the claim that arrives: 0 where a gate is closed; may be negative. */
  readonly gain: number;
  /** Money of one released outcome: value·captured·(1 − anyway) + hours·hourlyCost·share. */
  readonly perRelease: number;
  /** Whole months from release to benefit. */
  readonly lag: number;
}

/** Lags are whole months: half a month counts as one. */
export function roundedLag(months: number): number {
  return Math.floor(months + 0.5);
}

/** Money of one outcome that is released, by the drawn numbers of a case. */
export function worthOfRelease(drawn: {
  /** value·captured of the outcome: what it is worth beside the hours that it saves. */
  readonly capturedValue: number;
  readonly anyway: number;
  readonly hours: number;
  readonly hourlyCost: number;
  readonly share: number;
}): number {
  return drawn.capturedValue * (1 - drawn.anyway) + drawn.hours * drawn.hourlyCost * drawn.share;
}

/**
 * Benefit by month: B_m = G · worth · R_{m−L}; in a closed month whose benefit finance has booked, that figure.
 *
 * @param booked - by month; null: not booked
 * @param benefit - written: by month
 * @returns what falls behind the last month, `later`
 */
export function benefitByMonth(
  { gain, perRelease, lag }: DrawnCase,
  released: ArrayLike<number>,
  booked: readonly (number | null)[],
  benefit: Float64Array,
): number {
  const months = benefit.length;
  const each = gain * perRelease;
  for (let month = 0; month < months; month++)
    benefit[month] = booked[month] ?? (month >= lag ? each * released[month - lag]! : 0);
  let later = 0;
  for (let month = Math.max(0, months - lag); month < months; month++) later += each * released[month]!;
  return later;
}
