import { createHash } from "node:crypto";
import { simulatePlain } from "#test/reference/model/plain.ts";
import type { PlainYear } from "#test/reference/model/plainYear.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { FIRST_YEARS, firstYearOf, seedOf, type FirstYear } from "#test/reference/lawTwo/figures.ts";
import type { ReforecastCase } from "./reforecastPlans.ts";

/**
 * The re-forecast as it is meant, without any of its mathematics: whole years are played task by task as if nothing had
 * been seen, and each counts by how nearly its first months came to what was seen. Nearly is the discrepancy that the
 * re-forecast grants every plan; the luck from run to run is in the years themselves.
 */

/** Log odds of an outcome are granted so many times as much. */
const OUTCOME_DISCREPANCY = 5;
/**
 * Relative standard deviation by which what was seen may differ from what a plan's true world makes of it
 * (shared/engine/observed/posterior.ts).
 */
const DISCREPANCY = 0.02;

export interface StoredReforecast {
  /** Of the plan, its name and its trials: a stale table is noticed. */
  readonly hash: string;
  readonly firstYears: readonly FirstYear[];
  /** As many equally weighted years would know a mean as well. */
  readonly effective: number;
  /** Money of the open months together: mean, its standard error, standard deviation, and quantiles. */
  readonly rest: {
    readonly mean: number;
    readonly error: number;
    readonly sd: number;
    readonly quantiles: readonly { readonly p: number; readonly value: number }[];
  };
  /** Outcomes of the open months together, where those of the closed ones are known; else null. */
  readonly outcomes: { readonly mean: number; readonly error: number } | null;
  /** Means of each open month. */
  readonly months: readonly { readonly mean: number; readonly error: number }[];
}

export type StoredReforecasts = Readonly<Record<string, StoredReforecast>>;

const QUANTILES = [0.1, 0.5, 0.9];
/** Years at a time: more than this many would fill the memory. */
const BATCH = 5_000;

export function reforecastHash(name: string, { plan, trials }: ReforecastCase): string {
  return createHash("sha256")
    .update(JSON.stringify([name, plan, trials]))
    .digest("hex")
    .slice(0, 16);
}

/** The plan as it was before anything had been seen. */
export function openPlan({ plan }: ReforecastCase): ResolvedPlan {
  const { actuals: _, ...open } = plan;
  return resolvePlan(open);
}

export function firstYears(name: string, theCase: ReforecastCase): FirstYear[] {
  return simulatePlain(openPlan(theCase), seedOf("reference", name), 0, FIRST_YEARS).map(firstYearOf);
}

export function plainReforecast(name: string, theCase: ReforecastCase): StoredReforecast {
  const open = openPlan(theCase);
  const { actuals: seen } = resolvePlan(theCase.plan);
  const rows: { readonly lnWeight: number; readonly months: readonly number[]; readonly outcomes: number }[] = [];
  for (let from = 0; from < theCase.trials; from += BATCH) {
    for (const year of simulatePlain(open, seedOf("reference", name), from, Math.min(theCase.trials, from + BATCH))) {
      rows.push({
        lnWeight: lnNearness(year, seen!),
        months: year.monthSpend.slice(seen!.months),
        outcomes: total(year.workloads.map(({ monthOutcomes }) => total(monthOutcomes.slice(seen!.months)))),
      });
    }
  }
  const most = rows.reduce((max, { lnWeight }) => Math.max(max, lnWeight), Number.NEGATIVE_INFINITY);
  const weights = rows.map(({ lnWeight }) => Math.exp(lnWeight - most));
  const all = total(weights);
  const momentsOf = (
    values: readonly number[],
  ): { readonly mean: number; readonly error: number; readonly sd: number } => {
    const mean = total(values.map((value, i) => weights[i]! * value)) / all;
    return {
      mean: short(mean),
      error: short(Math.sqrt(total(values.map((value, i) => (weights[i]! * (value - mean)) ** 2))) / all),
      sd: short(Math.sqrt(total(values.map((value, i) => weights[i]! * (value - mean) ** 2)) / all)),
    };
  };
  const rest = rows.map(({ months }) => total(months));
  const order = [...rest.keys()].sort((one, other) => rest[one]! - rest[other]!);
  const quantiles = QUANTILES.map((p) => {
    let passed = 0;
    return { p, value: short(rest[order.find((i) => (passed += weights[i]!) >= p * all)!]!) };
  });
  return {
    hash: reforecastHash(name, theCase),
    firstYears: firstYears(name, theCase),
    effective: Math.round(all ** 2 / total(weights.map((weight) => weight ** 2))),
    rest: { ...momentsOf(rest), quantiles },
    outcomes: seen!.workloads.every(({ outcomes }) => outcomes.every((known) => known !== null))
      ? withoutSpread(momentsOf(rows.map(({ outcomes }) => outcomes)))
      : null,
    months: rows[0]!.months.map((_, m) => withoutSpread(momentsOf(rows.map(({ months }) => months[m]!)))),
  };
}

function withoutSpread({ mean, error }: { readonly mean: number; readonly error: number }): {
  readonly mean: number;
  readonly error: number;
} {
  return { mean, error };
}

/**
 * ln of how nearly a year's first months came to what was seen: ln tasks, ln cost of a task and log odds of an outcome,
 * or ln spend where tasks are not known.
 */
function lnNearness(year: PlainYear, seen: NonNullable<ResolvedPlan["actuals"]>): number {
  let distance = 0;
  const logOdds = (right: number, tasks: number): number => Math.log((right + 0.5) / (tasks - right + 0.5));
  for (const [w, { spend, tasks, outcomes }] of seen.workloads.entries()) {
    const own = year.workloads[w]!;
    for (let month = 0; month < seen.months; month++) {
      const known = tasks[month] ?? null;
      const [ownSpend, ownTasks] = [own.monthSpend[month]!, own.monthTasks[month]!];
      const right = outcomes[month] ?? null;
      if (known !== null && right !== null)
        distance += ((logOdds(right, known) - logOdds(own.monthOutcomes[month]!, ownTasks)) / OUTCOME_DISCREPANCY) ** 2;
      if (known === null) distance += Math.log(spend[month]! / ownSpend) ** 2;
      else
        distance +=
          Math.log((known + 0.5) / (ownTasks + 0.5)) ** 2 +
          Math.log((spend[month]! * ownTasks) / (known * ownSpend)) ** 2;
    }
  }
  // A year in which nothing was done is infinitely far.
  return Number.isFinite(distance) ? -distance / (2 * DISCREPANCY ** 2) : Number.NEGATIVE_INFINITY;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function short(x: number): number {
  return Number(x.toPrecision(8));
}
