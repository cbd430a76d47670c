import * as v from "valibot";
import { describeIssue, type Issue, issueAt } from "#shared/plan/check/issues.ts";
import { readJson } from "#shared/plan/check/json.ts";
import { shapeIssues } from "#shared/plan/check/shapeIssues.ts";
import type { Quantiles } from "#shared/forecast/answers/forecast.ts";
import { QUANTILE_LEVELS } from "#shared/forecast/answers/goodTo.ts";
import { lockedCaseSchema } from "./lockedCase.ts";

/**
 * The forecast ledger: forecasts as they were given out, locked with what they were made from, and scored by what came.
 * A plain file of its own beside the plan, so that a plan can change and its old forecasts cannot. Nothing is ever
 * taken out of it by this program; entries are only added.
 */
export const LEDGER_SCHEMA = "past-april.ledger/1";

const money = v.pipe(v.number(), v.finite());
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(400));
const date = v.pipe(v.string(), v.isoDate());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const quantilesSchema = v.strictObject(
  Object.fromEntries(QUANTILE_LEVELS.map(([name]) => [name, money])) as Record<keyof Quantiles, typeof money>,
);

const monthSchema = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));

export const lockedForecastSchema = v.strictObject({
  lockedOn: date,
  author: text,
  plan: v.strictObject({ name: text, hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  /** Null: the plan itself. */
  scenario: v.nullable(text),
  seed: count,
  trials: v.pipe(count, v.minValue(2)),
  engine: text,
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  budget: money,
  /** Months of the year that were closed when it was locked: the first so many below are no forecast. */
  closed: count,
  months: v.pipe(
    v.array(v.strictObject({ month: monthSchema, quantiles: quantilesSchema })),
    v.minLength(1),
    v.maxLength(60),
  ),
  /**
   * `goodTo`: what base and ask were written to on that day, money (0: exact); missing in entries that were locked
   * before it was kept.
   */
  /**
   * Of a plan with cases, by workload: what they claim in each month and how many tasks they expect, means. Later edits
   * of the plan are held against it.
   */
  case: v.optional(v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(80)), lockedCaseSchema)),
  year: v.strictObject({ quantiles: quantilesSchema, goodTo: v.optional(v.pipe(money, v.minValue(0))) }),
});

export const ledgerSchema = v.strictObject({
  schema: v.literal(LEDGER_SCHEMA),
  forecasts: v.array(lockedForecastSchema),
});

export type LockedForecast = v.InferOutput<typeof lockedForecastSchema>;
export type Ledger = v.InferOutput<typeof ledgerSchema>;

export const EMPTY_LEDGER: Ledger = { schema: LEDGER_SCHEMA, forecasts: [] };

/** A ledger from the text of its file, or what is wrong with it, each with its JSON pointer. Never throws. */
export function readLedger(
  text: string,
): { readonly ok: true; readonly ledger: Ledger } | { readonly ok: false; readonly issues: readonly Issue[] } {
  const read = readJson(text);
  if (!read.ok) return read;
  if (!v.is(ledgerSchema, read.document)) return { ok: false, issues: shapeIssues(ledgerSchema, read.document) };
  const ledger = read.document;
  const issues = ledger.forecasts.flatMap(({ closed, months }, i) =>
    closed > months.length
      ? [
          issueAt(
            ["forecasts", i, "closed"],
            `${closed} closed months of ${months.length}`,
            "at most as many as there are",
          ),
        ]
      : [],
  );
  return issues.length === 0 ? { ok: true, ledger } : { ok: false, issues };
}

/** An issue of a ledger as one sentence. */
export function describeLedgerIssue(issue: Issue): string {
  return issue.pointer === "" ? describeIssue(issue).replace(/^The plan/, "The ledger") : describeIssue(issue);
}

/** The text of a ledger's file. */
export function ledgerText(ledger: Ledger): string {
  return `${JSON.stringify(ledger, null, 2)}\n`;
}
