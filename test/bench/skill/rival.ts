import { normalQuantile } from "#shared/numerics/normal.ts";

/** A forecast of the sum of the next `horizon` days, as an ascending sample; `weekday`: of the first known day, 0 Sunday. */
export interface Rival {
  readonly name: string;
  readonly forecast: (known: readonly number[], horizon: number, weekday: number) => Float64Array;
}

const POINTS = 200;

/** A normal range cut at 0, as an even sample. */
export function gaussian(mean: number, sd: number): Float64Array {
  return Float64Array.from({ length: POINTS }, (_, i) => Math.max(0, mean + sd * normalQuantile((i + 0.5) / POINTS)));
}

export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
