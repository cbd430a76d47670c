import { describe, expect, it } from "vitest";
import { meanOverGateRate } from "#shared/value/referenceClass.ts";
import { updatedChance } from "#shared/value/bayesFactor.ts";
import {
  changeQuantile,
  estimateEffect,
  fitJump,
  type EstimatedEffect,
  type EvidencedMetric,
} from "#shared/value/effect.ts";
import { metricSeries, refusalWords } from "#shared/value/metricSeries.ts";
import { mixtureQuantile } from "#shared/value/studentMixture.ts";
import { casesOf, expectNear } from "./cases.ts";

interface EffectAnswer {
  readonly refused?: string;
  readonly before: number;
  readonly after: number;
  readonly grade: string;
  readonly median: number;
  readonly data80: readonly [number, number];
  readonly shown80: readonly [number, number];
  readonly shown95: readonly [number, number];
  readonly better: number;
  readonly claim?: readonly [number, number] | null;
  readonly bayesFactor?: number | null;
  readonly works?: number;
  readonly ifReal?: readonly [number, number];
  readonly shareOfClaim?: number;
}

type EffectInput = { readonly metric: EvidencedMetric };

function estimated(metric: EvidencedMetric): EstimatedEffect {
  const effect = estimateEffect(metric);
  if ("reason" in effect) throw new Error(refusalWords(effect));
  return effect;
}

/** A metric that the tests bend: twelve months before, six after, lower is better. */
const METRIC: EvidencedMetric = casesOf<EffectInput, EffectAnswer>("effect")[0]!.input.metric;

describe("the effect of a change, by before and after", () => {
  const cases = casesOf<EffectInput, EffectAnswer>("effect");

  it.each(cases.filter(({ answer }) => answer.refused === undefined))("$id", ({ input, answer, tolerance }) => {
    const effect = estimated(input.metric);
    expect([effect.series.before, effect.series.after, effect.grade]).toEqual([
      answer.before,
      answer.after,
      answer.grade,
    ]);
    expectNear(effect.shown.median, answer.median, tolerance);
    for (const [i, p] of [0.1, 0.9].entries()) {
      expectNear(mixtureQuantile(effect.data, p), answer.data80[i]!, tolerance);
      expectNear(mixtureQuantile(effect.shown, p), answer.shown80[i]!, tolerance);
    }
    for (const [i, p] of [0.025, 0.975].entries())
      expectNear(mixtureQuantile(effect.shown, p), answer.shown95[i]!, tolerance);
    expectNear(effect.better, answer.better, tolerance);
    if (answer.bayesFactor === undefined || answer.bayesFactor === null) {
      expect(effect.againstClaim).toBeNull();
      return;
    }
    const { claim, bayesFactor, ifReal } = effect.againstClaim!;
    expectNear(claim.mean, answer.claim![0], tolerance);
    expectNear(claim.sd, answer.claim![1], tolerance);
    expectNear(bayesFactor, answer.bayesFactor, tolerance);
    const works = meanOverGateRate(0.05, undefined, (rate) => updatedChance(rate, bayesFactor));
    expectNear(works, answer.works!, tolerance);
    expectNear(ifReal.mean, answer.ifReal![0], tolerance);
    expectNear(ifReal.sd, answer.ifReal![1], tolerance);
    expectNear(ifReal.mean / claim.mean, answer.shareOfClaim!, tolerance);
  });

  it.each(cases.filter(({ answer }) => answer.refused !== undefined))("$id", ({ input, answer }) => {
    const effect = estimateEffect(input.metric);
    if (!("reason" in effect)) throw new Error("an effect was estimated");
    const words = refusalWords(effect);
    expect(answer.refused!.startsWith("no noise") ? effect.reason : words).toBe(
      answer.refused!.startsWith("no noise") ? "never-moves" : answer.refused,
    );
  });
});

describe("law V9: invariances of the effect", () => {
  it.each(
    casesOf<EffectInput, { readonly median: number; readonly scale: number; readonly df: number }>(
      "effectWithoutMemory",
    ),
  )("$id: with the grid {0} it is ordinary least squares", ({ input, answer, tolerance }) => {
    const series = metricSeries(input.metric);
    if ("reason" in series) throw new Error(refusalWords(series));
    const fit = fitJump(series, [0])!;
    expect(fit.freedom).toBe(answer.df);
    expectNear(fit.parts[0]!.centres[2]!, answer.median, tolerance);
    expectNear(fit.parts[0]!.scales[2]!, answer.scale, tolerance);
    const byHand = jumpByPartialRegression(series.months, series.values);
    expect(Math.abs(fit.parts[0]!.centres[2]! / byHand.jump - 1)).toBeLessThan(1e-12);
    expect(Math.abs(fit.parts[0]!.scales[2]! / byHand.error - 1)).toBeLessThan(1e-12);
  });

  const bent = (change: (value: number) => number, more: Partial<EvidencedMetric> = {}): EvidencedMetric => {
    const part = ({ from, values }: NonNullable<EvidencedMetric["before"]>) => ({
      from,
      values: values.map((value) => (value === null ? null : change(value))),
    });
    return { ...METRIC, before: part(METRIC.before!), after: part(METRIC.after!), target: undefined, ...more };
  };
  const range = (metric: EvidencedMetric): number[] => {
    const { shown } = estimated(metric);
    return [0.025, 0.1, 0.5, 0.9, 0.975].map((p) => mixtureQuantile(shown, p));
  };
  const expectSame = (one: EvidencedMetric, other: EvidencedMetric): void => {
    const [a, b] = [range(one), range(other)];
    for (const [i, value] of a.entries()) expect(Math.abs(b[i]! - value)).toBeLessThan(1e-9);
  };

  it("answers 1/values with higher as values with lower", () => {
    expectSame(
      bent((value) => value),
      bent((value) => 1 / value, { better: "higher" }),
    );
  });

  it("is moved by no factor on a log scale and by no constant on a level scale", () => {
    expectSame(
      bent((value) => value),
      bent((value) => 37 * value),
    );
    expectSame(
      bent((value) => value, { scale: "level" }),
      bent((value) => value + 1_000, { scale: "level" }),
    );
  });

  it("says a change of the metric itself: lower numbers are less", () => {
    const effect = estimated(METRIC);
    const change = changeQuantile(METRIC, effect, 0.5);
    expect(change).toBeCloseTo(Math.exp(-effect.shown.median) - 1, 12);
    expect(changeQuantile(METRIC, effect, 0.1)).toBeLessThan(change);
  });
});

/** Frisch–Waugh: the jump is what its column, cleared of line and constant, explains. Another way than the product's. */
function jumpByPartialRegression(months: Float64Array, values: Float64Array): { jump: number; error: number } {
  const n = months.length;
  const cleared = (column: Float64Array): Float64Array => {
    const mean = (one: Float64Array): number => one.reduce((sum, value) => sum + value, 0) / n;
    const [m, c] = [mean(months), mean(column)];
    let [products, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      products += (months[i]! - m) * (column[i]! - c);
      squares += (months[i]! - m) ** 2;
    }
    return column.map((value, i) => value - c - (products / squares) * (months[i]! - m));
  };
  const jump = cleared(months.map((month) => (month >= 0 ? 1 : 0)));
  const rest = cleared(values);
  let [own, both] = [0, 0];
  for (let i = 0; i < n; i++) {
    own += jump[i]! ** 2;
    both += jump[i]! * rest[i]!;
  }
  const effect = both / own;
  const squares = rest.reduce((sum, value, i) => sum + (value - effect * jump[i]!) ** 2, 0);
  return { jump: effect, error: Math.sqrt(squares / (n - 3) / own) };
}

describe("law V11: weaker evidence widens", () => {
  const width = (metric: EvidencedMetric): number => {
    const { shown } = estimated(metric);
    return mixtureQuantile(shown, 0.9) - mixtureQuantile(shown, 0.1);
  };
  const graded = (grade: "measured" | "sampled" | "judged" | "guessed", agreed = "2025-08-20"): EvidencedMetric => ({
    ...METRIC,
    agreed,
    evidence: { grade },
  });

  it("by 1, 1.25, 1.75 and 2.5", () => {
    const measured = width(graded("measured"));
    for (const [grade, factor] of [
      ["measured", 1],
      ["sampled", 1.25],
      ["judged", 1.75],
      ["guessed", 2.5],
    ] as const)
      expect(Math.abs(width(graded(grade)) / measured / factor - 1)).toBeLessThan(1e-6);
  });

  it("a date agreed late, or none, is exactly one grade weaker", () => {
    expect(width(graded("measured", "2026-09-01"))).toBe(width(graded("sampled")));
    expect(width({ ...graded("sampled"), agreed: undefined })).toBe(width(graded("judged")));
    expect(width(graded("guessed", "2026-09-01"))).toBe(width(graded("guessed")));
  });
});

describe("law V12: edges", () => {
  it("accepts a zero on scale level, and refuses it on log with its place", () => {
    const zero = { ...METRIC, after: { ...METRIC.after!, values: [0, ...METRIC.after!.values.slice(1)] } };
    expect(estimateEffect(zero)).toEqual({ reason: "not-positive", part: "after", index: 0 });
    expect("reason" in estimateEffect({ ...zero, scale: "level" })).toBe(false);
  });

  it("a missing month shifts no other", () => {
    const values = METRIC.before!.values.map((value, i) => (i === 4 ? null : value));
    const series = metricSeries({ ...METRIC, before: { ...METRIC.before!, values } });
    const whole = metricSeries(METRIC);
    if ("reason" in series || "reason" in whole) throw new Error("refused");
    expect([...series.months]).toEqual([...whole.months].filter((month) => month !== -8));
  });
});
