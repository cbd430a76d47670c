import { hasReached } from "#shared/plan/budget.ts";
import { uniformOf, type Key } from "#shared/random/random.ts";
import type { CentreYear, ContractYear } from "./contractYear.ts";
import type { CompiledCentre, CompiledContracts } from "#shared/engine/compile/compiledContracts.ts";

/** Month caps of cost centers (MODEL.md 3.9b, as amended): each of its workloads is stopped by the same share. */

/** Begins a month of all centres. */
export function openCentres(year: ContractYear): void {
  for (const centre of year.centres) {
    centre.spent = 0;
    centre.isApproved = null;
  }
}

/** Stops the day's work of workloads whose centre has spent its amount. */
export function capCentres(
  { centres }: CompiledContracts,
  year: ContractYear,
  trial: Key,
  month: number,
  d: number,
): void {
  const { day } = year;
  for (let c = 0; c < centres.length; c++) {
    const centre = centres[c]!;
    const state = year.centres[c]!;
    if (state.isApproved === true) continue;
    let use = 0;
    for (let i = 0; i < centre.workloads.length; i++) use += day.usage[centre.workloads[i]!]!;
    let done = shareWithin(centre, state, d, use);
    if (done === 1) continue;
    if (state.isApproved === null) {
      state.isApproved = centre.approval > 0 && isApproved(centre, trial, month);
      if (state.isApproved) done = 1;
    }
    for (let i = 0; i < centre.workloads.length; i++) {
      const w = centre.workloads[i]!;
      day.share[w] = day.share[w]! * done;
      day.usage[w] = day.usage[w]! * done;
    }
  }
}

function shareWithin(
  { amount, lagDays }: CompiledCentre,
  { spent, spentByEnd }: CentreYear,
  d: number,
  use: number,
): number {
  if (lagDays > 0) return d >= lagDays && hasReached(spentByEnd[d - lagDays]!, amount) ? 0 : 1;
  const room = Math.max(0, amount - spent);
  return use > room ? room / use : 1;
}

function isApproved({ name, approval }: CompiledCentre, trial: Key, month: number): boolean {
  return uniformOf(trial.a ^ name.a, (trial.b + name.b) | 0, month) < approval;
}

/** Counts what centres have used of the month, after all shares. */
export function bookCentres({ centres }: CompiledContracts, year: ContractYear, d: number, share: number): void {
  for (let c = 0; c < centres.length; c++) {
    const state = year.centres[c]!;
    const { workloads } = centres[c]!;
    for (let i = 0; i < workloads.length; i++) state.spent += year.day.usage[workloads[i]!]! * share;
    state.spentByEnd[d] = state.spent;
  }
}
