import { IntervalStrip, StripAxis, stripAxis } from "#shared/charts/base/IntervalStrip.tsx";
import { differenceAxis, DifferenceStrip } from "#shared/charts/compare/DifferenceStrip.tsx";
import { OverlaidFans } from "#shared/charts/compare/OverlaidFans.tsx";
import { overlaidSentence } from "#shared/charts/compare/overlaidWords.ts";
import { ScenarioLetter } from "#shared/charts/compare/ScenarioLetter.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { compareFigures, type Comparison, pairedDifference, worthWords } from "#shared/forecast/answers/comparison.ts";
import {
  countDifference,
  isNoDifference,
  meansInCounts,
  moneyDifference,
} from "#shared/forecast/answers/differenceWords.ts";
import { mainWorkload } from "#shared/forecast/answers/comparisonDocument.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
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
import { askGoodTo, spendGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { epochDayOf } from "#shared/units.ts";
import type { PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import type { OptionsPart, ScenariosPart } from "./document.ts";
import type { Drawing } from "./drawing.ts";
import type { ReportInput } from "./input.ts";
import { drawing, ROW_HEIGHT, SHEETS, THEME } from "./paper.ts";
import { paperText } from "./text.ts";

const STRIP_WIDTH = 68;
const AXIS_HEIGHT = 10;
const DISC_SIZE = 9.6;

const COUNTS = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

/** The policies beside each other on the same simulated years, as page 1 lists them. Null where there is nothing to choose. */
export function optionsPart(input: ReportInput): OptionsPart | null {
  const { options, resolved, forecast } = input;
  const base = options[0];
  if (base === undefined || options.length < 2) return null;
  const { currency, budget } = resolved;
  const group = moneyStyle(currency, Math.max(...options.map((option) => option.forecast.reserve.ask)));
  const money = (amount: number, goodTo: number): string => moneyAmong(group, amount, goodTo);
  const intervals = options.map((option) => option.forecast.spend.quantiles);
  const outcomes = meanOutcomes(options, mainWorkload(base.forecast));
  const nets = options.slice(1).map(({ trials }) => compareFigures(base.trials, trials).netValue);
  const axis = stripAxis(currency, intervals);
  const axisSentence = `Axis from ${axis.labels[0]!} to ${axis.labels.at(-1)!}.`;
  const main = mainWorkload(base.forecast);
  const unit = main === null ? null : pluralOf(resolved.workloads.find(({ id }) => id === main)?.outcome.unit);
  return {
    title: `${COUNTS[options.length] ?? String(options.length)} scenarios, on the same simulated years`,
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
    rows: options.map((option, i) => {
      const { spend, reserve, runOut } = option.forecast;
      const netValue = i === 0 ? null : nets[i - 1]!;
      const sentence = `${option.name}: 8 in 10 simulated years from ${money(spend.quantiles.p10, spendGoodTo(option.forecast, 0.1))} to ${money(spend.quantiles.p90, spendGoodTo(option.forecast, 0.9))}, middle estimate ${money(reserve.base, askGoodTo(option.forecast))}.`;
      return {
        disc: letterDrawing(option.place),
        name: paperText(option.name, 60),
        isChosen: option.id === forecast.scenario,
        strip: drawing(
          <IntervalStrip
            interval={spend.quantiles}
            top={axis.top}
            ticks={axis.ticks}
            width={STRIP_WIDTH}
            height={ROW_HEIGHT}
            theme={THEME}
            hue={scenarioMark(option.place, THEME).color}
            sentence={sentence}
          />,
          STRIP_WIDTH,
          sentence,
        ),
        base: money(reserve.base, askGoodTo(option.forecast)),
        contingency: reserve.contingency > 0 ? contingencyWords(reserve, group, askGoodTo(option.forecast)) : "–",
        ask: formatMoney(currency, reserve.ask, askGoodTo(option.forecast)),
        over: formatChanceShort(1 - runOut.never),
        safeUntil: safeWords(option.forecast, resolved),
        outcomes: main === null || option.forecast.workloads[main] === undefined ? "–" : outcomes[i]!,
        netValue: netValue === null ? "" : moneyDifference(netValue, currency, nets).figure,
        worthMore: netValue === null ? "" : isNoDifference(netValue) ? "the same" : formatChanceShort(netValue.more),
      };
    }),
  };
}

/** What the uses with a case bring, beside every saving. */
const BENEFIT = "Benefit of the cases";
const FANS_HEIGHT = 190;
/** What each policy beyond the third takes from it, so that the page holds all of them. */
const FANS_LESS = 26;
const DIFFERENCE_WIDTH = 118;
/** Changes of one policy that are named; more are counted. */
const CHANGES_NAMED = 3;

/**
 * The page of the policies: their fans on one chart, and each against the plan itself, year by year. Null where
 * there is nothing to compare.
 */
export function scenariosPart(input: ReportInput): ScenariosPart | null {
  const { options, resolved, forecast, paper } = input;
  const base = options[0];
  if (base === undefined || options.length < 2) return null;
  const { currency } = resolved;
  const { textWidth } = SHEETS[paper];
  const front = options.find(({ id }) => id === forecast.scenario && id !== null) ?? options[1]!;
  const money = moneyStyle(
    currency,
    Math.max(...options.map((option) => option.forecast.reserve.ask)),
    Math.max(...options.map((option) => askGoodTo(option.forecast))),
  );
  const main = mainWorkload(base.forecast);
  const unit = pluralOf(resolved.workloads.find(({ id }) => id === main)?.outcome.unit);
  const fans = (
    <OverlaidFans
      scenarios={options}
      changesFrom={Math.min(...options.slice(1).map(({ begins }) => begins))}
      front={front.place}
      money={money}
      theme={THEME}
      width={textWidth}
      plotHeight={FANS_HEIGHT - FANS_LESS * Math.max(0, options.length - 3)}
    />
  );
  const compared = options
    .slice(1)
    .map((option) => ({ option, rows: rowsOf(compareFigures(base.trials, option.trials), main, unit) }));
  const inRow = (label: string): PairedDifference[] =>
    compared.flatMap((one) => one.rows.filter((row) => row.label === label).map(({ difference }) => difference));
  const axes = ["Spend", BENEFIT, sentenceCase(unit), "Net value"].map(
    (label) => [label, differenceAxis(inRow(label))] as const,
  );
  const axisOf = new Map(axes);
  return {
    title: `${COUNTS[options.length] ?? String(options.length)} scenarios, same simulated years`,
    legend: options.map(({ place, name }) => ({ disc: letterDrawing(place), name: paperText(name, 50) })),
    fans: drawing(fans, textWidth, overlaidSentence(options, money)),
    differencesTitle: "Differences, with their uncertainty",
    note: "Differences of the averages, on the same simulated years. Ranges hold 8 in 10 of them.",
    groups: compared.map((one) => {
      const { option } = one;
      const named = option.changes
        .slice(0, CHANGES_NAMED)
        .map(
          ({ label, before, after }) =>
            `${label}: ${after}${before === "" || before === "none" ? "" : ` (as planned: ${before})`}`,
        );
      const more = option.changes.length - named.length;
      return {
        disc: letterDrawing(option.place),
        name: paperText(option.name, 60),
        changes: paperText(
          option.changes.length === 0
            ? "changes nothing"
            : `${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}`,
          420,
        ),
        rows: one.rows.map(({ label, difference, isMoney, chance }) => {
          const { figure, range: ends } = isMoney
            ? moneyDifference(difference, currency, inRow(label))
            : countDifference(difference, inRow(label));
          const range = ends === null ? "" : `${ends[0]} to ${ends[1]}`;
          const sentence = `${label}, ${option.name} against ${base.name}: ${figure}${ends === null ? "" : ` on average, 8 in 10 from ${range}`}.`;
          const { from, to } = axisOf.get(label)!;
          return {
            label: paperText(label, 60),
            strip: drawing(
              <DifferenceStrip
                difference={difference}
                from={from}
                to={to}
                width={DIFFERENCE_WIDTH}
                height={ROW_HEIGHT}
                theme={THEME}
                hue={scenarioMark(option.place, THEME).color}
                sentence={sentence}
              />,
              DIFFERENCE_WIDTH,
              sentence,
            ),
            figure,
            range,
            chance: paperText(chance, 90),
          };
        }),
      };
    }),
  };
}

/** A line of a scenario against the plan. */
interface DifferenceLine {
  readonly label: string;
  readonly difference: PairedDifference;
  readonly isMoney: boolean;
  readonly chance: string;
}

/** Spend, and below it the benefit that a saving gives up; outcomes of the main workload; net value. */
function rowsOf(
  { spend, netValue, benefit, outcomes }: Comparison,
  main: string | null,
  unit: string,
): DifferenceLine[] {
  const line = (label: string, difference: PairedDifference, chance: string, isMoney = true): DifferenceLine => ({
    label,
    difference,
    isMoney,
    chance: isNoDifference(difference) ? NO_DIFFERENCE : chance,
  });
  const made = main === null ? undefined : outcomes[main];
  return [
    line("Spend", spend, `cheaper in ${formatChanceShort(spend.less)}`),
    ...(benefit === null ? [] : [line(BENEFIT, benefit, `less in ${formatChanceShort(benefit.less)}`)]),
    ...(made === undefined ? [] : [line(sentenceCase(unit), made, `more in ${formatChanceShort(made.more)}`, false)]),
    line("Net value", netValue, worthWords(netValue)),
  ];
}

function letterDrawing(place: number): Drawing {
  return drawing(
    <ScenarioLetter place={place} size={DISC_SIZE} theme={THEME} />,
    DISC_SIZE,
    `Scenario ${scenarioMark(place, THEME).letter}`,
  );
}

/** Said of a difference instead of its chances, of which one would be 50 of 50. */
const NO_DIFFERENCE = "no difference";

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
