import { TOKENS_PER_MTOK } from "#shared/units.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { mean } from "#shared/statistics/moments.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { compileTokens } from "#shared/distributions/tokens.ts";
import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import { netValueOfTrials } from "#shared/forecast/comparison/trialFigures.ts";
import { MOST_OVERLAID } from "#shared/plan/scenarios/scenarioEdits.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { pilotLogSd } from "#shared/plan/unknowns/scores.ts";
import type { Unknown } from "#shared/plan/unknowns/unknowns.ts";
import type { StudyContext } from "./study.ts";

export interface PilotValueQuestion {
  readonly plan: Plan;
}

/** What more pilot runs are worth where the choice between the plan and its scenarios hangs on what they would show. */
export interface PilotValue {
  /** The scenario of most expected net value today; null: the plan itself. */
  readonly choice: string | null;
  readonly pilots: readonly PilotWorth[];
  readonly trials: number;
}

export interface PilotWorth {
  readonly unknown: Unknown & { readonly kind: "pilot" };
  /**
   * Expected gain of the year's net value from one more run, from as many again as there are, and from knowing the mean
   * exactly: money, never negative.
   */
  readonly oneMore: number;
  readonly asMany: number;
  readonly exact: number;
  /** Mean money of one run, at the plan's own prices: what one more costs. */
  readonly runCost: number;
}

const TRIALS = 4_000;

/**
 * Expected value of sample information: what a pilot shows may change which scenario is best. Net value of each
 * scenario is regressed on what the pilot left open, and so much of that is resolved as more runs narrow it (moment
 * matching).
 * Nothing left to learn is worth nothing, and learning is never worth less.
 *
 * Source  M. Strong, J. E. Oakley & A. Brennan (2014), Med. Decis. Making 34 (regression); A. Heath et al. (2018), Med.
 * Decis. Making 38 (moment matching)
 */
export async function pilotValueStudy(
  { plan }: PilotValueQuestion,
  { simulate, seed, reportProgress }: StudyContext,
): Promise<PilotValue> {
  const ids = [null, ...scenarioIds(plan)].slice(0, MOST_OVERLAID);
  const values: Float64Array[] = [];
  reportProgress(0, ids.length);
  for (const id of ids) {
    values.push(netValueOfTrials(await simulate(resolveScenario(plan, id), TRIALS)));
    reportProgress(values.length, ids.length);
  }
  const trials = Math.min(...values.map(({ length }) => length));
  const base = resolveScenario(plan, null);
  const samples = await simulate(base, TRIALS);
  const draws = unknownDraws(
    base,
    seed,
    samples.reforecast?.trialOf ?? Float64Array.from({ length: trials }, (_, trial) => trial),
  );
  const means = values.map((column) => mean(column));
  const best = means.indexOf(Math.max(...means));
  const pilots = draws.flatMap(({ unknown, values: drawn }): PilotWorth[] => {
    if (unknown.kind !== "pilot") return [];
    const attempt = base.workloads
      .find(({ id }) => id === unknown.workload)!
      .attempts.find(({ modelId }) => modelId === unknown.model)!;
    const { logSd } = compileTokens(attempt.tokens);
    const fitted = values.map((column) => regressed(column.subarray(0, trials), drawn.subarray(0, trials)));
    const worthOf = (more: number): number => sampleWorth(fitted, means, resolvedShare(unknown.runs, more, logSd));
    return [
      {
        unknown,
        oneMore: worthOf(1),
        asMany: worthOf(unknown.runs),
        exact: worthOf(Infinity),
        runCost: runCostOf(plan, unknown),
      },
    ];
  });
  return { choice: ids[best] ?? null, pilots: pilots.toSorted((one, other) => other.exact - one.exact), trials };
}

/** The share of what a pilot of `runs` left open that so many more runs would resolve: 0 of none, 1 of all. */
export function resolvedShare(runs: number, more: number, logSd: number): number {
  if (!Number.isFinite(more)) return 1;
  const before = pilotLogSd(runs, logSd) ** 2;
  return before > 0 ? Math.max(0, 1 - pilotLogSd(runs + more, logSd) ** 2 / before) : 0;
}

/**
 * Expected gain from choosing anew once a share of what the fitted values hang on is known: the mean of the best, less
 * the best of the means.
 */
export function sampleWorth(fitted: readonly Float64Array[], means: readonly number[], share: number): number {
  const trials = fitted[0]?.length ?? 0;
  const scale = Math.sqrt(share);
  let sum = 0;
  for (let i = 0; i < trials; i++) {
    let best = -Infinity;
    for (const [k, column] of fitted.entries()) best = Math.max(best, means[k]! + scale * (column[i]! - means[k]!));
    sum += best;
  }
  return trials === 0 ? 0 : Math.max(0, sum / trials - Math.max(...means));
}

/**
 * What a column comes to on average given an input: least squares on the input's normal score, its square and its cube.
 * Its mean is the column's own.
 */
function regressed(column: Float64Array, input: Float64Array): Float64Array {
  const n = column.length;
  const scores = scoresOf(input);
  const size = 4;
  const basis = (i: number): number[] => [1, scores[i]!, scores[i]! ** 2 - 1, scores[i]! ** 3 - 3 * scores[i]!];
  const normal = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
  for (let i = 0; i < n; i++) {
    const row = basis(i);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) normal[a]![b]! += row[a]! * row[b]!;
      normal[a]![size]! += row[a]! * column[i]!;
    }
  }
  const solution = solved(normal);
  return Float64Array.from({ length: n }, (_, i) => basis(i).reduce((sum, value, k) => sum + value * solution[k]!, 0));
}

/** Normal scores of the ranks of values. */
function scoresOf(values: Float64Array): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const scores = new Float64Array(values.length);
  for (const [rank, i] of order.entries()) scores[i] = normalQuantile((rank + 0.5) / values.length);
  return scores;
}

/** Solves a small system by elimination with the largest pivot; a direction without information gets nothing. */
function solved(rows: number[][]): number[] {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const lead = rows[column]![column]!;
    if (Math.abs(lead) < 1e-12) continue;
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / lead;
      for (let k = column; k <= n; k++) rows[row]![k]! -= factor * rows[column]![k]!;
    }
  }
  return rows.map((row, i) => (Math.abs(row[i]!) < 1e-12 ? 0 : row[n]! / row[i]!));
}

/**
 * Mean money of one run with a pilot's model: median tokens at their lognormal mean, at the model's list price and mix.
 */
function runCostOf(plan: Plan, unknown: Unknown & { readonly kind: "pilot" }): number {
  const resolved = resolveScenario(plan, null);
  const attempt = resolved.workloads
    .find(({ id }) => id === unknown.workload)!
    .attempts.find(({ modelId }) => modelId === unknown.model)!;
  const { price } = resolved.models.find(({ id }) => id === unknown.model)!;
  const { mix } = attempt;
  const { logMean, logSd } = compileTokens(attempt.tokens);
  const perToken = blendedPrice(mix, price) / TOKENS_PER_MTOK;
  return Math.exp(logMean + (logSd * logSd) / 2) * perToken;
}
