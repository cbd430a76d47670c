import { mean, median } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import type { WorkloadSamples } from "#shared/engine/samples.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { presetSameModel, runCostPresets, type RunCostPreset } from "#shared/plan/presets/runCostPresets.ts";
import { PLAN_SCHEMA, type Plan } from "#shared/plan/schema/plan.ts";
import { fieldCaps } from "./fieldData.ts";

const CAPS = [1, 2, 3, 5] as const;

/**
 * Presets with a measured success curve, by the harness whose caps they are held against: all models on SWE-bench
 * Verified.
 */
const HARNESSES = {
  "mini-swe-agent": measured((preset) => preset.agent === "mini-swe-agent"),
  OpenHands: measured((preset) => preset.agent !== "mini-swe-agent" && preset.benchmark === "SWE-bench Verified"),
} as const;

type Measured = RunCostPreset & { readonly byEffort: readonly number[] };

function measured(belongs: (preset: RunCostPreset) => boolean): Measured[] {
  return runCostPresets.filter((preset): preset is Measured => preset.byEffort !== undefined && belongs(preset));
}

describe.each(["mini-swe-agent", "OpenHands"] as const)("presets from the runs of %s", (harness) => {
  const presets = HARNESSES[harness];
  const field = fieldCaps[harness];

  it("stand for most of the models whose caps were measured", () => {
    expect(presets.length).toBeGreaterThanOrEqual(0.8 * field.models);
  });

  it.each(CAPS)(
    "keep, under a cap of %d × the median, the share of successes that the field kept, within 3 points",
    (cap) => {
      const kept = presets.map((preset) => monthUnder(preset, cap).outcomes / monthUnder(preset, null).outcomes);
      expect(Math.abs(median(kept) - field.successesKept[cap]!)).toBeLessThan(0.03);
    },
  );

  it.each(CAPS)(
    "keep, under a cap of %d × the median, the share of spend that the field kept, within 4 points",
    (cap) => {
      const kept = presets.map((preset) => monthUnder(preset, cap).spend / monthUnder(preset, null).spend);
      expect(Math.abs(median(kept) - field.spendKept[cap]!)).toBeLessThan(0.04);
    },
  );

  it("let a failed run cost 1.3 to 1.9 times a success, as measured within a fifth", () => {
    const ratios = presets.map(failureOverSuccess);
    const seen = presets.map(({ meanFailureUsd, meanSuccessUsd }) => meanFailureUsd! / meanSuccessUsd!);
    expect(median(ratios)).toBeGreaterThan(1.3);
    expect(median(ratios)).toBeLessThan(1.9);
    expect(Math.abs(median(ratios) / median(seen) - 1)).toBeLessThan(0.2);
  });
});

describe("the success curve of a preset", () => {
  it.each(["swe-bench-verified/mini-swe-agent/Claude 4 Sonnet (20250514)", "swe-bench/OpenHands/claude-opus-4-7"])(
    "comes out as measured by quarter of the runs' cost: %s",
    (id) => {
      const preset = [...HARNESSES["mini-swe-agent"], ...HARNESSES.OpenHands].find((one) => one.id === id)!;
      const runs = singleRuns(preset, 40_000).sort((a, b) => a.usd - b.usd);
      const quarter = runs.length / 4;
      for (const [i, share] of preset.successByQuartile!.entries()) {
        const inQuarter = runs.slice(Math.round(i * quarter), Math.round((i + 1) * quarter));
        const simulated = mean(inQuarter.map((run) => (run.success ? 1 : 0)));
        // Four standard errors of the simulation, and a point for what a curve that never rises must give away.
        expect(Math.abs(simulated - share)).toBeLessThan(0.01 + 4 * Math.sqrt(0.25 / quarter));
      }
    },
  );
});

/** Outcomes and spend of one month of many tasks, with one attempt each, under a cap of so many times the median. */
function monthUnder(preset: Measured, cap: number | null): { outcomes: number; spend: number } {
  const { outcomes, spend }: WorkloadSamples = simulateTrials(resolvePlan(planOf(preset, 4_000, cap)), 1, 0, 4)
    .workloads[0]!;
  return { outcomes: mean([...outcomes]), spend: mean([...spend]) };
}

function failureOverSuccess(preset: Measured): number {
  const runs = singleRuns(preset, 12_000);
  const meanOf = (success: boolean) => mean(runs.filter((run) => run.success === success).map((run) => run.usd));
  return meanOf(false) / meanOf(true);
}

/** Single runs: the trials of a plan of one task a month in which just one came. */
function singleRuns(preset: Measured, trials: number): { usd: number; success: boolean }[] {
  const samples = simulateTrials(resolvePlan(planOf(preset, 1 / 21, null)), 1, 0, trials);
  const { outcomes, failures, spend }: WorkloadSamples = samples.workloads[0]!;
  return [...spend]
    .map((usd, i) => ({ usd, tasks: outcomes[i]! + failures[i]!, success: outcomes[i] === 1 }))
    .filter((run) => run.tasks === 1);
}

/** One month of one workload that costs what the preset says: a million tokens at a dollar stand for a dollar. */
function planOf(preset: Measured, tasksPerDay: number, cap: number | null): Plan {
  const medianTokens = preset.medianUsd * 1e6;
  return {
    schema: PLAN_SCHEMA,
    name: preset.id,
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 1 },
    budget: { amount: 1e9 },
    models: { model: { price: { input: 1 } } },
    workloads: {
      runs: {
        demand: { users: 1, tasksPerUserPerDay: tasksPerDay },
        attempts: {
          model: {
            tokens: {
              family: "lognormal",
              median: medianTokens,
              sigma: preset.lnSd,
              tail: { from: 0.9, shape: preset.tailShape },
              limit: preset.maxUsd * 1e6,
            },
            mix: { input: 1 },
            success: { byEffort: [...preset.byEffort] },
          },
        },
        difficulty: { acrossModels: 0, sameModel: presetSameModel },
        route: { steps: ["model"] },
        ...(cap === null ? {} : { attemptCap: { tokens: cap * medianTokens } }),
        outcome: { value: 1 },
      },
    },
  };
}
