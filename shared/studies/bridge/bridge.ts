import { errorOfMean } from "#shared/forecast/answers/simulationError.ts";
import { netValueOfTrials } from "#shared/forecast/comparison/trialFigures.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { scenarioDifferences, type Difference } from "#shared/plan/scenarios/scenarioEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { sum, mean, standardErrorOfMean } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { apart, groupsOf, PART, withChanges } from "./bridgeChanges.ts";
import { simulateFromFirst, type YearSamples } from "#shared/studies/simulateChanged.ts";
import type { StudyContext } from "#shared/studies/study.ts";

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
type Errors = Record<(typeof FIGURES)[number], number>;
const NO_ERRORS: Readonly<Errors> = { spend: 0, netValue: 0, outcomes: 0 };

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
  const groups = groupsOf(plan, scenarioDifferences(plan, scenario));
  const couples = [resolveScenario(plan, null), resolveScenario(plan, scenario)].some(
    ({ budget }) => budget.atExhaustion === "block",
  );
  const parts = couples ? [groups.map((_, i) => i)] : apart(groups);
  const isExact = parts.every((part) => part.length <= MOST_EXACT);
  const forecasts = isExact ? parts.reduce((sum, part) => sum + 2 ** part.length, 0) : ORDERS * 2 * groups.length;
  const figuresOf = columnsOfSubsets(plan, groups, forecasts, context);
  const from = await figuresOf([]);
  const shares: Columns[] = groups.map(() => zeros(from.spend.length));
  const orderErrors = groups.map((): Errors => ({ ...NO_ERRORS }));
  if (isExact) for (const part of parts) await exact(part, figuresOf, shares);
  else await sampled(groups.length, figuresOf, shares, orderErrors, context.seed);

  const to = await figuresOf(groups.map((_, i) => i));
  const total = {
    spend: minus(to.spend, from.spend),
    netValue: minus(to.netValue, from.netValue),
    outcomes: minus(to.outcomes, from.outcomes),
  };
  return {
    bars: groups
      .map((group, i) => ({
        pointers: group.map(({ pointer }) => pointer),
        figures: figuresOfColumns(shares[i]!, orderErrors[i]!),
      }))
      .toSorted((one, other) => Math.abs(other.figures.spend.mean) - Math.abs(one.figures.spend.mean)),
    total: figuresOfColumns(total, NO_ERRORS),
    trials: from.spend.length,
    orders: isExact ? null : 2 * ORDERS,
  };
}

/** Figures of every trial with some of the changes made, each subset simulated once. The plan itself must come first. */
function columnsOfSubsets(
  plan: Plan,
  groups: readonly (readonly Difference[])[],
  forecasts: number,
  context: StudyContext,
): (made: readonly number[]) => Promise<Columns> {
  const trials = Math.round(Math.max(LEAST_TRIALS, Math.min(MOST_TRIALS, ALL_TRIALS / Math.max(1, forecasts))));
  const simulate = simulateFromFirst(context.simulate, trials);
  const known = new Map<string, Promise<Columns>>();
  let done = 0;
  let main: string | null = null;
  const simulated = async (made: readonly number[]): Promise<Columns> => {
    const resolved = resolveScenario(withChanges(plan, groups, made), made.length === 0 ? null : PART);
    const samples = await simulate(resolved);
    if (made.length === 0) main = largestWorkload(samples, resolved);
    context.reportProgress(++done, Math.max(done, forecasts));
    return {
      spend: samples.spend,
      netValue: netValueOfTrials(samples),
      outcomes: outcomesOf(samples, resolved, main),
    };
  };
  return (made) => {
    const key = made.toSorted((a, b) => a - b).join(" ");
    const columns = known.get(key) ?? simulated(made);
    known.set(key, columns);
    return columns;
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
  errors: Errors[],
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

/** `errors`: by figure, that of the orders that were sampled. */
function figuresOfColumns(columns: Columns, errors: Errors): BridgeFigures {
  return {
    spend: figureOf(columns.spend, errors.spend),
    netValue: figureOf(columns.netValue, errors.netValue),
    outcomes: figureOf(columns.outcomes, errors.outcomes),
  };
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
