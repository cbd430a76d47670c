import { significant } from "#shared/format/digits.ts";
import { resolveMonthCap } from "#shared/plan/resolving/resolvePolicies.ts";
import type { ResolvedMonthCap, ResolvedPlan } from "#shared/plan/resolved.ts";
import type { MonthCap } from "#shared/plan/schema/plan.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import type { CapLab, MonthAction } from "./answer.ts";
import { withPolicy } from "./oneWorkload.ts";
import { band, bests, samplesPoint, type MeasuredPoint } from "./points.ts";

const MONTH_TRIALS = 600;
/** Shares of what a dear month takes. */
const MONTH_CAPS = [0.2, 0.35, 0.5, 0.65, 0.8, 1];

/**
 * The year of a plan's only workload under month caps of several sizes, by simulation.
 *
 * @param planned the plan's own cap; null: none
 * @param action what happens at a cap; undefined: what the plan says, or else that work stops
 */
export async function monthCapLab(
  resolved: ResolvedPlan,
  planned: MonthCap | null,
  action: MonthAction | undefined,
  { simulate, reportProgress }: StudyContext,
): Promise<CapLab> {
  const does = action ?? planned ?? { atCap: "block" };
  const rules = resolveMonthCap(monthCapOf(planned, does, planned?.amount ?? 0))!;
  const own = planned === null ? null : rules;
  const measure = async (
    amount: number | null,
  ): Promise<MeasuredPoint & { readonly months: readonly Float64Array[] }> => {
    const monthCap = amount === null ? null : { ...rules, amount };
    const samples = await simulate(
      withPolicy(resolved, (policy) => ({ ...policy, monthCap })),
      MONTH_TRIALS,
    );
    const workload = samples.workloads[0]!;
    return { ...samplesPoint(amount, workload, samples.months), months: samples.months };
  };
  const steps = MONTH_CAPS.length + 2;
  reportProgress(0, steps);
  const free = await measure(null);
  reportProgress(1, steps);
  const amounts = sizesOf(free.months, own);
  const measured: MeasuredPoint[] = [];
  for (const amount of amounts) {
    measured.push(await measure(amount));
    reportProgress(measured.length + 1, Math.max(steps, amounts.length + 1));
  }
  // With another action than the plan's no size is the one in force.
  const isPlanned = planned === null || isSameAction(does, planned);
  const present = !isPlanned ? null : own === null ? amounts.length : amounts.indexOf(own.amount);
  return {
    cap: "month",
    unit: "money",
    action: { atCap: does.atCap, ...(does.fallback === undefined ? {} : { fallback: does.fallback }) },
    present,
    ...bests([...measured, free], present),
    lag: own === null || own.lagDays === 0 ? null : await lagOf(resolved, own, simulate),
    trials: MONTH_TRIALS,
  };
}

/** Amounts as shares of the dearest month of the year, one that one in ten exceeds, and the plan's own. */
function sizesOf(months: readonly Float64Array[], own: ResolvedMonthCap | null): number[] {
  const expensive = Math.max(1, ...months.map((month) => sortedQuantile(month.slice().sort(), 0.9)));
  const sizes = [...MONTH_CAPS.map((share) => round(share * expensive)), ...(own === null ? [] : [own.amount])];
  return [...new Set(sizes)].sort((a, b) => a - b);
}

function isSameAction(a: MonthAction, b: MonthAction): boolean {
  return a.atCap === b.atCap && JSON.stringify(a.fallback) === JSON.stringify(b.fallback);
}

/** A cap of the month of another size and with another action: lag and approval stay as planned. */
export function monthCapOf(planned: MonthCap | null, { atCap, fallback }: MonthAction, amount: number): MonthCap {
  const { fallback: _, ...rest } = planned ?? { atCap, amount };
  return { ...rest, amount, atCap, ...(atCap === "degrade" && fallback !== undefined ? { fallback } : {}) };
}

/** What a meter that knows later costs, on the same simulated years. */
async function lagOf(
  resolved: ResolvedPlan,
  own: ResolvedMonthCap,
  simulate: StudyContext["simulate"],
): Promise<CapLab["lag"]> {
  const under = (lagDays: number): ResolvedPlan =>
    withPolicy(resolved, (policy) => ({ ...policy, monthCap: { ...own, lagDays } }));
  const [late, prompt] = [await simulate(under(own.lagDays), MONTH_TRIALS), await simulate(under(0), MONTH_TRIALS)];
  return { days: own.lagDays, spend: band(late.spend.map((spend, i) => spend - prompt.spend[i]!)) };
}

/** Two digits of whole money: a cap is a round number. */
function round(amount: number): number {
  return Math.max(1, amount < 10 ? Math.round(amount) : significant(amount, 2));
}
