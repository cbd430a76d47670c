import { describe, expect, it } from "vitest";
import { mean } from "#shared/statistics/moments.ts";
import type { Known, Runs } from "#shared/usage/fits/runs.ts";
import { acrossModels, normalScores, spreadOf } from "#shared/usage/fits/spread.ts";
import { fieldRuns } from "./fieldRuns.ts";
import { FIELD_LIKE, plantedRuns } from "./planted.ts";

const SEEDS = 100;
const worlds = Array.from({ length: SEEDS }, (_, seed) => plantedRuns(FIELD_LIKE, ["one", "two", "three"], seed + 1));

/**
 * Bias below a tenth of the spread of the estimates or two in a hundred, and intervals of 1.645 errors that hold 80 to
 * 99 times in 100.
 */
function expectRecovered(estimates: readonly Known[], truth: number): void {
  const values = Float64Array.from(estimates, ({ value }) => value);
  expect(Math.abs(mean(values) / truth - 1)).toBeLessThan(0.03);
  const held =
    estimates.filter(({ value, standardError }) => Math.abs(value - truth) < 1.645 * standardError).length /
    estimates.length;
  expect(held).toBeGreaterThan(0.8);
  expect(held).toBeLessThanOrEqual(0.99);
}

describe("the spread of runs of the plan's own model", () => {
  const spreads = worlds.map((world) => spreadOf(world["one"]!));

  it("is found again between tasks, within a task and as the correlation of two runs of one task", () => {
    expectRecovered(
      spreads.map(({ betweenTasks }) => betweenTasks as Known),
      0.8 * Math.sqrt(0.75),
    );
    expectRecovered(
      spreads.map(({ withinTask }) => withinTask as Known),
      0.8 * Math.sqrt(0.25),
    );
    expectRecovered(
      spreads.map(({ sameModel }) => sameModel as Known),
      0.75,
    );
  });

  it("is found again across models", () => {
    expectRecovered(
      worlds.map((world) => acrossModels(world) as Known),
      0.42,
    );
  });

  it("gives effective runs whose mean varies as that of so many different tasks", () => {
    const means = worlds.map((world) => mean(world["one"]!.tokens.map(Math.log)));
    const middle = means.reduce((sum, value) => sum + value, 0) / SEEDS;
    const variance = means.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (SEEDS - 1);
    const effective = spreads.reduce((sum, { effectiveRuns }) => sum + effectiveRuns, 0) / SEEDS;
    // A variance from 100 seeds is good to 14%.
    expect(Math.abs((variance * effective) / 0.64 - 1)).toBeLessThan(0.45);
  });
});

describe("effective runs", () => {
  it("are t·k/(1 + (k−1)·sameModel) for k runs each of t tasks", () => {
    const { effectiveRuns, sameModel, tasks, designEffect } = spreadOf(
      plantedRuns({ ...FIELD_LIKE, tasks: 40, runsPerTask: () => 5 }, ["one"], 3)["one"]!,
    );
    const s = (sameModel as Known).value;
    expect(tasks).toBe(40);
    expect(effectiveRuns).toBeCloseTo((40 * 5) / (1 + 4 * s), 9);
    expect(designEffect).toBeCloseTo(200 / effectiveRuns, 9);
  });

  it("take runs without a task for tasks of their own", () => {
    const runs = plantedRuns({ ...FIELD_LIKE, tasks: 40, runsPerTask: () => 5 }, ["one"], 3)["one"]!;
    const half = spreadOf({ ...runs, task: runs.task!.map((id, i) => (i < 100 ? "" : id)) });
    expect(half.tasks).toBe(100 + 20);
    // 100 tasks of one run and 20 of five: Σk² ÷ n is 3.
    expect(half.effectiveRuns).toBeCloseTo(200 / (1 + 2 * (half.sameModel as Known).value), 9);
  });

  it("are all runs where no task was run twice or tasks are not known, and the words say so", () => {
    const single = plantedRuns({ ...FIELD_LIKE, runsPerTask: () => 1 }, ["one"], 1)["one"]!;
    expect(spreadOf(single).effectiveRuns).toBe(150);
    expect(spreadOf(single).sameModel).toEqual({
      known: false,
      words: "No task was run twice, so runs of one task cannot be compared.",
    });
    expect(spreadOf({ ...single, task: null }).sameModel).toMatchObject({
      known: false,
      words: expect.stringMatching(/does not say which runs/) as string,
    });
    expect(spreadOf({ ...single, task: single.task!.map((id, i) => (i < 3 ? "again" : id)) }).withinTask).toMatchObject(
      { known: false, words: "Only 2 repeated runs of 148 tasks: too few to compare runs of one task." },
    );
  });
});

describe("the field", () => {
  it("shows the spread that was computed from it before: 0.64 to 0.92 the same task, most of it between tasks", () => {
    const dotnet = spreadOf(fieldRuns("dotnet_skills_ci", "copilot-cli+skilled", "claude-opus-4.6"));
    const [same, between, within] = [dotnet.sameModel, dotnet.betweenTasks, dotnet.withinTask] as [Known, Known, Known];
    expect(same.value).toBeGreaterThan(0.64);
    expect(same.value).toBeLessThan(0.95);
    expect(between.value).toBeGreaterThan(within.value);
    const tau = spreadOf(fieldRuns("tau_bench_airline", "tool-calling", "gpt-4o")).sameModel as Known;
    expect(Math.abs(tau.value - 0.64)).toBeLessThan(2 * tau.standardError);
  });
});

describe("normal scores", () => {
  it("are the same for any family, share ties, and put stopped runs above an exact run of their size", () => {
    const runs = (tokens: readonly number[], stopped: readonly number[] | null = null): Runs => ({
      tokens: Float64Array.from(tokens),
      isStopped: stopped === null ? null : Uint8Array.from(stopped),
      task: null,
      outcome: null,
      classes: null,
    });
    const scores = normalScores(runs([5, 1, 3, 3, 9]));
    expect(normalScores(runs([50, -1, 7, 7, 1e9]))).toEqual(scores);
    expect(scores[2]).toBe(scores[3]);
    expect(mean(scores)).toBeCloseTo(0, 2);
    const stopped = normalScores(runs([5, 9, 9, 9, 1], [0, 1, 0, 1, 0]));
    expect(stopped[1]).toBe(stopped[3]);
    expect(stopped[2]).toBeLessThan(stopped[1]!);
  });

  it("cannot compare models without tasks in common, and say why", () => {
    const world = plantedRuns(FIELD_LIKE, ["one", "two"], 1);
    const apart = { ...world["two"]!, task: world["two"]!.task!.map((id) => `other ${id}`) };
    expect(acrossModels({ one: world["one"]!, two: apart })).toMatchObject({
      known: false,
      words: "No two models have worked at 10 tasks in common.",
    });
    expect(acrossModels({ one: world["one"]! })).toMatchObject({ known: false });
  });
});
