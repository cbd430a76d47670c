import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { workLeversStudy, withWorkLever, WORK_LEVERS, type WorkLever } from "#shared/studies/workLevers.ts";
import { workLeverRow, workLeverScenario } from "#shared/studies/workLeverWords.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aStudyContext } from "./aStudyContext.ts";

const TRIALS = 200;

/** A plan whose workload has two models and a retry, and no cap in the way. */
function twoSteps(): Plan {
  const { changes: _, monthCap: __, attemptCap: ___, ...coding } = aPlan().workloads["coding"]!;
  const { correlations: ____, scenarios: _____, ...plan } = aPlan();
  const verifier = { catches: 0.9, falseAlarms: 0.05, cost: 0.02 };
  return { ...plan, workloads: { coding: { ...coding, route: { steps: ["sonnet", "sonnet"], verifier } } } };
}

const plan = twoSteps();
const spendOf = (changed: Plan): number =>
  simulateTrials(resolvePlan(changed), 1, 0, TRIALS).spend.reduce((sum, spend) => sum + spend, 0) / TRIALS;

describe("levers of a workload", () => {
  it("say of each change alone what the year's spend is with it, less as planned", async () => {
    const world = aStudyContext(TRIALS);
    const { levers } = await workLeversStudy({ plan, scenario: null, workload: "coding" }, world);
    expect(levers.map(({ lever }) => lever)).toEqual([...WORK_LEVERS]);
    for (const { lever, model, effect } of levers) {
      const changed = withWorkLever(plan, "coding", lever, model)!;
      expect(checkPlan(changed).ok, lever).toBe(true);
      expect(effect!.spend / (spendOf(changed) - spendOf(plan)), lever).toBeCloseTo(1, 6);
      expect(effect!.spend, lever).toBeLessThan(0);
      expect(effect!.cheaper, lever).toBeGreaterThan(0.9);
    }
    expect(levers.find(({ lever }) => lever === "model")!.model).toBe("haiku");
  });

  it("keep success where the model does the same work, and lose some where it does less", async () => {
    const answer = await workLeversStudy({ plan, scenario: null, workload: "coding" }, aStudyContext(TRIALS));
    const success = (name: WorkLever): number =>
      answer.levers.find(({ lever }) => lever === name)!.effect!.success - answer.now.success;
    expect(success("cache")).toBeCloseTo(0, 12);
    expect(success("retries")).toBeLessThan(-0.01);
    expect(success("effort")).toBeLessThan(-0.01);
    const row = workLeverRow(
      plan,
      answer,
      answer.levers.find(({ lever }) => lever === "retries")!,
    );
    expect(row.money).toMatch(/^−\$.* a year; cheaper in /);
    expect(row.success).toMatch(/^\d+% of tasks instead of \d+%: [\d,]+ fewer merged pull requests$/);
    expect(workLeverScenario(plan, answer, answer.levers[0]!)).toBe("Shorter context, Agentic coding");
  });

  it("read a third less with a shorter context, and nothing else changes: tokens fall by what is not read", () => {
    const before = plan.workloads["coding"]!.attempts["sonnet"]!;
    const after = withWorkLever(plan, "coding", "context", null)!.workloads["coding"]!.attempts["sonnet"]!;
    const median = (attempt: typeof before): number => (attempt.tokens as { readonly median: number }).median;
    expect(median(after) / median(before)).toBeCloseTo(1 - 0.98 / 3, 5);
    expect((after.mix.output ?? 0) * median(after)).toBeCloseTo((before.mix.output ?? 0) * median(before), -1);
    expect(((after.mix.cacheRead ?? 0) * median(after)) / ((before.mix.cacheRead ?? 0) * median(before))).toBeCloseTo(
      2 / 3,
      5,
    );
  });

  it("are not there where there is nothing to pull, and say so", async () => {
    const single = setAt(
      setAt(plan, "/workloads/coding/route", { steps: ["haiku"] }),
      "/workloads/coding/attempts/sonnet",
      undefined,
    );
    const answer = await workLeversStudy({ plan: single, scenario: null, workload: "coding" }, aStudyContext(TRIALS));
    const missing = answer.levers.filter(({ effect }) => effect === null).map(({ lever }) => lever);
    expect(missing).toEqual(["model", "retries"]);
    expect(workLeverRow(single, answer, answer.levers[3]!)).toMatchObject({
      money: null,
      what: "No cheaper model has an attempt here. Add one to the route.",
    });
  });
});
