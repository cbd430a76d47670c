import type { WorkloadValue, ValueAnswer } from "#shared/forecast/value/valueDocument.ts";
import { formatDate, formatDateLong } from "#shared/format/dates.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyTo } from "#shared/format/money.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { epochDayOf, type EpochDay } from "#shared/units.ts";

/** What the words of value are made of: the answer, and the plan it was made from, with its names. */
export interface ValueFacts {
  readonly answer: ValueAnswer;
  readonly plan: ResolvedPlan;
}

/** What an outcome of one use costs. */
type OutcomeCost = ValueAnswer["tiles"]["costPerOutcome"][number];

/** A use of AI with what is known of it. */
export interface ValueUse {
  readonly id: string;
  readonly workload: ResolvedWorkload;
  readonly value: WorkloadValue;
}

/** Every use in the order of the plan. */
export function usesOf({ answer, plan }: ValueFacts): ValueUse[] {
  return plan.workloads.flatMap((workload) => {
    const value = answer.workloads[workload.id];
    return value === undefined ? [] : [{ id: workload.id, workload, value }];
  });
}

/** The use of an id; undefined: there is none. */
export function findUse(facts: ValueFacts, id: string | null): ValueUse | undefined {
  return usesOf(facts).find((use) => use.id === id);
}

/** Name of a use. */
export function nameOf({ plan }: Pick<ValueFacts, "plan">, id: string): string {
  return plan.workloads.find((workload) => workload.id === id)?.name ?? id;
}

/** Money to two significant digits: the figures of value are known to no more. */
export function roughMoney({ plan }: Pick<ValueFacts, "plan">, amount: number): string {
  return formatMoneyTo(plan.currency, amount, 2);
}

/** What an outcome costs, with the digits that its error allows, as the Outlook, the PDF and the comparison write it. */
export function costWords({ plan }: Pick<ValueFacts, "plan">, { loaded, standardError }: OutcomeCost): string {
  return formatMoney(plan.currency, loaded, resolutionOf(standardError));
}

/** "March 31" of an ISO date. */
export function longDay({ plan }: Pick<ValueFacts, "plan">, date: string): string {
  return formatDateLong(epochDayOf(date), plan);
}

/** "Mar 31" of an ISO date. */
export function shortDay({ plan }: Pick<ValueFacts, "plan">, date: string): string {
  return formatDate(epochDayOf(date), plan);
}

/** Last day of the plan. */
export function lastDay({ monthStarts }: Pick<ResolvedPlan, "monthStarts">): EpochDay {
  return monthStarts.at(-1)! - 1;
}

/** Last day of the closed months; null: none is closed. */
export function closedTo({ actuals, monthStarts }: Pick<ResolvedPlan, "actuals" | "monthStarts">): EpochDay | null {
  return actuals === null || actuals.months === 0 ? null : monthStarts[actuals.months]! - 1;
}
