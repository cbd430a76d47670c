import { formatCount, formatNumber } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import { newAttempt, setAt, withEvidence, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Attempt, Plan, Tokens } from "#shared/plan/schema/plan.ts";
import { type UsageSource, measured } from "./measured.ts";
import { fitRuns } from "./fitRuns.ts";
import type { FitReport } from "./fitReport.ts";
import { planMix } from "./mix.ts";
import { type Estimate, type NotKnown, type Runs, notKnown } from "./runs.ts";
import { acrossModels } from "./spread.ts";

/** What the runs of one workload say, model by model and together. */
export interface WorkloadFit {
  readonly models: Readonly<Record<string, FitReport | NotKnown>>;
  /** Correlation of two runs of one task with one model, over all models. */
  readonly sameModel: Estimate;
  /** And of two runs of one task with different models. */
  readonly acrossModels: Estimate;
}

/** Fits every model of a workload; `limits`: most tokens of one attempt, where the plan has one. */
export function fitWorkload(
  runs: Readonly<Record<string, Runs>>,
  limits: Readonly<Record<string, number>> = {},
): WorkloadFit {
  const models = Object.fromEntries(
    Object.entries(runs).map(([id, ofModel]) => [id, fitRuns(ofModel, limits[id] ?? null)]),
  );
  return { models, sameModel: pooledSameModel(Object.values(models)), acrossModels: acrossModels(runs) };
}

/** The models' correlations, each with the weight of its own precision. */
function pooledSameModel(reports: readonly (FitReport | NotKnown)[]): Estimate {
  const known = reports.flatMap((report) =>
    report.known && report.spread.sameModel.known ? [report.spread.sameModel] : [],
  );
  if (known.length === 0) return notKnown("No model has runs that repeat a task.");
  if (known.length === 1) return known[0]!;
  const weights = known.map(({ standardError }) => 1 / standardError ** 2);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const value = known.reduce((sum, one, i) => sum + (weights[i]! / whole) * one.value, 0);
  const n = known.reduce((sum, one) => sum + one.n, 0);
  return {
    known: true,
    value,
    standardError: 1 / Math.sqrt(whole),
    n,
    words: `from ${formatCount(n)} tasks of ${formatCount(known.length)} models`,
  };
}

/**
 * How alike runs of one task are, by one model and by different ones; or why that is not known. Of one model alone the
 * second is no question.
 */
export function alikenessWords({
  models,
  sameModel,
  acrossModels: across,
}: Pick<WorkloadFit, "models" | "sameModel" | "acrossModels">): string[] {
  const say = (subject: string, estimate: Estimate): string =>
    estimate.known
      ? `${subject} by ${formatNumber(digits(estimate.value, 2))}, give or take ${formatNumber(digits(2 * estimate.standardError, 1))}, ${estimate.words}.`
      : estimate.words;
  return [
    say("Two runs of one task are alike", sameModel),
    ...(Object.keys(models).length > 1 ? [say("Two models find a task alike", across)] : []),
  ];
}

/** What of a fit enters the plan. */
export interface FitParts {
  readonly tokens: boolean;
  readonly mix: boolean;
  readonly success: boolean;
  readonly difficulty: boolean;
}

export const ALL_PARTS: FitParts = { tokens: true, mix: true, success: true, difficulty: true };

/**
 * The plan with what was fitted, as one change for undo. The limit of an attempt, and all that was not fitted, stay as
 * they are; models without a fit are left alone.
 */
export function applyFit(
  plan: Plan,
  workloadId: string,
  fit: WorkloadFit,
  source: UsageSource,
  parts: FitParts = ALL_PARTS,
): PlanEdit {
  const { name } = plan.workloads[workloadId]!;
  let next = plan;
  for (const [modelId, report] of Object.entries(fit.models)) {
    if (!report.known) continue;
    const attempt = next.workloads[workloadId]!.attempts[modelId] ?? newAttempt();
    next = setAt(
      next,
      pointerOf(["workloads", workloadId, "attempts", modelId]),
      fittedAttempt(attempt, report, source, parts),
    );
  }
  if (parts.difficulty) next = withDifficulty(next, workloadId, fit);
  return { name: `take the attempts of ${name ?? workloadId} from usage`, plan: next };
}

function fittedAttempt(attempt: Attempt, report: FitReport, source: UsageSource, parts: FitParts): Attempt {
  const { mix, success, runaways } = report;
  const fitted: Attempt = {
    ...attempt,
    ...(parts.tokens ? { tokens: fittedTokens(attempt.tokens, report, source) } : {}),
    ...(parts.mix && mix.known ? { mix: planMix(mix) } : {}),
    ...(parts.success && success.known
      ? {
          success: {
            byEffort: success.byEffort.map((p) => digits(p, 3)),
            runs: Math.max(1, digits(success.runs, 3)),
            evidence: measured(source, `${formatCount(success.outcomes)} outcomes`),
          },
        }
      : {}),
  };
  if (!parts.tokens) return fitted;
  // So many runs would have shown runaways of the share that the plan states: they are in the fitted tail, and would
  // count twice. Fewer runs say nothing of them.
  const { runaway, ...ordinary } = fitted;
  if (!runaways.known)
    return runaway === undefined || report.runs * runaway.share >= FEWEST_EXPECTED ? ordinary : fitted;
  const factor = withEvidence(
    { p10: digits(runaways.factor.p10, 3), p90: digits(runaways.factor.p90, 3) },
    measured(source, `${formatCount(runaways.count)} runaways`),
  );
  return { ...ordinary, runaway: { share: digits(runaways.share, 3), factor } };
}

/** Runaways expected in a sample from which on their absence says something. */
const FEWEST_EXPECTED = 3;

/** The curve with what the sample is worth, under the limit that the plan had. */
function fittedTokens({ limit }: Tokens, { tokens, spread, runs, worth }: FitReport, source: UsageSource): Tokens {
  const n =
    spread.designEffect > 1.05
      ? `${formatCount(runs)} runs of ${formatCount(spread.tasks)} tasks`
      : `${formatCount(runs)} runs`;
  const common = {
    ...(tokens.tail === undefined ? {} : { tail: { from: tokens.tail.from, shape: digits(tokens.tail.shape, 3) } }),
    runs: Math.max(3, digits(worth, 4)),
    ...(limit === undefined ? {} : { limit }),
    evidence: measured(source, n),
  };
  if (tokens.family === "empirical") return { family: "empirical", quantiles: [...tokens.quantiles], ...common };
  if ("p50" in tokens) return { ...tokens, ...common };
  return { family: "lognormal", median: digits(tokens.median, 6), sigma: digits(tokens.sigma, 4), ...common };
}

/** No model knows another better than itself: where only one of the two was measured, the other makes room. */
function withDifficulty(plan: Plan, workloadId: string, fit: WorkloadFit): Plan {
  if (!fit.sameModel.known && !fit.acrossModels.known) return plan;
  const before = plan.workloads[workloadId]!.difficulty ?? {};
  const across = fit.acrossModels.known ? digits(fit.acrossModels.value, 2) : (before.acrossModels ?? 0);
  const same = fit.sameModel.known ? digits(fit.sameModel.value, 2) : Math.max(across, before.sameModel ?? across);
  return setAt(plan, pointerOf(["workloads", workloadId, "difficulty"]), {
    acrossModels: Math.min(across, same),
    sameModel: same,
  });
}

function digits(value: number, count: number): number {
  return significant(value, count);
}
