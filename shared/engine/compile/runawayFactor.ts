import { certainValue, compileUncertain, isCertain } from "#shared/distributions/uncertain.ts";
import { normalUpperQuantile } from "#shared/numerics/normal.ts";
import { gaussHermite, gaussLegendre } from "#shared/numerics/quadrature.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { asAmount } from "./draws.ts";

/** The factor of a runaway attempt at a normal score. */
export function compileFactor(factor: Uncertain): (score: number) => number {
  const at = compileUncertain(factor);
  return (score) => asAmount(at(score));
}

/** The factor by its own few values, or by the points of the shortest Gauss rule that keeps its third moment. */
export function factorNodes(factor: Uncertain): { lnFactor: number; weight: number }[] {
  if (isCertain(factor)) return [{ lnFactor: Math.log(asAmount(certainValue(factor) ?? NaN)), weight: 1 }];
  if (typeof factor === "object" && "values" in factor) {
    const total = factor.weights.reduce((sum, weight) => sum + weight, 0);
    return factor.values.map((value, i) => ({
      lnFactor: Math.log(asAmount(value)),
      weight: factor.weights[i]! / total,
    }));
  }
  const at = compileFactor(factor);
  const cubeBy = (rule: ScoreRule): number => rule.reduce((sum, [score, weight]) => sum + weight * at(score) ** 3, 0);
  const cube = cubeBy(FINE_RULE);
  const errors = FACTOR_RULES.map((rule) => Math.abs(cubeBy(rule) - cube));
  const shortest = errors.findIndex((error) => error <= CUBE_WITHIN * cube);
  return FACTOR_RULES[shortest < 0 ? errors.indexOf(Math.min(...errors)) : shortest]!.map(([score, weight]) => ({
    lnFactor: Math.log(at(score)),
    weight,
  }));
}

/** Normal scores and their weights. */
type ScoreRule = readonly (readonly [number, number])[];

/**
 * By equal shares of the rank (flat factors: two points keep a uniform's third moment exactly), or of the score
 * (factors with tails).
 */
const FACTOR_RULES: readonly ScoreRule[] = [overRanks(2), overRanks(3), overScores(4)];
/** How far a rule's third moment may be off, as a share. */
const CUBE_WITHIN = 1e-3;
const FINE_RULE = overScores(40);

function overRanks(count: number): ScoreRule {
  const { nodes, weights } = gaussLegendre(count);
  return Array.from(nodes, (x, i) => [-normalUpperQuantile((1 + x) / 2), weights[i]! / 2]);
}

function overScores(count: number): ScoreRule {
  const { nodes, weights } = gaussHermite(count);
  return Array.from(nodes, (x, i) => [x, weights[i]!]);
}
