import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { rateTo } from "#shared/forecast/portfolio/portfolioMoney.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { PortfolioQuestion } from "#shared/studies/portfolio.ts";
import { portfolioCurrency, type OpenPortfolio } from "#renderer/state/portfolio/openPortfolio.ts";

/** What a part of the portfolio lacks before it can be summed; null: nothing. */
export function partProblem(portfolio: OpenPortfolio, i: number): string | null {
  const { plan, problem } = portfolio.members[i]!;
  if (plan === null) return problem ?? "Its file is missing.";
  const { scenario } = portfolio.file.plans[i]!;
  if (scenario !== undefined && !scenarioIds(plan).includes(scenario))
    return `${plan.name} has no scenario “${scenario}”. Take it out of the portfolio's file, or name one that the plan has.`;
  return null;
}

/** Currencies of plans for which the portfolio has no rate: each is asked for. */
export function foreignCurrencies(portfolio: OpenPortfolio): string[] {
  const currency = portfolioCurrency(portfolio);
  const own = portfolio.members.flatMap(({ plan }) => (plan === null ? [] : [plan.currency]));
  return [...new Set(own)].filter((other) => other !== currency);
}

/** What is asked of the engine; null: a plan or a rate is missing. */
export function portfolioQuestion(portfolio: OpenPortfolio): PortfolioQuestion | null {
  const { file, members } = portfolio;
  const currency = portfolioCurrency(portfolio);
  if (currency === null) return null;
  const plans = file.plans.flatMap(({ path, name, scenario = null }, i) => {
    const { plan } = members[i]!;
    const rate = plan === null ? null : rateTo(file, currency, plan.currency);
    return plan === null || rate === null || partProblem(portfolio, i) !== null
      ? []
      : [{ name: name ?? plan.name, path, scenario, rate, plan }];
  });
  if (plans.length < file.plans.length) return null;
  return {
    name: file.name ?? null,
    currency,
    budget: file.budget ?? null,
    confidence: file.confidence ?? DEFAULT_CONFIDENCE,
    plans,
  };
}
