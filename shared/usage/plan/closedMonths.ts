import { uncertainMean } from "#shared/distributions/uncertain.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { keepClosedCounts } from "#shared/plan/closedCounts.ts";
import { workingDayOf } from "#shared/plan/defaults.ts";
import type { Actuals, Plan, Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoMonthOf, type EpochDay } from "#shared/units.ts";
import type { ModelDay, UsageDay } from "#shared/usage/answers/answers.ts";
import { type UsageSource, measured } from "#shared/usage/fits/measured.ts";
import { type NotKnown, notKnown } from "#shared/usage/fits/runs.ts";

/** What the usage table knows of the plan's year. */
export interface ObservedUsage {
  /** Days of all workloads, in any order. */
  readonly days: readonly UsageDay[];
  /** The same days of one model each, by the plan's own ids; days of models that are not the plan's are left out. */
  readonly daysByModel: Readonly<Record<string, readonly Omit<ModelDay, "model">[]>>;
}

/** Closed months as the plan keeps them, and what was assumed to make them. */
export interface ClosedMonths {
  readonly known: true;
  readonly actuals: Actuals;
  /** The first day that is forecast. */
  readonly from: EpochDay;
  readonly notes: readonly string[];
}

/**
 * The months of the plan's year that usage covers to their last working day, from the first month on. Money is as
 * billed, else at list price. Runs are tasks where the route makes one attempt; where it may make more, runs are
 * attempts and tasks are not known. Fixed costs are in no usage export: they stand as planned, because a closed month
 * without them would say that they were not charged.
 */
export function closedMonthsOf(plan: Plan, usage: ObservedUsage, source: UsageSource): ClosedMonths | NotKnown {
  const start = epochDayOf(plan.fiscalYear.start);
  const months = monthsCovered(plan, usage.days);
  if (typeof months === "string") return notKnown(months);
  const from = firstOfMonth(start, months);
  const closed = usage.days.filter(({ day }) => epochDayOf(day) >= start && epochDayOf(day) < from);
  const unpriced = closed.filter(({ billed, list, tokens }) => billed === null && list === null && tokens > 0).length;
  const fixedCosts = Object.fromEntries(
    Object.entries(plan.fixedCosts ?? {}).map(([id, { perMonth }]) => [id, uncertainMean(perMonth)]),
  );
  const fixedSpend = months * Object.values(fixedCosts).reduce((total, amount) => total + amount, 0);
  const hasFixed = Object.keys(fixedCosts).length > 0;
  const actuals = Array.from({ length: months }, (_, m): MonthActuals => {
    const month = isoMonthOf(firstOfMonth(start, m));
    const own = closed.filter(({ day }) => day.startsWith(month));
    return {
      ...workOfMonth(plan, month, own, usage.daysByModel),
      ...(hasFixed ? { fixedCosts } : {}),
      evidence: measured(source, `${formatCount(sum(own, ({ runs }) => runs))} runs`),
    };
  });
  return {
    known: true,
    actuals: { months: keepClosedCounts(actuals, plan.actuals) },
    from,
    notes: [
      ...(hasFixed
        ? [
            `The cost includes ${formatMoney(plan.currency, fixedSpend)} of fixed costs as planned; usage exports do not contain them.`,
          ]
        : []),
      ...(unpriced > 0
        ? [
            `${formatCount(unpriced)} days have tokens and neither a bill nor a list price: they count as nothing spent.`,
          ]
        : []),
    ],
  };
}

type MonthActuals = Actuals["months"][number];

/** How many months of the plan's year are over in the usage, from its first; words: none is, and why. */
function monthsCovered(plan: Plan, days: readonly UsageDay[]): number | string {
  const start = epochDayOf(plan.fiscalYear.start);
  const end = firstOfMonth(start, plan.fiscalYear.months);
  const observed = days.map(({ day }) => epochDayOf(day)).filter((day) => day >= start && day < end);
  if (observed.length === 0)
    return `No usage lies in the plan's year, which begins in ${formatMonth(isoMonthOf(start), true)}.`;
  const isWorking = workingDayOf(plan.calendar);
  const [first, last] = [Math.min(...observed), Math.max(...observed)];
  if (first > firstWorkingDay(start, isWorking) + DAYS_OF_GRACE)
    return `Usage begins in ${formatMonth(isoMonthOf(first))}, after the first days of the plan's year: closed months begin with ${formatMonth(isoMonthOf(start))}, so import that month too.`;
  let months = 0;
  while (
    months < plan.fiscalYear.months &&
    lastWorkingDay(firstOfMonth(start, months), firstOfMonth(start, months + 1), isWorking) <= last
  )
    months++;
  return months > 0
    ? months
    : `${formatMonth(isoMonthOf(start))} is not over in the usage: it ends before the month's last working day.`;
}

/** What a month's days came to in each workload that has some, and the money of none. */
function workOfMonth(
  plan: Plan,
  month: string,
  days: readonly UsageDay[],
  daysByModel: ObservedUsage["daysByModel"],
): Pick<MonthActuals, "month" | "workloads" | "unassigned"> {
  const ids = Object.keys(plan.workloads);
  const unassigned = sum(
    days.filter(({ workload }) => workload === null || !ids.includes(workload)),
    moneyOf,
  );
  const workloads = ids.flatMap((id) => {
    const own = days.filter(({ workload }) => workload === id);
    return own.length === 0 ? [] : [[id, workloadMonth(plan.workloads[id]!, own, tokensIn(month, id, daysByModel))]];
  });
  return {
    month,
    workloads: Object.fromEntries(workloads) as MonthActuals["workloads"],
    ...(unassigned > 0 ? { unassigned } : {}),
  };
}

/** Tokens that a workload took in a month, by model. */
function tokensIn(month: string, id: string, daysByModel: ObservedUsage["daysByModel"]): [string, number][] {
  return Object.entries(daysByModel)
    .map(([model, all]): [string, number] => [
      model,
      sum(
        all.filter(({ day, workload }) => workload === id && day.startsWith(month)),
        (day) => day.tokens,
      ),
    ])
    .filter(([, count]) => count > 0);
}

function workloadMonth(
  workload: Workload,
  days: readonly UsageDay[],
  tokens: readonly (readonly [model: string, count: number])[],
): MonthActuals["workloads"][string] {
  const runs = sum(days, ({ runs: count }) => count);
  const all = sum(days, (day) => day.tokens);
  const isWhole = Math.abs(tokens.reduce((total, [, count]) => total + count, 0) - all) <= 1e-6 * all;
  return {
    spend: sum(days, moneyOf),
    ...(runs === 0 ? {} : makesOneAttempt(workload) ? { tasks: runs, attempts: runs } : { attempts: runs }),
    // Tokens of some of the models only would look as if the others had taken none.
    ...(tokens.length > 0 && isWhole ? { tokens: Object.fromEntries(tokens) } : {}),
  };
}

/** A year may begin on holidays that the calendar does not list. */
const DAYS_OF_GRACE = 7;

/** Money of a day: as billed, else at list price. */
export function moneyOf({ billed, list }: Pick<UsageDay, "billed" | "list">): number {
  return billed ?? list ?? 0;
}

function makesOneAttempt({ route }: Workload): boolean {
  return "steps" in route && route.steps.length === 1;
}

function firstWorkingDay(from: EpochDay, isWorking: (day: EpochDay) => boolean): EpochDay {
  let day = from;
  while (!isWorking(day) && day < from + 31) day++;
  return day;
}

/** The last day of a month where none is worked. */
function lastWorkingDay(from: EpochDay, end: EpochDay, isWorking: (day: EpochDay) => boolean): EpochDay {
  let day = end - 1;
  while (!isWorking(day) && day > from) day--;
  return isWorking(day) ? day : end - 1;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
