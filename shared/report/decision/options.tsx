import { IntervalStrip, StripAxis, stripAxis } from "#shared/charts/base/IntervalStrip.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { compareFigures } from "#shared/forecast/comparison/comparison.ts";
import { pairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import { mainWorkload } from "#shared/forecast/comparison/comparisonDocument.ts";
import { isNoDifference, meansInCounts, moneyDifference } from "#shared/forecast/comparison/differenceWords.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { askGoodTo, spendGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatDate } from "#shared/format/dates.ts";
import {
  formatMoney,
  formatPrintedDifference,
  formatStatedMoney,
  moneyAmong,
  moneyStyle,
  printedIn,
  printedMoney,
  styleAmong,
} from "#shared/format/money.ts";
import { sentenceCase } from "#shared/format/text.ts";
import { epochDayOf } from "#shared/units.ts";
import type { OptionsPart } from "#shared/report/document.ts";
import type { Drawing } from "#shared/report/drawing.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { letterDrawing, type Option, scenarioCount } from "./optionMarks.tsx";
import { drawing, ROW_HEIGHT, THEME } from "#shared/report/paper.ts";
import { paperText } from "#shared/report/text.ts";

const STRIP_WIDTH = 68;
const AXIS_HEIGHT = 10;

/** The policies beside each other on the same simulated years, as page 1 lists them. Null where there is nothing to choose. */
export function optionsPart(input: ReportInput): OptionsPart | null {
  const { options, resolved } = input;
  const base = options[0];
  if (base === undefined || options.length < 2) return null;
  const { currency, budget } = resolved;
  const axis = stripAxis(
    currency,
    options.map((option) => option.forecast.spend.quantiles),
  );
  const axisSentence = `Axis from ${axis.labels[0]!} to ${axis.labels.at(-1)!}.`;
  const main = mainWorkload(base.forecast);
  const unit = main === null ? null : pluralOf(resolved.workloads.find(({ id }) => id === main)?.outcome.unit);
  return {
    title: `${scenarioCount(options.length)}, on the same simulated years`,
    note: "bars show the likely range; the mark is the middle estimate",
    axis: drawing(
      <StripAxis axis={axis} width={STRIP_WIDTH} height={AXIS_HEIGHT} theme={THEME} sentence={axisSentence} />,
      STRIP_WIDTH,
      axisSentence,
    ),
    heads: {
      ask: `Request, ${formatPercent(base.forecast.reserve.confidence)} sure`,
      over: `Over ${formatStatedMoney(currency, budget.amount)}`,
      outcomes: unit === null ? null : paperText(sentenceCase(unit), 40),
      against: base.name,
    },
    rows: optionRows(input, base, axis),
  };
}

/** A row for each option: its range, its request and what it brings against the first. */
function optionRows(
  { options, resolved, forecast }: ReportInput,
  base: Option,
  axis: ReturnType<typeof stripAxis>,
): OptionsPart["rows"] {
  const { currency } = resolved;
  const group = moneyStyle(currency, Math.max(...options.map((option) => option.forecast.reserve.ask)));
  const main = mainWorkload(base.forecast);
  const outcomes = meanOutcomes(options, main);
  const nets = options.slice(1).map(({ trials }) => compareFigures(base.trials, trials).netValue);
  return options.map((option, i) => {
    const { reserve, runOut } = option.forecast;
    const goodTo = askGoodTo(option.forecast);
    const netValue = i === 0 ? null : nets[i - 1]!;
    return {
      disc: letterDrawing(option.place),
      name: paperText(option.name, 60),
      isChosen: option.id === forecast.scenario,
      strip: spendStrip(option, group, axis),
      base: moneyAmong(group, reserve.base, goodTo),
      contingency: reserve.contingency > 0 ? contingencyWords(reserve, group, goodTo) : "–",
      ask: formatMoney(currency, reserve.ask, goodTo),
      over: formatChanceShort(1 - runOut.never),
      safeUntil: safeWords(option.forecast, resolved),
      outcomes: main === null || option.forecast.workloads[main] === undefined ? "–" : outcomes[i]!,
      netValue: netValue === null ? "" : moneyDifference(netValue, currency, nets).figure,
      worthMore: netValue === null ? "" : isNoDifference(netValue) ? "the same" : formatChanceShort(netValue.more),
    };
  });
}

/** The likely range of an option's spend as a strip. */
function spendStrip(
  { name, place, forecast }: Option,
  group: ReturnType<typeof moneyStyle>,
  axis: ReturnType<typeof stripAxis>,
): Drawing {
  const { spend, reserve } = forecast;
  const money = (amount: number, goodTo: number): string => moneyAmong(group, amount, goodTo);
  const sentence = `${name}: 8 in 10 simulated years from ${money(spend.quantiles.p10, spendGoodTo(forecast, 0.1))} to ${money(spend.quantiles.p90, spendGoodTo(forecast, 0.9))}, middle estimate ${money(reserve.base, askGoodTo(forecast))}.`;
  return drawing(
    <IntervalStrip
      interval={spend.quantiles}
      top={axis.top}
      ticks={axis.ticks}
      width={STRIP_WIDTH}
      height={ROW_HEIGHT}
      theme={THEME}
      hue={scenarioMark(place, THEME).color}
      sentence={sentence}
    />,
    STRIP_WIDTH,
    sentence,
  );
}

/** Mean outcomes of each option in the workload that the first spends most on, to digits that show how they differ. */
function meanOutcomes(options: ReportInput["options"], main: string | null): string[] {
  const [base] = options;
  if (base === undefined || main === null) return [];
  const none = new Float64Array(base.trials.spend.length);
  const of = ({ trials }: (typeof options)[number]): Float64Array => trials.outcomes[main] ?? none;
  return meansInCounts(options.slice(1).map((option) => pairedDifference(of(base), of(option))));
}

function safeWords({ runOut }: Forecast, plan: ReportInput["resolved"]): string {
  const { date } = runOut.safeUntil;
  if (date === null) return "not even one day";
  return epochDayOf(date) === plan.monthStarts.at(-1)! - 1 ? "all year" : formatDate(epochDayOf(date), plan);
}

/** The contingency between base and request as the two are printed in their columns. */
function contingencyWords(
  { base, ask }: Forecast["reserve"],
  group: ReturnType<typeof moneyStyle>,
  goodTo: number,
): string {
  return formatPrintedDifference(
    group.currency,
    printedMoney(group.currency, ask, goodTo),
    printedIn(styleAmong(group, base, goodTo), base),
    goodTo,
  );
}
