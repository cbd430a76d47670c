import type { CompiledForecast } from "./compiledForecast.ts";
import { hashedSource } from "#shared/engine/parameters/sources.ts";
import { trialKey } from "#shared/engine/parameters/trialKey.ts";

/** The plan that a trial simulates: with the retirements that happen in it. */
export function planOfTrial(plan: CompiledForecast, trial: number): CompiledForecast {
  const { retirements } = plan;
  if (retirements === null) return plan;
  const source = hashedSource(trialKey(plan.seedKey, trial));
  let happened = 0;
  for (const [i, { name, probability }] of retirements.events.entries())
    if (source.happens(name, probability)) happened += 2 ** i;
  return retirements.variant(happened);
}
