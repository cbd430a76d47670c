import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { bridgeStudy } from "#shared/studies/bridge/bridge.ts";
import { versionBridge } from "#shared/studies/bridge/versionBridge.ts";
import { mean } from "#shared/statistics/moments.ts";
import { aStudyContext } from "./aStudyContext.ts";

const SEED = 3;
const plan = planOfTemplate(templates.find(({ id }) => id === "research")!);
const [first] = Object.keys(plan.workloads);

/** A later version: more people, dearer seats, other words, a scenario that is gone. */
function later(): Plan {
  const { scenarios: _gone, ...own } = structuredClone(plan);
  const workload = own.workloads[first!]!;
  return {
    ...own,
    name: "A later version",
    about: { ...own.about, version: "2" },
    schema: "past-april.plan/3",
    workloads: {
      ...own.workloads,
      [first!]: {
        ...workload,
        name: "Another name",
        owner: "Somebody else",
        demand: { ...workload.demand, users: 30 },
        reviewMinutes: undefined,
      } as typeof workload,
    },
    budget: { ...own.budget, amount: own.budget.amount + 1_000 },
  };
}

function lean(one: Plan): Plan {
  return JSON.parse(JSON.stringify(one)) as Plan;
}

describe("the bridge between two versions of a plan", () => {
  it("leads from the earlier to the later, by the changes of figures alone, and sums to the difference", async () => {
    const after = lean(later());
    const question = versionBridge(plan, after)!;
    expect(checkPlan(question.plan).ok).toBe(true);
    const trials: number[] = [];
    const bridge = await bridgeStudy(question, {
      ...aStudyContext(Infinity, SEED),
      simulate: (resolved, count) => {
        trials.push(count);
        return Promise.resolve(simulateTrials(resolved, SEED, 0, count));
      },
    });
    const pointers = bridge.bars.flatMap((bar) => bar.pointers);
    expect(pointers).toContain(`/workloads/${first!}/demand/users`);
    expect(pointers.filter((pointer) => /name|owner|about|schema/.test(pointer))).toEqual([]);
    // Another budget costs nothing.
    expect(bridge.bars.find((bar) => bar.pointers.includes("/budget/amount"))!.figures.spend.mean).toBe(0);
    const spendOf = (one: Plan): number => mean(simulateTrials(resolvePlan(one), SEED, 0, bridge.trials).spend);
    const sum = bridge.bars.reduce((all, bar) => all + bar.figures.spend.mean, 0);
    expect(sum).toBeCloseTo(spendOf(after) - spendOf(plan), 6);
    expect(bridge.total.spend.mean).toBeCloseTo(sum, 6);
    expect(sum).toBeGreaterThan(0);
  });

  it("leads nowhere where only words differ", () => {
    expect(versionBridge(plan, { ...plan, name: "Renamed", about: { version: "2" } })).toBeNull();
    expect(versionBridge(plan, plan)).toBeNull();
  });
});
