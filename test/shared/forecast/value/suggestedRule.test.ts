import { beforeAll, describe, expect, it } from "vitest";
import { suggestedRule } from "#shared/forecast/value/suggestedRule.ts";
import { betterLimitWords } from "#shared/forecast/value/words/ruleWords.ts";
import { findUse, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { WorkloadValue } from "#shared/forecast/value/valueDocument.ts";
import type { ResolvedMetric } from "#shared/plan/resolving/resolvedValue.ts";
import { valueStudy } from "#shared/studies/value.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";
import { aValuePlan } from "./aValuePlan.ts";

let facts: ValueFacts;
beforeAll(async () => {
  const plan = aValuePlan();
  const { answer } = await valueStudy({ plan, scenario: null, original: null }, aStudyContext(200));
  facts = { answer, plan: resolvePlan(plan) };
}, 60_000);

/** Agentic coding with other figures, and another metric of which nothing is measured; null: its own. */
function aUse(metric: Partial<ResolvedMetric> | null, value: Partial<WorkloadValue> = {}): ValueUse {
  const use = findUse(facts, "coding")!;
  const own = use.workload.case!;
  const { name } = own.metric!;
  return {
    ...use,
    workload: {
      ...use.workload,
      case: { ...own, metric: metric === null ? own.metric : { name, better: "higher", scale: "log", ...metric } },
    },
    value: { ...use.value, ...value },
  };
}

const works = (chance: number): Pick<WorkloadValue, "gates"> => ({
  gates: [{ gate: "works", by: "reference", chance }],
});
const cut = (saves: number, givesUp: number): Pick<WorkloadValue, "ifCut"> => ({
  ifCut: { from: "2027-04-01", saves: { mean: saves }, givesUp: { mean: givesUp } },
});

/** A metric of which nothing is measured: the effect is a claim of 0.2, certain, and so known to a half. */
const CLAIMED = { scale: "level", better: "higher", target: 0.2 } as const;

describe("a rule to begin with", () => {
  it("asks for more where the use costs more, and for no change below 0", () => {
    const at = (chance: number, saves: number): number => {
      const rule = suggestedRule(facts, aUse(CLAIMED, { ...works(chance), ...cut(saves, 200) }), "change");
      return rule.what === "change" ? rule.atLeast : Number.NaN;
    };
    expect(at(0.5, 300)).toBeGreaterThan(at(0.5, 100));
    // What costs next to nothing would be kept whatever is seen.
    expect(at(0.5, 1e-6)).toBe(0);
  });

  it.each([
    ["nothing is known of its costs", { ifCut: null }],
    ["it gives up nothing", cut(100, 0)],
    ["keeping it costs nothing", cut(0, 200)],
  ])("is half of the claim where %s", (_, value) => {
    expect(suggestedRule(facts, aUse(CLAIMED, { ...works(0.5), ...value }), "change")).toEqual({
      what: "change",
      atLeast: 0.1,
      goodTo: 0.1,
    });
  });

  it("states the limit as the rule reads it: a share that is less, on a logarithmic scale", () => {
    const rule = suggestedRule(
      facts,
      aUse({ scale: "log", better: "lower", target: { p10: 0.1, p90: 0.3 } }, { ifCut: null }),
      "change",
    );
    // Half of the middle of −ln 0.9 and −ln 0.7: 0.1155, which is 10.9 % less.
    expect(rule).toEqual({ what: "change", atLeast: 0.11, goodTo: 0.12 });
  });

  it("takes its error from the months where the effect is estimated", () => {
    const use = findUse(facts, "coding")!;
    const { effect } = use.value;
    if (effect === null || "refused" in effect) throw new Error("nothing is estimated");
    const { p10, p90 } = effect.quantiles;
    const rule = suggestedRule(facts, use, "change");
    expect(rule.what === "change" && rule.goodTo).toBeCloseTo((Math.log1p(p90) - Math.log1p(p10)) / 2 / 1.2816, 2);
  });

  it("says which limit would bring more than the written one, and nothing where it brings as much", () => {
    const gate = {
      decideOn: "2027-06",
      decided: null,
      passes: 0.4,
      ruleWorth: 10_000,
      bestWorth: 500_000,
      bestCut: 4.4e6,
    };
    expect(betterLimitWords(facts, aUse(null, { gate }))).toBe(
      "A limit of $4.4M would bring $500,000 more than deciding today.",
    );
    expect(betterLimitWords(facts, aUse(null, { gate: { ...gate, ruleWorth: 499_000 } }))).toBeNull();
    expect(betterLimitWords(facts, aUse(null, { gate: { ...gate, bestCut: null } }))).toBeNull();
    expect(betterLimitWords(facts, aUse(null, { gate: { ...gate, ruleWorth: null, bestWorth: null } }))).toBeNull();
  });
});
