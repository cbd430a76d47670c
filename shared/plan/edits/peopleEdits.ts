import { significant } from "#shared/format/digits.ts";
import { omit, type PlanEdit, setAt } from "./edits.ts";
import { isShareOfGroup, middleUsers, peopleBehind } from "#shared/plan/headCount.ts";
import { freshId } from "#shared/plan/ids.ts";
import { without } from "./modelEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { PeopleGroup, UsersOf } from "#shared/plan/schema/people.ts";
import type { Plan, Scenario, Uncertain, Users } from "#shared/plan/schema/plan.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";
import { groupName } from "#shared/plan/fields/fieldLabels.ts";
import { scaled } from "#shared/plan/unknowns/scores.ts";
import { inItsVersion } from "#shared/plan/versions.ts";

/** Named edits of the head-count table and of who takes a share of it; see `edits.ts`. */

/** A new group at the end of the table, with the id it got. */
export function addGroup(
  plan: Plan,
  group: PeopleGroup = { name: "New group", count: { value: 0, evidence: { grade: "guessed" } } },
): PlanEdit & { readonly id: string } {
  const id = freshId(group.name ?? "group", plan.people ?? {});
  const added = setAt(plan, pointerOf(["people", id]), group);
  return { id, name: `add ${group.name ?? id}`, plan: inItsVersion(added, plan) };
}

/** A group under another name; its id stays. */
export function renameGroup(plan: Plan, id: string, name: string): PlanEdit {
  const renamed = setAt(plan, pointerOf(["people", id, "name"]), name === "" ? undefined : name);
  return { name: `rename ${groupName(plan, id)}`, plan: renamed };
}

/** The ids of workloads whose people are a share of a group, in the order of the plan. */
export function workloadsOfGroup({ workloads }: Plan, group: string): string[] {
  return Object.entries(workloads).flatMap(([id, { demand }]) =>
    isShareOfGroup(demand.users) && demand.users.of === group ? [id] : [],
  );
}

/** The ids of seats that are a share of a group, in the order of the plan. */
export function seatsOfGroup({ seats = {} }: Plan, group: string): string[] {
  return Object.entries(seats).flatMap(([id, { count }]) => (isSeatsOf(count, group) ? [id] : []));
}

function isSeatsOf(count: unknown, group: string): count is UsersOf {
  return isShareOfGroup(count) && count.of === group;
}

/** The people of a workload as a share of a group: that which comes nearest to those that it has. */
export function takeFromGroup(plan: Plan, workload: string, group: string): PlanEdit {
  const { users } = plan.workloads[workload]!.demand;
  const all = middleUsers(plan.people, { of: group, share: 1 });
  const own = middleUsers(plan.people, users);
  const share = all > 0 && own > 0 ? Math.min(1, significant(own / all, 2)) : 1;
  const taken: UsersOf = { of: group, share: { value: share, evidence: { grade: "guessed" } } };
  return {
    name: `take the people of ${nameOf(plan, workload)} from ${groupName(plan, group)}`,
    plan: inItsVersion(setAt(plan, usersAt(workload), taken), plan),
  };
}

/** The people of a workload as the first group of a table, of which it takes all. */
export function putIntoTable(plan: Plan, workload: string): PlanEdit {
  const { users } = plan.workloads[workload]!.demand;
  if (isShareOfGroup(users)) return { name: "change nothing", plan };
  const { plan: withGroup, id } = addGroup(plan, { name: nameOf(plan, workload), count: users });
  return { name: "begin a head-count table", plan: takeFromGroup(withGroup, workload, id).plan };
}

/** A workload's people as a number of its own: as many as its share of the group comes to. */
export function ownPeople(plan: Plan, workload: string): PlanEdit {
  const { users } = plan.workloads[workload]!.demand;
  return {
    name: `give ${nameOf(plan, workload)} people of its own`,
    plan: inItsVersion(setAt(plan, usersAt(workload), ownNumber(plan, users)), plan),
  };
}

/**
 * The plan without a group. Workloads that took shares of it keep as many people, as numbers of their own, seats as
 * many as they are, and so do scenarios that give them a share.
 */
export function removeGroup(plan: Plan, id: string): PlanEdit {
  let rest = workloadsOfGroup(plan, id).reduce((left, workload) => ownPeople(left, workload).plan, plan);
  for (const seats of seatsOfGroup(plan, id))
    rest = setAt(rest, seatsAt(seats), ownNumber(plan, plan.seats![seats]!.count as UsersOf));
  rest = { ...rest, ...ownInScenarios(rest, id) };
  const left = without(rest, "people", id);
  // A plan without groups does not say that it has none.
  const cleared = Object.keys(left.people ?? {}).length === 0 ? omit(left, "people") : left;
  return { name: `remove ${groupName(plan, id)}`, plan: inItsVersion(cleared, plan) };
}

function ownInScenarios(plan: Plan, group: string): Pick<Plan, "scenarios"> {
  if (plan.scenarios === undefined) return {};
  const scenarios = Object.entries(plan.scenarios).map(([id, given]) => {
    const scenario = withOwnSeats(plan, given, group);
    const workloads = scenario.change["workloads"];
    if (!isJsonObject(workloads)) return [id, scenario] as const;
    const changed = Object.entries(workloads).map(([workload, change]) => {
      const demand = isJsonObject(change) ? change["demand"] : undefined;
      const users = isJsonObject(demand) ? demand["users"] : undefined;
      if (!isShareOfGroup(users) || users.of !== group) return [workload, change] as const;
      const own = ownNumber(plan, users);
      return [workload, { ...(change as object), demand: { ...(demand as object), users: own } }] as const;
    });
    return [id, { ...scenario, change: { ...scenario.change, workloads: Object.fromEntries(changed) } }] as const;
  });
  return { scenarios: Object.fromEntries(scenarios) };
}

/** A scenario whose seats are numbers of their own where they were a share of a group. */
function withOwnSeats(plan: Plan, scenario: Scenario, group: string): Scenario {
  const { seats } = scenario.change;
  if (!isJsonObject(seats)) return scenario;
  const own = Object.entries(seats).map(([id, change]) => {
    const count = isJsonObject(change) ? change["count"] : undefined;
    return [id, isSeatsOf(count, group) ? { ...(change as object), count: ownNumber(plan, count) } : change] as const;
  });
  return { ...scenario, change: { ...scenario.change, seats: Object.fromEntries(own) } };
}

/** The number that a share of a group comes to: the form of the head count, at the middle of the share. */
function ownNumber({ people }: Plan, users: Users): Uncertain {
  if (!isShareOfGroup(users)) return users;
  const whole = middleUsers(people, { of: users.of, share: 1 });
  const factor = whole > 0 ? middleUsers(people, users) / whole : 0;
  if (factor === 0) return { value: 0, evidence: { grade: "guessed" } };
  const { count } = peopleBehind(people, users);
  const own = rounded(scaled(count, factor));
  return typeof own === "number" ? { value: own, evidence: { grade: "guessed" } } : own;
}

/** Four digits of a number that a division made; a list of values stays as it is. */
function rounded(number: Uncertain): Uncertain {
  if (typeof number === "number") return significant(number, 4);
  if ("value" in number) return { value: significant(number.value, 4) };
  if ("p10" in number) return { p10: significant(number.p10, 4), p90: significant(number.p90, 4) };
  return number;
}

function seatsAt(id: string): string {
  return pointerOf(["seats", id, "count"]);
}

function usersAt(workload: string): string {
  return pointerOf(["workloads", workload, "demand", "users"]);
}

function nameOf(plan: Plan, workload: string): string {
  return plan.workloads[workload]?.name ?? workload;
}
