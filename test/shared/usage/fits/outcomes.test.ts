import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { mixSchema } from "#shared/plan/schema/attempt.ts";
import { planMix, tokenMix, type TokenMix } from "#shared/usage/fits/mix.ts";
import { findRunaways, type Runaways } from "#shared/usage/fits/runaways.ts";
import { rankFits } from "#shared/usage/fits/rank.ts";
import { tokensSample, type Runs } from "#shared/usage/fits/runs.ts";
import { spreadOf } from "#shared/usage/fits/spread.ts";
import { successByEffort, type SuccessByEffort } from "#shared/usage/fits/success.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { PLANTED, sampleOf } from "./draws.ts";
import { FIELD_LIKE, plantedRuns } from "./planted.ts";

const bare = (tokens: Float64Array): Runs => ({ tokens, isStopped: null, task: null, outcome: null, classes: null });

describe("success by effort", () => {
  const found = Array.from({ length: 60 }, (_, seed) => {
    const runs = plantedRuns(FIELD_LIKE, ["one"], seed + 1)["one"]!;
    return successByEffort(runs, spreadOf(runs).sameModel) as SuccessByEffort;
  });

  it("is the planted curve of the tasks, not the flatter one of the runs", () => {
    expect(found.every(({ byEffort }) => byEffort.length === 4)).toBe(true);
    FIELD_LIKE.byEffort.forEach((truth, bin) => {
      const values = found.map(({ byEffort }) => byEffort[bin]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      expect(Math.abs(mean - truth), `bin ${bin + 1}`).toBeLessThan(0.03);
      const error = found.reduce((sum, { standardErrors }) => sum + standardErrors[bin]! / found.length, 0);
      expect(sd / error, `error of bin ${bin + 1}`).toBeGreaterThan(0.7);
      expect(sd / error, `error of bin ${bin + 1}`).toBeLessThan(1.4);
    });
  });

  it("counts as fewer independent runs than there were, because tasks repeat and luck blurs", () => {
    for (const { runs, outcomes } of found) {
      expect(runs).toBeLessThan(outcomes);
      expect(runs).toBeGreaterThan(outcomes / 6);
    }
  });

  it("has one rate where tasks are few, or dearness is no trait of a task", () => {
    const few = plantedRuns({ ...FIELD_LIKE, tasks: 12, runsPerTask: () => 2 }, ["one"], 5)["one"]!;
    const rate = successByEffort(few, spreadOf(few).sameModel) as SuccessByEffort;
    expect(rate.byEffort).toHaveLength(1);
    expect(rate.byEffort[0]).toBeCloseTo(few.outcome!.reduce((sum, right) => sum + right, 0) / 24, 9);
    const luck = successByEffort(found[0] === undefined ? few : plantedRuns(FIELD_LIKE, ["one"], 1)["one"]!, {
      known: true,
      value: 0.01,
      standardError: 0.05,
      n: 9,
      words: "",
    });
    expect((luck as SuccessByEffort).byEffort).toHaveLength(1);
  });

  it("is not known without outcomes, in words", () => {
    const runs = plantedRuns(FIELD_LIKE, ["one"], 1)["one"]!;
    expect(successByEffort({ ...runs, outcome: null }, spreadOf(runs).sameModel)).toEqual({
      known: false,
      words: "The export does not say which runs were right.",
    });
    const three = Int8Array.from(runs.outcome!, (right, i) => (i < 3 ? right : -1));
    expect(successByEffort({ ...runs, outcome: three }, spreadOf(runs).sameModel)).toMatchObject({
      words: "The outcome of only 3 runs is known: too few for a rate.",
    });
  });

  it("takes the field's correlation where no task was run twice, and says so", () => {
    const single = plantedRuns({ ...FIELD_LIKE, tasks: 800, runsPerTask: () => 1 }, ["one"], 2)["one"]!;
    const curve = successByEffort(single, spreadOf(single).sameModel) as SuccessByEffort;
    expect(curve.words).toBe(
      "from the outcome of 800 runs of 800 tasks; assumed correlation between runs of one task: 0.8 (typical)",
    );
    curve.byEffort.forEach((p, bin) =>
      expect(Math.abs(p - FIELD_LIKE.byEffort[bin]!)).toBeLessThan(4 * curve.standardErrors[bin]! + 0.03),
    );
  });
});

describe("runaways", () => {
  const lognormal = (u: number): number => drawUncertain({ p10: 10, p90: 50 }, normalQuantile(u));
  const uniform = (u: number): number => 10 + 40 * u;
  /** Lognormal runs of which `share` took many times as many tokens. */
  function withRunaways(n: number, share: number, seed: number, factor = lognormal): Float64Array {
    const random = streamOf(keyOf(1000 + seed));
    return sampleOf(PLANTED[0]!, n, seed).map((tokens) => (random() < share ? tokens * factor(random()) : tokens));
  }
  const find = (runs: Runs) => findRunaways(runs, tokensSample(runs), rankFits(tokensSample(runs), 1e9)[0]!.aicc, 1);

  it.each([
    { name: "lognormal, 10 to 50 times", factor: lognormal, middle: Math.sqrt(500) },
    // No mixture of two lognormals has just this shape: a few dear runs more are taken for runaways.
    { name: "uniform, 10 to 50 times", factor: uniform, middle: 30 },
  ])("are found with their share and factor: $name", ({ factor, middle }) => {
    const found = Array.from({ length: 30 }, (_, seed) =>
      find(bare(withRunaways(2500, 0.02, seed + 1, factor))),
    ).filter((one): one is Runaways => one.known);
    // Where share and factor are both too loose to be a finding, nothing is said.
    expect(found.length).toBeGreaterThanOrEqual(20);
    const meanOf = (value: (one: Runaways) => number): number =>
      found.reduce((sum, one) => sum + value(one), 0) / found.length;
    // Share and factor lean on each other: one share is good to 40%, the mean of 30 to 8%.
    expect(Math.abs(meanOf(({ share }) => share) / 0.02 - 1)).toBeLessThan(0.25);
    expect(Math.abs(Math.log(meanOf((one) => Math.sqrt(one.factor.p10 * one.factor.p90)) / middle))).toBeLessThan(0.3);
    const held =
      found.filter(({ share, standardError }) => Math.abs(share - 0.02) < 1.645 * standardError).length / found.length;
    expect(held).toBeGreaterThan(0.75);
    expect(found[0]!.words).toMatch(
      /^About [\d.]+% of the runs got out of hand \(\d+ of 2,500\) and took [\d.]+ to [\d.]+ times what the others take\.$/,
    );
  });

  it("are not seen in any single family, however heavy its tail", () => {
    for (const family of PLANTED)
      for (let seed = 1; seed <= 10; seed++)
        expect(find(bare(sampleOf(family, 1500, seed))).known, `${family.kind} ${seed}`).toBe(false);
  });

  it("are no runaways where they succeed", () => {
    const tokens = withRunaways(2500, 0.02, 1);
    expect(find({ ...bare(tokens), outcome: Int8Array.from(tokens, () => 0) }).known).toBe(true);
    expect(find({ ...bare(tokens), outcome: Int8Array.from(tokens, () => 1) })).toMatchObject({
      known: false,
      words: expect.stringMatching(/they are work, not runaways\.$/) as string,
    });
  });

  it("cannot be told from few runs or past a cap, and the words say so", () => {
    expect(find(bare(sampleOf(PLANTED[0]!, 30, 1)))).toEqual({
      known: false,
      words: "30 runs are too few to separate runaways from expensive runs.",
    });
    const tokens = withRunaways(500, 0.02, 1).map((x) => Math.min(x, 1e7));
    expect(find({ ...bare(tokens), isStopped: Uint8Array.from(tokens, (x) => (x === 1e7 ? 1 : 0)) })).toMatchObject({
      known: false,
      words: expect.stringMatching(/stopped at a cap/) as string,
    });
  });

  it("of 60,000 runs are found as of few, in groups of neighbours", () => {
    const found = find(bare(withRunaways(60_000, 0.005, 3))) as Runaways;
    expect(found.known).toBe(true);
    expect(Math.abs(found.share - 0.005)).toBeLessThan(3 * found.standardError);
    expect(found.standardError).toBeLessThan(0.001);
  });
});

describe("the token mix", () => {
  const classes = {
    input: Float64Array.of(10, 30, 20),
    cacheRead: Float64Array.of(900, 1900, 940),
    cacheWrite: Float64Array.of(80, 50, 30),
    output: Float64Array.of(10, 20, 10),
  };

  it("is the share of each class in all tokens, whatever the size of the runs", () => {
    const { mix, standardErrors, runs } = tokenMix({ ...bare(Float64Array.of(1000, 2000, 1000)), classes }) as TokenMix;
    expect(mix).toEqual({ input: 60 / 4000, cacheRead: 3740 / 4000, cacheWrite: 160 / 4000, output: 40 / 4000 });
    expect(runs).toBe(3);
    // Runs of 10, 30 and 20 input tokens against the expected 15, 30 and 15: √((25 + 0 + 25)·3/2)/4000.
    expect(standardErrors.input).toBeCloseTo(Math.sqrt(75) / 4000, 12);
  });

  it("in a plan sums to 1 however it rounds", () => {
    for (let i = 0; i < 200; i++) {
      const random = streamOf(keyOf(i));
      const draw = (): Float64Array => Float64Array.from({ length: 4 }, () => random() ** 8 * 1e6);
      const found = tokenMix({
        ...bare(new Float64Array(4)),
        classes: { input: draw(), cacheRead: draw(), cacheWrite: draw(), output: draw() },
      }) as TokenMix;
      expect(v.is(mixSchema, planMix(found))).toBe(true);
    }
  });

  it("is not known where classes are not told apart", () => {
    expect(tokenMix(bare(Float64Array.of(5)))).toMatchObject({ known: false });
  });
});
