import * as v from "valibot";
import type { LockedCase } from "#shared/forecast/value/lockedCases.ts";

const finite = v.pipe(v.number(), v.finite());

/** What a case claimed when its forecast was locked, as the ledger's file keeps it. */
export const lockedCaseSchema = v.strictObject({
  tasks: v.pipe(finite, v.minValue(0)),
  claimed: v.pipe(v.array(finite), v.maxLength(60)),
  /** Where its middle lay on that day, as shares of the case; missing in entries locked before it was kept. */
  middle: v.optional(v.strictObject({ use: finite, impact: finite })),
});

/** The cases of a plan for the ledger's file. */
export function lockedCases(
  cases: ReadonlyMap<string, LockedCase>,
): Record<string, v.InferOutput<typeof lockedCaseSchema>> {
  return Object.fromEntries(
    [...cases].map(([id, { tasks, claimed, middle }]) => [
      id,
      { tasks, claimed: [...claimed], ...(middle === undefined ? {} : { middle: { ...middle } }) },
    ]),
  );
}
