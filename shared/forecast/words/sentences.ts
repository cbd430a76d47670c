import { countOf50, formatChance, formatChanceError, formatPercent, formatShareTo } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDateLong, formatFiscalYear } from "#shared/format/dates.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import {
  formatMoney,
  formatMoneyError,
  formatPrintedDifference,
  formatStatedMoney,
  moneyAmong,
  moneyStyle,
  printedMoney,
} from "#shared/format/money.ts";
import { sentenceCase } from "#shared/format/text.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { askGoodTo, spendErrorOf } from "#shared/forecast/answers/goodTo.ts";
import { epochDayOf, isoDateOf } from "#shared/units.ts";
import type { Known } from "#shared/forecast/answers/parts.ts";
import type { GoodTo } from "#shared/forecast/answers/precision.ts";

/**
 * What a forecast says, in words: the command line, the paper and the screen say it with these sentences. Figures carry
 * no more digits than they know; chances are counts of fifty trials.
 */

/** What a sentence needs to know of the plan. */
export type PlanFacts = Pick<ResolvedPlan, "name" | "currency" | "start" | "monthStarts" | "budget">;

/**
 * Three sentences: "17 of 50 simulated years overspend.", "To be 80% sure, budget $6.4M.", "Safe until August 2." At
 * the ends the first says "Almost certain to overspend (more than 49 of 50 simulated years)."
 */
export function answerInBrief(forecast: Forecast, plan: PlanFacts): string[] {
  return [overrunInBrief(forecast, plan), askInBrief(forecast, plan), safeInBrief(forecast, plan)].filter(
    (sentence) => sentence !== null,
  );
}

function overrunInBrief({ overrun, runOut }: Forecast, { budget }: PlanFacts): string {
  if (budget.atExhaustion === "block")
    return sentenceCase(`${formatChance(1 - runOut.never)} simulated years spend the budget early, and work stops.`);
  const chance = overrun.probability;
  if (chance < 1 && countOf50(chance) === 50)
    return `Almost certain to overspend (${formatChance(chance)} simulated years).`;
  if (chance > 0 && countOf50(chance) === 0)
    return `Almost certain to stay within the budget: ${formatChance(chance)} simulated years overspend.`;
  return `${formatChance(chance)} simulated years overspend.`;
}

/** Null where work stops at the budget: spend is cut off there, so no quantile of it says what the work would need. */
function askInBrief(forecast: Forecast, { currency, budget }: PlanFacts): string | null {
  if (budget.atExhaustion === "block") return null;
  return `To be ${formatPercent(forecast.reserve.confidence)} sure, budget ${formatMoney(currency, forecast.reserve.ask, askGoodTo(forecast))}.`;
}

function safeInBrief({ runOut }: Forecast, plan: PlanFacts): string {
  const { date } = runOut.safeUntil;
  if (date === null) return `Not safe even on ${formatDateLong(plan.start, plan)}.`;
  if (isLastDay(date, plan)) return "It lasts the whole year.";
  return `Safe until ${formatDateLong(epochDayOf(date), plan)}.`;
}

/** "The $9.6M is spent before the year ends in 39 of 50 simulated years." */
export function runOutSentence({ runOut }: Forecast, { currency, budget }: PlanFacts): string {
  const budgetWords = formatStatedMoney(currency, budget.amount);
  const stop = budget.atExhaustion === "block" ? ", and work stops" : "";
  if (runOut.never === 1) return `The ${budgetWords} lasts the year in 50 of 50 simulated years.`;
  return `The ${budgetWords} is spent before the year ends in ${formatChance(1 - runOut.never)} simulated years${stop}.`;
}

/** "It is safe until September 15 in 9 of 10." */
export function safeUntilSentence({ runOut }: Forecast, plan: PlanFacts): string {
  const { date } = runOut.safeUntil;
  if (date === null)
    return `It is not safe even on ${formatDateLong(plan.start, plan)}: more than 1 in 10 simulated years spend it that day.`;
  if (isLastDay(date, plan)) return "It lasts the whole year in at least 9 of 10.";
  return `It is safe until ${formatDateLong(epochDayOf(date), plan)} in 9 of 10.`;
}

/**
 * How far a request that is good to `goodTo` is from what was planned: the difference of the two as they are printed.
 * Null: at that precision they are the same.
 */
export function moreThanPlanned(
  currency: string,
  ask: number,
  planned: number,
  goodTo: number,
): { readonly amount: string; readonly isMore: boolean } | null {
  const printed = printedMoney(currency, ask, goodTo);
  const step = moneyStyle(currency, Math.max(ask, planned), goodTo).step;
  if (Math.abs(ask - planned) < step / 2 || printed === planned) return null;
  return { amount: formatPrintedDifference(currency, printed, planned, goodTo), isMore: printed > planned };
}

/** "To be 80% sure of the whole year, budget $13.4M: $3.8M more." */
export function askSentence(forecast: Forecast, { currency, budget }: PlanFacts): string {
  const goodTo = askGoodTo(forecast);
  const { ask, confidence } = forecast.reserve;
  if (budget.atExhaustion === "block") {
    return `Work stops at ${formatStatedMoney(currency, budget.amount)}, so this forecast cannot show what would be enough. A plan whose work goes on past the budget can.`;
  }
  const more = moreThanPlanned(currency, ask, budget.amount, goodTo);
  const comparison =
    more === null ? "as already planned" : `${more.amount} ${more.isMore ? "more" : "less than planned"}`;
  return `To be ${formatPercent(confidence)} sure of the whole year, budget ${formatMoney(currency, ask, goodTo)}: ${comparison}.`;
}

/**
 * "9 in 10 simulated years end between $8.2M and $16M." Each end has the digits that its own error allows, and none
 * finer than the ask.
 */
export function rangeSentence(forecast: Forecast, { currency }: PlanFacts): string {
  const { p5, p95 } = forecast.spend.quantiles;
  const [low, high] = rangeWords(
    currency,
    { amount: p5, error: spendErrorOf(forecast, 0.05) },
    { amount: p95, error: spendErrorOf(forecast, 0.95) },
    askGoodTo(forecast),
  );
  return low === high
    ? `Every simulated year ends at ${low}.`
    : `9 in 10 simulated years end between ${low} and ${high}.`;
}

/**
 * Both ends of a range of the year's spend, in one unit: for every sentence and chart that says where 9 in 10
 * simulated years end.
 */
export function rangeWords(currency: string, low: Known, high: Known, goodTo: number): readonly [string, string] {
  const group = moneyStyle(currency, high.amount);
  const words = ({ amount, error }: Known): string => moneyAmong(group, amount, Math.max(goodTo, resolutionOf(error)));
  return [words(low), words(high)];
}

/**
 * "The money is spent before the year ends in 39 of 50 simulated years, in half by November 5." Null where it never
 * is.
 */
export function whenSpentSentence({ runOut }: Forecast, plan: PlanFacts): string | null {
  if (runOut.never === 1) return null;
  const half =
    runOut.quantiles.p50 === null
      ? ""
      : `, with even odds by ${formatDateLong(epochDayOf(runOut.quantiles.p50), plan)}`;
  return `The budget is spent before the year ends in ${formatChance(1 - runOut.never)} simulated years${half}.`;
}

/**
 * The decision as a title: "Approve $13.4M for FY2027", of a scenario "Approve B: $9.8M for FY2027". The budget itself,
 * where work stops at it.
 */
export function decisionTitle(forecast: Forecast, plan: PlanFacts, letter: string | null = null): string {
  const { currency, budget, start, monthStarts } = plan;
  const amount =
    budget.atExhaustion === "block"
      ? formatStatedMoney(currency, budget.amount)
      : formatMoney(currency, forecast.reserve.ask, askGoodTo(forecast));
  return `Approve ${letter === null ? "" : `${letter}: `}${amount} for ${formatFiscalYear(start, monthStarts.length - 1)}`;
}

/** Why: "That is $1.8M above the planned $9.6M and enough in 8 of 10 simulated years." */
export function decisionReason(forecast: Forecast, plan: PlanFacts): string {
  const { currency, budget } = plan;
  const planned = formatStatedMoney(currency, budget.amount);
  if (budget.atExhaustion === "block") {
    return `Work stops when it is spent: in ${formatChance(1 - forecast.runOut.never)} simulated years that is before the year ends.`;
  }
  const goodTo = askGoodTo(forecast);
  const { ask, confidence } = forecast.reserve;
  const more = moreThanPlanned(currency, ask, budget.amount, goodTo);
  const enough = `enough in ${oddsInWords(confidence)} simulated years`;
  if (more === null) return `That is the planned ${planned}, and ${enough}.`;
  return `That is ${more.amount} ${more.isMore ? "above" : "below"} the planned ${planned} and ${enough}.`;
}

/** A chance that someone stated: "8 of 10" where tenths say it, else a count of fifty. */
export function oddsInWords(chance: number): string {
  const tenths = Math.round(chance * 10);
  return Math.abs(chance * 10 - tenths) < 1e-9 && tenths > 0 && tenths < 10 ? `${tenths} of 10` : formatChance(chance);
}

/** A gain below which it is not worth a word. */
const LEAST_GAIN = 1.5;

/** "10,000 simulated years (as precise as 20,000 drawn one by one)"; the first half alone where little was gained. */
export function simulatedYears({ trials, plainTrials }: Pick<Forecast, "trials" | "plainTrials">): string {
  const years = `${formatCount(trials)} simulated years`;
  if (plainTrials === undefined || plainTrials < LEAST_GAIN * trials) return years;
  const step = 10 ** Math.floor(Math.log10(plainTrials));
  return `${years} (as precise as ${formatCount(Math.floor(plainTrials / step) * step)} drawn one by one)`;
}

/**
 * "10,000 simulated years (as precise as 20,000 drawn one by one), seed 1; simulation error ±$0.1M on money, ±1 in 50
 * on chances."
 */
export function goodToSentence(forecast: Forecast, { currency }: PlanFacts): string {
  const { seed, overrun, reserve } = forecast;
  const goodTo = askGoodTo(forecast);
  const money =
    goodTo === 0 ? "none on money" : `${formatMoneyError(moneyStyle(currency, reserve.ask, goodTo))} on money`;
  return `${simulatedYears(forecast)}, seed ${seed}; simulation error ${money}, ${formatChanceError(overrun.standardError)} on chances.`;
}

/**
 * "Closed to March 31 at $1.61M; the rest by 10,000 simulated years consistent with the actuals (effective sample
 * 4,100)." Null in a plan without
 * actuals.
 */
export function reforecastSentence(
  { reforecast, trials }: Pick<Forecast, "reforecast" | "trials">,
  plan: PlanFacts,
): string | null {
  if (reforecast === undefined) return null;
  const closed = `Closed to ${formatDateLong(epochDayOf(reforecast.closedTo), plan)} at ${formatMoney(plan.currency, reforecast.spent)}`;
  if (reforecast.months === plan.monthStarts.length - 1) return `${closed}: the year is over.`;
  const share = reforecast.effective / trials;
  // The actuals say nothing about the assumptions, or all simulated years are consistent with them.
  if (share > 0.99) return `${closed}; the rest by ${formatCount(trials)} simulated years.`;
  return `${closed}; the rest by ${formatCount(trials)} simulated years consistent with the actuals (effective sample ${formatCount(Math.max(1, Math.round(reforecast.effective)))}).`;
}

/**
 * What a run to a precision came to: "Precise to 1% after 12,000 simulated years: the 80% estimate to 0.9%, the chance
 * to overspend to 0.7%."
 */
export function precisionSentence({ p80, overrun }: GoodTo, precision: number, trials: number): string {
  const percent = (share: number): string => formatShareTo(share, 2);
  const reached = `the 80% estimate to ${percent(p80)} of itself, the chance to overspend to ${percent(overrun)}.`;
  if (p80 <= precision && overrun <= precision)
    return `Precise to ${percent(precision)} after ${formatCount(trials)} simulated years: ${reached}`;
  return `${formatCount(trials)} simulated years are the most that can be run, and ${percent(precision)} needs more: ${reached}`;
}

/** "Assumptions make up 97% of the uncertainty; run-to-run variation 3%." */
export function varianceSentence({ variance }: Forecast): string {
  return `Assumptions make up ${formatPercent(variance.unknowns)} of the uncertainty; run-to-run variation ${formatPercent(variance.runToRun)}.`;
}

function isLastDay(isoDate: string, { monthStarts }: PlanFacts): boolean {
  return isoDate === isoDateOf(monthStarts.at(-1)! - 1);
}
