/** @jsxRuntime automatic */
import type { Interval } from "../charts/IntervalStrip.tsx";
import { IntervalStrip, StripAxis, stripAxis } from "../charts/IntervalStrip.tsx";
import { GoneBar, goneSentence } from "../charts/GoneBar.tsx";
import type { Spread } from "../forecast/forecast.ts";
import type { MoneyStyle } from "../forecast/format.ts";
import { formatChance, formatCountShort, formatMoney, formatMonth, formatPercent, formatTokens, moneyIn, moneyStyle, resolutionOf } from "../forecast/format.ts";
import { askGoodTo, quantileErrorOf } from "../forecast/goodTo.ts";
import type { Drawing, MonthsPart, WorkloadsPart } from "./document.ts";
import type { ReportInput } from "./input.ts";
import { drawing, HUE, ROW_HEIGHT, tableStyle, THEME } from "./paper.ts";
import { paperText } from "./text.ts";

const MONTH_STRIP_WIDTH = 112;
const WORKLOAD_STRIP_WIDTH = 74;
const GONE_BAR_WIDTH = 42;
const AXIS_HEIGHT = 10;

/** A column of strips on one axis from 0: the axis for the head and a strip for each row. */
function stripColumn(currency: string, intervals: readonly Interval[], width: number): { readonly axis: Drawing; readonly strip: (interval: Interval, sentence: string) => Drawing } {
  const axis = stripAxis(currency, intervals);
  const axisSentence = `Axis from ${axis.labels[0]!} to ${axis.labels.at(-1)!}.`;
  return {
    axis: drawing(<StripAxis axis={axis} width={width} height={AXIS_HEIGHT} theme={THEME} sentence={axisSentence} />, width, axisSentence),
    strip: (interval, sentence) =>
      drawing(
        <IntervalStrip interval={interval} top={axis.top} ticks={axis.ticks} width={width} height={ROW_HEIGHT} theme={THEME} hue={HUE} sentence={sentence} />,
        width,
        sentence,
      ),
  };
}

function stripSentence(name: string, { quantiles: { p10, p50, p90 } }: Spread, style: MoneyStyle): string {
  return `${name}: 8 in 10 futures from ${moneyIn(style, p10)} to ${moneyIn(style, p90)}, half below ${moneyIn(style, p50)}.`;
}

/** The months: each alone, the year to date, and how likely the budget is gone by each month's end. */
export function monthsPart({ forecast, resolved }: ReportInput): MonthsPart {
  const { currency } = resolved;
  const { months, trials, runOut } = forecast;
  const monthStyle = tableStyle(currency, months.map(({ spend }) => spend), trials);
  const soFarStyle = tableStyle(currency, months.map(({ cumulative }) => cumulative), trials);
  const column = stripColumn(currency, months.map(({ spend }) => spend.quantiles), MONTH_STRIP_WIDTH);
  return {
    axis: column.axis,
    goneTitle: `${formatMoney(currency, resolved.budget.amount)} gone`,
    rows: months.map(({ month, spend, cumulative }, m) => {
      const gone = runOut.byMonthEnd[m]!;
      const name = formatMonth(month, m === 0 || month.endsWith("-01"));
      return {
        name,
        strip: column.strip(spend.quantiles, stripSentence(name, spend, monthStyle)),
        half: moneyIn(monthStyle, spend.quantiles.p50),
        eighty: moneyIn(monthStyle, spend.quantiles.p80),
        soFarHalf: moneyIn(soFarStyle, cumulative.quantiles.p50),
        soFarEighty: moneyIn(soFarStyle, cumulative.quantiles.p80),
        gone: formatChance(gone),
        goneBar: drawing(<GoneBar chance={gone} width={GONE_BAR_WIDTH} height={ROW_HEIGHT} theme={THEME} />, GONE_BAR_WIDTH, goneSentence(gone)),
      };
    }),
    note: "Bars fade where futures get rare; the tick is the middle. Months at 80% do not add up to the year at 80%: not every month is dear in the same future.",
  };
}

/** The workloads with their owners, what they bring and what one outcome costs; fixed costs and models below. */
export function workloadsPart({ forecast, resolved, plan }: ReportInput): WorkloadsPart {
  const { currency } = resolved;
  const { trials } = forecast;
  const spends = resolved.workloads.map(({ id }) => forecast.workloads[id]!.spend);
  const fixedMeans = resolved.fixedCosts.map(({ id }) => forecast.fixedCosts[id]!.spend.mean);
  const style = tableStyle(currency, spends, trials, fixedMeans);
  const planStyle = moneyStyle(currency, forecast.spend.quantiles.p80, Math.max(style.step, askGoodTo(forecast)));
  const column = stripColumn(currency, spends.length > 0 ? spends.map(({ quantiles }) => quantiles) : [forecast.spend.quantiles], WORKLOAD_STRIP_WIDTH);
  const shareOf = (mean: number): string => formatPercent(forecast.spend.mean > 0 ? mean / forecast.spend.mean : 0);
  const workloads = resolved.workloads.map(({ id, name, owner, outcome }) => {
    const { spend, outcomes, costPerOutcome } = forecast.workloads[id]!;
    const unitError = costPerOutcome.quantiles === null ? 0 : quantileErrorOf(costPerOutcome.quantiles, 0.5, trials);
    const unitCost = (cost: number | null): string => (cost === null ? "–" : formatMoney(currency, cost, resolutionOf(unitError)));
    return {
      name: paperText(name, 90),
      owner: paperText(owner ?? "nobody named", 60),
      strip: column.strip(spend.quantiles, stripSentence(paperText(name, 90), spend, style)),
      half: moneyIn(style, spend.quantiles.p50),
      eighty: moneyIn(style, spend.quantiles.p80),
      share: shareOf(spend.mean),
      outcome: paperText(outcome.unit, 60),
      outcomes: formatCountShort(outcomes.quantiles.p50, resolutionOf(quantileErrorOf(outcomes.quantiles, 0.5, trials))),
      tokens: unitCost(costPerOutcome.tokens),
      loaded: unitCost(costPerOutcome.loaded),
    };
  });
  const fixed = resolved.fixedCosts.map(({ id, name }, i) => ({
    name: paperText(name, 90),
    owner: paperText(plan.fixedCosts?.[id]?.owner ?? "nobody named", 60),
    strip: null,
    half: moneyIn(style, fixedMeans[i]!),
    eighty: "mean",
    share: shareOf(fixedMeans[i]!),
    outcome: "cost only",
    outcomes: "–",
    tokens: "–",
    loaded: "–",
  }));
  return {
    axis: column.axis,
    rows: [...workloads, ...fixed],
    total: { half: moneyIn(planStyle, forecast.spend.quantiles.p50), eighty: moneyIn(planStyle, forecast.spend.quantiles.p80) },
    note: workloadsNote(spends, fixedMeans, forecast.spend, planStyle),
    models: resolved.models.flatMap(({ id, name }) => {
      const { spend, tokens } = forecast.models[id]!;
      if (tokens.mean === 0) return [];
      return [{ name: paperText(name, 60), tokens: formatTokens(tokens.mean), spend: moneyIn(style, spend.mean), share: shareOf(spend.mean), perMillion: formatMoney(currency, (spend.mean / tokens.mean) * 1e6, 0.01) }];
    }),
  };
}

function workloadsNote(spends: readonly Spread[], fixedMeans: readonly number[], plan: Spread, style: MoneyStyle): string {
  const fixed = fixedMeans.reduce((sum, mean) => sum + mean, 0);
  const together = spends.reduce((sum, { quantiles }) => sum + quantiles.p80, fixed);
  const difference = together - plan.quantiles.p80;
  const sum =
    Math.round(Math.abs(difference) / style.step) > 0
      ? `The 80% figures do not add: together they ask ${moneyIn(style, together)}, the plan needs ${moneyIn(style, plan.quantiles.p80)}. `
      : "The 80% figures need not add up to the plan's. ";
  return `${sum}Loaded cost counts reviews, failed runs and errors nobody noticed; fixed costs bear no outcome of their own. Shares are of mean spend.`;
}
