import { mean, standardErrorOfMean, sum } from "#shared/statistics/moments.ts";
import { hasReached } from "#shared/plan/budget.ts";
import { leadModel } from "#shared/plan/leadModel.ts";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { taskMeans, drawSources, type TaskMeans } from "#shared/engine/taskMeans.ts";
import { medianTokens, resolveMonthCap, resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedAttemptCap, ResolvedMonthCap, ResolvedPlan, ResolvedPolicy } from "#shared/plan/resolved.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { MonthCap, Plan } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import type { StudyWorld } from "./study.ts";

export interface CapLabQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
  readonly cap: "attempt" | "month";
  /** What happens at a cap of the month; without it what the plan says, or else that work stops. */
  readonly action?: MonthAction;
}

/** What a cap of the month does when it is met; who approves and how late spend is known stays as in the plan. */
export type MonthAction = Pick<MonthCap, "atCap" | "fallback">;

/** A workload's year under caps of several sizes, the smallest first, the last without one. */
export interface CapLab {
  readonly cap: CapLabQuestion["cap"];
  /** What an attempt cap counts; a month cap counts money. */
  readonly unit: "tokens" | "money";
  /** What happens at a cap of the month; null: this lab is of another cap. */
  readonly action: MonthAction | null;
  readonly points: readonly CapPoint[];
  /**
   * Place of the size that the plan has in force; null where the lab does something else at the cap than the plan does.
   */
  readonly present: number | null;
  /**
   * Places of the points of least cost an outcome and of most net value, and of those that are as good within their
   * error.
   */
  readonly leastCost: Best;
  readonly mostValue: Best & {
    /** Money a year within which values are alike: two standard errors of their difference, or a hundredth of the span. */ readonly within: number;
  };
  /**
   * What the lag of the meter costs at the present month cap, spend of the year against a meter that knows at once;
   * null: there is no lag.
   */
  readonly lag: { readonly days: number; readonly spend: Band } | null;
  /** Futures behind each point: worlds of exact means, or trials. */
  readonly futures: number;
}

export interface Best {
  readonly at: number;
  readonly alike: readonly number[];
}

export interface CapPoint {
  /** Tokens or money; null: no cap. */
  readonly cap: number | null;
  /** Against the median attempt, of a cap in tokens. */
  readonly ofMedian: number | null;
  readonly spend: Band;
  readonly outcomes: Band;
  /** Tasks that were not done at all; of an attempt cap none. */
  readonly unmet: Band;
  /** Spend on tasks that gave nothing right. */
  readonly wasted: Band;
  readonly netValue: Band;
  /** Loaded cost of one outcome: sums over futures. */
  readonly costPerOutcome: number | null;
  /** Of a month cap: chance that it acts in each month. */
  readonly acts: readonly number[] | null;
}

/** Mean over futures with its standard error, and the ends of 8 in 10 and of half. */
export interface Band {
  readonly mean: number;
  readonly error: number;
  readonly p10: number;
  readonly p25: number;
  readonly p75: number;
  readonly p90: number;
}

const WORLDS = 100;
const MONTH_TRIALS = 600;
/** Multiples of the median attempt, and shares of what a dear month takes. */
const ATTEMPT_CAPS = [0.5, 1, 1.5, 2, 3, 4, 6, 10];
const MONTH_CAPS = [0.2, 0.35, 0.5, 0.65, 0.8, 1];

/** What caps of several sizes do to a workload's year, on the same simulated years. */
export async function capLabStudy(
  { plan, scenario, workload: id, cap, action }: CapLabQuestion,
  { simulate, seed, tell }: StudyWorld,
): Promise<CapLab> {
  const resolved = alone(resolveScenario(plan, scenario), id);
  const active = scenario === null ? plan : applyScenario(plan, scenario);
  if (cap === "attempt") return attemptLab(resolved, active, id, seed);
  const planned = active.workloads[id]!.monthCap ?? null;
  const does = action ?? planned ?? { atCap: "block" };
  const rules = resolveMonthCap(monthCapOf(planned, does, planned?.amount ?? 0))!;
  const own = planned === null ? null : rules;
  const steps = MONTH_CAPS.length + 2;
  tell(0, steps);
  const free = await simulate(
    withPolicy(resolved, (policy) => ({ ...policy, monthCap: null })),
    MONTH_TRIALS,
  );
  tell(1, steps);
  // Sizes are shares of a month that one in ten exceeds, the dearest of the year.
  const dear = Math.max(1, ...free.months.map((month) => sortedQuantile(month.slice().sort(), 0.9)));
  const amounts = [
    ...new Set([...MONTH_CAPS.map((share) => round(share * dear)), ...(own === null ? [] : [own.amount])]),
  ].sort((a, b) => a - b);
  const points: CapPoint[] = [];
  const nets: Float64Array[] = [];
  for (const amount of amounts) {
    const samples = await simulate(
      withPolicy(resolved, (policy) => ({ ...policy, monthCap: { ...rules, amount } })),
      MONTH_TRIALS,
    );
    tell(points.length + 2, Math.max(steps, amounts.length + 1));
    points.push(pointOf(amount, samples.workloads[0]!, samples.months, amount));
    nets.push(samples.workloads[0]!.netValue);
  }
  points.push(pointOf(null, free.workloads[0]!, free.months, Infinity));
  nets.push(free.workloads[0]!.netValue);
  // With another action than the plan's no size is the one in force.
  const isPlanned =
    planned === null ||
    (does.atCap === planned.atCap && JSON.stringify(does.fallback) === JSON.stringify(planned.fallback));
  const present = !isPlanned ? null : own === null ? points.length - 1 : amounts.indexOf(own.amount);
  const lag = own === null || own.lagDays === 0 ? null : await lagOf(resolved, own, simulate);
  return {
    cap,
    unit: "money",
    action: { atCap: does.atCap, ...(does.fallback === undefined ? {} : { fallback: does.fallback }) },
    points,
    present,
    ...bests(points, nets),
    lag,
    futures: free.trials,
  };
}

/** A cap of the month of another size and with another action: lag and approval stay as planned. */
export function monthCapOf(planned: MonthCap | null, { atCap, fallback }: MonthAction, amount: number): MonthCap {
  const { fallback: _, ...rest } = planned ?? { atCap, amount };
  return { ...rest, amount, atCap, ...(atCap === "degrade" && fallback !== undefined ? { fallback } : {}) };
}

async function lagOf(
  resolved: ResolvedPlan,
  own: ResolvedMonthCap,
  simulate: StudyWorld["simulate"],
): Promise<CapLab["lag"]> {
  const under = (lagDays: number): ResolvedPlan =>
    withPolicy(resolved, (policy) => ({ ...policy, monthCap: { ...own, lagDays } }));
  const [late, prompt] = [await simulate(under(own.lagDays), MONTH_TRIALS), await simulate(under(0), MONTH_TRIALS)];
  return { days: own.lagDays, spend: band(late.spend.map((spend, i) => spend - prompt.spend[i]!)) };
}

function attemptLab(resolved: ResolvedPlan, active: Plan, id: string, seed: number): CapLab {
  const workload = resolved.workloads[0]!;
  const [first] = workload.policies;
  const attempts = active.workloads[id]!.attempts;
  const lead = leadModel(first!.route);
  // The median attempt of the year: what multiplies tokens multiplies it too.
  const median =
    medianTokens(attempts[lead]!.tokens) *
    uncertainQuantile(workload.tokensMultiplier, 0.5) *
    uncertainQuantile(resolved.shared.tokens, 0.5);
  const own = first!.attemptCap;
  const unlimited = withPolicy(resolved, (policy) => ({ ...policy, monthCap: null }));
  const luck = drawSources(unlimited, seed);
  const months = resolved.monthStarts.length - 1;
  const from = Math.min(resolved.seen?.months ?? 0, months - 1);
  // An approval, a fallback or an answer handed back stays as the plan has it: what varies is the size alone.
  const rules: Omit<ResolvedAttemptCap, "amount" | "unit"> = own ?? { approval: 0, fallbackModel: null, partial: 0 };
  // A cap in money stands where it stops the lead model's own tokens; it is looked at as it is.
  const inForce = own === null ? null : own.unit === "tokens" ? own.amount : own.amount / priceOfToken(resolved, lead);
  const sizes = [...ATTEMPT_CAPS.map((multiple) => multiple * median), ...(inForce === null ? [] : [inForce])]
    .filter((size, i, all) => all.indexOf(size) === i)
    .sort((one, other) => one - other);
  const looked = [...sizes, null].map((cap) => {
    const attemptCap: ResolvedAttemptCap | null =
      cap === null ? null : cap === inForce ? own : { ...rules, unit: "tokens", amount: cap };
    const means = taskMeans(
      withPolicy(unlimited, (policy) => ({ ...policy, attemptCap })),
      id,
      seed,
      luck,
      WORLDS,
      from,
      months,
    );
    const { point, net } = meansPoint(means);
    return { point: { ...point, cap, ofMedian: cap === null ? null : cap / median }, net };
  });
  const points = looked.map(({ point }): CapPoint => point);
  return {
    cap: "attempt",
    unit: "tokens",
    action: null,
    points,
    present: inForce === null ? points.length - 1 : sizes.indexOf(inForce),
    ...bests(
      points,
      looked.map(({ net }) => net),
    ),
    lag: null,
    futures: WORLDS,
  };
}

/** Money of a token of the workload's attempts with a model, by their mix at the model's price. */
function priceOfToken(plan: ResolvedPlan, model: string): number {
  const { mix } = plan.workloads[0]!.attempts.find(({ modelId }) => modelId === model)!;
  const { price } = plan.models.find(({ id }) => id === model)!;
  return (
    (mix.input * price.input +
      mix.cacheRead * price.cacheRead +
      mix.cacheWrite * price.cacheWrite +
      mix.output * price.output) /
    1e6
  );
}

function meansPoint(means: TaskMeans): {
  readonly point: Omit<CapPoint, "cap" | "ofMedian">;
  readonly net: Float64Array;
} {
  const { tasks, right, wrong, failed, value, reviewCost, failureCost, errorCost } = means;
  const of = (one: (i: number) => number): Float64Array => tasks.map((count, i) => count * one(i));
  const spend = of((i) => right.cost[i]! + wrong.cost[i]! + failed.cost[i]!);
  const outcomes = of((i) => right.chance[i]!);
  const beside = of(
    (i) =>
      reviewCost[i]! * (right.chance[i]! + wrong.chance[i]!) +
      failureCost[i]! * failed.chance[i]! +
      errorCost[i]! * wrong.chance[i]!,
  );
  const loaded = spend.map((money, i) => money + beside[i]!);
  const net = outcomes.map((count, i) => count * value[i]! - loaded[i]!);
  return {
    net,
    point: {
      spend: band(spend),
      outcomes: band(outcomes),
      unmet: band(new Float64Array(tasks.length)),
      wasted: band(of((i) => wrong.cost[i]! + failed.cost[i]!)),
      netValue: band(net),
      costPerOutcome: ratio(loaded, outcomes),
      acts: null,
    },
  };
}

function pointOf(
  cap: number | null,
  own: {
    readonly spend: Float64Array;
    readonly outcomes: Float64Array;
    readonly errors: Float64Array;
    readonly failures: Float64Array;
    readonly unmet: Float64Array;
    readonly loadedCost: Float64Array;
    readonly netValue: Float64Array;
  },
  months: readonly Float64Array[],
  amount: number,
): CapPoint {
  // Tasks that gave nothing right, at the mean spend of a task that was done.
  const wasted = own.spend.map((spend, i) => {
    const done = own.outcomes[i]! + own.errors[i]! + own.failures[i]!;
    return done > 0 ? (spend * (own.errors[i]! + own.failures[i]!)) / done : 0;
  });
  return {
    cap,
    ofMedian: null,
    spend: band(own.spend),
    outcomes: band(own.outcomes),
    unmet: band(own.unmet),
    wasted: band(wasted),
    netValue: band(own.netValue),
    costPerOutcome: ratio(own.loadedCost, own.outcomes),
    acts:
      cap === null
        ? months.map(() => 0)
        : months.map((month) => month.filter((spend) => hasReached(spend, amount)).length / month.length),
  };
}

/** The point of least cost an outcome and that of most value, and those that cannot be told from them. */
function bests(points: readonly CapPoint[], nets: readonly Float64Array[]): Pick<CapLab, "leastCost" | "mostValue"> {
  const value = points.map(({ netValue }) => netValue.mean);
  const at = value.indexOf(Math.max(...value));
  const costs = points.map(({ costPerOutcome }) => costPerOutcome ?? Infinity);
  const cheapest = costs.indexOf(Math.min(...costs));
  // On the same simulated years a difference of means is known better than either: beyond two of its own errors it is
  // one, unless it is less than the hundredth of the span that the eye can tell.
  const least = 0.01 * (Math.max(...value) - Math.min(...value));
  const flatOf = (i: number): number =>
    Math.max(least, 2 * band(nets[at]!.map((net, trial) => net - nets[i]![trial]!)).error);
  const alike = value.flatMap((own, i) => (own >= value[at]! - flatOf(i) ? [i] : []));
  return {
    leastCost: { at: cheapest, alike: costs.flatMap((cost, i) => (cost <= costs[cheapest]! * 1.01 ? [i] : [])) },
    mostValue: { at, alike, within: Math.max(least, ...alike.map((i) => value[at]! - value[i]!)) },
  };
}

/** The workload by itself, without a budget at which it would stop. */
function alone(plan: ResolvedPlan, id: string): ResolvedPlan {
  if (!plan.workloads.some((workload) => workload.id === id)) throw new Error(`the plan has no workload ${id}`);
  const w = plan.workloads.findIndex((workload) => workload.id === id);
  const seen =
    plan.seen === null
      ? null
      : {
          ...plan.seen,
          workloads: [plan.seen.workloads[w]!],
          fixedCosts: [],
          unassigned: plan.seen.unassigned.map(() => 0),
        };
  return {
    ...plan,
    workloads: [plan.workloads[w]!],
    fixedCosts: [],
    seen,
    budget: { ...plan.budget, atExhaustion: "overrun" },
  };
}

function withPolicy(plan: ResolvedPlan, change: (policy: ResolvedPolicy) => ResolvedPolicy): ResolvedPlan {
  return {
    ...plan,
    workloads: plan.workloads.map((workload) => ({
      ...workload,
      policies: workload.policies.map((policy) => ({ ...change(policy), fromDay: policy.fromDay })),
    })),
  };
}

function band(values: Float64Array): Band {
  const sorted = values.slice().sort();
  return {
    mean: mean(values),
    error: standardErrorOfMean(values),
    p10: sortedQuantile(sorted, 0.1),
    p25: sortedQuantile(sorted, 0.25),
    p75: sortedQuantile(sorted, 0.75),
    p90: sortedQuantile(sorted, 0.9),
  };
}

function ratio(top: Float64Array, bottom: Float64Array): number | null {
  const below = sum(bottom);
  return below > 0 ? sum(top) / below : null;
}

/** Two digits: a cap is a round number. */
function round(amount: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amount))) - 1);
  return Math.max(step, Math.round(amount / step) * step);
}
