import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { addScenario, differenceAsPatch, type WithScenario } from "./scenarioEdits.ts";
import { applyScenario } from "./scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { unknownAt } from "#shared/plan/unknowns/held.ts";
import type { Unknown } from "#shared/plan/unknowns/unknowns.ts";

/**
 * Whether an unknown can be written down as a scenario: a number, a change or a pilot; who the users are and how months
 * wander is nothing that a plan states.
 */
export function canBeScenario({ kind }: Unknown): boolean {
  return kind === "number" || kind === "change" || kind === "pilot";
}

/**
 * The plan document with an unknown held at a standard normal score, as a planner would write it: certain at that
 * value, so that nothing moves along with it any more.
 */
export function planHolding(plan: Plan, unknown: Unknown, score: number): Plan {
  const held = certainAt(plan, unknown, score);
  const correlations = plan.correlations?.filter(
    ({ between }) =>
      !between.some((pointer) => pointer === unknown.pointer || pointer.startsWith(`${unknown.pointer}/`)),
  );
  return correlations === undefined || correlations.length === plan.correlations?.length
    ? held
    : { ...held, correlations };
}

function certainAt(plan: Plan, unknown: Unknown, score: number): Plan {
  const resolved = resolveScenario(plan, null);
  switch (unknown.kind) {
    case "change": {
      const event = unknown.pointer.replace(/\/multiplier$/, "");
      return setAt(setAt(plan, unknown.pointer, unknownAt(resolved, unknown, score)), `${event}/probability`, 1);
    }
    case "pilot": {
      const tokens = plan.workloads[unknown.workload!]!.attempts[unknown.model]!.tokens;
      const factor = unknownAt(resolved, unknown, score);
      const { runs: _, evidence: __, ...known } = tokens;
      if (known.family === "empirical")
        return setAt(plan, unknown.pointer, { ...known, quantiles: known.quantiles.map((value) => value * factor) });
      return setAt(
        plan,
        unknown.pointer,
        "median" in known
          ? { ...known, median: known.median * factor }
          : { ...known, p50: known.p50 * factor, p95: known.p95 * factor },
      );
    }
    case "number": {
      const points = unknown.pointer.endsWith("/demand/adoption")
        ? plan.workloads[unknown.workload!]!.demand.adoption
        : undefined;
      if (points === undefined) return setAt(plan, unknown.pointer, unknownAt(resolved, unknown, score));
      // The points of a curve share one rank: they move as one.
      return points.reduce(
        (before, { share }, i) =>
          setAt(
            before,
            `${unknown.pointer}${pointerOf([i, "share"])}`,
            Math.min(1, Math.max(0, drawUncertain(share, score))),
          ),
        plan,
      );
    }
    case "success":
    case "users":
    case "wander":
      throw new Error(`a scenario cannot hold ${unknown.id}`);
  }
}

/** A new scenario that holds an unknown of the plan, or of one of its scenarios, at a score. */
export function addHeldScenario(
  plan: Plan,
  scenarioId: string | null,
  unknown: Unknown,
  score: number,
  name: string,
): WithScenario {
  const base = scenarioId === null ? plan : applyScenario(plan, scenarioId);
  return addScenario(plan, { name, change: differenceAsPatch(plan, planHolding(base, unknown, score)) });
}
