import { describe, expect, it } from "vitest";
import { histogram, kernelDensity } from "#shared/statistics/density.ts";
import { sum } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { column, doubled, reference, samples } from "./reference.ts";

describe("a histogram", () => {
  it.each(samples)(
    "counts the sample “$name” as NumPy does, the last bin with its upper edge",
    ({ sorted, expected }) => {
      expect([...histogram(sorted, sortedQuantile(sorted, 0.1), sorted.at(-1)!, 7)]).toEqual(expected.histogram);
    },
  );

  it("keeps its counts when values and edges double", () => {
    const { sorted } = samples[1]!;
    expect(histogram(doubled(sorted), 2e6, 2e7, 20)).toEqual(histogram(sorted, 1e6, 1e7, 20));
  });
});

describe("the run-out ridge", () => {
  const counts = column(reference.ridge.counts);

  it("is the reference's Gaussian kernel, cut at the ends of the year", () => {
    const density = kernelDensity(counts, reference.ridge.bandwidth);
    for (const [day, expected] of reference.ridge.density.entries()) expect(density[day]).toBeCloseTo(expected, 12);
  });

  it.each([0, 0.3, 5, 40, 1000])("keeps its mass at a bandwidth of %f", (bandwidth) => {
    expect(sum(kernelDensity(counts, bandwidth))).toBeCloseTo(sum(counts), 9);
  });

  it("is a peak of the kernel's height where all years run out on one day, and nothing where none does", () => {
    const oneDay = new Float64Array(101);
    oneDay[50] = 1;
    expect(kernelDensity(oneDay, 5)[50]).toBeCloseTo(1 / (5 * Math.sqrt(2 * Math.PI)), 5);
    expect(kernelDensity(new Float64Array(30), 5)).toEqual(new Float64Array(30));
    expect(kernelDensity(new Float64Array(0), 5)).toEqual(new Float64Array(0));
  });
});
