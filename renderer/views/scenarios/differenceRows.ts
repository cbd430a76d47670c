import { jointConfidence } from "#shared/forecast/comparison/choice.ts";
import { compareFigures, type Comparison } from "#shared/forecast/comparison/comparison.ts";
import { pairedDifference, type PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import { meansInCounts, meansInMoney } from "#shared/forecast/comparison/differenceWords.ts";
import { mainWorkload, targetOutcomes } from "#shared/forecast/comparison/comparisonDocument.ts";
import { formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatMoney, formatPrintedDifference, printedMoney } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { askGoodTo, knownBy, outcomeCostErrorOf } from "#shared/forecast/answers/goodTo.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { sentenceCase } from "#shared/format/text.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, isoDateOf } from "#shared/units.ts";
import type { Answers } from "#renderer/state/answers.ts";
import {
  benefitRows,
  type Compared,
  countCell,
  type DifferenceCell,
  type DifferenceRow,
  moneyCell,
} from "./differenceCells.ts";

/** Rows of outcomes shown: the largest workload's, and others that differ. */
const MOST_OUTCOMES = 3;

/** What the rows are made of. */
interface Table {
  readonly plan: Plan;
  readonly currency: string;
  readonly scenarios: readonly Compared[];
  readonly compared: readonly Compared[];
  readonly base: Compared;
  /** Each of `compared` against the first scenario. */
  readonly comparisons: readonly Comparison[];
  /** Each of `scenarios` against the first; a plan alone against itself: it has means and no difference. */
  readonly each: readonly Comparison[];
}

/**
 * The table of differences: means of `scenarios`, and each of `compared` against the first of them, on the same
 * simulated years. A difference is that of the means beside it; how often one beats the other stands in rows of its
 * own.
 */
export function differenceRows(
  plan: Plan,
  scenarios: readonly Compared[],
  compared: readonly Compared[],
): DifferenceRow[] {
  const base = scenarios[0]!;
  const against = ({ answers }: Compared): Comparison => compareFigures(base.answers.trials, answers.trials);
  const table: Table = {
    plan,
    currency: base.answers.facts.currency,
    scenarios,
    compared,
    base,
    comparisons: compared.map(against),
    each: scenarios.map(against),
  };
  const workloads = outcomeWorkloads(base, compared, table.comparisons);
  return [
    moneyRow(table, "Spend, average", ({ spend }) => spend),
    ...benefitRows(
      base,
      table.each,
      table.comparisons,
      compared.map(({ name }) => name),
    ),
    ...workloads.map((id) => outcomeRow(table, id)),
    moneyRow(table, "Net value, average", ({ netValue }) => netValue),
    chanceRow(table, `Cheaper than ${base.name}`, ({ spend }) => spend.less),
    chanceRow(table, `More net value than ${base.name}`, ({ netValue }) => netValue.more),
    requestRow(table),
    {
      label: "Budget spent before year end",
      tone: "over",
      values: scenarios.map(({ answers: { forecast } }) => formatChanceShort(1 - forecast.runOut.never)),
      cells: compared.map(() => null),
    },
    {
      label: "Safe until, in 9 of 10",
      tone: "plain",
      values: scenarios.map(({ answers }) => safeWords(answers)),
      cells: compared.map(() => null),
    },
    ...jointRows(plan, scenarios, compared),
    ...(workloads[0] === undefined ? [] : [outcomeCostRow(table, workloads[0])]),
  ];
}

/** The differences of a row: those it shows, so that all are written alike. */
function inRow({ each }: Table, of: (comparison: Comparison) => PairedDifference): PairedDifference[] {
  return (each.length > 1 ? each.slice(1) : each).map(of);
}

function moneyRow(table: Table, label: string, of: (comparison: Comparison) => PairedDifference): DifferenceRow {
  const { currency, scenarios, compared, comparisons, base } = table;
  const row = inRow(table, of);
  return {
    label,
    tone: "plain",
    values: meansInMoney(row, currency).slice(0, scenarios.length),
    cells: comparisons.map((comparison, i) =>
      moneyCell(of(comparison), row, currency, `${label}, ${compared[i]!.name} against ${base.name}`),
    ),
  };
}

function chanceRow(
  { scenarios, comparisons }: Table,
  label: string,
  of: (comparison: Comparison) => number,
): DifferenceRow {
  return {
    label,
    tone: "plain",
    values: scenarios.map(() => "–"),
    cells: comparisons.map((comparison) => ({ kind: "words", words: formatChanceShort(of(comparison)), strong: true })),
  };
}

/** Outcomes of a workload. */
function outcomeRow(table: Table, id: string): DifferenceRow {
  const { plan, scenarios, compared, comparisons, base } = table;
  const { name = id, outcome } = plan.workloads[id] ?? { name: id, outcome: { unit: "outcome" } };
  const label = `${sentenceCase(pluralOf(outcome.unit))}, ${name}`;
  const of = ({ outcomes }: Comparison): PairedDifference => outcomes[id] ?? NOTHING;
  const row = inRow(table, of);
  return {
    label,
    tone: "plain",
    values: meansInCounts(row)
      .slice(0, scenarios.length)
      .map((words, i) => (scenarios[i]!.answers.forecast.workloads[id] === undefined ? "–" : words)),
    cells: comparisons.map((comparison, i) =>
      countCell(of(comparison), row, `${label}, ${compared[i]!.name} against ${base.name}`),
    ),
  };
}

/** The request, or where work stops at the budget, the spend at the same confidence. */
function requestRow({ currency, scenarios, compared, base }: Table): DifferenceRow {
  const stops = scenarios.some(({ answers }) => answers.facts.budget.atExhaustion === "block");
  const confidence = formatPercent(base.answers.forecast.reserve.confidence);
  const others = base.answers.forecast;
  return {
    label: stops ? `Spend, ${confidence} estimate` : `Request, to be ${confidence} sure`,
    tone: "strong",
    values: scenarios.map(({ answers: { forecast } }) =>
      formatMoney(currency, forecast.reserve.ask, askGoodTo(forecast)),
    ),
    cells: compared.map(({ answers: { forecast: own } }) => ({
      kind: "words",
      words: `${printedChange(currency, [own.reserve.ask, askGoodTo(own)], [others.reserve.ask, askGoodTo(others)])} in ${stops ? "that" : "the request"}`,
      strong: false,
    })),
  };
}

/** The all-in cost of one outcome of a workload. */
function outcomeCostRow({ plan, currency, scenarios, compared, comparisons, base }: Table, id: string): DifferenceRow {
  const others = base.answers.forecast;
  return {
    label: `All-in cost per ${plan.workloads[id]?.outcome.unit ?? "outcome"}, ${plan.workloads[id]?.name ?? id}`,
    tone: "plain",
    values: scenarios.map(({ answers: { forecast } }) => {
      const loaded = forecast.workloads[id]?.costPerOutcome.loaded ?? null;
      return loaded === null ? "–" : formatMoney(currency, loaded, costGoodTo(forecast, id));
    }),
    cells: comparisons.map((comparison, i) => {
      const cost = comparison.costPerOutcome[id];
      if (cost === undefined) return { kind: "words", words: "–", strong: false };
      const own = compared[i]!.answers.forecast;
      const figure = printedChange(currency, [cost.other, costGoodTo(own, id)], [cost.base, costGoodTo(others, id)]);
      return {
        kind: "words",
        words: `${figure}${figure === "same" ? "" : `, less in ${formatChanceShort(cost.less)}`}`,
        strong: false,
      };
    }),
  };
}

/**
 * How likely each scenario keeps within its budget and reaches what 8 in 10 trials of the plan itself reach. None
 * without outcomes.
 */
function jointRows(plan: Plan, scenarios: readonly Compared[], compared: readonly Compared[]): DifferenceRow[] {
  const { forecast } = scenarios[0]!.answers;
  const main = mainWorkload(forecast);
  if (main === null) return [];
  const target = targetOutcomes(forecast, main);
  const unit = pluralOf(plan.workloads[main]?.outcome.unit);
  const values = scenarios.map(({ answers }) =>
    formatChanceShort(
      jointConfidence(
        answers.trials.spend,
        answers.trials.outcomes[main] ?? new Float64Array(answers.trials.spend.length),
        answers.forecast.budget,
        target,
      ).both,
    ),
  );
  const label = `Within budget, ${formatCount(target)} ${unit}`;
  const cells = compared.map((_, i): DifferenceCell | null =>
    i === 0 ? { kind: "words", words: "both at once", strong: false } : null,
  );
  return [{ label, tone: "plain", values, cells }];
}

const NOTHING = pairedDifference(new Float64Array(2), new Float64Array(2));

/** What the all-in cost of an outcome is written to. */
function costGoodTo(forecast: Answers["forecast"], id: string): number {
  const workload = forecast.workloads[id];
  return workload === undefined ? 0 : resolutionOf(outcomeCostErrorOf(workload, knownBy(forecast)));
}

/** What changes from `other` to `one`, of two amounts as they are printed to what each is good to: "+$0.2M", "same". */
function printedChange(
  currency: string,
  one: readonly [value: number, goodTo: number],
  other: readonly [value: number, goodTo: number],
): string {
  const [is, was] = [printedMoney(currency, ...one), printedMoney(currency, ...other)];
  const apart = formatPrintedDifference(currency, is, was, Math.max(one[1], other[1]));
  return is === was ? "same" : `${is > was ? "+" : "−"}${apart}`;
}

/** The workload that spends most, and those whose outcomes differ, by how much of them. */
function outcomeWorkloads(base: Compared, compared: readonly Compared[], comparisons: readonly Comparison[]): string[] {
  const bySpend = Object.entries(base.answers.forecast.workloads).sort(
    ([, one], [, other]) => other.spend.mean - one.spend.mean,
  );
  const added = compared
    .flatMap(({ answers }) => Object.keys(answers.forecast.workloads))
    .filter((id) => base.answers.forecast.workloads[id] === undefined);
  const ids = [...new Set([...bySpend.map(([id]) => id), ...added])];
  const change = (id: string): number =>
    Math.max(
      0,
      ...comparisons.map(
        ({ outcomes }) =>
          Math.abs(outcomes[id]?.mean ?? 0) / Math.max(1, base.answers.forecast.workloads[id]?.outcomes.mean ?? 1),
      ),
    );
  const [main, ...others] = ids;
  const differing = others.filter((id) => change(id) > 0.0005).sort((one, other) => change(other) - change(one));
  return main === undefined ? [] : [main, ...differing.slice(0, MOST_OUTCOMES - 1)];
}

function safeWords({ forecast, facts }: Answers): string {
  const { date } = forecast.runOut.safeUntil;
  if (date === null) return "not even one day";
  if (date === isoDateOf(facts.monthStarts.at(-1)! - 1)) return "all year";
  return formatDate(epochDayOf(date), facts);
}
