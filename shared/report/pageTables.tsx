import { type Interval, IntervalStrip, StripAxis, stripAxis } from "#shared/charts/base/IntervalStrip.tsx";
import { SpentBar, spentSentence } from "#shared/charts/runOut/SpentBar.tsx";
import { groupRows, groupSentence } from "#shared/forecast/words/groupWords.ts";
import type { Forecast, Spread } from "#shared/forecast/answers/forecast.ts";
import { formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatCountShort, formatTokens } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatStatedMoney, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { knownBy, outcomeCostErrorOf, quantileErrorOf, spendGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { costName, costOwner } from "#shared/forecast/answers/costWords.ts";
import { costsBesideWork, partsSentence } from "#shared/forecast/answers/parts.ts";
import { viewsPart } from "./chargeback/centresPart.ts";
import type { MonthsPart, WorkloadsPart } from "./document.ts";
import type { Drawing } from "./drawing.ts";
import type { ReportInput } from "./input.ts";
import { type TableMoney, drawing, HUE, quantileMoney, ROW_HEIGHT, tableMoney, THEME } from "./paper.ts";
import { paperText } from "./text.ts";

const MONTH_STRIP_WIDTH = 112;
const WORKLOAD_STRIP_WIDTH = 66;
const SPENT_BAR_WIDTH = 42;
const AXIS_HEIGHT = 10;

/** A column of strips on one axis from 0: the axis for the head and a strip for each row. */
function stripColumn(
  currency: string,
  intervals: readonly Interval[],
  width: number,
): { readonly axis: Drawing; readonly strip: (interval: Interval, sentence: string) => Drawing } {
  const axis = stripAxis(currency, intervals);
  const axisSentence = `Axis from ${axis.labels[0]!} to ${axis.labels.at(-1)!}.`;
  return {
    axis: drawing(
      <StripAxis axis={axis} width={width} height={AXIS_HEIGHT} theme={THEME} sentence={axisSentence} />,
      width,
      axisSentence,
    ),
    strip: (interval, sentence) =>
      drawing(
        <IntervalStrip
          interval={interval}
          top={axis.top}
          ticks={axis.ticks}
          width={width}
          height={ROW_HEIGHT}
          theme={THEME}
          hue={HUE}
          sentence={sentence}
        />,
        width,
        sentence,
      ),
  };
}

function stripSentence(name: string, spread: Spread, money: TableMoney, trials: number): string {
  const [p10, p50, p90] = (["p10", "p50", "p90"] as const).map((level) => quantileMoney(money, spread, level, trials));
  return `${name}: 8 in 10 simulated years from ${p10!} to ${p90!}, middle estimate ${p50!}.`;
}

/** The months: each alone, the year to date, and how likely the budget is spent by each month's end. */
export function monthsPart({ forecast, resolved }: ReportInput): MonthsPart {
  const { currency } = resolved;
  const { months, runOut } = forecast;
  const trials = knownBy(forecast);
  const monthMoney = tableMoney(currency, Math.max(...months.map(({ spend }) => spend.quantiles.p80)));
  const soFarMoney = tableMoney(currency, months.at(-1)!.cumulative.quantiles.p80);
  const column = stripColumn(
    currency,
    months.map(({ spend }) => spend.quantiles),
    MONTH_STRIP_WIDTH,
  );
  return {
    axis: column.axis,
    spentTitle: `${formatStatedMoney(currency, resolved.budget.amount)} spent`,
    rows: months.map(({ month, spend, cumulative }, m) => {
      const chance = runOut.byMonthEnd[m]!;
      const name = formatMonth(month, m === 0 || month.endsWith("-01"));
      return {
        name,
        strip: column.strip(spend.quantiles, stripSentence(name, spend, monthMoney, trials)),
        half: quantileMoney(monthMoney, spend, "p50", trials),
        eighty: quantileMoney(monthMoney, spend, "p80", trials),
        soFarHalf: quantileMoney(soFarMoney, cumulative, "p50", trials),
        soFarEighty: quantileMoney(soFarMoney, cumulative, "p80", trials),
        spent: formatChanceShort(chance),
        spentBar: drawing(
          <SpentBar chance={chance} width={SPENT_BAR_WIDTH} height={ROW_HEIGHT} theme={THEME} />,
          SPENT_BAR_WIDTH,
          spentSentence(chance),
        ),
      };
    }),
    note: "Bars show the likely range; the mark is the middle estimate. Do not add the 80% estimates of the months: not every month is expensive in the same year.",
    views: viewsPart(forecast, resolved),
  };
}

/** The workloads with their owners, what they bring and what one outcome costs; fixed costs and models below. */
export function workloadsPart(input: ReportInput): WorkloadsPart {
  const { forecast, resolved } = input;
  const year = forecast.spend.quantiles;
  const intervals = [
    ...resolved.workloads.map(({ id }) => forecast.workloads[id]!.spend.quantiles),
    ...costsBesideWork(forecast).map(({ spend }) => spend.quantiles),
  ];
  const column = stripColumn(resolved.currency, intervals.length > 0 ? intervals : [year], WORKLOAD_STRIP_WIDTH);
  const yearMoney = (level: 0.5 | 0.8): string =>
    moneyAmong(
      moneyStyle(resolved.currency, year.p80),
      year[level === 0.5 ? "p50" : "p80"],
      spendGoodTo(forecast, level),
    );
  return {
    axis: column.axis,
    rows: [...workloadRows(input, column), ...otherCostRows(input, column)],
    total: { half: yearMoney(0.5), eighty: yearMoney(0.8) },
    note: workloadsNote(forecast, resolved),
    models: modelRows(input),
  };
}

type StripColumn = ReturnType<typeof stripColumn>;

function workloadRows({ forecast, resolved }: ReportInput, column: StripColumn): WorkloadsPart["rows"] {
  const { currency } = resolved;
  const trials = knownBy(forecast);
  const money = tableMoney(currency, forecast.spend.quantiles.p80);
  return resolved.workloads.map(({ id, name, owner, outcome }) => {
    const { spend, outcomes, costPerOutcome } = forecast.workloads[id]!;
    const unitCost = (cost: number | null): string =>
      cost === null
        ? "–"
        : formatMoney(currency, cost, resolutionOf(outcomeCostErrorOf(forecast.workloads[id]!, trials)));
    return {
      name: paperText(name, 90),
      owner: paperText(owner ?? "no owner", 60),
      strip: column.strip(spend.quantiles, stripSentence(paperText(name, 90), spend, money, trials)),
      half: quantileMoney(money, spend, "p50", trials),
      eighty: quantileMoney(money, spend, "p80", trials),
      outcome: paperText(outcome.unit, 60),
      outcomes: formatCountShort(
        outcomes.quantiles.p50,
        resolutionOf(quantileErrorOf(outcomes.quantiles, 0.5, trials)),
      ),
      tokens: unitCost(costPerOutcome.tokens),
      loaded: unitCost(costPerOutcome.loaded),
    };
  });
}

/** Costs that belong to no workload: they bring no outcome of their own. */
function otherCostRows({ forecast, resolved, plan }: ReportInput, column: StripColumn): WorkloadsPart["rows"] {
  const trials = knownBy(forecast);
  const money = tableMoney(resolved.currency, forecast.spend.quantiles.p80);
  return costsBesideWork(forecast).map((cost) => {
    const { spend } = cost;
    const name = paperText(costName(cost, resolved), 90);
    return {
      name,
      owner: paperText(costOwner(cost, plan) ?? "no owner", 60),
      strip: spend.mean < 0 ? null : column.strip(spend.quantiles, stripSentence(name, spend, money, trials)),
      half: quantileMoney(money, spend, "p50", trials),
      eighty: quantileMoney(money, spend, "p80", trials),
      outcome: "cost only",
      outcomes: "–",
      tokens: "–",
      loaded: "–",
    };
  });
}

/** The models that are used: their tokens, what they cost, and their share of the year. */
function modelRows({ forecast, resolved }: ReportInput): WorkloadsPart["models"] {
  const { currency } = resolved;
  const money = tableMoney(currency, forecast.spend.quantiles.p80);
  return resolved.models.flatMap(({ id, name }) => {
    const { spend, tokens } = forecast.models[id]!;
    if (tokens.mean === 0) return [];
    return [
      {
        name: paperText(name, 60),
        tokens: formatTokens(tokens.mean),
        spend: money(spend.mean, meanErrorOf(forecast)),
        share: formatPercent(forecast.spend.mean > 0 ? spend.mean / forecast.spend.mean : 0),
        perMillion: formatMoney(currency, (spend.mean / tokens.mean) * 1e6, 0.01),
      },
    ];
  });
}

/**
 * Of a part's mean no error is kept: it is at most that of the plan's mean where the parts move together, and near it.
 */
function meanErrorOf({ spend }: Forecast): number {
  return spend.standardError.mean;
}

function workloadsNote(forecast: Forecast, plan: ReportInput["resolved"]): string {
  const together = partsSentence(forecast, plan);
  const besides =
    plan.seats.length + plan.commitments.length > 0 ? "Seats, commitments and fixed costs" : "Fixed costs";
  const groups = groupRows(forecast, plan).map((row) => ` ${groupSentence(row, plan.budget.confidence)}`);
  return `${together === null ? "" : `${together} `}All-in cost includes reviews, failed attempts and undetected errors. ${besides} have no outcome of their own.${groups.join("")}`;
}
