import { normalDensity } from "#shared/numerics/normal.ts";

/** Equally spaced values of ln level. */
export interface Lattice {
  readonly width: number;
  readonly at: Float64Array;
}

/** A normal step is followed so many standard deviations far. */
const REACH = 3.5;
/** A step finer than this share of the lattice's width could not leave its place. */
const LEAST_SD = 0.4;
/** Levels with a smaller share have no part in the next step: breaks bring them back. */
const NEGLIGIBLE = 1e-7;

/**
 * A normal step of ln level with this standard deviation, on a lattice of this width: writes into `to` what
 * the shares `from` become. What would leave the lattice stays at its ends.
 */
export function normalStep(sd: number, width: number): (from: Float64Array, to: Float64Array) => void {
  const scale = Math.max(sd / width, LEAST_SD);
  const low = -Math.ceil(REACH * scale);
  const weights = Float64Array.from({ length: 1 - 2 * low }, (_, i) => normalDensity((low + i) / scale));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / total;
  return (from, to) => {
    to.fill(0);
    const last = to.length - 1;
    for (let i = 0; i <= last; i++) {
      const share = from[i]!;
      if (share < NEGLIGIBLE) continue;
      const first = i + low;
      const begin = first < 0 ? Math.min(-first, weights.length) : 0;
      const end = first + weights.length - 1 > last ? Math.max(begin, last - first + 1) : weights.length;
      let carried = 0;
      for (let j = begin; j < end; j++) {
        const part = share * weights[j]!;
        to[first + j] = to[first + j]! + part;
        carried += part;
      }
      // What would leave the lattice stays at the end that it leaves by.
      if (carried < share) {
        const edge = first < 0 ? 0 : first + weights.length - 1 > last ? last : i;
        to[edge] = to[edge]! + share - carried;
      }
    }
  };
}

/**
 * A two-sided exponential step (Laplace) with a standard deviation of so many widths: writes into `to` what the shares
 * `from` become, scaled to keep their sum. Two passes, whatever its reach.
 */
export function laplaceStep(from: Float64Array, to: Float64Array, sd: number): void {
  const decay = Math.exp(-Math.SQRT2 / sd);
  let carried = 0;
  let [before, after] = [0, 0];
  for (let i = 0; i < from.length; i++) {
    carried = carried * decay + from[i]!;
    to[i] = carried;
    before += from[i]!;
  }
  carried = 0;
  for (let i = from.length - 1; i >= 0; i--) {
    to[i] = to[i]! + carried * decay;
    carried = carried * decay + from[i]!;
    after += to[i]!;
  }
  const scale = before / after;
  for (let i = 0; i < to.length; i++) to[i] = to[i]! * scale;
}
