import type { ReactElement } from "react";
import { differenceAxis, DifferenceStrip } from "#shared/charts/compare/DifferenceStrip.tsx";
import { OverlaidFans } from "#shared/charts/compare/OverlaidFans.tsx";
import { overlaidSentence } from "#shared/charts/compare/overlaidWords.ts";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { compareFigures, type Comparison } from "#shared/forecast/comparison/comparison.ts";
import { worthWords } from "#shared/forecast/comparison/comparisonWords.ts";
import { mainWorkload } from "#shared/forecast/comparison/comparisonDocument.ts";
import { countDifference, isNoDifference, moneyDifference } from "#shared/forecast/comparison/differenceWords.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import type { PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { formatChanceShort } from "#shared/format/chances.ts";
import { moneyStyle, type MoneyStyle } from "#shared/format/money.ts";
import { sentenceCase } from "#shared/format/text.ts";
import type { ScenariosPart } from "./document.ts";
import type { ReportInput } from "./input.ts";
import { letterDrawing, type Option, scenarioCount } from "./decision/optionMarks.tsx";
import { drawing, ROW_HEIGHT, SHEETS, THEME } from "./paper.ts";
import { paperText } from "./text.ts";

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
  const { options, paper } = input;
  if (options.length < 2) return null;
  const { textWidth } = SHEETS[paper];
  const money = moneyStyle(
    input.resolved.currency,
    Math.max(...options.map((option) => option.forecast.reserve.ask)),
    Math.max(...options.map((option) => askGoodTo(option.forecast))),
  );
  return {
    title: `${scenarioCount(options.length)}, same simulated years`,
    legend: options.map(({ place, name }) => ({ disc: letterDrawing(place), name: paperText(name, 50) })),
    fans: drawing(fansOf(input, money, textWidth), textWidth, overlaidSentence(options, money)),
    differencesTitle: "Differences, with their uncertainty",
    note: "Differences of the averages, on the same simulated years. Ranges hold 8 in 10 of them.",
    groups: differenceGroups(input),
  };
}

function fansOf({ options, forecast }: ReportInput, money: MoneyStyle, width: number): ReactElement {
  const front = options.find(({ id }) => id === forecast.scenario && id !== null) ?? options[1]!;
  return (
    <OverlaidFans
      scenarios={options}
      changesFrom={Math.min(...options.slice(1).map(({ begins }) => begins))}
      front={front.place}
      money={money}
      theme={THEME}
      width={width}
      plotHeight={FANS_HEIGHT - FANS_LESS * Math.max(0, options.length - 3)}
    />
  );
}

/** Each option against the first: its changes, and its differences on axes that the options share. */
function differenceGroups({ options, resolved }: ReportInput): ScenariosPart["groups"] {
  const base = options[0]!;
  const main = mainWorkload(base.forecast);
  const unit = pluralOf(resolved.workloads.find(({ id }) => id === main)?.outcome.unit);
  const compared = options
    .slice(1)
    .map((option) => ({ option, lines: linesOf(compareFigures(base.trials, option.trials), main, unit) }));
  const inRow = (label: string): PairedDifference[] =>
    compared.flatMap(({ lines }) => lines.filter((line) => line.label === label).map(({ difference }) => difference));
  const axes = new Map(
    ["Spend", BENEFIT, sentenceCase(unit), "Net value"].map((label) => [label, differenceAxis(inRow(label))] as const),
  );
  return compared.map(({ option, lines }) => ({
    disc: letterDrawing(option.place),
    name: paperText(option.name, 60),
    changes: changesWords(option),
    rows: lines.map((line) =>
      differenceRow(line, {
        option,
        against: base.name,
        inRow: inRow(line.label),
        axis: axes.get(line.label)!,
        currency: resolved.currency,
      }),
    ),
  }));
}

/** What an option changes: the first few by name. */
function changesWords({ changes }: Option): string {
  const named = changes
    .slice(0, CHANGES_NAMED)
    .map(
      ({ label, before, after }) =>
        `${label}: ${after}${before === "" || before === "none" ? "" : ` (as planned: ${before})`}`,
    );
  const more = changes.length - named.length;
  return paperText(
    changes.length === 0 ? "changes nothing" : `${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}`,
    420,
  );
}

/** A difference as a strip, a figure, a range and a chance. */
function differenceRow(
  { label, difference, isMoney, chance }: DifferenceLine,
  among: {
    readonly option: Option;
    /** Name of what it is held against. */
    readonly against: string;
    /** The same difference of all options: they are written alike. */
    readonly inRow: readonly PairedDifference[];
    readonly axis: ReturnType<typeof differenceAxis>;
    readonly currency: string;
  },
): ScenariosPart["groups"][number]["rows"][number] {
  const { option, against, inRow, axis, currency } = among;
  const { figure, range: ends } = isMoney
    ? moneyDifference(difference, currency, inRow)
    : countDifference(difference, inRow);
  const range = ends === null ? "" : `${ends[0]} to ${ends[1]}`;
  const sentence = `${label}, ${option.name} against ${against}: ${figure}${ends === null ? "" : ` on average, 8 in 10 from ${range}`}.`;
  const strip = (
    <DifferenceStrip
      difference={difference}
      from={axis.from}
      to={axis.to}
      width={DIFFERENCE_WIDTH}
      height={ROW_HEIGHT}
      theme={THEME}
      hue={scenarioMark(option.place, THEME).color}
      sentence={sentence}
    />
  );
  return {
    label: paperText(label, 60),
    strip: drawing(strip, DIFFERENCE_WIDTH, sentence),
    figure,
    range,
    chance: paperText(chance, 90),
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
function linesOf(
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

/** Said of a difference instead of its chances, of which one would be 50 of 50. */
const NO_DIFFERENCE = "no difference";
