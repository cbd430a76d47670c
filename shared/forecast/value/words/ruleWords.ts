import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { formatShare } from "#shared/format/chances.ts";
import type { WorkloadValue } from "#shared/forecast/value/valueDocument.ts";
import { formatExact, formatNumber } from "#shared/format/counts.ts";
import { formatMoneyTo } from "#shared/format/money.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import type { KeepIf } from "#shared/plan/schema/value.ts";
import { withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { monthAfter, epochDayOf, isoDateOf } from "#shared/units.ts";
import { sizeWords } from "./effectWords.ts";
import { runsOf, strong, type WordRun } from "#shared/forecast/words/runs.ts";
import { longDay, roughMoney, type ValueFacts, type ValueUse } from "./valueFacts.ts";

/** Last day of a month, ISO. */
export function monthEnd(month: string): string {
  return isoDateOf(epochDayOf(`${monthAfter(month, 1)}-01`) - 1);
}

/** What must be observed, without its limit: "the benefit so far", "a merged pull request". */
export function ruleSubject({ workload }: Pick<ValueUse, "workload">, keepIf: KeepIf): string {
  switch (keepIf.what) {
    case "costPerOutcome":
      return `${withArticle(workload.outcome.unit)} costs`;
    case "benefit":
      return "the benefit so far is";
    case "change":
      return `${workload.case?.metric?.name ?? "the metric"} ${workload.case?.metric?.better === "lower" ? "falls by" : "rises by"}`;
  }
}

/** "at most $18", "at least 10%". */
export function limitWords(
  { plan }: Pick<ValueFacts, "plan">,
  { workload }: Pick<ValueUse, "workload">,
  keepIf: KeepIf,
): { readonly side: "at most" | "at least"; readonly amount: string } {
  switch (keepIf.what) {
    case "costPerOutcome":
      return { side: "at most", amount: formatMoneyTo(plan.currency, keepIf.atMost, 3) };
    case "benefit":
      return { side: "at least", amount: formatMoneyTo(plan.currency, keepIf.atLeast, 2) };
    case "change":
      return { side: "at least", amount: sizeWords(workload.case?.metric ?? { scale: "log" }, keepIf.atLeast) };
  }
}

/** "then 4 times the work", "then the same work". */
export function passWords(pass: Uncertain): string {
  const [low, high] = [uncertainQuantile(pass, 0.1), uncertainQuantile(pass, 0.9)];
  if (low === 1 && high === 1) return "the same work";
  return low === high
    ? `${formatExact(low)} times the work`
    : `${formatNumber(low)} to ${formatNumber(high)} times the work`;
}

/** "retire it", "the same work", "0.5 times the work". */
export function failWords(fail: Uncertain): string {
  return uncertainQuantile(fail, 0.9) === 0 ? "retire it" : passWords(fail);
}

/** "On June 30 keep it if the benefit so far is at least $1.0M; then the same work. Else retire it." */
export function ruleRuns(facts: ValueFacts, use: ValueUse): WordRun[] {
  const { gate } = use.workload;
  if (gate === null) return runsOf("No date, no rule. Pilots without a date seldom end.");
  const { side, amount } = limitWords(facts, use, gate.keepIf);
  return runsOf(
    `On ${longDay(facts, monthEnd(gate.decideOn))} keep it if ${ruleSubject(use, gate.keepIf)} ${side} `,
    strong(amount),
    `; then ${passWords(gate.pass)}. Else ${failWords(gate.fail)}.`,
  );
}

/** "Tokens grow by 15% a month and outcomes do not follow."; null: consumption is not the goal, or not known. */
export function consumptionWords({ consumption }: Pick<WorkloadValue, "consumption">): string | null {
  if (consumption?.flag !== true) return null;
  const growth = formatShare(consumption.monthlyGrowth - 1);
  return `Tokens grow by ${growth} a month and outcomes do not follow. Look for work done to be counted.`;
}

/** Money below which two choices are alike: what is left over by arithmetic. */
const NOTHING = 0.5;

/** What deciding on the day by the rule brings against deciding today; null: it is not known. */
export function worthRuns(facts: ValueFacts, { value }: ValueUse): WordRun[] | null {
  const gate = value.gate;
  if (gate === null || gate.ruleWorth === null) return null;
  const { ruleWorth, bestWorth } = gate;
  if (Math.abs(ruleWorth) < NOTHING && (bestWorth === null || bestWorth < NOTHING))
    return runsOf("Nothing hangs on this date: the choice is the same whatever is observed.");
  if (ruleWorth < 0)
    return runsOf("This rule brings ", strong(roughMoney(facts, -ruleWorth)), " less than deciding today.");
  return runsOf(
    "Deciding then, by this rule, brings ",
    strong(roughMoney(facts, ruleWorth)),
    " more than deciding today.",
  );
}

/** "best cut $4.4M: brings $0.5M"; null: none is better than deciding today. */
export function bestCutWords(facts: ValueFacts, use: ValueUse): string | null {
  const { gate } = use.value;
  const rule = use.workload.gate;
  if (gate === null || gate.bestCut === null || gate.bestWorth === null || !(gate.bestWorth > 0) || rule === null)
    return null;
  return `best cut ${cutWords(facts, use, rule.keepIf, gate.bestCut)}: brings ${roughMoney(facts, gate.bestWorth)}`;
}

/**
 * "A limit of $4.4M would bring $0.5M more than deciding today."; null: the written one brings as much, as it is
 * printed, or no limit does better than deciding today.
 */
export function betterLimitWords(facts: ValueFacts, use: ValueUse): string | null {
  const { gate } = use.value;
  const rule = use.workload.gate;
  if (gate === null || rule === null || gate.bestCut === null || gate.bestWorth === null || gate.ruleWorth === null)
    return null;
  const best = roughMoney(facts, gate.bestWorth);
  if (gate.bestWorth - gate.ruleWorth < NOTHING || gate.bestCut < 0 || best === roughMoney(facts, gate.ruleWorth))
    return null;
  return `A limit of ${cutWords(facts, use, rule.keepIf, gate.bestCut)} would bring ${best} more than deciding today.`;
}

/** A value of what is observed on the day, in the rule's own unit. */
export function cutWords(
  { plan }: Pick<ValueFacts, "plan">,
  { workload }: Pick<ValueUse, "workload">,
  keepIf: KeepIf,
  value: number,
): string {
  switch (keepIf.what) {
    case "costPerOutcome":
      return formatMoneyTo(plan.currency, value, 3);
    case "benefit":
      return formatMoneyTo(plan.currency, value, 2);
    case "change":
      return sizeWords(workload.case?.metric ?? { scale: "log" }, value);
  }
}

/** Where a decision stands, beside its use: "June 30", "Overdue since March 31", "No date". */
export function decisionWords(facts: ValueFacts, id: string): string {
  const decision = facts.answer.decisions.find(({ workload }) => workload === id);
  if (decision === undefined || decision.on === null) return "No date";
  const day = longDay(facts, decision.on);
  return decision.state === "overdue" ? `Overdue since ${day}` : day;
}
