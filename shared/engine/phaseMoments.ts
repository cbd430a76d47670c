import type { Segment } from "./compiled.ts";
import type { Rules } from "./playTask.ts";
import { routeMoments, viewRoute, walkRoute, type RouteMoments } from "./routeMoments.ts";
import type { PhaseMoments, WorkloadRun } from "./workloadRun.ts";

/** ln growth over a phase up to which two, and three, points tell the curve between them: moments are then within 1e-4. */
const NEARLY_STRAIGHT_GROWTH = 0.12;
const SMOOTH_GROWTH = 0.6;

/** Moments of a task of the segment, at its growth of tokens: evaluated once a phase, and interpolated. */
export function momentsAt(run: WorkloadRun, phases: PhaseMoments[], segment: Segment, rules: Rules, growth: number): RouteMoments {
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
  now.tokensTimesCost.fill(0);
  now.cube = now.attempts = 0;
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
    for (let k = 0; k < now.tokens.length; k++) {
      now.tokens[k] = now.tokens[k]! + weight * factor * from.tokens[k]!;
      now.tokensTimesCost[k] = now.tokensTimesCost[k]! + weight * factor * factor * from.tokensTimesCost[k]!;
    }
    now.cube += weight * factor ** 3 * from.cube;
    now.attempts += weight * from.attempts;
  }
}
