import { mean } from "#shared/statistics/moments.ts";
import { betaQuantile } from "#shared/numerics/incompleteBeta.ts";
import { gammaQuantile } from "#shared/numerics/incompleteGamma.ts";
import { normalCdf } from "#shared/numerics/normal.ts";
import { compileTokens } from "#shared/distributions/tokens.ts";
import { drawUncertain, isCertain, uncertainMean, uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type {
  ResolvedAttempt,
  ResolvedDatedMultiplier,
  ResolvedPlan,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";
import type { Tokens, Uncertain } from "#shared/plan/schema/plan.ts";

/**
 * Everything that nobody knows yet about a plan (level 1), each thing once and as a planner would name it. An unknown
 * is held by its standard normal score: 0 is its middle, −1.2816 the value that 1 in 10 futures fall below. Holding one
 * is an edit of the plan: the engine knows nothing of it.
 */
export type Unknown = {
  readonly id: string;
  /** Of the input that it belongs to, in the plan. */ readonly pointer: string;
  /** Id of its workload. */ readonly workload: string | null;
} &
  /** A number of the plan that may take several values; the points of an adoption curve are one. */
  (
    | { readonly kind: "number" }
    /** A price change or a renewal: whether it happens, and how large it is then. */
    | { readonly kind: "change" }
    /** What a pilot of so many runs does not tell of a model's tokens. */
    | { readonly kind: "pilot"; readonly model: string; readonly runs: number }
    /** What so many runs do not tell of its success. */
    | { readonly kind: "success"; readonly model: string; readonly runs: number }
    /** Which users there are: heavy ones or light ones. */
    | { readonly kind: "users" }
    /** Months that wander: they have no single value to hold, but can be held still. */
    | { readonly kind: "wander" }
  );

/** An unknown at a standard normal score. */
export interface HeldUnknown {
  readonly id: string;
  readonly score: number;
}

/** The unknowns of a plan, in its order. What is certain, and all that differs from run to run, is none. */
export function unknownsOf(plan: ResolvedPlan): Unknown[] {
  const found: Unknown[] = [];
  const number = (pointer: string, value: Uncertain, workload: string | null = null): void => {
    if (!isCertain(value)) found.push({ id: pointer, pointer, workload, kind: "number" });
  };
  const change = ({ pointer, multiplier, probability }: ResolvedDatedMultiplier): void => {
    if (probability <= 0 || (probability >= 1 && isCertain(multiplier))) return;
    found.push({ id: pointer, pointer, workload: null, kind: "change" });
  };
  number("/shared/demand", plan.shared.demand);
  number("/shared/tokens", plan.shared.tokens);
  number("/shared/prices", plan.shared.prices);
  if (plan.shared.wander.monthlySd > 0)
    found.push({ id: "/shared/wander", pointer: "/shared/wander", workload: null, kind: "wander" });
  for (const { priceChanges } of plan.models) priceChanges.forEach(change);
  for (const workload of plan.workloads) addWorkload(workload, found, number);
  for (const { id, perMonth, renewal } of plan.fixedCosts) {
    number(pointerOf(["fixedCosts", id, "perMonth"]), perMonth);
    if (renewal !== null) change(renewal);
  }
  return found;
}

function addWorkload(
  workload: ResolvedWorkload,
  found: Unknown[],
  number: (pointer: string, value: Uncertain, workload: string) => void,
): void {
  const { id, demand, outcome } = workload;
  const at = pointerOf(["workloads", id]);
  const own = (pointer: string, value: Uncertain): void => number(`${at}${pointer}`, value, id);
  own("/demand/users", demand.users);
  if (demand.userSpread > 0)
    found.push({ id: `${at}/demand/userSpread`, pointer: `${at}/demand/userSpread`, workload: id, kind: "users" });
  if (demand.adoption.some(({ share }) => !isCertain(share)))
    found.push({ id: `${at}/demand/adoption`, pointer: `${at}/demand/adoption`, workload: id, kind: "number" });
  own("/demand/tasksPerUserPerDay", demand.tasksPerUserPerDay);
  own("/demand/monthlyGrowth", demand.monthlyGrowth);
  own("/demand/rebound", demand.rebound);
  if (demand.wander.monthlySd > 0)
    found.push({ id: `${at}/demand/wander`, pointer: `${at}/demand/wander`, workload: id, kind: "wander" });
  for (const { modelId, tokens, success } of workload.attempts) {
    const attempt = `${at}${pointerOf(["attempts", modelId])}`;
    const runs = runsOf(tokens);
    if (runs !== null)
      found.push({
        id: `${attempt}/tokens#pilot`,
        pointer: `${attempt}/tokens`,
        workload: id,
        kind: "pilot",
        model: modelId,
        runs,
      });
    if (success.runs !== null)
      found.push({
        id: `${attempt}/success#runs`,
        pointer: `${attempt}/success`,
        workload: id,
        kind: "success",
        model: modelId,
        runs: success.runs,
      });
  }
  own("/tokensMultiplier", workload.tokensMultiplier);
  own("/tokensGrowth", workload.tokensGrowth);
  for (const field of ["value", "captured", "reviewCost", "failureCost", "errorCost"] as const)
    own(`/outcome/${field}`, outcome[field]);
}

function runsOf(tokens: Tokens): number | null {
  return "runs" in tokens ? (tokens.runs ?? null) : null;
}

/**
 * ln of how far the mean tokens behind a pilot may lie from its estimate: standard deviation for a lognormal body of
 * log-sd s known from n runs.
 */
export function pilotLogSd(runs: number, logSd: number): number {
  return logSd * Math.sqrt(1 / runs + (logSd * logSd) / (2 * (runs - 1)));
}

/**
 * The plan with some of its unknowns held at scores, all else as it was: the other unknowns keep their luck. A held
 * number is certain; a change happens with certainty at that multiplier (1 where it would not happen); a pilot is
 * believed, its tokens times what it misled by; success is known; wander stands still whatever its score. Closed
 * months, and what they were planned as, are not held. Unknown ids change nothing.
 */
export function holdUnknowns(plan: ResolvedPlan, held: readonly HeldUnknown[]): ResolvedPlan {
  if (held.length === 0) return plan;
  const scores = new Map(held.map(({ id, score }) => [id, score]));
  const number = (pointer: string, value: Uncertain): Uncertain => {
    const score = scores.get(pointer);
    return score === undefined ? value : drawUncertain(value, score);
  };
  const change = (dated: ResolvedDatedMultiplier): ResolvedDatedMultiplier => {
    const score = scores.get(dated.pointer);
    return score === undefined ? dated : { ...dated, multiplier: changeAt(dated, score), probability: 1 };
  };
  return {
    ...plan,
    shared: {
      demand: number("/shared/demand", plan.shared.demand),
      tokens: number("/shared/tokens", plan.shared.tokens),
      prices: number("/shared/prices", plan.shared.prices),
      wander: scores.has("/shared/wander") ? { ...plan.shared.wander, monthlySd: 0 } : plan.shared.wander,
    },
    models: plan.models.map((model) => ({ ...model, priceChanges: model.priceChanges.map(change) })),
    workloads: plan.workloads.map((workload) => heldWorkload(workload, scores, number)),
    fixedCosts: plan.fixedCosts.map((cost) => ({
      ...cost,
      perMonth: number(pointerOf(["fixedCosts", cost.id, "perMonth"]), cost.perMonth),
      renewal: cost.renewal === null ? null : change(cost.renewal),
    })),
  };
}

/**
 * The plan with one unknown drawn anew in every trial, all other luck as it was. What else is correlated with it moves
 * along. After closed months the new draw would not know of them: then only what was not seen may be asked for this.
 */
export function redrawUnknown(plan: ResolvedPlan, { id, kind }: Unknown): ResolvedPlan {
  return { ...plan, redrawn: kind === "change" ? [id, `${id}#happens`] : [id] };
}

function heldWorkload(
  workload: ResolvedWorkload,
  scores: ReadonlyMap<string, number>,
  number: (pointer: string, value: Uncertain) => Uncertain,
): ResolvedWorkload {
  const { id, demand, outcome } = workload;
  const at = pointerOf(["workloads", id]);
  const mixScore = scores.get(`${at}/demand/userSpread`);
  const adoptionScore = scores.get(`${at}/demand/adoption`);
  const tasks = number(`${at}/demand/tasksPerUserPerDay`, demand.tasksPerUserPerDay);
  const heldOutcome = (field: "value" | "captured" | "reviewCost" | "failureCost" | "errorCost"): Uncertain =>
    number(`${at}/outcome/${field}`, outcome[field]);
  return {
    ...workload,
    demand: {
      ...demand,
      users: number(`${at}/demand/users`, demand.users),
      // Who the users are multiplies what each of them does.
      tasksPerUserPerDay: mixScore === undefined ? tasks : scaled(tasks, mixAt(workload, mixScore)),
      userSpread: mixScore === undefined ? demand.userSpread : 0,
      adoption:
        adoptionScore === undefined
          ? demand.adoption
          : demand.adoption.map(({ day, share }) => ({ day, share: drawUncertain(share, adoptionScore) })),
      monthlyGrowth: number(`${at}/demand/monthlyGrowth`, demand.monthlyGrowth),
      rebound: number(`${at}/demand/rebound`, demand.rebound),
      wander: scores.has(`${at}/demand/wander`) ? { ...demand.wander, monthlySd: 0 } : demand.wander,
    },
    attempts: workload.attempts.map((attempt) =>
      heldAttempt(attempt, `${at}${pointerOf(["attempts", attempt.modelId])}`, scores),
    ),
    tokensMultiplier: number(`${at}/tokensMultiplier`, workload.tokensMultiplier),
    tokensGrowth: number(`${at}/tokensGrowth`, workload.tokensGrowth),
    outcome: {
      ...outcome,
      value: heldOutcome("value"),
      captured: heldOutcome("captured"),
      reviewCost: heldOutcome("reviewCost"),
      failureCost: heldOutcome("failureCost"),
      errorCost: heldOutcome("errorCost"),
    },
  };
}

function heldAttempt(attempt: ResolvedAttempt, pointer: string, scores: ReadonlyMap<string, number>): ResolvedAttempt {
  const pilot = scores.get(`${pointer}/tokens#pilot`);
  const success = scores.get(`${pointer}/success#runs`);
  return {
    ...attempt,
    tokens: pilot === undefined ? attempt.tokens : believed(attempt.tokens, pilotAt(attempt.tokens, pilot)),
    success: success === undefined ? attempt.success : { byEffort: successAt(attempt, success), runs: null },
  };
}

/** The same distribution times a factor, known instead of estimated. */
function believed(tokens: Tokens, factor: number): Tokens {
  if (tokens.family === "empirical") {
    const { runs: _, ...known } = tokens;
    return { ...known, quantiles: tokens.quantiles.map((value) => value * factor) };
  }
  const { runs: _, ...known } = tokens;
  return "median" in known
    ? { ...known, median: known.median * factor }
    : { ...known, p50: known.p50 * factor, p95: known.p95 * factor };
}

/** The mean tokens behind a pilot over its estimate, at a score. 1 where the pilot is no estimate. */
function pilotAt(tokens: Tokens, score: number): number {
  const runs = runsOf(tokens);
  return runs === null ? 1 : Math.exp(score * pilotLogSd(runs, compileTokens(tokens).logSd));
}

function successAt({ success: { byEffort, runs } }: ResolvedAttempt, score: number): number[] {
  if (runs === null) return [...byEffort];
  const each = runs / byEffort.length;
  // The values of a curve are known apart: together they go as far as their mean does.
  const own = score / Math.sqrt(byEffort.length);
  return byEffort.map((p) => betaQuantile(chanceOf(own), 0.5 + p * each, 0.5 + (1 - p) * each));
}

/** How much more than the mean mix the users that there are do, at a score. */
function mixAt({ demand }: ResolvedWorkload, score: number): number {
  const last = demand.adoption.at(-1)?.share ?? 1;
  const active = Math.max(1, uncertainMean(demand.users) * Math.min(1, Math.max(0, uncertainMean(last))));
  const shape = active / (demand.userSpread * demand.userSpread);
  return gammaQuantile(chanceOf(score), shape) / shape;
}

/**
 * The multiplier of a dated change at a score, 1 standing for "it does not happen": the quantile of both chances
 * together.
 */
function changeAt({ multiplier, probability }: ResolvedDatedMultiplier, score: number): number {
  const rank = chanceOf(score);
  if (probability >= 1) return uncertainQuantile(multiplier, rank);
  const below = probability * rankOfOne(multiplier);
  if (rank < below) return uncertainQuantile(multiplier, rank / probability);
  if (rank <= below + 1 - probability) return 1;
  return uncertainQuantile(multiplier, Math.min(1, (rank - (1 - probability)) / probability));
}

/** Chance that a multiplier lies below 1. */
function rankOfOne(multiplier: Uncertain): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (uncertainQuantile(multiplier, middle) < 1) low = middle;
    else high = middle;
  }
  return low;
}

function scaled(value: Uncertain, factor: number): Uncertain {
  if (typeof value === "number") return value * factor;
  const { evidence: _, ...number } = value;
  if ("value" in number) return number.value * factor;
  if ("p10" in number) return { p10: number.p10 * factor, p90: number.p90 * factor };
  if ("values" in number) return { ...number, values: number.values.map((one) => one * factor) };
  if ("mode" in number) return { min: number.min * factor, mode: number.mode * factor, max: number.max * factor };
  return { min: number.min * factor, max: number.max * factor };
}

/** Φ(score), kept off 0 and 1. */
function chanceOf(score: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, normalCdf(score)));
}

/** What an unknown is at a score, as one number in its own unit: of an adoption curve the share at its last point, of a change its multiplier (1: it does not happen), of a pilot
 * and of users a factor, of success the mean rate. NaN for wander. Throws when the plan has no such unknown. */
export function unknownAt(plan: ResolvedPlan, unknown: Unknown, score: number): number {
  const workload = plan.workloads.find(({ id }) => id === unknown.workload);
  const attempt = workload?.attempts.find(({ modelId }) => "model" in unknown && modelId === unknown.model);
  switch (unknown.kind) {
    case "wander":
      return NaN;
    case "users":
      return mixAt(workload!, score);
    case "pilot":
      return pilotAt(attempt!.tokens, score);
    case "success":
      return mean(successAt(attempt!, score));
    case "change": {
      const dated = [
        ...plan.models.flatMap(({ priceChanges }) => priceChanges),
        ...plan.fixedCosts.flatMap(({ renewal }) => (renewal === null ? [] : [renewal])),
      ].find(({ pointer }) => pointer === unknown.pointer);
      return changeAt(dated!, score);
    }
    case "number":
      return drawUncertain(numberAt(plan, unknown), score);
  }
}

/** The uncertain number of an unknown; of an adoption curve that of its last point. */
function numberAt(plan: ResolvedPlan, { pointer, workload: id }: Unknown): Uncertain {
  const field = pointer.split("/").at(-1)!;
  const workload = plan.workloads.find((one) => one.id === id);
  if (workload === undefined) {
    const cost = plan.fixedCosts.find((one) => pointerOf(["fixedCosts", one.id, "perMonth"]) === pointer);
    return cost?.perMonth ?? plan.shared[field as "demand" | "tokens" | "prices"];
  }
  if (field === "adoption") return workload.demand.adoption.at(-1)!.share;
  const places = {
    ...workload.demand,
    ...workload.outcome,
    tokensMultiplier: workload.tokensMultiplier,
    tokensGrowth: workload.tokensGrowth,
  };
  return places[
    field as
      | "users"
      | "tasksPerUserPerDay"
      | "monthlyGrowth"
      | "rebound"
      | "value"
      | "captured"
      | "reviewCost"
      | "failureCost"
      | "errorCost"
      | "tokensMultiplier"
      | "tokensGrowth"
  ];
}
