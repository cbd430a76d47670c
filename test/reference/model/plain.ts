import { compileTokens, lnTokensAtScore, type TokensCurve } from "#shared/distributions/tokens.ts";
import { correlationFactor, pearsonOfRank } from "#shared/distributions/copula.ts";
import { betaDraw } from "#shared/distributions/beta.ts";
import { chiSquareDraw, gammaDraw } from "#shared/distributions/gamma.ts";
import { normalCdf, normalQuantile } from "#shared/numerics/normal.ts";
import { poissonQuantile } from "#shared/distributions/poisson.ts";
import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { hasReached } from "#shared/plan/budget.ts";
import { leadModel } from "#shared/plan/leadModel.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type {
  ResolvedAttempt,
  ResolvedAttemptCap,
  ResolvedDatedMultiplier,
  ResolvedMonthCap,
  ResolvedPlan,
  ResolvedPolicy,
  ResolvedRoute,
  ResolvedSteps,
  ResolvedVerifier,
  ResolvedWander,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { keyOf, streamOf, under, uniformAt, type Key } from "#shared/random/random.ts";
import { DAYS_PER_MONTH, tokenCost } from "#shared/units.ts";

/**
 * The plain reference: one year after another, day by day, task by task, attempt by attempt, as the model is written
 * down. Slow and meant to be: it is the definition that the fast engine is tested against, so it shares no code with it
 * beyond the plan, named luck and the distributions. It is read from top to bottom in the order of the model's section
 * 3.
 *
 * Where the model leaves a choice, this is what is done:
 * - Rebound is never clamped (it is usually negative); `captured` is a share. Every other uncertain number is as the
 * model says.
 * - p(d)/p(0) of the rebound compares one model with itself: the lead model of the route in force on day d, on day d
 * and on day 0.
 *   Where either multiplier is 0 the factor is 1.
 * - A working day, for deferred work, is a day of weight 1.
 * - Deferred work keeps the route, attempt cap, tokens and answers of its day of arrival; only its attempts' money
 * follows the
 *   prices of the day it is done. It is worked as one with that day's own tasks, and what is again over the room waits again.
 *   Should a later policy block or degrade it, it is blocked or degraded; degraded, it runs today's fallback route and attempt
 *   cap with the luck, the tokens growth and, for a cap in money, the price of its day of arrival.
 * - A month without lag meets its cap on the first day whose work costs more than the room; with lag, on the first day
 * on which
 *   the action would fall. Approval is drawn then, once; a change of the cap within the month asks no second time.
 * - With `block`, work stops when cumulative spend *reaches* the amount. Later arrivals and all that waits are unmet;
 * fixed
 *   costs, those of the day itself included, come first and go on.
 * - An attempt stopped by its cap with a fallback model is followed by an attempt that is not capped but may run away.
 */
export interface PlainYear {
  /** Money: fixed costs and all workloads. */
  readonly spend: number;
  /** First day of the year (0 is the start) on which cumulative spend reaches the budget. */
  readonly runOutDay: number | null;
  readonly monthSpend: readonly number[];
  /** In the order of the plan. */
  readonly workloads: readonly PlainWorkloadYear[];
  /** Money of each fixed cost, in the order of the plan. */
  readonly fixedCosts: readonly number[];
  /** Attempts with each model, in the order of the plan. */
  readonly models: readonly { readonly spend: number; readonly tokens: number }[];
}

export interface PlainWorkloadYear {
  readonly spend: number;
  readonly monthSpend: readonly number[];
  /** Tasks that arrived, each once: outcomes + errors + failures + unmet. */
  readonly tasks: number;
  readonly monthTasks: readonly number[];
  readonly monthOutcomes: readonly number[];
  readonly outcomes: number;
  readonly errors: number;
  readonly failures: number;
  readonly unmet: number;
  /** Outcomes and errors. */
  readonly accepted: number;
  readonly attempts: number;
  readonly tokens: number;
  /** Money: spend, review, failure and error costs. */
  readonly loadedCost: number;
  /** Money: value of outcomes − loaded cost. */
  readonly netValue: number;
}

/** The years of trials firstTrial … endTrial − 1. A trial depends on the plan, the seed and its number alone. */
export function simulatePlain(plan: ResolvedPlan, seed: number, firstTrial: number, endTrial: number): PlainYear[] {
  const curves = plan.workloads.map((workload) => workload.attempts.map((attempt) => compileTokens(attempt.tokens)));
  const years: PlainYear[] = [];
  for (let trial = firstTrial; trial < endTrial; trial++) {
    const key = under(keyOf(seed), "plain", trial);
    years.push(simulateYear(plan, curves, drawUnknowns(plan, curves, key), key));
  }
  return years;
}

// ---- 3.1 Level 1: what nobody knows yet, once a trial ----

interface Unknowns {
  readonly sharedDemand: number;
  readonly sharedTokens: number;
  readonly sharedPrices: number;
  /** By model: the price changes that happen. */
  readonly priceChanges: readonly (readonly InForce[])[];
  readonly workloads: readonly WorkloadUnknowns[];
  readonly fixedCosts: readonly { readonly perMonth: number; readonly renewal: readonly InForce[] }[];
}

interface InForce {
  readonly fromDay: number;
  readonly multiplier: number;
}

interface WorkloadUnknowns {
  readonly users: number;
  readonly tasksPerUserPerDay: number;
  readonly adoption: readonly { readonly day: number; readonly share: number }[];
  readonly monthlyGrowth: number;
  readonly rebound: number;
  /** H: how far this year's users are from the average user. */
  readonly userMix: number;
  /** e^x of each fiscal month, the workload's own and the shared wander together. */
  readonly wander: readonly number[];
  readonly tokensMultiplier: number;
  readonly tokensGrowth: number;
  /** By attempt entry. */
  readonly attempts: readonly AttemptTruth[];
  readonly value: number;
  readonly captured: number;
  readonly reviewCost: number;
  readonly failureCost: number;
  readonly errorCost: number;
}

/** What a trial takes for the truth behind estimates from runs. */
interface AttemptTruth {
  /** Stretch of ln tokens about its mean. */
  readonly kappa: number;
  /** Added to ln tokens after the stretch. */
  readonly shift: number;
  readonly byEffort: readonly number[];
}

const anyNumber = (x: number): number => x;
const atLeastZero = (x: number): number => Math.max(0, x);
const asShare = (x: number): number => Math.min(1, Math.max(0, x));
const asGrowth = (x: number): number => Math.max(-1, x);

function drawUnknowns(plan: ResolvedPlan, curves: readonly (readonly TokensCurve[])[], key: Key): Unknowns {
  const score = scoresByPointer(plan, key);
  const draw = (pointer: string, uncertain: Uncertain, clamp = atLeastZero): number =>
    clamp(drawUncertain(uncertain, score(pointer)));
  const happening = (change: ResolvedDatedMultiplier): InForce[] =>
    uniformAt(under(key, "happens", change.pointer), 0) < change.probability
      ? [{ fromDay: change.fromDay, multiplier: draw(change.pointer, change.multiplier) }]
      : [];
  const months = plan.monthStarts.length - 1;
  const sharedWander = wanderByMonth(plan.shared.wander, months, under(key, "shared wander"));

  return {
    sharedDemand: draw("/shared/demand", plan.shared.demand),
    sharedTokens: draw("/shared/tokens", plan.shared.tokens),
    sharedPrices: draw("/shared/prices", plan.shared.prices),
    priceChanges: plan.models.map((model) => model.priceChanges.flatMap(happening)),
    workloads: plan.workloads.map((workload, w) => {
      const at = pointerOf(["workloads", workload.id]);
      const { demand, outcome } = workload;
      const users = draw(`${at}/demand/users`, demand.users);
      const adoption = demand.adoption.map(({ day, share }) => ({
        day,
        share: draw(`${at}/demand/adoption`, share, asShare),
      }));
      const wander = wanderByMonth(demand.wander, months, under(key, "wander", workload.id));
      return {
        users,
        tasksPerUserPerDay: draw(`${at}/demand/tasksPerUserPerDay`, demand.tasksPerUserPerDay),
        adoption,
        monthlyGrowth: draw(`${at}/demand/monthlyGrowth`, demand.monthlyGrowth, asGrowth),
        rebound: draw(`${at}/demand/rebound`, demand.rebound, anyNumber),
        userMix: drawUserMix(
          users * adoptionOn(adoption, yearDays(plan) - 1),
          demand.userSpread,
          under(key, "user mix", workload.id),
        ),
        wander: wander.map((x, month) => Math.exp(x + sharedWander[month]!)),
        tokensMultiplier: draw(`${at}/tokensMultiplier`, workload.tokensMultiplier),
        tokensGrowth: draw(`${at}/tokensGrowth`, workload.tokensGrowth, asGrowth),
        attempts: workload.attempts.map((attempt, m) =>
          drawTruth(attempt, curves[w]![m]!, under(key, "truth", workload.id, attempt.modelId)),
        ),
        value: draw(`${at}/outcome/value`, outcome.value),
        captured: draw(`${at}/outcome/captured`, outcome.captured, asShare),
        reviewCost: draw(`${at}/outcome/reviewCost`, outcome.reviewCost),
        failureCost: draw(`${at}/outcome/failureCost`, outcome.failureCost),
        errorCost: draw(`${at}/outcome/errorCost`, outcome.errorCost),
      };
    }),
    fixedCosts: plan.fixedCosts.map((cost) => ({
      perMonth: draw(pointerOf(["fixedCosts", cost.id, "perMonth"]), cost.perMonth),
      renewal: cost.renewal === null ? [] : happening(cost.renewal),
    })),
  };
}

/**
 * One standard normal score for each uncertain number, by its pointer; those named in `correlations` through a Gaussian
 * copula.
 */
function scoresByPointer(plan: ResolvedPlan, key: Key): (pointer: string) => number {
  const independent = (pointer: string): number => normalQuantile(uniformAt(under(key, "score", pointer), 0));
  const names = [...new Set(plan.correlations.flatMap(({ between }) => between))];
  const matrix: number[][] = names.map((_, row) => names.map((_, column) => (row === column ? 1 : 0)));
  for (const { between, rank } of plan.correlations) {
    const [i, j] = between.map((pointer) => names.indexOf(pointer)) as [number, number];
    matrix[i]![j] = matrix[j]![i] = pearsonOfRank(rank);
  }
  const factor = correlationFactor(matrix);
  if (factor === null) throw new Error("correlations of a checked plan are positive semidefinite");
  const scores = new Map(
    names.map((name, row) => [name, sum(names.map((other, column) => factor[row]![column]! * independent(other)))]),
  );
  return (pointer) => scores.get(pointer) ?? independent(pointer);
}

/** x of each fiscal month: an autoregression from 0, lowered by half its variance so that e^x has mean 1. */
function wanderByMonth(wander: ResolvedWander, months: number, key: Key): number[] {
  const x: number[] = [];
  let y = 0;
  let variance = 0;
  for (let month = 0; month < months; month++) {
    y = wander.persistence * y + wander.monthlySd * normalQuantile(uniformAt(key, month));
    variance = wander.persistence ** 2 * variance + wander.monthlySd ** 2;
    x.push(y - variance / 2);
  }
  return x;
}

/** H: gamma with mean 1 and variance userSpread²/n. */
function drawUserMix(usersAtEnd: number, userSpread: number, key: Key): number {
  if (userSpread === 0) return 1;
  const shape = Math.max(1, usersAtEnd) / userSpread ** 2;
  return gammaDraw(shape, streamOf(key)) / shape;
}

/** The truth behind an estimate from n runs, as this trial has it; without `runs` the estimate is the truth. */
function drawTruth(attempt: ResolvedAttempt, curve: TokensCurve, key: Key): AttemptTruth {
  const { tokens, success } = attempt;
  const k = success.byEffort.length;
  const byEffort = success.byEffort.map((p, bin) => {
    if (success.runs === null) return p;
    const runsInBin = success.runs / k;
    return betaDraw(0.5 + p * runsInBin, 0.5 + (1 - p) * runsInBin, streamOf(under(key, "success", bin)));
  });
  if (tokens.runs === undefined) return { kappa: 1, shift: 0, byEffort };
  const n = tokens.runs;
  const kappa = Math.sqrt((n - 1) / chiSquareDraw(n - 1, streamOf(under(key, "kappa"))));
  const shift = (kappa * curve.logSd * normalQuantile(uniformAt(under(key, "shift"), 0))) / Math.sqrt(n);
  return { kappa, shift, byEffort };
}

// ---- 3.2 Demand ----

function yearDays(plan: ResolvedPlan): number {
  return plan.dayWeights.length;
}

function monthOf(plan: ResolvedPlan, day: number): number {
  return plan.monthStarts.findLastIndex((firstDay) => firstDay - plan.start <= day);
}

/** Linear in days between its points, constant outside them. */
function adoptionOn(points: WorkloadUnknowns["adoption"], day: number): number {
  const next = points.findIndex((point) => point.day >= day);
  if (next === -1) return points.at(-1)!.share;
  if (next === 0) return points[0]!.share;
  const [before, after] = [points[next - 1]!, points[next]!];
  return before.share + ((after.share - before.share) * (day - before.day)) / (after.day - before.day);
}

/** λ: tasks expected on a day. */
function expectedTasks(plan: ResolvedPlan, unknowns: Unknowns, w: number, day: number): number {
  const workload = plan.workloads[w]!;
  const known = unknowns.workloads[w]!;
  const month = monthOf(plan, day);
  return (
    known.users *
    known.tasksPerUserPerDay *
    unknowns.sharedDemand *
    adoptionOn(known.adoption, day) *
    plan.dayWeights[day]! *
    (1 + known.monthlyGrowth) ** (day / DAYS_PER_MONTH) *
    workload.demand.seasonality[month]! *
    known.userMix *
    known.wander[month]! *
    reboundFactor(plan, unknowns, w, day)
  );
}

function reboundFactor(plan: ResolvedPlan, unknowns: Unknowns, w: number, day: number): number {
  const lead = leadModel(policyOn(plan.workloads[w]!, day).route);
  const now = priceMultiplier(plan, unknowns, lead, day);
  const atStart = priceMultiplier(plan, unknowns, lead, 0);
  return now === 0 || atStart === 0 ? 1 : (now / atStart) ** unknowns.workloads[w]!.rebound;
}

// ---- 3.6 Price ----

/** Product of the multipliers of a model's changes in force on a day. */
function priceMultiplier(plan: ResolvedPlan, unknowns: Unknowns, modelId: string, day: number): number {
  return inForce(unknowns.priceChanges[modelIndex(plan, modelId)]!, day);
}

function inForce(changes: readonly InForce[], day: number): number {
  return changes.filter((change) => change.fromDay <= day).reduce((product, change) => product * change.multiplier, 1);
}

/** Money per million tokens of an attempt made on a day. */
function attemptPrice(plan: ResolvedPlan, unknowns: Unknowns, attempt: ResolvedAttempt, day: number): number {
  const { price } = plan.models[modelIndex(plan, attempt.modelId)]!;
  const { mix } = attempt;
  const blended =
    mix.input * price.input +
    mix.cacheRead * price.cacheRead +
    mix.cacheWrite * price.cacheWrite +
    mix.output * price.output;
  return blended * unknowns.sharedPrices * priceMultiplier(plan, unknowns, attempt.modelId, day);
}

function modelIndex(plan: ResolvedPlan, modelId: string): number {
  return plan.models.findIndex((model) => model.id === modelId);
}

// ---- 3.3–3.5 A task and its attempts ----

/** What the tasks of one workload that arrived on one day came to, or would come to, if all were worked. */
interface Tally {
  tasks: number;
  outcomes: number;
  errors: number;
  failures: number;
  attempts: number;
  /** By attempt entry: tokens, so that they can be paid at the prices of another day. */
  readonly tokens: number[];
  /** Money of verifiers and choices: the same on any day. */
  constantCost: number;
}

/** What holds for all tasks of one workload that arrive on one day. */
interface ArrivalDay {
  readonly workload: ResolvedWorkload;
  readonly curves: readonly TokensCurve[];
  readonly truths: readonly AttemptTruth[];
  /** tokensMultiplier × shared.tokens × growth. */
  readonly tokensFactor: number;
  /** Money per million tokens, by attempt entry. */
  readonly prices: readonly number[];
  readonly tasks: number;
  readonly key: Key;
}

/** One task on one route. */
interface Task {
  readonly key: Key;
  /** Z: how hard this task is for every model. */
  readonly difficulty: number;
  /** Attempts made so far, by attempt entry: names the luck of the next, so that another route meets the same. */
  readonly made: number[];
}

/** Killed: stopped by the cap with nothing handed back, and known to have failed. */
type Answer = "right" | "wrong" | "killed";

/** Addresses below the key of a task and below the key of an attempt. */
const TASK_LUCK = { difficulty: 0, seenTruly: 1, otherRank: 2 } as const;
const ATTEMPT_LUCK = { tokens: 0, effort: 1, runsAway: 2, factor: 3, success: 4, approval: 5, verifier: 6 } as const;

function tryOnce(
  day: ArrivalDay,
  task: Task,
  modelId: string,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): { answer: Answer; key: Key } {
  const { acrossModels: a, sameModel: s } = day.workload;
  const m = day.workload.attempts.findIndex((attempt) => attempt.modelId === modelId);
  const { limit, runaway } = day.workload.attempts[m]!;
  const truth = day.truths[m]!;
  const modelKey = under(task.key, m);
  const key = under(modelKey, task.made[m]!++);

  const shared = Math.sqrt(a) * task.difficulty + Math.sqrt(s - a) * normalQuantile(uniformAt(modelKey, 0));
  const score = shared + Math.sqrt(1 - s) * normalQuantile(uniformAt(key, ATTEMPT_LUCK.tokens));
  const lnTokens = trueLnTokens(day.curves[m]!, truth, score);
  const runsAway = uniformAt(key, ATTEMPT_LUCK.runsAway) < runaway.share;
  const factor = runsAway
    ? atLeastZero(drawUncertain(runaway.factor, normalQuantile(uniformAt(key, ATTEMPT_LUCK.factor))))
    : 1;
  const tokens = Math.min(limit, Math.exp(lnTokens) * day.tokensFactor * factor);

  const effort = s === 0 ? uniformAt(key, ATTEMPT_LUCK.effort) : normalCdf(shared / Math.sqrt(s));
  const chance = runsAway ? 0 : successChance(truth.byEffort, effort);

  const most = cap === null ? Infinity : cap.unit === "tokens" ? cap.amount : tokensFor(cap.amount, day.prices[m]!);
  const stopped = cap !== null && tokens > most && uniformAt(key, ATTEMPT_LUCK.approval) >= cap.approval;
  tally.attempts += 1;
  tally.tokens[m]! += stopped ? most : tokens;

  if (!stopped) return { answer: judge(key, chance), key };
  if (cap.fallbackModel !== null) return tryOnce(day, task, cap.fallbackModel, null, tally);
  if (cap.partial > 0) return { answer: judge(key, cap.partial * chance), key };
  return { answer: "killed", key };
}

function judge(attemptKey: Key, chance: number): Answer {
  return uniformAt(attemptKey, ATTEMPT_LUCK.success) < chance ? "right" : "wrong";
}

/** ln tokens at a normal score, of the distribution that this trial takes for true. */
function trueLnTokens(curve: TokensCurve, { kappa, shift }: AttemptTruth, score: number): number {
  return curve.logMean + kappa * (lnTokensAtScore(curve, score) - curve.logMean) + shift;
}

/** Tokens that an amount of money buys at a price per million. */
function tokensFor(amount: number, price: number): number {
  return price === 0 ? Infinity : amount / tokenCost(1, price);
}

/** Values at the centres of k equal bins, linear between them and out to the edges, clamped to 0..1. */
function successChance(byEffort: readonly number[], effort: number): number {
  const k = byEffort.length;
  if (k === 1) return byEffort[0]!;
  const position = effort * k - 0.5;
  const left = Math.min(k - 2, Math.max(0, Math.floor(position)));
  return asShare(byEffort[left]! + (byEffort[left + 1]! - byEffort[left]!) * (position - left));
}

// ---- 3.7 Route ----

function workTask(
  day: ArrivalDay,
  index: number,
  route: ResolvedRoute,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): void {
  const key = under(day.key, index);
  const task: Task = {
    key,
    difficulty: normalQuantile(uniformAt(key, TASK_LUCK.difficulty)),
    made: day.workload.attempts.map(() => 0),
  };
  const end = workRoute(day, task, route, cap, tally);
  tally.tasks += 1;
  if (end === "right") tally.outcomes += 1;
  else if (end === "wrong") tally.errors += 1;
  else tally.failures += 1;
}

type TaskEnd = "right" | "wrong" | "failed";

function workRoute(
  day: ArrivalDay,
  task: Task,
  route: ResolvedRoute,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): TaskEnd {
  switch (route.kind) {
    case "steps":
      return workSteps(day, task, route, cap, tally);
    case "bestOf":
      return workBestOf(day, task, route, cap, tally);
    case "choose": {
      tally.constantCost += route.cost;
      const seenTruly = route.by === "difficulty" && uniformAt(task.key, TASK_LUCK.seenTruly) < route.accuracy;
      const rank = seenTruly ? normalCdf(task.difficulty) : uniformAt(task.key, TASK_LUCK.otherRank);
      const branch = route.branches.find(({ upTo }) => upTo >= rank) ?? route.branches.at(-1)!;
      return workSteps(day, task, branch, cap, tally);
    }
  }
}

function workSteps(
  day: ArrivalDay,
  task: Task,
  route: ResolvedSteps,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): TaskEnd {
  for (const modelId of route.steps.slice(0, -1)) {
    const { answer, key } = tryOnce(day, task, modelId, cap, tally);
    tally.constantCost += route.verifier.cost;
    if (!isFlagged(route.verifier, answer, key)) return answer === "right" ? "right" : "wrong";
  }
  const { answer } = tryOnce(day, task, route.steps.at(-1)!, cap, tally);
  if (answer === "right") return "right";
  return answer === "killed" || day.workload.outcome.failuresVisible ? "failed" : "wrong";
}

function workBestOf(
  day: ArrivalDay,
  task: Task,
  route: Extract<ResolvedRoute, { kind: "bestOf" }>,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): TaskEnd {
  let end: TaskEnd = "failed";
  for (let i = 0; i < route.bestOf; i++) {
    const { answer, key } = tryOnce(day, task, route.model, cap, tally);
    tally.constantCost += route.verifier.cost;
    const unflagged = !isFlagged(route.verifier, answer, key);
    if (end === "failed" && unflagged) end = answer === "right" ? "right" : "wrong";
  }
  return end;
}

function isFlagged(verifier: ResolvedVerifier, answer: Answer, key: Key): boolean {
  if (answer === "killed") return true;
  return uniformAt(key, ATTEMPT_LUCK.verifier) < (answer === "right" ? verifier.falseAlarms : verifier.catches);
}

// ---- 3.9 A day's work as one: shares of tallies ----

function emptyTally(workload: ResolvedWorkload): Tally {
  return {
    tasks: 0,
    outcomes: 0,
    errors: 0,
    failures: 0,
    attempts: 0,
    tokens: workload.attempts.map(() => 0),
    constantCost: 0,
  };
}

function addShare(to: Tally, share: number, of: Tally): void {
  to.tasks += share * of.tasks;
  to.outcomes += share * of.outcomes;
  to.errors += share * of.errors;
  to.failures += share * of.failures;
  to.attempts += share * of.attempts;
  of.tokens.forEach((tokens, m) => (to.tokens[m]! += share * tokens));
  to.constantCost += share * of.constantCost;
}

/** What a tally costs at the prices of a day, by attempt entry in money per million tokens. */
function costAt(prices: readonly number[], tally: Tally): number {
  return tally.constantCost + sum(tally.tokens.map((tokens, m) => tokenCost(tokens, prices[m]!)));
}

/** Shares of the tasks that arrived on some days, by day of arrival. */
type Work = Map<number, number>;

function addWork(to: Work, share: number, of: Work): void {
  for (const [arrival, part] of of) to.set(arrival, (to.get(arrival) ?? 0) + share * part);
}

/** The year of one workload as it goes on. */
interface WorkloadState {
  readonly booked: Tally;
  readonly spendByMonth: number[];
  /** Money by attempt entry. */
  readonly attemptSpend: number[];
  /** The month's spend up to the end of each day. */
  readonly monthToDate: number[];
  /** What was deferred into each month and is not yet done. */
  readonly waiting: readonly Work[];
  /** The answer to the month's request for approval, once the cap was met. */
  readonly approval: ("given" | "refused" | undefined)[];
  readonly arrivedByMonth: number[];
  readonly outcomesByMonth: number[];
  unmet: number;
}

function policyOn(workload: ResolvedWorkload, day: number): ResolvedPolicy {
  return workload.policies.findLast((policy) => policy.fromDay <= day)!;
}

// ---- 3b.4 The decision ----

/** A decision at the end of a month: from the next day on λ is multiplied by `pass` or by `fail`. */
interface PlainDecision {
  factorOn(month: number): number;
  decide(month: number, state: WorkloadState, known: WorkloadUnknowns): void;
}

function plainDecision(workload: ResolvedWorkload, key: Key): PlainDecision {
  const { gate } = workload;
  if (gate === null) return { factorOn: () => 1, decide: () => undefined };
  if (gate.keepIf.what !== "costPerOutcome") throw new Error("the plain reference decides by cost alone");
  const { atMost } = gate.keepIf;
  const drawn = (decision: "pass" | "fail"): number =>
    atLeastZero(drawUncertain(gate[decision], normalQuantile(uniformAt(under(key, decision, workload.id), 0))));
  let factor = gate.decided === null ? 1 : drawn(gate.decided);
  return {
    factorOn: (month) => (month > gate.month ? factor : 1),
    decide: (month, { spendByMonth, booked }, { reviewCost, failureCost, errorCost }) => {
      if (gate.decided !== null || month !== gate.month) return;
      const { outcomes, errors, failures } = booked;
      const costs = sum(spendByMonth) + reviewCost * (outcomes + errors) + failureCost * failures + errorCost * errors;
      factor = drawn(outcomes > 0 && costs / outcomes <= atMost ? "pass" : "fail");
    },
  };
}

// ---- 3.8–3.12 The year ----

function simulateYear(
  plan: ResolvedPlan,
  curves: readonly (readonly TokensCurve[])[],
  unknowns: Unknowns,
  key: Key,
): PlainYear {
  const months = plan.monthStarts.length - 1;
  const states = plan.workloads.map((workload): WorkloadState => ({
    booked: emptyTally(workload),
    spendByMonth: new Array<number>(months).fill(0),
    attemptSpend: workload.attempts.map(() => 0),
    monthToDate: [],
    waiting: Array.from({ length: months }, () => new Map()),
    approval: [],
    arrivedByMonth: new Array<number>(months).fill(0),
    outcomesByMonth: new Array<number>(months).fill(0),
    unmet: 0,
  }));
  const decisions = plan.workloads.map((workload) => plainDecision(workload, key));
  const days = plan.workloads.map((_, w) => arrivalDays({ plan, curves: curves[w]!, unknowns, w, key }, decisions[w]!));
  const fixedCosts = plan.fixedCosts.map(() => 0);
  const monthSpend = new Array<number>(months).fill(0);
  const { amount, atExhaustion } = plan.budget;
  const reached = (spend: number): boolean => hasReached(spend, amount);
  let spend = 0;
  let runOutDay: number | null = null;

  for (let day = 0; day < yearDays(plan); day++) {
    const month = monthOf(plan, day);
    if (plan.monthStarts[month] === plan.start + day) {
      unknowns.fixedCosts.forEach(({ perMonth, renewal }, i) => {
        const charge = perMonth * inForce(renewal, day);
        fixedCosts[i]! += charge;
        monthSpend[month]! += charge;
        spend += charge;
      });
    }

    const stopped = atExhaustion === "block" && reached(spend);
    const done = plan.workloads.map((workload, w) => {
      states[w]!.arrivedByMonth[month]! += days[w]!.on(day).tasks;
      if (!stopped)
        return workUnderMonthCap(plan, workload, states[w]!, days[w]!, day, under(key, "month cap", workload.id));
      states[w]!.unmet += days[w]!.on(day).tasks;
      return emptyTally(workload);
    });

    const cost = sum(done.map((tally, w) => costAt(days[w]!.on(day).prices, tally)));
    const share = atExhaustion === "block" && !stopped && spend + cost > amount ? (amount - spend) / cost : 1;
    done.forEach((tally, w) => {
      const state = states[w]!;
      const { prices } = days[w]!.on(day);
      addShare(state.booked, share, tally);
      state.outcomesByMonth[month]! += share * tally.outcomes;
      state.unmet += (1 - share) * tally.tasks;
      tally.tokens.forEach((tokens, m) => (state.attemptSpend[m]! += share * tokenCost(tokens, prices[m]!)));
      const workloadSpend = share * costAt(prices, tally);
      const before = plan.monthStarts[month] === plan.start + day ? 0 : state.monthToDate[day - 1]!;
      state.monthToDate.push(before + workloadSpend);
      state.spendByMonth[month]! += workloadSpend;
      monthSpend[month]! += workloadSpend;
    });
    if (plan.monthStarts[month + 1] === plan.start + day + 1)
      plan.workloads.forEach((_, w) => decisions[w]!.decide(month, states[w]!, unknowns.workloads[w]!));
    spend += share * cost;
    if (runOutDay === null && reached(spend)) runOutDay = day;
  }

  return {
    spend,
    runOutDay,
    monthSpend,
    workloads: states.map((state, w) => {
      for (const work of state.waiting)
        for (const [arrival, part] of work) state.unmet += part * days[w]!.on(arrival).tasks;
      return workloadYear(state, unknowns.workloads[w]!);
    }),
    fixedCosts,
    models: plan.models.map((model) => {
      const entries = plan.workloads.flatMap((workload, w) =>
        workload.attempts.flatMap(({ modelId }, m) =>
          modelId === model.id ? [{ spend: states[w]!.attemptSpend[m]!, tokens: states[w]!.booked.tokens[m]! }] : [],
        ),
      );
      return { spend: sum(entries.map((entry) => entry.spend)), tokens: sum(entries.map((entry) => entry.tokens)) };
    }),
  };
}

/** What arrived on each day of a workload's year, and what it comes to; each computed once. */
interface ArrivalDays {
  on(day: number): ArrivalDay;
  /** All tasks of the day, by the policy of the day. */
  tally(day: number): Tally;
  /** All tasks of the day, by another route and attempt cap. */
  tallyBy(day: number, route: ResolvedRoute, cap: ResolvedAttemptCap | null): Tally;
}

function arrivalDays(
  {
    plan,
    curves,
    unknowns,
    w,
    key,
  }: {
    readonly plan: ResolvedPlan;
    readonly curves: readonly TokensCurve[];
    readonly unknowns: Unknowns;
    readonly w: number;
    readonly key: Key;
  },
  decision: PlainDecision,
): ArrivalDays {
  const workload = plan.workloads[w]!;
  const known = unknowns.workloads[w]!;
  const days: ArrivalDay[] = [];
  const tallies: Tally[] = [];
  const on = (day: number): ArrivalDay =>
    (days[day] ??= {
      workload,
      curves,
      truths: known.attempts,
      tokensFactor: known.tokensMultiplier * unknowns.sharedTokens * (1 + known.tokensGrowth) ** (day / DAYS_PER_MONTH),
      prices: workload.attempts.map((attempt) => attemptPrice(plan, unknowns, attempt, day)),
      tasks: poissonQuantile(
        uniformAt(under(key, "arrivals", workload.id), day),
        expectedTasks(plan, unknowns, w, day) * decision.factorOn(monthOf(plan, day)),
      ),
      key: under(key, "tasks", workload.id, day),
    });
  const tallyBy = (day: number, route: ResolvedRoute, cap: ResolvedAttemptCap | null): Tally => {
    const tally = emptyTally(workload);
    for (let task = 0; task < on(day).tasks; task++) workTask(on(day), task, route, cap, tally);
    return tally;
  };
  const tally = (day: number): Tally => {
    const { route, attemptCap } = policyOn(workload, day);
    return (tallies[day] ??= tallyBy(day, route, attemptCap));
  };
  return { on, tally, tallyBy };
}

/**
 * The day's own tasks and those that waited for it: what is done of them. The rest is unmet or waits, by the cap in
 * force.
 */
function workUnderMonthCap(
  plan: ResolvedPlan,
  workload: ResolvedWorkload,
  state: WorkloadState,
  days: ArrivalDays,
  day: number,
  key: Key,
): Tally {
  const month = monthOf(plan, day);
  const { prices } = days.on(day);
  const work: Work = new Map([[day, 1]]);
  if (state.waiting[month]!.size > 0 && isWorkingDay(plan, day)) {
    // One part for each working day that is left keeps the parts of the month's days equal.
    const part = 1 / workingDays(plan, month).filter((other) => other >= day).length;
    addWork(work, part, state.waiting[month]!);
    for (const [arrival, share] of state.waiting[month]!) state.waiting[month]!.set(arrival, share * (1 - part));
  }
  const all = emptyTally(workload);
  for (const [arrival, share] of work) addShare(all, share, days.tally(arrival));

  const { monthCap, attemptCap } = policyOn(workload, day);
  const share =
    monthCap === null ? 1 : shareUnderMonthCap(plan, monthCap, state, day, costAt(prices, all), uniformAt(key, month));
  if (monthCap === null || share === 1) return all;

  const done = emptyTally(workload);
  addShare(done, share, all);
  switch (monthCap.atCap) {
    case "block":
      state.unmet += (1 - share) * all.tasks;
      break;
    case "defer": {
      const next = state.waiting.findIndex((_, later) => later > month && workingDays(plan, later).length > 0);
      if (next === -1) state.unmet += (1 - share) * all.tasks;
      else addWork(state.waiting[next]!, 1 - share, work);
      break;
    }
    case "degrade":
      for (const [arrival, part] of work)
        addShare(done, (1 - share) * part, days.tallyBy(arrival, monthCap.fallback!, attemptCap));
      break;
  }
  return done;
}

/** The share of a day's work, of this cost, that is done as usual; the rest meets `atCap`. */
function shareUnderMonthCap(
  plan: ResolvedPlan,
  cap: ResolvedMonthCap,
  state: WorkloadState,
  day: number,
  cost: number,
  approvalLuck: number,
): number {
  const month = monthOf(plan, day);
  const firstDay = plan.monthStarts[month]! - plan.start;
  const spentByEndOf = (other: number): number => (other < firstDay ? 0 : state.monthToDate[other]!);
  const room = Math.max(0, cap.amount - spentByEndOf(day - 1));
  const knownDay = day - cap.lagDays;
  const acts = cap.lagDays === 0 ? cost > room : knownDay >= firstDay && hasReached(spentByEndOf(knownDay), cap.amount);
  if (!acts) return 1;
  state.approval[month] ??= approvalLuck < cap.approval ? "given" : "refused";
  if (state.approval[month] === "given") return 1;
  return cap.lagDays === 0 ? room / cost : 0;
}

function isWorkingDay(plan: ResolvedPlan, day: number): boolean {
  return plan.dayWeights[day] === 1;
}

function workingDays(plan: ResolvedPlan, month: number): number[] {
  return [...plan.dayWeights.keys()].filter((day) => monthOf(plan, day) === month && isWorkingDay(plan, day));
}

function workloadYear(state: WorkloadState, known: WorkloadUnknowns): PlainWorkloadYear {
  const { outcomes, errors, failures, attempts, tokens } = state.booked;
  const spend = sum(state.spendByMonth);
  const accepted = outcomes + errors;
  const loadedCost = spend + known.reviewCost * accepted + known.failureCost * failures + known.errorCost * errors;
  return {
    spend,
    monthSpend: state.spendByMonth,
    tasks: sum(state.arrivedByMonth),
    monthTasks: state.arrivedByMonth,
    monthOutcomes: state.outcomesByMonth,
    outcomes,
    errors,
    failures,
    unmet: state.unmet,
    accepted,
    attempts,
    tokens: sum(tokens),
    loadedCost,
    netValue: outcomes * known.value * known.captured - loadedCost,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
