import { formatPercent } from "#shared/format/chances.ts";
import { formatExact, formatNumber } from "#shared/format/counts.ts";
import { significant, toDecimals } from "#shared/format/digits.ts";
import { formatExactMoney } from "#shared/format/money.ts";
import { typedPlainly } from "#shared/format/notation.ts";
import { certainValue, uncertainQuantile } from "#shared/distributions/uncertain.ts";
import type { UncertainRange } from "#shared/plan/fields/uncertainField.ts";
import type { Evidence, Uncertain } from "#shared/plan/schema/plan.ts";
import { parsePlain } from "#renderer/controls/numbers.ts";

/** The ways to state a number, as a planner knows them. "even" is offered where a plan has one. */
export type Shape = "certain" | "range" | "lowLikelyHigh" | "list" | "even";

/** How a number is read and written in its fields. */
export interface NumberWriting {
  readonly kind: "number" | "percent" | "money";
  /** Of money. */
  readonly currency?: string;
}

/** How shares are read and written. */
export const PERCENT = { kind: "percent" } as const satisfies NumberWriting;

/** A number as its field shows it. */
export function written(value: number, { kind, currency = "USD" }: NumberWriting): string {
  switch (kind) {
    case "number":
      return numberWritten(value);
    case "percent":
      return `${numberWritten(significant(value * 100, 12))}%`;
    case "money":
      return formatExactMoney(currency, value);
  }
}

/** Most significant digits that anyone types of a number; one with more was computed, and shows four. */
const MOST_TYPED = 9;

/** Whether a number has no more digits than a person types. */
export function isStated(value: number): boolean {
  return significant(value, 12) === significant(value, MOST_TYPED);
}

function numberWritten(value: number): string {
  return isStated(value) ? formatExact(value) : formatNumber(value);
}

/** What was typed into a field, or null. A bare 70 in a field of percents is 70%. */
export function typed(text: string, writing: NumberWriting): number | null {
  return typedPlain(typedPlainly(text), writing);
}

/** The same in the plain notation, whatever the reader's is. */
export function typedPlain(text: string, { kind }: NumberWriting): number | null {
  const value = parsePlain(text);
  if (value === null) return null;
  return kind === "percent" && !text.includes("%") ? significant(value / 100, 15) : value;
}

export function shapeOf(value: Uncertain): Shape {
  if (typeof value === "number" || "value" in value) return "certain";
  if ("p10" in value) return "range";
  if ("mode" in value) return "lowLikelyHigh";
  return "values" in value ? "list" : "even";
}

export function evidenceOf(value: Uncertain): Evidence | undefined {
  return typeof value === "number" ? undefined : value.evidence;
}

/** The same number with other evidence; none is a guess. */
export function withEvidence(value: Uncertain, evidence: Evidence | undefined): Uncertain {
  if (typeof value === "number") return evidence === undefined ? value : { value, evidence };
  const { evidence: replaced, ...bare } = value;
  return evidence === undefined ? bare : { ...bare, evidence };
}

/** The number in another shape, near to what it said; its evidence stays. */
export function inShape(value: Uncertain, shape: Shape): Uncertain {
  if (shapeOf(value) === shape) return value;
  return withEvidence(reshaped(value, shape), evidenceOf(value));
}

/** A first spread for what was certain: a third up and down. */
const FIRST_SPREAD = 1.3;

function reshaped(value: Uncertain, shape: Shape): Uncertain {
  const certain = certainValue(value);
  const quantile = (p: number): number => (certain === null ? uncertainQuantile(value, p) : spreadAround(certain, p));
  const spread = quantile(0.9) - quantile(0.1);
  const at = (p: number): number => tidy(quantile(p), spread);
  switch (shape) {
    case "certain":
      return certain ?? at(0.5);
    case "range": {
      const [low, high] = [at(0.1), at(0.9)];
      if (low > 0 && low < high) return { p10: low, p90: high };
      // A lognormal knows no zero and no debts; the nearest that can say it is low, likely, high.
      return reshaped(value, "lowLikelyHigh");
    }
    case "lowLikelyHigh": {
      const [low, middle, high] = [at(0.02), at(0.5), at(0.98)];
      return low < high
        ? { min: low, mode: Math.min(Math.max(middle, low), high), max: high }
        : { min: low - 1, mode: low, max: low + 1 };
    }
    case "even":
      return at(0.02) < at(0.98) ? { min: at(0.02), max: at(0.98) } : { min: at(0.02), max: at(0.02) + 1 };
    case "list":
      return certain === null
        ? { values: [at(0.1), at(0.5), at(0.9)], weights: [0.25, 0.5, 0.25] }
        : { values: [certain], weights: [1] };
  }
}

function spreadAround(value: number, p: number): number {
  if (value === 0) return p - 0.5;
  const factor = FIRST_SPREAD ** ((p - 0.5) / 0.4);
  return value > 0 ? value * factor : value / factor;
}

/** At most three digits, and none finer than a hundredth of the spread: what a reshaped number claims to know. */
function tidy(value: number, spread: number): number {
  if (!(spread > 0)) return significant(value, 3);
  const decimals = Math.min(15, Math.max(0, 2 - Math.floor(Math.log10(spread))));
  return toDecimals(significant(value, 3), decimals);
}

/** The ends that a row shows: the middle of ten chances, eight inside. */
export function endsOf(value: Uncertain): { readonly low: number; readonly high: number } {
  if (typeof value !== "number" && "min" in value) return { low: value.min, high: value.max };
  if (typeof value !== "number" && "p10" in value) return { low: value.p10, high: value.p90 };
  return { low: uncertainQuantile(value, 0.1), high: uncertainQuantile(value, 0.9) };
}

/** An uncertain number in three words: "1.3 to 1.8". */
export function rangeWords(value: Uncertain, writing: NumberWriting): string {
  const { low, high } = endsOf(value);
  return low === high
    ? written(low, writing)
    : `${written(significant(low, 3), writing)} to ${written(significant(high, 3), writing)}`;
}

/** The number in one sentence, without statistics. */
export function uncertainWords(value: Uncertain, writing: NumberWriting): string {
  const say = (number: number): string => written(significant(number, 3), writing);
  if (typeof value === "number" || "value" in value) return "Certain: the same in every simulated year.";
  if ("p10" in value)
    return `Most likely between ${say(value.p10)} and ${say(value.p90)}: 8 chances in 10. The middle estimate is ${say(Math.sqrt(value.p10 * value.p90))}.`;
  if ("mode" in value)
    return `Never below ${say(value.min)}, most likely near ${say(value.mode)}, never above ${say(value.max)}.`;
  if ("values" in value) {
    const whole = value.weights.reduce((sum, weight) => sum + weight, 0);
    const chances = value.values.map(
      (number, i) => `${say(number)} (${formatPercent((value.weights[i] ?? 0) / whole)})`,
    );
    return `One of these: ${chances.join(", ")}.`;
  }
  return `Anything between ${say(value.min)} and ${say(value.max)}, all equally likely.`;
}

/** What is wrong with a number where it stands, and the number that would be right where that is clear. */
export interface UncertainIssue {
  readonly sentence: string;
  readonly repair?: { readonly label: string; readonly value: Uncertain };
}

/** What is wrong with a number; null: nothing. */
export function uncertainIssue(value: Uncertain, range: UncertainRange): UncertainIssue | null {
  return shapeIssue(value) ?? rangeIssue(certainValue(value), range);
}

/** Ends in the wrong order, on each other, or where the shape cannot begin. */
function shapeIssue(value: Uncertain): UncertainIssue | null {
  if (typeof value === "number") return null;
  if ("p10" in value) {
    if (!(value.p10 > 0))
      return { sentence: "The low value of a range must be above 0. Low, likely, high can begin at 0." };
    return endsIssue(value.p10, value.p90, value, { ...value, p10: value.p90, p90: value.p10 });
  }
  if ("min" in value) {
    const issue = endsIssue(value.min, value.max, value, { ...value, min: value.max, max: value.min });
    if (issue !== null) return issue;
    if ("mode" in value && (value.mode < value.min || value.mode > value.max))
      return { sentence: "The likely value must lie between low and high." };
  }
  return null;
}

function endsIssue(low: number, high: number, value: Uncertain, swapped: Uncertain): UncertainIssue | null {
  if (low > high)
    return { sentence: "The low value is above the high one.", repair: { label: "Swap them", value: swapped } };
  if (low === high)
    return {
      sentence: "Low and high are the same.",
      repair: { label: "Make it certain", value: withEvidence(low, evidenceOf(value)) },
    };
  return null;
}

/** A certain value that the field does not take. */
function rangeIssue(certain: number | null, range: UncertainRange): UncertainIssue | null {
  if (certain === null) return null;
  if (range === "share" && (certain < 0 || certain > 1)) return { sentence: "A share must lie between 0% and 100%." };
  if (range === "amount" && certain < 0) return { sentence: "This cannot be below 0." };
  if (range === "growth" && certain < -1) return { sentence: "Nothing can shrink by more than 100%." };
  return null;
}
