import { workingDayOf } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, type EpochDay } from "#shared/units.ts";
import type { SetUpAnswers } from "./answers.ts";
import { assumedGrowth, type AssumedGrowth } from "./assumed.ts";
import { keyOf, type ToolInUse } from "./toolsInUse.ts";
import { spendTrend, totalByMonth, type SpendTrend } from "./spendTrend.ts";

/** What all parts of a plan of answers share. */
export interface Setting {
  readonly answers: SetUpAnswers;
  readonly currency: string;
  /** Money of the plan for one US dollar. */
  readonly dollarRate: number;
  readonly start: EpochDay;
  readonly months: number;
  /** Working days of an average month of the year. */
  readonly workingDays: number;
  readonly growth: AssumedGrowth;
}

const MONTHS = 12;

/**
 * Money of another currency for one US dollar, rounded: what stands in the field until somebody types the rate. It is
 * an order of magnitude and no quotation, and is graded as a guess wherever it is shown.
 */
export const GUESSED_DOLLAR_RATES: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 0.92,
  GBP: 0.78,
  CHF: 0.88,
  CAD: 1.37,
  AUD: 1.5,
  SEK: 10.5,
  NOK: 10.7,
  DKK: 6.9,
  PLN: 3.9,
  CZK: 23,
  JPY: 150,
  INR: 85,
  BRL: 5.5,
  CNY: 7.2,
  SGD: 1.34,
  ZAR: 18,
  MXN: 18.5,
};

/** The setting of answers that have no issue. */
export function settingOf(answers: SetUpAnswers, tools: readonly ToolInUse[]): Setting {
  const currency = answers.budget?.currency ?? "USD";
  const start = epochDayOf(answers.budget === null ? nextJanuary(answers.today) : `${answers.budget.firstMonth}-01`);
  const end = firstOfMonth(start, MONTHS);
  const isWorked = workingDayOf(undefined);
  const days = Array.from({ length: end - start }, (_, day) => start + day).filter(isWorked).length;
  return {
    answers,
    currency,
    dollarRate: dollarRateOf(answers, currency),
    start,
    months: MONTHS,
    workingDays: days / MONTHS,
    growth: assumedGrowth(answers.growth, meteredTrend(answers, tools), answers.today),
  };
}

function nextJanuary(today: string): string {
  return `${Number(today.slice(0, 4)) + 1}-01-01`;
}

function dollarRateOf({ budget }: SetUpAnswers, currency: string): number {
  if (currency === "USD") return 1;
  return budget?.rates?.["USD"] ?? GUESSED_DOLLAR_RATES[currency] ?? 1;
}

/** Rates that the plan needs: prices are in dollars. */
export function currenciesOf({ currency, dollarRate }: Setting): Pick<Plan, "currencies"> {
  return currency === "USD" ? {} : { currencies: { USD: { rate: dollarRate } } };
}

/** The trend of all spend that is metered by use; null where none is known. */
export function meteredTrend({ spend }: SetUpAnswers, tools: readonly ToolInUse[]): SpendTrend | null {
  if (spend === null) return null;
  const metered = new Set(tools.filter(({ tool }) => tool.kind === "usage").map(({ tool }) => keyOf(tool.name)));
  const rows = spend.rows.filter(({ tool }) => metered.has(keyOf(tool)));
  return spendTrend(...sorted(spend.months, totalByMonth(spend.months, rows)));
}

/** The trend of what was spent on one tool; null where it is not known. */
export function toolTrend({ spend }: SetUpAnswers, tool: string): SpendTrend | null {
  const row = spend?.rows.find((one) => keyOf(one.tool) === keyOf(tool));
  return spend === null || row === undefined ? null : spendTrend(...sorted(spend.months, row.amounts));
}

/** Months in their order, whatever order they were pasted in. */
function sorted(
  months: readonly string[],
  amounts: readonly (number | null)[],
): [readonly string[], readonly (number | null)[]] {
  const order = months.map((_, m) => m).toSorted((one, other) => (months[one]! < months[other]! ? -1 : 1));
  return [order.map((m) => months[m]!), order.map((m) => amounts[m] ?? null)];
}
