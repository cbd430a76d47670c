import { describe, expect, it } from "vitest";
import { gammaUpperTail } from "#shared/numerics/incompleteGamma.ts";
import { keyOf, mix32, streamOf, under, uniformAt, type Key } from "#shared/random/random.ts";

/** Numbers looked at in each walk. */
const LENGTH = 1 << 18;

/**
 * A chance so small is a fault and no bad luck: there are about 200 such questions here, and the numbers never change,
 * so that a test that passes once passes always.
 */
const ABSURD = 1e-5;
const ABSURD_SCORE = 4.5;

const plan = keyOf(20_270_101);

/** Walks through the addresses of luck, each in a direction in which a forecast reads it. */
const walks: Record<string, (i: number) => number> = {
  "the indices below one key": (i) => uniformAt(under(plan, 3, "coding"), i),
  "every 1,024th index": (i) => uniformAt(under(plan, 4, "coding"), i * 1024),
  "negative indices": (i) => uniformAt(under(plan, 5, "coding"), -i),
  "one index of each trial": (i) => uniformAt(under(plan, i, "demand"), 0),
  "trials by days": (i) => uniformAt(under(plan, Math.floor(i / 365), "arrivals"), i % 365),
  "trials by workloads by tasks": (i) => uniformAt(under(plan, i >> 9, i & 7, (i >> 3) & 63), 2),
  seeds: (i) => uniformAt(keyOf(i), 0),
  "negative seeds": (i) => uniformAt(keyOf(-i), 0),
  "seeds apart by 2³²": (i) => uniformAt(keyOf(i * 0x1_0000_0000), 0),
  "words that count": (i) => uniformAt(under(plan, `workload-${i}`), 0),
  "keys whose second half counts": (i) => uniformAt({ a: plan.a, b: plan.b + i }, 0),
};

describe.each(Object.entries(walks))("luck along %s", (_, walk) => {
  const numbers = Float64Array.from({ length: LENGTH }, (_, i) => walk(i));

  it("lies inside the open unit interval and hardly repeats itself", () => {
    expect(numbers.every((u) => u > 0 && u < 1)).toBe(true);
    // By chance 2¹⁸ numbers of 52 bits meet with probability 8e-6.
    expect(new Set(numbers).size).toBe(LENGTH);
  });

  it("is uniform by chi-square over 1,024 bins and by Kolmogorov and Smirnov", () => {
    expectUsual(chiSquareChance(counts(numbers.length, 1024, (i) => Math.floor(numbers[i]! * 1024))));
    expectUsual(kolmogorovChance(numbers));
  });

  it("fills the square of neighbours and the cube of three in a row evenly", () => {
    const digit = (i: number, base: number) => Math.floor(numbers[i]! * base);
    expectUsual(chiSquareChance(counts(LENGTH / 2, 64 * 64, (i) => digit(2 * i, 64) * 64 + digit(2 * i + 1, 64))));
    expectUsual(
      chiSquareChance(
        counts(
          Math.floor(LENGTH / 3),
          4096,
          (i) => (digit(3 * i, 16) * 16 + digit(3 * i + 1, 16)) * 16 + digit(3 * i + 2, 16),
        ),
      ),
    );
  });

  it("has no serial correlation", () => {
    for (const lag of [1, 2, 3, 7, 12, 30, 64, 365, 1024, 4096]) {
      expect(
        Math.abs(correlationScore(numbers.subarray(lag), numbers.subarray(0, LENGTH - lag))),
        `lag ${lag}`,
      ).toBeLessThan(ABSURD_SCORE);
    }
  });

  it("has 52 balanced bits, and last bits that do not follow the first", () => {
    const ones = new Float64Array(52);
    for (const u of numbers) addBits(ones, bitsOf(u));
    for (const [bit, count] of ones.entries()) {
      expect(Math.abs(count - LENGTH / 2) / Math.sqrt(LENGTH / 4), `bit ${bit}`).toBeLessThan(ABSURD_SCORE);
    }
    const lastByte = (u: number) => Math.floor(u * 2 ** 52) % 256;
    expectUsual(
      chiSquareChance(counts(LENGTH, 16 * 256, (i) => Math.floor(numbers[i]! * 16) * 256 + lastByte(numbers[i]!))),
    );
  });

  it("meets birthdays as chance does: spacings (Marsaglia) and collisions", () => {
    // 64 years of 4,096 birthdays among 2³² days: equal spacings are Poisson with mean m³/4/days each.
    const people = 4096;
    const days = 2 ** 32;
    let equalSpacings = 0;
    for (let start = 0; start < LENGTH; start += people) {
      const birthdays = numbers
        .slice(start, start + people)
        .map((u) => Math.floor(u * days))
        .sort();
      const spacings = birthdays
        .subarray(1)
        .map((day, i) => day - birthdays[i]!)
        .sort();
      equalSpacings += spacings.filter((spacing, i) => i > 0 && spacing === spacings[i - 1]).length;
    }
    const spacingsExpected = ((LENGTH / people) * people ** 3) / 4 / days;
    expect(Math.abs(equalSpacings - spacingsExpected) / Math.sqrt(spacingsExpected)).toBeLessThan(ABSURD_SCORE);

    const urns = 2 ** 24;
    const filled = new Uint8Array(urns);
    let collisions = 0;
    for (const u of numbers) {
      const urn = Math.floor(u * urns);
      collisions += filled[urn]!;
      filled[urn] = 1;
    }
    const collisionsExpected = LENGTH - urns * -Math.expm1(-LENGTH / urns);
    expect(Math.abs(collisions - collisionsExpected) / Math.sqrt(collisionsExpected)).toBeLessThan(ABSURD_SCORE);
  });
});

describe("neighbouring keys", () => {
  const pairs: Record<string, (i: number) => [Key, Key]> = {
    "trial t and t + 1": (t) => [under(plan, t), under(plan, t + 1)],
    "seed s and s + 1": (s) => [keyOf(s), keyOf(s + 1)],
    "seed s and −s": (s) => [keyOf(s + 1), keyOf(-s - 1)],
    "names that differ in the last letter": (i) => [under(plan, i, "a"), under(plan, i, "b")],
    "names that differ in order": (i) => [under(plan, i, "ab"), under(plan, i, "ba")],
    "two short names and one long": (i) => [under(plan, i, "a", "b"), under(plan, i, "ab")],
    "a number and its word": (i) => [under(plan, i), under(plan, String(i))],
    "two numbers in either order": (i) => [under(plan, i, i + 1), under(plan, i + 1, i)],
    "a key and the key below it": (i) => [under(plan, i), under(plan, i, 0)],
  };

  it.each(Object.entries(pairs))("%s: 500 pairs of streams have nothing in common", (_, pair) => {
    const length = 512;
    let sumOfSquares = 0;
    const square = new Float64Array(256);
    for (let i = 0; i < 500; i++) {
      const [one, other] = pair(i).map((key) => Float64Array.from({ length }, (_, index) => uniformAt(key, index))) as [
        Float64Array,
        Float64Array,
      ];
      sumOfSquares += correlationScore(one, other) ** 2;
      for (let j = 0; j < length; j++) square[Math.floor(one[j]! * 16) * 16 + Math.floor(other[j]! * 16)]! += 1;
    }
    // Too much agreement and too little are both faults.
    expectUsual(gammaUpperTail(sumOfSquares / 2, 250));
    expectUsual(chiSquareChance(square));
  });

  it("never share a key: over a million addresses none comes twice", () => {
    const seen = new Set<bigint>();
    const add = ({ a, b }: Key) => seen.add((BigInt(a >>> 0) << 32n) | BigInt(b >>> 0));
    let added = 0;
    for (let i = 0; i < 250_000; i++) {
      for (const key of [keyOf(i), under(plan, i), under(plan, `task ${i}`), under(plan, i >> 8, "coding", i & 255)]) {
        add(key);
        added++;
      }
    }
    expect(seen.size).toBe(added);
  });
});

describe("an address", () => {
  it("changes half of the bits of its number when one bit of the index, the trial or the seed changes", () => {
    const from: Record<string, (i: number) => number> = {
      index: (i) => uniformAt(plan, i),
      trial: (i) => uniformAt(under(plan, i), 0),
      seed: (i) => uniformAt(keyOf(i), 0),
    };
    for (const [name, number] of Object.entries(from)) {
      for (let bit = 0; bit < 31; bit++) {
        const flips = new Float64Array(52);
        for (let i = 0; i < 2000; i++) {
          const before = bitsOf(number(i));
          const after = bitsOf(number(i ^ (1 << bit)));
          addBits(flips, [before[0] ^ after[0], before[1] ^ after[1]]);
        }
        // Pairs may come twice, so up to 1,000 of the 2,000 looks are independent: five standard errors of those.
        for (const count of flips)
          expect(Math.abs(count / 2000 - 0.5), `${name}, bit ${bit}`).toBeLessThan(5 * Math.sqrt(0.25 / 1000));
      }
    }
  });

  it("has this number and no other: a change here changes the luck of every saved forecast", () => {
    expect(keyOf(1)).toEqual({ a: 681963867, b: -1863084713 });
    expect(under(keyOf(1), 42, "coding", 7)).toEqual({ a: -1644113722, b: 1016738852 });
    expect(under(keyOf(1), 2 ** 40 + 3)).toEqual({ a: -1637917933, b: -202247027 });
    expect([0, 1, 2, -1].map((index) => uniformAt(keyOf(1), index))).toEqual([
      0.6068027436494953, 0.4494728096551178, 0.9673098070257978, 0.37464468887721936,
    ]);
    expect(uniformAt(under(keyOf(1), 42, "coding", 7), 0)).toBe(0.7693843718383669);
  });

  it("is where a stream finds its numbers, one after the other", () => {
    const random = streamOf(plan);
    expect([random(), random(), random()]).toEqual([0, 1, 2].map((index) => uniformAt(plan, index)));
  });
});

describe("mix32", () => {
  it("is a bijection: of a million inputs no two meet", () => {
    // Chance alone would let 116 meet.
    expect(new Set(Int32Array.from({ length: 1_000_000 }, (_, i) => mix32(Math.imul(i, 4099)))).size).toBe(1_000_000);
  });
});

/** Passes a chance that is neither absurdly small nor absurdly near 1. */
function expectUsual(chance: number): void {
  expect(chance).toBeGreaterThan(ABSURD);
  expect(chance).toBeLessThan(1 - ABSURD);
}

function counts(length: number, bins: number, binOf: (i: number) => number): Float64Array {
  const found = new Float64Array(bins);
  for (let i = 0; i < length; i++) found[binOf(i)]! += 1;
  return found;
}

/** Chance of a chi-square at least this large if every bin is as likely. */
function chiSquareChance(found: Float64Array): number {
  const expected = found.reduce((sum, count) => sum + count, 0) / found.length;
  const chiSquare = found.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return gammaUpperTail(chiSquare / 2, (found.length - 1) / 2);
}

/**
 * Chance of a distance at least this large between the sample's distribution and the uniform one, by Kolmogorov's
 * series.
 */
function kolmogorovChance(numbers: Float64Array): number {
  const sorted = numbers.slice().sort();
  const n = sorted.length;
  const distance = sorted.reduce((most, u, i) => Math.max(most, u - i / n, (i + 1) / n - u), 0) * Math.sqrt(n);
  let chance = 0;
  for (let k = 1; k < 100; k++) chance += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * distance * distance);
  return chance;
}

/** Correlation of two uniform samples as a standard score. */
function correlationScore(x: Float64Array, y: Float64Array): number {
  return (x.reduce((sum, u, i) => sum + (u - 0.5) * (y[i]! - 0.5), 0) * 12) / Math.sqrt(x.length);
}

/** The 52 bits of a number, in two halves of 26. */
function bitsOf(u: number): readonly [number, number] {
  const high = Math.floor(u * 2 ** 26);
  return [high, Math.floor((u * 2 ** 26 - high) * 2 ** 26)];
}

/** Adds 52 bits to their 52 counts, the last bit of the first half first. */
function addBits(ones: Float64Array, [high, low]: readonly [number, number]): void {
  for (let bit = 0; bit < 26; bit++) {
    ones[bit]! += (high >>> bit) & 1;
    ones[26 + bit]! += (low >>> bit) & 1;
  }
}
