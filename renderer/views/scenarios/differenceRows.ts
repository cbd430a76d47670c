import { jointConfidence } from "../../../shared/forecast/choice.ts";
import { compareFigures, differenceGoodTo, isNoDifference, pairedDifference, rangeGoodTo } from "../../../shared/forecast/comparison.ts";
import type { Comparison, PairedDifference } from "../../../shared/forecast/comparison.ts";
import { mainWorkload } from "../../../shared/forecast/comparisonDocument.ts";
import {
  formatChance, formatCountShort, formatDate, formatMoney, formatMoneyDifference, formatPercent, moneyAmong, moneyIn, moneyStyle, resolutionOf, signedMoneyIn,
} from "../../../shared/forecast/format.ts";
import type { MoneyStyle } from "../../../shared/forecast/format.ts";
import { knownBy, askGoodTo, quantileErrorOf } from "../../../shared/forecast/goodTo.ts";
import { pluralOf, sentenceCase } from "../../../shared/forecast/outcomeWords.ts";
import { sortedQuantile, standardErrorOfQuantile } from "../../../shared/statistics/quantiles.ts";
import type { Plan } from "../../../shared/plan/schema.ts";
import { epochDayOf, isoDateOf } from "../../../shared/units.ts";
import type { Answers } from "../../state/answers.ts";

/** A scenario with answers of the plan as it stands. */
export interface Compared {
  readonly place: number;
  readonly name: string;
  readonly answers: Answers;
}

/** A cell of a comparison: a paired difference, or words. */
export type DifferenceCell =
  | { readonly kind: "strip"; readonly difference: PairedDifference; readonly figure: string; readonly range: string; readonly sentence: string }
  | { readonly kind: "words"; readonly words: string; readonly strong: boolean };

export interface DifferenceRow {
  readonly label: string;
  /** One for each scenario. */
  readonly values: readonly string[];
  readonly tone: "plain" | "strong" | "over";
  /** One for each compared scenario. */
  readonly cells: readonly (DifferenceCell | null)[];
}

/** Rows of outcomes shown: the largest workload's, and others that differ. */
const MOST_OUTCOMES = 3;

/** The table of differences: values of `scenarios`, and each of `compared` against the first of them, on the same luck. */
export function differenceRows(plan: Plan, scenarios: readonly Compared[], compared: readonly Compared[]): DifferenceRow[] {
  const base = scenarios[0]!;
  const { currency } = base.answers.facts;
  const comparisons = compared.map(({ answers }) => compareFigures(base.answers.trials, answers.trials));
  const names = compared.map(({ name }) => name);
  const confidence = formatPercent(base.answers.forecast.reserve.confidence);

  const money = (label: string, of: (comparison: Comparison) => PairedDifference, values: readonly string[], tone: DifferenceRow["tone"] = "plain"): DifferenceRow => ({
    label,
    values,
    tone,
    cells: comparisons.map((comparison, i) => moneyCell(of(comparison), currency, `${label}, ${names[i]!} against ${base.name}`)),
  });
  const chances = (label: string, of: (comparison: Comparison) => number): DifferenceRow => ({
    label,
    values: scenarios.map(() => "–"),
    tone: "plain",
    cells: comparisons.map((comparison) => ({ kind: "words", words: formatChance(of(comparison)), strong: true })),
  });

  const spends = scenarios.map(({ answers: { forecast } }) => ({ value: forecast.spend.quantiles.p50, error: forecast.spend.standardError.p50 }));
  const values = scenarios.map(({ answers }) => {
    const sorted = answers.trials.netValue.slice().sort();
    return { value: sortedQuantile(sorted, 0.5), error: standardErrorOfQuantile(sorted, 0.5) };
  });
  const rows: DifferenceRow[] = [money("Spend, half below", ({ spend }) => spend, together(currency, spends))];
  for (const id of outcomeWorkloads(base, compared, comparisons)) {
    const { name = id, outcome } = plan.workloads[id] ?? { name: id, outcome: { unit: "outcome" } };
    const label = `${sentenceCase(pluralOf(outcome.unit))}, ${name}`;
    rows.push({
      label,
      tone: "plain",
      values: scenarios.map(({ answers: { forecast } }) => {
        const workload = forecast.workloads[id];
        if (workload === undefined) return "–";
        return formatCountShort(workload.outcomes.quantiles.p50, resolutionOf(quantileErrorOf(workload.outcomes.quantiles, 0.5, knownBy(forecast))));
      }),
      cells: comparisons.map((comparison, i) => countCell(comparison.outcomes[id] ?? NOTHING, `${label}, ${names[i]!} against ${base.name}`)),
    });
  }
  rows.push(money("Net value, half below", ({ netValue }) => netValue, together(currency, values)));
  rows.push(chances(`Cheaper than ${base.name}`, ({ spend }) => spend.less));
  rows.push(chances(`Worth more than ${base.name}`, ({ netValue }) => netValue.more));
  const stops = scenarios.some(({ answers }) => answers.facts.budget.atExhaustion === "block");
  rows.push({
    label: stops ? `Spend, ${confidence} below` : `Ask, to be ${confidence} sure`,
    tone: "strong",
    values: together(currency, scenarios.map(({ answers: { forecast } }) => ({ value: forecast.reserve.ask, error: askGoodTo(forecast) / 2 }))),
    cells: compared.map(({ answers: { forecast } }) => {
      const goodTo = Math.max(askGoodTo(forecast), askGoodTo(base.answers.forecast));
      return { kind: "words", words: `${formatMoneyDifference(currency, forecast.reserve.ask - base.answers.forecast.reserve.ask, goodTo)} in ${stops ? "that" : "the ask"}`, strong: false };
    }),
  });
  const joint = jointRow(plan, scenarios);
  rows.push({ label: "Budget gone before the end", tone: "over", values: scenarios.map(({ answers: { forecast } }) => formatChance(1 - forecast.runOut.never)), cells: compared.map(() => null) });
  rows.push({ label: "Safe until, in 9 of 10", tone: "plain", values: scenarios.map(({ answers }) => safeWords(answers)), cells: compared.map(() => null) });
  if (joint !== null) rows.push({ ...joint, cells: compared.map((_, i) => (i === 0 ? { kind: "words", words: "both at once", strong: false } : null)) });
  const [main] = outcomeWorkloads(base, compared, comparisons);
  if (main !== undefined) {
    const unit = plan.workloads[main]?.outcome.unit ?? "outcome";
    rows.push({
      label: `Cost of one ${unit}`,
      tone: "plain",
      values: scenarios.map(({ answers: { forecast } }) => {
        const cost = forecast.workloads[main]?.costPerOutcome;
        if (cost?.loaded === null || cost?.loaded === undefined) return "–";
        return formatMoney(currency, cost.loaded, cost.quantiles === null ? 0 : resolutionOf(quantileErrorOf(cost.quantiles, 0.5, knownBy(forecast))));
      }),
      cells: compared.map((_, i) => (i === 0 ? { kind: "words", words: "tokens, review, failures and errors", strong: false } : null)),
    });
  }
  return rows;
}

/** How likely each policy keeps within its budget and reaches what 8 in 10 futures of the plan itself reach. Null without outcomes. */
function jointRow(plan: Plan, scenarios: readonly Compared[]): Omit<DifferenceRow, "cells"> | null {
  const { forecast } = scenarios[0]!.answers;
  const main = mainWorkload(forecast);
  if (main === null) return null;
  const target = forecast.workloads[main]!.outcomes.quantiles.p20;
  const unit = pluralOf(plan.workloads[main]?.outcome.unit);
  const values = scenarios.map(({ answers }) => formatChance(jointConfidence(answers.trials.spend, answers.trials.outcomes[main] ?? new Float64Array(answers.trials.spend.length), answers.forecast.budget, target).both));
  return { label: `Within budget, ${formatCountShort(target, 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, target))) - 1))} ${unit}`, tone: "plain", values };
}

const NOTHING = pairedDifference(new Float64Array(2), new Float64Array(2));

/** Money of one row: all in the unit of the largest, each with the digits that its own error allows. */
function together(currency: string, figures: readonly { readonly value: number; readonly error: number }[]): string[] {
  const group = moneyStyle(currency, Math.max(...figures.map(({ value }) => Math.abs(value))));
  return figures.map(({ value, error }) => moneyAmong(group, value, resolutionOf(error)));
}

function moneyCell(difference: PairedDifference, currency: string, about: string): DifferenceCell {
  const largest = Math.max(Math.abs(difference.p10), Math.abs(difference.p50), Math.abs(difference.p90));
  const style = (goodTo: number): MoneyStyle => moneyStyle(currency, largest, Math.min(goodTo, largest));
  const ends = style(rangeGoodTo(difference));
  return cellOf(difference, signedMoneyIn(style(differenceGoodTo(difference)), difference.p50), (value) => (Math.round(value / ends.step) === 0 ? moneyIn(ends, 0) : signedMoneyIn(ends, value)), about);
}

function countCell(difference: PairedDifference, about: string): DifferenceCell {
  const write = (value: number, goodTo: number, nothing: string): string => (Math.abs(value) < Math.max(0.5, goodTo / 2) ? nothing : `${value > 0 ? "+" : ""}${formatCountShort(value, goodTo)}`);
  return cellOf(difference, write(difference.p50, differenceGoodTo(difference), "same"), (value) => write(value, rangeGoodTo(difference), "0"), about);
}

function cellOf(difference: PairedDifference, figure: string, end: (value: number) => string, about: string): DifferenceCell {
  const isSame = isNoDifference(difference);
  const range = isSame ? "no difference" : `${end(difference.p10)} to ${end(difference.p90)}`;
  return { kind: "strip", difference, figure, range, sentence: isSame ? `${about}: no difference` : `${about}: ${figure}, 8 in 10 from ${range}` };
}

/** The workload that spends most, and those whose outcomes differ, by how much of them. */
function outcomeWorkloads(base: Compared, compared: readonly Compared[], comparisons: readonly Comparison[]): string[] {
  const bySpend = Object.entries(base.answers.forecast.workloads).sort(([, one], [, other]) => other.spend.mean - one.spend.mean);
  const added = compared.flatMap(({ answers }) => Object.keys(answers.forecast.workloads)).filter((id) => base.answers.forecast.workloads[id] === undefined);
  const ids = [...new Set([...bySpend.map(([id]) => id), ...added])];
  const change = (id: string): number =>
    Math.max(0, ...comparisons.map(({ outcomes }) => Math.abs(outcomes[id]?.mean ?? 0) / Math.max(1, base.answers.forecast.workloads[id]?.outcomes.mean ?? 1)));
  const [main, ...others] = ids;
  const differing = others.filter((id) => change(id) > 0.0005).sort((one, other) => change(other) - change(one));
  return main === undefined ? [] : [main, ...differing.slice(0, MOST_OUTCOMES - 1)];
}

function safeWords({ forecast, facts }: Answers): string {
  const { date } = forecast.runOut.safeUntil;
  if (date === null) return "not one day";
  if (date === isoDateOf(facts.monthStarts.at(-1)! - 1)) return "all year";
  return formatDate(epochDayOf(date), facts);
}
