import type { Segment } from "#shared/engine/compile/compiled.ts";
import type { Rules } from "./playTask.ts";
import { viewRoute } from "./attemptViews.ts";
import { routeMoments, walkRoute, type RouteMoments } from "./routeMoments.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import type { Moments, PhaseMoments, WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/**
 * ln growth over a phase up to which two, and three, points determine the curve between them: costs on the templates are
 * then within 1e-3 (measured).
 */
const NEARLY_STRAIGHT_GROWTH = 0.12;
const SMOOTH_GROWTH = 0.5;

/** Moments of a task of the segment, at its growth of tokens: evaluated once a phase, and interpolated. */
export function momentsAt(
  run: WorkloadRun,
  known: Moments,
  segment: Segment,
  rules: Rules,
  growth: number,
): RouteMoments {
  const phase = known.phases[run.phase[segment.epoch]!]!;
  if (!phase.isReady) preparePhase(run, known, segment, rules);
  if (phase.growths === 1) return phase.at[0];
  if (phase.growths === 0) {
    const { workload, parameters } = run;
    routeMoments(
      rules.route,
      rules.cap,
      rules.attempts,
      parameters.truth,
      growth,
      rules.prices,
      workload.failuresVisible,
      known.views[segment.policy]!,
      phase.now,
    );
  } else {
    interpolate(phase, growth);
  }
  return phase.now;
}

/** Readies the segment's phase, and with it those that differ from it in prices alone. */
function preparePhase(run: WorkloadRun, { phases, views }: Moments, segment: Segment, rules: Rules): void {
  const { parameters, workload } = run;
  const { epochs } = workload;
  const pricesMatter = rules.cap !== null && !rules.cap.inTokens;
  let first = segment.epoch;
  let last = segment.epoch;
  while (first > 0 && isPeer(run, segment, pricesMatter, first - 1)) first--;
  while (last + 1 < epochs.length && isPeer(run, segment, pricesMatter, last + 1)) last++;
  const from = parameters.tokensGrowth * epochs[first]!.start;
  const span = parameters.tokensGrowth * (last + 1 < epochs.length ? epochs[last + 1]!.start : run.plan.days) - from;
  const growths =
    span === 0 ? 1 : Math.abs(span) <= NEARLY_STRAIGHT_GROWTH ? 2 : Math.abs(span) <= SMOOTH_GROWTH ? 3 : 0;
  const attempts = views[segment.policy]!;
  for (let i = 0; i < Math.max(1, growths); i++) {
    // Chebyshev points of the span keep the interpolation's error small throughout.
    const growth = growths <= 1 ? from : from + (span * (1 - Math.cos((Math.PI * (2 * i + 1)) / (2 * growths)))) / 2;
    if (growths > 0)
      viewRoute(rules.route, rules.cap, rules.attempts, parameters.truth, growth, rules.prices, attempts);
    for (let e = first; e <= last; e++) {
      if (run.phase[e] !== e && e !== first) continue;
      const phase = phases[run.phase[e]!]!;
      phase.isReady = true;
      phase.growths = growths;
      phase.growth[i] = growth;
      if (growths > 0)
        walkRoute(
          rules.route,
          rules.cap,
          run.prices[run.phase[e]!]!,
          workload.failuresVisible,
          attempts,
          phase.at[i as 0 | 1 | 2],
        );
    }
  }
}

/**
 * Whether an epoch's moments come from the views of the segment's: the same rules, and prices that matter to no cap or
 * are the same.
 */
function isPeer(run: WorkloadRun, { epoch, policy }: Segment, pricesMatter: boolean, other: number): boolean {
  return run.phase[other] === run.phase[epoch] || (!pricesMatter && run.workload.epochs[other]!.policy === policy);
}

/**
 * Lagrange interpolation in ln growth; cost and tokens as multiples of e^growth, which is all that moves them far from
 * caps.
 */
function interpolate({ growth: at, growths, at: known, now }: PhaseMoments, growth: number): void {
  clear(now.probability);
  clear(now.cost);
  clear(now.square);
  clear(now.tokens);
  clear(now.tokensTimesCost);
  now.cube = now.attempts = 0;
  for (let i = 0; i < growths; i++) {
    let weight = 1;
    for (let j = 0; j < growths; j++) if (j !== i) weight *= (growth - at[j]!) / (at[i]! - at[j]!);
    const from = known[i as 0 | 1 | 2];
    const factor = Math.exp(growth - at[i]!);
    const first = weight * factor;
    const second = first * factor;
    addScaled(weight, from.probability, now.probability);
    addScaled(first, from.cost, now.cost);
    addScaled(second, from.square, now.square);
    addScaled(first, from.tokens, now.tokens);
    addScaled(second, from.tokensTimesCost, now.tokensTimesCost);
    now.cube += second * factor * from.cube;
    now.attempts += weight * from.attempts;
  }
}

function addScaled(weight: number, from: Float64Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = into[i]! + weight * from[i]!;
}
