import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";

/**
 * Normal scores for `count` paths of so many steps: of each step the even quantiles of a normal, in an order of its own
 * (Latin hypercube), so that a few hundred paths have its spread. The same for the same seed.
 *
 * Source  M. D. McKay, R. J. Beckman & W. J. Conover (1979), Technometrics 21
 */
export function evenScores(count: number, steps: number, seed: number): readonly Float64Array[] {
  const name = `${count} ${steps} ${seed}`;
  const known = drawn.get(name);
  if (known !== undefined) return known;
  const scores = Array.from({ length: steps }, (_, step) => shuffled(count, streamOf(under(keyOf(seed), step))));
  drawn.set(name, scores);
  return scores;
}

/** Of the few sizes that are asked for. */
const drawn = new Map<string, readonly Float64Array[]>();

function shuffled(count: number, random: () => number): Float64Array {
  const scores = Float64Array.from({ length: count }, (_, i) => normalQuantile((i + 0.5) / count));
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [scores[i], scores[other]] = [scores[other]!, scores[i]!];
  }
  return scores;
}
