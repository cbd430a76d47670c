import { createHash } from "node:crypto";
import type { PlainYear } from "#test/reference/model/plainYear.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { LawTwoCase } from "./lawTwoPlans.ts";

/**
 * What is kept of the reference's trials of one plan: enough for a mean, a spread and a quantile to be compared fairly.
 */
export interface StoredReference {
  /** Of the plan, its name and its trials: a stale table is noticed. */
  readonly hash: string;
  readonly trials: number;
  /** By figure. */
  readonly moments: Readonly<Record<string, Moments>>;
  /** Of the year's spend. */
  readonly quantiles: readonly StoredQuantile[];
  /** Share of trials in which the budget was reached by the end of each month. */
  readonly runOutByMonthEnd: readonly number[];
  /** The first years to the last bit: the reference itself has not changed. */
  readonly firstYears: readonly FirstYear[];
}

export interface Moments {
  readonly mean: number;
  readonly sd: number;
  /** Standard error of the standard deviation, from the fourth moment. */
  readonly sdError: number;
}

export interface StoredQuantile {
  readonly p: number;
  readonly value: number;
  /** From order statistics: half the spread between the ranks one standard error below and above. */
  readonly error: number;
}

export interface FirstYear {
  readonly spend: number;
  readonly runOutDay: number | null;
  /** Of all workloads. */
  readonly tokens: number;
  readonly outcomes: number;
  readonly unmet: number;
}

export type StoredTable = Readonly<Record<string, StoredReference>>;

/** One figure of both engines, and how many combined standard errors lie between them. */
export interface Comparison {
  readonly figure: string;
  readonly reference: number;
  readonly fast: number;
  readonly z: number;
}

/** Years kept to the last bit. */
export const FIRST_YEARS = 2;
const QUANTILES = [0.5, 0.8, 0.9, 0.99];
/** Below this share of the value two figures are the same: both engines add in their own order. */
const SAME = 1e-9;
/**
 * A standard deviation less well known than this share of itself hangs on a handful of trials: its error is no measure
 * of it.
 */
const WORST_SD_ERROR = 0.15;

export function caseHash(name: string, { plan, trials }: LawTwoCase): string {
  return createHash("sha256")
    .update(JSON.stringify([name, plan, trials]))
    .digest("hex")
    .slice(0, 16);
}

/**
 * A seed of its own for each plan and engine. With one seed for all, the same arrivals would meet every plan, and one
 * unlucky draw would look like many disagreements.
 */
export function seedOf(engine: "reference" | "fast", name: string): number {
  return createHash("sha256").update(`${engine} ${name}`).digest().readUIntBE(0, 6);
}

export function firstYearOf(year: PlainYear): FirstYear {
  const total = (of: (workload: PlainYear["workloads"][number]) => number): number =>
    year.workloads.reduce((sum, workload) => sum + of(workload), 0);
  return {
    spend: year.spend,
    runOutDay: year.runOutDay,
    tokens: total((workload) => workload.tokens),
    outcomes: total((workload) => workload.outcomes),
    unmet: total((workload) => workload.unmet),
  };
}

/** Figures to eight digits: how a draw is rounded may change its last ones, and no distribution. */
export function roundedYears(years: readonly FirstYear[]): readonly (readonly [string, string | null])[] {
  return years.flatMap((year) =>
    Object.entries(year).map(
      ([figure, value]) => [figure, value === null ? null : Number(value).toPrecision(8)] as const,
    ),
  );
}

export function summarise(
  name: string,
  theCase: LawTwoCase,
  plan: ResolvedPlan,
  years: readonly PlainYear[],
): StoredReference {
  const columns = columnsOfYears(plan, years);
  const runOutDays = years.map((year) => year.runOutDay ?? -1);
  return {
    hash: caseHash(name, theCase),
    trials: years.length,
    moments: Object.fromEntries(
      Object.entries(columns).map(([figure, column]) => [figure, shortMoments(momentsOf(column))]),
    ),
    quantiles: quantilesOf(columns["spend"]!),
    runOutByMonthEnd: runOutByMonthEnd(plan, runOutDays),
    firstYears: years.slice(0, FIRST_YEARS).map(firstYearOf),
  };
}

/** One number a trial of each figure. */
function columnsOfYears(plan: ResolvedPlan, years: readonly PlainYear[]): Record<string, number[]> {
  const columns: Record<string, number[]> = {
    spend: years.map((year) => year.spend),
    "month 1: spend": years.map((year) => year.monthSpend[0]!),
  };
  plan.workloads.forEach(({ id }, w) => {
    for (const figure of [
      "spend",
      "tasks",
      "outcomes",
      "errors",
      "failures",
      "unmet",
      "attempts",
      "tokens",
      "loadedCost",
      "netValue",
    ] as const) {
      columns[`${id}: ${figure}`] = years.map((year) => year.workloads[w]![figure]);
    }
  });
  plan.models.forEach(({ id }, m) => {
    columns[`model ${id}: spend`] = years.map((year) => year.models[m]!.spend);
    columns[`model ${id}: tokens`] = years.map((year) => year.models[m]!.tokens);
  });
  plan.fixedCosts.forEach(
    ({ id }, i) => (columns[`fixed cost ${id}: spend`] = years.map((year) => year.fixedCosts[i]!)),
  );
  if (plan.saysContracts) Object.assign(columns, contractColumnsOfYears(plan, years));
  return columns;
}

const SEATS_FIGURES = ["spend", "held", "overage", "unused"] as const;
const COMMITMENT_FIGURES = ["drawn", "beyond", "lost", "left"] as const;

/** The same of contracts: the year on both bases, tax, usage cost, seats and commitments. */
function contractColumnsOfYears(plan: ResolvedPlan, years: readonly PlainYear[]): Record<string, number[]> {
  const columns: Record<string, number[]> = {};
  for (const figure of ["effective", "cash", "tax"] as const) columns[figure] = years.map((year) => year[figure]);
  plan.workloads.forEach(({ id }, w) => (columns[`${id}: usage`] = years.map((year) => year.workloads[w]!.usage)));
  plan.seats.forEach(({ id }, s) => {
    for (const figure of SEATS_FIGURES) columns[`${id}: ${figure}`] = years.map((year) => year.seats[s]![figure]);
  });
  plan.commitments.forEach(({ id }, c) => {
    for (const figure of COMMITMENT_FIGURES)
      columns[`${id}: ${figure}`] = years.map((year) => year.commitments[c]![figure]);
  });
  return columns;
}

function contractColumnsOfSamples(
  plan: ResolvedPlan,
  { effective, cash, tax, workloads, seats, commitments }: NonNullable<Samples["contracts"]>,
): Record<string, ArrayLike<number>> {
  const columns: Record<string, ArrayLike<number>> = { effective, cash, tax };
  plan.workloads.forEach(({ id }, w) => (columns[`${id}: usage`] = workloads[w]!.usage));
  plan.seats.forEach(({ id }, s) => {
    for (const figure of SEATS_FIGURES) columns[`${id}: ${figure}`] = seats[s]![figure];
  });
  plan.commitments.forEach(({ id }, c) => {
    for (const figure of COMMITMENT_FIGURES) columns[`${id}: ${figure}`] = commitments[c]![figure];
  });
  return columns;
}

/** The same figures of the fast engine: of some it keeps one number a trial, of others the mean. */
function columnsOfSamples(
  plan: ResolvedPlan,
  samples: Samples,
): { columns: Record<string, ArrayLike<number>>; means: Record<string, number> } {
  const columns: Record<string, ArrayLike<number>> = { spend: samples.spend, "month 1: spend": samples.months[0]! };
  const means: Record<string, number> = {};
  plan.workloads.forEach(({ id }, w) => {
    const { spend, outcomes, errors, failures, unmet, loadedCost, netValue, attempts, tokens } = samples.workloads[w]!;
    Object.entries({ spend, outcomes, errors, failures, unmet, loadedCost, netValue }).forEach(
      ([figure, column]) => (columns[`${id}: ${figure}`] = column),
    );
    columns[`${id}: tasks`] = outcomes.map((count, trial) => count + errors[trial]! + failures[trial]! + unmet[trial]!);
    means[`${id}: attempts`] = attempts;
    means[`${id}: tokens`] = tokens;
  });
  plan.models.forEach(({ id }, m) => {
    means[`model ${id}: spend`] = samples.models[m]!.spend;
    means[`model ${id}: tokens`] = samples.models[m]!.tokens;
  });
  plan.fixedCosts.forEach(({ id }, i) => (means[`fixed cost ${id}: spend`] = samples.fixedCosts[i]!.spend));
  if (samples.contracts !== undefined) Object.assign(columns, contractColumnsOfSamples(plan, samples.contracts));
  return { columns, means };
}

/** Every figure of the fast engine's trials beside the stored reference. */
export function compareWithReference(plan: ResolvedPlan, reference: StoredReference, samples: Samples): Comparison[] {
  const { columns, means } = columnsOfSamples(plan, samples);
  return [
    ...Object.entries(columns).flatMap(([figure, column]) => compareMoments(figure, reference, column)),
    ...Object.entries(means).map(([figure, fast]) => {
      // Of a mean alone the spread is taken to be the reference's.
      const { mean, sd } = reference.moments[figure]!;
      return {
        figure: `${figure}, mean`,
        reference: mean,
        fast,
        z: zOf(mean, fast, sd * Math.sqrt(1 / reference.trials + 1 / samples.trials)),
      };
    }),
    ...reference.quantiles.map((quantile) => compareQuantile(quantile, reference.trials, samples.spend)),
    ...compareRunOut(plan, reference, samples),
  ];
}

/**
 * How one kind of figure (the mean of outcomes, say) lies over all plans: of agreeing engines with mean 0 and root mean
 * square 1.
 */
export interface KindOfFigure {
  readonly kind: string;
  /** Plans and workloads in which chance moves it. */
  readonly count: number;
  readonly meanZ: number;
  readonly rmsZ: number;
}

/** Figures of one plan move together, those of one kind do not: each plan has luck of its own. */
export function kindsOfFigures(comparisons: readonly Comparison[]): KindOfFigure[] {
  const byKind = new Map<string, number[]>();
  for (const { figure, z } of comparisons) {
    // Figures without any chance in them say nothing about chance.
    if (z === 0) continue;
    const kind = figure
      .replace(/^model [^:]+:/, "model:")
      .replace(/^fixed cost [^:]+:/, "fixed cost:")
      .replace(/^(?!model|fixed cost|month)[^:,(]+:/, "workload:");
    byKind.set(kind, [...(byKind.get(kind) ?? []), z]);
  }
  return [...byKind].map(([kind, zs]) => ({
    kind,
    count: zs.length,
    meanZ: zs.reduce((sum, z) => sum + z, 0) / zs.length,
    rmsZ: Math.hypot(...zs) / Math.sqrt(zs.length),
  }));
}

function compareMoments(figure: string, reference: StoredReference, column: ArrayLike<number>): Comparison[] {
  const one = reference.moments[figure]!;
  const other = momentsOf(column);
  const meanError = Math.hypot(one.sd / Math.sqrt(reference.trials), other.sd / Math.sqrt(column.length));
  const noSpread = (moments: Moments): boolean => moments.sd <= SAME * Math.abs(moments.mean);
  const means = {
    figure: `${figure}, mean`,
    reference: one.mean,
    fast: other.mean,
    z: zOf(one.mean, other.mean, meanError),
  };
  if (noSpread(one) && noSpread(other)) return [means];
  const sdErrors = [one, other].map((moments) => (noSpread(moments) ? 0 : moments.sdError / moments.sd));
  if (Math.max(...sdErrors) > WORST_SD_ERROR) return [means];
  // Spreads differ by a factor, so their logarithms are compared: near to normal also where the error is large.
  return [
    means,
    {
      figure: `${figure}, sd`,
      reference: one.sd,
      fast: other.sd,
      z: Math.log(other.sd / one.sd) / Math.hypot(...sdErrors),
    },
  ];
}

/**
 * The share of fast trials below the reference's quantile against p. Shares need no density; the arcsine makes their
 * error the same everywhere, so that P99 of some hundred trials is judged fairly.
 */
function compareQuantile({ p, value }: StoredQuantile, referenceTrials: number, spend: Float64Array): Comparison {
  const share = (test: (x: number) => boolean): number =>
    spend.reduce((count, x) => count + (test(x) ? 1 : 0), 0) / spend.length;
  const margin = SAME * Math.abs(value);
  const below = share((x) => x < value - margin);
  const upTo = share((x) => x <= value + margin);
  const nearest = Math.min(upTo, Math.max(below, p));
  const angle = (x: number): number => 2 * Math.asin(Math.sqrt(x));
  const z = (angle(nearest) - angle(p)) / Math.sqrt(1 / referenceTrials + 1 / spend.length);
  return {
    figure: `spend, P${Math.round(100 * p)} (fast: share of trials up to it)`,
    reference: value,
    fast: nearest,
    z,
  };
}

function compareRunOut(plan: ResolvedPlan, reference: StoredReference, samples: Samples): Comparison[] {
  return runOutByMonthEnd(plan, samples.runOutDay).map((fast, month) => {
    const stored = reference.runOutByMonthEnd[month]!;
    const pooled = (stored * reference.trials + fast * samples.trials) / (reference.trials + samples.trials);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / reference.trials + 1 / samples.trials));
    return { figure: `run out by the end of month ${month + 1}`, reference: stored, fast, z: zOf(stored, fast, error) };
  });
}

function zOf(reference: number, fast: number, error: number): number {
  const difference = fast - reference;
  if (Math.abs(difference) <= SAME * Math.max(Math.abs(reference), Math.abs(fast))) return 0;
  return difference / error;
}

function momentsOf(column: ArrayLike<number>): Moments {
  const n = column.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += column[i]!;
  const mean = sum / n;
  let second = 0;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const square = (column[i]! - mean) ** 2;
    second += square;
    fourth += square * square;
  }
  const sd = Math.sqrt(second / (n - 1));
  return { mean, sd, sdError: sd === 0 ? 0 : Math.sqrt(Math.max(0, fourth / n - sd ** 4) / n) / (2 * sd) };
}

function quantilesOf(column: readonly number[]): StoredQuantile[] {
  const sorted = column.toSorted((a, b) => a - b);
  const n = sorted.length;
  const at = (rank: number): number => {
    const inside = Math.min(n - 1, Math.max(0, rank));
    const left = Math.floor(inside);
    const right = Math.min(n - 1, left + 1);
    return sorted[left]! + (inside - left) * (sorted[right]! - sorted[left]!);
  };
  return QUANTILES.map((p) => {
    const rank = p * (n - 1);
    const step = Math.sqrt(n * p * (1 - p));
    return { p, value: short(at(rank)), error: short((at(rank + step) - at(rank - step)) / 2) };
  });
}

function runOutByMonthEnd(plan: ResolvedPlan, runOutDays: ArrayLike<number>): number[] {
  return plan.monthStarts.slice(1).map((nextMonth) => {
    let count = 0;
    for (let trial = 0; trial < runOutDays.length; trial++)
      if (runOutDays[trial]! >= 0 && runOutDays[trial]! < nextMonth - plan.start) count++;
    return count / runOutDays.length;
  });
}

function shortMoments({ mean, sd, sdError }: Moments): Moments {
  return { mean: short(mean), sd: short(sd), sdError: short(sdError) };
}

/** Far more digits than the table's own error needs, far fewer than the file would hold otherwise. */
function short(x: number): number {
  return Number(x.toPrecision(11));
}
