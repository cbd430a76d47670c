import { sortedQuantile } from "#shared/statistics/quantiles.ts";

/** A fan over days: quantiles at levels, each by day, and some simulated years. */
export interface Fan {
  readonly levels: readonly number[];
  readonly quantiles: readonly (readonly number[])[];
  readonly lines: readonly (readonly number[])[];
}

const LEVELS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;
/** Simulated years that are drawn as lines. */
const LINES = 8;

/** The fan of columns: one a day, one number a simulated year in each. */
export function fanOf(days: readonly Float64Array[]): Fan {
  const sorted = days.map((day) => day.slice().sort());
  const trials = days[0]?.length ?? 0;
  const last = days.at(-1) ?? new Float64Array();
  // One year from each eighth of the last day, so that the lines lie as the years do.
  const order = Array.from({ length: trials }, (_, t) => t).sort((one, other) => last[one]! - last[other]!);
  const picked = Array.from(
    { length: Math.min(LINES, trials) },
    (_, i) => order[Math.floor(((i + 0.5) * trials) / LINES)]!,
  );
  return {
    levels: LEVELS,
    quantiles: LEVELS.map((level) => sorted.map((day) => sortedQuantile(day, level))),
    lines: picked.map((t) => days.map((day) => day[t]!)),
  };
}
