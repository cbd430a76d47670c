import { formatDateLong } from "#shared/format/dates.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { stakeOf } from "#shared/forecast/value/questions.ts";
import type { ResolvedWorkload } from "#shared/plan/resolved.ts";
import { lastDay, longDay, roughMoney, usesOf, type ValueFacts } from "./valueFacts.ts";
import { givesUpRuns } from "./foregoneWords.ts";
import { runsOf, strong, type WordRun } from "#shared/forecast/words/runs.ts";

/** From how large a chance a use is called likely to pay back. */
export const LIKELY = 0.5;

/**
 * The answer of the Value screen in two lines: which uses are likely to pay back and what is missing; what they bring of
 * what their cases claim.
 */
export function valueAnswerRuns(facts: ValueFacts, scenarioName: string | null = null): WordRun[][] {
  if (facts.answer.portfolio.withCase === 0) return [noCaseRuns(facts)];
  const together = [...togetherRuns(facts), ...savingRuns(facts, scenarioName)];
  return [[...paysRuns(facts), ...missingRuns(facts), ...decisionRuns(facts)], together].filter(
    (line) => line.length > 0,
  );
}

/** "2 of 6 uses are likely to pay back by December 31" */
function paysRuns(facts: ValueFacts): WordRun[] {
  const uses = usesOf(facts);
  const likely = uses.filter(({ value }) => (value.pays?.probability ?? 0) >= LIKELY).length;
  const end = formatDateLong(lastDay(facts.plan), facts.plan);
  if (likely === 0) return runsOf("No use is likely to pay back by ", strong(end));
  return runsOf(
    strong(`${likely} of ${uses.length}`),
    ` ${uses.length === 1 ? "use" : "uses"} ${likely === 1 ? "is" : "are"} likely to pay back by `,
    strong(end),
  );
}

/** "; 1 has no case, 1 no owner, 2 an owner who answers for nothing.": as the rows say it. */
function missingRuns(facts: ValueFacts): WordRun[] {
  const uses = usesOf(facts);
  const missing = [
    [facts.answer.portfolio.withoutCase, "no case"],
    [uses.filter(({ workload }) => workload.owner === null).length, "no owner"],
    [uses.filter(({ workload }) => isIdleOwner(workload)).length, "an owner who answers for nothing"],
  ] as const;
  const said = missing.filter(([count]) => count > 0);
  return runsOf(
    ...said.flatMap(([count, what], i) => [
      i === 0 ? "; " : ", ",
      strong(count),
      i > 0 ? ` ${what}` : ` ${count === 1 ? "has" : "have"} ${what}`,
    ]),
    ".",
  );
}

/** A case with an owner whom its failure does not touch. */
function isIdleOwner({ owner, case: own }: ResolvedWorkload): boolean {
  return owner !== null && own !== null && stakeOf(own) === null;
}

/** " 1 decision is due by June 30; 1 is overdue." */
function decisionRuns(facts: ValueFacts): WordRun[] {
  const { decisions } = facts.answer;
  const due = decisions.filter(({ state }) => state === "due");
  const overdue = decisions.filter(({ state }) => state === "overdue").length;
  const last = due
    .flatMap(({ on }) => (on === null ? [] : [on]))
    .toSorted()
    .at(-1);
  const late = overdue === 0 ? [] : [strong(overdue), ` ${overdue === 1 ? "is" : "are"} overdue.`];
  if (last === undefined)
    return overdue === 0
      ? []
      : runsOf(" ", strong(overdue), ` ${overdue === 1 ? "decision is" : "decisions are"} overdue.`);
  return runsOf(
    " ",
    strong(due.length),
    ` ${due.length === 1 ? "decision is" : "decisions are"} due by `,
    strong(longDay(facts, last)),
    overdue === 0 ? "." : "; ",
    ...late,
  );
}

/** " Route and month cap saves $1.6M and gives up $0.3M of benefit." Nothing where no scenario saves. */
function savingRuns({ answer: { saving }, plan }: ValueFacts, name: string | null): WordRun[] {
  return saving === null
    ? []
    : [{ text: " " }, ...givesUpRuns(plan.currency, name ?? "This scenario", saving.saves.mean, saving.foregone.mean)];
}

/** "Together they bring $11M of the $40M that their cases claim; 8 in 10 simulated years lie between $4M and $26M." */
export function togetherRuns(facts: ValueFacts): WordRun[] {
  const { benefit } = facts.answer.tiles;
  if (benefit === null) return [];
  const { p10, p90 } = benefit.quantiles;
  const money = (amount: number): string => roughMoney(facts, amount);
  const range = p10 === p90 ? "." : `; 8 in 10 simulated years lie between ${money(p10)} and ${money(p90)}.`;
  return runsOf(
    "Together they bring ",
    strong(money(benefit.mean)),
    " of the ",
    strong(money(benefit.claimed.mean)),
    ` that their cases claim${range}`,
  );
}

function noCaseRuns({ plan }: ValueFacts): WordRun[] {
  return runsOf(
    "This plan says what AI will cost, not yet what it should change. Of pilots like these about ",
    strong(classWords(plan.value.baseRate)),
    " shows in the profit and loss account; ",
    strong("five questions"),
    " decide whether yours is one.",
  );
}

/** "1 in 20", or a share where no whole number is near. */
export function classWords(baseRate: number): string {
  const one = 1 / baseRate;
  return Math.abs(one - Math.round(one)) < 0.02 * one ? `1 in ${Math.round(one)}` : formatPercent(baseRate);
}
