import { jointConfidence } from "#shared/forecast/answers/choice.ts";
import { compareFigures, type Comparison, pairedDifference } from "#shared/forecast/answers/comparison.ts";
import { meansInCounts, meansInMoney } from "#shared/forecast/answers/differenceWords.ts";
import { mainWorkload, targetOutcomes } from "#shared/forecast/answers/comparisonDocument.ts";
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
import type { PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
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
  const { currency } = base.answers.facts;
  const comparisons = compared.map(({ answers }) => compareFigures(base.answers.trials, answers.trials));
  const names = compared.map(({ name }) => name);
  const each = scenarios.map(({ answers }) => compareFigures(base.answers.trials, answers.trials));
  const confidence = formatPercent(base.answers.forecast.reserve.confidence);

  const inRow = (of: (comparison: Comparison) => PairedDifference): PairedDifference[] =>
    (each.length > 1 ? each.slice(1) : each).map(of);
  const money = (
    label: string,
    of: (comparison: Comparison) => PairedDifference,
    values: readonly string[],
    tone: DifferenceRow["tone"] = "plain",
  ): DifferenceRow => ({
    label,
    values,
    tone,
    cells: comparisons.map((comparison, i) =>
      moneyCell(of(comparison), inRow(of), currency, `${label}, ${names[i]!} against ${base.name}`),
    ),
  });
  const chances = (label: string, of: (comparison: Comparison) => number): DifferenceRow => ({
    label,
    values: scenarios.map(() => "–"),
    tone: "plain",
    cells: comparisons.map((comparison) => ({ kind: "words", words: formatChanceShort(of(comparison)), strong: true })),
  });

  // The first against itself: a plan alone has means and no difference.
  const means = (
    of: (comparison: Comparison) => PairedDifference,
    write: (differences: readonly PairedDifference[]) => string[],
  ): string[] => write(inRow(of)).slice(0, scenarios.length);
  const inMoney = (differences: readonly PairedDifference[]): string[] => meansInMoney(differences, currency);
  const rows: DifferenceRow[] = [
    money(
      "Spend, average",
      ({ spend }) => spend,
      means(({ spend }) => spend, inMoney),
    ),
    ...benefitRows(base, each, comparisons, names),
  ];
  for (const id of outcomeWorkloads(base, compared, comparisons)) {
    const { name = id, outcome } = plan.workloads[id] ?? { name: id, outcome: { unit: "outcome" } };
    const label = `${sentenceCase(pluralOf(outcome.unit))}, ${name}`;
    rows.push({
      label,
      tone: "plain",
      values: means(({ outcomes }) => outcomes[id] ?? NOTHING, meansInCounts).map((words, i) =>
        scenarios[i]!.answers.forecast.workloads[id] === undefined ? "–" : words,
      ),
      cells: comparisons.map((comparison, i) =>
        countCell(
          comparison.outcomes[id] ?? NOTHING,
          inRow(({ outcomes }) => outcomes[id] ?? NOTHING),
          `${label}, ${names[i]!} against ${base.name}`,
        ),
      ),
    });
  }
  rows.push(
    money(
      "Net value, average",
      ({ netValue }) => netValue,
      means(({ netValue }) => netValue, inMoney),
    ),
  );
  rows.push(chances(`Cheaper than ${base.name}`, ({ spend }) => spend.less));
  rows.push(chances(`More net value than ${base.name}`, ({ netValue }) => netValue.more));
  const stops = scenarios.some(({ answers }) => answers.facts.budget.atExhaustion === "block");
  rows.push({
    label: stops ? `Spend, ${confidence} estimate` : `Request, to be ${confidence} sure`,
    tone: "strong",
    values: scenarios.map(({ answers: { forecast } }) =>
      formatMoney(currency, forecast.reserve.ask, askGoodTo(forecast)),
    ),
    cells: compared.map(({ answers: { forecast } }) => {
      const [own, others] = [forecast, base.answers.forecast];
      return {
        kind: "words",
        words: `${printedChange(currency, [own.reserve.ask, askGoodTo(own)], [others.reserve.ask, askGoodTo(others)])} in ${stops ? "that" : "the request"}`,
        strong: false,
      };
    }),
  });
  rows.push(
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
  );
  rows.push(...jointRows(plan, scenarios, compared));
  const [main] = outcomeWorkloads(base, compared, comparisons);
  if (main !== undefined) {
    const unit = plan.workloads[main]?.outcome.unit ?? "outcome";
    rows.push({
      label: `All-in cost per ${unit}, ${plan.workloads[main]?.name ?? main}`,
      tone: "plain",
      values: scenarios.map(({ answers: { forecast } }) => {
        const workload = forecast.workloads[main];
        return workload === undefined || workload.costPerOutcome.loaded === null
          ? "–"
          : formatMoney(currency, workload.costPerOutcome.loaded, costGoodTo(forecast, main));
      }),
      cells: comparisons.map((comparison, i) => {
        const cost = comparison.costPerOutcome[main];
        if (cost === undefined) return { kind: "words", words: "–", strong: false };
        const [own, others] = [compared[i]!.answers.forecast, base.answers.forecast];
        const figure = printedChange(
          currency,
          [cost.other, costGoodTo(own, main)],
          [cost.base, costGoodTo(others, main)],
        );
        return {
          kind: "words",
          words: `${figure}${figure === "same" ? "" : `, less in ${formatChanceShort(cost.less)}`}`,
          strong: false,
        };
      }),
    });
  }
  return rows;
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
