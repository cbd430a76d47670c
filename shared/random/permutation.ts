/**
 * A random order of 0 … length − 1 without a list of it: a Feistel network of six rounds over four bits each is a
 * bijection of the numbers below 256, and what falls beyond the length is put through it again (cycle walking), which
 * keeps it one of the shorter range.
 *
 * Source: M. Luby & C. Rackoff (1988), How to construct pseudorandom permutations from pseudorandom functions, SIAM
 * J. Computing 17(2), 373–386; J. Black & P. Rogaway (2002), Ciphers with arbitrary finite domains, CT-RSA.
 */
const HALF_BITS = 4;
const HALF = 2 ** HALF_BITS - 1;
/** Of four rounds the order still resembles that of the numbers: their rank correlation varies half as much again. */
const ROUNDS = 6;

/** Longest order. */
export const LONGEST_ORDER = 2 ** (2 * HALF_BITS);

/** The place of number `index` (0 ≤ index < length ≤ LONGEST_ORDER) in the random order of this key, any 32-bit integer. */
export function placeInOrder(index: number, length: number, key: number): number {
  const step = Math.imul(key, 0x9e3779b1) ^ (key >>> 15);
  let place = index;
  do {
    let left = place >>> HALF_BITS;
    let right = place & HALF;
    let ofRound = key;
    for (let round = 0; round < ROUNDS; round++) {
      // The highest bits of a product depend on all bits of its factors.
      const mixed = Math.imul(ofRound ^ Math.imul(right + 1, 0x85ebca6b), 0x7feb352d) >>> (32 - HALF_BITS);
      const next = left ^ mixed;
      left = right;
      right = next;
      ofRound = (ofRound + step) | 0;
    }
    place = (left << HALF_BITS) | right;
  } while (place >= length);
  return place;
}
