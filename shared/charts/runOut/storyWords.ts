import { hasReached } from "#shared/plan/budget.ts";
import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatDate, formatDateLong } from "#shared/format/dates.ts";
import { formatStatedMoney, moneyBetween, moneyIn, printedIn, type MoneyStyle } from "#shared/format/money.ts";
import { chanceErrorOf, levelErrorOf } from "#shared/forecast/answers/goodTo.ts";
import { rangeWords } from "#shared/forecast/words/sentences.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { isoDateOf } from "#shared/units.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";

/** A figure of the ladder and the words beside it. */
export interface LadderWords {
  readonly part: "reserve" | "contingency" | "base" | "budget";
  readonly figure: string;
  readonly rest: string;
}

/** What stands beside the parts of the ladder; a part without length has no words. */
export function ladderWords(
  { currency, budget, ladder, runOut, askIsHidden }: Outlook,
  money: MoneyStyle,
  compact: boolean,
): LadderWords[] {
  const words: LadderWords[] = [];
  const { base, ask, confidence, reserve } = ladder;
  const isShown = (top: number, bottom: number): boolean => printedIn(money, top) > printedIn(money, bottom);
  if (!askIsHidden && reserve !== null && isShown(reserve.amount, ask)) {
    const to = `to ${formatPercent(reserve.confidence)}`;
    words.push({
      part: "reserve",
      figure: `+${moneyBetween(money, reserve.amount, ask)}`,
      rest: compact ? to : `management reserve, ${to}`,
    });
  }
  if (!askIsHidden && isShown(ask, base)) {
    const to = `to ${formatPercent(confidence)}`;
    words.push({
      part: "contingency",
      figure: `+${moneyBetween(money, ask, base)}`,
      rest: compact ? to : `contingency, ${to}`,
    });
  }
  const isBaseShown = !askIsHidden || !hasReached(base, budget);
  if (isBaseShown)
    words.push({
      part: "base",
      figure: moneyIn(money, base),
      rest: compact ? "base (50%)" : "base, middle estimate",
    });
  const covers = formatChance(runOut.never);
  words.push({
    part: "budget",
    figure: formatStatedMoney(currency, budget),
    rest: compact ? `covers ${covers}` : `covers ${covers} years`,
  });
  return words;
}

/**
 * When the money is spent, on the mark itself: "1 in 10 by Sep 16, half by Nov 5"; null where there is too little to
 * draw.
 */
export function runOutWords(outlook: Outlook): string | null {
  const { runOut } = outlook;
  if (1 - runOut.never < 0.01) return null;
  const date = (day: number): string => formatDate(outlook.start + day, outlook);
  if (runOut.p10 === null) return `in ${formatChance(1 - runOut.never)} years`;
  if (runOut.p50 === null) return `1 in 10 by ${date(runOut.p10)}`;
  return runOut.p10 === runOut.p50
    ? `even odds by ${date(runOut.p50)}`
    : `1 in 10 by ${date(runOut.p10)}, even odds by ${date(runOut.p50)}`;
}

/** What the fan says, in one sentence. */
export function fanSentence(outlook: Outlook, money: MoneyStyle): string {
  const { levels, quantiles } = outlook.fan;
  const endAt = (level: number): number => quantiles[levels.indexOf(level)]!.at(-1)!;
  const range = rangeWords(outlook.currency, outlook.range.low, outlook.range.high, money.step).join(" and ");
  return `Spend by day: 9 in 10 simulated years end between ${range}, with a middle estimate of ${moneyIn(money, endAt(0.5))}, against a budget of ${formatStatedMoney(outlook.currency, outlook.budget)}.`;
}

/** What the fifty dots say, in one sentence. */
export function dotsSentence(outlook: Outlook): string {
  const chance = formatChance(1 - outlook.runOut.never);
  return `In ${chance} simulated years the ${formatStatedMoney(outlook.currency, outlook.budget)} is spent before the year ends. Each dot is one simulated year in 50.`;
}

/** What the ladder says, in one sentence. */
export function ladderSentence({ currency, budget, ladder, askIsHidden }: Outlook, money: MoneyStyle): string {
  if (askIsHidden)
    return `Work stops at ${formatStatedMoney(currency, budget)}, so what the whole year would need is not known.`;
  const contingency =
    ladder.ask > ladder.base ? `, with a contingency of ${moneyBetween(money, ladder.ask, ladder.base)}` : "";
  return `To be ${formatPercent(ladder.confidence)} sure of the whole year takes ${moneyIn(money, ladder.ask)}: a base of ${moneyIn(money, ladder.base)}, the middle estimate${contingency}.`;
}

/** What the calendar says, in one sentence. */
export function calendarSentence(outlook: Outlook): string {
  const { runOut } = outlook;
  if (runOut.never === 1) return "In no simulated year is the budget spent before the year ends.";
  const date = (day: number): string => formatDateLong(outlook.start + day, outlook);
  const dates = [
    runOut.p10 === null ? null : `in 1 of 10 simulated years by ${date(runOut.p10)}`,
    runOut.p50 === null ? null : `in half by ${date(runOut.p50)}`,
    runOut.p90 === null ? null : `in 9 of 10 by ${date(runOut.p90)}`,
  ].filter((part) => part !== null);
  const byYearEnd = `in ${formatChance(1 - runOut.never)} by the end of the year`;
  return `The budget is spent ${[...dates, byYearEnd].join(", ")}.`;
}

/** The whole story in sentences: the accessible name of the four charts together. */
export function storySentence(outlook: Outlook, money: MoneyStyle): string {
  return [
    dotsSentence(outlook),
    calendarSentence(outlook),
    fanSentence(outlook, money),
    ladderSentence(outlook, money),
  ].join(" ");
}

const iso = (outlook: Outlook, day: number): string => isoDateOf(outlook.start + day);

/** Fan and trials by the end of each day. */
export function fanTable(outlook: Outlook): ChartTable {
  const { levels, quantiles } = outlook.fan;
  return {
    columns: [
      "day",
      ...levels.map((level) => `p${Math.round(level * 1000) / 10}`),
      ...outlook.paths.map(({ trial }) => `simulated year ${trial}`),
    ],
    rows: Array.from({ length: outlook.days }, (_, day) => [
      iso(outlook, day),
      ...quantiles.map((row) => row[day + 1]!),
      ...outlook.paths.map(({ spend }) => spend[day + 1]!),
    ]),
    error: (day, column) =>
      column >= 1 && column <= levels.length
        ? levelErrorOf(
            levels,
            quantiles.map((row) => row[day + 1]!),
            column - 1,
            outlook.trials,
          )
        : null,
  };
}

/** What the ladder's tag says. */
export function askTagWords({ currency, budget, ladder, askIsHidden }: Outlook, money: MoneyStyle): string {
  return askIsHidden ? `Stops at ${formatStatedMoney(currency, budget)}` : `Request ${moneyIn(money, ladder.ask)}`;
}

/** The fifty dots. */
export function dotsTable({ dots, dotsSpent, trials }: Outlook): ChartTable {
  const levels = dots.map((_, i) => (i + 0.5) / dots.length);
  return {
    columns: ["dot", "spend", "budget"],
    rows: dots.map((spend, i) => [i + 1, spend, i >= 50 - dotsSpent ? "spent" : "lasts"]),
    error: (dot, column) => (column === 1 ? levelErrorOf(levels, dots, dot, trials) : null),
  };
}

/** The ladder's rungs and parts. */
export function ladderTable({ ladder, budget, fan, trials }: Outlook): ChartTable {
  const year = fan.quantiles.map((row) => row.at(-1)!);
  const rows: (string | number | null)[][] = [
    ...ladder.rungs.map(({ confidence, amount }) => ["rung", confidence, amount]),
    ["base", 0.5, ladder.base],
    ["request", ladder.confidence, ladder.ask],
    ...(ladder.reserve === null ? [] : [["reserve", ladder.reserve.confidence, ladder.reserve.amount]]),
    ["budget", null, budget],
  ];
  return {
    columns: ["part", "confidence", "amount"],
    rows,
    error: (row, column) => {
      const confidence = rows[row]?.[1];
      if (column !== 2 || typeof confidence !== "number") return null;
      return levelErrorOf(
        fan.levels,
        year,
        fan.levels.findLastIndex((level) => level <= confidence + 1e-9),
        trials,
      );
    },
  };
}

/** Chance of running out on, and being gone by, each day. */
export function calendarTable(outlook: Outlook): ChartTable {
  const { onDay, byDay } = outlook.runOut;
  return {
    columns: ["day", "chance spent on it", "chance spent by its end"],
    rows: byDay.map((chance, day) => [iso(outlook, day), onDay[day]!, chance]),
    error: (day, column) =>
      column === 0 ? null : chanceErrorOf(column === 1 ? onDay[day]! : byDay[day]!, outlook.trials),
  };
}
