import { describe, expect, it } from "vitest";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { middleUsers } from "#shared/plan/headCount.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { applyDemand, applyRestDays } from "#shared/usage/demand/applyDemand.ts";
import { demandOf, type DemandReport } from "#shared/usage/demand/demand.ts";
import type { Runs } from "#shared/usage/fits/runs.ts";
import { alikenessWords, ALL_PARTS, applyFit, fitWorkload } from "#shared/usage/fits/workloadFit.ts";
import { aPlan, issuesOf } from "#test/shared/plan/aPlan.ts";
import { isWorkingDay, ORDINARY, plantedDemand } from "./demand/plantedDemand.ts";
import { FIELD_LIKE, plantedRuns } from "./fits/planted.ts";

const SOURCE = { name: "usage export, January to March 2027", date: "2027-04-02" };

describe("a fit in the plan", () => {
  const runs = plantedRuns(FIELD_LIKE, ["sonnet", "haiku"], 4);
  const classes = (tokens: Float64Array): Runs["classes"] => ({
    input: tokens.map((x) => 0.04 * x),
    cacheRead: tokens.map((x) => 0.9 * x),
    cacheWrite: tokens.map((x) => 0.05 * x),
    output: tokens.map((x) => 0.01 * x),
  });
  const fit = fitWorkload({
    sonnet: { ...runs["sonnet"]!, classes: classes(runs["sonnet"]!.tokens) },
    haiku: runs["haiku"]!,
  });
  const { name, plan } = applyFit(aPlan(), "coding", fit, SOURCE);
  const { sonnet, haiku } = plan.workloads["coding"]!.attempts;

  it("is one sound change with a name", () => {
    expect(name).toBe("take the attempts of Agentic coding from usage");
    expect(issuesOf(plan)).toEqual([]);
  });

  it("carries curve, sample size and evidence, and leaves the limit as it was", () => {
    expect(sonnet!.tokens).toMatchObject({
      family: "lognormal",
      limit: 60_000_000,
      evidence: {
        grade: "measured",
        source: "usage export, January to March 2027, n = 525 runs of 150 tasks",
        date: "2027-04-02",
      },
    });
    const report = fit.models["sonnet"]!;
    expect(report.known && Math.abs(sonnet!.tokens.runs! / report.worth - 1)).toBeLessThan(1e-3);
    expect(sonnet!.tokens.runs).toBeLessThan(525);
    expect(haiku!.tokens.limit).toBeUndefined();
  });

  it("takes mix, success and difficulty from what was seen", () => {
    expect(sonnet!.mix).toEqual({ input: 0.04, cacheRead: 0.9, cacheWrite: 0.05, output: 0.01 });
    // Nothing is known of haiku's classes.
    expect(haiku!.mix).toEqual(aPlan().workloads["coding"]!.attempts["haiku"]!.mix);
    expect(sonnet!.success).toMatchObject({ byEffort: expect.any(Array) as number[], evidence: { grade: "measured" } });
    const { acrossModels, sameModel } = plan.workloads["coding"]!.difficulty!;
    expect(Math.abs(sameModel! - 0.75)).toBeLessThan(0.1);
    expect(Math.abs(acrossModels! - 0.42)).toBeLessThan(0.2);
  });

  it("keeps a statement of runaways that the runs were too few to show, and drops one that they would have shown", () => {
    // 525 runs · 0.4% would be two.
    expect(sonnet!.runaway).toEqual({ share: 0.004, factor: { min: 10, max: 50 } });
    const often = aPlan();
    const attempt = often.workloads["coding"]!.attempts["sonnet"]!;
    const stated: Plan = {
      ...often,
      workloads: {
        coding: {
          ...often.workloads["coding"]!,
          attempts: {
            ...often.workloads["coding"]!.attempts,
            sonnet: { ...attempt, runaway: { share: 0.02, factor: 20 } },
          },
        },
      },
    };
    expect(
      applyFit(stated, "coding", fit, SOURCE).plan.workloads["coding"]!.attempts["sonnet"]!.runaway,
    ).toBeUndefined();
  });

  it("changes only the parts that were asked for", () => {
    const before = aPlan();
    const after = applyFit(before, "coding", fit, SOURCE, {
      ...ALL_PARTS,
      tokens: false,
      success: false,
      difficulty: false,
    }).plan;
    expect(after.workloads["coding"]!.attempts["sonnet"]).toEqual({
      ...before.workloads["coding"]!.attempts["sonnet"],
      mix: sonnet!.mix,
    });
    expect(after.workloads["coding"]!.difficulty).toEqual(before.workloads["coding"]!.difficulty);
  });

  it("says how alike runs of a task are, by one model and by two, or why nobody knows", () => {
    const [same, across] = alikenessWords(fit);
    expect(same).toMatch(
      /^Two runs of one task are alike by 0\.\d+, give or take 0\.\d+, from [\d,]+ tasks of 2 models\.$/,
    );
    expect(across).toMatch(
      /^Two models find a task alike by 0\.\d+, give or take 0\.\d+, from [\d,]+ tasks that several models worked at/,
    );
    const single = fitWorkload({
      sonnet: {
        tokens: Float64Array.from({ length: 40 }, (_, i) => 1_000 + i),
        isStopped: null,
        task: null,
        outcome: null,
        classes: null,
      },
    });
    expect(alikenessWords(single)).toEqual([single.sameModel.words]);
  });

  it("leaves models alone of which nothing can be said", () => {
    const none = fitWorkload({
      sonnet: { tokens: Float64Array.of(5, 6), isStopped: null, task: null, outcome: null, classes: null },
    });
    expect(none.models["sonnet"]).toMatchObject({ known: false });
    expect(applyFit(aPlan(), "coding", none, SOURCE).plan).toEqual(aPlan());
  });
});

describe("a demand in the plan", () => {
  const { history } = plantedDemand(ORDINARY, 2);
  const report = demandOf(history, isWorkingDay) as DemandReport;

  /**
   * Tasks of a working day that a plan expects on the history's last day: users · adoption · rate · growth · season, at
   * a percentile of the rate.
   */
  function seenIn(plan: Plan, p: number): number {
    const workload = plan.workloads["coding"]!;
    const { users, tasksPerUserPerDay } = workload.demand;
    expect(report.to).toBeLessThan(resolvePlan(plan).start);
    const growth = workload.demand.monthlyGrowth!;
    const monthly = typeof growth === "number" ? growth : (growth as { mode: number }).mode;
    const season = workload.demand.seasonality === undefined ? 1 : 0.7;
    const adoption = workload.demand.adoption === undefined ? 1 : 0.3;
    return (
      middleUsers(plan.people, users) *
      adoption *
      uncertainQuantile(tasksPerUserPerDay, p) *
      (1 + monthly) ** ((report.to - resolvePlan(plan).start) / 30.4375) *
      season
    );
  }

  it("meets what was seen on the last day, with the plan's own adoption, growth and season", () => {
    const { name, plan } = applyDemand(aPlan(), "coding", report, SOURCE);
    expect(name).toBe("take the demand of Agentic coding from usage");
    expect(issuesOf(plan)).toEqual([]);
    // The history ends on 31 December, before the plan's year: season 0.7, adoption 0.3.
    expect(seenIn(plan, 0.1) / report.tasksPerDay.p10).toBeCloseTo(1, 3);
    expect(seenIn(plan, 0.9) / report.tasksPerDay.p90).toBeCloseTo(1, 3);
    expect(plan.workloads["coding"]!.demand.users).toBe(1200);
    expect(plan.workloads["coding"]!.demand.rebound).toBe(-0.3);
  });

  it("of a plan without an adoption curve takes the users that were seen", () => {
    const before = aPlan();
    const { adoption: _, ...demand } = before.workloads["coding"]!.demand;
    const { plan } = applyDemand(
      { ...before, workloads: { coding: { ...before.workloads["coding"]!, demand } } },
      "coding",
      report,
      SOURCE,
    );
    expect(issuesOf(plan)).toEqual([]);
    expect(plan.workloads["coding"]!.demand.users).toMatchObject({
      value: report.users,
      evidence: { grade: "measured", source: `${SOURCE.name}, n = ${report.users!} people in 549 days` },
    });
    expect(seenIn(plan, 0.9) / report.tasksPerDay.p90).toBeCloseTo(1, 3);
  });

  it("gives rest days to the whole plan, as a change of their own", () => {
    const edit = applyRestDays(aPlan(), report)!;
    expect(edit.plan.calendar!.restDayShare).toBeCloseTo(0.15, 1);
    expect(applyRestDays(aPlan(), { ...report, restDayShare: { known: false, words: "" } })).toBeNull();
  });
});
