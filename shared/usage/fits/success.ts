import { normalCdf, normalQuantile } from "#shared/numerics/normal.ts";
import { formatCount } from "#shared/format/counts.ts";
import { cholesky, choleskyInverse } from "#shared/numerics/cholesky.ts";
import { type Estimate, type NotKnown, type Runs, notKnown } from "./runs.ts";
import { groupMeans, groupsOf, normalScores } from "./spread.ts";

/**
 * Chance of success by how dear the *task* is (MODEL.md, section 3.4). A run's tokens show that only through the
 * variation of the run: what success does against dear runs is flatter than what it does against dear tasks. Each bin
 * is solved for, so that the curve, averaged over that variation, meets the outcomes (least squares; errors from tasks
 * as clusters).
 */
export interface SuccessByEffort {
  readonly known: true;
  /** k equal bins of the tasks, cheapest first, as the plan's `byEffort`. */
  readonly byEffort: readonly number[];
  readonly standardErrors: readonly number[];
  /** Independent runs that would know the bins as well: the plan's `runs`. */
  readonly runs: number;
  /** Runs with a known outcome, and their tasks. */
  readonly outcomes: number;
  readonly tasks: number;
  readonly words: string;
}

const FEWEST_OUTCOMES = 10;
/** Bins that are known worse than this are too many. */
const WORST_ERROR = 0.12;
/**
 * Correlation of runs of one task where the runs themselves do not show it: the middle of the field (MODEL.md, section
 * 6).
 */
const FIELD_SAME_MODEL = 0.8;
/** Below this the dearness of a task is no trait of it. */
const LEAST_SAME_MODEL = 0.05;

/** Success of the runs of one model. */
export function successByEffort(runs: Runs, sameModel: Estimate): SuccessByEffort | NotKnown {
  const { outcome } = runs;
  if (outcome === null) return notKnown("The export does not say which runs were right.");
  const n = outcome.reduce((sum, flag) => sum + (flag >= 0 ? 1 : 0), 0);
  if (n < FEWEST_OUTCOMES)
    return notKnown(
      n === 0
        ? "The export does not say which runs were right."
        : `The outcome of only ${formatCount(n)} runs is known: too few for a rate.`,
    );
  const s = sameModel.known ? sameModel.value : FIELD_SAME_MODEL;
  const tasks = observedTasks(runs, outcome, s);
  for (const bins of s < LEAST_SAME_MODEL ? [1] : binsFor(tasks.length, n)) {
    const curve = solveBins(tasks, bins);
    if (curve === null || (bins > 1 && curve.standardErrors.some((error) => !(error <= WORST_ERROR)))) continue;
    const assumed =
      sameModel.known || bins === 1
        ? ""
        : `; assumed correlation between runs of one task: ${FIELD_SAME_MODEL} (typical)`;
    return {
      known: true,
      ...curve,
      runs: Math.max(1, Math.min(n, equivalentRuns(curve, n))),
      outcomes: n,
      tasks: tasks.length,
      words: `from the outcome of ${formatCount(n)} runs of ${formatCount(tasks.length)} tasks${assumed}`,
    };
  }
  return notKnown("The outcomes say too little for a rate.");
}

/** Parts of equal size by effort that so many tasks and outcomes can bear, the most first. */
function binsFor(tasks: number, outcomes: number): readonly number[] {
  if (tasks >= 60 && outcomes >= 100) return [4, 2, 1];
  return tasks >= 20 ? [2, 1] : [1];
}

/** Independent runs that would know the curve as well; `n`, where its errors do not say. */
function equivalentRuns(
  { byEffort, standardErrors }: { readonly byEffort: readonly number[]; readonly standardErrors: readonly number[] },
  n: number,
): number {
  const known = byEffort.reduce((sum, p) => sum + p * (1 - p), 0);
  const variance = standardErrors.reduce((sum, error) => sum + error * error, 0);
  return variance > 0 && known > 0 ? (byEffort.length * known) / variance : n;
}

interface ObservedTask {
  readonly outcomes: number;
  readonly right: number;
  /** What is known of the task's own normal score. */
  readonly mean: number;
  readonly sd: number;
}

function observedTasks(runs: Runs, outcome: Int8Array, s: number): ObservedTask[] {
  const groups = groupsOf(runs.task ?? Array.from(runs.tokens, (_, i) => String(i)));
  const means = groupMeans(normalScores(runs), groups);
  const outcomes = new Float64Array(groups.count);
  const right = new Float64Array(groups.count);
  outcome.forEach((flag, i) => {
    if (flag < 0) return;
    outcomes[groups.of[i]!]! += 1;
    right[groups.of[i]!]! += flag;
  });
  return groups.size.flatMap((k, g): ObservedTask[] => {
    if (outcomes[g] === 0) return [];
    const weight = s + (1 - s) / k;
    return [
      {
        outcomes: outcomes[g]!,
        right: right[g]!,
        mean: (Math.sqrt(s) * means[g]!) / weight,
        sd: Math.sqrt(Math.max(0, 1 - s / weight)),
      },
    ];
  });
}

/** Equally likely scores that stand for what is not known of a task's own. */
const SCORES = Array.from({ length: 25 }, (_, i) => normalQuantile((i + 0.5) / 25));

/** Weights of the bins' values in the expected success of a task: linear between their centres, and on to the edges. */
function weightsOf({ mean, sd }: ObservedTask, bins: number): Float64Array {
  const weights = new Float64Array(bins);
  if (bins === 1) return weights.fill(1);
  for (const score of SCORES) {
    const place = normalCdf(mean + sd * score) * bins - 0.5;
    const left = Math.max(0, Math.min(bins - 2, Math.floor(place)));
    weights[left]! += (left + 1 - place) / SCORES.length;
    weights[left + 1]! += (place - left) / SCORES.length;
  }
  return weights;
}

function solveBins(
  tasks: readonly ObservedTask[],
  bins: number,
): { readonly byEffort: number[]; readonly standardErrors: number[] } | null {
  const rows = tasks.map((task) => weightsOf(task, bins));
  const normal = new Float64Array(bins * bins);
  const right = new Float64Array(bins);
  tasks.forEach(({ outcomes, right: successes }, t) => {
    for (let i = 0; i < bins; i++) {
      right[i]! += rows[t]![i]! * successes;
      for (let j = 0; j < bins; j++) normal[i * bins + j]! += outcomes * rows[t]![i]! * rows[t]![j]!;
    }
  });
  const lower = cholesky(normal, bins);
  if (lower === null || tasks.length <= bins) return null;
  // Bin by bin to the least squares within 0..1; the sum is convex, so that this comes to its one bottom.
  const p = new Array<number>(bins).fill(0.5);
  for (let round = 0; round < 2000; round++) {
    let moved = 0;
    for (let i = 0; i < bins; i++) {
      let rest = right[i]!;
      for (let j = 0; j < bins; j++) if (j !== i) rest -= normal[i * bins + j]! * p[j]!;
      const next = Math.min(1, Math.max(0, rest / normal[i * bins + i]!));
      moved = Math.max(moved, Math.abs(next - p[i]!));
      p[i] = next;
    }
    if (moved < 1e-10) break;
  }
  const inverse = choleskyInverse(lower, bins);
  const spread = new Float64Array(bins);
  tasks.forEach(({ outcomes, right: successes }, t) => {
    const expected = rows[t]!.reduce((sum, weight, i) => sum + weight * p[i]!, 0);
    const miss = successes - outcomes * expected;
    for (let i = 0; i < bins; i++) {
      const influence = rows[t]!.reduce((sum, weight, j) => sum + inverse[i * bins + j]! * weight, 0) * miss;
      spread[i]! += influence * influence;
    }
  });
  const small = tasks.length / (tasks.length - bins);
  return { byEffort: p, standardErrors: Array.from(spread, (square) => Math.sqrt(square * small)) };
}
