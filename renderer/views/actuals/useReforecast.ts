import { useEffect, useMemo } from "react";
import { rateOf } from "#shared/plan/rates.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { rateWords } from "#shared/report/assumptionWords.ts";
import { epochDayOf } from "#shared/units.ts";
import { type ClosedMonths, closedMonthsOf } from "#shared/usage/plan/closedMonths.ts";
import type { ModelDay } from "#shared/usage/answers/answers.ts";
import { type Answers, shownAnswers } from "#renderer/state/answers.ts";
import { scenarioKey } from "#renderer/state/forecastSlice.ts";
import type { OtherYear, UsageTable } from "#renderer/state/usageState.ts";
import { modelOf } from "#renderer/state/usage/models.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { usageSource } from "#shared/usage/plan/usageSource.ts";

/** The year before and after a re-forecast, and which of the two the plan is. */
export interface Reforecast {
  /** What usage closes; null: there is nothing to close, and `words` say why. */
  readonly closed: ClosedMonths | null;
  readonly words: string | null;
  /** Usage has months as the plan does not have them yet. */
  readonly isOffered: boolean;
  /** The plan with closed months: the one that is offered, or the plan itself. Null: neither. */
  readonly planNow: Plan | null;
  readonly before: Answers | null;
  readonly now: Answers | null;
  readonly isStale: boolean;
  /** Changes with plan and usage. */
  readonly key: string;
}

/**
 * Whichever of the two years is the plan's own comes from its forecast; the other one is forecast beside it, with the
 * same trials, so that both agree with every other screen.
 */
export function useReforecast(table: UsageTable | null): Reforecast {
  const { usage } = useAppContext();
  const plan = usePlan();
  const version = useApp((state) => state.version);
  const isSound = useApp((state) => state.issues.length === 0);
  const found = useClosedMonths(table);
  const closed = found?.known === true ? found : null;
  const isOffered = closed !== null && !sameMonths(plan, closed);
  const planNow = useMemo(
    () => (isOffered ? setActuals(plan, closed.actuals).plan : plan.actuals === undefined ? null : plan),
    [plan, closed, isOffered],
  );
  const otherPlan = useMemo(
    () => (isOffered ? planNow : plan.actuals === undefined ? null : setActuals(plan, null).plan),
    [plan, planNow, isOffered],
  );
  const key = `${version} ${isOffered ? "offered" : "taken"} ${closed === null ? "" : JSON.stringify(closed.actuals.months.map(({ workloads }) => workloads))}`;
  useEffect(() => {
    if (otherPlan !== null && isSound) usage.forecastOther(key, otherPlan);
    if (planNow !== null && isSound) void usage.splitActuals(key, planNow);
    // The key stands for both plans.
  }, [key, isSound, usage]);
  const words = found?.known === false ? found.words : null;
  return { closed, words, isOffered, planNow, key, ...useYears(otherPlan !== null, isOffered, key) };
}

/** The months that usage closes, in the plan's money, or why it closes none; null: there is no usage. */
function useClosedMonths(table: UsageTable | null): ReturnType<typeof closedMonthsOf> | UnknownRate | null {
  const { services } = useAppContext();
  const plan = usePlan();
  const names = useApp((state) => state.modelNames);
  return useMemo(() => {
    if (table === null || table.summary.rows === 0) return null;
    const spent = usageRate(
      plan,
      table.summary.money
        .filter(({ billed, list }) => (billed ?? 0) > 0 || (list ?? 0) > 0)
        .map(({ currency }) => currency),
    );
    if (!spent.known) return spent;
    const daysByModel: Record<string, ModelDay[]> = {};
    for (const [exported, days] of Object.entries(table.daysByModel)) {
      const model = modelOf(plan, table, names, exported);
      if (model !== null) daysByModel[model] = [...(daysByModel[model] ?? []), ...days];
    }
    const days = table.days.map((day) => ({
      ...day,
      billed: day.billed === null ? null : spent.rate * day.billed,
      list: day.list === null ? null : spent.rate * day.list,
    }));
    const closed = closedMonthsOf(
      plan,
      { days, daysByModel },
      usageSource(table.summary, { start: epochDayOf(plan.fiscalYear.start) }, services.clock.now()),
    );
    return closed.known && spent.words !== null ? { ...closed, notes: [...closed.notes, spent.words] } : closed;
  }, [plan, table, names, services]);
}

/** The answers of the year before and after its months are closed. */
function useYears(hasOther: boolean, isOffered: boolean, key: string): Pick<Reforecast, "before" | "now" | "isStale"> {
  const own = useApp((state) => shownAnswers(state.forecasts[scenarioKey(null)]));
  const other = useApp((state) => state.otherYear);
  // While a button turns the offered year into the plan's own, the two change places: what was forecast for the old
  // places is not shown in the new ones.
  const mine = own?.answers ?? null;
  const ofOther = hasOther ? answersSoFar(other) : null;
  const [before, now] = isOffered ? [mine, ofOther] : [ofOther, mine];
  return {
    now: (now?.outlook.actual ?? null) === null ? null : now,
    before: before === null || (!isOffered && before.outlook.actual !== null) ? null : before,
    isStale: own?.isStale === true || other.status !== "ready" || other.key !== key,
  };
}

/** The answers of the other year, or those before them while it is forecast. */
function answersSoFar(other: OtherYear): Answers | null {
  if (other.status === "ready") return other.answers;
  return other.status === "working" ? other.before : null;
}

interface UnknownRate {
  readonly known: false;
  readonly words: string;
}

/** What one unit of the usage's money is in the plan's, and a word on it; or why the two cannot be added. */
function usageRate(
  plan: Plan,
  currencies: readonly string[],
): { readonly known: true; readonly rate: number; readonly words: string | null } | UnknownRate {
  const [foreign, ...others] = currencies.filter((currency) => currency !== plan.currency);
  if (foreign === undefined) return { known: true, rate: 1, words: null };
  if (currencies.length > others.length + 1 || others.length > 0)
    return {
      known: false,
      words: `Usage is in ${currencies.join(" and ")}: amounts in two currencies cannot be added.`,
    };
  const rate = rateOf(plan, { currency: foreign });
  if (Number.isNaN(rate))
    return {
      known: false,
      words: `Usage is in ${foreign} and the plan in ${plan.currency}: amounts in two currencies cannot be added. Give the rate of ${foreign} on the Prices and contracts screen.`,
    };
  return { known: true, rate, words: `Usage in ${foreign} is counted at ${rateWords(foreign, rate, plan.currency)}.` };
}

/** Whether the plan has these months already, whatever it calls their source. */
function sameMonths({ actuals }: Plan, closed: ClosedMonths): boolean {
  const bare = (months: ClosedMonths["actuals"]["months"] | undefined): string =>
    JSON.stringify((months ?? []).map(({ evidence: _, ...month }) => month));
  return bare(actuals?.months) === bare(closed.actuals.months);
}
