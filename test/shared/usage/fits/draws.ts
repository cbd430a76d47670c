import { gammaDraw } from "#shared/distributions/gamma.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { type RunFamily, runFamilyQuantile } from "#shared/distributions/runFamily.ts";
import { type Random, keyOf, streamOf, under } from "#shared/random/random.ts";

/** One member of each family with the spread of the field, to be planted and found again. */
export const PLANTED: readonly RunFamily[] = [
  { kind: "lognormal", median: 1.2e6, sigma: 0.9 },
  { kind: "inverse Gaussian", mean: 2e6, shape: 1.5e6 },
  { kind: "log-logistic", scale: 1.2e6, shape: 2.4 },
  { kind: "gamma", shape: 1.6, scale: 1e6 },
  { kind: "weibull", scale: 2e6, shape: 1.3 },
  { kind: "burr", scale: 8e5, shape: 2.6, tail: 0.8 },
];

/** One run of a family; by inversion where that is quick, else by the family's own recipe. */
export function drawOf(family: RunFamily, random: Random): number {
  switch (family.kind) {
    case "gamma":
      return family.scale * gammaDraw(family.shape, random);
    case "inverse Gaussian": {
      // J. R. Michael, W. R. Schucany & R. W. Haas (1976), Generating Random Variates Using Transformations with
      // Multiple Roots.
      const { mean, shape } = family;
      const y = normalQuantile(random()) ** 2;
      const x =
        mean +
        (mean * mean * y) / (2 * shape) -
        (mean / (2 * shape)) * Math.sqrt(4 * mean * shape * y + (mean * y) ** 2);
      return random() <= mean / (mean + x) ? x : (mean * mean) / x;
    }
    case "lognormal":
    case "log-logistic":
    case "weibull":
    case "burr":
      return runFamilyQuantile(family, random());
  }
}

/** A sample of n runs of a family; each seed is another sample. */
export function sampleOf(family: RunFamily, n: number, seed: number): Float64Array {
  const random = streamOf(under(keyOf(seed), family.kind));
  return Float64Array.from({ length: n }, () => drawOf(family, random));
}

/** A stream of standard normal numbers. */
export function normalsOf(seed: number, ...purpose: readonly (number | string)[]): () => number {
  const random = streamOf(under(keyOf(seed), ...purpose));
  return () => normalQuantile(random());
}
