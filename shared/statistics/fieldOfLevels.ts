/** A value with its weight before any observation; weights of a list sum to 1. */
export interface Weighed {
  readonly value: number;
  readonly weight: number;
}

/** What is believed of a level before its history is known, by the week. */
export interface LevelPrior {
  /** Standard deviation of a week's ordinary step of ln level. */
  readonly weeklySds: readonly Weighed[];
  /** Chance of a break in a week. */
  readonly weeklyBreaks: readonly Weighed[];
  /** 1 ÷ squared coefficient of variation of a week's use around its level. */
  readonly weeklyShapes: readonly Weighed[];
  /** Chance that a week is idle though the level stands. */
  readonly weeklyIdle: readonly Weighed[];
  /** Standard deviation of a break of ln level. */
  readonly breakSd: number;
}

/**
 * The field: teams and developers of whom daily use is public (MODEL.md, section 6). A month is often a multiple or a
 * fraction of the month before, and calm is rare; so a short history is not taken for calm, and a long calm one is.
 */
export const FIELD: LevelPrior = {
  weeklySds: [
    { value: 0.01, weight: 0.18 },
    { value: 0.08, weight: 0.12 },
    { value: 0.16, weight: 0.15 },
    { value: 0.3, weight: 0.25 },
    { value: 0.5, weight: 0.2 },
    { value: 0.8, weight: 0.1 },
  ],
  weeklyBreaks: [
    { value: 0.003, weight: 0.5 },
    { value: 0.05, weight: 0.25 },
    { value: 0.15, weight: 0.25 },
  ],
  weeklyShapes: [
    { value: 0.7, weight: 0.15 },
    { value: 1.5, weight: 0.2 },
    { value: 3, weight: 0.2 },
    { value: 8, weight: 0.2 },
    { value: 30, weight: 0.15 },
    { value: 200, weight: 0.1 },
  ],
  weeklyIdle: [
    { value: 0.001, weight: 0.8 },
    { value: 0.05, weight: 0.2 },
  ],
  breakSd: 1.7,
};
