import { describe, expect, it } from "vitest";
import { studentCdf } from "#shared/distributions/student.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, under, type Random } from "#shared/random/random.ts";
import { updatedChance } from "#shared/value/bayesFactor.ts";
import { estimateEffect, fitJump } from "#shared/value/effect.ts";
import { gateChance } from "#shared/value/referenceClass.ts";

/** AR(1) noise of standard deviation 1, one value a month. */
function noise(months: number, rho: number, random: Random): Float64Array {
  let last = normalQuantile(random());
  return Float64Array.from({ length: months }, (_, i) => {
    if (i > 0) last = rho * last + Math.sqrt(1 - rho * rho) * normalQuantile(random());
    return last;
  });
}

describe("law V10: the 80 % range of an effect holds in about 80 of 100 worlds", () => {
  const WORLDS = 600;
  // In %, of the outside program's 3,000 worlds a cell; a two-sample t holds in 59.0, 34.2 and 12.1 at ρ 0.4.
  it.each([
    [6, 3, 0, 82.2],
    [6, 3, 0.8, 79.3],
    [12, 6, 0.4, 80.6],
    [12, 12, 0.4, 80.8],
  ])("%i + %i months, ρ %d", (before, after, rho, table) => {
    const months = Float64Array.from({ length: before + after }, (_, i) => i - before);
    let held = 0;
    for (let world = 0; world < WORLDS; world++) {
      const random = streamOf(under(keyOf(10), before, after, 100 * rho, world));
      const values = noise(before + after, rho, random).map(
        (value, i) => value + 0.1 * months[i]! + (months[i]! >= 0 ? 0.3 : 0),
      );
      const { freedom, parts } = fitJump({ months, values, before, after })!;
      const below = parts.reduce(
        (sum, { weight, centres, scales }) => sum + weight * studentCdf((0.3 - centres[2]!) / scales[2]!, freedom),
        0,
      );
      if (below >= 0.1 && below <= 0.9) held++;
    }
    // Three points, and three standard errors of so few worlds.
    expect(Math.abs((100 * held) / WORLDS - table)).toBeLessThan(3 + 300 * Math.sqrt((0.8 * 0.2) / WORLDS));
  });
});

describe("law V10: the stated chance that a use works is true", () => {
  const WORLDS = 250;
  it.each([
    [6, 3, 0, 0.36],
    [12, 12, 0.8, 0.14],
  ])("%i + %i months, ρ %d: half of those where nothing moved are told at most %d", (before, after, rho, mostTold) => {
    const prior = gateChance(0.05, undefined);
    const toldOfNothing: number[] = [];
    let [told, worked, brier] = [0, 0, 0];
    for (let world = 0; world < WORLDS; world++) {
      const random = streamOf(under(keyOf(11), before, after, 100 * rho, world));
      const works = random() < prior;
      const jump = works ? 2.31 + 0.98 * normalQuantile(random()) : 0;
      const values = [...noise(before + after, rho, random)].map(
        (value, i) => 10 * Math.exp(-0.1 * (value + (i >= before ? jump : 0))),
      );
      const found = estimateEffect({
        better: "lower",
        scale: "log",
        target: { p10: 0.1, p90: 0.3 },
        agreed: "2025-01-01",
        before: { from: "2025-06", values: values.slice(0, before) },
        after: { from: before === 6 ? "2025-12" : "2026-06", values: values.slice(before) },
        evidence: { grade: "measured" },
      });
      if ("reason" in found) throw new Error(found.reason);
      const chance = updatedChance(prior, found.againstClaim!.bayesFactor);
      told += chance / WORLDS;
      worked += (works ? 1 : 0) / WORLDS;
      brier += (chance - (works ? 1 : 0)) ** 2 / WORLDS;
      if (!works) toldOfNothing.push(chance);
    }
    // Two points, and three standard errors: a world is wrong by the root of the Brier score.
    expect(Math.abs(told - worked)).toBeLessThan(0.02 + 3 * Math.sqrt(brier / WORLDS));
    // Always saying the class's 0.549 scores 0.248.
    expect(brier).toBeLessThan(0.19);
    const middle = toldOfNothing.toSorted((one, other) => one - other)[Math.floor(toldOfNothing.length / 2)]!;
    expect(middle).toBeLessThan(mostTold + 0.06);
  });
});
