import { formatPercent, formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatExact, formatNumber, formatNumberRange, formatTokens } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyRange, formatPrice } from "#shared/format/money.ts";
import { isCertain, uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { oddsInWords } from "#shared/forecast/words/sentences.ts";
import { assumptionValueOf, type Assumption } from "#shared/plan/register/assumptions.ts";
import type { AssumptionUnit } from "#shared/plan/fields/uncertainField.ts";
import { medianTokens } from "#shared/plan/defaults.ts";
import type { Input } from "#shared/plan/unknowns/inputs.ts";
import type { Plan, Price, Success, Tokens, Uncertain } from "#shared/plan/schema/plan.ts";

/** What an assumption says, in words: the figure if it is certain, else the range that holds 8 chances in 10. */
export function assumptionValueWords({ value, event }: Assumption, currency: string): string {
  const words = valueWords(value, currency);
  return event === null || event.probability === 1 ? words : `${oddsInWords(event.probability)}: ${words}`;
}

/** What an input says, in the same words. */
export function inputWords(input: Input, plan: Pick<Plan, "currency" | "currencies">): string {
  return valueWords(assumptionValueOf(input, plan), plan.currency);
}

function valueWords(value: Assumption["value"], currency: string): string {
  switch (value.kind) {
    case "number":
      return uncertainWords(value.number, value.unit, currency);
    case "tokens":
      return tokensWords(value.tokens);
    case "success":
      return successWords(value.success);
    case "price":
      return priceWords(value.price, currency, value.rate);
  }
}

/** What an uncertain number says, in its unit. */
export function uncertainWords(number: Uncertain, unit: AssumptionUnit, currency: string): string {
  if (isCertain(number)) return figureWords(uncertainQuantile(number, 0.5), unit, currency);
  if (typeof number === "object" && "values" in number) {
    const words = number.values
      .filter((_, i) => number.weights[i]! > 0)
      .map((value) => figureWords(value, unit, currency));
    return `${words.slice(0, -1).join(", ")} or ${words.at(-1)!}`;
  }
  return rangeWords(uncertainQuantile(number, 0.1), uncertainQuantile(number, 0.9), unit, currency);
}

function figureWords(value: number, unit: AssumptionUnit, currency: string): string {
  switch (unit) {
    case "money":
      return formatMoney(currency, value);
    case "money a month":
      return `${formatMoney(currency, value)} a month`;
    case "money a year":
      return `${formatMoney(currency, value)} a year`;
    case "share":
      return percentWords(value);
    case "growth a month":
      return `${percentWords(value)} a month`;
    case "tasks a day":
    case "outcomes a day":
      return `${formatNumber(value)} a day`;
    case "hours":
    case "months":
      return `${formatNumber(value)} ${unit}`;
    case "factor":
      return `${formatNumber(value)}×`;
    case "people":
      return formatCount(value);
    case "elasticity":
      return formatNumber(value);
  }
}

function rangeWords(low: number, high: number, unit: AssumptionUnit, currency: string): string {
  switch (unit) {
    case "money":
      return formatMoneyRange(currency, low, high, significantStep(high - low, 2));
    case "money a month":
      return `${formatMoneyRange(currency, low, high, significantStep(high - low, 2))} a month`;
    case "money a year":
      return `${formatMoneyRange(currency, low, high, significantStep(high - low, 2))} a year`;
    case "share":
      return formatNumberRange(100 * low, 100 * high, "%");
    case "growth a month":
      return `${formatNumberRange(100 * low, 100 * high, "%")} a month`;
    case "tasks a day":
    case "outcomes a day":
      return `${formatNumberRange(low, high)} a day`;
    case "hours":
    case "months":
      return `${formatNumberRange(low, high)} ${unit}`;
    case "factor":
      return formatNumberRange(low, high, "×");
    case "people":
      return formatNumberRange(Math.round(low), Math.round(high));
    case "elasticity":
      return formatNumberRange(low, high);
  }
}

/** Percent to three digits at most: a growth of 2.5% must not read 3%, and 84% stays 84%. */
function percentWords(share: number): string {
  const percent = 100 * share;
  return Math.abs(percent) >= 10 ? formatPercent(share) : formatShareTo(share, 2);
}

function tokensWords(tokens: Tokens): string {
  const half = `half under ${formatTokens(medianTokens(tokens))}`;
  return tokens.runs === undefined ? half : `${half}, from ${formatCount(tokens.runs)} runs`;
}

function successWords(success: Success): string {
  if (typeof success === "number") return formatPercent(success);
  const { byEffort, runs } = success;
  const [cheapest, dearest] = [formatPercent(byEffort[0]!), formatPercent(byEffort.at(-1)!)];
  const curve = byEffort.length === 1 ? cheapest : `${cheapest} of cheap tasks, ${dearest} of expensive ones`;
  return runs === undefined ? curve : `${curve}, from ${formatCount(runs)} runs`;
}

/** Prices in their own currency, and what one unit of it is in the plan's. */
function priceWords(price: Price, currency: string, rate: number | null): string {
  const classes = [
    ["input", price.input],
    ["re-read", price.cacheRead],
    ["stored", price.cacheWrite],
    ["output", price.output],
  ] as const;
  return classes
    .flatMap(([name, amount]) =>
      amount === undefined ? [] : [`${name} ${formatPrice(price.currency ?? currency, amount)}`],
    )
    .join(", ")
    .concat(rate === null || !Number.isFinite(rate) ? "" : `; ${rateWords(price.currency!, rate, currency)}`);
}

/** "1 USD = 0.92 EUR". */
export function rateWords(of: string, rate: number, currency: string): string {
  return `1 ${of} = ${formatExact(rate)} ${currency}`;
}
