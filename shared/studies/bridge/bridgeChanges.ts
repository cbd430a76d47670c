import { checkPlan } from "#shared/plan/check/read.ts";
import { patchOf, type Difference } from "#shared/plan/scenarios/scenarioEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/* What counts as one change on the bridge from a plan to its scenario, and which changes may act on each other. */

/** Id of the scenario that holds some of the changes. */
export const PART = "part-of-it";

/** The plan with a scenario `PART` in which some of the changes are made. */
export function withChanges(plan: Plan, groups: readonly (readonly Difference[])[], made: readonly number[]): Plan {
  return { ...plan, scenarios: { [PART]: { change: patchOf(made.flatMap((i) => groups[i]!)) } } };
}

/**
 * What a planner would call one change: a difference, where the plan is sound with it alone and with all but it; else
 * all differences of the same workload, model or cost; else all of them. Only sound plans are calculated.
 */
export function groupsOf(plan: Plan, differences: readonly Difference[]): (readonly Difference[])[] {
  const isSound = (groups: readonly (readonly Difference[])[]): boolean => {
    const all = groups.map((_, i) => i);
    const subsets =
      groups.length <= 6
        ? Array.from({ length: 2 ** groups.length }, (_, subset) => all.filter((k) => (subset >> k) & 1))
        : [...all.map((i) => [i]), ...all.map((i) => all.filter((k) => k !== i))];
    return subsets.every((made) => checkPlan(withChanges(plan, groups, made)).ok);
  };
  const single = differences.map((difference) => [difference]);
  if (isSound(single)) return single;
  const byPlace = new Map<string, Difference[]>();
  for (const difference of differences) {
    const place = difference.path.slice(0, 2).join("/");
    byPlace.set(place, [...(byPlace.get(place) ?? []), difference]);
  }
  const grouped = [...byPlace.values()];
  return isSound(grouped) ? grouped : [[...differences]];
}

/** Changes that may act on each other: those of one workload; all, as soon as one belongs to none. */
export function apart(groups: readonly (readonly Difference[])[]): number[][] {
  const workloadOf = (group: readonly Difference[]): string | null => {
    const ids = new Set(group.map(({ path }) => (path[0] === "workloads" ? String(path[1]) : null)));
    return ids.size === 1 ? [...ids][0]! : null;
  };
  const ids = groups.map(workloadOf);
  if (ids.includes(null)) return [groups.map((_, i) => i)];
  return [...new Set(ids)].map((id) => ids.flatMap((own, i) => (own === id ? [i] : [])));
}
