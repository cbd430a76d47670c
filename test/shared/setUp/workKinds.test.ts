import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { addWorkloadOfKind, WORK_KINDS } from "#shared/setUp/workKinds.ts";
import { aPlan } from "#test/renderer/fakes.ts";

describe("a kind of work from the library", () => {
  it.each(WORK_KINDS)(
    "$name is sound, costs nothing before it has people, and says of every figure that it is guessed",
    (kind) => {
      const plan = aPlan();
      const { plan: after, id } = addWorkloadOfKind(plan, "sonnet", kind);
      expect(checkPlan(after)).toMatchObject({ ok: true });
      const own = assumptionRegister(after).filter(({ pointer }) => pointer.startsWith(`/workloads/${id}/`));
      expect(own.length).toBeGreaterThan(4);
      expect(own.map(({ grade }) => grade)).toEqual(own.map(() => "guessed"));
      const spendOf = (of: typeof after): number =>
        simulateTrials(resolvePlan(of), 1, 0, 20)
          .workloads.at(-1)!
          .spend.reduce((sum, money) => sum + money, 0);
      expect(spendOf(after)).toBe(0);
      expect(spendOf(setAt(after, `/workloads/${id}/demand/users`, 10))).toBeGreaterThan(0);
    },
  );

  it("is priced in the plan's currency, and named apart from one that is there", () => {
    const [coding] = WORK_KINDS;
    const plan = aPlan({
      schema: "past-april.plan/3",
      currency: "EUR",
      currencies: { USD: { rate: 0.5 } },
    });
    const { plan: one } = addWorkloadOfKind(plan, "sonnet", coding!);
    const { plan: two } = addWorkloadOfKind(one, "sonnet", coding!);
    expect(one.workloads["coding-agent"]!.outcome.value).toMatchObject({ p10: 30, p90: 100 });
    expect(two.workloads["coding-agent-2"]!.name).toBe("Coding agent 2");
  });

  it("puts tokens of classes that the model does not price under input", () => {
    const { plan, id } = addWorkloadOfKind(aPlan(), "sonnet", WORK_KINDS[0]!);
    expect(plan.workloads[id]!.attempts["sonnet"]!.mix).toEqual({ input: 0.99, output: 0.01 });
  });
});
