import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { runFamilyMean, runFamilyQuantile } from "#shared/distributions/runFamily.ts";
import { compileTokens, tokensMean, tokensQuantile, type TokenDistribution } from "#shared/distributions/tokens.ts";
import { censoredSample } from "#shared/distributions/fitting.ts";
import {
  fitGeneralisedPareto,
  generalisedParetoMean,
  generalisedParetoUpperQuantile,
} from "#shared/distributions/generalisedPareto.ts";
import { tokensSchema } from "#shared/plan/schema/attempt.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { checkCurve, holdsThroughout } from "#shared/usage/fits/curveCheck.ts";
import { fitRuns } from "#shared/usage/fits/fitRuns.ts";
import type { FitReport } from "#shared/usage/fits/fitReport.ts";
import { fitRows } from "#shared/usage/fits/fitTable.ts";
import { stoppedAt, type Runs } from "#shared/usage/fits/runs.ts";
import { meanRange, runsToHalve, widthOf } from "#shared/usage/fits/meanRange.ts";
import { empiricalFit, planTokensOf } from "#shared/usage/fits/planTokens.ts";
import type { ParameterEstimate } from "#shared/usage/fits/rank.ts";
import { PLANTED, sampleOf } from "./draws.ts";
import { fieldRuns } from "./fieldRuns.ts";
import { FIELD_LIKE, plantedRuns } from "./planted.ts";

const bare = (tokens: Float64Array): Runs => ({ tokens, isStopped: null, task: null, outcome: null, classes: null });

describe.each(PLANTED.map((family) => ({ name: family.kind, family })))(
  "a family as the plan writes it: $name",
  ({ family }) => {
    const tokens = planTokensOf(family, 1e9);
    const curve = compileTokens(tokens);

    it("passes the plan's schema and keeps the family's mean to 3 in 1,000", () => {
      expect(v.is(tokensSchema, tokens)).toBe(true);
      expect(Math.abs(tokensMean(curve) / runFamilyMean(family) - 1)).toBeLessThan(0.003);
    });

    it("has the family's percentiles, and its tail to the dearest 1 in 1,000 within 10%", () => {
      for (const p of [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98])
        expect(Math.abs(tokensQuantile(curve, p) / runFamilyQuantile(family, p) - 1)).toBeLessThan(1e-5);
      for (const p of [0.995, 0.999])
        expect(Math.abs(tokensQuantile(curve, p) / runFamilyQuantile(family, p) - 1)).toBeLessThan(0.1);
    });
  },
);

describe("the runs' own percentiles with a tail", () => {
  it("keep the mean of the runs, and fit the plan's schema", () => {
    // A heavy tail smooths the few dearest runs, which are most of a mean's error.
    for (const [family, within] of [
      [PLANTED[0]!, 0.03],
      [PLANTED[5]!, 0.15],
    ] as const)
      for (let seed = 1; seed <= 10; seed++) {
        const sample = sampleOf(family, 2000, seed);
        const fit = empiricalFit(censoredSample(sample, null))!;
        expect(v.is(tokensSchema, fit.tokens)).toBe(true);
        expect(fit.from).toBe(0.95);
        const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
        expect(Math.abs(tokensMean(compileTokens(fit.tokens)) / mean - 1)).toBeLessThan(within);
      }
  });

  it("find a planted tail: ξ within its error, and the dearest 1 in 1,000", () => {
    const shapes: number[] = [];
    const far: number[] = [];
    // Beyond its 95th percentile a Burr of shape 2.6 · 0.8 is near a Pareto of ξ = 0.48.
    for (let seed = 1; seed <= 60; seed++) {
      const fit = empiricalFit(censoredSample(sampleOf(PLANTED[5]!, 6000, seed), null))!;
      shapes.push(fit.shape);
      far.push(tokensQuantile(compileTokens(fit.tokens), 0.999) / runFamilyQuantile(PLANTED[5]!, 0.999));
      expect(fit.beyond).toBe(300);
    }
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean(shapes) - 0.45)).toBeLessThan(0.06);
    expect(Math.abs(mean(far) - 1)).toBeLessThan(0.04);
  });

  it("are none where runs are few, or stopped before the tail begins", () => {
    expect(empiricalFit(censoredSample(sampleOf(PLANTED[0]!, 99, 1), null))).toBeNull();
    const tokens = sampleOf(PLANTED[0]!, 500, 1);
    const cap = runFamilyQuantile(PLANTED[0]!, 0.6);
    expect(
      empiricalFit(
        censoredSample(
          tokens.map((x) => Math.min(x, cap)),
          Uint8Array.from(tokens, (x) => (x >= cap ? 1 : 0)),
        ),
      ),
    ).toBeNull();
  });
});

describe("a generalised Pareto", () => {
  it.each([0, 0.2, 0.5])("is found again, ξ = %d, also where the dearest were stopped", (shape) => {
    const random = streamOf(keyOf(5));
    const values = Float64Array.from({ length: 20_000 }, () =>
      generalisedParetoUpperQuantile({ scale: 3e5, shape }, random()),
    );
    const fit = fitGeneralisedPareto(censoredSample(values, null));
    expect(Math.abs(fit.shape - shape)).toBeLessThan(4 * fit.shapeError);
    expect(Math.abs(generalisedParetoMean(fit) / (3e5 / (1 - shape)) - 1)).toBeLessThan(0.06);
    const cap = generalisedParetoUpperQuantile({ scale: 3e5, shape }, 0.2);
    const cut = fitGeneralisedPareto(
      censoredSample(
        values.map((x) => Math.min(x, cap)),
        Uint8Array.from(values, (x) => (x >= cap ? 1 : 0)),
      ),
    );
    expect(Math.abs(cut.shape - shape)).toBeLessThan(0.08);
    expect(Math.abs(cut.scale / 3e5 - 1)).toBeLessThan(0.05);
  });
});

describe("a check of a curve", () => {
  it("lets a right curve, fitted to the same runs, pass 95 times in 100", () => {
    let failed = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const tokens = sampleOf(PLANTED[0]!, 300, seed);
      const lns = tokens.map(Math.log);
      const mean = lns.reduce((sum, ln) => sum + ln, 0) / 300;
      const sigma = Math.sqrt(lns.reduce((sum, ln) => sum + (ln - mean) ** 2, 0) / 300);
      const check = checkCurve(censoredSample(tokens, null), (p) =>
        runFamilyQuantile({ kind: "lognormal", median: Math.exp(mean), sigma }, p),
      );
      if (!holdsThroughout(check)) failed++;
    }
    expect(failed).toBeLessThanOrEqual(5);
  });

  it("says up to which run a lognormal holds that only lacks the tail", () => {
    // A sample without luck, one run in a hundred 20 times as dear.
    const tokens = Float64Array.from(
      { length: 4000 },
      (_, i) => runFamilyQuantile(PLANTED[0]!, (i + 0.5) / 4000) * (i % 100 === 50 ? 20 : 1),
    );
    const check = checkCurve(censoredSample(tokens, null), (p) => runFamilyQuantile(PLANTED[0]!, p));
    expect(check.beyond).toBe("dearer");
    expect(check.holdsBelow).toBe(true);
    expect(check.failsFrom).toBeGreaterThan(1 / 300);
    expect(check.failsFrom).toBeLessThan(1 / 20);
    expect(check.points.length).toBeLessThanOrEqual(161);
    check.points.forEach(({ observed, low, high, expected }, i) => {
      expect(low < expected && expected < high).toBe(true);
      if (i > 0) expect(observed).toBeGreaterThanOrEqual(check.points[i - 1]!.observed);
    });
  });
});

describe("what more runs would buy", () => {
  const tokens: TokenDistribution = { family: "lognormal", median: 1e6, sigma: 0.9 };

  it("is the mean as a forecast draws it: nine means in ten of pilots lie in its nine in ten", () => {
    // Var of ln mean of a lognormal known from n runs is near σ²/n + σ⁴/(2(n−1)).
    for (const runs of [20, 60, 400]) {
      const width = widthOf(meanRange(tokens, 1e8, runs));
      const expected = 2 * 1.2816 * Math.sqrt(0.81 / runs + 0.6561 / (2 * (runs - 1)));
      expect(Math.abs(width / expected - 1)).toBeLessThan(runs === 20 ? 0.2 : 0.06);
    }
  });

  it("is about three times as many again, to halve the width", () => {
    const needed = runsToHalve(tokens, 1e8, 20);
    expect(widthOf(meanRange(tokens, 1e8, needed)) / widthOf(meanRange(tokens, 1e8, 20))).toBeCloseTo(0.5, 2);
    expect(needed - 20).toBeGreaterThan(50);
    expect(needed - 20).toBeLessThan(100);
  });
});

describe("a fit of runs", () => {
  it("of a lognormal writes median, spread and nothing else, the spread as wide as the sample's own", () => {
    const tokens = sampleOf(PLANTED[0]!, 60, 4);
    const report = fitRuns(bare(tokens)) as FitReport;
    expect(report.chosen).toBe("lognormal");
    const lns = tokens.map(Math.log);
    const mean = lns.reduce((sum, ln) => sum + ln, 0) / 60;
    expect(report.tokens).toEqual({
      family: "lognormal",
      median: expect.closeTo(Math.exp(mean), -2) as number,
      sigma: expect.closeTo(Math.sqrt(lns.reduce((sum, ln) => sum + (ln - mean) ** 2, 0) / 59), 9) as number,
    });
    expect(report.words.verdict).toBe("A lognormal curve fits all 60 runs; an inverse Gaussian curve fits as well.");
    expect(report.words.moreRuns).toMatch(
      /^60 runs put the mean tokens of an attempt at [\d.]+M to [\d.]+M, 8 in 10; 1[67]0 more runs of other tasks would halve this\.$/,
    );
    expect(report.words.sample).toEqual([
      "The export does not say which runs worked at one task; every run is counted as another task.",
    ]);
  });

  it("gives its families as rows that can be read", () => {
    const rows = fitRows(fitRuns(bare(sampleOf(PLANTED[0]!, 400, 4))) as FitReport);
    expect(rows[0]).toMatchObject({ name: "lognormal", isChosen: true, behind: "best" });
    expect(rows[0]!.parameters).toMatch(/^median 1\.\dM \(1\.\dM to 1\.\dM\), sigma 0\.\d+ \(0\.\d+ to 0\.\d+\)$/);
    expect(rows[0]!.mean).toMatch(/^[\d.]+M \([\d.]+M to [\d.]+M\)$/);
    expect(rows.slice(1).every(({ behind, isChosen }) => /^\+[\d.,]+$/.test(behind) && !isChosen)).toBe(true);
    expect(rows.map(({ name }) => name)).toContain("Burr XII");
    const heavy = fitRows(
      fitRuns(bare(sampleOf({ kind: "log-logistic", scale: 1e6, shape: 0.8 }, 400, 4))) as FitReport,
    );
    expect(heavy.find(({ name }) => name === "log-logistic")).toMatchObject({ mean: "none", isChosen: false });
  });

  it("refuses too few runs, alike runs and runs mostly stopped, plainly", () => {
    const words = (runs: Runs): string => (fitRuns(runs) as { words: string }).words;
    expect(words(bare(Float64Array.of()))).toBe("No run has tokens; 5 are needed, better 30.");
    expect(words(bare(Float64Array.of(10, 20, 30, 0, -5, NaN)))).toBe(
      "3 runs with tokens are too few for a curve; 5 are needed, better 30.",
    );
    expect(words({ ...bare(new Float64Array(9).fill(70)), isStopped: Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 0) })).toBe(
      "Only 3 of 9 runs ended on their own, too few for a curve; 5 are needed, better 30.",
    );
    expect(words(bare(new Float64Array(40).fill(8000)))).toBe(
      "All 40 runs took the same number of tokens; a spread cannot be fitted.",
    );
    const tokens = sampleOf(PLANTED[0]!, 50, 1).map((x) => Math.min(x, 8e5));
    expect(words({ ...bare(tokens), isStopped: Uint8Array.from(tokens, (x) => (x === 8e5 ? 1 : 0)) })).toMatch(
      /^\d+ of 50 runs were stopped at a cap\. The expensive half was never observed, so no curve can be fitted\.$/,
    );
  });

  it("takes the runaways out of the curve and gives them apart", () => {
    const random = streamOf(keyOf(3));
    const tokens = sampleOf({ kind: "lognormal", median: 1.2e6, sigma: 0.7 }, 3000, 8).map((x) =>
      random() < 0.01 ? x * (15 + 25 * random()) : x,
    );
    const report = fitRuns(bare(tokens)) as FitReport;
    expect(report.runaways.known).toBe(true);
    expect(report.chosen).toBe("lognormal");
    // The share above falls from the first far run to the dearest.
    report.far.forEach(({ observed, shareAbove }, i) => {
      if (i > 0)
        expect(observed >= report.far[i - 1]!.observed && shareAbove < report.far[i - 1]!.shareAbove).toBe(true);
    });
    expect(report.far.at(-1)!.shareAbove).toBeCloseTo(0.5 / 3000, 12);
    expect(report.words.verdict).toMatch(
      /^About [\d.]+% of the runs got out of hand \(\d+ of 3,000\) and took \d+ to \d+ times what the others take\. A lognormal curve fits the other 2,9\d\d runs\.$/,
    );
  });

  it("takes the runs' own percentiles where no family holds", () => {
    // Two kinds of work in one: no family has two hills.
    const tokens = Float64Array.from([
      ...sampleOf({ kind: "lognormal", median: 2e4, sigma: 0.4 }, 700, 1),
      ...sampleOf({ kind: "lognormal", median: 3e6, sigma: 0.5 }, 500, 2),
    ]);
    const report = fitRuns(bare(tokens)) as FitReport;
    expect(report.chosen).toBe("empirical");
    expect(report.words.verdict).toMatch(
      /^No family of curves fits all 1,200 runs, so the runs' own percentiles are taken, with a fitted tail for the most expensive 1 in 20 on\.$/,
    );
    expect(v.is(tokensSchema, report.tokens)).toBe(true);
  });

  it("counts repeated runs as the plan does, and says what they are worth", () => {
    const report = fitRuns(plantedRuns(FIELD_LIKE, ["one"], 1)["one"]!) as FitReport;
    expect(report.spread.effectiveRuns).toBeLessThan(report.runs);
    expect(report.words.sample).toContainEqual(
      expect.stringMatching(/^525 runs of 150 tasks count as much as \d+ of different tasks\.$/),
    );
    expect(report.words.moreRuns).toMatch(/more runs with as many repeats would halve this/);
  });

  it("counts stopped runs as at least that dear, so that a cap does not make runs look cheap", () => {
    const [whole, cut] = [0.9, 0.8].map((p, i) => {
      const cap = i === 0 ? Infinity : runFamilyQuantile(PLANTED[0]!, p);
      const tokens = sampleOf(PLANTED[0]!, 2000, 6);
      return fitRuns({
        ...bare(tokens.map((x) => Math.min(x, cap))),
        isStopped: Uint8Array.from(tokens, (x) => (x >= cap ? 1 : 0)),
      }) as FitReport;
    }) as [FitReport, FitReport];
    expect(cut.stopped).toBeGreaterThan(300);
    expect(Math.abs(tokensMean(compileTokens(cut.tokens)) / tokensMean(compileTokens(whole.tokens)) - 1)).toBeLessThan(
      0.06,
    );
    expect(cut.words.sample[0]).toMatch(
      /^\d+ runs \(\d+%\) stopped at a cap: their full cost is unknown, so they count as at least that much\.$/,
    );
  });

  it("of runs of which only the cap is known that stopped them is that of runs whose flags say so", () => {
    const tokens = sampleOf(PLANTED[0]!, 2000, 6);
    const cap = runFamilyQuantile(PLANTED[0]!, 0.8);
    const flagged = {
      ...bare(tokens.map((x) => Math.min(x, cap))),
      isStopped: Uint8Array.from(tokens, (x) => (x >= cap ? 1 : 0)),
    };
    // A run is stopped at the first request after its cap, so it took a little more.
    const over = tokens.map((x, i) => (x >= cap ? cap * (1 + (i % 7) / 100) : x));
    expect(fitRuns(stoppedAt(bare(over), cap))).toEqual(fitRuns(flagged));
    expect(stoppedAt(bare(tokens), 1e15)).toEqual(bare(tokens));
  });

  it("knows how little a pilot knows: the true mean lies in its 8 in 10 about so often", () => {
    for (const [family, runs] of [
      [PLANTED[0]!, 12],
      [PLANTED[0]!, 40],
      [PLANTED[1]!, 40],
      [PLANTED[3]!, 40],
    ] as const) {
      const reports = Array.from(
        { length: 100 },
        (_, seed) => fitRuns(bare(sampleOf(family, runs, seed + 500))) as FitReport,
      );
      const held = reports.filter(
        ({ mean }) => mean.p10 <= runFamilyMean(family) && runFamilyMean(family) <= mean.p90,
      ).length;
      // 80 of 100, give or take three standard errors; curves with light tails are drawn with the lognormal's rule,
      // which is wide for them.
      expect(held, `${family.kind} ${runs}`).toBeGreaterThanOrEqual(68);
      expect(held, `${family.kind} ${runs}`).toBeLessThanOrEqual(96);
    }
  });

  it.each([
    // Without what the far tail makes of it, 67 and 76 of 100 held.
    { family: PLANTED[5]!, runs: 1000, least: 74 },
    { family: PLANTED[2]!, runs: 300, least: 72 },
  ])(
    "of a heavy tail is worth fewer runs to the plan than it was fitted to, so that the 8 in 10 holds: $family.kind",
    ({ family, runs, least }) => {
      const reports = Array.from(
        { length: 100 },
        (_, seed) => fitRuns(bare(sampleOf(family, runs, seed + 1))) as FitReport,
      );
      const held = reports.filter(
        ({ mean }) => mean.p10 <= runFamilyMean(family) && runFamilyMean(family) <= mean.p90,
      ).length;
      expect(held).toBeGreaterThanOrEqual(least);
      expect(held).toBeLessThanOrEqual(92);
      for (const { worth } of reports) expect(worth).toBeLessThanOrEqual(runs);
      expect(
        reports.some(
          ({ worth, words }) =>
            worth < 0.8 * runs &&
            words.sample.some((sentence) =>
              /^The most expensive runs decide the average, and few of them were observed: the forecast counts the [\d,]+ runs as \d+\.$/.test(
                sentence,
              ),
            ),
        ),
      ).toBe(true);
    },
  );

  it("of many runs is that of every k-th in order, and as sure as all of them", () => {
    const runs = plantedRuns({ ...FIELD_LIKE, tasks: 12_000, runsPerTask: () => 4 }, ["one"], 2)["one"]!;
    const report = fitRuns(runs) as FitReport;
    expect(report.runs).toBe(48_000);
    expect(report.chosen).toBe("lognormal");
    const [median, sigma] = report.fits.find(({ distribution }) => distribution.kind === "lognormal")!.parameters as [
      ParameterEstimate,
      ParameterEstimate,
    ];
    expect(Math.abs(median.value / 1e6 - 1)).toBeLessThan(4 * (median.standardError / 1e6));
    expect(Math.abs(sigma.value / 0.8 - 1)).toBeLessThan(0.01);
    // The error of a mean of ln tokens known from so many effective runs.
    expect(median.standardError / median.value / (0.8 / Math.sqrt(report.spread.effectiveRuns))).toBeCloseTo(1, 1);
  });

  it("of anything positive is a fit the plan's schema takes, or a refusal in words", () => {
    const amount = fc.oneof(
      fc.double({ min: 1e-3, max: 1e13, noNaN: true }),
      fc.integer({ min: 1, max: 4 }).map((k) => k * 1000),
      fc.constantFrom(0, -1, Number.NaN, Infinity, 1, 1e12),
    );
    const run = fc.record({
      tokens: amount,
      stopped: fc.integer({ min: 0, max: 9 }),
      task: fc.integer({ min: 0, max: 12 }),
      outcome: fc.integer({ min: -1, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 140 }), (drawn) => {
        const report = fitRuns({
          tokens: Float64Array.from(drawn, ({ tokens }) => tokens),
          isStopped: Uint8Array.from(drawn, ({ stopped }) => (stopped === 0 ? 1 : 0)),
          task: drawn.map(({ task }) => (task === 0 ? "" : `task ${task}`)),
          outcome: Int8Array.from(drawn, ({ outcome }) => outcome),
          classes: null,
        });
        if (!report.known) {
          expect(report.words).toMatch(/^[A-Z0-9].*\.$/);
          return;
        }
        expect(v.is(tokensSchema, report.tokens), JSON.stringify(report.tokens)).toBe(true);
        expect(report.mean.p10 > 0 && report.mean.p10 <= report.mean.p90 && report.mean.p90 < Infinity).toBe(true);
        expect(report.spread.effectiveRuns).toBeGreaterThan(0);
        expect([report.words.verdict, report.words.moreRuns, ...report.words.sample].join(" ")).not.toMatch(
          /NaN|Infinity|undefined/,
        );
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it("of public runs is sound", () => {
    for (const runs of [
      fieldRuns("dotnet_skills_ci", "copilot-cli+skilled", "claude-opus-4.6"),
      fieldRuns("tau_bench_airline", "tool-calling", "gpt-4o"),
      fieldRuns("swe_effi", "openhands", "qwen3-32B"),
    ]) {
      const report = fitRuns(runs) as FitReport;
      expect(report.known).toBe(true);
      expect(v.is(tokensSchema, report.tokens)).toBe(true);
      const mean = runs.tokens.reduce((sum, x) => sum + x, 0) / runs.tokens.length;
      expect(report.mean.p10).toBeLessThan(mean);
      expect(report.mean.p90).toBeGreaterThan(0.9 * mean);
    }
  });
});
