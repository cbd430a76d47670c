import { mean } from "#shared/statistics/moments.ts";
import * as v from "valibot";
import { describeIssue, issueAt, type Issue } from "#shared/plan/check/issues.ts";
import { readJson } from "#shared/plan/check/json.ts";
import type { LockedCase } from "#shared/forecast/value/lockedCases.ts";
import { lockedCases, lockedCaseSchema } from "./lockedCase.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { shapeIssues } from "#shared/plan/check/shapeIssues.ts";
import { isoMonthOf } from "#shared/units.ts";
import { crpsOfQuantiles, pinballLoss, skill } from "#shared/statistics/scores.ts";
import { lineAt, verdictSentence, type BackTest } from "./backtesting.ts";
import type { Forecast, Quantiles } from "#shared/forecast/answers/forecast.ts";
import { askGoodTo, QUANTILE_LEVELS } from "#shared/forecast/answers/goodTo.ts";

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

/** Locks a forecast: who gives it out, and on which day, is for the caller to say. */
export function lockForecast(
  forecast: Forecast,
  plan: Pick<ResolvedPlan, "currency">,
  by: { readonly author: string; readonly lockedOn: string },
  cases: ReadonlyMap<string, LockedCase> = new Map(),
): LockedForecast {
  return {
    lockedOn: by.lockedOn,
    author: by.author,
    plan: { name: forecast.plan.name, hash: forecast.plan.hash },
    scenario: forecast.scenario,
    seed: forecast.seed,
    trials: forecast.trials,
    engine: forecast.engine,
    currency: plan.currency,
    budget: forecast.budget,
    closed: forecast.reforecast?.months ?? 0,
    months: forecast.months.map(({ month, spend }) => ({ month, quantiles: { ...spend.quantiles } })),
    ...(cases.size === 0 ? {} : { case: lockedCases(cases) }),
    year: { quantiles: { ...forecast.spend.quantiles }, goodTo: askGoodTo(forecast) },
  };
}

/** The ledger with one more forecast. The very same one a second time adds nothing. */
export function addToLedger(ledger: Ledger, forecast: LockedForecast): Ledger {
  const same = JSON.stringify(forecast);
  if (ledger.forecasts.some((one) => JSON.stringify(one) === same)) return ledger;
  return { ...ledger, forecasts: [...ledger.forecasts, forecast] };
}

// ---- scores ---------------------------------------------------------------------------------------------------------

/** A month (or the year) that was forecast and has come. */
export interface ScoredFigure {
  readonly observed: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** By the locked quantiles: twice their weighted pinball loss. Money, lower is better. */
  readonly crps: number;
  /** Where it lay: the probability that the forecast gave to less, by its quantiles. */
  readonly pit: number;
  /** What a straight line through all that was known on that day foretold. */
  readonly straightLine: number;
}

export interface LedgerScore {
  readonly forecast: LockedForecast;
  readonly months: readonly (ScoredFigure & { readonly month: string })[];
  /** Null while the year is not over. */
  readonly year: ScoredFigure | null;
  /** Over its months; null while none of them has come. */
  readonly all: {
    readonly months: number;
    readonly crps: number;
    readonly pinball: { readonly p10: number; readonly p50: number; readonly p80: number; readonly p90: number };
    /** How often 50, 80, 90 and 98% ranges held. */
    readonly held: { readonly p50: number; readonly p80: number; readonly p90: number; readonly p98: number };
    /** Sum of the middles over the sum of what came, less 1. */
    readonly bias: number | null;
    readonly skill: number | null;
  } | null;
}

/** Money by month, as it came. */
export type MonthTotals = ReadonlyMap<string, number>;

/** Every locked forecast of these currency and months against what came. */
export function scoreLedger(ledger: Ledger, currency: string, actual: MonthTotals): LedgerScore[] {
  return ledger.forecasts
    .filter((forecast) => forecast.currency === currency)
    .map((forecast) => scoreForecast(forecast, actual));
}

/**
 * One locked forecast against what came. Months that were closed when it was locked are no forecast, and are not
 * scored.
 */
export function scoreForecast(forecast: LockedForecast, actual: MonthTotals): LedgerScore {
  const { months, closed, budget } = forecast;
  // The line is the forecaster's rival: it knows what they knew, and before anything is known it is the budget, evenly.
  const known = months.slice(0, closed).map(({ month, quantiles }) => actual.get(month) ?? quantiles.p50);
  const line = (at: number): number => (closed === 0 ? budget / months.length : Math.max(0, lineAt(known, at)));
  const scored = months.slice(closed).flatMap(({ month, quantiles }, i) => {
    const observed = actual.get(month);
    return observed === undefined ? [] : [{ month, quantiles, ...scoreFigure(quantiles, observed, line(closed + i)) }];
  });
  const isOver = months.every(({ month }) => actual.has(month)) && closed < months.length;
  const total = months.reduce((sum, { month }) => sum + (actual.get(month) ?? 0), 0);
  const lineYear = months.reduce((sum, _, m) => sum + (m < closed ? known[m]! : line(m)), 0);
  return {
    forecast,
    months: scored.map(({ quantiles: _, ...figures }) => figures),
    year: isOver ? scoreFigure(forecast.year.quantiles, total, lineYear) : null,
    all: scored.length === 0 ? null : overall(scored),
  };
}

type Scored = ScoredFigure & { readonly quantiles: Quantiles };

function overall(scored: readonly Scored[]): LedgerScore["all"] {
  const average = (of: (one: Scored) => number): number => mean(scored.map(of));
  const held = (low: keyof Quantiles, high: keyof Quantiles): number =>
    average(({ quantiles, observed }) => Number(quantiles[low] <= observed && observed <= quantiles[high]));
  const loss = (name: keyof Quantiles, level: number): number =>
    average(({ quantiles, observed }) => pinballLoss(quantiles[name], level, observed));
  const observed = average((one) => one.observed);
  const crps = average((one) => one.crps);
  return {
    months: scored.length,
    crps,
    pinball: { p10: loss("p10", 0.1), p50: loss("p50", 0.5), p80: loss("p80", 0.8), p90: loss("p90", 0.9) },
    held: { p50: held("p25", "p75"), p80: held("p10", "p90"), p90: held("p5", "p95"), p98: held("p1", "p99") },
    bias: observed > 0 ? average((one) => one.p50) / observed - 1 : null,
    skill: skill(
      crps,
      average((one) => Math.abs(one.straightLine - one.observed)),
    ),
  };
}

const LEVELS = QUANTILE_LEVELS.map(([, level]) => level);

function scoreFigure(quantiles: Quantiles, observed: number, straightLine: number): ScoredFigure {
  const values = QUANTILE_LEVELS.map(([name]) => quantiles[name]);
  const { p10, p50, p90 } = quantiles;
  return {
    observed,
    p10,
    p50,
    p90,
    crps: crpsOfQuantiles(LEVELS, values, observed),
    pit: placeAmong(values, observed),
    straightLine,
  };
}

/** The probability below an amount, linear between quantiles; beyond the outermost, half of what is left. */
function placeAmong(values: readonly number[], observed: number): number {
  if (observed < values[0]!) return LEVELS[0]! / 2;
  if (observed > values.at(-1)!) return (1 + LEVELS.at(-1)!) / 2;
  const above = values.findIndex((value) => value >= observed);
  if (above <= 0) return LEVELS[0]!;
  const [low, high] = [values[above - 1]!, values[above]!];
  const share = high > low ? (observed - low) / (high - low) : 0.5;
  return LEVELS[above - 1]! + share * (LEVELS[above]! - LEVELS[above - 1]!);
}

/** All scored months together: "Your 80% ranges held in 9 of 12 months …". */
export function pooledSentence(forecasts: readonly LedgerScore[]): string {
  const cases = forecasts.reduce((sum, { months }) => sum + months.length, 0);
  if (cases === 0) return "No locked month has closed yet.";
  const held = forecasts.reduce(
    (sum, { months }) => sum + months.filter(({ observed, p10, p90 }) => p10 <= observed && observed <= p90).length,
    0,
  );
  const pooled: Pick<BackTest, "cases" | "ranges"> = { cases, ranges: [{ level: 0.8, held: held / cases }] };
  return verdictSentence(pooled);
}

/** Total money of each closed month of a plan. */
export function monthTotalsOf(plan: ResolvedPlan): MonthTotals {
  const { actuals, monthStarts } = plan;
  if (actuals === null) return new Map();
  const parts = [...actuals.workloads.map(({ spend }) => spend), ...actuals.fixedCosts, actuals.unassigned];
  return new Map(
    Array.from({ length: actuals.months }, (_, m): [string, number] => [
      isoMonthOf(monthStarts[m]!),
      parts.reduce((sum, months) => sum + months[m]!, 0),
    ]),
  );
}

/**
 * The last forecast that was given out of months that have closed since: of the plan itself, in its currency, locked
 * before the first `closed` of `months` ("2027-01") were all known. Null: none is locked, and what the plan says of
 * these months was never given out.
 */
export function lastLocked(
  ledger: Ledger,
  currency: string,
  months: readonly string[],
  closed: number,
): LockedForecast | null {
  return (
    ledger.forecasts
      .filter(
        (one) =>
          one.currency === currency &&
          one.scenario === null &&
          one.closed < closed &&
          months.slice(0, closed).every((month) => one.months.some((own) => own.month === month)),
      )
      .toSorted((one, other) => (one.lockedOn < other.lockedOn ? -1 : Number(one.lockedOn > other.lockedOn)))
      .at(-1) ?? null
  );
}

/** What a locked forecast asked for at a confidence: its quantile; null where none of that level was kept. */
export function lockedAsk({ year: { quantiles } }: LockedForecast, confidence: number): number | null {
  const name = QUANTILE_LEVELS.find(([, level]) => Math.abs(level - confidence) < 1e-9)?.[0];
  return name === undefined ? null : quantiles[name];
}
