import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import {
  portfolioOf,
  type PortfolioAnswer,
  type PortfolioAsked,
  type PortfolioPart,
} from "#shared/forecast/portfolio/portfolioAnswer.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { STUDY_TRIALS, type Study } from "./study.ts";

/** A portfolio with its plans, all of them sound and each with a rate. */
export interface PortfolioQuestion extends Pick<PortfolioAsked, "name" | "currency" | "budget" | "confidence"> {
  readonly plans: readonly (Pick<PortfolioPart, "name" | "path" | "scenario" | "rate"> & { readonly plan: Plan })[];
}

/** The sum of a portfolio's plans in full: the figures of `past-april portfolio` with the same seed and trials. */
export const portfolioStudy: Study<PortfolioQuestion, PortfolioAnswer> = async (
  { plans, ...asked },
  { seed, simulate, reportProgress },
) => {
  const parts: PortfolioPart[] = [];
  const of = plans.length * STUDY_TRIALS;
  for (const [i, { name, path, scenario, rate, plan: whole }] of plans.entries()) {
    const done = i * STUDY_TRIALS;
    reportProgress(done, of);
    const plan = resolveScenario(whole, scenario);
    const { trials, spend, months, reforecast } = await simulate(plan, STUDY_TRIALS, (more) =>
      reportProgress(done + more, of),
    );
    // Of hundreds of plans no more is kept than their sum needs.
    const samples = { trials, spend, months, ...(reforecast === undefined ? {} : { reforecast }) };
    parts.push({ name, path, hash: planHash(whole), scenario, plan, samples, rate });
  }
  return portfolioOf(parts, { ...asked, seed, engine: ENGINE_VERSION });
};
