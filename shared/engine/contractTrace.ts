import { compilePlan } from "#shared/engine/compile/compile.ts";
import { planOfTrial } from "#shared/engine/compile/planOfTrial.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { createYear, simulateYear, type Year } from "#shared/engine/year/year.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ContractYear } from "#shared/engine/contracts/contractYear.ts";

export type { ContractYear };

/**
 * Plays a trial that `simulateTrials` stores for this plan and seed, and reports each day (of a closed month: of its
 * last) how contracts stand after it. What is handed over is scratch: read it, keep none of it.
 */
export type ContractTrace = (trial: number, onDay: (day: number, year: ContractYear) => void) => void;

/** The trials of a plan, day by day. Nothing is reported of a plan whose contracts move no money. */
export function contractTrace(plan: ResolvedPlan, seed: number): ContractTrace {
  const compiled = compilePlan(plan, seed, 0);
  const years = new Map<CompiledForecast, Year>();
  return (trial, onDay) => {
    const own = planOfTrial(compiled, trial);
    const year = years.get(own) ?? createYear(own);
    years.set(own, year);
    const { contracts } = year;
    if (contracts === null) return;
    contracts.onDay = (day) => onDay(day, contracts);
    simulateYear(year, trial, "own", null);
  };
}
