import type { Samples } from "#shared/engine/samples.ts";
import { unknownAt } from "#shared/plan/unknowns/held.ts";
import type { Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { leastSquares } from "#shared/statistics/leastSquares.ts";
import { jackknifeError } from "#shared/statistics/moments.ts";
import { normalScores } from "#shared/statistics/normalScores.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { LOW_END_SCORE, type BaseRun, type DriverEnds, type HeldAsk } from "./driverEnds.ts";
import { GROUPS, levelsAround } from "./quantileDistance.ts";

/** Years of the base that are looked at: a first picture has to be there at once. */
const GUESSED_TRIALS = 2_000;

/**
 * The ends of unknowns as the years of the base guess them before one is held: what the unknown moves of a year's spend
 * is regressed on what was drawn, and each year is moved to the end along that curve. By the unknown's id; null where a
 * curve says too little: after closed months, when years weigh each other anew, and where contracts bend what is charged.
 */
export function guessedEnds(unknowns: readonly Unknown[], base: BaseRun): ReadonlyMap<string, DriverEnds> | null {
  const { plan, samples, ask } = base;
  if (plan.actuals !== null || plan.saysContracts) return null;
  const spend = samples.spend.subarray(0, GUESSED_TRIALS);
  const ofBase = levelsAround(spend, plan.budget.confidence);
  const movedBy = moves(base, spend.length);
  const endOf = (unknown: Unknown, moved: Moved, score: number): HeldAsk => {
    const ofHeld = levelsAround(
      spend.map((money, trial) => money + moved(score, trial)),
      plan.budget.confidence,
    );
    const distance = (left: number): number => ofHeld(left) - ofBase(left);
    return {
      value: unknownAt(plan, unknown, score),
      ask: ask + distance(-1),
      error: jackknifeError(Array.from({ length: GROUPS }, (_, left) => distance(left))),
    };
  };
  const ends = unknowns
    .filter(({ kind }) => kind !== "wander")
    .map((unknown): readonly [string, DriverEnds] => {
      const moved = movedBy(unknown);
      return [
        unknown.id,
        { low: endOf(unknown, moved, LOW_END_SCORE), high: endOf(unknown, moved, -LOW_END_SCORE), total: null },
      ];
    });
  return new Map(ends);
}

/** Money by which a year differs with an unknown held at a score. */
type Moved = (score: number, trial: number) => number;

/** What holding an unknown moves in the first so many years of the base. */
function moves(base: BaseRun, trials: number): (unknown: Unknown) => Moved {
  const { plan, samples, valuesOf } = base;
  const companions = companionsOf(plan);
  const scoresOf = new Map(
    [...valuesOf].map(([id, values]) => [id, normalScores(values.subarray(0, trials))] as const),
  );
  return (unknown) => {
    const costs = costsOf(plan, samples, unknown);
    if (costs !== null) {
      const values = valuesOf.get(unknown.id)!.subarray(0, trials);
      return costMoved(values, costs, (score) => unknownAt(plan, unknown, score));
    }
    const beside = companions(unknown).flatMap((id) => scoresOf.get(id) ?? []);
    return workMoved(scoresOf.get(unknown.id)!, beside, workOf(base, unknown, trials));
  };
}

/** By year, the fixed cost to which an unknown belongs; null: it belongs to none. */
function costsOf({ fixedCosts }: BaseRun["plan"], samples: Samples, { pointer }: Unknown): Float64Array | null {
  const cost = fixedCosts.findIndex(({ id }) => pointer.startsWith(`/fixedCosts/${id}/`));
  return cost < 0 ? null : samples.fixedCosts[cost]!.years;
}

/** A cost follows its own numbers in a straight line. */
function costMoved(values: Float64Array, years: Float64Array, valueAt: (score: number) => number): Moved {
  const one = new Float64Array(values.length).fill(1);
  const slope = leastSquares([one, values], years.subarray(0, values.length))[1]!;
  return (score, trial) => slope * (valueAt(score) - values[trial]!);
}

/**
 * ln of what work spends follows the score to the second degree, beside those that are correlated with it. Years that
 * spend nothing stay as they are.
 */
function workMoved(scores: Float64Array, beside: readonly Float64Array[], work: Float64Array): Moved {
  const terms = [scores, ...beside].flatMap((z) => [z, z.map((score) => score * score)]);
  const works = work.map((money) => Number(money > 0));
  const weights = leastSquares(
    [works, ...terms.map((term) => term.map((z, trial) => z * works[trial]!))],
    work.map((money) => (money > 0 ? Math.log(money) : 0)),
  );
  const curve = (score: number): number => weights[1]! * score + weights[2]! * score * score;
  const sorted = scores.slice().sort();
  // Of values that come often, the score is that of their middle.
  const lowest = sortedQuantile(sorted, 0.1);
  const highest = sortedQuantile(sorted, 0.9);
  return (score, trial) => work[trial]! * Math.expm1(curve(score < 0 ? lowest : highest) - curve(scores[trial]!));
}

/** By year, the spend of an unknown's workload, or of all where it belongs to none. */
function workOf({ plan, samples }: BaseRun, { workload }: Unknown, trials: number): Float64Array {
  const work = new Float64Array(trials);
  for (const [w, { id }] of plan.workloads.entries()) {
    if (workload !== null && workload !== id) continue;
    const { spend } = samples.workloads[w]!;
    for (let trial = 0; trial < trials; trial++) work[trial]! += spend[trial]!;
  }
  return work;
}

/** Ids of the others that move along with an unknown. */
function companionsOf({ correlations }: BaseRun["plan"]): (unknown: Unknown) => string[] {
  return ({ pointer }) =>
    correlations
      .filter(({ between }) => between.includes(pointer))
      .flatMap(({ between }) => between.filter((other) => other !== pointer));
}
