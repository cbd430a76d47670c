import { describe, expect, it } from "vitest";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { decisionWorth } from "#shared/value/decisionRule.ts";
import { quadrantEllipse, quadrantShares, ELLIPSE_DISTANCE, type QuadrantShares } from "#shared/value/quadrant.ts";
import { verbOf, type VerbInputs } from "#shared/value/verbs.ts";
import { casesOf, expectNear } from "./cases.ts";

describe("law V13: what a decision at a date is worth", () => {
  it.each(
    casesOf<
      {
        readonly seen: readonly number[];
        readonly netPass: readonly number[];
        readonly netFail: readonly number[];
        readonly atLeast: number;
      },
      {
        readonly passes: number;
        readonly decidedToday: number;
        readonly ruleWorth: number;
        readonly bestWorth: number;
      }
    >("decide"),
  )("$id", ({ input, answer, tolerance }) => {
    const found = decisionWorth(
      Float64Array.from(input.seen),
      Float64Array.from(input.netPass),
      Float64Array.from(input.netFail),
      input.atLeast,
    );
    const near = { ...tolerance, absolute: 1e-9 };
    expectNear(found.passes, answer.passes, near);
    expectNear(found.today, answer.decidedToday, near);
    expectNear(found.ruleWorth, answer.ruleWorth, near);
    expectNear(found.bestWorth, answer.bestWorth, near);
  });

  it.each(
    casesOf<
      {
        readonly p: number;
        readonly worth: number;
        readonly scale: number;
        readonly pilot: number;
        readonly sens: number;
        readonly spec: number;
      },
      { readonly gate: number; readonly ruleWorth: number }
    >("decideTwoStates"),
  )("two states: $id", ({ input: { p, worth, scale, pilot, sens, spec }, answer }) => {
    // A thousand trials in the very proportions, twice over so that even and odd ones see the same.
    const states = [
      [p * sens, 1, true],
      [p * (1 - sens), 0, true],
      [(1 - p) * spec, 0, false],
      [(1 - p) * (1 - spec), 1, false],
    ] as const;
    const trials = states.flatMap(([share, seen, isGood]) =>
      Array.from({ length: 2 * Math.round(500 * share) }, () => ({ seen, isGood })),
    );
    const found = decisionWorth(
      Float64Array.from(trials, ({ seen }) => seen),
      Float64Array.from(trials, ({ isGood }) => (isGood ? worth : 0) - scale - pilot),
      Float64Array.from(trials, () => -pilot),
      0.5,
    );
    expectNear(found.today + found.ruleWorth, answer.gate, { absolute: 1e-9 });
    expectNear(found.ruleWorth, answer.ruleWorth, { absolute: 1e-9 });
    expect(found.bestWorth).toBeGreaterThanOrEqual(0);
  });

  it.each(
    casesOf<
      {
        readonly p: number;
        readonly effect_: number;
        readonly se: number;
        readonly cut: number;
        readonly worth: number;
        readonly scale: number;
      },
      { readonly passes: number; readonly ruleWorth: number; readonly bestWorth: number }
    >("decideNormal"),
  )("through noise: $id", ({ input: { p, effect_, se, cut, worth, scale }, answer }) => {
    const [seen, isGood] = noisySight(p, effect_, se);
    const found = decisionWorth(
      seen,
      seen.map((_, i) => (isGood[i]! ? worth : 0) - scale),
      seen.map(() => 0),
      cut,
    );
    expect(Math.abs(found.passes - answer.passes)).toBeLessThan(2e-3);
    expect(Math.abs(found.ruleWorth - answer.ruleWorth)).toBeLessThan(1);
    // Nineteen cuts are a little worse than the best of all, and never better but for the grid.
    expect(found.bestWorth).toBeLessThan(answer.bestWorth + 1);
    expect(found.bestWorth).toBeGreaterThan(answer.bestWorth - 2);
  });

  it("names the best cut", () => {
    const [seen, isGood] = noisySight(0.2, 0.2, 0.1);
    const { bestCut } = decisionWorth(
      seen,
      seen.map((_, i) => (isGood[i]! ? 700 : -300)),
      seen.map(() => 0),
      0.1,
    );
    expect(Math.abs(bestCut! - 0.127)).toBeLessThan(0.02);
  });

  it("is 0 where nothing hangs on it, and never praises a blind sight", () => {
    const seen = Float64Array.from({ length: 2_000 }, (_, i) => ((i * 7919) % 2_000) / 2_000);
    const same = decisionWorth(
      seen,
      seen.map(() => 5),
      seen.map(() => 5),
      0.3,
    );
    expect([same.ruleWorth, same.bestWorth]).toEqual([0, 0]);
    // Good or bad by the trial's number alone: the sight says nothing of it.
    const pass = seen.map((_, i) => (i % 10 < 2 ? 700 : -300));
    const blind = decisionWorth(
      seen,
      pass,
      seen.map(() => 0),
      0.5,
    );
    expect(blind.bestWorth).toBeGreaterThanOrEqual(0);
    expect(blind.bestWorth).toBeLessThan(5);
    expect(blind.ruleWorth).toBeLessThan(0);
  });
});

/** 40,000 trials at the quantiles of both states, in an order that gives even and odd trials the same. */
function noisySight(p: number, effect: number, se: number): [Float64Array, boolean[]] {
  const pairs = 10_000;
  const seen: number[] = [];
  const isGood: boolean[] = [];
  for (const good of [true, false]) {
    const own = Math.round(2 * pairs * (good ? p : 1 - p));
    for (let i = 0; i < own; i++) {
      const value = (good ? effect : 0) + se * normalQuantile((i + 0.5) / own);
      seen.push(value, value);
      isGood.push(good, good);
    }
  }
  return [Float64Array.from(seen), isGood];
}

describe("law V14: quadrant and verb", () => {
  it.each(casesOf<{ readonly use: readonly number[]; readonly impact: readonly number[] }, QuadrantShares>("quadrant"))(
    "$id",
    ({ input, answer, tolerance }) => {
      const found = quadrantShares(Float64Array.from(input.use), Float64Array.from(input.impact));
      for (const name of ["highHigh", "highLow", "lowHigh", "lowLow"] as const)
        expectNear(found[name], answer[name], tolerance);
      expect(found.highHigh + found.highLow + found.lowHigh + found.lowLow).toBeCloseTo(1, 12);
    },
  );

  it.each(
    casesOf<
      { readonly use: readonly number[]; readonly impact: readonly number[] },
      {
        readonly nothing: number;
        readonly use?: number;
        readonly impact?: number;
        readonly covariance?: readonly number[];
      }
    >("ellipse"),
  )("$id", ({ input, answer, tolerance }) => {
    const found = quadrantEllipse(Float64Array.from(input.use), Float64Array.from(input.impact));
    expectNear(found.nothing, answer.nothing, tolerance);
    if (answer.use === undefined) {
      expect(found.covariance).toBeNull();
      return;
    }
    expectNear(found.use!, answer.use, tolerance);
    expectNear(found.impact!, answer.impact!, tolerance);
    for (const [i, value] of answer.covariance!.entries()) expectNear(found.covariance![i]!, value, tolerance);
  });

  it("draws the ellipse at Mahalanobis distance 1.7941", () => {
    expect(ELLIPSE_DISTANCE).toBeCloseTo(1.7941, 4);
  });

  // The outside cases have a name of their own for "measured".
  it.each(casesOf<Omit<VerbInputs, "isMeasured"> & { readonly seen: boolean }, { readonly verb: string }>("verb"))(
    "$id",
    ({ input: { seen: isMeasured, ...input }, answer }) => {
      expect(verbOf({ ...input, isMeasured })).toBe(answer.verb);
    },
  );
});
