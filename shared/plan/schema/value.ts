import * as v from "valibot";
import {
  atLeastZero,
  evidence,
  figure,
  isoMonth,
  positive,
  shown,
  title,
  uncertainAmount,
  uncertainShare,
} from "./parts.ts";
import { countValues, metricSchema } from "./metric.ts";
import { armBy, rule } from "./shape.ts";

/**
 * The value part of a plan (MODEL.md, section 2c): what a use of AI should change, what was measured, and when it is
 * decided. A plan with any of it is of version 3.
 */

/** What people do differently, and how many were counted to do so. A group, never a person. */
export const behaviourSchema = v.pipe(
  v.strictObject({
    /** What they do differently. */
    what: title,
    /** How many people could. */
    eligible: positive,
    /** Share of them of whom the case's benefit needs it. */
    needed: v.pipe(positive, v.maxValue(1)),
    /** How many did, by month. */
    did: v.exactOptional(countValues),
    evidence,
  }),
  rule(({ eligible, did }) => {
    const at = did?.values.findIndex((value) => value !== null && value > eligible) ?? -1;
    return at < 0
      ? null
      : {
          path: ["did", "values", at],
          found: `${shown(did!.values[at]!)} of ${shown(eligible)} people`,
          wanted: "at most as many as are eligible",
        };
  }),
);

/** Where saved hours go decides what they are worth: time is not money. */
export const savedSchema = v.pipe(
  v.strictObject({
    /** For each outcome. */
    hours: uncertainAmount,
    /** What an hour costs the company. */
    hourlyCost: uncertainAmount,
    /** Where the hours go: to nothing, to positions that are not filled, to work that waited, to cash, or they are counted elsewhere. */
    goesTo: v.exactOptional(v.picklist(["nothing", "positions", "backlog", "cash", "counted"])),
    /** Share of the hours that goes there. */
    share: v.exactOptional(uncertainShare),
  }),
  rule(({ goesTo = "nothing", share }) =>
    share !== undefined && (goesTo === "nothing" || goesTo === "counted")
      ? {
          path: ["share"],
          found:
            goesTo === "nothing"
              ? "a share of hours that go to nothing"
              : "a share of hours that are counted elsewhere",
          wanted: 'no share, or "goesTo" positions, backlog or cash',
        }
      : null,
  ),
);

/** What one use of AI should change, what it costs beside its spend, and what was measured. */
export const caseSchema = v.strictObject({
  metric: v.exactOptional(metricSchema),
  /** A second metric, a time; it moves no number. */
  cycleTime: v.exactOptional(metricSchema),
  /** The steps of the work, and what becomes of each. */
  workflow: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          /** What is done in it. */
          step: title,
          /** What becomes of it. */
          how: v.picklist(["automate", "drop", "redesign", "keep"]),
          /** What the step can take in a day, so that more before it changes nothing after it. */
          capacityPerDay: v.exactOptional(uncertainAmount),
        }),
      ),
      v.maxLength(100),
    ),
  ),
  /** Whose evaluation is affected if it fails: a function, such as "bonus of the VP Engineering". */
  answersFor: v.exactOptional(title),
  behaviour: v.exactOptional(behaviourSchema),
  saved: v.exactOptional(savedSchema),
  /** Share that would have come without it. */
  anyway: v.exactOptional(uncertainShare),
  /** Months from an outcome to its benefit. */
  lagMonths: v.exactOptional(uncertainAmount),
  /** What gets worse. */
  disbenefits: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          /** What it is. */
          name: title,
          /** Money for each outcome. */
          perOutcome: uncertainAmount,
        }),
      ),
      v.maxLength(100),
    ),
  ),
  /** What is paid once. */
  oneOff: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          /** What it is. */
          name: title,
          /** The month in which it is paid. */
          month: isoMonth,
          /** Money. */
          amount: uncertainAmount,
        }),
      ),
      v.maxLength(100),
    ),
  ),
  /** Money a month. */
  runCost: v.exactOptional(uncertainAmount),
});

const costRule = v.strictObject({
  /** The cost of one outcome. */
  what: v.literal("costPerOutcome"),
  /** Money. */
  atMost: atLeastZero,
});
const changeRule = v.strictObject({
  /** The change of the metric. */
  what: v.literal("change"),
  /** In the direction that is better. */
  atLeast: figure,
  /** The standard deviation with which it will be known by then. */
  goodTo: atLeastZero,
});
const benefitRule = v.strictObject({
  /** The benefit from the plan's first day to the decision. */
  what: v.literal("benefit"),
  /** Money. */
  atLeast: figure,
});
const anyRule = v.strictObject({ what: v.picklist(["costPerOutcome", "change", "benefit"]) });

/** What must be seen for a use to be kept. Tokens, prompts, users and seats are nothing to keep it for. */
export const keepIfSchema = armBy(
  '{"what": "costPerOutcome", "atMost"}, {"what": "change", "atLeast", "goodTo"} or {"what": "benefit", "atLeast"}',
  [costRule, changeRule, benefitRule],
  (has, input) => {
    if (!has("what")) return null;
    switch ((input as { readonly what: unknown }).what) {
      case "costPerOutcome":
        return costRule;
      case "change":
        return changeRule;
      case "benefit":
        return benefitRule;
      default:
        return anyRule as unknown as typeof costRule;
    }
  },
);

/** A rule with a date: from the day after the month's end the work is multiplied by `pass` or by `fail`. */
export const gateSchema = v.strictObject({
  /** The month at whose end it is decided. */
  decideOn: isoMonth,
  keepIf: keepIfSchema,
  /** Work after the decision to keep it, as a multiple. */
  pass: v.exactOptional(uncertainAmount),
  /** Work after the decision against it, as a multiple; absent: 0. */
  fail: v.exactOptional(uncertainAmount),
  /** The decision that was taken. */
  decided: v.exactOptional(v.picklist(["pass", "fail"])),
});

/** Of the pilots that came to a gate, how many passed it. */
const recordSchema = v.exactOptional(
  v.pipe(
    v.strictObject({
      /** How many passed. */
      passed: atLeastZero,
      /** Of how many that came to it. */
      of: atLeastZero,
    }),
    rule(({ passed, of }) =>
      passed > of
        ? {
            path: ["passed"],
            found: `${shown(passed)} passed of ${shown(of)}`,
            wanted: "at most as many as came to it",
          }
        : null,
    ),
  ),
);

/** How often uses like these have paid: the class that a case argues away from. */
export const planValueSchema = v.strictObject({
  /** How often uses like these have paid, 0 to 1. */
  baseRate: v.exactOptional(v.pipe(positive, v.ltValue(1))),
  /** Own earlier pilots: of those that came to a gate, how many passed. */
  record: v.exactOptional(
    v.strictObject({
      /** It works: pilots that passed, of those that were tried. */
      works: recordSchema,
      /** People use it. */
      adopted: recordSchema,
      /** What it brings gets through the steps behind it. */
      flows: recordSchema,
      /** It reaches the accounts. */
      captured: recordSchema,
      /** It came from a pilot to production. */
      product: recordSchema,
    }),
  ),
});

export type Behaviour = v.InferOutput<typeof behaviourSchema>;
export type Saved = v.InferOutput<typeof savedSchema>;
export type ValueCase = v.InferOutput<typeof caseSchema>;
export type KeepIf = v.InferOutput<typeof keepIfSchema>;
export type DecisionGate = v.InferOutput<typeof gateSchema>;
export type PlanValue = v.InferOutput<typeof planValueSchema>;
