import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { headCountOn } from "#shared/engine/parameters/headCount.ts";
import type { CompiledContracts, CompiledSeats } from "#shared/engine/compile/compiledContracts.ts";
import type { ContractYear, SeatsYear } from "./contractYear.ts";
import { tabledUseBeyond } from "#shared/distributions/personUse.ts";

/** Seats and what they include (MODEL.md 3.11 and 3.11a, as amended). */

/** Months of a term. */
const TERM = 12;

/** Money that seats cost on a day. */
export interface SeatFees {
  effective: number;
  cash: number;
}

/**
 * Takes the seats of a month and grants what they include; adds their fees to `fees`. Fees of the year and tax on them
 * are booked.
 */
export function openSeats(
  plan: CompiledPlan,
  contracts: CompiledContracts,
  parameters: ParameterDraw,
  year: ContractYear,
  month: number,
  fees: SeatFees,
): void {
  for (let s = 0; s < contracts.seats.length; s++) {
    const seats = contracts.seats[s]!;
    const state = year.seats[s]!;
    const own = parameters.seats[s]!;
    state.worth = seats.currency < 0 ? 1 : parameters.currencies[seats.currency]![month]!;
    const day = plan.monthStarts[month]!;
    const isRenewed = seats.renewal !== null && seats.renewal.fromDay <= day;
    const price = own.perMonth * seats.rate * state.worth * (isRenewed ? own.renewal : 1);
    const want =
      seats.countOf < 0 ? own.count * headCountOn(seats, own.headGrowth, month, day) : year.peopleNow[seats.countOf]!;
    const isFirst = month % TERM === 0;
    const before = isFirst ? 0 : state.held;
    const held = !isFirst && (seats.isYearly || seats.addOnly) ? Math.max(want, state.held) : want;
    const added = seats.isYearly ? held - before : held;
    const monthsLeft = seats.isYearly ? TERM - (month % TERM) : 1;
    if (isFirst) state.yearly = 0;
    state.yearly = seats.isYearly ? state.yearly + added * price : held * price;
    const cash = added * price * monthsLeft;
    const factor = contracts.taxIncluded ? 1 + seats.tax : 1;
    fees.effective += state.yearly * factor;
    fees.cash += cash * factor;
    state.spend += state.yearly * factor;
    year.seatCashMonths[s]![month] = cash * factor;
    year.seatMonths[s]![month] = state.yearly * factor;
    year.tax += state.yearly * seats.tax;
    state.held = held;
    state.heldSum += held;
    state.months++;
    grant(seats, state, added, held, monthsLeft);
  }
}

function grant({ included }: CompiledSeats, state: SeatsYear, added: number, held: number, monthsLeft: number): void {
  state.use = state.beyond = state.overageMonth = 0;
  if (included === null) return;
  const amount = included.amount * state.worth;
  if (included.isByTerm) {
    const more = amount * added * monthsLeft;
    state.left += more;
    state.granted += more;
    return;
  }
  state.left = amount * held;
  state.granted = state.left;
  state.drawn = 0;
}

/** Lowers an allowance by what a closed month drew of it. */
export function drawSeats(state: SeatsYear, drawn: number): void {
  state.drawn += drawn;
  state.left = Math.max(0, state.left - drawn);
}

/** What is left of allowances at the end of a month or term is forfeited. */
export function closeSeats({ seats }: CompiledContracts, year: ContractYear, month: number): void {
  for (let s = 0; s < seats.length; s++) {
    const { included } = seats[s]!;
    const state = year.seats[s]!;
    if (included === null || (included.isByTerm && month % TERM !== TERM - 1)) continue;
    // What is drawn to the last cent may differ from what was granted by a rounding.
    const unused = state.granted - state.drawn;
    if (unused > 1e-9 * state.granted) state.unused += unused;
    state.left = state.granted = state.drawn = 0;
  }
}

/** Puts the day's use under allowances: what is done of it, and what is charged. */
export function allowSeats({ seats }: CompiledContracts, year: ContractYear): void {
  for (let s = 0; s < seats.length; s++) allowDay(seats[s]!, year.seats[s]!, year);
}

/** Puts the day's use under what some seats include. */
export function allowDay(own: CompiledSeats, state: SeatsYear, year: ContractYear): void {
  const { day } = year;
  state.dayDrawn = state.dayDone = 0;
  if (own.included === null) return;
  let use = 0;
  for (let i = 0; i < own.covers.length; i++) use += day.usage[own.covers[i]!]!;
  if (use === 0) return;
  const overage = Math.min(use, overageOf(own, state, year, use));
  const done = Math.min(overage, allowedOverage(own, state));
  state.dayDrawn = use - overage;
  state.dayDone = done;
  // All of it is worked where all of it may be, to the last digit.
  const worked = done === overage ? 1 : (state.dayDrawn + done) / use;
  const charged = (done * own.overageRate) / use;
  for (let i = 0; i < own.covers.length; i++) {
    const w = own.covers[i]!;
    day.effective[w] = day.cash[w] = day.usage[w]! * charged;
    day.usage[w] = day.usage[w]! * worked;
    day.share[w] = day.share[w]! * worked;
  }
}

/** Use of a day beyond the allowance. */
function overageOf({ included, covers }: CompiledSeats, state: SeatsYear, year: ContractYear, use: number): number {
  const { isPool, amount, use: table } = included!;
  if (isPool) return Math.max(0, use - state.left);
  const people = Math.max(1, Math.min(state.held, year.peopleNow[covers[0]!]!));
  const each = (amount * state.worth * Math.min(state.held, people)) / people;
  state.use += use / people;
  const beyond = tabledUseBeyond(table!, state.use, each, people);
  const overage = people * (beyond - state.beyond);
  state.beyond = beyond;
  return Math.max(0, overage);
}

/** Most overage that a day may still do. */
function allowedOverage({ upTo, overageRate }: CompiledSeats, state: SeatsYear): number {
  if (upTo === Infinity) return Infinity;
  const room = Math.max(0, upTo * state.worth - state.overageMonth);
  if (overageRate > 0) return room / overageRate;
  return upTo === 0 ? 0 : Infinity;
}

/** Books the share of the day's allowances that the budget allows. */
export function bookSeats({ seats }: CompiledContracts, year: ContractYear, share: number): void {
  for (let s = 0; s < seats.length; s++) {
    const state = year.seats[s]!;
    if (seats[s]!.included === null) continue;
    const charged = state.dayDone * seats[s]!.overageRate * share;
    state.overage += charged;
    state.overageMonth += charged;
    state.drawn += state.dayDrawn * share;
    if (seats[s]!.included!.isPool) state.left = Math.max(0, state.left - state.dayDrawn * share);
  }
}
