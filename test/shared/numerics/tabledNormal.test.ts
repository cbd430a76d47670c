import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { tabledCdf, tabledMills, tabledQuantile } from "#shared/numerics/tabledNormal.ts";

/** Places that are no nodes of a table, and the nodes themselves. */
const grid = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);

const worst = (places: readonly number[], error: (place: number) => number): number =>
  places.reduce((most, place) => Math.max(most, Math.abs(error(place))), 0);
/** How far the function falls at the most from one place to the next. */
const deepestFall = (places: readonly number[], of: (place: number) => number): number =>
  places.reduce((most, place, i) => (i === 0 ? 0 : Math.max(most, of(places[i - 1]!) - of(place))), 0);

describe("the tabled normal", () => {
  it("has its distribution function within 3e-10, everywhere", () => {
    expect(worst([...grid(-9, 9, 40_001), ...grid(-8, 8, 1024)], (x) => tabledCdf(x) - normalCdf(x))).toBeLessThan(
      3e-10,
    );
  });

  it("never leaves 0 to 1 nor falls, and ends at its ends", () => {
    const places = grid(-9, 9, 30_001);
    expect(deepestFall(places, tabledCdf)).toBe(0);
    expect(places.every((x) => tabledCdf(x) >= 0 && tabledCdf(x) <= 1)).toBe(true);
    expect([tabledCdf(-Infinity), tabledCdf(Infinity), tabledCdf(-40), tabledCdf(40)]).toEqual([0, 1, 0, 1]);
    expect(tabledCdf(0)).toBeCloseTo(0.5, 15);
  });

  it("has its quantile within 2e-8, and in the tails exactly", () => {
    const ranks = [...grid(0, 1, 50_001).slice(1, -1), ...grid(0, 1, 2048).slice(1, -1)];
    expect(worst(ranks, (u) => tabledQuantile(u) - normalQuantile(u))).toBeLessThan(2e-8);
    for (const u of [1e-300, 1e-16, 1e-6, 1e-4, 1 - 1e-4, 1 - 1e-15]) expect(tabledQuantile(u)).toBe(normalQuantile(u));
  });

  it("has a quantile that never falls, also where the table begins and ends", () => {
    // A step of the table's own error is no fall.
    for (const [from, to] of [
      [0, 1],
      [1 / 64 - 1e-6, 1 / 64 + 1e-6],
      [1 - 1 / 64 - 1e-6, 1 - 1 / 64 + 1e-6],
      [0, 0.001],
      [0.999, 1],
    ] as const) {
      expect(deepestFall(grid(from, to, 20_001).slice(1, -1), tabledQuantile)).toBeLessThan(4e-8);
    }
  });

  it("has Mills' ratio within a relative 1e-8, and beyond the table by its series", () => {
    expect(
      worst(
        [...grid(2, 30, 20_001), ...grid(30, 37, 201)],
        (x) => tabledMills(x) / (normalCdf(-x) / normalDensity(x)) - 1,
      ),
    ).toBeLessThan(1e-8);
  });
});
