import { formatTokens } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import { typedPlainly } from "#shared/format/notation.ts";
import { compileTokens, tokensQuantile } from "#shared/distributions/tokens.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { setAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { presetSource, type RunCostPreset } from "#shared/plan/presets/runCostPresets.ts";
import type { Attempt, Plan, Tokens } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";
import { parsePlain } from "#renderer/controls/numbers.ts";

/** The same curve with another middle; what was measured as percentiles is scaled as a whole. */
export function withMiddle(tokens: Tokens, middle: number): Tokens {
  if (tokens.family === "empirical") {
    const factor = middle / tokens.quantiles[50]!;
    return { ...tokens, quantiles: tokens.quantiles.map((quantile) => quantile * factor) };
  }
  if ("median" in tokens) return { ...tokens, median: middle };
  const factor = middle / tokens.p50;
  return { ...tokens, p50: middle, p95: tokens.p95 * factor };
}

const SMALLEST_SIGMA = 0.01;

/** The same middle with another 1 in 20, stretched in the logarithm; percentiles and tails stretch alike. */
export function withDearest(tokens: Tokens, p95: number): Tokens {
  const curve = compileTokens(tokens);
  const [middle, before] = [tokensQuantile(curve, 0.5), tokensQuantile(curve, 0.95)];
  const stretch =
    Math.max(SMALLEST_SIGMA, Math.log(p95 / middle)) / Math.max(SMALLEST_SIGMA, Math.log(before / middle));
  if (tokens.family === "empirical")
    return { ...tokens, quantiles: tokens.quantiles.map((quantile) => middle * (quantile / middle) ** stretch) };
  if ("median" in tokens)
    return {
      ...tokens,
      sigma: Math.min(10, Math.max(SMALLEST_SIGMA, significant(tokens.sigma * stretch, 12))),
    };
  return { ...tokens, p95: Math.max(tokens.p50 * 1.01, p95) };
}

/** What the middle of a curve may not be, said; null: it may. */
export function middleRefusal(tokens: number): string | null {
  return tokens > 0 && tokens <= MOST_TOKENS ? null : "Type tokens between 0 and a quadrillion.";
}

/** What the 1 in 20 of a curve of this middle may not be, said; null: it may. */
export function dearestRefusal(tokens: number, middle: number): string | null {
  if (tokens >= middle * NEAREST_P95 && tokens <= MOST_TOKENS) return middleRefusal(tokens);
  return tokens > MOST_TOKENS
    ? middleRefusal(tokens)
    : `The value that 1 in 20 exceed must be above the median, ${formatTokens(middle)}.`;
}

const MOST_TOKENS = 1e15;
/** As near as the 1 in 20 may come to the middle, as a factor. */
export const NEAREST_P95 = 1.02;

/** How the tokens of an attempt are stated. */
export type CurveForm = "spread" | "ends" | "percentiles";

/** By which figures a plan states the tokens of an attempt. */
export function curveForm(tokens: Tokens): CurveForm {
  if (tokens.family === "empirical") return "percentiles";
  return "median" in tokens ? "spread" : "ends";
}

/** What every form may say beside its curve. */
function besides({ tail, runs, limit, evidence }: Tokens): Pick<Tokens, "tail" | "runs" | "limit" | "evidence"> {
  return {
    ...(tail === undefined ? {} : { tail }),
    ...(runs === undefined ? {} : { runs }),
    ...(limit === undefined ? {} : { limit }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

/** The same curve in another form, as near as the form can say it; percentiles come from runs alone. */
export function inForm(tokens: Tokens, form: CurveForm): Tokens {
  if (form === curveForm(tokens) || form === "percentiles") return tokens;
  const curve = compileTokens(tokens);
  const at = (p: number): number => significant(tokensQuantile(curve, p), 4);
  if (form === "spread")
    return {
      family: "lognormal",
      median: at(0.5),
      sigma: significant(Math.max(SMALLEST_SIGMA, spreadOf(tokens)), 3),
      ...besides(tokens),
    };
  return { family: "lognormal", p50: at(0.5), p95: Math.max(at(0.95), at(0.5) * 1.01), ...besides(tokens) };
}

/** Fewest runs that give a curve. */
const FEWEST_RUNS = 3;
const PERCENTILES = 101;

/** Tokens of runs as they were pasted, or what is wrong with them. Commas may part runs and thousands. */
export function parseRuns(text: string): number[] | string {
  const words = typedPlainly(text)
    .split(/,\s+|[;\s]+/)
    .flatMap((word) => (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(word) ? [word] : word.split(",")))
    .filter((word) => word !== "");
  const runs = words.map(parsePlain);
  const wrong = runs.findIndex((run) => run === null || !(run > 0));
  if (wrong >= 0) return `“${words[wrong]!.slice(0, 20)}” is not a number of tokens above 0.`;
  return runs.length < FEWEST_RUNS
    ? `At least ${FEWEST_RUNS} runs are needed for a curve; here ${runs.length === 1 ? "is 1" : `are ${runs.length}`}.`
    : (runs as number[]);
}

/**
 * The curve that runs give, by their percentiles (R-7); 101 figures that ascend are percentiles already, and nobody
 * knows of how many runs.
 */
export function tokensOfRuns(tokens: Tokens, runs: readonly number[]): Tokens {
  const { limit, evidence } = tokens;
  const isPercentiles = runs.length === PERCENTILES && runs.every((run, i) => i === 0 || run >= runs[i - 1]!);
  const sorted = Float64Array.from(runs).sort();
  return {
    family: "empirical",
    quantiles: isPercentiles
      ? [...runs]
      : Array.from({ length: PERCENTILES }, (_, p) => significant(sortedQuantile(sorted, p / 100), 6)),
    ...(isPercentiles ? {} : { runs: runs.length }),
    ...(limit === undefined ? {} : { limit }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

/**
 * The lognormal of this spread around the same middle; limit and evidence stay, a tail and the runs behind the old
 * curve go.
 */
export function withSpread(tokens: Tokens, sigma: number): Tokens {
  const middle = tokensQuantile(compileTokens(tokens), 0.5);
  return {
    family: "lognormal",
    median: significant(middle, 4),
    sigma: significant(sigma, 3),
    ...(tokens.limit === undefined ? {} : { limit: tokens.limit }),
    ...(tokens.evidence === undefined ? {} : { evidence: tokens.evidence }),
  };
}

/**
 * Tokens and success of an attempt from public runs: their cost in dollars over `price`, dollars per million tokens at
 * the attempt's mix.
 */
export function attemptOfPreset(attempt: Attempt, preset: RunCostPreset, price: number): Attempt {
  const evidence = { grade: "sampled", source: `${preset.id}: cost of ${preset.runs} runs; ${presetSource}` } as const;
  const tokens: Tokens = {
    family: "lognormal",
    median: significant((preset.medianUsd / price) * TOKENS_PER_MTOK, 4),
    sigma: preset.lnSd,
    tail: { from: 0.9, shape: preset.tailShape },
    runs: preset.runs,
    ...(attempt.tokens.limit === undefined ? {} : { limit: attempt.tokens.limit }),
    evidence,
  };
  const success =
    preset.byEffort !== undefined
      ? { byEffort: [...preset.byEffort], runs: preset.runs, evidence }
      : preset.success !== undefined
        ? { byEffort: [preset.success], runs: preset.runs, evidence }
        : attempt.success;
  return { ...attempt, tokens, success };
}

/** Takes a preset over: tokens and success at once. */
export function takePreset(
  plan: Plan,
  workloadId: string,
  modelId: string,
  preset: RunCostPreset,
  price: number,
): PlanEdit {
  const attempt = plan.workloads[workloadId]!.attempts[modelId]!;
  return {
    name: "use a preset",
    plan: setAt(
      plan,
      pointerOf(["workloads", workloadId, "attempts", modelId]),
      attemptOfPreset(attempt, preset, price),
    ),
  };
}

/** The presets that hold every word of a query; all of them for none. */
export function searchPresets(presets: readonly RunCostPreset[], query: string): RunCostPreset[] {
  const words = query
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "");
  return presets.filter(({ benchmark, agent, model }) =>
    words.every((word) => `${benchmark} ${agent} ${model}`.toLowerCase().includes(word)),
  );
}

/**
 * How far n runs of a lognormal leave its mean open, as a share of it: one standard error of ln mean, √(σ²/n + σ⁴/(2(n
 * − 1))). Source: D. R. Cox in C. E. Land (1971), Technometrics 13, 187–201.
 */
export function meanErrorOfRuns(sigma: number, runs: number): number {
  return Math.sqrt(sigma ** 2 / runs + sigma ** 4 / (2 * (runs - 1)));
}

/** Spread of a curve from its 5th to 95th percentile. */
export function spreadOf(tokens: Tokens): number {
  const curve = compileTokens(tokens);
  return Math.log(tokensQuantile(curve, 0.95) / tokensQuantile(curve, 0.05)) / (2 * normalQuantile(0.95));
}
