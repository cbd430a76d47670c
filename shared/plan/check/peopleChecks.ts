import { isShareOfGroup } from "#shared/plan/headCount.ts";
import type { Path } from "#shared/plan/pointer.ts";
import { anyOf, quoted } from "#shared/plan/schema/describe.ts";
import type { Plan, Workload } from "#shared/plan/schema/plan.ts";
import { issueAt, nearestName, type Issue } from "./issues.ts";
import { monthListIssues } from "./settingsChecks.ts";

type Workloads = readonly (readonly [id: string, workload: Workload])[];

/** What the head-count table says against the year, and against workloads that take shares of it. */
export function peopleIssues(plan: Plan, workloads: Workloads, isSound: (path: Path) => boolean): Issue[] {
  const { people = {} } = plan;
  // What is left out is sound.
  if (plan.people !== undefined && !isSound(["people"])) return [];
  const months = isSound(["fiscalYear"]) ? plan.fiscalYear.months : null;
  return [...groupNameIssues(people, workloads), ...(months === null ? [] : monthIssues(people, months))];
}

function monthIssues(people: NonNullable<Plan["people"]>, months: number): Issue[] {
  return Object.entries(people).flatMap(([id, { byMonth }]) =>
    monthListIssues(byMonth, months, ["people", id, "byMonth"]),
  );
}

/** Groups that the people of workloads are a share of and the table has not. */
function groupNameIssues(people: NonNullable<Plan["people"]>, workloads: Workloads): Issue[] {
  const groups = Object.keys(people);
  return workloads.flatMap(([id, { demand }]) => {
    if (!isShareOfGroup(demand.users) || groups.includes(demand.users.of)) return [];
    const path = ["workloads", id, "demand", "users", "of"];
    const wanted = groups.length === 0 ? "a group of the plan's people" : anyOf(groups);
    const found = `the group ${quoted(demand.users.of)}, which is not in the head-count table`;
    return [issueAt(path, found, wanted, nearestName(demand.users.of, groups))];
  });
}
