/**
 * Named, seeded random numbers.
 *
 * Every random number has an address: a key (seed, trial, workload, purpose …) and an index below it. Nothing is drawn
 * "next from a queue", so a scenario that needs one number more or less moves no other number, and any trial can be
 * simulated alone, in any order, on any worker.
 *
 * The generator is a counter hash: each step is the 32-bit bijective finaliser "lowbias32" (C. Wellons, 2018, public
 * domain constants; mean avalanche bias 0.17 of 1,000), keyed twice. Its uniformity, its serial correlation and the
 * correlation between neighbouring keys are held by tests.
 */
export interface Key {
  readonly a: number;
  readonly b: number;
}

/** Bijection of the 32-bit integers with full avalanche. */
export function mix32(x: number): number {
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}

const ROOT: Key = { a: 0x6a09e667, b: 0x3c6ef372 };

/** Key of a purpose: of the seed alone, `keyOf(seed)`; below another, `under(key, …)`. `seed` is any safe integer. */
export function keyOf(seed: number): Key {
  return under(ROOT, seed);
}

/** The key below `key` named by `parts`, integers (any safe integer) or words. Order matters. */
export function under(key: Key, ...parts: readonly (number | string)[]): Key {
  let { a, b } = key;
  for (const part of parts) {
    if (typeof part === "number") {
      a = absorb(a, part | 0);
      b = absorb(b ^ a, Math.floor(part / 0x1_0000_0000) ^ Math.imul(part | 0, 0x9e3779b1));
    } else {
      for (let i = 0; i < part.length; i++) {
        a = absorb(a, part.charCodeAt(i) + 1);
        b = absorb(b ^ a, i);
      }
      b = absorb(b ^ a, part.length ^ 0x5bd1e995);
    }
  }
  return { a, b };
}

function absorb(state: number, word: number): number {
  return mix32((Math.imul(state, 0x01000193) + word + 0x2545f491) | 0);
}

/** Uniform number in the open interval (0, 1), 52 bits, at address `index` (any 32-bit integer) below `key`. */
export function uniformAt(key: Key, index: number): number {
  return uniformOf(key.a, key.b, index);
}

/** The same for a key in two 32-bit halves: for inner loops that keep keys in registers. */
export function uniformOf(a: number, b: number, index: number): number {
  const mixed = mix32(mix32(index ^ a) + b);
  const low = mix32(mixed ^ (a + 0x9e3779b9));
  // A bijection never repeats a value, so that collisions would be rarer than for true random numbers. This is not one.
  const high = mixed ^ low;
  // 26 + 26 bits and a half step, so that neither 0 nor 1 can come out and u ↔ 1 − u is exact.
  return ((high >>> 6) * 67_108_864 + (low >>> 6) + 0.5) / 4_503_599_627_370_496;
}

/** A stream of uniform numbers below one key, for samplers that need an unknown number of draws (rejection). */
export type Random = () => number;

/** The stream at addresses 0, 1, 2 … below `key`. */
export function streamOf(key: Key): Random {
  let index = 0;
  return () => uniformOf(key.a, key.b, index++);
}
