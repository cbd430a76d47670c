import * as v from "valibot";
import { atLeastZero, id, title, uncertainAmount, uncertainGrowth, uncertainShare } from "./parts.ts";
import { armBy } from "./shape.ts";

/**
 * The head-count table (MODEL.md, section 2b): groups of people that workloads take shares of, so that one number is
 * stated once. A plan with any of it is of version 3.
 */

/** A group of people, never a person. */
export const peopleGroupSchema = v.strictObject({
  /** What people call it. */
  name: v.exactOptional(title),
  /** Its people at the start of the year. */
  count: uncertainAmount,
  /** Growth of the head count from month to month: 0.01 is 1% a month. */
  monthlyGrowth: v.exactOptional(uncertainGrowth),
  /** The head count of each fiscal month as a multiple of `count`; absent: 1 in all of them. */
  byMonth: v.exactOptional(v.array(atLeastZero)),
  /** What one of its people is paid a year, in money of the plan; it changes no figure of spend. */
  pay: v.exactOptional(uncertainAmount),
});

/** A share of a group of the head-count table: people of a workload, or seats. */
export const usersOfSchema = v.strictObject({
  /** The group, by id. */
  of: id,
  /** Which share of its people. */
  share: uncertainShare,
});

/** People who may use a workload: so many, or a share of a group of the plan's head-count table. */
export const usersSchema = armBy(
  'an uncertain number, or {"of": "group", "share"}',
  [uncertainAmount, usersOfSchema],
  (has) => (has("of") || has("share") ? usersOfSchema : uncertainAmount),
);

export type PeopleGroup = v.InferOutput<typeof peopleGroupSchema>;
export type UsersOf = v.InferOutput<typeof usersOfSchema>;
