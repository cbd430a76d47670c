import { studentCdf, studentDensity, studentQuantile } from "#shared/distributions/student.ts";
import type { RegressionFit } from "./autocorrelatedFit.ts";

/**
 * A weighted mixture of Student t distributions with common degrees of freedom: what a regression with autocorrelated
 * noise knows of one coefficient. `width` stretches all distances from the median.
 */
export interface StudentMixture {
  readonly freedom: number;
  readonly parts: readonly { readonly weight: number; readonly centre: number; readonly scale: number }[];
  /** Median of the mixture; it does not move when the mixture is widened. */
  readonly median: number;
  readonly width: number;
}

/** What a fit knows of its coefficient number `index`. */
export function mixtureOf({ freedom, parts }: RegressionFit, index: number): StudentMixture {
  const own = parts.map(({ weight, centres, scales }) => ({ weight, centre: centres[index]!, scale: scales[index]! }));
  const bare = { freedom, parts: own, median: 0, width: 1 };
  return { ...bare, median: bareQuantile(bare, 0.5) };
}

/** The mixture with all distances from its median `factor` times as wide. */
export function widened(mixture: StudentMixture, factor: number): StudentMixture {
  return { ...mixture, width: mixture.width * factor };
}

function unwidened({ median, width }: StudentMixture, x: number): number {
  return median + (x - median) / width;
}

/** P(X ≤ x). */
export function mixtureCdf(mixture: StudentMixture, x: number): number {
  return bareCdf(mixture, unwidened(mixture, x));
}

/** Probability density at `x`. */
export function mixtureDensity(mixture: StudentMixture, x: number): number {
  const at = unwidened(mixture, x);
  let density = 0;
  for (const { weight, centre, scale } of mixture.parts)
    density += (weight / scale) * studentDensity((at - centre) / scale, mixture.freedom);
  return density / mixture.width;
}

/** The value below which a share `p` lies; 0 < p < 1. */
export function mixtureQuantile(mixture: StudentMixture, p: number): number {
  return mixture.median + mixture.width * (bareQuantile(mixture, p) - mixture.median);
}

type Bare = Pick<StudentMixture, "freedom" | "parts">;

function bareCdf({ freedom, parts }: Bare, x: number): number {
  let chance = 0;
  for (const { weight, centre, scale } of parts) chance += weight * studentCdf((x - centre) / scale, freedom);
  return chance;
}

/** Between the smallest and the largest quantile of the parts, halved until only rounding is left. */
function bareQuantile(mixture: Bare, p: number): number {
  const t = studentQuantile(p, mixture.freedom);
  const quantiles = mixture.parts.map(({ centre, scale }) => centre + t * scale);
  let low = Math.min(...quantiles);
  let high = Math.max(...quantiles);
  for (let step = 0; step < 200 && low < high; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (bareCdf(mixture, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
