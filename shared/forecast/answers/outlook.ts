import { hasReached } from "#shared/plan/budget.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { countOf50 } from "#shared/format/chances.ts";
import { levelsOf } from "./answers.ts";
import { effectiveTrials } from "./simulationError.ts";
import { levelErrorOf, quantileErrorOf } from "./goodTo.ts";
import type { Known } from "./parts.ts";
import {
  type Fan,
  FAN_LEVELS,
  type Ladder,
  type Outlook,
  type ReplayedTrial,
  type RunOut,
  type TrialPath,
} from "./outlookShapes.ts";

/** The fan's line at one of its levels, by day. */
export function levelRow({ fan }: Pick<Outlook, "fan">, level: number): readonly number[] {
  return fan.quantiles[fan.levels.indexOf(level)]!;
}

/** Standard error of that line after so many days, money. */
export function fanErrorOf({ fan, trials }: Pick<Outlook, "fan" | "trials">, level: number, day: number): number {
  return levelErrorOf(
    fan.levels,
    fan.quantiles.map((row) => row[day]!),
    fan.levels.indexOf(level),
    trials,
  );
}

export const PATHS = 8;

/** Trials replayed for the profile within a month: a multiple of the trials, so that they are among them. */
const REPLAYS = 40;

/**
 * From so many trials on, bands are drawn. Of fewer the eight trials are all that is drawn, and all that is replayed.
 */
export const BANDS_FROM = 2_000;

const LADDER_RUNGS = [0.5, 0.7, 0.8, 0.9, 0.95];

/**
 * Everything that the charts of a forecast draw, from the samples of `plan` and a way to see single trials by day.
 *
 * The engine keeps every trial's spend by month, not by day. Quantiles of the fan are therefore exact at month
 * ends; between two of them each follows the mean course of spend within that month, taken from 40 trials at equally
 * spaced ranks of the year's spend. Of these the eight at ranks (k − ½)/8 are the sample trials and are drawn day by
 * day as they were.
 *
 * `replay(trial)` must return the trial of that number under the same plan and seed: after a re-forecast the one that
 * the engine knows by it. There must be at least one trial.
 */
export function outlookOf(samples: Samples, plan: ResolvedPlan, replay: (trial: number) => ReplayedTrial): Outlook {
  return outlookFrom(yearChartsOf(samples, plan, replay), samples, plan);
}

/** What neither the budget's amount nor the confidence moves, where work does not stop at the budget. */
export type YearCharts = Pick<Outlook, "fan" | "range" | "dots" | "exceedance"> & {
  /** The year's spend of every trial, ascending. */
  readonly sorted: Float64Array;
  readonly paths: readonly Omit<TrialPath, "spentOn">[];
};

/**
 * The charts of samples that no budget moves. Of a first few hundred trials (`isFirst`) only the eight trials are
 * replayed.
 */
export function yearChartsOf(
  samples: Samples,
  plan: ResolvedPlan,
  replay: (trial: number) => ReplayedTrial,
  isFirst = false,
): YearCharts {
  const monthStarts = plan.monthStarts.map((day) => day - plan.start);
  const ranked = rankedBySpend(samples.spend);
  const sorted = Float64Array.from(ranked, (trial) => samples.spend[trial]!);
  const replays = new Map(
    trialsAtRanks(ranked, isFirst ? PATHS : REPLAYS).map((trial) => [
      trial,
      cumulative(replay(samples.reforecast?.trialOf[trial] ?? trial).daySpend, monthStarts.at(-1)!),
    ]),
  );
  const year = levelsOf(sorted);
  const end = (level: number): Known => ({
    amount: sortedQuantile(sorted, level),
    error: quantileErrorOf(year, level, effectiveTrials(samples)),
  });
  return {
    sorted,
    range: { low: end(0.05), high: end(0.95) },
    fan: fanOf(samples, monthStarts, [...replays.values()]),
    paths: trialsAtRanks(ranked, PATHS).map((trial) => ({ trial, spend: replays.get(trial)! })),
    dots: Array.from({ length: 50 }, (_, i) => sortedQuantile(sorted, (i + 0.5) / 50)),
    exceedance: Array.from({ length: 200 }, (_, i) => ({
      amount: sortedQuantile(sorted, (i + 0.5) / 200),
      chance: 1 - (i + 0.5) / 200,
    })),
  };
}

/** `outlookOf` from charts of the same trials that are known already. */
export function outlookFrom(
  { sorted, fan, range, paths, dots, exceedance }: YearCharts,
  samples: Samples,
  plan: ResolvedPlan,
): Outlook {
  const monthStarts = plan.monthStarts.map((day) => day - plan.start);
  const days = monthStarts.at(-1)!;
  const runOut = runOutOf(samples, days);
  const ladder = ladderOf(sorted, plan.budget.confidence);
  const stopsAtBudget = plan.budget.atExhaustion === "block";
  return {
    currency: plan.currency,
    start: plan.start,
    monthStarts,
    days,
    trials: samples.trials,
    budget: plan.budget.amount,
    stopsAtBudget,
    askIsHidden: stopsAtBudget && hasReached(ladder.ask, plan.budget.amount),
    fan,
    range,
    paths: paths.map(({ trial, spend }) => ({ trial, spend, spentOn: spentOn(samples.runOutDay[trial]!) })),
    dots,
    dotsSpent: countOf50(1 - runOut.never),
    exceedance,
    runOut,
    ladder,
    actual: plan.actuals === null ? null : paths[0]!.spend.slice(0, monthStarts[plan.actuals.months]! + 1),
  };
}

function spentOn(runOutDay: number): number | null {
  return runOutDay < 0 ? null : runOutDay;
}

/** Trial numbers by the year's spend, cheapest first; equal years in the order of their numbers. */
function rankedBySpend(spend: Float64Array): number[] {
  return Array.from(spend.keys()).sort((a, b) => spend[a]! - spend[b]! || a - b);
}

/** The trials at ranks (k − ½)/count, k = 1 … count; fewer where there are fewer trials. */
function trialsAtRanks(ranked: readonly number[], count: number): number[] {
  const trials = Array.from({ length: count }, (_, k) => ranked[Math.floor(((k + 0.5) / count) * ranked.length)]!);
  return [...new Set(trials)];
}

function cumulative(daySpend: Float64Array, days: number): number[] {
  const spend = [0];
  for (let day = 0; day < days; day++) spend.push(spend[day]! + daySpend[day]!);
  return spend;
}

// ---- the fan --------------------------------------------------------------------------------------------------------

function fanOf(samples: Samples, monthStarts: readonly number[], replays: readonly (readonly number[])[]): Fan {
  const quantiles = FAN_LEVELS.map(() => [0]);
  const sum = new Float64Array(samples.trials);
  let before = FAN_LEVELS.map(() => 0);
  samples.months.forEach((month, m) => {
    for (let trial = 0; trial < samples.trials; trial++) sum[trial]! += month[trial]!;
    const sorted = sum.slice().sort();
    const after = FAN_LEVELS.map((level) => sortedQuantile(sorted, level));
    const profile = monthProfile(replays, monthStarts[m]!, monthStarts[m + 1]!);
    quantiles.forEach((row, level) => {
      for (const share of profile) row.push(before[level]! + share * (after[level]! - before[level]!));
    });
    before = after;
  });
  return { levels: FAN_LEVELS, quantiles };
}

/**
 * Share of a month's spend that is spent by the end of each of its days, over the replayed trials together; the last is
 * 1.
 */
function monthProfile(replays: readonly (readonly number[])[], from: number, to: number): number[] {
  const totalAt = (day: number): number => replays.reduce((sum, spend) => sum + spend[day]!, 0);
  const start = totalAt(from);
  const month = totalAt(to) - start;
  return Array.from({ length: to - from }, (_, i) => {
    // A month without spend in any replayed trial is drawn straight.
    if (!(month > 0)) return (i + 1) / (to - from);
    return i + 1 === to - from ? 1 : (totalAt(from + i + 1) - start) / month;
  });
}

// ---- run-out and ladder ---------------------------------------------------------------------------------------------

function runOutOf(samples: Samples, days: number): RunOut {
  const counts = new Array<number>(days).fill(0);
  let spent = 0;
  for (const day of samples.runOutDay) {
    if (day < 0) continue;
    counts[day]! += 1;
    spent += 1;
  }
  let soFar = 0;
  const byDay = counts.map((count) => (soFar += count) / samples.trials);
  const firstDay = (level: number): number | null => {
    const day = byDay.findIndex((chance) => chance >= level);
    return day < 0 ? null : day;
  };
  return {
    onDay: counts.map((count) => count / samples.trials),
    byDay,
    never: (samples.trials - spent) / samples.trials,
    p10: firstDay(0.1),
    p50: firstDay(0.5),
    p90: firstDay(0.9),
  };
}

function ladderOf(sortedSpend: Float64Array, confidence: number): Ladder {
  const levels = [...new Set([...LADDER_RUNGS, confidence])].sort((a, b) => a - b);
  const amountAt = (level: number): number => sortedQuantile(sortedSpend, level);
  const reserveTo = [0.95, 0.99].find((level) => level > confidence + 1e-9);
  return {
    rungs: levels.map((level) => ({ confidence: level, amount: amountAt(level) })),
    base: amountAt(0.5),
    confidence,
    ask: amountAt(confidence),
    reserve: reserveTo === undefined ? null : { confidence: reserveTo, amount: amountAt(reserveTo) },
  };
}
