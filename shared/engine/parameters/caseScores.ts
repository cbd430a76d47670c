import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { Key } from "#shared/random/random.ts";
import { caseScores } from "#shared/value/caseNumbers.ts";
import type { ParameterSource } from "./sources.ts";

/** The scores of correlated numbers of cases in a trial whose parameters come from this source; null: none is. */
export function caseScoresIn(
  { caseCopula }: Pick<CompiledPlan, "caseCopula">,
  source: ParameterSource,
  trial: Key,
): Float64Array | null {
  if (caseCopula === null) return null;
  const { copula, names } = caseCopula;
  const forecast = names.map((name) => source.score(name, 0));
  return caseScores(copula, forecast, trial);
}
