import * as v from "valibot";
import { uncertainQuantile, type UncertainNumber } from "#shared/distributions/uncertain.ts";
import { claimOf } from "#shared/plan/claim.ts";
import { monthAfter } from "#shared/units.ts";
import { describeValue } from "./describe.ts";
import { atLeastZero, evidence, figure, isoDate, isoMonth, LARGEST, shown, title, uncertain } from "./parts.ts";
import { rule, type Violation } from "./shape.ts";

/** What was measured of a use of AI: values by month, before and after, and what was claimed. */

/** A group's values by month from a first one on; null is a missing month. */
function monthly(value: v.GenericSchema<number, number>) {
  return v.strictObject({
    /** The first month. */
    from: isoMonth,
    /** One value a month; null where it is missing. */
    values: v.pipe(v.array(v.nullable(value)), v.minLength(1), v.maxLength(240)),
  });
}

/** A metric by month. */
const metricValues = monthly(figure);
/** Counts by month. */
export const countValues = monthly(atLeastZero);
const controlValues = v.array(v.nullable(figure));

/** A claim of change: it is not drawn, only its 10 % and 90 % points are used. */
const claimedChange = uncertain(0, LARGEST, LARGEST);

/** A metric before and after a change, and what was claimed of it. It carries evidence as a whole. */
export const metricSchema = v.pipe(
  v.strictObject({
    /** What is measured. */
    name: title,
    /** Which direction is better; absent: higher. */
    better: v.exactOptional(v.picklist(["lower", "higher"])),
    /** Whether changes are shares (log) or differences (level). */
    scale: v.exactOptional(v.picklist(["log", "level"])),
    /** The change that is claimed. */
    target: v.exactOptional(claimedChange),
    /** Day on which baseline and target were written down. */
    agreed: v.exactOptional(isoDate),
    /** Its values before. */
    before: v.exactOptional(metricValues),
    /** Its values after. */
    after: v.exactOptional(metricValues),
    /** The same of a group that had no AI. */
    control: v.exactOptional(
      v.strictObject({
        /** Which group it is. */
        name: title,
        /** Its values in the same months as before. */
        before: controlValues,
        /** Its values in the same months as after. */
        after: controlValues,
      }),
    ),
    evidence,
  }),
  rule((metric) => targetViolation(metric) ?? seriesViolation(metric)),
);

interface MetricInput {
  readonly better?: "lower" | "higher";
  readonly scale?: "log" | "level";
  readonly target?: UncertainNumber;
  readonly before?: { readonly from: string; readonly values: readonly (number | null)[] };
  readonly after?: { readonly from: string; readonly values: readonly (number | null)[] };
  readonly control?: { readonly before: readonly (number | null)[]; readonly after: readonly (number | null)[] };
}

function targetViolation({ target, better = "higher", scale = "log" }: MetricInput): Violation | null {
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

function seriesViolation(metric: MetricInput): Violation | null {
  return (metric.scale === "level" ? null : logViolation(metric)) ?? orderViolation(metric) ?? controlViolation(metric);
}

/** On a logarithmic scale nothing is 0 or below. */
function logViolation({ before, after, control }: MetricInput): Violation | null {
  for (const [path, values] of [
    [["before", "values"], before?.values],
    [["after", "values"], after?.values],
    [["control", "before"], control?.before],
    [["control", "after"], control?.after],
  ] as const) {
    const at = (values ?? []).findIndex((value) => value !== null && value <= 0);
    if (at >= 0)
      return { path: [...path, at], found: shown(values![at]!), wanted: 'a value above 0, or scale "level"' };
  }
  return null;
}

function orderViolation({ before, after }: MetricInput): Violation | null {
  return before !== undefined && after !== undefined && after.from <= lastMonth(before)
    ? {
        path: ["after", "from"],
        found: `${describeValue(after.from)}, while before ends in ${lastMonth(before)}`,
        wanted: `a month later than ${lastMonth(before)}`,
      }
    : null;
}

/** A control group has a value, or a gap, for each month of the group itself. */
function controlViolation({ before, after, control }: MetricInput): Violation | null {
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

export type Metric = v.InferOutput<typeof metricSchema>;
