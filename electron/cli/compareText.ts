import { comparisonSentence, differenceGoodTo } from "../../shared/forecast/comparison.ts";
import type { PairedDifference } from "../../shared/forecast/comparison.ts";
import { dominanceSentence, JOINT_CONFIDENCE } from "../../shared/forecast/comparisonDocument.ts";
import type { ComparisonDocument, Difference } from "../../shared/forecast/comparisonDocument.ts";
import { formatChance, formatCount, formatCountShort, formatDate, formatMoney, formatMoneyDifference, formatPercent, moneyAmong, moneyStyle, resolutionOf } from "../../shared/forecast/format.ts";
import type { ResolvedPlan } from "../../shared/plan/resolved.ts";
import { epochDayOf } from "../../shared/units.ts";
import { table, wrap } from "./text.ts";

/** What the command line says of a comparison: what each policy means against the first, their figures, what is lost by choosing one, and both promises at once. */
export function compareText(comparison: ComparisonDocument, plan: ResolvedPlan): string {
  const { scenarios, differences, trials, seed } = comparison;
  const [base] = scenarios;
  const nameOf = (id: string | null): string => scenarios.find(({ scenario }) => scenario === id)!.name;
  const against = differences.filter((difference) => difference.against === base!.scenario);
  const parts = [
    against.map((difference) => wrap(comparisonSentence(difference, { base: base!.name, other: nameOf(difference.scenario) }, plan.currency))).join("\n"),
    wrap(`${formatCount(trials)} futures, seed ${seed}: every policy meets the same luck, and differences are taken future by future.`),
    figuresTable(comparison, plan),
    differenceTable(against, nameOf, plan),
    choiceTable(comparison, plan),
    jointTable(comparison, plan),
    dominanceLines(against, nameOf),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function figuresTable({ scenarios, target }: ComparisonDocument, plan: ResolvedPlan): string {
  const group = moneyStyle(plan.currency, Math.max(...scenarios.map(({ ask }) => ask)));
  return table(
    ["Policy", "half below", "ask", "over", "safe until", ...(target === null ? [] : ["outcomes"]), "cost of one"],
    scenarios.map(({ name, spend, ask, overrun, safeUntil, outcomes, costPerOutcome }) => [
      name,
      moneyAmong(group, spend.quantiles.p50, resolutionOf(spend.standardError.p50)),
      moneyAmong(group, ask, resolutionOf(spend.standardError.p80)),
      formatChance(overrun.probability),
      safeUntil === null ? "not a day" : formatDate(epochDayOf(safeUntil), plan),
      ...(outcomes === null ? [] : [formatCountShort(outcomes, 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, outcomes))) - 2))]),
      costPerOutcome === null ? "none" : formatMoney(plan.currency, costPerOutcome, costPerOutcome / 100),
    ]),
  );
}

function differenceTable(differences: readonly Difference[], nameOf: (id: string | null) => string, { currency }: ResolvedPlan): string {
  const money = (difference: PairedDifference, value: number): string => (difference.same === 1 ? "same" : formatMoneyDifference(currency, value, Math.min(differenceGoodTo(difference), 10 ** Math.floor(Math.log10(Math.max(0.01, Math.abs(value)))))));
  const count = (difference: PairedDifference): string => {
    const goodTo = differenceGoodTo(difference);
    return Math.abs(difference.p50) < Math.max(0.5, goodTo / 2) ? "same" : `${difference.p50 > 0 ? "+" : ""}${formatCountShort(difference.p50, goodTo)}`;
  };
  return table(
    ["Against the first", "spend", "8 in 10 from", "to", "outcomes", "value", "worth more"],
    differences.map(({ scenario, spend, outcomes, netValue }) => [
      nameOf(scenario), money(spend, spend.p50), money(spend, spend.p10), money(spend, spend.p90), count(outcomes), money(netValue, netValue.p50), formatChance(netValue.more),
    ]),
  );
}

function choiceTable({ scenarios }: ComparisonDocument, { currency }: ResolvedPlan): string {
  const style = moneyStyle(currency, Math.max(1, ...scenarios.map(({ regret }) => regret.netValue.expected)));
  return table(
    ["Best of all", "cheapest", "outcomes", "worth most", "value lost", "at worst"],
    scenarios.map(({ name, best, regret }) => [
      name, formatChance(best.spend), formatChance(best.outcomes), formatChance(best.netValue),
      moneyAmong(style, regret.netValue.expected, resolutionOf(regret.netValue.error)),
      formatMoney(currency, regret.netValue.maximal, 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, regret.netValue.maximal))) - 1)),
    ]),
  );
}

function jointTable({ scenarios, target }: ComparisonDocument, plan: ResolvedPlan): string {
  if (target === null) return "";
  const head = "Both at once";
  const lead = wrap(`Within the budget, and at least ${formatCountShort(target.outcomes)} outcomes of ${plan.workloads.find(({ id }) => id === target.workload)?.name ?? target.workload}:`);
  return `${lead}\n${table(
    [head, "both", "budget", "outcomes", `budget for ${formatPercent(JOINT_CONFIDENCE)}`],
    scenarios.map(({ name, joint }) => [
      name, formatChance(joint!.both), formatChance(joint!.withinBudget), formatChance(joint!.reachesTarget),
      joint!.budgetFor70 === null ? "no budget" : formatMoney(plan.currency, joint!.budgetFor70.amount, resolutionOf(joint!.budgetFor70.error)),
    ]),
  )}`;
}

function dominanceLines(differences: readonly Difference[], nameOf: (id: string | null) => string): string {
  const lines = differences.flatMap(({ scenario, against, dominance }) => {
    const names = { scenario: nameOf(scenario), against: nameOf(against) };
    return [dominanceSentence(dominance.spend, "spend", names), dominanceSentence(dominance.netValue, "netValue", names)].filter((sentence) => sentence !== null);
  });
  return lines.map((line) => wrap(line, "  ")).join("\n");
}
