import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { formatMoney, formatPrintedDifference, formatStatedMoney, printedMoney } from "#shared/format/money.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import type { CentreForecast, Forecast } from "#shared/forecast/answers/forecast.ts";
import { numberWord } from "#shared/format/text.ts";
import { runsOf, strong, type WordRun } from "./runs.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** Sentences on cost centers, the same on the screen, on paper and on the command line. */

/** A chance from which something is likely. */
const LIKELY = 0.5;

interface Budgeted {
  readonly name: string;
  readonly own: CentreForecast;
  readonly budget: number;
  readonly chance: number;
}

/** Whose budget holds, and what the one that is nearest to trouble needs. */
export function centresAnswer(forecast: Forecast, plan: ResolvedPlan): WordRun[] {
  const all = budgeted(forecast, plan);
  if (all.length === 0)
    return runsOf("No cost center has a budget yet. What each of them is likely to cost is below, month by month.");
  const worst = all.reduce((one, other) => (other.chance > one.chance ? other : one));
  if (worst.chance < LIKELY) {
    const who = all.length === 1 ? `${worst.name} is` : `All ${numberWord(all.length)} are`;
    const which = all.length === 1 ? "it is over in " : `the closest is ${worst.name}, over in `;
    return runsOf(
      `${who} likely to stay within ${all.length === 1 ? "its budget" : "their budgets"}; ${which}`,
      strong(formatChance(worst.chance)),
      " simulated years.",
    );
  }
  const others = all.filter((one) => one !== worst);
  const trouble = others.filter(({ chance }) => chance >= LIKELY);
  return [
    ...runsOf(
      `${worst.name} is likely to overspend its `,
      strong(formatStatedMoney(plan.currency, worst.budget)),
      ": in ",
    ),
    ...runsOf(strong(formatChance(worst.chance)), ` simulated years${spentWords(worst, forecast)}. `),
    ...neededWords(worst, forecast, plan),
    ...runsOf(othersWords(others, trouble)),
  ];
}

/** One centre's own sentence, as its owner reads it. */
export function ownerAnswer(centre: string, forecast: Forecast, plan: ResolvedPlan): WordRun[] {
  const own = forecast.costCentres?.[centre];
  const name = plan.costCentres.find(({ id }) => id === centre)?.name ?? "Unassigned";
  if (own === undefined) return [];
  const { budget, overrun } = own;
  if (budget === undefined || overrun === undefined) {
    const needed = formatMoney(plan.currency, own.ask, errorOf(own, forecast));
    return runsOf(`To be ${sure(plan)} sure, ${name} needs `, strong(needed), "; it has no budget yet.");
  }
  const about: Budgeted = { name, own, budget, chance: overrun.probability };
  return [
    ...runsOf(`${name} overspends its `, strong(formatStatedMoney(plan.currency, budget)), " in "),
    ...runsOf(strong(formatChance(overrun.probability)), ` simulated years${spentWords(about, forecast)}. `),
    ...neededWords(about, forecast, plan),
  ];
}

/** Why the requests of centres do not add up to the plan's; null: one centre alone, or they do. */
export function centresTogether(forecast: Forecast, plan: ResolvedPlan): string | null {
  const own = Object.values(forecast.costCentres ?? {}).filter(({ ask }) => ask > 0);
  if (own.length < 2 || forecast.basis === "cash") return null;
  const written = (amount: number): string => formatMoney(plan.currency, amount, errorOf(own[0]!, forecast));
  const together = own.reduce((sum, { ask }) => sum + ask, 0);
  return `Do not add the ${sure(plan)} estimates: not every center overspends in the same year. Together they are ${written(together)}; the plan needs ${written(forecast.reserve.ask)}.`;
}

function budgeted({ costCentres = {} }: Forecast, plan: ResolvedPlan): Budgeted[] {
  return plan.costCentres.flatMap(({ id, name }) => {
    const own = costCentres[id];
    return own?.budget === undefined || own.overrun === undefined
      ? []
      : [{ name, own, budget: own.budget, chance: own.overrun.probability }];
  });
}

function errorOf({ spend }: CentreForecast, forecast: Forecast): number {
  return quantileGoodTo(spend.quantiles, 0.8, knownBy(forecast));
}

function sure({ budget }: ResolvedPlan): string {
  return formatPercent(budget.confidence);
}

/** The first month by whose end the budget is spent in at least half of the years; −1: none. */
export function monthSpent(months: CentreForecast["months"]): number {
  return months.findIndex(({ spent = 0 }) => spent >= LIKELY);
}

/** ", with even odds of being spent by the end of January"; nothing where it seldom is. */
function spentWords({ own }: Budgeted, { months }: Forecast): string {
  const month = monthSpent(own.months);
  if (month < 0 || months[month] === undefined) return "";
  return `, with even odds of being spent by the end of ${formatMonth(months[month].month)}`;
}

function neededWords({ own, budget }: Budgeted, forecast: Forecast, plan: ResolvedPlan): WordRun[] {
  const { currency } = plan;
  const error = errorOf(own, forecast);
  const needed = printedMoney(currency, own.ask, error);
  if (needed === budget) return runsOf(`To be ${sure(plan)} sure it needs what it has. `);
  const apart = formatPrintedDifference(currency, needed, budget, error);
  return runsOf(
    `To be ${sure(plan)} sure it needs `,
    strong(formatMoney(currency, own.ask, error)),
    `: ${apart} ${needed > budget ? "more" : "less"}. `,
  );
}

function othersWords(others: readonly Budgeted[], trouble: readonly Budgeted[]): string {
  if (others.length === 0) return "";
  if (trouble.length > 0)
    return `${trouble.map(({ name }) => name).join(", ")} ${trouble.length === 1 ? "is" : "are"} likely to overspend, too.`;
  return others.length === 1
    ? `${others[0]!.name} is likely to stay within its budget.`
    : `The other ${numberWord(others.length)} are likely to stay within their budgets.`;
}
