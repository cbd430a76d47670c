import { compileDecision } from "./compileDecision.ts";
import { normalUpperQuantile } from "#shared/numerics/normal.ts";
import { compileTokens } from "#shared/distributions/tokens.ts";
import { certainValue, compileUncertain, isCertain } from "#shared/distributions/uncertain.ts";
import { correlationFactor, pearsonOfRank } from "#shared/distributions/copula.ts";
import { leadModel } from "#shared/plan/leadModel.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import type {
  ResolvedAttempt,
  ResolvedDatedMultiplier,
  ResolvedPlan,
  ResolvedPolicy,
  ResolvedRoute,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";
import { keyOf, under, type Key } from "#shared/random/random.ts";
import { DAYS_PER_MONTH, TOKENS_PER_MTOK } from "#shared/units.ts";
import { gaussHermite, gaussLegendre } from "#shared/numerics/quadrature.ts";
import { cutTail, NO_TAIL } from "./tailCut.ts";
import type {
  CompiledAttempt,
  CompiledDatedMultiplier,
  CompiledPlan,
  CompiledPolicy,
  CompiledWorkload,
  Draw,
  Segment,
  Stretch,
} from "./compiled.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { compileActuals } from "#shared/engine/observed/compileActuals.ts";
import { policiesWithoutIdleCaps } from "./idleCaps.ts";
import { scoreWeights, slotsWithTail } from "./slots.ts";
import { compileRoute } from "./compileRoute.ts";
import { MOST_TERMS } from "./grids.ts";
import type { CompiledRoute } from "./routeGrid.ts";
import { compileTokenSeries } from "./tokenPanels.ts";

/** Tasks of a segment below which each is drawn one by one. */
const ONE_BY_ONE_BELOW = 120;
/**
 * The same where several models share the spend: when a cap cuts a day of few tasks, which model made it expensive is
 * not proportional to what it spent. Whether there is a cap must not matter here: a cap that does not act would change
 * every trial (law 5).
 */
const ONE_BY_ONE_BELOW_IF_SHARED = 300;

const asShare = (x: number): number => Math.min(1, Math.max(0, x));
const asGrowth = (x: number): number => Math.max(-1, x);
const asAmount = (x: number): number => Math.max(0, x);
const asItIs = (x: number): number => x;

/**
 * Compiles a plan that has passed all checks, and conditions it on its closed months. `twinEvery` as in CompiledPlan.
 */
export function compilePlan(plan: ResolvedPlan, seed: number, twinEvery: number): CompiledForecast {
  const compiled = compileYear(plan, seed, twinEvery, false);
  if (plan.seen === null) return { ...compiled, actuals: null };
  const under = plan.seen.under ?? plan;
  return { ...compiled, actuals: compileActuals(plan, compiled, compileWhole(under, seed), under) };
}

/**
 * A plan whose expectations are those of all tasks, as if no month had closed: for what parameters predict of the months
 * (`expectation.ts`), not for trials.
 */
export function compileWhole(plan: ResolvedPlan, seed: number): CompiledPlan {
  return compileYear(plan, seed, 0, true);
}

/** `whole`: no task is played one by one, so that the moments of a route are those of all tasks. */
function compileYear(plan: ResolvedPlan, seed: number, twinEvery: number, whole: boolean): CompiledPlan {
  const anew = new Set(plan.redrawn);
  const nameOf: Naming = (pointer) => (anew.has(pointer) ? under(ownName(pointer), "anew") : ownName(pointer));
  const copula = compileCopula(plan);
  const draw = (pointer: string, uncertain: Uncertain, clamp: (x: number) => number): Draw => {
    const name = nameOf(pointer);
    const at = compileUncertain(uncertain);
    return {
      name,
      row: copula?.pointers.indexOf(pointer) ?? -1,
      certain: isCertain(uncertain) ? clamp(certainValue(uncertain) ?? NaN) : NaN,
      at: (score) => clamp(at(score)),
    };
  };
  const dated = (change: ResolvedDatedMultiplier): CompiledDatedMultiplier => ({
    happens: nameOf(`${change.pointer}#happens`),
    probability: change.probability,
    fromDay: change.fromDay,
    multiplier: draw(change.pointer, change.multiplier, asAmount),
  });
  const monthStarts = Int32Array.from(plan.monthStarts, (day) => day - plan.start);
  const days = monthStarts[monthStarts.length - 1]!;
  const monthOfDay = new Int32Array(days);
  const workingDays = new Int32Array(monthStarts.length - 1);
  for (let month = 0; month + 1 < monthStarts.length; month++) {
    monthOfDay.fill(month, monthStarts[month], monthStarts[month + 1]);
    for (let day = monthStarts[month]!; day < monthStarts[month + 1]!; day++)
      if (plan.dayWeights[day] === 1) workingDays[month]!++;
  }
  return {
    seed,
    seedKey: keyOf(seed),
    twinEvery,
    days,
    monthStarts,
    monthOfDay,
    dayWeights: Float64Array.from(plan.dayWeights),
    workingDays,
    budget: plan.budget.amount,
    blocks: plan.budget.atExhaustion === "block",
    shared: {
      demand: draw("/shared/demand", plan.shared.demand, asAmount),
      tokens: draw("/shared/tokens", plan.shared.tokens, asAmount),
      prices: draw("/shared/prices", plan.shared.prices, asAmount),
      wander: { ...plan.shared.wander, name: nameOf("/shared/wander") },
    },
    models: plan.models.map((model) => ({ priceChanges: model.priceChanges.map(dated) })),
    fixedCosts: plan.fixedCosts.map((cost) => ({
      perMonth: draw(pointerOf(["fixedCosts", cost.id, "perMonth"]), cost.perMonth, asAmount),
      renewal: cost.renewal === null ? null : dated(cost.renewal),
    })),
    workloads: plan.workloads.map((workload) => compileWorkload(plan, workload, monthStarts, draw, nameOf, whole)),
    copula: copula === null ? null : { names: copula.pointers.map(nameOf), factor: copula.factor },
  };
}

/** The address of an uncertain number. */
type Naming = (pointer: string) => Key;

function ownName(pointer: string): Key {
  return under({ a: 0x243f6a88, b: 0x85a308d3 | 0 }, pointer);
}

function compileCopula(
  plan: ResolvedPlan,
): { pointers: readonly string[]; factor: readonly (readonly number[])[] } | null {
  if (plan.correlations.length === 0) return null;
  // Sorted by name, so that the order in which a plan lists its correlations moves no number.
  const pointers = [...new Set(plan.correlations.flatMap(({ between }) => between))].sort();
  const matrix = pointers.map((_, i) => pointers.map((__, j): number => (i === j ? 1 : 0)));
  for (const { between, rank } of plan.correlations) {
    const i = pointers.indexOf(between[0]);
    const j = pointers.indexOf(between[1]);
    matrix[i]![j] = matrix[j]![i] = pearsonOfRank(rank);
  }
  const factor = correlationFactor(matrix);
  if (factor === null) throw new Error("correlations of a checked plan have no factor");
  return { pointers, factor };
}

function compileWorkload(
  plan: ResolvedPlan,
  workload: ResolvedWorkload,
  monthStarts: Int32Array,
  draw: (pointer: string, uncertain: Uncertain, clamp: (x: number) => number) => Draw,
  nameOf: Naming,
  whole: boolean,
): CompiledWorkload {
  const at = pointerOf(["workloads", workload.id]);
  const days = monthStarts[monthStarts.length - 1]!;
  const { demand, outcome } = workload;
  const modelIndex = (id: string): number => plan.models.findIndex((model) => model.id === id);
  const attemptIndex = (id: string): number => workload.attempts.findIndex((attempt) => attempt.modelId === id);

  const fallbackIndex = (cap: ResolvedPolicy["attemptCap"]): number =>
    cap === null || cap.fallbackModel === null ? -1 : attemptIndex(cap.fallbackModel);
  const typicalTasks = typicalTasksAMonth(plan, workload);
  const inForce = policiesWithoutIdleCaps(plan, workload);
  const slots = Math.max(
    1,
    ...inForce.map(({ route, attemptCap }) => slotsOf(route) * ((attemptCap?.fallbackModel ?? null) === null ? 1 : 2)),
  );
  const attempts = workload.attempts.map((attempt) =>
    compileAttempt(
      plan,
      attempt,
      modelIndex(attempt.modelId),
      `${at}${pointerOf(["attempts", attempt.modelId])}`,
      typicalTasks,
      slots,
      nameOf,
      whole,
    ),
  );
  const route = (policy: ResolvedPolicy, of: ResolvedRoute): CompiledRoute =>
    compileRoute({
      route: of,
      indexOf: attemptIndex,
      byEffort: attempts.map(({ byEffort }) => byEffort),
      names: attempts.map(({ name }) => name),
      fallbackAttempt: fallbackIndex(policy.attemptCap),
      isCapped: policy.attemptCap !== null,
      acrossModels: workload.acrossModels,
      sameModel: workload.sameModel,
    });
  const policies = inForce.map((policy): CompiledPolicy => {
    const { attemptCap, monthCap } = policy;
    const cap =
      attemptCap === null
        ? null
        : {
            inTokens: attemptCap.unit === "tokens",
            amount: attemptCap.amount,
            approval: attemptCap.approval,
            partial: attemptCap.partial,
            fallback: fallbackIndex(attemptCap),
          };
    const main = route(policy, policy.route);
    const fallback = monthCap === null || monthCap.fallback === null ? null : route(policy, monthCap.fallback);
    return {
      fromDay: policy.fromDay,
      route: main,
      slots: slotsWithTail(main, cap, attempts),
      leadModel: modelIndex(leadModel(policy.route)),
      cap,
      monthCap,
      fallback,
      fallbackSlots: fallback === null ? [] : slotsWithTail(fallback, cap, attempts),
    };
  });
  const isCapped = policies.some(({ monthCap }) => monthCap !== null);
  const mayBeCut = isCapped || plan.budget.atExhaustion === "block";
  const priceDays = workload.attempts.flatMap(({ modelId }) =>
    plan.models[modelIndex(modelId)]!.priceChanges.map(({ fromDay }) => fromDay),
  );
  const { epochs, segments, firstSegment } = cutYear(policies, priceDays, monthStarts);
  const adoptionPoints = demand.adoption.map(({ day }) => day);
  return {
    id: workload.id,
    case: workload.case,
    gate: workload.gate,
    decision: compileDecision(plan, workload),
    key: under({ a: 0x13198a2e, b: 0x03707344 }, workload.id),
    users: draw(`${at}/demand/users`, demand.users, asAmount),
    userSpread: demand.userSpread,
    spreadName: nameOf(`${at}/demand/userSpread`),
    tasksPerUserPerDay: draw(`${at}/demand/tasksPerUserPerDay`, demand.tasksPerUserPerDay, asAmount),
    monthlyGrowth: draw(`${at}/demand/monthlyGrowth`, demand.monthlyGrowth, asGrowth),
    // The one uncertain number that is meant to be negative.
    rebound: draw(`${at}/demand/rebound`, demand.rebound, asItIs),
    seasonality: Float64Array.from(demand.seasonality),
    wander: { ...demand.wander, name: nameOf(`${at}/demand/wander`) },
    adoption: {
      points: demand.adoption.map(({ share }) => draw(`${at}/demand/adoption`, share, asShare)),
      ...adoptionDays(adoptionPoints, days),
    },
    stretches: segments.map((segment) => stretchesOf(segment, adoptionPoints, plan.dayWeights)),
    attempts,
    attemptsWithoutTail: attempts.map((attempt, i) => ({
      ...attempt,
      ...NO_TAIL,
      factorNodes: runawayNodes(workload.attempts[i]!),
    })),
    weights: scoreWeights(workload.acrossModels, workload.sameModel),
    tokensMultiplier: draw(`${at}/tokensMultiplier`, workload.tokensMultiplier, asAmount),
    tokensGrowth: draw(`${at}/tokensGrowth`, workload.tokensGrowth, asGrowth),
    policies,
    segments,
    firstSegment,
    epochs,
    value: draw(`${at}/outcome/value`, outcome.value, asAmount),
    captured: draw(`${at}/outcome/captured`, outcome.captured, asShare),
    reviewCost: draw(`${at}/outcome/reviewCost`, outcome.reviewCost, asAmount),
    failureCost: draw(`${at}/outcome/failureCost`, outcome.failureCost, asAmount),
    errorCost: draw(`${at}/outcome/errorCost`, outcome.errorCost, asAmount),
    failuresVisible: outcome.failuresVisible,
    oneByOneBelow: attempts.length > 1 ? ONE_BY_ONE_BELOW_IF_SHARED : ONE_BY_ONE_BELOW,
    isCapped,
    mayBeCut,
  };
}

function compileAttempt(
  plan: ResolvedPlan,
  attempt: ResolvedAttempt,
  model: number,
  pointer: string,
  typicalTasks: number,
  slots: number,
  nameOf: Naming,
  whole: boolean,
): CompiledAttempt {
  const { price } = plan.models[model]!;
  const { mix, runaway, success } = attempt;
  const curve = compileTokens(attempt.tokens);
  const factor = compileFactor(runaway.factor);
  const nodes = runawayNodes(attempt);
  const tail = whole
    ? NO_TAIL
    : cutTail({
        curve,
        limit: attempt.limit,
        tasks: Math.max(ONE_BY_ONE_BELOW, typicalTasks),
        slots,
        runawayShare: runaway.share,
        factors: nodes,
      });
  return {
    model,
    name: under({ a: 0xa4093822 | 0, b: 0x299f31d0 }, attempt.modelId).a,
    pricePerToken:
      (mix.input * price.input +
        mix.cacheRead * price.cacheRead +
        mix.cacheWrite * price.cacheWrite +
        mix.output * price.output) /
      TOKENS_PER_MTOK,
    series: compileTokenSeries(curve, MOST_TERMS),
    curve,
    lnLimit: Math.log(attempt.limit),
    limit: attempt.limit,
    runs: "runs" in attempt.tokens ? (attempt.tokens.runs ?? null) : null,
    // What a pilot says of tokens and of success are two things: one can be drawn anew without the other.
    truth:
      plan.redrawn?.includes(`${pointer}/tokens#pilot`) === true
        ? under(nameOf(pointer), "pilot anew")
        : nameOf(pointer),
    successTruth:
      plan.redrawn?.includes(`${pointer}/success#runs`) === true
        ? under(nameOf(pointer), "success anew")
        : nameOf(pointer),
    runawayShare: runaway.share,
    runawayFactor: factor,
    factorNodes: tail.runawayTailShare === 1 ? [] : nodes,
    ...tail,
    byEffort: success.byEffort,
    successRuns: success.runs,
  };
}

function runawayNodes({ runaway }: ResolvedAttempt): CompiledAttempt["factorNodes"] {
  return runaway.share > 0 ? factorNodes(runaway.factor) : [];
}

function compileFactor(factor: Uncertain): (score: number) => number {
  const at = compileUncertain(factor);
  return (score) => asAmount(at(score));
}

/** The factor by its own few values, or by the points of the shortest Gauss rule that keeps its third moment. */
function factorNodes(factor: Uncertain): { lnFactor: number; weight: number }[] {
  if (isCertain(factor)) return [{ lnFactor: Math.log(asAmount(certainValue(factor) ?? NaN)), weight: 1 }];
  if (typeof factor === "object" && "values" in factor) {
    const total = factor.weights.reduce((sum, weight) => sum + weight, 0);
    return factor.values.map((value, i) => ({
      lnFactor: Math.log(asAmount(value)),
      weight: factor.weights[i]! / total,
    }));
  }
  const at = compileFactor(factor);
  const cubeBy = (rule: ScoreRule): number => rule.reduce((sum, [score, weight]) => sum + weight * at(score) ** 3, 0);
  const cube = cubeBy(FINE_RULE);
  const errors = FACTOR_RULES.map((rule) => Math.abs(cubeBy(rule) - cube));
  const shortest = errors.findIndex((error) => error <= CUBE_WITHIN * cube);
  return FACTOR_RULES[shortest < 0 ? errors.indexOf(Math.min(...errors)) : shortest]!.map(([score, weight]) => ({
    lnFactor: Math.log(at(score)),
    weight,
  }));
}

/** Normal scores and their weights. */
type ScoreRule = readonly (readonly [number, number])[];

/**
 * By equal shares of the rank (flat factors: two points keep a uniform's third moment exactly), or of the score
 * (factors with tails).
 */
const FACTOR_RULES: readonly ScoreRule[] = [overRanks(2), overRanks(3), overScores(4)];
/** How far a rule's third moment may be off, as a share. */
const CUBE_WITHIN = 1e-3;
const FINE_RULE = overScores(40);

function overRanks(count: number): ScoreRule {
  const { nodes, weights } = gaussLegendre(count);
  return Array.from(nodes, (x, i) => [-normalUpperQuantile((1 + x) / 2), weights[i]! / 2]);
}

function overScores(count: number): ScoreRule {
  const { nodes, weights } = gaussHermite(count);
  return Array.from(nodes, (x, i) => [x, weights[i]!]);
}

function typicalTasksAMonth(plan: ResolvedPlan, workload: ResolvedWorkload): number {
  const middle = (uncertain: Uncertain): number => compileUncertain(uncertain)(0);
  const { demand } = workload;
  const adoption = demand.adoption.reduce((sum, { share }) => sum + asShare(middle(share)), 0) / demand.adoption.length;
  const dayWeight = plan.dayWeights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, plan.dayWeights.length);
  return (
    middle(demand.users) *
    middle(demand.tasksPerUserPerDay) *
    middle(plan.shared.demand) *
    adoption *
    dayWeight *
    DAYS_PER_MONTH
  );
}

function slotsOf(route: ResolvedRoute): number {
  switch (route.kind) {
    case "steps":
      return route.steps.length;
    case "bestOf":
      return route.bestOf;
    case "choose":
      return Math.max(...route.branches.map(({ steps }) => steps.length));
    default:
      throw new Error(`no slots for ${route satisfies never}`);
  }
}

function adoptionDays(points: readonly number[], days: number): { before: Int32Array; along: Float64Array } {
  const before = new Int32Array(days);
  const along = new Float64Array(days);
  let point = 0;
  for (let day = 0; day < days; day++) {
    while (point + 1 < points.length && points[point + 1]! <= day) point++;
    before[day] = point;
    const next = points[point + 1];
    along[day] = next === undefined || day < points[point]! ? 0 : (day - points[point]!) / (next - points[point]!);
  }
  return { before, along };
}

/** With these, growth of up to a third a month is summed over its days to 1e-8. */
const STRETCH_MOMENTS = 7;

function stretchesOf({ start, end }: Segment, points: readonly number[], dayWeights: ArrayLike<number>): Stretch[] {
  const bends = points.map(Math.ceil).filter((day) => day > start && day < end);
  const cuts = [...new Set([start, ...bends, end])];
  return cuts.slice(0, -1).map((from, i) => {
    const after = points.findIndex((point) => point > from);
    const weights = Float64Array.from({ length: cuts[i + 1]! - from }, (_, d) => dayWeights[from + d]!);
    const middle = (weights.length - 1) / 2;
    const moments = new Float64Array(STRETCH_MOMENTS);
    for (const [d, weight] of weights.entries()) {
      let term = weight;
      for (let k = 0; k < STRETCH_MOMENTS; k++) {
        moments[k]! += term;
        term *= (d - middle) / (k + 1);
      }
    }
    return {
      start: from,
      slope: after <= 0 ? 0 : 1 / (points[after]! - points[after - 1]!),
      dayWeights: weights,
      middle,
      moments,
    };
  });
}

function cutYear(policies: readonly CompiledPolicy[], priceDays: readonly number[], monthStarts: Int32Array) {
  const days = monthStarts[monthStarts.length - 1]!;
  const epochStarts = [...new Set([0, ...policies.map(({ fromDay }) => fromDay), ...priceDays])]
    .filter((day) => day >= 0 && day < days)
    .sort((a, b) => a - b);
  const policyAt = (day: number): number => policies.findLastIndex(({ fromDay }) => fromDay <= day);
  const epochs = epochStarts.map((start) => ({ start, policy: policyAt(start) }));
  const cuts = [...new Set([...monthStarts.slice(0, -1), ...epochStarts])].sort((a, b) => a - b);
  const segments: Segment[] = [];
  const firstSegment = new Int32Array(monthStarts.length);
  for (const [i, start] of cuts.entries()) {
    const month = monthStarts.findLastIndex((first) => first <= start);
    segments.push({
      start,
      end: cuts[i + 1] ?? days,
      month,
      policy: policyAt(start),
      epoch: epochs.findLastIndex((epoch) => epoch.start <= start),
    });
    firstSegment[month + 1] = segments.length;
  }
  return { epochs, segments, firstSegment };
}
