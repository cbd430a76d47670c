import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { CommitmentYear, ContractYear } from "./contractYear.ts";
import type { CompiledCommitment, CompiledContracts } from "#shared/engine/compile/compiledContracts.ts";

/** Commitments: balances that pay for use until they run out or are lost (MODEL.md 3.11b, as amended). */

/** Opens balances, lets others of the company draw on them, and returns what is owed on the first day of a month. */
export function openCommitments(
  plan: CompiledPlan,
  contracts: CompiledContracts,
  year: ContractYear,
  month: number,
): number {
  const day = plan.monthStarts[month]!;
  let cash = 0;
  for (let i = 0; i < contracts.commitments.length; i++) {
    const commitment = contracts.commitments[i]!;
    const state = year.commitments[i]!;
    const begins = Math.max(0, commitment.fromDay) === day && (commitment.untilDay > day || commitment.rolls);
    if (begins) {
      state.left = commitment.amount;
      state.isOpen = true;
    }
    if (state.isOpen && day < commitment.untilDay) state.left = Math.max(0, state.left - state.otherSpend);
    cash += owedOn(commitment, day);
  }
  return cash;
}

/** Money that a commitment owes on a day, drawn or not. */
function owedOn({ paid, fromDay, amount, monthDays }: CompiledCommitment, day: number): number {
  switch (paid) {
    case "upfront":
      return fromDay === day ? amount : 0;
    case "monthly":
      return monthDays.includes(day) ? amount / monthDays.length : 0;
    case "asUsed":
      return 0;
  }
}

/** Whether a commitment pays for the use of a day. */
function covers({ fromDay, untilDay, rolls }: CompiledCommitment, day: number): boolean {
  return fromDay <= day && (day < untilDay || rolls);
}

/** Charges the day's use that commitments cover: what they draw, and what is beyond. */
export function chargeCommitments(contracts: CompiledContracts, year: ContractYear, day: number): void {
  for (let i = 0; i < contracts.commitments.length; i++) {
    const commitment = contracts.commitments[i]!;
    const use = coverDay(contracts, commitment, year.commitments[i]!, year, day);
    if (use > 0) settle(commitment, year.commitments[i]!, year, use, day);
  }
}

/** Finds what a commitment covers of a day, of which it has paid for nothing yet; returns that use. */
export function coverDay(
  contracts: CompiledContracts,
  commitment: CompiledCommitment,
  state: CommitmentYear,
  year: ContractYear,
  day: number,
): number {
  state.dayDrawn = state.dayBeyond = 0;
  return covers(commitment, day) ? coveredUse(contracts, commitment, state, year) : 0;
}

/** Beyond the term, what a balance that rolls does not pay for has its contract price. */
export function rateBeyond({ untilDay, beyondRate }: CompiledCommitment, day: number): number {
  return day < untilDay ? beyondRate : 1;
}

/** Draws what there is for so much covered use, and charges the rest. */
export function settle(
  commitment: CompiledCommitment,
  state: CommitmentYear,
  year: ContractYear,
  use: number,
  day: number,
): void {
  const worth = commitment.drawnRate * use;
  const share = state.left >= worth ? 1 : state.left / worth;
  const beyondRate = rateBeyond(commitment, day);
  state.dayDrawn = share * worth;
  state.dayBeyond = (1 - share) * use * beyondRate;
  charge(commitment, state, year, share * commitment.drawnRate, (1 - share) * beyondRate);
}

/** Fills what a commitment covers of each workload's day, and returns the sum. */
function coveredUse(
  { seatsOf }: CompiledContracts,
  { byModels, covers: covered }: CompiledCommitment,
  { dayCovered }: CommitmentYear,
  { day, byModel }: ContractYear,
): number {
  dayCovered.fill(0);
  let use = 0;
  if (!byModels) {
    for (let i = 0; i < covered.length; i++) {
      dayCovered[covered[i]!] = day.usage[covered[i]!]!;
      use += day.usage[covered[i]!]!;
    }
    return use;
  }
  for (let w = 0; w < dayCovered.length; w++) {
    if (seatsOf[w]! >= 0) continue;
    let share = 0;
    for (let i = 0; i < covered.length; i++) share += byModel[w]![covered[i]!]!;
    dayCovered[w] = day.usage[w]! * share;
    use += dayCovered[w]!;
  }
  return use;
}

/** Replaces the plain charge of what is covered. */
function charge(
  { paid }: CompiledCommitment,
  { dayCovered }: CommitmentYear,
  { day }: ContractYear,
  drawn: number,
  beyond: number,
): void {
  const owed = (paid === "asUsed" ? drawn : 0) + beyond - 1;
  const effective = drawn + beyond - 1;
  for (let w = 0; w < dayCovered.length; w++) {
    day.effective[w] = Math.max(0, day.effective[w]! + dayCovered[w]! * effective);
    day.cash[w] = Math.max(0, day.cash[w]! + dayCovered[w]! * owed);
  }
}

/** Books the share of what commitments paid for that the budget allows. */
export function bookCommitments({ commitments }: CompiledContracts, year: ContractYear, share: number): void {
  for (let i = 0; i < commitments.length; i++) {
    const state = year.commitments[i]!;
    if (state.dayDrawn === 0 && state.dayBeyond === 0) continue;
    const drawn = state.dayDrawn * share;
    // What ran dry has nothing left, whatever a rounding says.
    state.left = state.dayBeyond > 0 && share === 1 ? 0 : Math.max(0, state.left - drawn);
    state.drawn += drawn;
    state.beyond += state.dayBeyond * share;
    for (let w = 0; w < state.covered.length; w++) state.covered[w] = state.covered[w]! + state.dayCovered[w]! * share;
  }
}

/** What balances lose at the end of a day, and what of it is owed then. */
export function loseCommitments(
  contracts: CompiledContracts,
  year: ContractYear,
  day: number,
  out: { lost: number; cash: number },
): void {
  out.lost = out.cash = 0;
  for (let i = 0; i < contracts.commitments.length; i++) {
    const { untilDay, rolls, paid } = contracts.commitments[i]!;
    const state = year.commitments[i]!;
    if (day + 1 !== untilDay || rolls || !state.isOpen) continue;
    out.lost += state.left;
    if (paid === "asUsed") out.cash += state.left;
    state.lost = state.left;
    state.left = 0;
    state.isOpen = false;
  }
}
