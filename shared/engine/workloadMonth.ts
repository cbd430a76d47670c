import { gammaDraw } from "../distributions/gamma.ts";
import { binomialQuantile, poissonQuantile } from "../distributions/poisson.ts";
import { mix32, streamOf, uniformOf, type Key } from "../random/random.ts";
import type { CompiledPlan, CompiledPolicy, CompiledWorkload, Segment, Slot } from "./compiled.ts";
import { adoptionOn, type WorkloadWorld, type World } from "./levelOne.ts";
import { createPlayed, playTask, type Played, type Rules } from "./playTask.ts";
import { createRouteMoments, FAILED, RIGHT, routeMoments, viewRoute, walkRoute, WRONG, type RouteMoments } from "./routeMoments.ts";
import type { CompiledRoute } from "./routeNodes.ts";
import { tabledCdf, tabledQuantile } from "./tabledNormal.ts";

/**
 * One workload through one trial, a fiscal month at a time.
 *
 * A month's tasks are a compound Poisson sum. The dearest few are played one by one (`playTask`); the others, the body, are drawn as
 * counts of how they ended and a normal sum of what they cost, with the moments of the trial's own truth. Where a month has few
 * tasks, all are played. Days are told apart only where a rule asks for them: a month cap that binds, the month in which the
 * budget is gone, a replay. The day's parts are then drawn given the month's sum, so looking closer changes no total.
 */
export interface WorkloadRun {
  readonly plan: CompiledPlan;
  readonly workload: CompiledWorkload;
  /** Expected tasks of each day of the year. */
  readonly arrivals: Float64Array;
  /** Money per token by epoch and attempt. */
  readonly prices: readonly Float64Array[];
  /** First epoch of the phase of each epoch: neighbours with the same rules and the same prices share moments. */
  readonly phase: Int32Array;
  readonly main: Batch[];
  readonly fallback: Batch[];
  /** Moments of a task by phase, for the route in force and for the route of `degrade`. */
  readonly mainMoments: PhaseMoments[];
  readonly fallbackMoments: PhaseMoments[];
  readonly pool: Pool;
  readonly year: Tally;
  readonly month: MonthState;
  world: WorkloadWorld;
  luckA: number;
  luckB: number;
}

/** What is booked: money, tasks by ending, attempts, and by attempt of the workload tokens and money. */
export interface Tally {
  spend: number;
  right: number;
  wrong: number;
  failed: number;
  unmet: number;
  attempts: number;
  readonly tokens: Float64Array;
  readonly tokenSpend: Float64Array;
}

/** An empty tally for a workload of so many attempts. */
export function createTally(attempts: number): Tally {
  return { spend: 0, right: 0, wrong: 0, failed: 0, unmet: 0, attempts: 0, tokens: new Float64Array(attempts), tokenSpend: new Float64Array(attempts) };
}

/** Sets all of a tally to zero. */
export function clearTally(tally: Tally): void {
  tally.spend = tally.right = tally.wrong = tally.failed = tally.unmet = tally.attempts = 0;
  tally.tokens.fill(0);
  tally.tokenSpend.fill(0);
}

/** The tasks of one segment under one route, before any month cap. */
interface Batch {
  readonly segment: Segment;
  /** Set apart from the main route's: MAIN_BODY or FALLBACK_BODY. */
  readonly bodyLuck: number;
  /** Expected tasks. */
  expected: number;
  /** The body: sums over the segment. */
  spend: number;
  right: number;
  wrong: number;
  failed: number;
  attempts: number;
  readonly tokens: Float64Array;
  /** Expected squared cost of a body task. */
  squaredCost: number;
  /** As many equal tasks would spend with the same relative variance. */
  effectiveTasks: number;
  /** How far a day's tasks follow its spend, and the part of its spend's deviation that is the batch's own. */
  followed: number;
  own: number;
  /** By ending: how a day's count follows its spend (regression of shares), and the part of its variance that spend explains. */
  readonly follows: Float64Array;
  readonly explained: Float64Array;
  /** Tasks played one by one. */
  played: number;
  readonly playedCost: number[];
  readonly playedEnding: number[];
  readonly playedAttempts: number[];
  readonly playedRank: number[];
  /** attempts × played. */
  readonly playedTokens: number[];
  /** By day of the segment: share of the body's spend, how much of that is luck, share of its expected tasks; day of each played task. */
  readonly spendShare: Float64Array;
  readonly spendLuck: Float64Array;
  readonly taskShare: Float64Array;
  /** Tasks of the body on each day; told only where something may cut a day. */
  readonly dayTasks: Float64Array;
  readonly playedDay: number[];
  isRefined: boolean;
}

/** Moments at up to three amounts of token growth, to interpolate between; none: too much growth, evaluated each time. */
interface PhaseMoments {
  isReady: boolean;
  growths: 0 | 1 | 2 | 3;
  readonly growth: Float64Array;
  readonly at: readonly [RouteMoments, RouteMoments, RouteMoments];
  readonly now: RouteMoments;
}

/** Work put off to later months: what it would have been on its day, waiting for a price. */
interface Pool {
  right: number;
  wrong: number;
  failed: number;
  attempts: number;
  /** Money beside tokens: verifiers and choices. */
  other: number;
  readonly tokens: Float64Array;
}

interface MonthState {
  /** Spend of each day of the month after its cap; valid when isByDay. */
  readonly daySpend: Float64Array;
  /** By day: share of the day's own tasks done by the route, and by the fallback; share of its deferred work done. */
  readonly own: Float64Array;
  readonly byFallback: Float64Array;
  readonly deferredDone: Float64Array;
  /** Spend of a day's deferred work at that day's prices, if all of it is done. */
  readonly deferredSpend: Float64Array;
  isByDay: boolean;
  spend: number;
  readonly deferring: Pool;
  /** By segment of the month: its fallback has been drawn. */
  readonly fallbackDrawn: boolean[];
}

const LONGEST_MONTH = 31;

/** Scratch for the workload at `index` of the plan. */
export function createWorkloadRun(plan: CompiledPlan, index: number, world: World): WorkloadRun {
  const workload = plan.workloads[index]!;
  const attempts = workload.attempts.length;
  const createPhases = (): PhaseMoments[] => workload.epochs.map(() => ({
    isReady: false, growths: 0, growth: new Float64Array(3),
    at: [createRouteMoments(attempts), createRouteMoments(attempts), createRouteMoments(attempts)],
    now: createRouteMoments(attempts),
  }));
  const createPool = (): Pool => ({ right: 0, wrong: 0, failed: 0, attempts: 0, other: 0, tokens: new Float64Array(attempts) });
  const days = (): Float64Array => new Float64Array(LONGEST_MONTH);
  return {
    plan, workload,
    arrivals: new Float64Array(plan.days),
    prices: workload.epochs.map(() => new Float64Array(attempts)),
    phase: new Int32Array(workload.epochs.length),
    main: workload.segments.map((segment) => createBatch(segment, attempts, MAIN_BODY)),
    fallback: workload.segments.map((segment) => createBatch(segment, attempts, FALLBACK_BODY)),
    mainMoments: createPhases(),
    fallbackMoments: createPhases(),
    pool: createPool(),
    year: createTally(attempts),
    month: {
      daySpend: days(), own: days(), byFallback: days(), deferredDone: days(), deferredSpend: days(),
      isByDay: false, spend: 0, deferring: createPool(), fallbackDrawn: [],
    },
    world: world.workloads[index]!,
    luckA: 0, luckB: 0,
  };
}

function createBatch(segment: Segment, attempts: number, bodyLuck: number): Batch {
  return {
    segment, bodyLuck, expected: 0, spend: 0, right: 0, wrong: 0, failed: 0, attempts: 0, tokens: new Float64Array(attempts), squaredCost: 0, effectiveTasks: 0, followed: 0, own: 1,
    follows: new Float64Array(3), explained: new Float64Array(3),
    played: 0, playedCost: [], playedEnding: [], playedAttempts: [], playedRank: [], playedTokens: [], playedDay: [],
    spendShare: new Float64Array(LONGEST_MONTH), spendLuck: new Float64Array(LONGEST_MONTH), taskShare: new Float64Array(LONGEST_MONTH),
    dayTasks: new Float64Array(LONGEST_MONTH), isRefined: false,
  };
}

/** Takes up a trial's world: prices, phases and expected tasks of every day. */
export function enterWorld(run: WorkloadRun, world: World): void {
  const { plan, workload, prices, phase, arrivals } = run;
  for (const [e, epoch] of workload.epochs.entries()) {
    const own = prices[e]!;
    for (const [i, attempt] of workload.attempts.entries()) own[i] = attempt.pricePerToken * world.prices * multiplierOn(plan, world, attempt.model, epoch.start);
    const before = workload.epochs[e - 1];
    phase[e] = before !== undefined && before.policy === epoch.policy && prices[e - 1]!.every((price, i) => price === own[i]) ? phase[e - 1]! : e;
    run.mainMoments[e]!.isReady = run.fallbackMoments[e]!.isReady = false;
  }
  expectArrivals(run, world, arrivals);
}

/** Begins a year in the world entered last. `luck` is the key of its level 2. */
export function beginYear(run: WorkloadRun, luck: Key): void {
  run.luckA = luck.a ^ run.workload.key.a;
  run.luckB = (luck.b + run.workload.key.b) | 0;
  clearTally(run.year);
  clearPool(run.pool);
}

/** Product of the multipliers of a model's price changes in force on a day. */
function multiplierOn(plan: CompiledPlan, world: World, model: number, day: number): number {
  const { priceChanges } = plan.models[model]!;
  let multiplier = 1;
  for (let i = 0; i < priceChanges.length; i++) if (priceChanges[i]!.fromDay <= day) multiplier *= world.priceChanges[model]![i]!;
  return multiplier;
}

function expectArrivals({ plan, workload, world: own }: WorkloadRun, world: World, arrivals: Float64Array): void {
  const firstLead = multiplierOn(plan, world, workload.policies[workload.epochs[0]!.policy]!.leadModel, 0);
  const hasAdoption = workload.adoption.points.length > 1;
  const flat = hasAdoption ? 1 : own.adoption[0]!;
  const growsDaily = Math.exp(own.demandGrowth);
  for (const { start, end, month, policy, epoch } of workload.segments) {
    const lead = multiplierOn(plan, world, workload.policies[policy]!.leadModel, workload.epochs[epoch]!.start);
    // A price of nothing has no elasticity: demand stays as it is.
    const rebound = own.rebound === 0 || lead === firstLead || lead === 0 || firstLead === 0 ? 1 : (lead / firstLead) ** own.rebound;
    const level = own.volume * flat * workload.seasonality[month]! * Math.exp(own.wander[month]! + world.wander[month]!) * rebound;
    let grown = own.demandGrowth === 0 ? level : start === 0 ? level : level * Math.exp(own.demandGrowth * start);
    for (let day = start; day < end; day++) {
      const share = hasAdoption ? adoptionOn(workload, own.adoption, day) : 1;
      arrivals[day] = grown * share * plan.dayWeights[day]!;
      grown *= growsDaily;
    }
  }
}

/**
 * Draws the tasks of a month and puts them under the month's cap. After it, `run.month` tells what each day did (or, while no rule
 * asked for days, that all was done) and its spend.
 */
export function workMonth(run: WorkloadRun, month: number): void {
  const { workload, month: state } = run;
  state.isByDay = false;
  let spend = poolSpendBound(run, month);
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const batch = run.main[s]!;
    const policy = workload.policies[batch.segment.policy]!;
    drawBatch(run, batch, policy, policy.route, policy.slots, run.mainMoments);
    spend += batchSpend(batch);
  }
  state.spend = spend;
  if ((workload.isCapped && mayReachCap(run, month, spend)) || hasWork(run.pool)) workByDay(run, month);
}

/** Splits the month into days where `workMonth` has not needed to. */
export function tellDays(run: WorkloadRun, month: number): void {
  if (!run.month.isByDay) workByDay(run, month);
}

function mayReachCap({ workload }: WorkloadRun, month: number, spend: number): boolean {
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const cap = workload.policies[workload.segments[s]!.policy]!.monthCap;
    if (cap !== null && spend >= cap.amount * REACHED) return true;
  }
  return false;
}

/** Spend counts as having reached an amount from here on: rounding of sums must not decide. */
export const REACHED = 1 - 1e-9;

function batchSpend(batch: Batch): number {
  let spend = batch.spend;
  for (let i = 0; i < batch.played; i++) spend += batch.playedCost[i]!;
  return spend;
}

// ---- drawing a batch ----------------------------------------------------------------------------------------------

// Addresses below a segment's key.
const ARRIVALS = 1, FIRST_SPLIT = 2, SECOND_SPLIT = 3, COST = 4, DAYS = 5, DAY_TASKS = 9, PLAYED = 6, APPROVAL = 7, PLAYED_RANK = 8, SPLIT = 16;

// Where tasks are played, the fallback meets the very same ones. Of a body it meets those that the main route did not: as many arrive, but how
// they go is luck of its own.
const MAIN_BODY = 0, FALLBACK_BODY = 0x2c1b3c6d;

function drawBatch(
  run: WorkloadRun, batch: Batch, policy: CompiledPolicy, route: CompiledRoute, slots: readonly Slot[], phases: PhaseMoments[],
): void {
  const { segment } = batch;
  const { start, end } = segment;
  batch.isRefined = false;
  batch.played = 0;
  batch.spend = batch.right = batch.wrong = batch.failed = batch.attempts = 0;
  let expected = 0;
  for (let day = start; day < end; day++) expected += run.arrivals[day]!;
  batch.expected = expected;
  if (expected === 0) {
    batch.tokens.fill(0);
    return;
  }
  const a = mix32(run.luckA ^ Math.imul(start + 1, 0x9e3779b1));
  const b = mix32(run.luckB + start);
  const rules = rulesOf(run, policy, route, segment);
  if (expected < run.workload.oneByOneBelow) {
    batch.tokens.fill(0);
    const count = poissonQuantile(uniformOf(a, b, ARRIVALS), expected);
    for (let i = 0; i < count; i++) play(run, batch, rules, mix32(a + Math.imul(i, 0x85ebca6b)), b ^ PLAYED, null);
    return;
  }
  for (const slot of slots) {
    const count = poissonQuantile(uniformOf(a, b, slot.luck), expected * slot.share);
    for (let i = 0; i < count; i++) play(run, batch, rules, mix32(a + Math.imul(i, 0x85ebca6b)), mix32(b ^ slot.luck), slot);
  }
  drawBody(batch, momentsAt(run, phases, segment, rules, growthOf(run, segment)), a, b);
}

function rulesOf({ workload, world, prices }: WorkloadRun, policy: CompiledPolicy, route: CompiledRoute, segment: Segment): Rules {
  return {
    route, cap: policy.cap, attempts: workload.attempts, truth: world.truth, prices: prices[segment.epoch]!,
    weights: workload.weights, failuresVisible: workload.failuresVisible,
  };
}

const playedByAttempts: Played[] = [];

/** Plays one task and keeps it; one proposed by a slot's tail is kept with the chance that thins double proposals. */
function play(run: WorkloadRun, batch: Batch, rules: Rules, a: number, b: number, slot: Slot | null): void {
  const attempts = rules.attempts.length;
  const task = (playedByAttempts[attempts] ??= createPlayed(attempts));
  const rank = uniformOf(a, b, PLAYED_RANK);
  const growth = run.world.tokensGrowth === 0 ? 0 : run.world.tokensGrowth * dayAtRank(run, batch, rank);
  playTask(rules, growth, a, b, slot, task);
  if (slot !== null && (!task.reached || (task.tails > 1 && uniformOf(a, b, PLAYED_RANK + 1) * task.tails >= 1))) return;
  const i = batch.played++;
  batch.playedCost[i] = task.cost;
  batch.playedEnding[i] = task.ending;
  batch.playedAttempts[i] = task.attempts;
  batch.playedRank[i] = rank;
  for (let k = 0; k < attempts; k++) batch.playedTokens[i * attempts + k] = task.tokens[k]!;
}

/** The day of the year on which the task at this rank among the segment's arrivals falls. */
function dayAtRank({ arrivals }: WorkloadRun, { segment: { start, end }, expected }: Batch, rank: number): number {
  let left = rank * expected;
  for (let day = start; day < end; day++) {
    left -= arrivals[day]!;
    if (left <= 0) return day;
  }
  return end - 1;
}

/** ln tokens growth that stands for the segment: the mean factor over its arrivals, so that means are exact. */
function growthOf({ world, arrivals }: WorkloadRun, { start, end }: Segment): number {
  const daily = world.tokensGrowth;
  if (daily === 0) return 0;
  if (daily === -Infinity) return start === 0 ? 0 : -Infinity;
  const factor = Math.exp(daily);
  let grown = 1;
  let weighted = 0;
  let total = 0;
  for (let day = start; day < end; day++) {
    weighted += grown * arrivals[day]!;
    total += arrivals[day]!;
    grown *= factor;
  }
  return daily * start + Math.log(weighted / total);
}

/** ln growth over a phase up to which two, and three, points tell the curve between them: moments are then within 1e-4. */
const NEARLY_STRAIGHT_GROWTH = 0.08;
const SMOOTH_GROWTH = 0.6;

function momentsAt(run: WorkloadRun, phases: PhaseMoments[], segment: Segment, rules: Rules, growth: number): RouteMoments {
  const phase = phases[run.phase[segment.epoch]!]!;
  if (!phase.isReady) preparePhase(run, phases, segment, rules);
  if (phase.growths === 1) return phase.at[0];
  if (phase.growths === 0) {
    evaluate(run, rules, growth, phase.now);
    return phase.now;
  }
  interpolate(phase, growth);
  return phase.now;
}

function evaluate({ workload, world }: WorkloadRun, rules: Rules, growth: number, out: RouteMoments): void {
  routeMoments(rules.route, rules.cap, workload.attempts, world.truth, growth, rules.prices, workload.failuresVisible, out);
}

/** Readies the segment's phase, and with it those that differ from it in prices alone. */
function preparePhase(run: WorkloadRun, phases: PhaseMoments[], segment: Segment, rules: Rules): void {
  const { world, workload } = run;
  const { epochs } = workload;
  const own = run.phase[segment.epoch]!;
  const pricesMatter = rules.cap !== null && !rules.cap.inTokens;
  const isPeer = (e: number): boolean => run.phase[e] === own || (!pricesMatter && epochs[e]!.policy === segment.policy);
  let first = segment.epoch;
  let last = segment.epoch;
  while (first > 0 && isPeer(first - 1)) first--;
  while (last + 1 < epochs.length && isPeer(last + 1)) last++;
  const from = world.tokensGrowth * epochs[first]!.start;
  const span = world.tokensGrowth * (last + 1 < epochs.length ? epochs[last + 1]!.start : run.plan.days) - from;
  const growths = span === 0 ? 1 : Math.abs(span) <= NEARLY_STRAIGHT_GROWTH ? 2 : Math.abs(span) <= SMOOTH_GROWTH ? 3 : 0;
  for (let i = 0; i < Math.max(1, growths); i++) {
    // Chebyshev points of the span keep the interpolation's error small throughout.
    const growth = growths <= 1 ? from : from + (span * (1 - Math.cos((Math.PI * (2 * i + 1)) / (2 * growths)))) / 2;
    if (growths > 0) viewRoute(rules.route, rules.cap, workload.attempts, world.truth, growth, rules.prices);
    for (let e = first; e <= last; e++) {
      if (run.phase[e] !== e && e !== first) continue;
      const phase = phases[run.phase[e]!]!;
      phase.isReady = true;
      phase.growths = growths;
      phase.growth[i] = growth;
      if (growths > 0) walkRoute(rules.route, rules.cap, run.prices[run.phase[e]!]!, workload.failuresVisible, phase.at[i as 0 | 1 | 2]);
    }
  }
}

/** Lagrange interpolation in ln growth; cost and tokens as multiples of e^growth, which is all that moves them far from caps. */
function interpolate({ growth: at, growths, at: known, now }: PhaseMoments, growth: number): void {
  now.probability.fill(0);
  now.cost.fill(0);
  now.square.fill(0);
  now.tokens.fill(0);
  now.attempts = 0;
  for (let i = 0; i < growths; i++) {
    let weight = 1;
    for (let j = 0; j < growths; j++) if (j !== i) weight *= (growth - at[j]!) / (at[i]! - at[j]!);
    const from = known[i as 0 | 1 | 2];
    const factor = Math.exp(growth - at[i]!);
    for (let e = 0; e < 3; e++) {
      now.probability[e] = now.probability[e]! + weight * from.probability[e]!;
      now.cost[e] = now.cost[e]! + weight * factor * from.cost[e]!;
      now.square[e] = now.square[e]! + weight * factor * factor * from.square[e]!;
    }
    for (let k = 0; k < now.tokens.length; k++) now.tokens[k] = now.tokens[k]! + weight * factor * from.tokens[k]!;
    now.attempts += weight * from.attempts;
  }
}

/** Effective tasks of a day below which its spend is far from normal. */
const FEW_A_DAY = 16;

const counts = new Float64Array(3);

/** Draws the body: how many tasks, how they ended, what they cost. */
function drawBody(batch: Batch, moments: RouteMoments, a: number, b: number): void {
  const luck = batch.bodyLuck;
  const { probability, cost, square } = moments;
  const p0 = Math.max(0, probability[RIGHT]!);
  const p1 = Math.max(0, probability[WRONG]!);
  const p2 = Math.max(0, probability[FAILED]!);
  const share = p0 + p1 + p2;
  const count = poissonQuantile(uniformOf(a, b, ARRIVALS), batch.expected * share);
  const expectedCost = cost[0]! + cost[1]! + cost[2]!;
  const each = share > 0 ? expectedCost / share : 0;
  const variance = share > 0 ? Math.max(0, (square[0]! + square[1]! + square[2]!) / share - each * each) : 0;
  // Money first and by its own luck alone, so that a looser cap, which makes each task dearer or leaves it, makes the sum so. How the
  // tasks ended goes with it as far as it correlates.
  const luckOfCost = tabledQuantile(uniformOf(a, b ^ luck, COST));
  batch.spend = sumAt(luckOfCost, count, each, variance);

  // The likeliest ending is what the other two leave, so that no rounding makes a count negative.
  const rest = p0 >= p1 && p0 >= p2 ? 0 : p1 >= p2 ? 1 : 2;
  const i = rest === 0 ? 1 : 0;
  const j = rest === 2 ? 1 : 2;
  const pi = share > 0 ? (i === 0 ? p0 : p1) / share : 0;
  const pj = pi < 1 && share > 0 ? (j === 1 ? p1 : p2) / share / (1 - pi) : 0;
  // Correlation of one task's cost with ending i, and with ending j if it did not end as i.
  const withI = correlationOf(pi > 0 ? cost[i]! / share - pi * each : 0, pi * (1 - pi), variance);
  const ifNotI = pj > 0 ? cost[j]! / share - pj * (each - cost[i]! / share) : 0;
  const withJ = Math.min(Math.sqrt(1 - withI * withI), Math.max(-Math.sqrt(1 - withI * withI), correlationOf(ifNotI, (1 - pi) * pj * (1 - pj), variance)));
  const freeI = Math.sqrt(1 - withI * withI);
  const ni = pi > 0 ? binomialQuantile(leaning(withI * luckOfCost, freeI, uniformOf(a, b ^ luck, FIRST_SPLIT)), count, pi) : 0;
  let nj = 0;
  if (pj > 0) {
    // What the first count already says of the money is taken out, so that the two counts do not depend on each other twice.
    const across = freeI > 0 ? withJ / freeI : 0;
    const scoreI = withI === 0 ? 0 : tabledQuantile(uniformOf(a, b ^ luck, FIRST_SPLIT));
    const known = across * (freeI * luckOfCost - withI * scoreI);
    nj = binomialQuantile(leaning(known, Math.sqrt(Math.max(0, 1 - across * across)), uniformOf(a, b ^ luck, SECOND_SPLIT)), count - ni, pj);
  }
  counts[i] = ni;
  counts[j] = nj;
  counts[rest] = count - ni - nj;
  batch.right = counts[RIGHT]!;
  batch.wrong = counts[WRONG]!;
  batch.failed = counts[FAILED]!;
  batch.attempts = share > 0 ? (count * moments.attempts) / share : 0;
  // Tokens follow money; where money tells nothing (all prices zero) they follow the count.
  const scale = expectedCost > 0 ? batch.spend / expectedCost : share > 0 ? count / share : 0;
  for (let k = 0; k < batch.tokens.length; k++) batch.tokens[k] = moments.tokens[k]! * scale;
  batch.squaredCost = share > 0 ? (square[0]! + square[1]! + square[2]!) / share : 0;
  const alike = batch.squaredCost > 0 ? Math.min(1, (expectedCost / share) ** 2 / batch.squaredCost) : 1;
  // How many tasks a day's fallback has is the main route's luck; its own is what they cost.
  batch.own = batch.bodyLuck === MAIN_BODY ? 1 : Math.sqrt(1 - alike);
  batch.effectiveTasks = (count * alike) / (batch.own * batch.own);
  batch.followed = batch.bodyLuck === MAIN_BODY ? alike : 0;
  for (let e = 0; e < 3; e++) {
    const p = probability[e]! / share;
    const c = cost[e]! / share;
    const known = p > 1e-12 && batch.squaredCost > 0 && batch.bodyLuck === MAIN_BODY;
    batch.follows[e] = known ? ((expectedCost / share) * c) / (p * batch.squaredCost) : 0;
    batch.explained[e] = known ? Math.min(1, (c * c) / (p * batch.squaredCost)) : 0;
  }
}

/**
 * The sum of `count` costs of this mean and variance at a normal score: as a gamma, which like the sum leans to the right and is never
 * negative. Source: Wilson & Hilferty (1931), The distribution of chi-square; mean and variance are exact to order count⁻³.
 */
function sumAt(score: number, count: number, each: number, variance: number): number {
  if (count === 0 || each === 0) return 0;
  const c = variance / (9 * count * each * each);
  return count * each * Math.max(0, 1 - c + Math.sqrt(c) * score) ** 3;
}

function correlationOf(covariance: number, oneVariance: number, otherVariance: number): number {
  const product = oneVariance * otherVariance;
  return product > 0 ? Math.min(1, Math.max(-1, covariance / Math.sqrt(product))) : 0;
}

/** The rank, within (0, 1), of a normal score that is known up to `free` times the score of rank `u`. */
function leaning(known: number, free: number, u: number): number {
  if (known === 0 && free === 1) return u;
  return Math.min(1 - 1e-15, Math.max(1e-15, tabledCdf(known + free * tabledQuantile(u))));
}

/** Splits a batch into days, given its sums: spend by a Gaussian bridge; counts are split where they are booked. */
function refine(run: WorkloadRun, batch: Batch): void {
  if (batch.isRefined) return;
  batch.isRefined = true;
  const { workload } = run;
  const { segment: { start, end }, spendShare, spendLuck, taskShare } = batch;
  for (let i = 0; i < batch.played; i++) batch.playedDay[i] = dayAtRank(run, batch, batch.playedRank[i]!) - start;
  const length = end - start;
  if (batch.right + batch.wrong + batch.failed === 0 || batch.expected === 0) {
    spendShare.fill(0, 0, length);
    spendLuck.fill(0, 0, length);
    taskShare.fill(0, 0, length);
    batch.dayTasks.fill(0, 0, length);
    return;
  }
  splitSpend(run, batch);
  if (workload.mayBeCut) splitTasks(run, batch);
}

function splitSpend({ arrivals, world, luckA, luckB }: WorkloadRun, batch: Batch): void {
  const { segment: { start, end }, spendShare, spendLuck, taskShare } = batch;
  const length = end - start;
  const a = mix32(luckA ^ Math.imul(start + 1, 0x9e3779b1));
  const b = mix32(luckB + start) ^ DAYS ^ batch.bodyLuck;
  const factor = world.tokensGrowth === 0 ? 1 : Math.exp(world.tokensGrowth);
  let grown = 1;
  let expectedSum = 0;
  let varianceSum = 0;
  let noiseSum = 0;
  for (let d = 0; d < length; d++) {
    const tasks = arrivals[start + d]!;
    const expected = tasks * grown;
    const variance = expected * grown;
    taskShare[d] = tasks / batch.expected;
    spendShare[d] = expected;
    spendLuck[d] = tasks > 0 ? Math.sqrt(variance) * tabledQuantile(uniformOf(a, b, d)) : 0;
    expectedSum += expected;
    varianceSum += variance;
    noiseSum += spendLuck[d]!;
    grown *= factor;
  }
  if (batch.effectiveTasks < FEW_A_DAY * length) {
    splitByGamma(arrivals, batch, a, b, expectedSum);
    return;
  }
  // In shares of the batch's spend: one task's root mean square, over the sum.
  const unit = batch.spend > 0 ? (batch.own * Math.sqrt(batch.squaredCost)) / batch.spend : 0;
  grown = 1;
  let total = 0;
  for (let d = 0; d < length; d++) {
    const expected = spendShare[d]! / expectedSum;
    const bridge = spendLuck[d]! - (noiseSum * arrivals[start + d]! * grown * grown) / varianceSum;
    spendShare[d] = Math.max(0, expected + bridge * unit);
    spendLuck[d] = expected;
    total += spendShare[d]!;
    grown *= factor;
  }
  for (let d = 0; d < length; d++) {
    const expected = spendLuck[d]!;
    spendShare[d] = total > 0 ? spendShare[d]! / total : expected;
    spendLuck[d] = spendShare[d]! - expected;
  }
}

/**
 * A day of few or of uneven tasks is not normal: spend is split as a gamma process with the batch's mean and variance, which is positive
 * and leans to the right as a sum of a few dear tasks does (given its sum, increments are Dirichlet).
 */
function splitByGamma(
  arrivals: Float64Array, { segment: { start, end }, spendShare, spendLuck, effectiveTasks, expected }: Batch, a: number, b: number, expectedSum: number,
): void {
  let total = 0;
  for (let d = 0; d < end - start; d++) {
    const share = spendShare[d]! / expectedSum;
    const shape = (effectiveTasks * arrivals[start + d]!) / expected;
    spendLuck[d] = share;
    // Days without arrivals have no share; growth within the batch tilts the others.
    spendShare[d] = shape > 0 ? (share / shape) * gammaDraw(shape, streamOf({ a: mix32(a + d), b })) : 0;
    total += spendShare[d]!;
  }
  for (let d = 0; d < end - start; d++) {
    const share = spendLuck[d]!;
    spendShare[d] = total > 0 ? spendShare[d]! / total : share;
    spendLuck[d] = spendShare[d]! - share;
  }
}

/** Tasks of each day given its spend: they follow it as far as a day is dear for having many, and vary by themselves for the rest. */
function splitTasks({ luckA, luckB }: WorkloadRun, batch: Batch): void {
  const { segment: { start, end }, spendLuck, taskShare, dayTasks, followed } = batch;
  const length = end - start;
  const count = bodyCount(batch);
  if (batch.bodyLuck !== MAIN_BODY) {
    for (let d = 0; d < length; d++) dayTasks[d] = count * taskShare[d]!;
    return;
  }
  const a = mix32(luckA ^ Math.imul(start + 1, 0x9e3779b1));
  const b = mix32(luckB + start) ^ DAY_TASKS;
  let noise = 0;
  for (let d = 0; d < length; d++) {
    dayTasks[d] = taskShare[d]! > 0 ? Math.sqrt(count * taskShare[d]! * (1 - followed)) * tabledQuantile(uniformOf(a, b, d)) : 0;
    noise += dayTasks[d]!;
  }
  let total = 0;
  for (let d = 0; d < length; d++) {
    const own = dayTasks[d]! - noise * taskShare[d]!;
    dayTasks[d] = Math.max(0, count * (taskShare[d]! + followed * spendLuck[d]!) + own);
    total += dayTasks[d]!;
  }
  for (let d = 0; d < length; d++) dayTasks[d] = total > 0 ? (dayTasks[d]! * count) / total : count * taskShare[d]!;
}

function bodyCount(batch: Batch): number {
  return batch.right + batch.wrong + batch.failed;
}

// ---- the month, day by day ----------------------------------------------------------------------------------------

const ownSpend = new Float64Array(LONGEST_MONTH);
const fallbackSpend = new Float64Array(LONGEST_MONTH);
const fallbackTasks = new Float64Array(LONGEST_MONTH);
const mainTasks = new Float64Array(LONGEST_MONTH);

/** Spend of each of a batch's days, added to `into` from the month's first day. */
function addDaySpend(run: WorkloadRun, batch: Batch, monthStart: number, into: Float64Array): void {
  refine(run, batch);
  const offset = batch.segment.start - monthStart;
  const length = batch.segment.end - batch.segment.start;
  for (let d = 0; d < length; d++) into[offset + d] = into[offset + d]! + batch.spend * batch.spendShare[d]!;
  for (let i = 0; i < batch.played; i++) into[offset + batch.playedDay[i]!] = into[offset + batch.playedDay[i]!]! + batch.playedCost[i]!;
}

function workByDay(run: WorkloadRun, month: number): void {
  const { plan, workload, month: state, pool } = run;
  const first = plan.monthStarts[month]!;
  const length = plan.monthStarts[month + 1]! - first;
  state.isByDay = true;
  ownSpend.fill(0);
  state.own.fill(1);
  state.byFallback.fill(0);
  state.deferredDone.fill(0);
  state.deferredSpend.fill(0);
  clearPool(state.deferring);
  const poolTasks = pool.right + pool.wrong + pool.failed;
  const workingDays = plan.workingDays[month]!;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    addDaySpend(run, run.main[s]!, first, ownSpend);
    if (poolTasks === 0 || workingDays === 0) continue;
    const { start, end, epoch } = workload.segments[s]!;
    const each = poolSpend(pool, run.prices[epoch]!) / workingDays;
    for (let day = start; day < end; day++) if (plan.dayWeights[day] === 1) state.deferredSpend[day - first] = each;
  }
  let spent = 0;
  let approved: boolean | null = null;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const { start, end, policy } = workload.segments[s]!;
    const { monthCap } = workload.policies[policy]!;
    const i = s - workload.firstSegment[month]!;
    state.fallbackDrawn[i] = false;
    for (let day = start; day < end; day++) {
      const d = day - first;
      const whole = ownSpend[d]! + state.deferredSpend[d]!;
      let done = 1;
      if (monthCap !== null && approved !== true) {
        if (monthCap.lagDays > 0) {
          done = d >= monthCap.lagDays && spentBy(state.daySpend, d - monthCap.lagDays) >= monthCap.amount * REACHED ? 0 : 1;
        } else {
          const room = Math.max(0, monthCap.amount - spent);
          done = whole > room ? room / whole : 1;
        }
        if (done < 1 && approved === null) {
          approved = monthCap.approval > 0 && isApproved(run, month, monthCap.approval);
          if (approved) done = 1;
        }
      }
      state.own[d] = done;
      state.deferredDone[d] = plan.dayWeights[day] === 1 ? done : 0;
      let spend = whole * done;
      if (done < 1 && monthCap!.atCap === "degrade") {
        if (!state.fallbackDrawn[i]) {
          drawFallback(run, s, first);
          state.fallbackDrawn[i] = true;
        }
        const left = (1 - done) * (mainTasks[d]! + (plan.dayWeights[day] === 1 && workingDays > 0 ? poolTasks / workingDays : 0));
        // As many of the fallback's tasks as were left; where it plays tasks one by one they are the very same.
        state.byFallback[d] = fallbackTasks[d]! > 0 ? left / fallbackTasks[d]! : 0;
        spend += state.byFallback[d] * fallbackSpend[d]!;
      }
      state.daySpend[d] = spend;
      spent += spend;
    }
  }
  state.daySpend.fill(0, length);
  state.spend = spent;
}

function spentBy(daySpend: Float64Array, lastDay: number): number {
  let spent = 0;
  for (let d = 0; d <= lastDay; d++) spent += daySpend[d]!;
  return spent;
}

function isApproved({ luckA, luckB }: WorkloadRun, month: number, approval: number): boolean {
  return uniformOf(mix32(luckA + month), luckB ^ APPROVAL, APPROVAL) < approval;
}

function drawFallback(run: WorkloadRun, s: number, monthStart: number): void {
  const policy = run.workload.policies[run.workload.segments[s]!.policy]!;
  const batch = run.fallback[s]!;
  drawBatch(run, batch, policy, policy.fallback!, policy.fallbackSlots, run.fallbackMoments);
  const { start, end } = batch.segment;
  for (const days of [fallbackSpend, fallbackTasks, mainTasks]) days.fill(0, start - monthStart, end - monthStart);
  addDaySpend(run, batch, monthStart, fallbackSpend);
  addDayTasks(batch, monthStart, fallbackTasks);
  addDayTasks(run.main[s]!, monthStart, mainTasks);
}

/** Tasks of each of a batch's days, added to `into` from the month's first day. */
function addDayTasks(batch: Batch, monthStart: number, into: Float64Array): void {
  const offset = batch.segment.start - monthStart;
  const length = batch.segment.end - batch.segment.start;
  for (let d = 0; d < length; d++) into[offset + d] = into[offset + d]! + batch.dayTasks[d]!;
  for (let i = 0; i < batch.played; i++) into[offset + batch.playedDay[i]!] = into[offset + batch.playedDay[i]!]! + 1;
}

/**
 * Books the month in the year's tally. `allowed` is the share of each day's work that the budget allows (null: all of it); what it
 * refuses is unmet, waiting work too.
 */
export function bookMonth(run: WorkloadRun, month: number, allowed: Float64Array | null): void {
  const { plan, workload, month: state, year, pool } = run;
  const first = plan.monthStarts[month]!;
  if (!state.isByDay) {
    for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) bookWhole(run, run.main[s]!);
    return;
  }
  const workingDays = plan.workingDays[month]!;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const { policy, start } = workload.segments[s]!;
    const atCap = workload.policies[policy]!.monthCap?.atCap ?? "block";
    const remainder = atCap === "block" ? "unmet" : atCap === "defer" ? "waits" : "elsewhere";
    bookByDay(run, run.main[s]!, state.own, allowed, start - first, remainder);
    if (atCap !== "degrade" || !state.fallbackDrawn[s - workload.firstSegment[month]!]) continue;
    bookByDay(run, run.fallback[s]!, state.byFallback, allowed, start - first, "elsewhere");
  }
  if (hasWork(pool) && workingDays > 0) {
    for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
      const { start, end, epoch, policy } = workload.segments[s]!;
      const atCap = workload.policies[policy]!.monthCap?.atCap;
      for (let day = start; day < end; day++) {
        if (plan.dayWeights[day] !== 1) continue;
        const done = state.deferredDone[day - first]!;
        const may = allowed === null ? 1 : allowed[day - first]!;
        bookPool(run, epoch, (done * may) / workingDays);
        if (atCap === "block") year.unmet += (poolCount(pool) * (1 - done)) / workingDays;
        else if (atCap === "defer") addPool(state.deferring, pool, (1 - done) / workingDays);
        year.unmet += (poolCount(pool) * done * (1 - may)) / workingDays;
      }
    }
    clearPool(pool);
  }
  addPool(pool, state.deferring, 1);
  clearPool(state.deferring);
}

/** Counts a month's arrivals as unmet: the budget is gone. */
export function refuseMonth(run: WorkloadRun, month: number): void {
  const { workload, year } = run;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const batch = run.main[s]!;
    year.unmet += batch.right + batch.wrong + batch.failed + batch.played;
  }
}

/** What still waits when the year ends is unmet. */
export function endYear({ pool, year }: WorkloadRun): void {
  year.unmet += poolCount(pool);
  clearPool(pool);
}

function bookWhole(run: WorkloadRun, batch: Batch): void {
  counts[RIGHT] = batch.right;
  counts[WRONG] = batch.wrong;
  counts[FAILED] = batch.failed;
  bookBody(run, batch, 1, counts);
  for (let i = 0; i < batch.played; i++) bookPlayed(run, batch, i, 1);
}

type Remainder = "unmet" | "waits" | "elsewhere";

/** Books `share` of each day of the batch as far as `allowed`; what the month's cap left over goes where `remainder` says. */
function bookByDay(run: WorkloadRun, batch: Batch, share: Float64Array, allowed: Float64Array | null, offset: number, remainder: Remainder): void {
  const length = batch.segment.end - batch.segment.start;
  const { year } = run;
  if (isAll(share, allowed, offset, length)) {
    bookWhole(run, batch);
    return;
  }
  let spendDone = 0, spendLeft = 0, expectedDone = 0, luckDone = 0, squaredDone = 0, tasksDone = 0, tasksLeft = 0, tasksRefused = 0;
  for (let d = 0; d < length; d++) {
    const may = allowed === null ? 1 : allowed[offset + d]!;
    const done = share[offset + d]! * may;
    const left = Math.max(0, 1 - share[offset + d]!);
    const expected = batch.taskShare[d]!;
    spendDone += batch.spendShare[d]! * done;
    spendLeft += batch.spendShare[d]! * left;
    expectedDone += expected * done;
    luckDone += batch.spendLuck[d]! * done;
    squaredDone += expected * done * done;
    tasksDone += batch.dayTasks[d]! * done;
    tasksLeft += batch.dayTasks[d]! * left;
    tasksRefused += batch.dayTasks[d]! * (share[offset + d]! - done);
  }
  for (let i = 0; i < batch.played; i++) {
    const day = offset + batch.playedDay[i]!;
    const done = share[day]!;
    const may = allowed === null ? 1 : allowed[day]!;
    bookPlayed(run, batch, i, done * may);
    year.unmet += done * (1 - may);
    if (remainder === "unmet") year.unmet += 1 - done;
    else if (remainder === "waits") deferPlayed(run, batch, i, 1 - done);
  }

  // How the day's tasks ended: each falls on a day by chance, and a day dear by luck has more of the dear endings.
  const a = mix32(run.luckA ^ Math.imul(batch.segment.start + 1, 0x9e3779b1));
  const b = mix32(run.luckB + batch.segment.start) ^ batch.bodyLuck;
  const spread = Math.max(0, squaredDone - expectedDone * expectedDone);
  let total = 0;
  for (let e = 0; e < 3; e++) {
    const count = countOf(batch, e);
    const mean = count * (expectedDone + batch.follows[e]! * luckDone);
    const noise = Math.sqrt(count * spread * (1 - batch.explained[e]!)) * tabledQuantile(uniformOf(a, b, SPLIT + e));
    counts[e] = Math.max(0, mean + noise);
    total += counts[e]!;
  }
  if (total === 0) counts[FAILED] = total = 1;
  const most = share === run.month.own ? bodyCount(batch) : Infinity;
  for (let e = 0; e < 3; e++) counts[e] = Math.min(most === Infinity ? most : countOf(batch, e), (counts[e]! * tasksDone) / total);
  bookBody(run, batch, spendDone, counts);
  year.unmet += tasksRefused;
  if (remainder === "elsewhere") return;
  const booked = counts[RIGHT]! + counts[WRONG]! + counts[FAILED]!;
  const rest = bodyCount(batch) - booked - tasksRefused;
  if (remainder === "unmet") {
    year.unmet += Math.max(0, rest);
    return;
  }
  const leftShare = tasksLeft + tasksRefused > 0 ? tasksLeft / (tasksLeft + tasksRefused) : 0;
  let waits = 0;
  for (let e = 0; e < 3; e++) {
    waiting[e] = tasksRefused === 0 ? countOf(batch, e) - counts[e]! : (countOf(batch, e) - counts[e]!) * leftShare;
    waits += waiting[e]!;
  }
  year.unmet += tasksRefused === 0 ? 0 : Math.max(0, rest - waits);
  deferBody(run, batch, spendLeft, waiting);
}

const waiting = new Float64Array(3);

function countOf(batch: Batch, ending: number): number {
  return ending === RIGHT ? batch.right : ending === WRONG ? batch.wrong : batch.failed;
}

function isAll(share: Float64Array, allowed: Float64Array | null, offset: number, length: number): boolean {
  for (let d = offset; d < offset + length; d++) if (share[d] !== 1 || (allowed !== null && allowed[d] !== 1)) return false;
  return true;
}

/** Attempts that come with so many of the body's tasks. */
function attemptsWith(batch: Batch, tasks: number): number {
  const all = batch.right + batch.wrong + batch.failed;
  return all > 0 ? (batch.attempts * tasks) / all : 0;
}

function bookBody({ year, prices }: WorkloadRun, batch: Batch, spendShare: number, ended: Float64Array): void {
  year.spend += batch.spend * spendShare;
  year.right += ended[RIGHT]!;
  year.wrong += ended[WRONG]!;
  year.failed += ended[FAILED]!;
  year.attempts += attemptsWith(batch, ended[RIGHT]! + ended[WRONG]! + ended[FAILED]!);
  const price = prices[batch.segment.epoch]!;
  for (let k = 0; k < batch.tokens.length; k++) {
    const tokens = batch.tokens[k]! * spendShare;
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]!;
  }
}

function bookPlayed({ year, prices }: WorkloadRun, batch: Batch, i: number, share: number): void {
  year.spend += batch.playedCost[i]! * share;
  const ending = batch.playedEnding[i]!;
  if (ending === RIGHT) year.right += share;
  else if (ending === WRONG) year.wrong += share;
  else year.failed += share;
  year.attempts += batch.playedAttempts[i]! * share;
  const price = prices[batch.segment.epoch]!;
  const attempts = year.tokens.length;
  for (let k = 0; k < attempts; k++) {
    const tokens = batch.playedTokens[i * attempts + k]! * share;
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]!;
  }
}

// ---- work that waits ----------------------------------------------------------------------------------------------

function clearPool(pool: Pool): void {
  pool.right = pool.wrong = pool.failed = pool.attempts = pool.other = 0;
  pool.tokens.fill(0);
}

function poolCount(pool: Pool): number {
  return pool.right + pool.wrong + pool.failed;
}

function hasWork(pool: Pool): boolean {
  return poolCount(pool) > 0;
}

function addPool(into: Pool, from: Pool, share: number): void {
  into.right += from.right * share;
  into.wrong += from.wrong * share;
  into.failed += from.failed * share;
  into.attempts += from.attempts * share;
  into.other += from.other * share;
  for (let k = 0; k < into.tokens.length; k++) into.tokens[k] = into.tokens[k]! + from.tokens[k]! * share;
}

/** Spend of the whole pool at the prices of an epoch. */
function poolSpend(pool: Pool, prices: Float64Array): number {
  let spend = pool.other;
  for (let k = 0; k < pool.tokens.length; k++) spend += pool.tokens[k]! * prices[k]!;
  return spend;
}

/** What a month's deferred work costs at the most: to tell whether the month's cap may bind. */
function poolSpendBound(run: WorkloadRun, month: number): number {
  const { workload, pool } = run;
  if (!hasWork(pool)) return 0;
  let most = 0;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    most = Math.max(most, poolSpend(pool, run.prices[workload.segments[s]!.epoch]!));
  }
  return most;
}

function deferBody({ prices, month: { deferring } }: WorkloadRun, batch: Batch, spendShare: number, waiting: Float64Array): void {
  deferring.right += waiting[RIGHT]!;
  deferring.wrong += waiting[WRONG]!;
  deferring.failed += waiting[FAILED]!;
  deferring.attempts += attemptsWith(batch, waiting[RIGHT]! + waiting[WRONG]! + waiting[FAILED]!);
  const price = prices[batch.segment.epoch]!;
  let other = batch.spend * spendShare;
  for (let k = 0; k < batch.tokens.length; k++) {
    const tokens = batch.tokens[k]! * spendShare;
    deferring.tokens[k] = deferring.tokens[k]! + tokens;
    other -= tokens * price[k]!;
  }
  deferring.other += Math.max(0, other);
}

function deferPlayed({ prices, month: { deferring } }: WorkloadRun, batch: Batch, i: number, share: number): void {
  const ending = batch.playedEnding[i]!;
  if (ending === RIGHT) deferring.right += share;
  else if (ending === WRONG) deferring.wrong += share;
  else deferring.failed += share;
  deferring.attempts += batch.playedAttempts[i]! * share;
  const price = prices[batch.segment.epoch]!;
  let other = batch.playedCost[i]! * share;
  const attempts = deferring.tokens.length;
  for (let k = 0; k < attempts; k++) {
    const tokens = batch.playedTokens[i * attempts + k]! * share;
    deferring.tokens[k] = deferring.tokens[k]! + tokens;
    other -= tokens * price[k]!;
  }
  deferring.other += Math.max(0, other);
}

function bookPool({ pool, prices, year }: WorkloadRun, epoch: number, share: number): void {
  const price = prices[epoch]!;
  year.spend += poolSpend(pool, price) * share;
  year.right += pool.right * share;
  year.wrong += pool.wrong * share;
  year.failed += pool.failed * share;
  year.attempts += pool.attempts * share;
  for (let k = 0; k < pool.tokens.length; k++) {
    const tokens = pool.tokens[k]! * share;
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]!;
  }
}
