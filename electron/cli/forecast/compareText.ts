import { comparisonSentence } from "#shared/forecast/comparison/comparisonWords.ts";
import {
  countDifference,
  meansInCounts,
  meansInMoney,
  moneyDifference,
} from "#shared/forecast/comparison/differenceWords.ts";
import {
  dominanceSentence,
  JOINT_CONFIDENCE,
  type ComparisonDocument,
  type Difference,
} from "#shared/forecast/comparison/comparisonDocument.ts";
import { formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyTo, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { givesUpRuns } from "#shared/forecast/value/words/foregoneWords.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { epochDayOf } from "#shared/units.ts";
import { table, wrap } from "#electron/cli/text.ts";

/**
 * What the command line says of a comparison: what each policy means against the first, their figures, what is lost by
 * choosing one, and both promises at once.
 */
export function compareText(comparison: ComparisonDocument, plan: ResolvedPlan): string {
  const { scenarios, differences, trials, seed } = comparison;
  const [base] = scenarios;
  const nameOf = (id: string | null): string => scenarios.find(({ scenario }) => scenario === id)!.name;
  const against = differences.filter((difference) => difference.against === base!.scenario);
  const parts = [
    against
      .map((difference) =>
        wrap(
          comparisonSentence(
            difference,
            { base: base!.name, other: nameOf(difference.scenario) },
            plan.currency,
            against.map(({ spend }) => spend),
          ),
        ),
      )
      .join("\n"),
    wrap(
      `${formatCount(trials)} simulated years, seed ${seed}: all scenarios are compared on the same simulated years. Spend, outcomes and net value are means, and so are the differences.${outcomesWords(comparison, plan)}`,
    ),
    figuresTable(comparison, against, plan),
    differenceTable(against, nameOf, plan),
    costTable(comparison, plan),
    choiceTable(comparison, plan),
    jointTable(comparison, plan),
    dominanceLines(against, nameOf),
    foregoneLines(comparison, plan),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What a saving gives up, beside it: it is never stated alone. */
function foregoneLines({ scenarios: [base, ...others] }: ComparisonDocument, { currency }: ResolvedPlan): string {
  return others
    .flatMap(({ name, spend, foregone }) => {
      if (foregone === undefined) return [];
      return [wrap(plainWords(givesUpRuns(currency, name, base!.spend.mean - spend.mean, foregone)))];
    })
    .join("\n");
}

/** " Outcomes are merged pull requests of Agentic coding." */
function outcomesWords({ target, scenarios }: ComparisonDocument, plan: ResolvedPlan): string {
  if (target === null) return "";
  const unit = scenarios[0]!.workloads[target.workload]?.unit;
  return ` Outcomes are ${pluralOf(unit)} of ${plan.workloads.find(({ id }) => id === target.workload)?.name ?? target.workload}.`;
}

function figuresTable(
  { scenarios, target }: ComparisonDocument,
  against: readonly Difference[],
  plan: ResolvedPlan,
): string {
  const spends = meansInMoney(
    against.map(({ spend }) => spend),
    plan.currency,
  );
  const outcomes = target === null ? [] : meansInCounts(against.map((difference) => difference.outcomes!));
  const rows = scenarios.map(({ name, spend, ask, askError, overrun, safeUntil }, i) => [
    name,
    spends[i]!,
    formatMoney(plan.currency, ask, Math.max(resolutionOf(askError), resolutionOf(spend.standardError.p50))),
    formatChanceShort(overrun.probability),
    safeUntil === null ? "not even one day" : formatDate(epochDayOf(safeUntil), plan),
    ...(target === null ? [] : [outcomes[i]!]),
  ]);
  return table(
    ["Scenario", "mean spend", "request", "over", "safe until", ...(target === null ? [] : ["outcomes"])],
    rows,
  );
}

/** What one outcome costs, a row a workload: outcomes of different units are never added. */
function costTable({ scenarios, target }: ComparisonDocument, plan: ResolvedPlan): string {
  if (target === null) return "";
  const letters = scenarios.map((_, i) => String.fromCharCode(65 + i));
  const legend = wrap(
    `All-in cost per outcome: ${scenarios.map(({ name }, i) => `${letters[i]!} ${name}`).join(", ")}.`,
  );
  const ids = [...new Set(scenarios.flatMap(({ workloads }) => Object.keys(workloads)))];
  const rows = ids.map((id) => [
    `${plan.workloads.find((workload) => workload.id === id)?.name ?? id}, ${scenarios.find(({ workloads }) => workloads[id] !== undefined)!.workloads[id]!.unit}`,
    ...scenarios.map(({ workloads }) => {
      const own = workloads[id];
      return own === undefined || own.costPerOutcome === null
        ? "none"
        : formatMoney(plan.currency, own.costPerOutcome, resolutionOf(own.costError));
    }),
  ]);
  return `${legend}\n${table(["Workload, outcome", ...letters], rows)}`;
}

function differenceTable(
  differences: readonly Difference[],
  nameOf: (id: string | null) => string,
  { currency }: ResolvedPlan,
): string {
  const [spends, counts] = [
    differences.map(({ spend }) => spend),
    differences.flatMap(({ outcomes }) => (outcomes === null ? [] : [outcomes])),
  ];
  return table(
    ["Against the first", "spend", "8 in 10 from", "to", "outcomes", "net value", "more value"],
    differences.map(({ scenario, spend, outcomes, netValue }) => {
      const money = moneyDifference(spend, currency, spends);
      return [
        nameOf(scenario),
        money.figure,
        ...(money.range ?? ["same", "same"]),
        outcomes === null ? "–" : countDifference(outcomes, counts).figure,
        moneyDifference(
          netValue,
          currency,
          differences.map((each) => each.netValue),
        ).figure,
        formatChanceShort(netValue.more),
      ];
    }),
  );
}

function choiceTable({ scenarios }: ComparisonDocument, { currency }: ResolvedPlan): string {
  const style = moneyStyle(currency, Math.max(1, ...scenarios.map(({ regret }) => regret.netValue.expected)));
  return table(
    ["Best in", "lowest cost", "outcomes", "value", "mean regret", "largest"],
    scenarios.map(({ name, best, regret }) => [
      name,
      formatChanceShort(best.spend),
      formatChanceShort(best.outcomes),
      formatChanceShort(best.netValue),
      moneyAmong(style, regret.netValue.expected, resolutionOf(regret.netValue.error)),
      formatMoneyTo(currency, regret.netValue.maximal, 2),
    ]),
  );
}

function jointTable({ scenarios, target }: ComparisonDocument, plan: ResolvedPlan): string {
  if (target === null) return "";
  const head = "Both at once";
  const lead = wrap(
    `Within the budget, and at least ${formatCount(target.outcomes)} outcomes of ${plan.workloads.find(({ id }) => id === target.workload)?.name ?? target.workload}:`,
  );
  return `${lead}\n${table(
    [head, "both", "budget", "outcomes", `budget for ${formatPercent(JOINT_CONFIDENCE)}`],
    scenarios.map(({ name, joint }) => [
      name,
      formatChanceShort(joint!.both),
      formatChanceShort(joint!.withinBudget),
      formatChanceShort(joint!.reachesTarget),
      joint!.budgetFor70 === null
        ? "no budget"
        : formatMoney(plan.currency, joint!.budgetFor70.amount, resolutionOf(joint!.budgetFor70.error)),
    ]),
  )}`;
}

function dominanceLines(differences: readonly Difference[], nameOf: (id: string | null) => string): string {
  const lines = differences.flatMap(({ scenario, against, dominance }) => {
    const names = { scenario: nameOf(scenario), against: nameOf(against) };
    return [
      dominanceSentence(dominance.spend, "spend", names),
      dominanceSentence(dominance.netValue, "netValue", names),
    ].filter((sentence) => sentence !== null);
  });
  return lines.map((line) => wrap(line, "  ")).join("\n");
}
