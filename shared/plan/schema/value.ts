import * as v from "valibot";
import { describeValue } from "./describe.ts";
import {
  atLeastZero,
  evidence,
  figure,
  isoDate,
  isoMonth,
  LARGEST,
  positive,
  shown,
  title,
  uncertain,
  uncertainAmount,
  uncertainShare,
} from "./parts.ts";
import { armBy, rule, type Misfit } from "./shape.ts";
import { claimOf } from "#shared/plan/claim.ts";
import { uncertainQuantile, type UncertainNumber } from "#shared/distributions/uncertain.ts";
import { monthAfter } from "#shared/units.ts";

/**
 * The value part of a plan (MODEL.md, section 2c): what a use of AI should change, what was measured, and when it is
 * decided. A plan with any of it is of version 3.
 */

/** A group's values by month from a first one on; null is a missing month. */
function monthly(value: v.GenericSchema<number, number>) {
  return v.strictObject({
    from: isoMonth,
    values: v.pipe(v.array(v.nullable(value)), v.minLength(1), v.maxLength(240)),
  });
}

const metricValues = monthly(figure);
const countValues = monthly(atLeastZero);
const controlValues = v.array(v.nullable(figure));

/** A claim of change: it is not drawn, only its 10 % and 90 % points are used. */
const claimedChange = uncertain(0, LARGEST, LARGEST);

/** A metric before and after a change, and what was claimed of it. It carries evidence as a whole. */
export const metricSchema = v.pipe(
  v.strictObject({
    name: title,
    better: v.exactOptional(v.picklist(["lower", "higher"])),
    scale: v.exactOptional(v.picklist(["log", "level"])),
    target: v.exactOptional(claimedChange),
    /** Day on which baseline and target were written down. */
    agreed: v.exactOptional(isoDate),
    before: v.exactOptional(metricValues),
    after: v.exactOptional(metricValues),
    control: v.exactOptional(v.strictObject({ name: title, before: controlValues, after: controlValues })),
    evidence,
  }),
  rule((metric) => targetMisfit(metric) ?? seriesMisfit(metric)),
);

interface MetricInput {
  readonly better?: "lower" | "higher";
  readonly scale?: "log" | "level";
  readonly target?: UncertainNumber;
  readonly before?: { readonly from: string; readonly values: readonly (number | null)[] };
  readonly after?: { readonly from: string; readonly values: readonly (number | null)[] };
  readonly control?: { readonly before: readonly (number | null)[]; readonly after: readonly (number | null)[] };
}

function targetMisfit({ target, better = "higher", scale = "log" }: MetricInput): Misfit | null {
  if (target === undefined) return null;
  if (scale === "log" && better === "lower" && uncertainQuantile(target, 0.9) >= 1)
    return {
      path: ["target"],
      found: `a target that lowers the metric by ${shown(uncertainQuantile(target, 0.9))}, all of it or more`,
      wanted: 'a share below 1, such as 0.2 for 20 % lower, or scale "level"',
    };
  return claimOf(target, better, scale).mean > 0
    ? null
    : {
        path: ["target"],
        found: "a target without a change",
        wanted: "a change above 0 in the direction that is better",
      };
}

function seriesMisfit({ scale = "log", before, after, control }: MetricInput): Misfit | null {
  for (const [path, values] of [
    [["before", "values"], before?.values ?? []],
    [["after", "values"], after?.values ?? []],
    [["control", "before"], control?.before ?? []],
    [["control", "after"], control?.after ?? []],
  ] as const) {
    const at = scale === "log" ? values.findIndex((value) => value !== null && value <= 0) : -1;
    if (at >= 0) return { path: [...path, at], found: shown(values[at]!), wanted: 'a value above 0, or scale "level"' };
  }
  if (before !== undefined && after !== undefined && after.from <= lastMonth(before))
    return {
      path: ["after", "from"],
      found: `${describeValue(after.from)}, while before ends in ${lastMonth(before)}`,
      wanted: `a month later than ${lastMonth(before)}`,
    };
  for (const part of ["before", "after"] as const) {
    const [own, other] = [{ before, after }[part]?.values.length ?? 0, control?.[part].length];
    if (other !== undefined && other !== own)
      return { path: ["control", part], found: `${other} values`, wanted: `${own}, one for each of ${part}` };
  }
  return null;
}

function lastMonth({ from, values }: { readonly from: string; readonly values: readonly unknown[] }): string {
  return monthAfter(from, values.length - 1);
}

/** What people do differently, and how many were counted to do so. A group, never a person. */
export const behaviourSchema = v.pipe(
  v.strictObject({
    what: title,
    eligible: positive,
    /** Share of them of whom the case's benefit needs it. */
    needed: v.pipe(positive, v.maxValue(1)),
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
    hourlyCost: uncertainAmount,
    goesTo: v.exactOptional(v.picklist(["nothing", "positions", "backlog", "cash", "counted"])),
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
  workflow: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          step: title,
          how: v.picklist(["automate", "drop", "redesign", "keep"]),
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
  disbenefits: v.exactOptional(
    v.pipe(v.array(v.strictObject({ name: title, perOutcome: uncertainAmount })), v.maxLength(100)),
  ),
  oneOff: v.exactOptional(
    v.pipe(v.array(v.strictObject({ name: title, month: isoMonth, amount: uncertainAmount })), v.maxLength(100)),
  ),
  /** Money a month. */
  runCost: v.exactOptional(uncertainAmount),
});

const costRule = v.strictObject({ what: v.literal("costPerOutcome"), atMost: atLeastZero });
const changeRule = v.strictObject({ what: v.literal("change"), atLeast: figure, goodTo: atLeastZero });
const benefitRule = v.strictObject({ what: v.literal("benefit"), atLeast: figure });
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
  decideOn: isoMonth,
  keepIf: keepIfSchema,
  pass: v.exactOptional(uncertainAmount),
  fail: v.exactOptional(uncertainAmount),
  /** The decision that was taken. */
  decided: v.exactOptional(v.picklist(["pass", "fail"])),
});

const recordSchema = v.exactOptional(
  v.pipe(
    v.strictObject({ passed: atLeastZero, of: atLeastZero }),
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
  baseRate: v.exactOptional(v.pipe(positive, v.ltValue(1))),
  /** Own earlier pilots: of those that came to a gate, how many passed. */
  record: v.exactOptional(
    v.strictObject({
      works: recordSchema,
      adopted: recordSchema,
      flows: recordSchema,
      captured: recordSchema,
      product: recordSchema,
    }),
  ),
});

export type Metric = v.InferOutput<typeof metricSchema>;
export type Behaviour = v.InferOutput<typeof behaviourSchema>;
export type Saved = v.InferOutput<typeof savedSchema>;
export type ValueCase = v.InferOutput<typeof caseSchema>;
export type KeepIf = v.InferOutput<typeof keepIfSchema>;
export type DecisionGate = v.InferOutput<typeof gateSchema>;
export type PlanValue = v.InferOutput<typeof planValueSchema>;
