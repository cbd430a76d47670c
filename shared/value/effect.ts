import type { UncertainNumber } from "#shared/distributions/uncertain.ts";
import { fitAutocorrelated, type RegressionFit } from "./autocorrelatedFit.ts";
import { bayesFactor, realEffect, type RealEffect } from "./bayesFactor.ts";
import { claimOf, type Claim } from "#shared/plan/claim.ts";
import { countedGrade, evidenceWidth, type Grade } from "./evidenceWidth.ts";
import { metricSeries, type MeasuredMetric, type MetricSeries, type SeriesRefusal } from "./metricSeries.ts";
import { mixtureCdf, mixtureOf, mixtureQuantile, widened, type StudentMixture } from "./studentMixture.ts";

/** A metric with what stands beside its numbers. */
export interface EvidencedMetric extends MeasuredMetric {
  readonly target?: UncertainNumber | undefined;
  /** ISO date on which baseline and target were written down. */
  readonly agreed?: string | undefined;
  readonly evidence?: { readonly grade: Grade } | undefined;
}

/** What before and after say of the effect δ of a change: a jump of the series that is there from month 0 on. */
export interface EstimatedEffect {
  readonly series: MetricSeries;
  /** The grade that counts. */
  readonly grade: Grade;
  /** As the months say it, and as it is shown: as much wider as the evidence is weak. */
  readonly data: StudentMixture;
  readonly shown: StudentMixture;
  /** P(δ > 0), by what is shown. */
  readonly better: number;
  /** Where the metric has a target: what was claimed, how the months speak for it, and the effect if it is real. */
  readonly againstClaim: {
    readonly claim: Claim;
    readonly bayesFactor: number;
    readonly ifReal: RealEffect;
  } | null;
}

/** Number of the coefficient δ among α, β, δ. */
const JUMP = 2;

/** y = α + β·t + δ·1{t ≥ 0} with autocorrelated noise; null where the values never move beside it. */
export function fitJump({ months, values }: MetricSeries, grid?: readonly number[]): RegressionFit | null {
  const columns = [months.map(() => 1), months, months.map((month) => (month >= 0 ? 1 : 0))];
  return fitAutocorrelated(months, columns, values, grid);
}

/** What is estimated of a metric, or why nothing is. `grid` restricts the values of ρ: only tests do. */
export function estimateEffect(metric: EvidencedMetric, grid?: readonly number[]): EstimatedEffect | SeriesRefusal {
  const series = metricSeries(metric);
  if ("reason" in series) return series;
  const fit = fitJump(series, grid);
  if (fit === null) return { reason: "never-moves" };
  const data = mixtureOf(fit, JUMP);
  const grade = countedGrade(metric.evidence?.grade, metric.agreed, metric.after?.from);
  const shown = widened(data, evidenceWidth(grade));
  const claim = metric.target === undefined ? null : claimOf(metric.target, metric.better, metric.scale);
  return {
    series,
    grade,
    data,
    shown,
    better: 1 - mixtureCdf(shown, 0),
    againstClaim:
      claim === null ? null : { claim, bayesFactor: bayesFactor(shown, claim), ifReal: realEffect(shown, claim) },
  };
}

/** From how sure an effect is called better, and at most how sure it is called worse. */
const SURE = 0.9;

/** What the chance that a metric improved is called. */
export function verdictOf(better: number): "better" | "worse" | "undecided" {
  if (better >= SURE) return "better";
  return better <= 1 - SURE ? "worse" : "undecided";
}

/**
 * An effect as a change of the metric: a share of it on scale log (−0.21 is 21 % lower), its own unit on level. Effects
 * point up where things get better; a change points where the metric goes.
 */
export function changeOf({ better, scale }: Pick<MeasuredMetric, "better" | "scale">, effect: number): number {
  const signed = better === "higher" ? effect : -effect;
  return scale === "log" ? Math.expm1(signed) : signed;
}

/** The change below which a share `p` of what is shown lies. */
export function changeQuantile(
  metric: Pick<MeasuredMetric, "better" | "scale">,
  { shown }: Pick<EstimatedEffect, "shown">,
  p: number,
): number {
  return changeOf(metric, mixtureQuantile(shown, metric.better === "higher" ? p : 1 - p));
}
