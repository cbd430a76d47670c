import { isCertain, uncertainQuantile } from "../distributions/uncertain.ts";
import { formatCount, formatMoney, formatNumber, formatNumberRange, formatPercent, formatPrice, formatTokens } from "../forecast/format.ts";
import { oddsInWords } from "../forecast/sentences.ts";
import { assumptionRegister, type Assumption, type AssumptionUnit } from "../plan/assumptions.ts";
import { medianTokens } from "../plan/defaults.ts";
import { pathOf } from "../plan/pointer.ts";
import type { Plan, Price, Success, Tokens, Uncertain } from "../plan/schema.ts";
import type { AssumptionRow } from "./input.ts";

/** The assumption register in words, in the order of the plan's file; ranges hold 8 chances in 10. */
export function assumptionRows(plan: Plan): AssumptionRow[] {
  return assumptionRegister(plan).map((assumption) => {
    const { evidence, owner, grade } = assumption;
    const group = groupOf(plan, assumption.pointer);
    return {
      label: assumption.label.endsWith(`, ${group}`) ? assumption.label.slice(0, -group.length - 2) : assumption.label,
      group,
      value: valueInWords(assumption, plan.currency),
      grade: evidence === null ? null : grade,
      source: evidence?.source ?? null,
      by: evidence?.by ?? owner,
      date: evidence?.date ?? null,
    };
  });
}

function groupOf(plan: Plan, pointer: string): string {
  const [part, id = ""] = pathOf(pointer) ?? [];
  if (part === "workloads") return plan.workloads[id]?.name ?? id;
  if (part === "models") return plan.models[id]?.name ?? id;
  if (part === "fixedCosts") return plan.fixedCosts?.[id]?.name ?? id;
  return "the whole plan";
}

function valueInWords({ value, event }: Assumption, currency: string): string {
  const words = valueAloneInWords(value, currency);
  return event === null || event.probability === 1 ? words : `${oddsInWords(event.probability)}: ${words}`;
}

function valueAloneInWords(value: Assumption["value"], currency: string): string {
  switch (value.kind) {
    case "number":
      return numberInWords(value.number, value.unit, currency);
    case "tokens":
      return tokensInWords(value.tokens);
    case "success":
      return successInWords(value.success);
    case "price":
      return priceInWords(value.price, currency);
  }
}

function numberInWords(number: Uncertain, unit: AssumptionUnit, currency: string): string {
  const one = (x: number): string => figureInWords(x, unit, currency);
  if (isCertain(number)) return one(uncertainQuantile(number, 0.5));
  if (typeof number === "object" && "values" in number) {
    const words = number.values.filter((_, i) => number.weights[i]! > 0).map(one);
    return `${words.slice(0, -1).join(", ")} or ${words.at(-1)!}`;
  }
  const [low, high] = [uncertainQuantile(number, 0.1), uncertainQuantile(number, 0.9)];
  return isPlain(unit) ? formatNumberRange(low, high) : `${one(low)} to ${one(high)}`;
}

function isPlain(unit: AssumptionUnit): boolean {
  return unit === "factor" || unit === "elasticity" || unit === "tasks a day";
}

function figureInWords(x: number, unit: AssumptionUnit, currency: string): string {
  switch (unit) {
    case "people":
      return formatCount(x);
    case "share":
      return formatPercent(x);
    case "growth a month":
      return `${formatNumber(Number((100 * x).toPrecision(2)))}%`;
    case "money":
    case "money a month":
      // Ends of a range come from a distribution: cents of thousands are no knowledge.
      return formatMoney(currency, Math.abs(x) >= 20 ? Number(x.toPrecision(3)) : Math.round(x * 100) / 100);
    case "factor":
    case "elasticity":
    case "tasks a day":
      return formatNumber(x);
  }
}

function tokensInWords(tokens: Tokens): string {
  const half = `half under ${formatTokens(medianTokens(tokens))}`;
  return tokens.runs === undefined ? half : `${half}, from ${formatCount(tokens.runs)} runs`;
}

function successInWords(success: Success): string {
  if (typeof success === "number") return formatPercent(success);
  const { byEffort, runs } = success;
  const [cheapest, dearest] = [formatPercent(byEffort[0]!), formatPercent(byEffort.at(-1)!)];
  const curve = byEffort.length === 1 ? cheapest : `${cheapest} of the cheapest tasks to ${dearest} of the dearest`;
  return runs === undefined ? curve : `${curve}, from ${formatCount(runs)} runs`;
}

function priceInWords(price: Price, currency: string): string {
  const classes = [["input", price.input], ["re-read", price.cacheRead], ["stored", price.cacheWrite], ["output", price.output]] as const;
  return classes.flatMap(([name, money]) => (money === undefined ? [] : [`${name} ${formatPrice(currency, money)}`])).join(", ");
}
