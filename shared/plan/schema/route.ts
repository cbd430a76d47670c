import * as v from "valibot";
import { atLeastZero, figure, id, isoDate, positive, share } from "./parts.ts";
import { armBy, rule, type Violation } from "./shape.ts";

/** What is done for one task, where it is stopped, and what changes on a day. */

/** The check of an attempt's result. */
export const verifierSchema = v.strictObject({
  /** Chance to flag a failed attempt. */
  catches: share,
  /** Chance to flag a good attempt. */
  falseAlarms: share,
  /** Money per attempt verified. */
  cost: v.exactOptional(atLeastZero),
});

/** Most attempts a route may make at one task. */
const MAX_ATTEMPTS = 64;

const stepsFields = {
  /** Models by id: the next is tried where the check refuses the one before. */
  steps: v.pipe(v.array(id), v.minLength(1), v.maxLength(MAX_ATTEMPTS)),
  verifier: v.exactOptional(verifierSchema),
};

function stepsNeedVerifier(steps: readonly string[], verifier: unknown): Violation | null {
  if (steps.length === 1 || verifier !== undefined) return null;
  return {
    path: ["verifier"],
    found: "nothing",
    wanted: 'a verifier {"catches", "falseAlarms"}, which decides when the next step is taken',
  };
}

const stepsRouteSchema = v.pipe(
  v.strictObject(stepsFields),
  rule(({ steps, verifier }) => stepsNeedVerifier(steps, verifier)),
);
const bestOfRouteSchema = v.strictObject({
  /** How many attempts are made, of which the check chooses one. */
  bestOf: v.pipe(figure, v.integer(), v.minValue(1), v.maxValue(MAX_ATTEMPTS)),
  /** The model, by id. */
  model: id,
  verifier: verifierSchema,
});
const branchSchema = v.pipe(
  v.strictObject({
    /** The branch takes tasks up to this share of all, easiest first; the last one has 1. */
    upTo: share,
    ...stepsFields,
  }),
  rule(({ steps, verifier }) => stepsNeedVerifier(steps, verifier)),
);
const chooseRouteSchema = v.strictObject({
  /** Branches, each with its own steps. */
  choose: v.pipe(
    v.array(branchSchema),
    v.minLength(1),
    rule((branches) => {
      const fall = branches.findIndex(({ upTo }, i) => i > 0 && upTo < branches[i - 1]!.upTo);
      if (fall > 0)
        return {
          path: [fall, "upTo"],
          found: `${branches[fall]!.upTo} after ${branches[fall - 1]!.upTo}`,
          wanted: "shares that ascend",
        };
      const last = branches.at(-1)!.upTo;
      return last === 1
        ? null
        : {
            path: [branches.length - 1, "upTo"],
            found: `${last} at the last branch`,
            wanted: "1, so that every task has a branch",
          };
    }),
  ),
  /** What decides the branch: how difficult a task is judged to be, or chance. */
  by: v.picklist(["difficulty", "chance"]),
  /** How well difficulty is judged, 0 to 1; absent: exactly. */
  accuracy: v.exactOptional(share),
  /** Money per task for choosing. */
  cost: v.exactOptional(atLeastZero),
});

/** What is done for one task. */
export const routeSchema = armBy(
  '{"steps": ["model", …]}, {"bestOf": n, "model", "verifier"} or {"choose": […], "by"}',
  [stepsRouteSchema, bestOfRouteSchema, chooseRouteSchema],
  (has) => {
    if (has("choose")) return chooseRouteSchema;
    if (has("bestOf")) return bestOfRouteSchema;
    return has("steps") ? stepsRouteSchema : null;
  },
);

const attemptCapCommon = {
  /** Chance that a stopped attempt is allowed to go on. */
  approval: v.exactOptional(share),
  /** One uncapped attempt with this model follows a stop. */
  fallbackModel: v.exactOptional(id),
  /** What is handed back succeeds with this times its probability. */
  partial: v.exactOptional(share),
};
const tokensCapSchema = v.strictObject({
  /** Tokens at which an attempt is stopped. */
  tokens: positive,
  ...attemptCapCommon,
});
const costCapSchema = v.strictObject({
  /** Money at which an attempt is stopped. */
  cost: positive,
  ...attemptCapCommon,
});

/** Where an attempt is stopped. */
export const attemptCapSchema = armBy('{"tokens": n} or {"cost": n}', [tokensCapSchema, costCapSchema], (has) => {
  if (has("tokens")) return tokensCapSchema;
  return has("cost") ? costCapSchema : null;
});

/** Most that a workload may use in a fiscal month. */
export const monthCapSchema = v.pipe(
  v.strictObject({
    /** Money of the month. */
    amount: atLeastZero,
    /** What happens then: work stops, waits for the next month, or takes a cheaper route. */
    atCap: v.picklist(["block", "defer", "degrade"]),
    /** The route of `degrade`. */
    fallback: v.exactOptional(routeSchema),
    /** Chance, once per workload and month, that the rest of the month is uncapped. */
    approval: v.exactOptional(share),
    /** Whole days until spend is known. */
    lagDays: v.exactOptional(v.pipe(figure, v.integer(), v.minValue(0))),
  }),
  rule(({ atCap, fallback }) =>
    atCap === "degrade" && fallback === undefined
      ? { path: ["fallback"], found: "nothing", wanted: "the route that work takes once the month's amount is spent" }
      : null,
  ),
);

/** How much each person of a workload may use in a fiscal month. */
export const userCapSchema = v.pipe(
  v.strictObject({
    /** Money a person and month. */
    perMonth: atLeastZero,
    /** What happens beyond it: work stops, or takes a cheaper route. */
    atCap: v.picklist(["block", "degrade"]),
    /** The route of `degrade`. */
    fallback: v.exactOptional(routeSchema),
    /** Share of what is beyond the cap that is allowed all the same. */
    approval: v.exactOptional(share),
  }),
  rule(({ atCap, fallback }) =>
    atCap === "degrade" && fallback === undefined
      ? { path: ["fallback"], found: "nothing", wanted: "the route that a person's work takes beyond the cap" }
      : null,
  ),
);

/** Rules that change on a day. */
export const changeSchema = v.strictObject({
  /** First day on which it is in force. */
  from: isoDate,
  /** What is different from then on. */
  set: v.strictObject({
    route: v.exactOptional(routeSchema),
    /** The cap of an attempt; null: none any more. */
    attemptCap: v.exactOptional(v.nullable(attemptCapSchema)),
    /** The cap of the month; null: none any more. */
    monthCap: v.exactOptional(v.nullable(monthCapSchema)),
    /** The cap of each person; null: none any more. */
    userCap: v.exactOptional(v.nullable(userCapSchema)),
  }),
});
