import { significant } from "#shared/format/digits.ts";
import { claimOf, P90, type Claim } from "#shared/plan/claim.ts";
import type { ResolvedMetric } from "#shared/plan/resolving/resolvedValue.ts";
import type { KeepIf } from "#shared/plan/schema/value.ts";
import { changeOf, estimateEffect, type EstimatedEffect } from "#shared/value/effect.ts";
import { mixtureQuantile } from "#shared/value/studentMixture.ts";
import { suggestedCut } from "#shared/value/suggestedCut.ts";
import type { ValueFacts, ValueUse } from "./words/valueFacts.ts";

/** A rule to begin with. Whoever takes it may change every figure: a limit that is written is never replaced. */
export function suggestedRule(facts: ValueFacts, use: ValueUse, what: KeepIf["what"]): KeepIf {
  switch (what) {
    case "costPerOutcome": {
      const cost = facts.answer.tiles.costPerOutcome.find(({ workload }) => workload === use.id)?.loaded ?? 0;
      return { what, atMost: significant(cost, 3) };
    }
    case "benefit":
      return { what, atLeast: significant((use.value.claimed.mean || 0) / 10, 2) };
    case "change":
      return suggestedChange(use);
  }
}

/** Whether a rule can look at the change of the metric: only a target says what to expect of it. */
export function canLookAtChange({ workload }: Pick<ValueUse, "workload">): boolean {
  return workload.case?.metric?.target !== undefined;
}

/** Digits of a limit and of an error that are suggested. */
const DIGITS = 2;

/**
 * The rule on the change of a metric with a target, its limit the best under what the plan believes of the effect and
 * the look's error (MODEL.md, section 4b). Where that is not known, or no limit is better than always or never: half of
 * the claim.
 */
function suggestedChange(use: ValueUse): KeepIf & { readonly what: "change" } {
  const metric = use.workload.case!.metric!;
  const claim = claimOf(metric.target!, metric.better, metric.scale);
  const found = estimateEffect(metric);
  const effect = "reason" in found ? null : found;
  const goodTo = significant(effect === null ? claim.mean / 2 : errorOf(effect), DIGITS);
  const cut = cutFor(use, effect?.againstClaim?.ifReal ?? claim, goodTo) ?? claim.mean / 2;
  // What made things worse is not kept, however cheap it is.
  return { what: "change", atLeast: significant(limitOf(metric, Math.max(0, cut)), DIGITS), goodTo };
}

/** How surely the months have shown the effect so far, as a standard deviation on its scale. */
function errorOf({ shown }: EstimatedEffect): number {
  return (mixtureQuantile(shown, 0.9) - mixtureQuantile(shown, 0.1)) / (2 * P90);
}

/**
 * The best cut, on the scale of the effect; null: it is not known. From the next month on a use costs `saves` and
 * brings `givesUp`, which is what an effect as large as `chance` × the mean of a real one brings.
 */
function cutFor({ value }: ValueUse, ifReal: Pick<Claim, "mean" | "sd">, error: number): number | null {
  const chance = value.gates?.find(({ gate }) => gate === "works")?.chance;
  const { ifCut } = value;
  if (chance === undefined || ifCut === null || !(ifCut.givesUp.mean > 0)) return null;
  const prior = { chance, mean: ifReal.mean, sd: ifReal.sd };
  const breakEven = (ifCut.saves.mean / ifCut.givesUp.mean) * chance * ifReal.mean;
  return suggestedCut(prior, { error, breakEven });
}

/** An effect of 0 or more as the limit of a rule states it: 0.1 is a change of 10 % in the better direction on scale log. */
function limitOf(metric: ResolvedMetric, effect: number): number {
  return Math.abs(changeOf(metric, effect));
}
