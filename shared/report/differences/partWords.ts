import { formatPercent } from "#shared/format/chances.ts";
import { formatFactor, formatNumber } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatMoney, formatPrice } from "#shared/format/money.ts";
import { isPeopleOfWorkload, isShareOfGroup } from "#shared/plan/headCount.ts";
import type { DatedMultiplier, FixedCost, Model, Plan, Seats, Users, Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { groupName } from "#shared/plan/fields/fieldLabels.ts";
import { rateWords, uncertainWords } from "#shared/report/assumptionWords.ts";
import { routeWords } from "./routeWords.ts";
import { attemptCapWords, monthCapWords } from "./capWords.ts";

/** "from July 1, one attempt by Opus": what a dated change of a workload sets. */
export function changeWords(plan: Plan, { from, set }: NonNullable<Workload["changes"]>[number]): string {
  const parts = [
    ...(set.route === undefined ? [] : [routeWords(plan, set.route)]),
    ...(set.attemptCap === undefined
      ? []
      : [set.attemptCap === null ? "no cap on one attempt" : attemptCapWords(plan, set.attemptCap)]),
    ...(set.monthCap === undefined
      ? []
      : [set.monthCap === null ? "no monthly cap" : monthCapWords(plan, set.monthCap)]),
  ];
  return `from ${dateWords(plan, from)}, ${parts.join(", ") || "nothing"}`;
}

/** "20% to 40% in month 1, 60% in month 12". */
export function adoptionWords(points: NonNullable<Workload["demand"]["adoption"]>): string {
  const shareWords = (share: (typeof points)[number]["share"]): string => {
    if (typeof share === "number") return formatPercent(share);
    if ("value" in share) return formatPercent(share.value);
    const ends =
      "p10" in share
        ? [share.p10, share.p90]
        : "values" in share
          ? [Math.min(...share.values), Math.max(...share.values)]
          : [share.min, share.max];
    return `${formatPercent(ends[0]!)} to ${formatPercent(ends[1]!)}`;
  };
  if (points.length === 1) return `${shareWords(points[0]!.share)} all year`;
  return points.map(({ month, share }) => `${shareWords(share)} in month ${formatNumber(month + 1)}`).join(", ");
}

/** "0.8× from July 1, in 50%". */
export function datedWords(plan: Plan, { from, multiplier, probability = 1 }: DatedMultiplier): string {
  const times = (factor: number): string => `${formatFactor(factor, 3)}×`;
  const words =
    typeof multiplier === "number"
      ? times(multiplier)
      : "value" in multiplier
        ? times(multiplier.value)
        : "p10" in multiplier
          ? `${times(multiplier.p10)} to ${times(multiplier.p90)}`
          : "values" in multiplier
            ? multiplier.values.map(times).join(" or ")
            : `${times(multiplier.min)} to ${times(multiplier.max)}`;
  return `${words} from ${dateWords(plan, from)}${probability < 1 ? `, in ${formatPercent(probability)}` : ""}`;
}

/** What stands at a place of the rates: a number, a currency with its rate, or all of them. */
export function ratesWords({ currency }: Plan, [code]: readonly (string | number)[], value: unknown): string {
  if (typeof value === "number") return rateWords(String(code), value, currency);
  const rates = (code === undefined ? value : { [code]: value }) as NonNullable<Plan["currencies"]>;
  return (
    Object.entries(rates)
      .map(([of, { rate }]) => rateWords(of, rate, currency))
      .join(", ") || "none"
  );
}

/** "input $3, output $15". */
export function modelWords({ currency: own }: Plan, { price }: Model): string {
  const { input, output, currency = own } = price;
  const words = [
    ...(input === undefined ? [] : [`input ${formatPrice(currency, input)}`]),
    ...(output === undefined ? [] : [`output ${formatPrice(currency, output)}`]),
  ];
  return words.join(", ") || "in the plan";
}

/** "$4,000 a month". */
export function fixedCostWords(plan: Plan, { perMonth }: FixedCost): string {
  return typeof perMonth === "number" ? `${formatMoney(plan.currency, perMonth)} a month` : "in the plan";
}

function dateWords({ fiscalYear }: Plan, date: string): string {
  return formatDate(epochDayOf(date), { start: epochDayOf(fiscalYear.start) });
}

/** "60% of Engineering", or "1,200 people". */
export function usersWords(plan: Plan, users: Users): string {
  return isShareOfGroup(users)
    ? `${uncertainWords(users.share, "share", plan.currency)} of ${groupName(plan, users.of)}`
    : `${uncertainWords(users, "people", plan.currency)} people`;
}

/** The same of seats, which may follow a workload: "as many as Agentic coding has people". */
export function countWords(plan: Plan, count: Seats["count"]): string {
  if (!isPeopleOfWorkload(count)) return usersWords(plan, count);
  return `as many as ${plan.workloads[count.of]?.name ?? count.of} has people`;
}
