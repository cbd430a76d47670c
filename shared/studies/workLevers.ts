import { significant } from "#shared/format/digits.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { compileTokens, tokensQuantile } from "#shared/distributions/tokens.ts";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { leadModel } from "#shared/plan/leadModel.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Attempt, AttemptCap, Mix, Plan, Route, Tokens, Workload } from "#shared/plan/schema/plan.ts";
import { routeMeasure, singlesByCost } from "./routeLab/singleModels.ts";
import { simulateChanged, type YearSamples } from "./simulateChanged.ts";
import type { StudyContext } from "./study.ts";

/** What a planner can ask of a workload so that it spends less, in the order of the table. */
export const WORK_LEVERS = ["context", "cache", "effort", "model", "retries"] as const;
export type WorkLever = (typeof WORK_LEVERS)[number];

export interface WorkLeversQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
}

/** What one lever alone does to the year, on the same simulated years. */
export interface WorkLeverAnswer {
  readonly lever: WorkLever;
  /** The model that takes over, of `model`. */
  readonly model: string | null;
  /** Money: mean of the year's spend with it, less as planned; and the chance that it is less. Null: it cannot be done. */
  readonly effect: {
    readonly spend: number;
    readonly error: number;
    readonly cheaper: number;
    /** Share of tasks that succeed with it, and outcomes of the year, mean. */
    readonly success: number;
    readonly outcomes: number;
  } | null;
}

export interface WorkLevers {
  readonly workload: string;
  /** As planned: spend of the workload, share of tasks that succeed, outcomes; means of a year. */
  readonly now: { readonly spend: number; readonly success: number; readonly outcomes: number };
  readonly levers: readonly WorkLeverAnswer[];
}

/** Simulated years: the same for every lever, so few say well what differs. */
const TRIALS = 2_000;
/** Parameter draws by which models are put in the order of their cost. */
const ORDER_DRAWS = 20;
/** So much of what an attempt reads is left by a shorter context. */
const CONTEXT_LEFT = 2 / 3;
/** So much of the plain input comes from a cache. */
const CACHED = 0.5;
/** Lower effort: an attempt stops at so many medians, or at so much of the present cap. */
const STOP_AT_MEDIANS = 2;
const CAP_LEFT = 0.75;

/** Each lever of a workload alone: what it does to money and to success. */
export async function workLeversStudy(
  { plan, scenario, workload }: WorkLeversQuestion,
  { seed, simulate, reportProgress }: StudyContext,
): Promise<WorkLevers> {
  const active = scenario === null ? plan : applyScenario(plan, scenario);
  const w = Object.keys(active.workloads).indexOf(workload);
  const resolved = resolvePlan(active);
  const base = { plan: resolved, samples: await simulate(resolved, TRIALS) };
  reportProgress(1, WORK_LEVERS.length + 1);
  const smaller = smallerModel(plan, scenario, workload, seed);
  const levers: WorkLeverAnswer[] = [];
  for (const [i, lever] of WORK_LEVERS.entries()) {
    const model = lever === "model" ? smaller : null;
    const changed = withWorkLever(active, workload, lever, model);
    const effect =
      changed === null ? null : effectOf(base.samples, await simulateChanged(simulate, base, resolvePlan(changed)), w);
    levers.push({ lever, model, effect });
    reportProgress(i + 2, WORK_LEVERS.length + 1);
  }
  const now = base.samples.workloads[w]!;
  return { workload, now: { spend: mean(now.spend), success: successOf(now), outcomes: mean(now.outcomes) }, levers };
}

function effectOf(base: Samples, { spend, workloads }: YearSamples, w: number): WorkLeverAnswer["effect"] {
  const differences = spend.map((after, trial) => after - base.spend[trial]!);
  const average = mean(differences);
  const variance = mean(differences.map((difference) => (difference - average) ** 2));
  return {
    spend: average,
    error: Math.sqrt(variance / differences.length),
    cheaper: differences.filter((difference) => difference < 0).length / differences.length,
    success: successOf(workloads[w]!),
    outcomes: mean(workloads[w]!.outcomes),
  };
}

/** Share of the year's tasks that succeed. */
function successOf({ outcomes, errors, failures, unmet }: Samples["workloads"][number]): number {
  const [right, ...others] = [outcomes, errors, failures, unmet].map(mean);
  const all = others.reduce((sum, count) => sum + count, right!);
  return all === 0 ? 0 : right! / all;
}

/** The next cheaper model for a task than the lead model; null: there is none that the workload has attempts for. */
function smallerModel(plan: Plan, scenario: string | null, workload: string, seed: number): string | null {
  const measure = routeMeasure({ plan, scenario, workload }, seed, ORDER_DRAWS);
  const order = singlesByCost(measure, workload).map(({ model }) => model);
  const at = order.indexOf(leadModel(measure.active.workloads[workload]!.route));
  return at > 0 ? order[at - 1]! : null;
}

/** The plan with a lever pulled at one workload; null: it has nothing to pull. `model`: the one that takes over. */
export function withWorkLever(plan: Plan, id: string, lever: WorkLever, model: string | null): Plan | null {
  const workload = plan.workloads[id]!;
  const at = (...path: string[]): string => pointerOf(["workloads", id, ...path]);
  switch (lever) {
    case "context":
      return withAttempts(plan, id, withShorterContext);
    case "cache":
      return Object.values(workload.attempts).some(({ mix }) => (mix.input ?? 0) > 0)
        ? withAttempts(plan, id, withMoreCache)
        : null;
    case "effort":
      return setAt(plan, at("attemptCap"), lowerCap(workload));
    case "model":
      return model === null ? null : setAt(plan, at("route"), withLead(workload.route, model));
    case "retries": {
      const route = withoutRetry(workload.route);
      return route === null ? null : setAt(plan, at("route"), route);
    }
  }
}

function withAttempts(plan: Plan, id: string, change: (attempt: Attempt) => Attempt): Plan {
  const attempts = Object.entries(plan.workloads[id]!.attempts).map(
    ([model, attempt]) => [model, change(attempt)] as const,
  );
  return setAt(plan, pointerOf(["workloads", id, "attempts"]), Object.fromEntries(attempts));
}

/** A third less is read, fresh or again; what is written stays. Success is taken to stay. */
function withShorterContext(attempt: Attempt): Attempt {
  const { input = 0, cacheRead = 0, cacheWrite = 0, cacheWriteHour = 0, output = 0 } = attempt.mix;
  const left = 1 - (input + cacheRead + cacheWrite + cacheWriteHour) * (1 - CONTEXT_LEFT);
  const read = CONTEXT_LEFT / left;
  return {
    ...attempt,
    tokens: timesTokens(attempt.tokens, left),
    mix: said({
      input: input * read,
      cacheRead: cacheRead * read,
      cacheWrite: cacheWrite * read,
      cacheWriteHour: cacheWriteHour * read,
      output: output / left,
    }),
  };
}

function withMoreCache(attempt: Attempt): Attempt {
  const { input = 0, cacheRead = 0 } = attempt.mix;
  const moved = input * CACHED;
  return { ...attempt, mix: said({ ...attempt.mix, input: input - moved, cacheRead: cacheRead + moved }) };
}

/** The shares of a mix that are more than nothing, in digits that a file keeps. */
function said(mix: Mix): Mix {
  return Object.fromEntries(
    Object.entries(mix).flatMap(([kind, share]) => (share > 0 ? [[kind, significant(share, 9)]] : [])),
  );
}

/** The same curve of tokens, a factor lower or higher. */
function timesTokens(tokens: Tokens, factor: number): Tokens {
  const of = (amount: number): number => significant(amount * factor, 6);
  if (tokens.family === "empirical") return { ...tokens, quantiles: tokens.quantiles.map(of) };
  return "median" in tokens
    ? { ...tokens, median: of(tokens.median) }
    : { ...tokens, p50: of(tokens.p50), p95: of(tokens.p95) };
}

function lowerCap({ attemptCap, attempts, route, tokensMultiplier = 1 }: Workload): AttemptCap {
  if (attemptCap !== undefined)
    return "tokens" in attemptCap
      ? { ...attemptCap, tokens: significant(attemptCap.tokens * CAP_LEFT, 4) }
      : { ...attemptCap, cost: significant(attemptCap.cost * CAP_LEFT, 4) };
  const median = tokensQuantile(compileTokens(attempts[leadModel(route)]!.tokens), 0.5);
  return { tokens: significant(STOP_AT_MEDIANS * median * uncertainQuantile(tokensMultiplier, 0.5), 3) };
}

/** The route with another model in the place of its lead. */
function withLead(route: Route, model: string): Route {
  const lead = leadModel(route);
  const swap = (steps: readonly string[]): string[] => steps.map((step) => (step === lead ? model : step));
  if ("bestOf" in route) return { ...route, model };
  if ("steps" in route) return { ...route, steps: swap(route.steps) };
  return { ...route, choose: route.choose.map((branch) => ({ ...branch, steps: swap(branch.steps) })) };
}

/** The route with one attempt less where there are several; null: every task has one attempt. */
function withoutRetry(route: Route): Route | null {
  if ("bestOf" in route) return route.bestOf > 1 ? { ...route, bestOf: route.bestOf - 1 } : null;
  if ("steps" in route) return route.steps.length > 1 ? { ...route, steps: route.steps.slice(0, -1) } : null;
  if (route.choose.every(({ steps }) => steps.length === 1)) return null;
  return {
    ...route,
    choose: route.choose.map((branch) => ({
      ...branch,
      steps: branch.steps.length > 1 ? branch.steps.slice(0, -1) : branch.steps,
    })),
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
