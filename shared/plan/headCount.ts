import { compileUncertain, uncertainMean } from "#shared/distributions/uncertain.ts";
import type { UsersOf } from "#shared/plan/schema/people.ts";
import type { Plan, Seats, Uncertain, Users } from "#shared/plan/schema/plan.ts";

/** Who may use a workload: people of its own, or a share of a group of the head-count table (MODEL.md, section 2b). */

/** The groups of a plan, as the document or as the engines have them. */
type People = Plan["people"] | readonly Group[];

interface Group {
  readonly id: string;
  readonly count: Uncertain;
}

/** Whether people, or seats, are a share of a group. */
export function isShareOfGroup(users: unknown): users is UsersOf {
  return typeof users === "object" && users !== null && "of" in users && "share" in users;
}

/** Whether seats are as many as a workload, named by `of`, has people. */
export function isPeopleOfWorkload(count: Seats["count"]): count is Exclude<Seats["count"], Users> {
  return typeof count === "object" && "of" in count && !("share" in count);
}

/** The head count that a workload's people are a share of, and that share; its own people: all of them. */
export function peopleBehind(people: People, users: Users): { readonly count: Uncertain; readonly share: Uncertain } {
  if (!isShareOfGroup(users)) return { count: users, share: 1 };
  return { count: countOf(people, users.of), share: users.share };
}

function countOf(people: People, group: string): Uncertain {
  if (people === undefined) return 0;
  const found = Array.isArray(people)
    ? (people as readonly Group[]).find(({ id }) => id === group)
    : (people as NonNullable<Plan["people"]>)[group];
  // An unsound plan may name a group that is gone; its check says so.
  return found?.count ?? 0;
}

/** People at the start of the year on average. */
export function meanUsers(people: People, users: Users): number {
  const { count, share } = peopleBehind(people, users);
  return uncertainMean(count) * clampedShare(uncertainMean(share));
}

/** People at the start of the year in the middle: of a share of a group, the middle share of the middle head count. */
export function middleUsers(people: People, users: Users): number {
  const { count, share } = peopleBehind(people, users);
  return compileUncertain(count)(0) * clampedShare(compileUncertain(share)(0));
}

function clampedShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}
