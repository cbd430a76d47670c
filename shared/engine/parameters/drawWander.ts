import type { CompiledWander } from "#shared/engine/compile/compiled.ts";
import type { ParameterSource } from "./sources.ts";

/** Parts of a wander's name beside its months, of which a plan has fewer. */
const SPREAD = 10_001,
  START = 10_002;

/**
 * ln of a factor that wanders by fiscal month: y_k − v_k/2, at most `lnMost`, v_k being the variance of y_k of the
 * stated monthlySd, so that its mean is one where monthlySd is known and nothing is cut; without the v_k its middle is.
 */
export function drawWander(
  { monthlySd, persistence, sdSpread, age, lnMost, keepsMiddle, name }: CompiledWander,
  source: ParameterSource,
  out: Float64Array,
): void {
  if (monthlySd === 0) return;
  const sd = sdSpread === 0 ? monthlySd : monthlySd * Math.exp(sdSpread * source.score(name, SPREAD));
  let y = 0;
  let variance = 0;
  if (age > 0) {
    const months = wanderedMonths(persistence, age);
    y = sd * Math.sqrt(months) * source.score(name, START);
    variance = monthlySd * monthlySd * months;
  }
  for (let month = 0; month < out.length; month++) {
    y = persistence * y + sd * source.score(name, month);
    variance = persistence * persistence * variance + monthlySd * monthlySd;
    out[month] = Math.min(lnMost, keepsMiddle ? y : y - variance / 2);
  }
}

/** Σ persistence^(2j) over the months before the start: the variance at the start in units of a month's. */
function wanderedMonths(persistence: number, age: number): number {
  let months = 0;
  for (let month = 0; month < age; month++) months = persistence * persistence * months + 1;
  return months;
}
