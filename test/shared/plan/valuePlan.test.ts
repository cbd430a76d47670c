import { describe, expect, it } from "vitest";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { versionOf } from "#shared/plan/versions.ts";
import { aPlan } from "./aPlan.ts";
import { aCase, aGate, aValuePlan } from "./aValuePlan.ts";

function faultsOf(plan: unknown): string[] {
  const read = checkPlan(plan);
  return read.ok ? [] : read.issues.map((issue) => `${issue.pointer}: ${describeIssue(issue)}`);
}

/** The plan with another case. */
function withCase(change: object): unknown {
  return aValuePlan({ case: { ...aCase(), ...change } });
}

describe("the value part of a plan", () => {
  it("is read, and is of version 3", () => {
    expect(faultsOf(aValuePlan())).toEqual([]);
    expect(versionOf(aValuePlan())).toBe("past-april.plan/3");
  });

  it("leaves a plan without it in its version, with its hash", () => {
    const { value: _, ...plan } = aValuePlan();
    const coding = { ...plan.workloads["coding"]! };
    delete coding.case;
    delete coding.gate;
    const bare: Plan = { ...plan, schema: "past-april.plan/1", workloads: { coding } };
    expect(versionOf(bare)).toBe("past-april.plan/1");
    expect(planHash(bare)).toBe(planHash(aPlan()));
  });

  it.each([
    ["value", { value: { baseRate: 0.05 } }],
    ["case", { workloads: { coding: { ...aPlan().workloads["coding"]!, case: {} } } }],
    ["gate", { workloads: { coding: { ...aPlan().workloads["coding"]!, gate: aGate() } } }],
  ])("refuses %s in a lower version", (name, part) => {
    const faults = faultsOf({ ...aPlan(), ...part });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`in a plan with "${name}"`);
  });

  it("refuses benefit in the actuals of a lower version", () => {
    const month = { month: "2027-01", workloads: { coding: { spend: 5, benefit: 9_000 } } };
    const faults = faultsOf({ ...aPlan(), schema: "past-april.plan/2", actuals: { months: [month] } });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('in a plan with "benefit"');
  });
});

describe("what is refused, with its path", () => {
  const metric = aCase().metric!;
  const behaviour = aCase().behaviour!;
  it.each([
    ["/value/baseRate", aValuePlan({ value: { baseRate: 0 } }), "a number above 0"],
    ["/value/baseRate", aValuePlan({ value: { baseRate: 1 } }), "a number below 1"],
    [
      "/value/record/works/passed",
      aValuePlan({ value: { record: { works: { passed: 7, of: 6 } } } }),
      "at most as many as came to it",
    ],
    [
      "/workloads/coding/case/metric/after/values/1",
      withCase({ metric: { ...metric, after: { ...metric.after!, values: [7.4, 0, 8.1] } } }),
      "a value above 0",
    ],
    [
      "/workloads/coding/case/metric/after/from",
      withCase({ metric: { ...metric, after: { ...metric.after!, from: "2026-08" } } }),
      "a month later than 2026-08",
    ],
    ["/workloads/coding/case/metric/target", withCase({ metric: { ...metric, target: 0 } }), "a change above 0"],
    ["/workloads/coding/case/metric/target", withCase({ metric: { ...metric, target: 1 } }), "a share below 1"],
    [
      "/workloads/coding/case/metric/control/after",
      withCase({ metric: { ...metric, control: { name: "others", before: metric.before!.values, after: [1] } } }),
      "one for each of after",
    ],
    ["/workloads/coding/case/behaviour/needed", withCase({ behaviour: { ...behaviour, needed: 1.2 } }), "at most 1"],
    [
      "/workloads/coding/case/behaviour/did/values/1",
      withCase({ behaviour: { ...behaviour, did: { from: "2026-10", values: [120, 1_201] } } }),
      "at most as many as are eligible",
    ],
    [
      "/workloads/coding/case/saved/share",
      withCase({ saved: { hours: 2, hourlyCost: 95, share: 0.5 } }),
      '"goesTo" positions, backlog or cash',
    ],
    [
      "/workloads/coding/case/saved/share",
      withCase({ saved: { hours: 2, hourlyCost: 95, goesTo: "counted", share: 0.5 } }),
      '"goesTo" positions, backlog or cash',
    ],
    [
      "/workloads/coding/case/oneOff/0/month",
      withCase({ oneOff: [{ name: "review", month: "2026-12", amount: 5 }] }),
      "a month of the fiscal year",
    ],
    [
      "/workloads/coding/gate/keepIf/what",
      aValuePlan({
        case: { answersFor: "bonus of the VP Engineering" },
        gate: { ...aGate(), keepIf: { what: "change", atLeast: 0.2, goodTo: 0.05 } },
      }),
      "a case whose metric has a target",
    ],
    [
      "/workloads/coding/gate/keepIf/what",
      aValuePlan({ gate: { ...aGate(), keepIf: { what: "tokens", atMost: 5 } as never } }),
      "costPerOutcome",
    ],
    ["/workloads/coding/gate/decideOn", aValuePlan({ gate: { ...aGate(), decideOn: "March" } }), "a month such as"],
  ])("%s", (pointer, plan, wanted) => {
    const faults = faultsOf(plan);
    expect(faults.map((issue) => issue.split(":")[0])).toContain(pointer);
    expect(faults.join("\n")).toContain(wanted);
  });

  it("accepts a zero on scale level", () => {
    const level = { ...metric, scale: "level", after: { ...metric.after!, values: [7.4, 0, 8.1] } };
    expect(faultsOf(withCase({ metric: level }))).toEqual([]);
  });

  it("refuses more exceptions than tasks", () => {
    const month = { month: "2027-01", workloads: { coding: { spend: 5, tasks: 10, exceptions: 11 } } };
    expect(faultsOf({ ...aValuePlan(), actuals: { months: [month] } }).join()).toContain("11 exceptions in 10 tasks");
  });
});

describe("defaults of a case", () => {
  it("fills in what is left out", () => {
    const { value, workloads } = resolvePlan(aValuePlan({ case: { saved: { hours: 2, hourlyCost: 95 } } }));
    expect(value).toEqual({ baseRate: 0.05, record: {} });
    expect(workloads[0]!.case).toEqual({
      metric: null,
      cycleTime: null,
      workflow: [],
      answersFor: null,
      behaviour: null,
      saved: { hours: 2, hourlyCost: 95, goesTo: "nothing", share: 0 },
      anyway: null,
      lagMonths: { min: 0, mode: 2, max: 6 },
      disbenefits: [],
      oneOff: [],
      runCost: 0,
    });
    expect(workloads[0]!.gate).toMatchObject({ month: 2, pass: 4, fail: 0, decided: null });
  });

  it("stand in the register as guesses of this program", () => {
    const register = assumptionRegister(
      aValuePlan({ value: {}, case: { saved: { hours: 2, hourlyCost: 95, goesTo: "backlog" } } }),
    );
    const own = register.filter(({ evidence }) => evidence?.source === "default of Past April");
    expect(own.map(({ pointer, grade }) => `${pointer} ${grade}`)).toEqual([
      "/value/baseRate guessed",
      "/workloads/coding/case/anyway guessed",
      "/workloads/coding/case/lagMonths guessed",
      "/workloads/coding/case/saved/share guessed",
    ]);
    expect(assumptionRegister(aPlan()).some(({ pointer }) => pointer.startsWith("/value"))).toBe(false);
  });
});

describe("a scenario of a case", () => {
  const scenario = (change: object): Plan => ({ ...aValuePlan(), scenarios: { other: { change: { ...change } } } });

  it("merges the case and replaces its statements whole", () => {
    const plan = scenario({
      workloads: {
        coding: { case: { runCost: 7, metric: { name: "another metric" } }, gate: { ...aGate(), pass: 2 } },
      },
    });
    expect(faultsOf(plan)).toEqual([]);
    const changed = applyScenario(plan, "other").workloads["coding"]!;
    expect(changed.case).toMatchObject({ runCost: 7, answersFor: aCase().answersFor });
    expect(changed.case!.metric).toEqual({ name: "another metric" });
    expect(changed.gate).toEqual({ ...aGate(), pass: 2 });
  });

  it("may take a case away", () => {
    const plan = scenario({ workloads: { coding: { case: null, gate: null } } });
    expect(faultsOf(plan)).toEqual([]);
    expect(applyScenario(plan, "other").workloads["coding"]!.case).toBeUndefined();
  });
});
