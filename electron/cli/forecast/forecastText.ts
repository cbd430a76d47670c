import type { Forecast, Quantiles } from "#shared/forecast/answers/forecast.ts";
import { formatChanceShort } from "#shared/format/chances.ts";
import { formatCountShort, formatTokens } from "#shared/format/counts.ts";
import { formatDate, formatMonth } from "#shared/format/dates.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import {
  formatMoney,
  formatPrintedDifference,
  formatStatedMoney,
  moneyAmong,
  moneyStyle,
  printedIn,
  styleAmong,
} from "#shared/format/money.ts";
import {
  askGoodTo,
  knownBy,
  outcomeCostErrorOf,
  quantileGoodTo,
  spendGoodTo,
} from "#shared/forecast/answers/goodTo.ts";
import { costsBesideWork, partsSentence } from "#shared/forecast/answers/parts.ts";
import {
  answerInBrief,
  goodToSentence,
  rangeSentence,
  reforecastSentence,
  varianceSentence,
} from "#shared/forecast/words/sentences.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { epochDayOf } from "#shared/units.ts";
import { plain, table, wrap, wrapSentences } from "#electron/cli/text.ts";
import { contractParts } from "./contractText.ts";
import { groupCells, groupHead, groupRows, GROUPS_NOTE } from "#shared/forecast/words/groupWords.ts";
import { costName } from "#shared/forecast/answers/costWords.ts";

/**
 * What the command line says of a forecast: the answer first, then the year, its months and its workloads, then warnings.
 */
export function forecastText(forecast: Forecast, plan: ResolvedPlan, warnings: readonly string[]): string {
  const parts = [
    wrapSentences(answerInBrief(forecast, plan)),
    [
      wrap(titleOf(forecast, plan)),
      wrap(goodToSentence(forecast, plan)),
      ...reforecastLines(forecast, plan),
      wrap(rangeSentence(forecast, plan)),
    ].join("\n"),
    yearTable(forecast, plan),
    spentTable(forecast, plan),
    monthTable(forecast, plan),
    workloadTable(forecast, plan),
    groupTable(forecast, plan),
    ...contractParts(forecast, plan),
    ...(warnings.length > 0 ? [warnings.map((warning) => wrap(`Warning: ${warning}`, "  ")).join("\n")] : []),
    [
      wrap(varianceSentence(forecast)),
      `Engine ${forecast.engine}, plan sha256 ${forecast.plan.hash.slice(0, 16)}…`,
    ].join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function reforecastLines(forecast: Forecast, plan: ResolvedPlan): string[] {
  const sentence = reforecastSentence(forecast, plan);
  return sentence === null ? [] : [wrap(sentence)];
}

function titleOf({ plan: { name }, scenario }: Forecast, { currency, budget }: ResolvedPlan): string {
  return `${plain(name)}${scenario === null ? "" : `, scenario ${plain(scenario)}`}: budget ${formatStatedMoney(currency, budget.amount)}.`;
}

/** Writes the quantiles of a table: in the unit of its largest figure, each with the digits that it is known to. */
function tableMoney(
  { currency }: ResolvedPlan,
  largest: number,
  trials: number,
): (quantiles: Quantiles, name: "p50" | "p80") => string {
  const group = moneyStyle(currency, largest);
  const level = { p50: 0.5, p80: 0.8 };
  return (quantiles, name) => moneyAmong(group, quantiles[name], quantileGoodTo(quantiles, level[name], trials));
}

function yearTable(forecast: Forecast, plan: ResolvedPlan): string {
  const { spend, reserve } = forecast;
  const group = moneyStyle(plan.currency, Math.max(spend.quantiles.p90, reserve.ask));
  const year = (
    [
      ["p50", 0.5],
      ["p80", 0.8],
      ["p90", 0.9],
    ] as const
  ).map(([name, level]) => moneyAmong(group, spend.quantiles[name], spendGoodTo(forecast, level)));
  const head = ["The year", "middle (50%)", "80%", "90%"];
  // Where work stops at the budget, no quantile of spend says what would be enough.
  if (plan.budget.atExhaustion === "block") return table(head, [["Spend", ...year]]);
  const goodTo = askGoodTo(forecast);
  const printed = (figure: number, to: number): number => printedIn(styleAmong(group, figure, to), figure);
  // Of the two figures that stand beside it.
  const contingency = formatPrintedDifference(
    plan.currency,
    printed(reserve.ask, goodTo),
    printed(spend.quantiles.p50, spendGoodTo(forecast, 0.5)),
    goodTo,
  );
  const asked = [moneyAmong(group, reserve.ask, goodTo), contingency];
  return table([...head, "request", "contingency"], [["Spend", ...year, ...asked]]);
}

function spentTable({ runOut }: Forecast, plan: ResolvedPlan): string {
  if (runOut.never === 1) return "";
  const { p10, p50, p90 } = runOut.quantiles;
  const dates = [p10, p50, p90].map((date) => (date === null ? "not this year" : formatDate(epochDayOf(date), plan)));
  return table(["When the budget is spent", "1 in 10 by", "half by", "9 in 10 by"], [["Day", ...dates]]);
}

function monthTable(forecast: Forecast, plan: ResolvedPlan): string {
  const { months, runOut } = forecast;
  const trials = knownBy(forecast);
  const month = tableMoney(plan, Math.max(...months.map(({ spend }) => spend.quantiles.p80)), trials);
  const sum = tableMoney(plan, Math.max(...months.map(({ cumulative }) => cumulative.quantiles.p80)), trials);
  return table(
    ["Month", "middle (50%)", "80%", "to date (50%)", "80%", "spent by its end"],
    months.map(({ month: name, spend, cumulative }, m) => [
      formatMonth(name, m === 0 || name.endsWith("-01")),
      month(spend.quantiles, "p50"),
      month(spend.quantiles, "p80"),
      sum(cumulative.quantiles, "p50"),
      sum(cumulative.quantiles, "p80"),
      formatChanceShort(runOut.byMonthEnd[m]!),
    ]),
  );
}

function workloadTable(forecast: Forecast, plan: ResolvedPlan): string {
  const { spend: year, workloads } = forecast;
  const trials = knownBy(forecast);
  const figure = tableMoney(plan, year.quantiles.p80, trials);
  const rows = plan.workloads.map(({ id, name }) => {
    const { spend, outcomes, costPerOutcome, tokens } = workloads[id]!;
    return [
      name,
      figure(spend.quantiles, "p50"),
      figure(spend.quantiles, "p80"),
      formatTokens(tokens.mean),
      formatCountShort(outcomes.quantiles.p50, quantileGoodTo(outcomes.quantiles, 0.5, trials)),
      costPerOutcome.loaded === null || costPerOutcome.quantiles === null
        ? "none"
        : formatMoney(plan.currency, costPerOutcome.loaded, resolutionOf(outcomeCostErrorOf(workloads[id]!, trials))),
    ];
  });
  const otherRows = costsBesideWork(forecast).map((cost) => {
    const { quantiles } = cost.spend;
    return [costName(cost, plan), figure(quantiles, "p50"), figure(quantiles, "p80"), "", "", ""];
  });
  const together = partsSentence(forecast, plan);
  const rowsOfParts = table(
    ["Workload", "middle (50%)", "80%", "tokens", "outcomes", "all-in cost"],
    [...rows, ...otherRows],
  );
  return together === null ? rowsOfParts : `${rowsOfParts}\n${wrap(together)}`;
}

/** What each person of a group costs, and as a share of pay. */
function groupTable(forecast: Forecast, plan: ResolvedPlan): string {
  const rows = groupRows(forecast, plan);
  return rows.length === 0 ? "" : `${table(groupHead(plan), rows.map(groupCells))}\n${wrap(GROUPS_NOTE)}`;
}
