import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity } from "#shared/numerics/normal.ts";
import { compileWhole } from "#shared/engine/compile/compileYear.ts";
import type { CompiledWorkload } from "#shared/engine/compile/compiled.ts";
import { FAILED, RIGHT, WRONG } from "#shared/engine/task/endings.ts";
import { routeMoments } from "#shared/engine/task/routeMoments.ts";
import { createTaskMoments } from "#shared/engine/task/taskMoments.ts";
import { createRouteScratch } from "#shared/engine/task/routeScratch.ts";
import { successAt } from "#shared/engine/route/successCurve.ts";
import type { CompiledBranch } from "#shared/engine/route/routeGrid.ts";
import type { Route } from "#shared/plan/schema/plan.ts";
import { aWorkload, aYear, resolved } from "#test/shared/engine/lawPlans.ts";

/**
 * Deep routes against plain sums over a fine grid of the difficulties, by the formulas of the model: no series, no rule
 * of quadrature, no order of axes. For lognormal tokens under a cap in tokens that kills, and at the most two models
 * that are asked again.
 */
interface Ends {
  right: number;
  wrong: number;
  failed: number;
  cost: number;
  attempts: number;
}

const STEP = 0.25,
  REACH = 6;
const POINTS = Array.from({ length: 2 * Math.round(REACH / STEP) + 1 }, (_, i) => i * STEP - REACH);
const TOTAL = POINTS.reduce((sum, x) => sum + normalDensity(x), 0);
const WEIGHTS = POINTS.map((x) => normalDensity(x) / TOTAL);
const SIZE = POINTS.length;

/** Chance and cost of an answer that is right, of one that is wrong, and of a kill. */
type Row = readonly [number, number, number, number, number, number];

function rowAt(
  workload: CompiledWorkload,
  attempt: number,
  z: number,
  w: number,
  a: number,
  s: number,
  capTokens: number,
): Row {
  const { curve, byEffort, pricePerToken } = workload.attempts[attempt]!;
  const v = (Math.sqrt(a) * z + Math.sqrt(s - a) * w) / Math.sqrt(s);
  const spread = curve.logSd * Math.sqrt(1 - s);
  const middle = curve.logMean + curve.logSd * Math.sqrt(s) * v;
  const at = (Math.log(capTokens) - middle) / spread;
  const pass = normalCdf(at);
  const cost = pricePerToken * Math.exp(middle + (spread * spread) / 2) * normalCdf(at - spread);
  const success = successAt(byEffort, normalCdf(v));
  return [
    success * pass,
    success * cost,
    (1 - success) * pass,
    (1 - success) * cost,
    1 - pass,
    (1 - pass) * (capTokens < Infinity ? capTokens * pricePerToken : 0),
  ];
}

/** Adds what the tasks of one branch with difficulty z come to. */
function addBranch(
  branch: CompiledBranch,
  isBestOf: boolean,
  rowOf: (attempt: number, w: number) => Row,
  weight: number,
  out: Ends,
): void {
  const { steps, verifier } = branch;
  const again = [...new Set(steps)].filter((step) => steps.filter((other) => other === step).length > 1);
  const rows = new Map(
    [...new Set(steps)].map((step) => {
      const all = POINTS.map((w) => rowOf(step, w));
      return [
        step,
        again.includes(step)
          ? all
          : [all[0]!.map((_, k) => all.reduce((sum, row, i) => sum + WEIGHTS[i]! * row[k]!, 0)) as unknown as Row],
      ] as const;
    }),
  );
  for (let state = 0; state < SIZE ** again.length; state++) {
    const places = again.map((_, d) => Math.floor(state / SIZE ** d) % SIZE);
    let here = places.reduce((share, place) => share * WEIGHTS[place]!, weight);
    const taken = [0, 0];
    for (const [i, step] of steps.entries()) {
      const [right, rightCost, wrong, wrongCost, killed, killedCost] =
        rows.get(step)![again.includes(step) ? places[again.indexOf(step)]! : 0]!;
      const isLast = !isBestOf && i === steps.length - 1;
      const asked = isBestOf ? places.reduce((share, place) => share * WEIGHTS[place]!, weight) : here;
      out.attempts += asked;
      // Money of all attempts made, whoever goes on: each attempt's mean, times the chance that it is made.
      out.cost += asked * (rightCost + wrongCost + killedCost + (isLast ? 0 : verifier.cost));
      const flaggedRight = isLast ? 0 : verifier.falseAlarms;
      const flaggedWrong = isLast ? 0 : verifier.catches;
      taken[0]! += here * right * (1 - flaggedRight);
      if (isLast) out.failed += here * (wrong + killed);
      else taken[1]! += here * wrong * (1 - flaggedWrong);
      here *= flaggedRight * right + flaggedWrong * wrong + (isLast ? 0 : killed);
    }
    out.right += taken[0]!;
    out.wrong += taken[1]!;
    if (isBestOf) out.failed += here;
  }
}

function ends(route: Route, a: number, s: number, capTokens: number): { readonly exact: Ends; readonly engine: Ends } {
  const document = aWorkload(100, {
    route,
    difficulty: { acrossModels: a, sameModel: s },
    ...(capTokens < Infinity ? { attemptCap: { tokens: capTokens } } : {}),
  });
  const workload = compileWhole(resolved(aYear({ work: document }, { months: 1 })), 1).workloads[0]!;
  const { attempts } = workload;
  const { route: compiled, cap } = workload.policies[0]!;
  const exact: Ends = { right: 0, wrong: 0, failed: 0, cost: 0, attempts: 0 };
  for (const [i, z] of POINTS.entries()) {
    let from = 0;
    for (const branch of compiled.branches) {
      // Each point stands for its cell: a branch takes the part of it that lies between its ranks.
      const [low, high] = [normalCdf(z - STEP / 2), normalCdf(z + STEP / 2)];
      const inside = Math.max(0, Math.min(high, branch.upTo) - Math.max(low, from)) / (high - low);
      const share = !compiled.byDifficulty
        ? branch.upTo - from
        : compiled.accuracy * inside + (1 - compiled.accuracy) * (branch.upTo - from);
      from = branch.upTo;
      if (share > 0)
        addBranch(
          branch,
          compiled.bestOf,
          (attempt, w) => rowAt(workload, attempt, z, w, a, s, capTokens),
          WEIGHTS[i]! * share,
          exact,
        );
    }
  }
  exact.cost += compiled.choiceCost;
  const moments = createTaskMoments(attempts.length);
  const truth = {
    kappa: Float64Array.from(attempts, () => 1),
    shift: Float64Array.from(attempts, ({ curve }) => curve.logMean),
    byEffort: attempts.map(({ byEffort }) => Float64Array.from(byEffort)),
  };
  const prices = Float64Array.from(attempts, ({ pricePerToken }) => pricePerToken);
  routeMoments(
    { route: compiled, cap, attempts, truth, prices, fees: null, weights: workload.weights, failuresVisible: true },
    0,
    createRouteScratch(compiled, attempts),
    moments,
  );
  const { probability, cost } = moments;
  return {
    exact,
    engine: {
      right: probability[RIGHT]!,
      wrong: probability[WRONG]!,
      failed: probability[FAILED]!,
      cost: cost[0]! + cost[1]! + cost[2]!,
      attempts: moments.attempts,
    },
  };
}

const GOOD = { catches: 0.9, falseAlarms: 0.05, cost: 0.02 };
const inTurn = (...steps: [string, ...string[]]): Route => ({ steps, verifier: GOOD });

const CASES: readonly (readonly [
  name: string,
  route: Route,
  acrossModels: number,
  sameModel: number,
  capTokens: number,
])[] = [
  ["[small, small, strong, strong]", inTurn("small", "small", "strong", "strong"), 0.42, 0.9, 900_000],
  ["[small, small, strong, strong]", inTurn("small", "small", "strong", "strong"), 0.42, 0.6, Infinity],
  ["[small, strong, small, strong]", inTurn("small", "strong", "small", "strong"), 0.42, 0.9, 900_000],
  ["[small × 6]", inTurn("small", "small", "small", "small", "small", "small"), 0.3, 0.95, 900_000],
  ["[small, small, medium, strong]", inTurn("small", "small", "medium", "strong"), 0.5, 0.8, 700_000],
  ["[small, medium, strong]", inTurn("small", "medium", "strong"), 0.9, 0.9, 900_000],
  ["[small, medium, strong]", inTurn("small", "medium", "strong"), 0.5, 0.6, Infinity],
  ["[small, medium, strong]", inTurn("small", "medium", "strong"), 0.8, 0.95, 900_000],
  ["best of 8", { bestOf: 8, model: "small", verifier: GOOD }, 0.42, 0.95, 900_000],
  ["best of 20", { bestOf: 20, model: "medium", verifier: { catches: 0.5, falseAlarms: 0.3 } }, 0.2, 0.7, 600_000],
];

describe("deep routes end as sums over a fine grid say, within a quarter of a percent", () => {
  it.each(CASES)(
    "%s, alike across models by %d, for one model by %d, capped at %d tokens",
    (_, route, a, s, capTokens) => {
      const { exact, engine } = ends(route, a, s, capTokens);
      for (const figure of ["right", "wrong", "failed", "cost", "attempts"] as const)
        expect(
          Math.abs(engine[figure] / exact[figure] - 1),
          `${figure}: ${engine[figure]} and ${exact[figure]}`,
        ).toBeLessThan(0.0025);
    },
  );

  it("a choice by difficulty between deep branches does too, within half a percent: the fine grid's cells are cut", () => {
    const route: Route = {
      choose: [
        { upTo: 0.5, steps: ["small", "small", "medium"], verifier: GOOD },
        { upTo: 1, steps: ["medium", "strong", "strong"], verifier: GOOD },
      ],
      by: "difficulty",
      accuracy: 0.8,
      cost: 0.01,
    };
    const { exact, engine } = ends(route, 0.6, 0.85, 900_000);
    for (const figure of ["right", "wrong", "failed", "cost", "attempts"] as const)
      expect(
        Math.abs(engine[figure] / exact[figure] - 1),
        `${figure}: ${engine[figure]} and ${exact[figure]}`,
      ).toBeLessThan(0.005);
  });
});
