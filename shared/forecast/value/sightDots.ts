import { sightIn } from "#shared/value/sight.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { workingDaysOf } from "#shared/value/ceiling.ts";
import { createCaseYear, fillCaseYear } from "#shared/value/caseYear.ts";
import { compileCase } from "#shared/value/compileCase.ts";
import { drawCase } from "#shared/value/drawCase.ts";
import { changeOf } from "#shared/value/effect.ts";
import { bookedOf, caseTrialsOf, monthReader } from "./caseTrials.ts";

/** As many dots as every count of simulated years has. */
const DOTS = 50;

/**
 * What each undecided use will show on the day of its decision, in the rule's own unit: the (i − ½)/50 quantiles,
 * ascending, by id. A use whose day lies outside the plan, or that is not simulated by month, has none.
 */
export function sightDots(plan: ResolvedPlan, samples: Samples, seed: number): Record<string, number[]> {
  const trials = caseTrialsOf(plan, samples, seed);
  const months = plan.monthStarts.length - 1;
  const dots: Record<string, number[]> = {};
  for (const [w, { id, gate, case: own, ...workload }] of plan.workloads.entries()) {
    const monthly = samples.workloads[w]!.monthly;
    if (gate === null || gate.decided !== null || gate.month < 0 || gate.month >= months - 1 || monthly === undefined)
      continue;
    const compiled = own === null ? null : compileCase(plan, { ...workload, id, gate, case: own }, own);
    const read = monthReader(monthly, months);
    const year = createCaseYear(months);
    const frame = { workingDays: workingDaysOf(plan), booked: bookedOf(plan, id) };
    const observed = Float64Array.from(trials, (caseTrial, trial) => {
      const worked = read(trial);
      const draw = compiled === null ? null : drawCase(compiled, caseTrial);
      if (draw !== null) fillCaseYear(year, draw, worked, frame, Infinity);
      const sight = sightIn(gate, draw, worked, compiled === null ? null : year);
      if (gate.keepIf.what === "costPerOutcome") return -sight;
      if (gate.keepIf.what === "benefit" || (own?.metric ?? null) === null) return sight;
      return Math.abs(changeOf(own!.metric!, sight)) * Math.sign(sight);
    }).filter(Number.isFinite);
    if (observed.length === 0) continue;
    observed.sort();
    dots[id] = Array.from({ length: DOTS }, (_, i) => sortedQuantile(observed, (i + 0.5) / DOTS));
  }
  return dots;
}
