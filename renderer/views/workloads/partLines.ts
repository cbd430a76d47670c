import { formatStatedMoney } from "#shared/format/money.ts";
import { attemptCapWords, monthCapWords } from "#shared/report/differences/capWords.ts";
import { routeWords } from "#shared/report/differences/routeWords.ts";
import type { Plan, Workload } from "#shared/plan/schema/plan.ts";
import { isShareOfGroup } from "#shared/plan/headCount.ts";
import type { UsersOf } from "#shared/plan/schema/people.ts";
import { groupName } from "#shared/plan/fields/fieldLabels.ts";
import { rangeWords } from "#renderer/controls/uncertain/uncertainShapes.ts";

/** What each part of a workload's inputs says in one line, while it is folded. */

export function whoseLine({ owner, outcome: { unit }, status = "production" }: Workload): string {
  return [owner ?? "no owner", unit ?? "no outcome named", status].join(", ");
}

export function howMuchLine(plan: Plan, { demand: { users, adoption, tasksPerUserPerDay } }: Workload): string {
  const number = { kind: "number" } as const;
  const share = adoption?.at(-1)?.share;
  return [
    isShareOfGroup(users) ? shareWords(plan, users) : `${rangeWords(users, number)} people`,
    ...(share === undefined ? [] : [`${rangeWords(share, { kind: "percent" })} of them at the end`]),
    `${rangeWords(tasksPerUserPerDay, number)} tasks per person and working day`,
  ].join(", ");
}

/** "60% of Engineering". */
export function shareWords(plan: Plan, { of, share }: UsersOf): string {
  return `${rangeWords(share, { kind: "percent" })} of ${groupName(plan, of)}`;
}

export function howDoneLine(plan: Plan, { route, tokensMultiplier = 1 }: Workload): string {
  const times = rangeWords(tokensMultiplier, { kind: "number" });
  return `${routeWords(plan, route)}; tokens ${times} times those of the reference runs`;
}

export function capsLine(plan: Plan, { attemptCap, monthCap, userCap }: Workload): string {
  return [
    attemptCap === undefined ? "no cap on one attempt" : `one attempt: ${attemptCapWords(plan, attemptCap)}`,
    monthCap === undefined ? "no cap on a month" : `a month: ${monthCapWords(plan, monthCap)}`,
    ...(userCap === undefined ? [] : [`a person: ${formatStatedMoney(plan.currency, userCap.perMonth)} a month`]),
  ].join("; ");
}

export function worthLine({ currency }: Plan, { outcome }: Workload): string {
  const value = rangeWords(outcome.value, { kind: "money", currency });
  const captured = rangeWords(outcome.captured ?? 1, { kind: "percent" });
  return `${value} for one ${outcome.unit ?? "outcome"}, ${captured} of it realized`;
}
