import type { Samples } from "#shared/engine/samples.ts";
import type { Quantiles } from "#shared/forecast/answers/forecast.ts";
import { levelsOf } from "#shared/forecast/answers/answers.ts";
import { allocateReserve } from "#shared/forecast/answers/reserves.ts";
import { hasOverrun } from "#shared/plan/budget.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean, standardErrorOfProportion } from "#shared/statistics/moments.ts";
import { sortedQuantile, standardErrorOfQuantile } from "#shared/statistics/quantiles.ts";
import { isoMonthOf } from "#shared/units.ts";

/** Name and version of the format of a portfolio's answer. */
export const PORTFOLIO_ANSWER_SCHEMA = "past-april.portfolio-answer/1";

/** What a sum needs of the simulated years of a plan; without their months none are summed. */
export type PortfolioSamples = Pick<Samples, "trials" | "spend"> &
  Partial<Pick<Samples, "months">> & {
    /** Of a plan with closed months. */
    readonly reforecast?: object;
  };

/** A plan of a portfolio with its simulated years. */
export interface PortfolioPart {
  readonly name: string;
  readonly path: string;
  readonly hash: string;
  /** Id of its scenario; null: the plan as it is. */
  readonly scenario: string | null;
  readonly plan: ResolvedPlan;
  readonly samples: PortfolioSamples;
  /** Money of the portfolio for one unit of the plan's. */
  readonly rate: number;
}

/** What is asked of a portfolio. */
export interface PortfolioAsked {
  readonly name: string | null;
  readonly currency: string;
  /** Null: the plans' budgets together. */
  readonly budget: number | null;
  readonly confidence: number;
  readonly seed: number;
  /** Version of the engine. */
  readonly engine: string;
}

/** Spend of the year, money of the portfolio: mean, quantiles, and the amount that is enough at the confidence. */
export interface PortfolioSpend {
  readonly mean: number;
  readonly quantiles: Quantiles;
  /** What is enough at the portfolio's confidence, and its standard error. */
  readonly request: number;
  readonly requestError: number;
}

/** A chance, 0 to 1, and its standard error. */
export interface PortfolioChance {
  readonly probability: number;
  readonly standardError: number;
}

/** The answer of `past-april portfolio --json`. Money is in the portfolio's currency. */
export interface PortfolioAnswer {
  readonly schema: typeof PORTFOLIO_ANSWER_SCHEMA;
  /** Version of the engine. */
  readonly engine: string;
  readonly name: string | null;
  readonly currency: string;
  readonly seed: number;
  readonly trials: number;
  readonly confidence: number;
  /** The joint budget. */
  readonly budget: number;
  /** All plans together, year by year. */
  readonly spend: PortfolioSpend;
  /** Chance that the joint budget lasts the year, 0 to 1, and its standard error. */
  readonly lasts: PortfolioChance;
  /** What planning together saves: the plans' own requests summed, less the joint request. */
  readonly pooling: { readonly separately: number; readonly together: number; readonly benefit: number };
  readonly plans: readonly {
    readonly name: string;
    readonly path: string;
    /** SHA-256 of the plan. */
    readonly hash: string;
    readonly scenario: string | null;
    /** Its own currency, and what one unit of it is worth here. */
    readonly currency: string;
    readonly rate: number;
    readonly budget: number;
    readonly spend: PortfolioSpend;
    /** Chance that its own budget lasts the year, and its standard error. */
    readonly lasts: PortfolioChance;
    /** Its part of the joint request: these sum to it. */
    readonly share: number;
  }[];
  /** Spend of each month together; null: the plans' years are not the same. */
  readonly months: readonly { readonly month: string; readonly mean: number; readonly quantiles: Quantiles }[] | null;
  /** What limits the sum, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Plans summed on the same simulated years: trial i of one is added to trial i of every other, so that what they have
 * in common by name (the same workload, the same shared factor) is high in all of them together. At least one part; all
 * with as many trials.
 */
export function portfolioOf(parts: readonly PortfolioPart[], asked: PortfolioAsked): PortfolioAnswer {
  const { trials } = parts[0]!.samples;
  const columns = parts.map(({ samples, rate }) => samples.spend.map((spend) => spend * rate));
  const sum = sumOfColumns(columns, trials);
  const spend = spendOf(sum, asked.confidence);
  const reserves = allocateReserve(
    parts.map(({ name }, i) => ({ name, spend: columns[i]! })),
    asked.confidence,
  );
  const plans = parts.map(({ name, path, hash, scenario, plan, rate }, i) => ({
    name,
    path,
    hash,
    scenario,
    currency: plan.currency,
    rate,
    budget: plan.budget.amount * rate,
    spend: spendOf(columns[i]!, asked.confidence),
    lasts: chanceOf(parts[i]!.samples.spend, plan.budget.amount),
    share: reserves.shares[i]!.budget,
  }));
  const budget = asked.budget ?? plans.reduce((whole, plan) => whole + plan.budget, 0);
  const separately = reserves.together.amount;
  return {
    schema: PORTFOLIO_ANSWER_SCHEMA,
    engine: asked.engine,
    name: asked.name,
    currency: asked.currency,
    seed: asked.seed,
    trials,
    confidence: asked.confidence,
    budget,
    spend,
    lasts: chanceOf(sum, budget),
    pooling: { separately, together: spend.request, benefit: separately - spend.request },
    plans,
    months: monthsOf(parts),
    notes: notesOf(parts),
  };
}

function sumOfColumns(columns: readonly Float64Array[], trials: number): Float64Array {
  const sum = new Float64Array(trials);
  for (const column of columns) for (let i = 0; i < trials; i++) sum[i]! += column[i]!;
  return sum;
}

function spendOf(years: Float64Array, confidence: number): PortfolioSpend {
  const sorted = years.slice().sort();
  return {
    mean: mean(years),
    quantiles: levelsOf(sorted),
    request: sortedQuantile(sorted, confidence),
    requestError: standardErrorOfQuantile(sorted, confidence),
  };
}

/** That a budget lasts the year; both in the same money. */
function chanceOf(years: Float64Array, budget: number): PortfolioChance {
  const overspent = years.reduce((count, year) => count + Number(hasOverrun(year, budget)), 0) / years.length;
  return { probability: 1 - overspent, standardError: standardErrorOfProportion(overspent, years.length) };
}

function hasOneYear(parts: readonly PortfolioPart[]): boolean {
  const first = parts[0]!.plan.monthStarts;
  return parts.every(({ plan: { monthStarts } }) => monthStarts.length === first.length && monthStarts[0] === first[0]);
}

function monthsOf(parts: readonly PortfolioPart[]): PortfolioAnswer["months"] {
  if (!hasOneYear(parts) || parts.some(({ samples }) => samples.months === undefined)) return null;
  const { trials } = parts[0]!.samples;
  return parts[0]!.plan.monthStarts.slice(0, -1).map((start, month) => {
    const sum = sumOfColumns(
      parts.map(({ samples, rate }) => samples.months![month]!.map((spend) => spend * rate)),
      trials,
    );
    return { month: isoMonthOf(start), mean: mean(sum), quantiles: levelsOf(sum.slice().sort()) };
  });
}

function notesOf(parts: readonly PortfolioPart[]): string[] {
  const closed = parts.filter(({ samples }) => samples.reforecast !== undefined);
  return [
    ...(hasOneYear(parts) ? [] : ["The plans' years begin or end on different days, so no months are summed."]),
    ...(closed.length < 2
      ? []
      : ["Plans with closed months are weighed by their own actuals: what they have in common is not carried over."]),
  ];
}
