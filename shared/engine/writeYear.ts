import { pointerOf } from "#shared/plan/pointer.ts";
import type { ContractYear } from "#shared/engine/contracts/contractYear.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";
import {
  contractColumnOf,
  costMonthColumnOf,
  FIRST_MONTH,
  firstColumnOf,
  firstFixedCostColumnOf,
  firstGroupColumnOf,
  firstMonthlyColumnOf,
  GROUP_COLUMNS,
  RUN_OUT_DAY,
  SPEND,
  type sumOffsets,
  WEIGHT_COLUMNS,
  weightColumnOf,
  type Layout,
} from "./columns.ts";
import type { Year } from "#shared/engine/year/yearState.ts";

/**
 * Larger figures, in money, tasks or tokens, are no answer: their squares and sums over trials would soon be no
 * numbers.
 */
const LARGEST_ANSWER = 1e120;

/** A plan that `check` accepts but whose years are beyond all numbers: the plan is to be mended, not the engine. */
export class PlanBeyondNumbers extends Error {
  constructor(workload: string) {
    super(
      `${pointerOf(["workloads", workload])}: in some simulated years its tasks, tokens or money are too large to be calculated; wanted: smaller demand, growth, tokens or prices, or less uncertainty in them`,
    );
  }
}

/** Writes a trial's numbers to its place in each column of a chunk of so many trials. */
export function writeTrial(year: Year, layout: Layout, at: number, trials: number, columns: Float64Array): void {
  const {
    spend,
    runOutDay,
    months,
    runs,
    contracts,
    parameters: { fixedCosts, people },
  } = year;
  columns[SPEND * trials + at] = spend;
  columns[RUN_OUT_DAY * trials + at] = runOutDay;
  for (let month = 0; month < layout.months; month++) columns[(FIRST_MONTH + month) * trials + at] = months[month]!;
  for (let w = 0; w < runs.length; w++) {
    const { year: tally, parameters, workload } = runs[w]!;
    const loaded =
      tally.spend +
      parameters.reviewCost * (tally.right + tally.wrong) +
      parameters.failureCost * tally.failed +
      parameters.errorCost * tally.wrong;
    const first = firstColumnOf(layout, w);
    const netValue = tally.right * parameters.value - loaded;
    // Every other figure of the workload is part of these: one that is no number must not look like nothing.
    if (
      !(Math.abs(netValue) + loaded + tally.right + tally.unmet + tally.attempts + sumOf(tally.tokens) < LARGEST_ANSWER)
    )
      throw new PlanBeyondNumbers(workload.id);
    columns[first * trials + at] = tally.spend;
    columns[(first + 1) * trials + at] = tally.right;
    columns[(first + 2) * trials + at] = tally.wrong;
    columns[(first + 3) * trials + at] = tally.failed;
    columns[(first + 4) * trials + at] = tally.unmet;
    columns[(first + 5) * trials + at] = loaded;
    columns[(first + 6) * trials + at] = netValue;
  }
  for (let place = 0; place < layout.monthly.length; place++)
    writeMonths(runs[layout.monthly[place]!]!, firstMonthlyColumnOf(layout, place), at, trials, columns);
  if (contracts !== null) writeContracts(contracts, contractColumnOf(layout), at, trials, columns);
  if (layout.contracts?.byMonth === true) writeCostMonths(year, costMonthColumnOf(layout), at, trials, columns);
  const firstFixed = firstFixedCostColumnOf(layout);
  for (let i = 0; i < fixedCosts.length; i++) {
    let sum = 0;
    for (let month = 0; month < layout.months; month++) sum += fixedCosts[i]![month]!;
    columns[(firstFixed + i) * trials + at] = sum;
  }
  const firstGroup = firstGroupColumnOf(layout);
  for (let g = 0; g < people.length; g++) {
    columns[(firstGroup + g * GROUP_COLUMNS.length) * trials + at] = people[g]!.people;
    columns[(firstGroup + g * GROUP_COLUMNS.length + 1) * trials + at] = people[g]!.pay;
  }
}

/** Writes what contracts came to from the first of their columns on. */
function writeContracts(year: ContractYear, first: number, at: number, trials: number, columns: Float64Array): void {
  let column = first;
  const write = (value: number): void => {
    columns[column++ * trials + at] = value;
  };
  write(year.effective);
  write(year.cash);
  write(year.tax);
  for (const months of [year.effectiveMonths, year.cashMonths])
    for (let month = 0; month < months.length; month++) write(months[month]!);
  for (let w = 0; w < year.usage.length; w++) {
    write(year.usage[w]!);
    write(year.people[w]!);
  }
  for (const { spend, heldSum, months, overage, unused } of year.seats) {
    write(spend);
    write(months === 0 ? 0 : heldSum / months);
    write(overage);
    write(unused);
  }
  for (const { drawn, beyond, lost, left, covered } of year.commitments) {
    write(drawn);
    write(beyond);
    write(lost);
    write(left);
    for (let w = 0; w < covered.length; w++) write(covered[w]!);
  }
}

/** Writes the months of every cost from the first of their columns on. */
function writeCostMonths(
  { workloads, contracts, parameters }: Year,
  first: number,
  at: number,
  trials: number,
  columns: Float64Array,
): void {
  let column = first;
  const { seatMonths, seatCashMonths, drawnBy } = contracts!;
  const booked = workloads.map((own) => own.booked);
  for (const costs of [booked, parameters.fixedCosts, seatMonths, seatCashMonths, drawnBy])
    for (const months of costs)
      for (let month = 0; month < months.length; month++) columns[column++ * trials + at] = months[month]!;
}

/** Writes the months of a workload from its first column on. */
function writeMonths(
  { monthly, parameters }: WorkloadRun,
  first: number,
  at: number,
  trials: number,
  columns: Float64Array,
): void {
  const { right, wrong, failed, spend } = monthly!;
  const months = right.length;
  columns[first * trials + at] = parameters.value;
  for (let month = 0; month < months; month++) {
    const accepted = right[month]! + wrong[month]!;
    columns[(first + 1 + month) * trials + at] = right[month]!;
    columns[(first + 1 + months + month) * trials + at] = spend[month]!;
    columns[(first + 1 + 2 * months + month) * trials + at] =
      parameters.reviewCost * accepted + parameters.failureCost * failed[month]! + parameters.errorCost * wrong[month]!;
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Adds a trial to the chunk's sums. */
export function addTrial({ parameters, runs }: Year, offsets: ReturnType<typeof sumOffsets>, sums: Float64Array): void {
  for (let i = 0; i < parameters.fixedCosts.length; i++) {
    const months = parameters.fixedCosts[i]!;
    for (let month = 0; month < months.length; month++) sums[i] = sums[i]! + months[month]!;
  }
  for (let w = 0; w < runs.length; w++) {
    const {
      year: tally,
      workload: { attempts },
    } = runs[w]!;
    sums[offsets.workloadAttempts + w] = sums[offsets.workloadAttempts + w]! + tally.attempts;
    for (let k = 0; k < attempts.length; k++) {
      const { model } = attempts[k]!;
      sums[offsets.workloadTokens + w] = sums[offsets.workloadTokens + w]! + tally.tokens[k]!;
      sums[offsets.modelTokens + model] = sums[offsets.modelTokens + model]! + tally.tokens[k]!;
      sums[offsets.modelSpend + model] = sums[offsets.modelSpend + model]! + tally.tokenSpend[k]!;
    }
  }
}

/** Writes a weighted trial's weight, and what it adds: a mean is then a weighted one. */
export function writeWeight(
  year: Year,
  layout: Layout,
  offsets: ReturnType<typeof sumOffsets>,
  at: number,
  trials: number,
  columns: Float64Array,
): void {
  const first = weightColumnOf(layout);
  columns[first * trials + at] = year.lnWeight;
  columns[(first + 1) * trials + at] = year.plan.actuals?.posterior?.widening ?? 1;
  const added = new Float64Array(offsets.count);
  addTrial(year, offsets, added);
  for (let i = 0; i < offsets.count; i++) columns[(first + WEIGHT_COLUMNS + i) * trials + at] = added[i]!;
}
