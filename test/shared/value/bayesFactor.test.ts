import { describe, expect, it } from "vitest";
import { bayesFactor, realEffect, updatedChance } from "#shared/value/bayesFactor.ts";
import { claimOf } from "#shared/plan/claim.ts";
import { gateChance, meanOverGateRate } from "#shared/value/referenceClass.ts";
import type { StudentMixture } from "#shared/value/studentMixture.ts";
import { casesOf, expectNear } from "./cases.ts";

interface Measured {
  readonly effect: number;
  readonly error: number;
  readonly claim: number;
  readonly claimSd: number;
  readonly before: number;
}

/** A measurement that is all but normal: 10⁷ degrees of freedom. */
function measured({ effect, error }: Measured): StudentMixture {
  return { freedom: 1e7, parts: [{ weight: 1, centre: effect, scale: error }], median: effect, width: 1 };
}

describe("law V4: what a measurement makes of a claim", () => {
  it.each(casesOf<Measured, { readonly bayesFactor: number; readonly after: number }>("bayesFactor"))(
    "$id",
    ({ input, answer }) => {
      const factor = bayesFactor(measured(input), { mean: input.claim, sd: input.claimSd });
      expectNear(factor, answer.bayesFactor, { relative: 1e-3 });
      expectNear(updatedChance(input.before, factor), answer.after, { relative: 1e-3 });
    },
  );

  it.each([
    [0.15, 0.05, 36.426, 0.657],
    [0.1, 0.05, 2.215, 0.104],
    [0.05, 0.05, 0.2998, 0.0155],
    [0.15, 0.1, 2.046, 0.097],
  ])("%d ± %d against 0.2 ± 0.1 is %d times as likely, from 5 in 100 to %d", (effect, error, factor, after) => {
    const found = bayesFactor(measured({ effect, error, claim: 0.2, claimSd: 0.1, before: 0 }), { mean: 0.2, sd: 0.1 });
    expect(Math.abs(found / factor - 1)).toBeLessThan(1e-3);
    expect(updatedChance(0.05, found)).toBeCloseTo(after, 3);
  });

  it("a pilot measured at three errors works at 97.6% and reaches the money in 8.9%", () => {
    const works = meanOverGateRate(0.05, undefined, (rate) => updatedChance(rate, 36.426));
    expect(works).toBeCloseTo(0.976, 3);
    expect(works * gateChance(0.05, undefined) ** 4).toBeCloseTo(0.089, 3);
  });

  it("the effect if real is the normal between measurement and claim, and is drawn so", () => {
    // Of two normals: precision adds, the mean is weighted by it.
    const precision = 1 / 0.05 ** 2 + 1 / 0.1 ** 2;
    const mean = (0.15 / 0.05 ** 2 + 0.2 / 0.1 ** 2) / precision;
    const real = realEffect(measured({ effect: 0.15, error: 0.05, claim: 0.2, claimSd: 0.1, before: 0 }), {
      mean: 0.2,
      sd: 0.1,
    });
    expect(real.mean).toBeCloseTo(mean, 6);
    expect(real.sd).toBeCloseTo(1 / Math.sqrt(precision), 6);
    expect(real.quantile(0.5)).toBeCloseTo(mean, 5);
    expect(real.quantile(0.975)).toBeCloseTo(mean + 1.959964 / Math.sqrt(precision), 4);
  });
});

describe("a claim", () => {
  it("goes to the scale of the effect", () => {
    const lower = claimOf({ p10: 0.1, p90: 0.3 }, "lower", "log");
    expect(lower.mean).toBeCloseTo((-Math.log(0.9) - Math.log(0.7)) / 2, 12);
    expect(claimOf({ p10: 0.1, p90: 0.3 }, "higher", "log").mean).toBeCloseTo((Math.log(1.1) + Math.log(1.3)) / 2, 12);
    expect(claimOf({ min: 1, max: 3 }, "lower", "level").mean).toBeCloseTo(2, 12);
  });

  it("that is certain may be wrong by half of itself", () => {
    expect(claimOf(0.2, "higher", "level")).toEqual({ mean: 0.2, sd: 0.1 });
  });
});
