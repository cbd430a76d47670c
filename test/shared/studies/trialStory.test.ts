import { describe, expect, it } from "vitest";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { trialEvents, trialSentence } from "#shared/studies/driverWords.ts";
import { trialStudy } from "#shared/studies/trialStory.ts";
import { drawnMonths } from "#shared/studies/trialParts.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aStudyContext } from "./aStudyContext.ts";

const TRIALS = 300;
const CENT = 0.005;

const withActuals = (plan: Plan): Plan => ({
  ...plan,
  schema: "past-april.plan/2",
  actuals: {
    months: [
      { month: "2027-01", workloads: { coding: { spend: 900, tasks: 400 } }, unassigned: 50 },
      { month: "2027-02", workloads: { coding: { spend: 1_100, tasks: 500 } } },
    ],
  },
});

describe("one future", () => {
  it.each([
    ["the engineering template", planOfTemplate(templates[0]!)],
    ["the research template", planOfTemplate(templates[2]!)],
    ["the template with contracts", planOfTemplate(templates.find(({ id }) => id === "contracts")!)],
    ["a plan that stops at its budget", { ...aPlan(), budget: { amount: 5_000, atExhaustion: "block" as const } }],
    ["a plan with closed months", withActuals(aPlan())],
  ])("of %s is the stored trial to the cent, month by month and part by part", async (_, plan) => {
    const world = aStudyContext(TRIALS);
    const samples = await world.simulate(resolvePlan(plan), TRIALS);
    const order = Array.from({ length: TRIALS }, (__, trial) => trial).sort(
      (a, b) => samples.spend[a]! - samples.spend[b]! || a - b,
    );
    for (const rank of [0, 0.37, 1]) {
      const story = await trialStudy({ plan, scenario: null, rank }, world);
      const trial = order[story.place - 1]!;
      expect(Math.abs(story.spend - samples.spend[trial]!)).toBeLessThan(CENT);
      for (const [m, month] of story.months.entries()) {
        expect(Math.abs(month.spend - samples.months[m]![trial]!), `month ${m}`).toBeLessThan(CENT);
        const parts = [...month.workloads, ...month.fixedCosts, month.other].reduce((sum, part) => sum + part, 0);
        expect(Math.abs(parts - month.spend), `parts of month ${m}`).toBeLessThan(CENT);
      }
      for (const [w] of story.workloads.entries()) {
        const year = story.months.reduce((sum, { workloads }) => sum + workloads[w]!, 0);
        expect(Math.abs(year - samples.workloads[w]!.spend[trial]!)).toBeLessThan(CENT);
      }
      expect(Math.abs(story.months.at(-1)!.cumulative - story.spend)).toBeLessThan(CENT);
      expect(story.spentOn ?? -1).toBe(samples.runOutDay[trial]);
      for (const { parts, spend } of drawnMonths(story).months)
        expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - spend)).toBeLessThan(CENT);
    }
  });

  it("goes from the cheapest to the dearest, and knows its place", async () => {
    const world = aStudyContext(TRIALS);
    const stories = await Promise.all(
      [0, 0.25, 0.5, 0.75, 1].map((rank) => trialStudy({ plan: aPlan(), scenario: null, rank }, world)),
    );
    expect(stories.map(({ place }) => place)).toEqual([1, 75, 150, 225, 300]);
    expect(stories.every(({ spend }, i) => i === 0 || spend >= stories[i - 1]!.spend)).toBe(true);
    expect(trialSentence(stories[2]!, aPlan())).toMatch(/^Simulated year 150 of 300, from the cheapest; it ends at \$/);
  });

  it("says what it drew, with its place among all, and what happened when", async () => {
    const plan = planOfTemplate(templates[0]!);
    const story = await trialStudy({ plan, scenario: null, rank: 0.95 }, aStudyContext(TRIALS));
    expect(story.drawn.every(({ rank }) => rank >= 0 && rank <= 1)).toBe(true);
    expect(new Set(story.drawn.map(({ unknown }) => unknown.id)).size).toBe(story.drawn.length);
    for (const { month, title, detail } of trialEvents(plan, story)) {
      expect(month).toBeGreaterThanOrEqual(0);
      expect(month).toBeLessThan(12);
      expect(title).toMatch(/: /);
      expect(detail).not.toBe("");
    }
  });
});
