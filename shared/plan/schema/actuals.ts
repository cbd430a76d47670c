import * as v from "valibot";
import { atLeastZero, evidence, id, isoMonth } from "./parts.ts";
import { rule } from "./shape.ts";

/** Closed months: what has happened. */

/** What a workload did in a closed month. What is left out is not known, but spend. */
export const workloadActualsSchema = v.pipe(
  v.strictObject({
    /** Money, all spend of the workload. */
    spend: atLeastZero,
    /** Tasks that were worked. */
    tasks: v.exactOptional(atLeastZero),
    /** Attempts at them. */
    attempts: v.exactOptional(atLeastZero),
    /** Tokens by model. */
    tokens: v.exactOptional(v.record(id, atLeastZero)),
    /** Tasks that ended accepted and right. */
    outcomes: v.exactOptional(atLeastZero),
    /** Money that finance has booked as what it brought. */
    benefit: v.exactOptional(atLeastZero),
    /** Tasks in which a person stepped in. */
    interventions: v.exactOptional(atLeastZero),
    /** Tasks that went back to the old way. */
    exceptions: v.exactOptional(atLeastZero),
  }),
  rule(({ tasks, outcomes, interventions, exceptions }) => {
    if (tasks === undefined) return null;
    if (outcomes !== undefined && outcomes > tasks)
      return {
        path: ["outcomes"],
        found: `${outcomes} outcomes of ${tasks} tasks`,
        wanted: "at most one outcome a task",
      };
    for (const [name, count] of Object.entries({ interventions, exceptions }))
      if (count !== undefined && count > tasks)
        return {
          path: [name],
          found: `${count} ${name} in ${tasks} tasks`,
          wanted: `at most as many as there were tasks`,
        };
    return null;
  }),
);

export const actualMonthSchema = v.strictObject({
  /** Which month it is. */
  month: isoMonth,
  /** A workload that is left out spent nothing. */
  workloads: v.record(id, workloadActualsSchema),
  /** Money by fixed cost; one that is left out was not charged. */
  fixedCosts: v.exactOptional(v.record(id, atLeastZero)),
  /** Money that belongs to no workload and no fixed cost of the plan. */
  unassigned: v.exactOptional(atLeastZero),
  /** Money by seats or commitment that was drawn from an allowance by term or a balance; left out: 0. */
  drawn: v.exactOptional(v.record(id, atLeastZero)),
  evidence,
});

/**
 * The closed months of the year, from its first month on, none left out. They are what happened: no scenario changes
 * them.
 */
export const actualsSchema = v.strictObject({
  /** The months, one after the other. */
  months: v.pipe(v.array(actualMonthSchema), v.minLength(1)),
});
