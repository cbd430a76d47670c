import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { LONGEST_MONTH } from "#shared/engine/month/batch.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";
import type { Tally } from "#shared/engine/month/tally.ts";
import type { KnownWorkload, KnownYears } from "./knownYears.ts";

/** Which run-to-run variation a trial meets: its own, or its twin's. */
export type RunStream = "own" | "twin";

/** What a workload did in its year, and what of it is known from another plan. Scratch, written anew for each trial. */
export interface WorkloadYear {
  /** Money by fiscal month: of the work that arrived, before the budget, and as it is booked. */
  readonly worked: Float64Array;
  readonly booked: Float64Array;
  /** Its years of other plans in which it did the same; null: none are kept. */
  readonly known: KnownWorkload | null;
  /** The whole year in one row of numbers, as it is kept: months, sums, then one month of which the days are known. */
  readonly row: Float64Array;
  /** The year of the trial at hand, where it is known; null: it is simulated. */
  recalled: Float64Array | null;
}

/** Trials of which years are kept: those that plans are compared on. */
const KEPT_TRIALS = 10_000;

/** A year for each workload. `known`: what the worker has simulated so far; null: nothing is to be kept. */
export function createWorkloadYears(
  plan: CompiledForecast,
  runs: readonly WorkloadRun[],
  known: KnownYears | null,
): WorkloadYear[] {
  const months = plan.monthStarts.length - 1;
  // Contracts are drawn on by all workloads day by day.
  const prints = known === null || plan.contracts !== null ? null : plan.workloadPrints();
  return runs.map((run, w) => {
    const length = rowLength(run, months);
    return {
      worked: createScratch(months),
      booked: createScratch(months),
      known:
        known === null || prints === null
          ? null
          : known.workload(`${plan.seed} ${plan.twinEvery} ${prints[w]!}`, length),
      row: createScratch(length),
      recalled: null,
    };
  });
}

/** The year of a trial, where it is known; null: it is not. Its months are then in `year`. */
export function recallYear(
  year: WorkloadYear,
  plan: CompiledForecast,
  trial: number,
  stream: RunStream,
): Float64Array | null {
  year.row[year.row.length - DAYS] = NO_MONTH;
  if (year.known === null || trial >= KEPT_TRIALS) return null;
  const recalled = year.known.recall(placeOf(plan, trial, stream));
  if (recalled === null) return null;
  const months = year.worked.length;
  for (let month = 0; month < months; month++) {
    year.worked[month] = recalled[month]!;
    year.booked[month] = recalled[months + month]!;
  }
  return recalled;
}

/** Recalls the days of a month into `daySpend`, money by day of the month; whether they are known. */
export function recallDays({ recalled }: WorkloadYear, month: number, daySpend: Float64Array): boolean {
  if (recalled === null || recalled[recalled.length - DAYS] !== month) return false;
  daySpend.set(recalled.subarray(recalled.length - LONGEST_MONTH));
  return true;
}

/** Keeps the days of a month beside its year, in place of those of another month. */
export function keepDays({ recalled, row }: WorkloadYear, month: number, daySpend: Float64Array): void {
  const into = recalled ?? row;
  into[into.length - DAYS] = month;
  into.set(daySpend, into.length - LONGEST_MONTH);
}

/** At the end of a trial: keeps a year that was simulated, and gives a run whose year is known that year's sums. */
export function closeYear(
  year: WorkloadYear,
  run: WorkloadRun,
  plan: CompiledForecast,
  trial: number,
  stream: RunStream,
): void {
  if (year.recalled !== null) readSums(year.recalled, run, 2 * year.worked.length);
  else if (year.known !== null && trial < KEPT_TRIALS) {
    writeRow(year, run);
    year.known.keep(placeOf(plan, trial, stream), year.row);
  }
}

/** Trials first, then those that have a twin, by twin. */
function placeOf({ twinEvery }: CompiledForecast, trial: number, stream: RunStream): number {
  return stream === "own" ? trial : KEPT_TRIALS + trial / twinEvery;
}

/** Numbers of the month whose days are known: which one, and its days. */
const DAYS = 1 + LONGEST_MONTH;
const NO_MONTH = -1;

const SUMS = ["spend", "right", "wrong", "failed", "unmet", "attempts"] as const satisfies readonly (keyof Tally)[];

function rowLength({ year, monthly }: WorkloadRun, months: number): number {
  return (monthly === null ? 2 : 6) * months + SUMS.length + year.tokens.length + year.tokenSpend.length + DAYS;
}

/** The arrays of a run that its year fills beside the months of money. */
function arraysOf({ year, monthly }: WorkloadRun): Float64Array[] {
  const months = monthly === null ? [] : [monthly.right, monthly.wrong, monthly.failed, monthly.spend];
  return [year.tokens, year.tokenSpend, ...months];
}

function writeRow({ row, worked, booked }: WorkloadYear, run: WorkloadRun): void {
  let at = 0;
  const write = (values: Float64Array): void => {
    for (let i = 0; i < values.length; i++) row[at++] = values[i]!;
  };
  write(worked);
  write(booked);
  for (const sum of SUMS) row[at++] = run.year[sum];
  for (const values of arraysOf(run)) write(values);
}

function readSums(row: Float64Array, run: WorkloadRun, from: number): void {
  let at = from;
  for (const sum of SUMS) run.year[sum] = row[at++]!;
  for (const values of arraysOf(run)) for (let i = 0; i < values.length; i++) values[i] = row[at++]!;
}
