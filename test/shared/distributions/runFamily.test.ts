import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { censoredSample } from "#shared/distributions/fitting.ts";
import { digamma, trigamma } from "#shared/numerics/polygamma.ts";
import { lnGamma } from "#shared/numerics/saddlePoint.ts";
import { lnNormalUpperTail, normalCdf, normalDensity, normalMills } from "#shared/numerics/normal.ts";
import {
  fitRunFamily,
  RUN_FAMILY_KINDS,
  runFamilyCdf,
  runFamilyLimitedMean,
  runFamilyLnDensity,
  runFamilyMean,
  runFamilyParameters,
  runFamilyQuantile,
  runFamilyUpperTail,
  runFamilyVariance,
  type RunFamily,
  type RunFamilyKind,
} from "#shared/distributions/runFamily.ts";
import { andersonDarling, kolmogorovSmirnov, productLimit } from "#shared/statistics/distances.ts";
import { fieldGroups } from "#test/shared/field/fieldData.ts";
import { ladder, relativeError, worst } from "./reference.ts";

interface FitsReference {
  readonly families: readonly {
    readonly family: RunFamily;
    readonly mean: number;
    /** null: infinite. */
    readonly variance: number | null;
    readonly at: readonly {
      readonly p: number;
      readonly x: number;
      readonly cdf: number;
      readonly upperTail: number;
      readonly lnDensity: number;
    }[];
  }[];
  readonly fits: readonly {
    readonly group: string;
    readonly runs: number;
    readonly cap: number | null;
    readonly fits: readonly {
      readonly kind: RunFamilyKind;
      readonly lnLikelihood: number;
      readonly parameters: readonly number[];
      readonly ks?: number;
      readonly ad?: number | null;
    }[];
  }[];
}

/** Outside reference numbers, made by test/reference/make_fits.py with SciPy and mpmath. */
const reference = JSON.parse(
  readFileSync(new URL("../../reference/fits.json", import.meta.url), "utf8"),
) as FitsReference;

describe.each(reference.families.map((numbers) => ({ name: Object.values(numbers.family).join(" "), ...numbers })))(
  "the family $name",
  ({ family, mean, variance, at }) => {
    it("agrees with 40-digit arithmetic in both tails, in its density and in its quantiles to 1e-10", () => {
      const lower = worst(at, ({ x, cdf }) => relativeError(runFamilyCdf(family, x), cdf));
      expect(lower.error, JSON.stringify(lower.row)).toBeLessThan(1e-10);
      const upper = worst(at, ({ x, upperTail }) => relativeError(runFamilyUpperTail(family, x), upperTail));
      expect(upper.error, JSON.stringify(upper.row)).toBeLessThan(1e-10);
      const density = worst(at, ({ x, lnDensity }) => Math.abs(runFamilyLnDensity(family, x) - lnDensity));
      expect(density.error, JSON.stringify(density.row)).toBeLessThan(1e-10);
      const quantiles = worst(at, ({ p, x }) => relativeError(runFamilyQuantile(family, p), x));
      expect(quantiles.error, JSON.stringify(quantiles.row)).toBeLessThan(1e-10);
    });

    it("has the mean and the variance of numerical integration to 1e-9", () => {
      expect(relativeError(runFamilyMean(family), mean)).toBeLessThan(1e-9);
      if (variance === null) expect(runFamilyVariance(family)).toBe(Infinity);
      else expect(relativeError(runFamilyVariance(family), variance)).toBeLessThan(1e-8);
    });

    it("has a mean up to a limit: that of its quantiles below and of the limit above", () => {
      for (const p of [0.3, 0.9, 0.999]) {
        const limit = runFamilyQuantile(family, p);
        const steps = 20_000;
        let below = 0;
        for (let i = 0; i < steps; i++) below += (p * runFamilyQuantile(family, (p * (i + 0.5)) / steps)) / steps;
        expect(relativeError(runFamilyLimitedMean(family, limit), below + (1 - p) * limit)).toBeLessThan(2e-4);
      }
      // A tail heavier than this one's is still being counted at the limit.
      if (variance !== null && Number.isFinite(mean))
        expect(runFamilyLimitedMean(family, runFamilyQuantile(family, 1 - 1e-12))).toBeLessThan(mean * (1 + 1e-6));
    });

    it("ends at 0 and infinity", () => {
      expect([
        runFamilyCdf(family, 0),
        runFamilyUpperTail(family, 0),
        runFamilyCdf(family, Infinity),
        runFamilyUpperTail(family, Infinity),
      ]).toEqual([0, 1, 1, 0]);
      expect([runFamilyQuantile(family, 0), runFamilyQuantile(family, 1)]).toEqual([0, Infinity]);
    });
  },
);

describe("a power law too heavy for it", () => {
  it("has no mean, then no variance", () => {
    expect(runFamilyMean({ kind: "log-logistic", scale: 5, shape: 1 })).toBe(Infinity);
    expect(runFamilyVariance({ kind: "log-logistic", scale: 5, shape: 2 })).toBe(Infinity);
    expect(runFamilyMean({ kind: "burr", scale: 5, shape: 2, tail: 0.5 })).toBe(Infinity);
    expect(runFamilyVariance({ kind: "burr", scale: 5, shape: 2, tail: 1 })).toBe(Infinity);
  });
});

it("a lognormal's mean up to a limit is that of its closed form", () => {
  const [median, sigma] = [1e6, 0.9];
  for (const limit of [2e5, 1e6, 5e6, 6e7]) {
    const z = Math.log(limit / median) / sigma;
    const exact = median * Math.exp(sigma ** 2 / 2) * normalCdf(z - sigma) + limit * normalCdf(-z);
    expect(relativeError(runFamilyLimitedMean({ kind: "lognormal", median, sigma }, limit), exact)).toBeLessThan(1e-7);
  }
});

describe("fits of public runs", () => {
  const groups = new Map(fieldGroups().map(({ name, tasks }) => [name, Float64Array.from(tasks.flat())]));

  it("cover every group of the field, whole and cut at twice the median", () => {
    expect(new Set(reference.fits.map(({ group }) => group))).toEqual(new Set(groups.keys()));
    expect(reference.fits.filter(({ cap }) => cap !== null).length).toBeGreaterThan(10);
  });

  it.each(
    reference.fits.map((one) => ({ ...one, name: `${one.group}${one.cap === null ? "" : `, stopped at ${one.cap}`}` })),
  )("are SciPy's to 1e-4 in log-likelihood: $name", ({ group, cap, fits }) => {
    const tokens = groups.get(group)!;
    const limit = cap ?? Infinity;
    const sample = censoredSample(
      tokens.map((value) => Math.min(value, limit)),
      Uint8Array.from(tokens, (value) => (value >= limit ? 1 : 0)),
    );
    const steps = productLimit(sample.exact, sample.atLeast);
    for (const { kind, lnLikelihood, parameters, ks, ad } of fits) {
      const fit = fitRunFamily(kind, sample);
      // SciPy runs towards a limit where there is no peak; we say that there is none: an inverse Gaussian without a
      // mean, or a Burr that is at best a hair better than a simpler family.
      if (fit === null && kind === "inverse Gaussian") {
        expect(parameters[0]).toBeGreaterThan(1000 * limit);
        continue;
      }
      if (fit === null) {
        expect(kind).toBe("burr");
        const limits = fits
          .filter((other) => other.kind === "weibull" || other.kind === "log-logistic")
          .map((other) => other.lnLikelihood);
        expect(
          parameters[2]! > 50 || parameters[2]! < 0.02 || Math.abs(Math.max(...limits) - lnLikelihood) < 0.05,
          `${kind} ${parameters.join(" ")}`,
        ).toBe(true);
        continue;
      }
      expect(fit.lnLikelihood, kind).toBeGreaterThan(lnLikelihood - 1e-4);
      expect(fit.lnLikelihood, kind).toBeLessThan(lnLikelihood + 1e-4);
      if (ks === undefined || ad === undefined || ad === null) continue;
      const curve = {
        cdf: (x: number) => runFamilyCdf(fit.distribution, x),
        upperTail: (x: number) => runFamilyUpperTail(fit.distribution, x),
      };
      // The peak is flat: parameters and distances are known to the root of what its height is.
      expect(Math.abs(kolmogorovSmirnov(steps, curve) - ks), kind).toBeLessThan(1e-4);
      expect(relativeError(andersonDarling(steps, curve, tokens.length), ad), kind).toBeLessThan(1e-3);
    }
  });
});

describe("a fit", () => {
  const values = Float64Array.from(ladder(0.02, 0.98, 48), (p) =>
    runFamilyQuantile({ kind: "burr", scale: 1e6, shape: 2.2, tail: 1.3 }, p),
  );

  it.each(RUN_FAMILY_KINDS)("scales with its unit: %s", (kind) => {
    const one = fitRunFamily(kind, censoredSample(values, null))!;
    const other = fitRunFamily(
      kind,
      censoredSample(
        values.map((x) => x * 1000),
        null,
      ),
    )!;
    expect(other.lnLikelihood).toBeCloseTo(one.lnLikelihood - values.length * Math.log(1000), 6);
    expect(runFamilyQuantile(other.distribution, 0.9)).toBeCloseTo(1000 * runFamilyQuantile(one.distribution, 0.9), -4);
  });

  it.each(RUN_FAMILY_KINDS)("lies where the likelihood is level and its errors are its curvature: %s", (kind) => {
    const sample = censoredSample(
      values,
      Uint8Array.from(values, (_, i) => (i % 7 === 3 ? 1 : 0)),
    );
    const { distribution, lnLikelihood, covariance } = fitRunFamily(kind, sample)!;
    const parameters = runFamilyParameters(distribution);
    const p = parameters.length;
    const at = (moves: readonly number[]): number => {
      const moved = {
        kind,
        ...Object.fromEntries(parameters.map(({ name, value }, i) => [name, value * Math.exp(moves[i]!)])),
      } as RunFamily;
      return (
        sample.exact.reduce((sum, x) => sum + runFamilyLnDensity(moved, x), 0) +
        sample.atLeast.reduce((sum, x) => sum + Math.log(runFamilyUpperTail(moved, x)), 0)
      );
    };
    expect(at(parameters.map(() => 0))).toBeCloseTo(lnLikelihood, 6);
    // −½·vᵀ·(inverse covariance)·v for v along each column of the covariance is −½ of its diagonal.
    for (let j = 0; j < p; j++) {
      const step = 0.003 / Math.sqrt(covariance[j * p + j]!);
      const along = parameters.map((_, i) => step * covariance[i * p + j]!);
      const fall = lnLikelihood - (at(along) + at(along.map((move) => -move))) / 2;
      expect(relativeError(fall, 0.5 * step * step * covariance[j * p + j]!), `column ${j}`).toBeLessThan(0.01);
    }
  });

  it("is none where all runs are alike", () => {
    for (const kind of RUN_FAMILY_KINDS)
      expect(fitRunFamily(kind, censoredSample(new Float64Array(9).fill(123_456), null)), kind).toBeNull();
  });
});

describe("what fits are built of", () => {
  it("is the derivative of ln Γ, twice", () => {
    for (const x of [0.1, 0.7, 1, 2.5, 9.9, 10.1, 300]) {
      const h = 1e-4 * x;
      expect(relativeError(digamma(x) + 10, (lnGamma(x + h) - lnGamma(x - h)) / (2 * h) + 10)).toBeLessThan(1e-7);
      expect(relativeError(trigamma(x), (digamma(x + h) - digamma(x - h)) / (2 * h))).toBeLessThan(1e-6);
    }
    // −Euler's constant and π²/6.
    expect(digamma(1)).toBeCloseTo(-0.577_215_664_901_532_9, 14);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 13);
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(lnGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
  });

  it("is Mills' ratio on both sides of its series", () => {
    expect(relativeError(normalMills(29.999), normalMills(30.001))).toBeLessThan(1e-4);
    expect(relativeError(normalMills(31), normalCdf(-31) / normalDensity(31))).toBeLessThan(1e-13);
    expect(lnNormalUpperTail(100)).toBeCloseTo(-5005.524_208_4, 5);
  });
});
