import { errorOfMean } from "#shared/forecast/answers/simulationError.ts";
import { netValueOfTrials } from "#shared/forecast/answers/trialFigures.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { patchOf, scenarioDifferences, type Difference } from "#shared/plan/scenarios/scenarioEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { sum, mean, standardErrorOfMean } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { simulateFromFirst, type YearSamples } from "./simulateChanged.ts";
import type { StudyContext } from "./study.ts";

export interface BridgeQuestion {
  readonly plan: Plan;
  /** The scenario that the bridge leads to, from the plan itself. */
  readonly scenario: string;
}

/** What each change of a scenario makes of the difference, whatever order they are made in. */
export interface Bridge {
  readonly bars: readonly BridgeBar[];
  /** What the bars sum to: the difference of the scenario itself, over the same trials. */
  readonly total: BridgeFigures;
  readonly trials: number;
  /** Orders that were looked at; null: all of them, exactly. */
  readonly orders: number | null;
}

export interface BridgeBar {
  /** JSON pointers of what changes: one, or several that make no sense apart. */
  readonly pointers: readonly string[];
  readonly figures: BridgeFigures;
}

export interface BridgeFigures {
  /** Money. */
  readonly spend: BridgeFigure;
  readonly netValue: BridgeFigure;
  /** Outcomes of the workload that spends most in the plan itself: outcomes of different units are not added. */
  readonly outcomes: BridgeFigure;
}

export interface BridgeFigure {
  /** Mean over trials: these sum exactly. */
  readonly mean: number;
  /** Standard error of the mean: of trials, and of orders where not all were looked at. */
  readonly error: number;
  /** 8 in 10 trials lie between. */
  readonly p10: number;
  readonly p90: number;
}

/** Up to so many changes that act on each other every subset is forecast. */
const MOST_EXACT = 10;
/** Trials of all subsets together, and bounds of what each gets. */
const ALL_TRIALS = 48_000;
const MOST_TRIALS = 2_000;
const LEAST_TRIALS = 150;
/** Orders that are sampled beyond, each with its reverse. */
const ORDERS = 12;

const FIGURES = ["spend", "netValue", "outcomes"] as const;
type Columns = Readonly<Record<(typeof FIGURES)[number], Float64Array>>;

/**
 * The bridge from a plan to its scenario by Shapley's rule: a change's bar is its mean effect over all orders in which
 * the changes could be made, year by year on the same simulated years. Bars sum exactly, changes that act alike get alike, and
 * one without effect gets nothing. Changes within different workloads do not act on each other unless all work stops at
 * the budget, so each workload's are looked at apart. Beyond ten that do, orders are sampled.
 *
 * Source  L. S. Shapley (1953), A value for n-person games; E. Štrumbelj & I. Kononenko (2014), sampling of
 * permutations, Knowl. Inf. Syst. 41
 */
export async function bridgeStudy({ plan, scenario }: BridgeQuestion, context: StudyContext): Promise<Bridge> {
  const differences = scenarioDifferences(plan, scenario);
  const groups = groupsOf(plan, differences);
  const couples = [resolveScenario(plan, null), resolveScenario(plan, scenario)].some(
    ({ budget }) => budget.atExhaustion === "block",
  );
  const parts = couples ? [groups.map((_, i) => i)] : apart(groups);
  const isExact = parts.every((part) => part.length <= MOST_EXACT);
  const forecasts = isExact ? parts.reduce((sum, part) => sum + 2 ** part.length, 0) : ORDERS * 2 * groups.length;
  const trials = Math.round(Math.max(LEAST_TRIALS, Math.min(MOST_TRIALS, ALL_TRIALS / Math.max(1, forecasts))));
  let done = 0;
  const known = new Map<string, Promise<Columns>>();
  let main: string | null = null;
  const simulate = simulateFromFirst(context.simulate, trials);
  /** Figures of every trial with some of the changes made; the plan itself comes first. */
  const figuresOf = (made: readonly number[]): Promise<Columns> => {
    const key = made.toSorted((a, b) => a - b).join(" ");
    const before = known.get(key);
    if (before !== undefined) return before;
    const started = (async (): Promise<Columns> => {
      const resolved = resolveScenario(withChanges(plan, groups, made), made.length === 0 ? null : PART);
      const samples = await simulate(resolved);
      if (made.length === 0) main = largestWorkload(samples, resolved);
      context.reportProgress(++done, Math.max(done, forecasts));
      return {
        spend: samples.spend,
        netValue: netValueOfTrials(samples),
        outcomes: outcomesOf(samples, resolved, main),
      };
    })();
    known.set(key, started);
    return started;
  };
  const from = await figuresOf([]);
  const shares: Columns[] = groups.map(() => zeros(from.spend.length));
  const orderErrors = groups.map((): Record<(typeof FIGURES)[number], number> => ({
    spend: 0,
    netValue: 0,
    outcomes: 0,
  }));
  if (isExact) for (const part of parts) await exact(part, figuresOf, shares);
  else await sampled(groups.length, figuresOf, shares, orderErrors, context.seed);

  const to = await figuresOf(groups.map((_, i) => i));
  const summary = (
    columns: Columns,
    errors: Readonly<Record<(typeof FIGURES)[number], number>> | null,
  ): BridgeFigures => ({
    spend: figureOf(columns.spend, errors?.spend ?? 0),
    netValue: figureOf(columns.netValue, errors?.netValue ?? 0),
    outcomes: figureOf(columns.outcomes, errors?.outcomes ?? 0),
  });
  return {
    bars: groups
      .map((group, i) => ({
        pointers: group.map(({ pointer }) => pointer),
        figures: summary(shares[i]!, orderErrors[i]!),
      }))
      .toSorted((one, other) => Math.abs(other.figures.spend.mean) - Math.abs(one.figures.spend.mean)),
    total: summary(
      {
        spend: minus(to.spend, from.spend),
        netValue: minus(to.netValue, from.netValue),
        outcomes: minus(to.outcomes, from.outcomes),
      },
      null,
    ),
    trials: from.spend.length,
    orders: isExact ? null : 2 * ORDERS,
  };
}

/** Id of the workload that spends most on average; null without workloads. */
function largestWorkload({ workloads }: YearSamples, plan: ResolvedPlan): string | null {
  const spends = workloads.map(({ spend }) => sum(spend));
  return plan.workloads[spends.indexOf(Math.max(...spends))]?.id ?? null;
}

/**
 * Adds every change's mean effect over all orders of a part, by its subsets: each counts as often as it comes before
 * the change.
 */
async function exact(
  part: readonly number[],
  figuresOf: (made: readonly number[]) => Promise<Columns>,
  shares: readonly Columns[],
): Promise<void> {
  const n = part.length;
  for (let subset = 0; subset < 2 ** n; subset++) {
    const made = part.filter((_, k) => (subset >> k) & 1);
    const before = await figuresOf(made);
    const weight = 1 / (n * binomial(n - 1, made.length));
    for (const [k, change] of part.entries()) {
      if ((subset >> k) & 1) continue;
      const after = await figuresOf([...made, change]);
      for (const figure of FIGURES) addScaled(shares[change]![figure], after[figure], before[figure], weight);
    }
  }
}

/** The same over sampled orders, each with its reverse, and how far the orders lie apart. */
async function sampled(
  count: number,
  figuresOf: (made: readonly number[]) => Promise<Columns>,
  shares: readonly Columns[],
  errors: Record<(typeof FIGURES)[number], number>[],
  seed: number,
): Promise<void> {
  const means = shares.map((): Record<(typeof FIGURES)[number], number[]> => ({
    spend: [],
    netValue: [],
    outcomes: [],
  }));
  for (let o = 0; o < ORDERS; o++) {
    const order = shuffled(count, seed, o);
    const pair = shares.map(() => ({ spend: 0, netValue: 0, outcomes: 0 }));
    for (const own of [order, order.toReversed()]) {
      let before = await figuresOf([]);
      for (const [k, change] of own.entries()) {
        const after = await figuresOf(own.slice(0, k + 1));
        for (const figure of FIGURES) {
          addScaled(shares[change]![figure], after[figure], before[figure], 1 / (2 * ORDERS));
          pair[change]![figure] += (mean(after[figure]) - mean(before[figure])) / 2;
        }
        before = after;
      }
    }
    for (const [i, own] of pair.entries()) for (const figure of FIGURES) means[i]![figure].push(own[figure]);
  }
  for (const [i, own] of means.entries()) {
    for (const figure of FIGURES) {
      errors[i]![figure] = standardErrorOfMean(own[figure]);
    }
  }
}

function shuffled(count: number, seed: number, order: number): number[] {
  const random = streamOf(under(keyOf(seed), "order", order));
  const places = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places;
}

// ---- changes --------------------------------------------------------------------------------------------------------

/** Id of the scenario that holds some of the changes. */
const PART = "part-of-it";

function withChanges(plan: Plan, groups: readonly (readonly Difference[])[], made: readonly number[]): Plan {
  return { ...plan, scenarios: { [PART]: { change: patchOf(made.flatMap((i) => groups[i]!)) } } };
}

/**
 * What a planner would call one change: a difference, where the plan is sound with it alone and with all but it; else
 * all differences of the same workload, model or cost; else all of them. Only sound plans are calculated.
 */
function groupsOf(plan: Plan, differences: readonly Difference[]): (readonly Difference[])[] {
  const isSound = (groups: readonly (readonly Difference[])[]): boolean => {
    const all = groups.map((_, i) => i);
    const subsets =
      groups.length <= 6
        ? Array.from({ length: 2 ** groups.length }, (_, subset) => all.filter((k) => (subset >> k) & 1))
        : [...all.map((i) => [i]), ...all.map((i) => all.filter((k) => k !== i))];
    return subsets.every((made) => checkPlan(withChanges(plan, groups, made)).ok);
  };
  const single = differences.map((difference) => [difference]);
  if (isSound(single)) return single;
  const byPlace = new Map<string, Difference[]>();
  for (const difference of differences) {
    const place = difference.path.slice(0, 2).join("/");
    byPlace.set(place, [...(byPlace.get(place) ?? []), difference]);
  }
  const grouped = [...byPlace.values()];
  return isSound(grouped) ? grouped : [[...differences]];
}

/** Changes that may act on each other: those of one workload; all, as soon as one belongs to none. */
function apart(groups: readonly (readonly Difference[])[]): number[][] {
  const workloadOf = (group: readonly Difference[]): string | null => {
    const ids = new Set(group.map(({ path }) => (path[0] === "workloads" ? String(path[1]) : null)));
    return ids.size === 1 ? [...ids][0]! : null;
  };
  const ids = groups.map(workloadOf);
  if (ids.includes(null)) return [groups.map((_, i) => i)];
  return [...new Set(ids)].map((id) => ids.flatMap((own, i) => (own === id ? [i] : [])));
}

// ---- columns --------------------------------------------------------------------------------------------------------

/** Outcomes of a workload by trial; none where the plan does not have it. */
function outcomesOf({ workloads, trials }: YearSamples, plan: ResolvedPlan, id: string | null): Float64Array {
  return workloads[plan.workloads.findIndex((one) => one.id === id)]?.outcomes ?? new Float64Array(trials);
}

function zeros(trials: number): Columns {
  return { spend: new Float64Array(trials), netValue: new Float64Array(trials), outcomes: new Float64Array(trials) };
}

function addScaled(into: Float64Array, after: Float64Array, before: Float64Array, weight: number): void {
  for (let i = 0; i < into.length; i++) into[i]! += weight * (after[i]! - before[i]!);
}

function minus(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, i) => value - other[i]!);
}

function figureOf(values: Float64Array, orderError: number): BridgeFigure {
  const sorted = values.slice().sort();
  return {
    mean: mean(values),
    error: Math.hypot(errorOfMean(values), orderError),
    p10: sortedQuantile(sorted, 0.1),
    p90: sortedQuantile(sorted, 0.9),
  };
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}
