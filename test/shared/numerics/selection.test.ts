import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selectPlaces } from "#shared/numerics/selection.ts";

/** Values with many ties, in any order. */
const values = fc.oneof(
  fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 400 }),
  fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 400 }),
);

describe("the values at a few places of a sample", () => {
  it("are those of the sorted sample, and none is lost", () => {
    fc.assert(
      fc.property(values, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (sample, shares) => {
        const sorted = Float64Array.from(sample).sort();
        const places = [...new Set(shares.map((share) => Math.floor(share * (sample.length - 1))))].sort(
          (a, b) => a - b,
        );
        const found = Float64Array.from(sample);
        selectPlaces(found, places);
        for (const place of places) expect(found[place]).toBe(sorted[place]);
        expect([...found.sort()]).toEqual([...sorted]);
      }),
    );
  });

  it("are found at each place alone, next to a partition too", () => {
    const sample = Float64Array.from({ length: 300 }, (_, i) => (i * 7919) % 307);
    const sorted = sample.slice().sort();
    for (let place = 0; place < sample.length; place++) {
      const found = sample.slice();
      selectPlaces(found, [place]);
      expect(found[place]).toBe(sorted[place]);
    }
  });

  it("are found in samples that are sorted, reversed, constant or long", () => {
    const shapes: readonly ((i: number) => number)[] = [(i) => i, (i) => -i, () => 7, (i) => (i * 7919) % 10_007];
    for (const shape of shapes) {
      const sample = Float64Array.from({ length: 10_007 }, (_, i) => shape(i));
      const sorted = sample.slice().sort();
      selectPlaces(sample, [0, 100, 101, 5003, 9906, 10_006]);
      for (const place of [0, 100, 101, 5003, 9906, 10_006]) expect(sample[place]).toBe(sorted[place]);
    }
  });
});
