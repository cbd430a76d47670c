import { uncertainMean } from "#shared/distributions/uncertain.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { keepClosedCounts } from "#shared/plan/closedCounts.ts";
import { workingDayOf } from "#shared/plan/defaults.ts";
import type { Actuals, Plan, Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoMonthOf, type EpochDay } from "#shared/units.ts";
import type { ModelDay, UsageDay } from "#shared/usage/answers/answers.ts";
import { type UsageSource, measured } from "#shared/usage/demand/applyDemand.ts";
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
export function closedMonthsOf(
  plan: Plan,
  { days, daysByModel }: ObservedUsage,
  source: UsageSource,
): ClosedMonths | NotKnown {
  const start = epochDayOf(plan.fiscalYear.start);
  const end = firstOfMonth(start, plan.fiscalYear.months);
  const within = days.filter(({ day }) => epochDayOf(day) >= start && epochDayOf(day) < end);
  if (within.length === 0)
    return notKnown(`No usage lies in the plan's year, which begins in ${formatMonth(isoMonthOf(start), true)}.`);
  const isWorking = workingDayOf(plan.calendar);
  const observed = within.map(({ day }) => epochDayOf(day));
  const [first, last] = [Math.min(...observed), Math.max(...observed)];
  const opening = firstWorkingDay(start, isWorking);
  if (first > opening + DAYS_OF_GRACE)
    return notKnown(
      `Usage begins in ${formatMonth(isoMonthOf(first))}, after the first days of the plan's year: closed months begin with ${formatMonth(isoMonthOf(start))}, so import that month too.`,
    );
  let months = 0;
  while (
    months < plan.fiscalYear.months &&
    lastWorkingDay(firstOfMonth(start, months), firstOfMonth(start, months + 1), isWorking) <= last
  )
    months++;
  if (months === 0)
    return notKnown(
      `${formatMonth(isoMonthOf(start))} is not over in the usage: it ends before the month's last working day.`,
    );

  const from = firstOfMonth(start, months);
  const closed = within.filter(({ day }) => epochDayOf(day) < from);
  const unpriced = closed.filter(({ billed, list, tokens }) => billed === null && list === null && tokens > 0).length;
  const fixedCosts = Object.fromEntries(
    Object.entries(plan.fixedCosts ?? {}).map(([id, { perMonth }]) => [id, uncertainMean(perMonth)]),
  );
  const hasFixed = Object.keys(fixedCosts).length > 0;
  const fixedSpend = months * Object.values(fixedCosts).reduce((total, amount) => total + amount, 0);
  const ids = Object.keys(plan.workloads);
  const actuals: Actuals = {
    months: Array.from({ length: months }, (_, m) => {
      const month = isoMonthOf(firstOfMonth(start, m));
      const own = closed.filter(({ day }) => day.startsWith(month));
      const unassigned = sum(
        own.filter(({ workload }) => workload === null || !ids.includes(workload)),
        moneyOf,
      );
      return {
        month,
        workloads: Object.fromEntries(
          ids.flatMap((id) => {
            const ofWorkload = own.filter(({ workload }) => workload === id);
            if (ofWorkload.length === 0) return [];
            const runs = sum(ofWorkload, ({ runs: count }) => count);
            const tokens = Object.entries(daysByModel)
              .map(([model, all]): [string, number] => [
                model,
                sum(
                  all.filter(({ day, workload }) => workload === id && day.startsWith(month)),
                  (day) => day.tokens,
                ),
              ])
              .filter(([, count]) => count > 0);
            const isWhole =
              Math.abs(tokens.reduce((total, [, count]) => total + count, 0) - sum(ofWorkload, (day) => day.tokens)) <=
              1e-6 * sum(ofWorkload, (day) => day.tokens);
            return [
              [
                id,
                {
                  spend: sum(ofWorkload, moneyOf),
                  ...(runs === 0
                    ? {}
                    : makesOneAttempt(plan.workloads[id]!)
                      ? { tasks: runs, attempts: runs }
                      : { attempts: runs }),
                  // Tokens of some of the models only would look as if the others had taken none.
                  ...(tokens.length > 0 && isWhole ? { tokens: Object.fromEntries(tokens) } : {}),
                },
              ],
            ];
          }),
        ),
        ...(hasFixed ? { fixedCosts } : {}),
        ...(unassigned > 0 ? { unassigned } : {}),
        evidence: measured(source, `${formatCount(sum(own, ({ runs }) => runs))} runs`),
      };
    }),
  };
  return {
    known: true,
    actuals: { months: keepClosedCounts(actuals.months, plan.actuals) },
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
