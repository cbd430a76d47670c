import { describe, expect, it } from "vitest";
import { gather, resample } from "#shared/engine/observed/resample.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";

const ln = (...weights: number[]): Float64Array => Float64Array.from(weights, Math.log);

describe("weighted trials become equally likely ones", () => {
  it("each as often as its weight says, in the order of their numbers, whole rows together", () => {
    const columns = [Float64Array.of(10, 20, 30, 40), Float64Array.of(1, 2, 3, 4)];
    const { trialOf } = resample(ln(1, 0, 2, 1), [], []);
    for (const column of columns) gather(column, trialOf);
    expect([...trialOf]).toEqual([0, 2, 2, 3]);
    expect(columns.map((column) => [...column])).toEqual([
      [10, 30, 30, 40],
      [1, 3, 3, 4],
    ]);
  });

  it("equal weights change nothing and are worth as many trials; the scale of weights is none", () => {
    const column = Float64Array.of(5, 6, 7);
    const { trialOf, effective } = resample(Float64Array.of(-900, -900, -900), [], []);
    gather(column, trialOf);
    expect([...trialOf]).toEqual([0, 1, 2]);
    expect([...column]).toEqual([5, 6, 7]);
    expect(effective).toBeCloseTo(3, 12);
  });

  it("means are the weighted ones to less than a trial's share, and no trial stands there one time more or less than expected", () => {
    const n = 2_000;
    const random = streamOf(keyOf(3));
    const weights = Float64Array.from({ length: n }, () => Math.exp(1.2 * (random() + random() + random() - 1.5)));
    const values = Float64Array.from({ length: n }, () => 100 * random());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const expected = weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0) / total;
    const column = values.slice();
    const { trialOf, effective } = resample(weights.map(Math.log), [], []);
    gather(column, trialOf);
    expect(Math.abs(column.reduce((sum, value) => sum + value, 0) / n - expected)).toBeLessThan(0.5);
    const times = new Float64Array(n);
    for (const trial of trialOf) times[trial]! += 1;
    for (const [trial, count] of times.entries())
      expect(Math.abs(count - (n * weights[trial]!) / total)).toBeLessThan(1 + 1e-9);
    expect(effective).toBeCloseTo(total ** 2 / weights.reduce((sum, weight) => sum + weight * weight, 0), 6);
  });

  it("no trial counts for more than √n mean ones", () => {
    const n = 400;
    const weights = Float64Array.from({ length: n }, (_, i) => (i === 7 ? 50 : 0));
    const { trialOf, effective } = resample(weights, [], []);
    // e⁵⁰ outweighs all; its weight is cut to 20 mean ones, so that nearly all still is that trial: what is seen allows
    // no other.
    expect(trialOf.filter((trial) => trial === 7).length).toBeGreaterThan(n - 2);
    expect(effective).toBeLessThan(1.01);
  });

  it("twins go with their trials", () => {
    const { twinTrials, twinSpend } = resample(ln(1, 0, 2, 1), [0, 1, 2], [70, 80, 90]);
    expect([twinTrials, twinSpend]).toEqual([
      [0, 1, 2],
      [70, 90, 90],
    ]);
  });
});
