import { normalDensity } from "#shared/numerics/normal.ts";
import { lnTokensAtScore, type TokensCurve } from "./tokens.ts";
import { certainValue, compileUncertain, uncertainQuantile, type UncertainNumber } from "./uncertain.ts";

/**
 * Densities for charts, from the quantile functions alone: at normal score z the density of x(z) is φ(z) ÷ x′(z),
 * whatever the family. A chart needs three digits, not twelve.
 */

/** A point of a density: where, and how dense there; the unit of `density` is 1 over the unit of `value`. */
export interface DensityPoint {
  readonly value: number;
  readonly density: number;
}

/** What an uncertain number looks like. */
export type UncertainShape =
  | { readonly kind: "certain"; readonly value: number }
  /** One of a few values, each with its chance. */
  | { readonly kind: "values"; readonly values: readonly { readonly value: number; readonly chance: number }[] }
  /** A curve, ascending in value, and the ends of its 8 in 10. */
  | {
      readonly kind: "curve";
      readonly points: readonly DensityPoint[];
      readonly p10: number;
      readonly p50: number;
      readonly p90: number;
    };

const FARTHEST_SCORE = 3.1;
const CURVE_STEPS = 80;

/** The shape of an uncertain number as it is written, before any clamping. */
export function uncertainShape(u: UncertainNumber): UncertainShape {
  const certain = certainValue(u);
  if (certain !== null) return { kind: "certain", value: certain };
  if (typeof u === "object" && "values" in u) return { kind: "values", values: chancesOf(u) };
  const at = compileUncertain(u);
  const scores = Array.from({ length: CURVE_STEPS + 1 }, (_, i) => FARTHEST_SCORE * ((2 * i) / CURVE_STEPS - 1));
  const points = scores.map((score): DensityPoint => ({ value: at(score), density: densityAt(at, score) }));
  return {
    kind: "curve",
    points,
    p10: uncertainQuantile(u, 0.1),
    p50: uncertainQuantile(u, 0.5),
    p90: uncertainQuantile(u, 0.9),
  };
}

function chancesOf({
  values,
  weights,
}: {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}): { value: number; chance: number }[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return values
    .map((value, i) => ({ value, chance: weights[i]! / whole }))
    .filter(({ chance }) => chance > 0)
    .sort((one, other) => one.value - other.value);
}

/** Half the stretch of scores over which the slope of a quantile function is taken. */
const HALF_STEP = 0.02;

function densityAt(at: (score: number) => number, score: number, half = HALF_STEP): number {
  const rise = at(score + half) - at(score - half);
  return rise > 0 ? (normalDensity(score) * 2 * half) / rise : 0;
}

/** Percentiles of what was measured are rough: their slope is taken over a wider stretch. */
const EMPIRICAL_HALF_STEP = 0.25;

/** Density of ln tokens, ascending, from about 1 in 1,000 to 999 in 1,000: `value` is ln tokens. */
export function lnTokensDensity(curve: TokensCurve): DensityPoint[] {
  const half = curve.kind === "empirical" ? EMPIRICAL_HALF_STEP : HALF_STEP;
  const at = (score: number): number => lnTokensAtScore(curve, score);
  return Array.from({ length: CURVE_STEPS + 1 }, (_, i) => FARTHEST_SCORE * ((2 * i) / CURVE_STEPS - 1)).map(
    (score) => ({ value: at(score), density: densityAt(at, score, half) }),
  );
}
