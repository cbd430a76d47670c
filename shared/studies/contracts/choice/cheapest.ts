import { errorOfMean } from "#shared/forecast/answers/simulationError.ts";
import { mean, variance } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";

/** The size of a contract that costs least on average. */
export interface CheapestSize {
  /** Seats, or money of a commitment. */
  readonly size: number;
  /** Its standard error: how far it would lie elsewhere in other simulated years. */
  readonly error: number;
  /** Sizes of seats that cost the same within the simulation error, the fewest and the most; null of a commitment. */
  readonly alike: readonly [number, number] | null;
}

/** Parts that the simulated years are split into, to see how far the best size moves between them. */
const PARTS = 8;
/** Points of the first grid, and of each finer one. */
const GRID = 24;

/** The whole number from 0 to `most` at which costs, by trial, are least on average. */
export function cheapestCount(costOf: (count: number) => Float64Array, most: number): CheapestSize {
  const known = new Map<number, Float64Array>();
  const at = (count: number): Float64Array => {
    const costs = known.get(count) ?? costOf(count);
    known.set(count, costs);
    return costs;
  };
  const trials = at(0).length;
  const bestIn = (from: number, to: number): number => searched(most, (count) => meanIn(at(count), from, to));
  const size = bestIn(0, trials);
  const parts = partsOf(trials).map(([from, to]) => bestIn(from, to));
  const best = at(size);
  const alike = [...known.entries()].flatMap(([count, costs]) => {
    const more = costs.map((cost, t) => cost - best[t]!);
    return mean(more) <= 2 * errorOfMean(more) ? [count] : [];
  });
  return { size, error: errorFrom(parts), alike: [Math.min(size, ...alike), Math.max(size, ...alike)] };
}

/** The quantile of what is needed at a level: the amount that costs least. */
export function cheapestQuantile(needs: Float64Array, level: number): CheapestSize {
  const of = (from: number, to: number): number => sortedQuantile(needs.slice(from, to).sort(), level);
  const parts = partsOf(needs.length).map(([from, to]) => of(from, to));
  return { size: level > 0 ? of(0, needs.length) : 0, error: level > 0 ? errorFrom(parts) : 0, alike: null };
}

/** Least of a function of whole numbers 0 … `most` that falls and then rises: grids, each about the best so far. */
function searched(most: number, costAt: (count: number) => number): number {
  let from = 0;
  let to = most;
  while (true) {
    const step = Math.max(1, Math.ceil((to - from) / GRID));
    let best = from;
    for (let count = from; count <= to; count += step) if (costAt(count) < costAt(best)) best = count;
    if (costAt(to) < costAt(best)) best = to;
    if (step === 1) return best;
    from = Math.max(0, best - step);
    to = Math.min(most, best + step);
  }
}

function partsOf(trials: number): (readonly [from: number, to: number])[] {
  const count = Math.min(PARTS, trials);
  return Array.from({ length: count }, (_, i) => [
    Math.floor((i * trials) / count),
    Math.floor(((i + 1) * trials) / count),
  ]);
}

/** Standard error of a whole by what its parts say each. */
function errorFrom(parts: readonly number[]): number {
  return parts.length < 2 ? 0 : Math.sqrt(variance(Float64Array.from(parts)) / parts.length);
}

function meanIn(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum / (to - from);
}
