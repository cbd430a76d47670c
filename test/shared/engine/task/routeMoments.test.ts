import { describe, expect, it } from "vitest";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import type { AttemptTruth } from "#shared/engine/parameters/drawParameters.ts";
import { FAILED, RIGHT, WRONG } from "#shared/engine/task/endings.ts";
import type { RouteContext } from "#shared/engine/task/routeContext.ts";
import { routeMoments } from "#shared/engine/task/routeMoments.ts";
import { playTasks } from "#shared/engine/task/playTasks.ts";
import { createTaskMoments } from "#shared/engine/task/taskMoments.ts";
import { createRouteScratch } from "#shared/engine/task/routeScratch.ts";
import { addTask, clearTasks, createTasksInPlay, placeOf } from "#shared/engine/task/tasksInPlay.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { keyOf, uniformAt } from "#shared/random/random.ts";
import { aWorkload, aYear, MEDIUM, resolved, SMALL, STRONG } from "#test/shared/engine/lawPlans.ts";

/**
 * The moments of a task's body, which the engine sums in closed form, against tasks played one by one. Both read the
 * same compiled rules; `playTasks` has no series, no grid of points and no moments in it.
 */
const TASKS = 50_000;
const MOST_STANDARD_ERRORS = 4;

const GOOD = { catches: 0.9, falseAlarms: 0.05, cost: 0.02 };
const BAD = { catches: 0.4, falseAlarms: 0.3, cost: 0.1 };
const RUNAWAYS = { share: 0.02, factor: { min: 3, max: 9 } };
const TAILED = { family: "lognormal" as const, median: 600_000, sigma: 0.8, tail: { from: 0.9, shape: 0.3 } };
const HUMPS = {
  family: "empirical" as const,
  quantiles: Array.from({ length: 101 }, (_, p) => (p <= 60 ? 20_000 * 1.02 ** p : 400_000 * 1.045 ** (p - 60))),
};

type Over = Partial<Omit<Workload, "demand">>;

const ROUTES: Record<string, Over> = {
  "one step": {},
  "one step, failures unseen": { outcome: { value: 1, failuresVisible: false } },
  "one step with a tail": { attempts: { medium: { ...MEDIUM, tokens: TAILED } } },
  "one step of two humps at a tight limit": {
    attempts: { medium: { ...MEDIUM, tokens: { ...HUMPS, limit: 900_000 } } },
  },
  "one step with runaways": { attempts: { medium: { ...MEDIUM, runaway: RUNAWAYS } } },
  "cascade of three": { route: { steps: ["small", "medium", "strong"], verifier: GOOD } },
  "cascade of three with a bad verifier": { route: { steps: ["small", "medium", "strong"], verifier: BAD } },
  "cascade, difficulty not shared": {
    route: { steps: ["small", "strong"], verifier: GOOD },
    difficulty: { acrossModels: 0, sameModel: 0 },
  },
  "cascade, only the task is hard": {
    route: { steps: ["small", "strong"], verifier: GOOD },
    difficulty: { acrossModels: 0.7, sameModel: 0.7 },
  },
  retry: { route: { steps: ["medium", "medium", "medium"], verifier: GOOD } },
  "retry after another model": { route: { steps: ["small", "medium", "small"], verifier: BAD } },
  "best of four": { route: { bestOf: 4, model: "medium", verifier: BAD } },
  "best of one": { route: { bestOf: 1, model: "medium", verifier: GOOD } },
  "choice by difficulty": {
    route: {
      choose: [
        { upTo: 0.6, steps: ["small"] },
        { upTo: 0.9, steps: ["medium", "strong"], verifier: GOOD },
        { upTo: 1, steps: ["strong"] },
      ],
      by: "difficulty",
      accuracy: 0.8,
      cost: 0.005,
    },
  },
  "choice by chance": {
    route: {
      choose: [
        { upTo: 0.3, steps: ["small"] },
        { upTo: 1, steps: ["medium"] },
      ],
      by: "chance",
      cost: 0.01,
    },
  },
  "cap in tokens": { attemptCap: { tokens: 900_000 } },
  "cap in money": { attemptCap: { cost: 0.5 } },
  "cap with approval": { attemptCap: { tokens: 700_000, approval: 0.4 } },
  "cap with partial work": { attemptCap: { tokens: 700_000, partial: 0.5 } },
  "cap with a fallback": { attemptCap: { tokens: 700_000, fallbackModel: "strong" } },
  "cap with a fallback to the same model": { attemptCap: { tokens: 500_000, fallbackModel: "medium", approval: 0.2 } },
  "caps and runaways in a cascade": {
    attempts: { small: { ...SMALL, runaway: RUNAWAYS }, medium: { ...MEDIUM, runaway: RUNAWAYS } },
    route: { steps: ["small", "medium"], verifier: GOOD },
    attemptCap: { tokens: 1_500_000, partial: 0.3, approval: 0.2 },
  },
  "deep cascade of killed attempts, tasks alike in nearly all": {
    route: { steps: ["small", "small", "strong", "strong"], verifier: GOOD },
    attemptCap: { tokens: 900_000 },
    difficulty: { acrossModels: 0.42, sameModel: 0.9 },
  },
  "deep cascade that comes back to its models": {
    route: { steps: ["small", "strong", "small", "medium", "strong"], verifier: BAD },
    attemptCap: { tokens: 700_000, partial: 0.3, approval: 0.2 },
    difficulty: { acrossModels: 0.5, sameModel: 0.7 },
  },
  "best of twelve of killed attempts": {
    route: { bestOf: 12, model: "medium", verifier: BAD },
    attemptCap: { tokens: 600_000 },
    difficulty: { acrossModels: 0.3, sameModel: 0.95 },
  },
  "choice by difficulty with deep branches": {
    route: {
      choose: [
        { upTo: 0.5, steps: ["small", "small", "medium"], verifier: GOOD },
        { upTo: 0.9, steps: ["medium", "strong", "strong"], verifier: BAD },
        { upTo: 1, steps: ["strong"] },
      ],
      by: "difficulty",
      accuracy: 0.7,
      cost: 0.01,
    },
    attemptCap: { tokens: 900_000 },
    difficulty: { acrossModels: 0.6, sameModel: 0.85 },
  },
  "choice by difficulty, models alike": {
    route: {
      choose: [
        { upTo: 0.4, steps: ["small", "small"], verifier: GOOD },
        { upTo: 1, steps: ["medium", "strong"], verifier: GOOD },
      ],
      by: "difficulty",
      accuracy: 0.9,
    },
    attemptCap: { tokens: 900_000, fallbackModel: "strong" },
    difficulty: { acrossModels: 0.8, sameModel: 0.8 },
  },
  "retries with tails and humps, tasks alike": {
    attempts: { small: { ...SMALL, tokens: TAILED, runaway: RUNAWAYS }, medium: { ...MEDIUM, tokens: HUMPS } },
    route: { steps: ["small", "small", "medium", "medium"], verifier: GOOD },
    attemptCap: { tokens: 900_000 },
    difficulty: { acrossModels: 0.4, sameModel: 0.9 },
  },
  "success of a thousand bins": {
    attempts: {
      medium: {
        ...MEDIUM,
        success: { byEffort: Array.from({ length: 1000 }, (_, i) => 0.95 - 0.0008 * i + (i % 2) * 0.04) },
      },
    },
    route: { steps: ["medium", "medium"], verifier: GOOD },
  },
  "caps and a fallback in best of three": {
    route: { bestOf: 3, model: "medium", verifier: GOOD },
    attemptCap: { tokens: 600_000, fallbackModel: "small" },
  },
};

/** A truth other than the estimate: success, spread and place of every attempt as some trial may have drawn them. */
function aTruth(
  attempts: readonly { readonly curve: { readonly logMean: number }; readonly byEffort: readonly number[] }[],
  kappa: number,
): AttemptTruth {
  return {
    kappa: Float64Array.from(attempts, () => kappa),
    shift: Float64Array.from(attempts, ({ curve }) => curve.logMean + 0.1),
    byEffort: attempts.map(({ byEffort }) => Float64Array.from(byEffort, (p) => 0.97 * p)),
  };
}

describe.each(Object.entries(ROUTES))("moments of a task's body: %s", (_, over) => {
  it.each([
    [100, 1, 0],
    [3000, 1.25, 0.2],
  ])(
    "are those of tasks played one by one, within four standard errors (%d a day, kappa %d, growth %d)",
    (perDay, kappa, growth) => {
      const workload = aWorkload(perDay, { attempts: { small: SMALL, medium: MEDIUM, strong: STRONG }, ...over });
      const compiled = compilePlan(resolved(aYear({ work: workload }, { months: 1 })), 1, 0).workloads[0]!;
      const { attempts, weights, failuresVisible } = compiled;
      const { route, cap } = compiled.policies[0]!;
      const truth = aTruth(attempts, kappa);
      const prices = Float64Array.from(attempts, ({ pricePerToken }) => pricePerToken);
      const moments = createTaskMoments(attempts.length);
      const context: RouteContext = { route, cap, attempts, truth, prices, fees: null, weights, failuresVisible };
      routeMoments(context, growth, createRouteScratch(route, attempts), moments);

      // By ending chance, cost and squared cost; then attempts, cubed cost, and by attempt tokens and tokens × cost.
      const names = [
        ...["right", "wrong", "failed"].flatMap((ending) => [
          `chance of ${ending}`,
          `cost of ${ending}`,
          `squared cost of ${ending}`,
        ]),
        "attempts",
        "cubed cost",
        ...attempts.flatMap((_, k) => [`tokens of attempt ${k}`, `tokens of attempt ${k} × cost`]),
      ];
      const expected = [
        ...[RIGHT, WRONG, FAILED].flatMap((ending) => [
          moments.probability[ending]!,
          moments.cost[ending]!,
          moments.square[ending]!,
        ]),
        moments.attempts,
        moments.cube,
        ...attempts.flatMap((_, k) => [moments.tokens[k]!, moments.tokensTimesCost[k]!]),
      ];
      const sums = new Float64Array(names.length);
      const squares = new Float64Array(names.length);
      const count = (i: number, value: number): void => {
        sums[i] = sums[i]! + value;
        squares[i] = squares[i]! + value * value;
      };
      const inPlay = createTasksInPlay(attempts.length);
      const key = keyOf(17);
      for (let i = 0; i < TASKS; i++) {
        addTask(
          inPlay,
          Math.floor(uniformAt(key, 2 * i) * 2 ** 32) | 0,
          Math.floor(uniformAt(key, 2 * i + 1) * 2 ** 32) | 0,
          growth,
          null,
        );
        playTasks(context, inPlay);
        clearTasks(inPlay);
        if (inPlay.tails[0]! > 0) continue;
        const first = 3 * [RIGHT, WRONG, FAILED].indexOf(inPlay.ending[0]!);
        count(first, 1);
        const cost = inPlay.cost[0]!;
        count(first + 1, cost);
        count(first + 2, cost ** 2);
        count(9, inPlay.attemptsMade[0]!);
        count(10, cost ** 3);
        for (let k = 0; k < attempts.length; k++) {
          const tokens = inPlay.tokens[placeOf(k, 0)]!;
          count(11 + 2 * k, tokens);
          count(12 + 2 * k, tokens * cost);
        }
      }

      const far = names.flatMap((name, i) => {
        const mean = sums[i]! / TASKS;
        const error = Math.sqrt(Math.max(0, squares[i]! / TASKS - mean * mean) / TASKS);
        // A chance so small that no task met it says no more than that.
        const z = (expected[i]! - mean) / Math.max(error, 1e-6 * expected[i]!, 1 / TASKS / MOST_STANDARD_ERRORS);
        return Math.abs(z) <= MOST_STANDARD_ERRORS
          ? []
          : [`${name}: ${expected[i]!} in closed form, ${mean} played, ${z.toFixed(1)} standard errors apart`];
      });
      expect(far).toEqual([]);
    },
  );
});

describe("what a route's moments are in all", () => {
  it("sum to 1 but for the tail's share, whatever the route", () => {
    for (const over of Object.values(ROUTES)) {
      const workload = compilePlan(resolved(aYear({ work: aWorkload(100_000, over) }, { months: 1 })), 1, 0)
        .workloads[0]!;
      const { route, cap, slots } = workload.policies[0]!;
      const moments = createTaskMoments(workload.attempts.length);
      const prices = Float64Array.from(workload.attempts, ({ pricePerToken }) => pricePerToken);
      const { attempts, weights } = workload;
      const truth = aTruth(attempts, 1);
      const context: RouteContext = { route, cap, attempts, truth, prices, fees: null, weights, failuresVisible: true };
      routeMoments(context, 0, createRouteScratch(route, attempts), moments);
      const body = moments.probability.reduce((sum, p) => sum + p, 0);
      const tail = slots.reduce((sum, { share }) => sum + share, 0);
      expect(body).toBeLessThanOrEqual(1 + 1e-6);
      expect(body).toBeGreaterThanOrEqual(1 - tail - 1e-6);
    }
  });
});
