import { hasReached } from "#shared/plan/budget.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { under } from "#shared/random/random.ts";
import { arrivalDays, type ArrivalDays, type PlainTrial } from "./arrivalDays.ts";
import { endsMonth, monthOf, policyOn, startsMonth, yearDays } from "./calendar.ts";
import {
  allow,
  bookContracts,
  capCentres,
  draw,
  emptyContracts,
  forfeit,
  payCommitments,
  takeSeats,
  type ContractState,
  type WorkedDay,
} from "./contracts.ts";
import { plainDecision } from "./decision.ts";
import { workUnderMonthCap } from "./monthCap.ts";
import type { Parameters } from "./parameters.ts";
import type { PlainYear } from "./plainYear.ts";
import { inForce } from "./price.ts";
import { addShare, costAt, emptyTally, lineCosts, sum, type Tally } from "./tally.ts";
import { peopleOn, shareBeyond } from "./userCap.ts";
import { bookDay, emptyState, workloadYear, type WorkloadState } from "./workloadState.ts";

// Sections 3.8 to 3.12.

/** A year as it goes on. */
interface RunningYear {
  readonly trial: PlainTrial;
  readonly states: readonly WorkloadState[];
  readonly days: readonly ArrivalDays[];
  readonly contracts: ContractState;
  readonly fixedCosts: number[];
  readonly monthSpend: number[];
  effective: number;
  cash: number;
  tax: number;
  /** Money on the budget's basis. */
  spend: number;
}

/** Plays one year, day by day. */
export function simulateYear(trial: PlainTrial): PlainYear {
  const { plan, parameters, key } = trial;
  const states = plan.workloads.map((workload) => emptyState(plan, workload));
  const decisions = plan.workloads.map((workload) => plainDecision(plan, workload, key));
  const year: RunningYear = {
    trial,
    states,
    days: plan.workloads.map((_, w) => arrivalDays(trial, w, decisions[w]!)),
    contracts: emptyContracts(plan),
    fixedCosts: plan.fixedCosts.map(() => 0),
    monthSpend: new Array<number>(plan.monthStarts.length - 1).fill(0),
    effective: 0,
    cash: 0,
    tax: 0,
    spend: 0,
  };
  let runOutDay: number | null = null;
  for (let day = 0; day < yearDays(plan); day++) {
    if (startsMonth(plan, day)) chargeMonth(year, day);
    workAll(year, day);
    const lost = forfeit(plan, year.contracts, day);
    add(year, day, lost.effective, lost.cash);
    if (endsMonth(plan, day))
      decisions.forEach((decision, w) => decision.decide(monthOf(plan, day), states[w]!, parameters.workloads[w]!));
    if (runOutDay === null && hasReached(year.spend, plan.budget.amount)) runOutDay = day;
  }
  states.forEach((state, w) => giveUpWaiting(state, year.days[w]!));
  const { spend, monthSpend, fixedCosts, effective, cash, tax, contracts } = year;
  return {
    spend,
    runOutDay,
    monthSpend,
    workloads: states.map((state, w) => workloadYear(state, parameters.workloads[w]!)),
    cases: states.map((state, w) => decisions[w]!.caseYear(state, parameters.workloads[w]!)),
    fixedCosts,
    models: modelYears(plan, states),
    effective,
    cash,
    tax,
    seats: contracts.seats.map(({ spend: fees, heldByMonth, overage, unused }) => ({
      spend: fees,
      held: sum(heldByMonth) / heldByMonth.length,
      overage,
      unused,
    })),
    commitments: contracts.commitments.map(({ drawn, beyond, lost, left }) => ({ drawn, beyond, lost, left })),
  };
}

/** Counts money on both bases. */
function add(year: RunningYear, day: number, effective: number, cash: number): void {
  const { plan } = year.trial;
  const money = plan.budget.basis === "cash" ? cash : effective;
  year.effective += effective;
  year.cash += cash;
  year.monthSpend[monthOf(plan, day)]! += money;
  year.spend += money;
}

/** What is charged and owed on the first day of a month, before all work. */
function chargeMonth(year: RunningYear, day: number): void {
  const { plan, parameters } = year.trial;
  parameters.fixedCosts.forEach(({ perMonth, renewal }, i) => {
    const charge = perMonth * inForce(renewal, day);
    year.fixedCosts[i]! += charge;
    add(year, day, charge, charge);
  });
  const fees = takeSeats(plan, parameters, year.contracts, day);
  year.tax += fees.tax;
  add(year, day, fees.effective, fees.cash);
  add(year, day, 0, payCommitments(plan, parameters, year.contracts, day));
}

/** A day's work of all workloads: caps, contracts, tax, budget. */
function workAll(year: RunningYear, day: number): void {
  const { trial, states, days, contracts } = year;
  const { plan, parameters, key } = trial;
  const { amount, atExhaustion, basis, taxIncluded } = plan.budget;
  // With contracts, a day that costs nothing more is done when the budget is spent.
  const isStopped = !plan.saysContracts && atExhaustion === "block" && hasReached(year.spend, amount);
  const done = plan.workloads.map((_, w) =>
    isStopped ? turnAway(trial, states[w]!, days[w]!, day) : workDay(trial, w, states[w]!, days[w]!, day),
  );
  const worked = done.map((tally, w) => dayOf(plan, days[w]!, day, tally));
  capCentres(plan, contracts, worked, day, key);
  for (const one of worked) one.effective = one.cash = one.use;
  allow(plan, parameters, contracts, worked, day);
  draw(plan, contracts, worked, day);
  for (const one of worked) {
    const rate = one.use === 0 ? 0 : sum(one.byModel.map((use, m) => use * plan.models[m]!.terms.tax)) / one.use;
    one.tax = one.effective * rate;
    if (!taxIncluded) continue;
    one.effective += one.tax;
    one.cash += one.tax;
  }
  const money = sum(worked.map((one) => (basis === "cash" ? one.cash : one.effective)));
  const room = Math.max(0, amount - year.spend);
  const share = atExhaustion === "block" && !isStopped && money > room ? room / money : 1;
  worked.forEach((one, w) => {
    const tally = emptyTally(done[w]!.tokens.length);
    addShare(tally, one.worked, done[w]!);
    states[w]!.unmet += (1 - one.worked) * done[w]!.tasks;
    bookDay(plan, states[w]!, day, days[w]!.on(day).prices, tally, share);
    states[w]!.chargedByMonth[monthOf(plan, day)]! += share * one.effective;
    year.tax += share * one.tax;
  });
  add(year, day, share * sum(worked.map((one) => one.effective)), share * sum(worked.map((one) => one.cash)));
  bookContracts(plan, contracts, worked, share);
}

/** A workload's day before contracts. */
function dayOf(plan: ResolvedPlan, days: ArrivalDays, day: number, tally: Tally): WorkedDay {
  const { prices } = days.on(day);
  const lines = lineCosts(prices, tally);
  return {
    use: costAt(prices, tally),
    byModel: plan.models.map((_, m) => sum(lines.filter((__, line) => line % plan.models.length === m))),
    worked: 1,
    effective: 0,
    cash: 0,
    tax: 0,
  };
}

/** A day's work while there is budget. */
function workDay(
  { plan, parameters, key }: PlainTrial,
  w: number,
  state: WorkloadState,
  days: ArrivalDays,
  day: number,
): Tally {
  const workload = plan.workloads[w]!;
  state.arrivedByMonth[monthOf(plan, day)]! += days.on(day).tasks;
  const beyond = workload.policies.some(({ userCap }) => userCap !== null)
    ? beyondOn(plan, parameters, w, state, days, day)
    : 0;
  return workUnderMonthCap({ plan, workload, state, days, key: under(key, "month cap", workload.id) }, day, beyond);
}

/** Share of a day's own work that people have beyond their cap, and that is not approved. */
function beyondOn(
  plan: ResolvedPlan,
  parameters: Parameters,
  w: number,
  state: WorkloadState,
  days: ArrivalDays,
  day: number,
): number {
  const workload = plan.workloads[w]!;
  if (startsMonth(plan, day)) state.meanUse = 0;
  const { userCap } = policyOn(workload, day);
  const n = Math.max(1, peopleOn(plan, parameters, w, day));
  const u = costAt(days.on(day).prices, days.tally(day));
  const before = state.meanUse;
  state.meanUse += u / n;
  if (userCap === null) return 0;
  return shareBeyond(u, before, userCap.perMonth, n, workload.demand.userSpread) * (1 - userCap.approval);
}

/** A day after the budget is spent: what arrives is unmet. */
function turnAway({ plan }: PlainTrial, state: WorkloadState, days: ArrivalDays, day: number): Tally {
  state.arrivedByMonth[monthOf(plan, day)]! += days.on(day).tasks;
  state.unmet += days.on(day).tasks;
  return emptyTally(days.on(day).prices.fee.length);
}

/** What still waits when the year ends is unmet. */
function giveUpWaiting(state: WorkloadState, days: ArrivalDays): void {
  for (const work of state.waiting)
    for (const [arrival, part] of work) state.unmet += part * days.on(arrival >= 0 ? arrival : -1 - arrival).tasks;
}

function modelYears(plan: ResolvedPlan, states: readonly WorkloadState[]): PlainYear["models"] {
  const count = plan.models.length;
  return plan.models.map((_, m) => {
    const ofModel = (lines: readonly number[]): number => sum(lines.filter((__, line) => line % count === m));
    return {
      spend: sum(states.map(({ lineSpend }) => ofModel(lineSpend))),
      tokens: sum(states.map(({ booked }) => ofModel(booked.tokens))),
    };
  });
}
