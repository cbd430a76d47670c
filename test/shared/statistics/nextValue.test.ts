import { expect, it } from "vitest";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { nextValueRange } from "#shared/statistics/nextValue.ts";

it("is mean ± t·s·√(1 + 1/n) of the logarithms", () => {
  const { low, middle, high } = nextValueRange([1, Math.E, Math.E ** 2]);
  // t at 0.9 with 2 degrees of freedom is 1.885618, s is 1
  const reach = 1.885618083164127 * Math.sqrt(4 / 3);
  for (const [value, wanted] of [
    [low, 1 - reach],
    [middle, 1],
    [high, 1 + reach],
  ] as const)
    expect(Math.log(value)).toBeCloseTo(wanted, 8);
});

it("takes values that are not all positive as they are", () => {
  const { low, middle, high } = nextValueRange([-0.01, 0.01]);
  const reach = 3.077683537175254 * Math.sqrt(2e-4) * Math.sqrt(1.5);
  for (const [value, wanted] of [
    [low, -reach],
    [middle, 0],
    [high, reach],
  ] as const)
    expect(value).toBeCloseTo(wanted, 8);
});

it("holds the next value in 8 of 10 worlds, from three values on", () => {
  const random = streamOf(keyOf(1));
  const worlds = 4000;
  let held = 0;
  for (let world = 0; world < worlds; world++) {
    const draw = (): number => Math.exp(0.4 * normalQuantile(random()));
    const { low, high } = nextValueRange([draw(), draw(), draw()]);
    const next = draw();
    if (next >= low && next <= high) held++;
  }
  expect(Math.abs(held / worlds - 0.8)).toBeLessThan(4 * Math.sqrt((0.8 * 0.2) / worlds));
});
