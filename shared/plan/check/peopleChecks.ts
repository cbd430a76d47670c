import { isShareOfGroup } from "#shared/plan/headCount.ts";
import type { Path } from "#shared/plan/pointer.ts";
import { anyOf, quoted } from "#shared/plan/schema/describe.ts";
import type { Plan, Workload } from "#shared/plan/schema/plan.ts";
import { issueAt, nearestName, type Issue } from "./issues.ts";
import { monthListIssues } from "./settingsChecks.ts";

type Workloads = readonly (readonly [id: string, workload: Workload])[];

type Seats = NonNullable<Plan["seats"]>;

/** What the head-count table says against the year, and against workloads that take shares of it. */
export function peopleIssues(plan: Plan, workloads: Workloads, isSound: (path: Path) => boolean): Issue[] {
  const { people = {} } = plan;
  // What is left out is sound.
  if (plan.people !== undefined && !isSound(["people"])) return [];
  // Seats that are not sound say so themselves.
  const seats = plan.seats !== undefined && isSound(["seats"]) ? plan.seats : {};
  const months = isSound(["fiscalYear"]) ? plan.fiscalYear.months : null;
  return [...groupNameIssues(people, workloads, seats), ...(months === null ? [] : monthIssues(people, months))];
}

function monthIssues(people: NonNullable<Plan["people"]>, months: number): Issue[] {
  return Object.entries(people).flatMap(([id, { byMonth }]) =>
    monthListIssues(byMonth, months, ["people", id, "byMonth"]),
  );
}

/** Groups that people of workloads, or seats, are a share of and the table has not. */
function groupNameIssues(people: NonNullable<Plan["people"]>, workloads: Workloads, seats: Seats): Issue[] {
  const groups = Object.keys(people);
  const shares = [
    ...workloads.map(([id, { demand }]) => ({
      users: demand.users,
      path: ["workloads", id, "demand", "users"],
    })),
    ...Object.entries(seats).map(([id, { count }]) => ({ users: count, path: ["seats", id, "count"] })),
  ];
  return shares.flatMap(({ users, path }) => {
    if (!isShareOfGroup(users) || groups.includes(users.of)) return [];
    const wanted = groups.length === 0 ? "a group of the plan's people" : anyOf(groups);
    const found = `the group ${quoted(users.of)}, which is not in the head-count table`;
    return [issueAt([...path, "of"], found, wanted, nearestName(users.of, groups))];
  });
}
