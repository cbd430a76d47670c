import { FAN_LEVELS } from "#shared/forecast/answers/outlookShapes.ts";
import { formatChance, formatChanceError, formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatMoney, formatMoneyError, moneyIn, moneyStyle } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { askGoodTo, spendGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { varianceSentence } from "#shared/forecast/words/sentences.ts";
import type { MethodPart } from "./document.ts";
import type { ReportInput } from "./input.ts";
import { hasUnprintedLetters, paperText } from "./text.ts";

/** How it was computed: what repeats it, what the figures are good to, the method and its sources. */
export function methodPart(input: ReportInput): MethodPart {
  return { facts: facts(input), paragraphs: [...METHOD, ...letters(input)], references: REFERENCES };
}

function facts({ forecast, resolved, outlook, command, scenarioName }: ReportInput): MethodPart["facts"] {
  const { currency } = resolved;
  const { spend, reserve, overrun, runOut, trials } = forecast;
  const withError = (value: number, resolution: number): string => {
    return resolution === 0
      ? `${formatMoney(currency, value)}, exact`
      : `${formatMoney(currency, value, resolution)}, simulation error ${formatMoneyError(moneyStyle(currency, value, resolution))}`;
  };
  const style = moneyStyle(currency, Math.max(overrun.meanExcess, 1), resolutionOf(spend.standardError.mean));
  return [
    { name: "Simulated years", value: `${formatCount(trials)}, seed ${forecast.seed}` },
    { name: "Engine", value: `Past April ${forecast.engine}` },
    { name: "Plan", value: `${paperText(forecast.plan.name, 120)}, sha256 ${spaced(forecast.plan.hash)}` },
    ...(forecast.scenario === null
      ? []
      : [{ name: "Scenario", value: paperText(scenarioName ?? forecast.scenario, 120) }]),
    { name: "Base (middle estimate, 50%)", value: withError(reserve.base, askGoodTo(forecast)) },
    ...(outlook.askIsHidden
      ? []
      : [
          {
            name: `Request, ${formatPercent(reserve.confidence)} sure`,
            value: withError(reserve.ask, askGoodTo(forecast)),
          },
        ]),
    { name: "90% estimate", value: withError(spend.quantiles.p90, spendGoodTo(forecast, 0.9)) },
    { name: "Mean", value: withError(spend.mean, resolutionOf(spend.standardError.mean)) },
    {
      name: "Budget spent before the year ends",
      value: `${formatChance(1 - runOut.never)}, simulation error ${formatChanceError(overrun.standardError)}`,
    },
    ...(overrun.probability > 0
      ? [{ name: "Excess of years that overspend", value: `${moneyIn(style, overrun.meanExcess)} on average` }]
      : []),
    { name: "Uncertainty", value: varianceSentence(forecast) },
    { name: "To compute it again", value: paperText(command, 300) },
  ];
}

/** A hash in groups of eight, so that it can be read aloud and breaks between them. */
function spaced(hash: string): string {
  return hash.replace(/(.{8})(?=.)/g, "$1 ");
}

const METHOD: MethodPart["paragraphs"] = [
  {
    lead: "Two kinds of uncertainty.",
    text: "Uncertain assumptions (head count, adoption, growth, prices, renewals, month-to-month fluctuation, the true figures behind a limited number of observed runs) are drawn once for each simulated year. Run-to-run variation (difficulty, tokens, success, arrivals) is drawn for every task. The first does not average out over a year; the second almost does. A forecast with the second alone would print an 80% estimate that holds about half of the time.",
  },
  {
    lead: "Tasks.",
    text: "The number of tasks of a day is Poisson around people, adoption, growth, season and fluctuation. Each task has a difficulty that all models share in part, so escalated work is more expensive than the average. The tokens of an attempt follow the plan's own distribution for that model, never another model's. Expensive tasks fail more often. Routes, attempt caps and monthly caps are simulated as written, including the overshoot of a meter that reports late.",
  },
  {
    lead: "Money.",
    text: "Tokens are priced by the dated price list on the day they are used. Closed months are never priced again. Fixed costs are charged on the first day of each month. The budget is spent on the first day on which total spend reaches it. Reviews, failed tasks and undetected errors are in the all-in cost of an outcome, not in the budget.",
  },
  {
    lead: "Figures.",
    text: "Quantiles are R-7 (Hyndman and Fan 1996). A figure is rounded to the smallest power of ten that is at least two standard errors of the simulation. This simulation error says nothing about how well the assumptions are known; the register shows that. Dots are the quantiles (i − ½)/50; counts in words are counts of these dots.",
  },
  {
    lead: "Charts.",
    text: `The fan has ${(FAN_LEVELS.length - 1) / 2} nested bands, from 1 to 99% to 45 to 55%. It is exact at month ends; within a month each edge follows the mean course of spend. The eight simulated years are those at ranks 1/16, 3/16 and so on of the year's spend, day by day as simulated. The red curve is the density of the day on which the budget is spent, smoothed over 5 days.`,
  },
  {
    lead: "Comparisons.",
    text: "Scenarios are compared on the same simulated years: every random number belongs to its purpose (seed, year, workload, task, decision). The same plan, seed, number of years and version give the same figures on any machine and with any number of processors, and an identical file.",
  },
];

function letters({ plan }: ReportInput): MethodPart["paragraphs"] {
  if (!hasUnprintedLetters(JSON.stringify(plan))) return [];
  return [
    {
      lead: "Typeface.",
      text: "The typeface has Latin, Greek and Cyrillic letters. Other letters are printed as empty boxes; the text of the file is complete and can be copied and searched.",
    },
  ];
}

const REFERENCES = [
  "Bai et al. (2026), arXiv 2604.22750: what agent runs of one task cost, and how they differ.",
  "Bofinger, E. (1975), Australian Journal of Statistics 17, 1–7: the standard error of a quantile.",
  "Fernandes, M. et al. (2018), CHI: 50 dots let people decide best under uncertainty.",
  "Hyndman, R. J. and Fan, Y. (1996), The American Statistician 50, 361–365: sample quantiles.",
  "Padilla, L. et al. (2022), on bands and sample paths: bands alone are trusted too much.",
];
