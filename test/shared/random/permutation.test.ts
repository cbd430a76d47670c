import { describe, expect, it } from "vitest";
import { LONGEST_ORDER, placeInOrder } from "#shared/random/permutation.ts";
import { mix32 } from "#shared/random/random.ts";

describe("a random order without a list", () => {
  it.each([1, 2, 17, 250, 255, LONGEST_ORDER])("takes each of %i places once", (length) => {
    for (let key = 0; key < 50; key++) {
      const places = Array.from({ length }, (_, index) => placeInOrder(index, length, mix32(key)));
      expect(new Set(places).size).toBe(length);
      expect(Math.max(...places)).toBe(length - 1);
    }
  });

  it("gives every number every place alike", () => {
    const [length, keys] = [250, 20_000];
    const counts = new Float64Array(length);
    for (let key = 0; key < keys; key++) counts[placeInOrder(7, length, mix32(key))]!++;
    const expected = keys / length;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 249 degrees of freedom: mean 249, standard deviation 22.3.
    expect(chiSquare).toBeGreaterThan(249 - 4 * 22.3);
    expect(chiSquare).toBeLessThan(249 + 4 * 22.3);
  });

  it("orders of neighbouring keys, and of the numbers themselves, have nothing in common", () => {
    const [length, keys] = [250, 4_000];
    const middle = (length - 1) / 2;
    const spread = (length * length - 1) / 12;
    let [squares, withItself] = [0, 0];
    for (let key = 0; key < keys; key++) {
      let [across, own] = [0, 0];
      for (let index = 0; index < length; index++) {
        const place = placeInOrder(index, length, key) - middle;
        across += place * (placeInOrder(index, length, key + 1) - middle);
        own += place * (index - middle);
      }
      squares += (across / length / spread) ** 2;
      withItself += (own / length / spread) ** 2;
    }
    // The rank correlation of independent orders has the variance 1/(length − 1).
    const error = 4 * Math.sqrt(2 / keys);
    expect(Math.abs((squares / keys) * (length - 1) - 1)).toBeLessThan(error);
    expect(Math.abs((withItself / keys) * (length - 1) - 1)).toBeLessThan(error);
  });
});
