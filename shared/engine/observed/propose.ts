import { anotherDraw, type TrialKey } from "#shared/engine/parameters/trialKey.ts";
import { hashedSource } from "#shared/engine/parameters/sources.ts";
import { choleskySolve } from "#shared/numerics/cholesky.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { uniformOf } from "#shared/random/random.ts";
import { expectMonths, predict, REFORECAST } from "./expectation.ts";
import { addTransposed, type Mode, type Posterior, product, varianceOf, WIDE_SHARE } from "./posterior.ts";

/* Parameters that the closed months allow, trial by trial: Matheron's rule and the weight of what it proposes (section 7
of `shared/engine/README.md`). */

// ---- trials ---------------------------------------------------------------------------------------------------------

/**
 * Steers to parameters of the trial of this key that the closed months allow, leaves what it says of them in the
 * expectation, and returns ln of the trial's weight: the mean weight of the draws it has looked at, of which it takes
 * one with a chance by its weight. The first of them is the trial's own draw, moved.
 */
export function steerTo(posterior: Posterior, trial: TrialKey): number {
  const { candidates } = posterior;
  const a = trial.a ^ REFORECAST.a;
  const b = (trial.b + REFORECAST.b) | 0;
  posterior.steering.behind = hashedSource(trial);
  if (candidates === 1) return propose(posterior, trial, a, b);
  const keys = Array.from({ length: candidates }, (_, c) => (c === 0 ? trial : anotherDraw(trial, "candidate", c)));
  const lnWeights = keys.map((key) => propose(posterior, key, key.a ^ REFORECAST.a, (key.b + REFORECAST.b) | 0));
  const most = Math.max(...lnWeights);
  const weights = lnWeights.map((ln) => Math.exp(ln - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rank = uniformOf(a, b, TAKEN) * total;
  const taken = weights.findIndex((weight) => (rank -= weight) < 0);
  const key = keys[Math.max(0, taken)]!;
  propose(posterior, key, key.a ^ REFORECAST.a, (key.b + REFORECAST.b) | 0);
  return most + Math.log(total / candidates);
}

/**
 * Addresses of random numbers below a trial's own: which way the events went, which proposal, which candidate is taken; then the
 * noise of each observation.
 */
const WAY = 0,
  PROPOSAL = 1,
  TAKEN = 2,
  NOISE = 3;

/** Steers to one proposed draw, with the scores of this key, and returns ln of its weight. */
function propose(posterior: Posterior, key: TrialKey, a: number, b: number): number {
  const { steering: steered, coordinates, modes, observed, values, discrepancy, trust, expectation } = posterior;
  let rank = uniformOf(a, b, WAY);
  const mode = modes.find(({ chance }) => (rank -= chance) < 0) ?? modes[modes.length - 1]!;
  mode.events.forEach((happens, k) => (steered.happens[k] = happens));
  const proposal = mode.proposals[uniformOf(a, b, PROPOSAL) < WIDE_SHARE ? 1 : 0]!;

  const { slopes, target } = mode;
  const { scores } = steered;
  const own = hashedSource(key);
  for (const [j, { name, part }] of coordinates.entries()) scores[j] = own.score(name, part);
  const along = product(slopes, scores, observed.length);
  const pull = target.map(
    (one, i) => one - along[i]! + Math.sqrt(proposal.variance[i]!) * normalQuantile(uniformOf(a, b, NOISE + i)),
  );
  addTransposed(slopes, choleskySolve(proposal.lower, pull), scores);

  expectMonths(expectation, steered.source);
  predict(expectation, observed, pull);
  let lnDensity = 0;
  for (const score of scores) lnDensity -= 0.5 * score * score;
  const variance = varianceOf(posterior, discrepancy, trust);
  for (let i = 0; i < observed.length; i++)
    lnDensity -= 0.5 * ((values[i]! - pull[i]!) ** 2 / variance[i]! + Math.log(variance[i]!));
  return mode.lnRatio + lnDensity - lnProposed(mode, scores);
}

/** ln density of the proposals of a mode at these scores, but for a constant that all share. */
function lnProposed({ slopes, proposals }: Mode, scores: Float64Array): number {
  const d = scores.length;
  const each = proposals.map(({ share, mean, variance, lnScale }) => {
    let distance = 0;
    for (let j = 0; j < d; j++) distance += (scores[j]! - mean[j]!) ** 2;
    const along = product(
      slopes,
      scores.map((score, j) => score - mean[j]!),
      variance.length,
    );
    for (let i = 0; i < variance.length; i++) distance += along[i]! ** 2 / variance[i]!;
    return Math.log(share) + lnScale - 0.5 * distance;
  });
  const most = Math.max(...each);
  return most + Math.log(each.reduce((sum, ln) => sum + Math.exp(ln - most), 0));
}
