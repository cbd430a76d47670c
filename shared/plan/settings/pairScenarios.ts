import { isCertain } from "#shared/distributions/uncertain.ts";
import { canonicalJson } from "#shared/plan/canonical.ts";
import { rankPointer } from "#shared/plan/defaults.ts";
import { omit } from "#shared/plan/edits/edits.ts";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan, Scenario } from "#shared/plan/schema/plan.ts";
import { pairableInputs } from "#shared/plan/unknowns/inputs.ts";

/** Two assumptions that move together, as the plan states them. */
export type Pair = NonNullable<Plan["correlations"]>[number];

/**
 * The plan with other pairs. A scenario that holds an assumption still, or has it no more, cannot pair it: it states the
 * pairs that are left to it. A list that a scenario was given by hand stays its own.
 */
export function withPairs(plan: Plan, pairs: readonly Pair[]): Plan {
  const changed: Plan = pairs.length === 0 ? omit(plan, "correlations") : { ...plan, correlations: [...pairs] };
  if (plan.scenarios === undefined) return changed;
  const scenarios = scenarioIds(plan).map((id) => {
    const scenario = plan.scenarios![id]!;
    const possible = pairableIn(applyScenario(withoutOwnPairs(plan, id), id));
    const left = (list: readonly Pair[]): Pair[] =>
      list.filter(({ between }) => between.every((pointer) => possible.has(rankPointer(pointer))));
    const own = scenario.change["correlations"];
    const isOwn = own !== undefined && canonicalJson(own) !== canonicalJson(left(plan.correlations ?? []));
    return [id, isOwn ? scenario : withOwnPairs(scenario, left(pairs), pairs.length)] as const;
  });
  return { ...changed, scenarios: Object.fromEntries(scenarios) };
}

function withOwnPairs(scenario: Scenario, left: readonly Pair[], all: number): Scenario {
  if (left.length < all) return { ...scenario, change: { ...scenario.change, correlations: [...left] } };
  return Object.hasOwn(scenario.change, "correlations")
    ? { ...scenario, change: omit(scenario.change, "correlations") }
    : scenario;
}

function withoutOwnPairs(plan: Plan, id: string): Plan {
  const scenario = plan.scenarios![id]!;
  return {
    ...plan,
    scenarios: { ...plan.scenarios, [id]: { ...scenario, change: omit(scenario.change, "correlations") } },
  };
}

/** Ranks of what is uncertain and drawn once a simulated year. */
function pairableIn(plan: Plan): Set<string> {
  return new Set(
    pairableInputs(plan)
      .filter(({ value }) => !isCertain(value))
      .map(({ pointer }) => rankPointer(pointer)),
  );
}
