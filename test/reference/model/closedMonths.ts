import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { emptyContracts, forfeit, payCommitments, takeSeats, type ContractState, type Money } from "./contracts.ts";
import { monthOf } from "./calendar.ts";
import type { Parameters } from "./parameters.ts";

/** What a closed month says: money of workloads and all else that was booked, and what contracts drew of it. */
export interface PlainClosedMonth {
  readonly spend: number;
  /** By seats or commitment. */
  readonly drawn: Readonly<Record<string, number>>;
}

/**
 * Closed months as section 2b has them: seats' fees, payments and losses follow the plan; what was drawn lowers balances;
 * cash is effective cost less what prepaid commitments drew, plus what they were paid.
 */
export function playClosedMonths(
  plan: ResolvedPlan,
  parameters: Parameters,
  closed: readonly PlainClosedMonth[],
): { readonly months: readonly Money[]; readonly contracts: ContractState } {
  const contracts = emptyContracts(plan);
  const months = closed.map(({ spend, drawn }, month): Money => {
    const first = plan.monthStarts[month]! - plan.start;
    const end = plan.monthStarts[month + 1]! - plan.start;
    const fees = takeSeats(plan, parameters, contracts, first);
    const owed = payCommitments(plan, parameters, contracts, first);
    const money = { effective: spend + fees.effective, cash: spend + fees.cash + owed };
    plan.commitments.forEach(({ id, paid }, c) => {
      const own = contracts.commitments[c]!;
      own.drawn += drawn[id] ?? 0;
      own.left = Math.max(0, own.left - (drawn[id] ?? 0));
      if (paid !== "asUsed") money.cash -= drawn[id] ?? 0;
    });
    plan.seats.forEach(({ id }, s) => {
      const own = contracts.seats[s]!;
      own.drawn += drawn[id] ?? 0;
      own.left = Math.max(0, own.left - (drawn[id] ?? 0));
    });
    for (let day = first; day < end; day++) {
      if (monthOf(plan, day) !== month) throw new Error(`day ${day} is not of month ${month}`);
      const lost = forfeit(plan, contracts, day);
      money.effective += lost.effective;
      money.cash += lost.cash;
    }
    return money;
  });
  return { months, contracts };
}
