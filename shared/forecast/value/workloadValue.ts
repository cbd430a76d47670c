import { levelsOf } from "#shared/forecast/answers/answers.ts";
import type { Spread } from "#shared/forecast/answers/forecast.ts";
import { QUANTILE_LEVELS } from "#shared/forecast/answers/goodTo.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean, standardErrorOfProportion } from "#shared/statistics/moments.ts";
import { isoDateOf } from "#shared/units.ts";
import { updatedChance } from "#shared/value/bayesFactor.ts";
import { isFact, type CompiledCase } from "#shared/value/compileCase.ts";
import { meanBehaviourFactor } from "#shared/value/counts.ts";
import { refusalWords } from "#shared/value/metricSeries.ts";
import { quadrantEllipse, quadrantShares } from "#shared/value/quadrant.ts";
import { gateChance, GATES, meanOverGateRate } from "#shared/value/referenceClass.ts";
import { mixtureQuantile } from "#shared/value/studentMixture.ts";
import { changeOf } from "#shared/value/effect.ts";
import type { EffectAnswer, GateAnswer, Payback, QuadrantAnswer } from "./valueDocument.ts";

/** Mean and quantiles of a column. */
export function spreadOf(values: Float64Array): Spread {
  return { mean: mean(values), quantiles: levelsOf(values.toSorted()) };
}

/** When trials have paid back, by the fiscal month of each; −1: not within the plan. */
export function paybackOf(payback: Float64Array, { monthStarts }: Pick<ResolvedPlan, "monthStarts">): Payback {
  const months = monthStarts.length - 1;
  const trials = payback.length;
  const counts = new Float64Array(months);
  for (const month of payback) if (month >= 0) counts[month]!++;
  const byMonthEnd: number[] = [];
  let paid = 0;
  for (const count of counts) byMonthEnd.push((paid += count) / trials);
  const probability = paid / trials;
  const first = (share: number): string | null => {
    const month = byMonthEnd.findIndex((chance) => chance >= share);
    return month < 0 ? null : isoDateOf(monthStarts[month + 1]! - 1);
  };
  return {
    probability,
    standardError: standardErrorOfProportion(probability, trials),
    byMonthEnd,
    never: 1 - probability,
    quantiles: { p10: first(0.1), p50: first(0.5), p90: first(0.9) },
  };
}

/** The five gates of a case: what each stands on, and its chance. */
export function gatesOf(
  { gates, effect, counted }: CompiledCase,
  { value }: Pick<ResolvedPlan, "value">,
): GateAnswer[] {
  return GATES.map((gate): GateAnswer => {
    const by = gates[gate];
    const record = value.record[gate];
    if (by === "measured" && effect !== null && "shown" in effect) {
      const { bayesFactor } = effect.againstClaim!;
      const chance = meanOverGateRate(value.baseRate, record, (rate) => updatedChance(rate, bayesFactor));
      return { gate, by, chance, bayesFactor };
    }
    if (by === "counted")
      return { gate, by, chance: 1, factor: meanBehaviourFactor(counted!.did, counted!.eligible, counted!.needed) };
    return { gate, by, chance: isFact(by) ? 1 : gateChance(value.baseRate, record) };
  });
}

/** What is estimated of a case's metric, as a change of the metric itself; null: there is no metric. */
export function effectOf({ effect }: CompiledCase, metric: Parameters<typeof changeOf>[0] | null): EffectAnswer | null {
  if (effect === null || metric === null) return null;
  if ("reason" in effect) return { refused: refusalWords(effect) };
  const at = (p: number): number =>
    changeOf(metric, mixtureQuantile(effect.shown, metric.better === "higher" ? p : 1 - p));
  return {
    quantiles: Object.fromEntries(QUANTILE_LEVELS.map(([name, p]) => [name, at(p)])) as unknown as ReturnType<
      typeof levelsOf
    >,
    better: effect.better,
    grade: effect.grade,
    before: effect.series.before,
    after: effect.series.after,
  };
}

/** Where a use's trials lie against its original case; null: the case claims or expects nothing. */
export function quadrantOf(
  trials: {
    readonly tasks: Float64Array;
    readonly benefit: Float64Array;
    readonly generousBenefit: Float64Array;
  },
  original: {
    readonly tasks: number;
    readonly claimed: number;
    readonly middle?: QuadrantAnswer["lockedMiddle"] | undefined;
  },
  isLocked: boolean,
): { readonly answer: QuadrantAnswer; readonly generous: ReturnType<typeof quadrantShares> } | null {
  if (!(original.claimed > 0) || !(original.tasks > 0)) return null;
  const use = trials.tasks.map((tasks) => tasks / original.tasks);
  const impact = trials.benefit.map((benefit) => benefit / original.claimed);
  const generous = quadrantShares(
    use,
    trials.generousBenefit.map((benefit) => benefit / original.claimed),
  );
  return {
    answer: {
      ...quadrantShares(use, impact),
      ifUnmeasuredHolds: { highLow: generous.highLow, lowLow: generous.lowLow },
      ellipse: quadrantEllipse(use, impact),
      lockedMiddle: (isLocked ? original.middle : null) ?? null,
    },
    generous,
  };
}
