import { jackknifeError, mean } from "#shared/statistics/moments.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { formatCount } from "#shared/format/counts.ts";
import { type Estimate, type Runs, notKnown, runsOneByOne } from "./runs.ts";

/**
 * How much of the spread lies between tasks and how much between runs of one task: a one-way analysis of variance with
 * tasks as random effects.
 *
 * Sources  S. R. Searle, G. Casella & C. E. McCulloch (1992), Variance Components, ch. 3 (unequal numbers of runs);
 *          L. A. Swiger et al. (1964), The Variance of Intraclass Correlation, Biometrics 20, 818–826 (its error)
 */

export interface Spread {
  /** Standard deviation of ln tokens between tasks, and between runs of one task. */
  readonly betweenTasks: Estimate;
  readonly withinTask: Estimate;
  /** Correlation of two runs of one task with this model, as the plan's `sameModel` means it: of normal scores. */
  readonly sameModel: Estimate;
  readonly tasks: number;
  /**
   * Runs of different tasks that would say as much about the mean: t·k/(1 + (k−1)·sameModel) for k runs each of t
   * tasks.
   */
  readonly effectiveRuns: number;
  /** Runs ÷ effective runs. */
  readonly designEffect: number;
}

/** Fewer repeated runs than this say nothing of the spread within a task. */
const FEWEST_REPEATS = 5;
const FEWEST_TASKS = 3;
/** The plan's correlations stay below 1. */
const LARGEST_CORRELATION = 0.99;

/** The spread of the runs of one model. Without task ids every run is taken for another task, and the words say so. */
export function spreadOf(runs: Runs): Spread {
  const n = runs.tokens.length;
  const groups = runs.task === null ? null : groupsOf(runs.task);
  const tasks = groups === null ? n : groups.count;
  const alone = (words: string): Spread => ({
    betweenTasks: notKnown(words),
    withinTask: notKnown(words),
    sameModel: notKnown(words),
    tasks,
    effectiveRuns: n,
    designEffect: 1,
  });
  if (groups === null)
    return alone("The export does not say which runs worked at one task; every run is counted as another task.");
  const repeats = n - tasks;
  if (repeats < FEWEST_REPEATS || tasks < FEWEST_TASKS) {
    return alone(
      repeats === 0
        ? "No task was run twice, so runs of one task cannot be compared."
        : `Only ${formatCount(repeats)} repeated runs of ${formatCount(tasks)} tasks: too few to compare runs of one task.`,
    );
  }
  const ln = components(runs.tokens.map(Math.log), groups);
  const scores = components(normalScores(runs), groups);
  const value = Math.min(LARGEST_CORRELATION, Math.max(0, scores.between / (scores.between + scores.within)));
  const words = `from ${formatCount(n)} runs of ${formatCount(tasks)} tasks`;
  // Σ k(1 + (k−1)ρ) ÷ n: by how much the mean of runs that share tasks varies more.
  const squares = groups.size.reduce((sum, k) => sum + k * k, 0);
  const designEffect = 1 + value * (squares / n - 1);
  return {
    betweenTasks: {
      known: true,
      value: Math.sqrt(Math.max(0, ln.between)),
      standardError: rootError(ln.between, ln.betweenError),
      n: tasks,
      words,
    },
    withinTask: {
      known: true,
      value: Math.sqrt(ln.within),
      standardError: Math.sqrt(ln.within / (2 * repeats)),
      n: repeats,
      words,
    },
    sameModel: { known: true, value, standardError: swigerError(value, scores.typicalSize, n, tasks), n: tasks, words },
    tasks,
    effectiveRuns: n / designEffect,
    designEffect,
  };
}

/**
 * The spread of the runs of one model, some of which may have been counted in bins: what runs share tasks is then that
 * of the whole tasks that were drawn, and holds of all.
 */
export function spreadOfAll(runs: Runs): Spread {
  const single = runsOneByOne(runs);
  const spread = spreadOf(single);
  const times = runs.tokens.length / single.tokens.length;
  if (!(times > 1 && times < Infinity)) return spread;
  return {
    ...spread,
    tasks: Math.round(spread.tasks * times),
    effectiveRuns: runs.tokens.length / spread.designEffect,
  };
}

/** Error of √x from the error of x; near 0, where the root is steep, what one error more would make of it. */
function rootError(square: number, error: number): number {
  return square > error
    ? error / (2 * Math.sqrt(square))
    : Math.sqrt(Math.max(0, square) + error) - Math.sqrt(Math.max(0, square));
}

function swigerError(correlation: number, k: number, n: number, tasks: number): number {
  return ((1 - correlation) * (1 + (k - 1) * correlation) * Math.sqrt((2 * (n - 1)) / ((n - tasks) * (tasks - 1)))) / k;
}

/** Runs by task: the number of the task of each run, and how many runs each task has. */
export interface Groups {
  readonly of: Int32Array;
  readonly size: readonly number[];
  readonly count: number;
  readonly ids: readonly string[];
}

/** The groups of equal ids, in the order in which they come; an empty id is a task of its own. */
export function groupsOf(task: readonly string[]): Groups {
  const numbers = new Map<string, number>();
  const size: number[] = [];
  const ids: string[] = [];
  const of = Int32Array.from(task, (id) => {
    let number = id === "" ? undefined : numbers.get(id);
    if (number === undefined) {
      number = ids.length;
      if (id !== "") numbers.set(id, number);
      ids.push(id);
      size.push(0);
    }
    size[number]! += 1;
    return number;
  });
  return { of, size, count: size.length, ids };
}

/** Means of a column by group. */
export function groupMeans(values: Float64Array, groups: Groups): Float64Array {
  const sums = new Float64Array(groups.count);
  values.forEach((value, i) => (sums[groups.of[i]!]! += value));
  return sums.map((sum, g) => sum / groups.size[g]!);
}

function components(
  values: Float64Array,
  groups: Groups,
): { readonly between: number; readonly within: number; readonly betweenError: number; readonly typicalSize: number } {
  const n = values.length;
  const { count, size } = groups;
  const means = groupMeans(values, groups);
  const grand = mean(values);
  let within = 0;
  for (let i = 0; i < n; i++) within += (values[i]! - means[groups.of[i]!]!) ** 2;
  let between = 0;
  for (let g = 0; g < count; g++) between += size[g]! * (means[g]! - grand) ** 2;
  const meanWithin = within / (n - count);
  const meanBetween = between / (count - 1);
  const typicalSize = (n - size.reduce((sum, k) => sum + k * k, 0) / n) / (count - 1);
  return {
    within: meanWithin,
    between: (meanBetween - meanWithin) / typicalSize,
    betweenError: Math.sqrt((2 * meanBetween ** 2) / (count - 1) + (2 * meanWithin ** 2) / (n - count)) / typicalSize,
    typicalSize,
  };
}

/**
 * Normal scores of the runs' ranks (G. Blom 1958), equal values at their middle rank: the scale on which the plan's
 * correlations are meant, whatever the family. Runs stopped at a cap share the ranks above it.
 */
export function normalScores({ tokens, isStopped }: Runs): Float64Array {
  const n = tokens.length;
  const isExact = (i: number): boolean => (isStopped?.[i] ?? 0) === 0;
  const exact = tokens.filter((_, i) => isExact(i)).sort();
  const stopped = tokens.filter((_, i) => !isExact(i)).sort();
  return tokens.map((amount, i) => {
    // A stopped run lies above an exact one of the same size.
    const own = isExact(i) ? exact : stopped;
    const first = countUnder(own, amount, false);
    const below = first + (isExact(i) ? countUnder(stopped, amount, false) : countUnder(exact, amount, true));
    const alike = countUnder(own, amount, true) - first;
    return normalQuantile((below + (alike + 1) / 2 - 0.375) / (n + 0.25));
  });
}

/** How many of `sorted` are below x, or not above it. */
function countUnder(sorted: Float64Array, x: number, orAt: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (orAt ? sorted[middle]! <= x : sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How alike models find a task: `acrossModels` of the plan. */
export function acrossModels(models: Readonly<Record<string, Runs>>): Estimate {
  const withTasks = Object.values(models)
    .map(runsOneByOne)
    .filter(({ task }) => task !== null);
  if (withTasks.length < 2)
    return notKnown("Runs of only one model name their tasks, so models cannot be compared on one task.");
  const byTask = withTasks.map((runs) => {
    const groups = groupsOf(runs.task!);
    const scores = normalScores(runs);
    const sd = Math.sqrt(mean(scores.map((score) => score * score)));
    const means = groupMeans(
      scores.map((score) => score / sd),
      groups,
    );
    return new Map(groups.ids.flatMap((id, g) => (id === "" ? [] : [[id, means[g]!] as const])));
  });
  const pairs = byTask
    .flatMap((one, i) => byTask.slice(i + 1).map((other) => sharedScores(one, other)))
    .filter(({ x }) => x.length >= FEWEST_SHARED);
  if (pairs.length === 0) return notKnown(`No two models have worked at ${FEWEST_SHARED} tasks in common.`);
  // The mean covariance of all pairs, each with the weight of its tasks: what runs and models have of their own
  // averages out of a covariance.
  const pooled = (without: string | null): number => {
    let [sum, weight] = [0, 0];
    for (const pair of pairs) {
      const t = pair.x.length;
      const at = without === null ? undefined : pair.place.get(without);
      const covariance =
        at === undefined
          ? pair.products / (t - 1)
          : (pair.products - (t / (t - 1)) * pair.x[at]! * pair.y[at]!) / (t - 2);
      const pairWeight = at === undefined ? t - 1 : t - 2;
      sum += pairWeight * covariance;
      weight += pairWeight;
    }
    return sum / weight;
  };
  const tasks = [...new Set(pairs.flatMap(({ place }) => [...place.keys()]))];
  const estimate = pooled(null);
  // Pairs share models and tasks, so the error is taken over tasks left out one by one (the jackknife).
  const left = Float64Array.from(tasks, pooled);
  const standardError = jackknifeError(left);
  const value = Math.min(LARGEST_CORRELATION, Math.max(0, estimate));
  const note = estimate < 0 ? ", where tasks that are expensive for one model were cheap for another" : "";
  return {
    known: true,
    value,
    standardError,
    n: tasks.length,
    words: `from ${formatCount(tasks.length)} tasks that several models worked at${note}`,
  };
}

const FEWEST_SHARED = 10;

interface SharedScores {
  /** Scores of the tasks both models worked at, less their means. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly products: number;
  readonly place: ReadonlyMap<string, number>;
}

function sharedScores(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): SharedScores {
  const ids = [...one.keys()].filter((id) => other.has(id));
  const centred = (scores: ReadonlyMap<string, number>): Float64Array => {
    const values = Float64Array.from(ids, (id) => scores.get(id)!);
    const middle = mean(values);
    return values.map((value) => value - middle);
  };
  const [x, y] = [centred(one), centred(other)];
  return {
    x,
    y,
    products: x.reduce((sum, value, i) => sum + value * y[i]!, 0),
    place: new Map(ids.map((id, i) => [id, i])),
  };
}
