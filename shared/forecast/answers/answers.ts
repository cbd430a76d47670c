import { plainTrials, simulationErrors } from "./simulationError.ts";
import { hasOverrun } from "#shared/plan/budget.ts";
import type { Samples, WorkloadSamples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean, sum, variance } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { selectPlaces } from "#shared/numerics/selection.ts";
import { isoDateOf, isoMonthOf } from "#shared/units.ts";
import { contractAnswers } from "./contractAnswers.ts";
import { groupForecasts } from "./groups.ts";
import {
  FORECAST_SCHEMA,
  type ContractForecast,
  type Forecast,
  type Quantiles,
  type Spread,
  type WorkloadForecast,
} from "./forecast.ts";
import { QUANTILE_LEVELS } from "./goodTo.ts";

/** What a forecast says of itself beside its figures. */
export interface About {
  readonly planName: string;
  /** SHA-256 of the canonical plan, hexadecimal. */
  readonly planHash: string;
  readonly scenario: string | null;
  readonly seed: number;
  /** Version of the engine. */
  readonly engine: string;
}

/** "Safe until": the chance of being gone stays at most this. */
const SAFE_RISK = 0.1;

/**
 * The answers of MODEL.md, section 4, from samples of at least two trials. Every figure of money scales exactly when
 * all money of the samples and the budget doubles, and no figure is ever NaN.
 *
 * Where the page leaves a choice: `safeUntil` is the last day of the year when the risk stays at most 0.1 all year, and
 * null when the first day is already above it; costs per outcome are null without outcomes; a plan whose spend does not
 * vary has unknowns 1 (twins agree in full), as has one too short to hold a twin.
 */
export function forecastOf(samples: Samples, plan: ResolvedPlan, about: About): Forecast {
  return forecastFrom(spendFiguresOf(samples, plan), samples, plan, about);
}

/**
 * What neither the budget's amount nor the confidence moves, where work does not stop at the budget: most of a
 * forecast, and most of its time.
 */
export type SpendFigures = Pick<
  Forecast,
  "spend" | "months" | "workloads" | "fixedCosts" | "models" | "variance" | "plainTrials"
> & {
  /** The year's spend of every trial, ascending. */
  readonly sorted: Float64Array;
};

/** `forecastOf` from figures of the same trials that are known already. */
export function forecastFrom(
  { sorted, ...figures }: SpendFigures,
  samples: Samples,
  plan: ResolvedPlan,
  about: About,
): Forecast {
  const base = sortedQuantile(sorted, 0.5);
  const ask = sortedQuantile(sorted, plan.budget.confidence);
  const { spend, plainTrials: plain, ...parts } = figures;
  return {
    schema: FORECAST_SCHEMA,
    engine: about.engine,
    plan: { name: about.planName, hash: about.planHash },
    scenario: about.scenario,
    seed: about.seed,
    trials: samples.trials,
    ...(plain === undefined ? {} : { plainTrials: plain }),
    budget: plan.budget.amount,
    spend,
    overrun: overrunOf(samples, plan.budget.amount),
    runOut: runOutOf(samples, plan),
    reserve: { base, confidence: plan.budget.confidence, ask, contingency: ask - base },
    ...parts,
    ...groupForecasts(samples, plan, (column) => columnReader(samples.trials).spread(column)),
    ...contractsOf(samples, plan),
    ...reforecastOf(samples, plan),
  };
}

/** What is said of contracts: requests of cost centers and chances of months follow the budget. */
function contractsOf(samples: Samples, plan: ResolvedPlan): Partial<ContractForecast> {
  const { contracts } = samples;
  if (contracts === undefined) return {};
  const columns = columnReader(samples.trials);
  return contractAnswers(samples, contracts, plan, (column) => columns.spread(column));
}

function reforecastOf(
  { reforecast, months }: Samples,
  { actuals, monthStarts }: ResolvedPlan,
): Pick<Forecast, "reforecast"> {
  if (reforecast === undefined || actuals === null) return {};
  return {
    reforecast: {
      months: actuals.months,
      closedTo: isoDateOf(monthStarts[actuals.months]! - 1),
      spent: months.slice(0, actuals.months).reduce((sum, month) => sum + month[0]!, 0),
      effective: reforecast.effective,
      widening: reforecast.widening,
    },
  };
}

/** The figures of samples that no budget moves. */
export function spendFiguresOf(samples: Samples, plan: ResolvedPlan): SpendFigures {
  if (samples.trials < 2) throw new Error("a forecast needs at least two trials");
  const columns = columnReader(samples.trials);
  const { contracts } = samples;
  const sorted = samples.spend.slice().sort();
  const spread = columns.spread(samples.spend);
  const errors = simulationErrors(samples);
  const plain = plainTrials(samples, sorted);
  const standardError = {
    mean: errors.mean(samples.spend),
    p50: errors.quantile(samples.spend, sorted, 0.5),
    p80: errors.quantile(samples.spend, sorted, 0.8),
    p90: errors.quantile(samples.spend, sorted, 0.9),
  };
  return {
    sorted,
    ...(plain === null ? {} : { plainTrials: plain }),
    spend: { ...spread, standardError },
    months: monthsOf(samples, plan, columns),
    workloads: Object.fromEntries(
      plan.workloads.map(({ id }, w) => {
        const usage = contracts?.workloads[w]!.usage;
        const own = workloadOf(samples.workloads[w]!, columns);
        return [id, usage === undefined ? own : { ...own, usage: columns.spread(usage) }];
      }),
    ),
    fixedCosts: Object.fromEntries(
      plan.fixedCosts.map(({ id }, f) => [
        id,
        { spend: { ...columns.spread(samples.fixedCosts[f]!.years), mean: samples.fixedCosts[f]!.spend } },
      ]),
    ),
    models: Object.fromEntries(
      plan.models.map(({ id }, m) => {
        const { spend: modelSpend, tokens } = samples.models[m]!;
        return [id, { spend: { mean: modelSpend }, tokens: { mean: tokens } }];
      }),
    ),
    variance: varianceShares(samples),
  };
}

// ---- columns --------------------------------------------------------------------------------------------------------

/** Reads one column after another in one buffer. */
interface ColumnReader {
  /** The buffer itself, as long as a column. */
  readonly scratch: Float64Array;
  spread(column: Float64Array): Spread;
}

function columnReader(trials: number): ColumnReader {
  const scratch = new Float64Array(trials);
  return {
    scratch,
    spread: (column) => {
      scratch.set(column);
      return { mean: mean(column), quantiles: quantilesOf(scratch) };
    },
  };
}

/** Quantiles of values in any order; leaves them in another. */
function quantilesOf(values: Float64Array): Quantiles {
  const last = values.length - 1;
  const places = QUANTILE_LEVELS.flatMap(([, level]) => [
    Math.floor(last * level),
    Math.min(last, Math.floor(last * level) + 1),
  ]);
  selectPlaces(values, places);
  return levelsOf(values);
}

/** The named quantiles of ascending values. */
export function levelsOf(sorted: Float64Array): Quantiles {
  return Object.fromEntries(
    QUANTILE_LEVELS.map(([name, level]) => [name, sortedQuantile(sorted, level)]),
  ) as unknown as Quantiles;
}

// ---- the year -------------------------------------------------------------------------------------------------------

function overrunOf(samples: Samples, amount: number): Forecast["overrun"] {
  const { spend } = samples;
  let over = 0;
  let excess = 0;
  for (const year of spend) {
    if (!hasOverrun(year, amount)) continue;
    over++;
    excess += year - amount;
  }
  const probability = over / spend.length;
  return {
    probability,
    standardError: simulationErrors(samples).share((trial) => hasOverrun(spend[trial]!, amount)),
    meanExcess: over === 0 ? 0 : excess / over,
  };
}

function runOutOf(samples: Samples, plan: ResolvedPlan): Forecast["runOut"] {
  const { start, monthStarts } = plan;
  const days = monthStarts.at(-1)! - start;
  const spentBy = new Float64Array(days);
  for (const day of samples.runOutDay) if (day >= 0) spentBy[day]!++;
  for (let day = 1; day < days; day++) spentBy[day]! += spentBy[day - 1]!;
  const chance = spentBy.map((count) => count / samples.trials);

  const firstDay = (level: number): string | null => {
    const day = chance.findIndex((p) => p >= level);
    return day === -1 ? null : isoDateOf(start + day);
  };
  const unsafe = chance.findIndex((p) => p > SAFE_RISK);
  const lastSafe = unsafe === -1 ? days - 1 : unsafe - 1;
  return {
    never: (samples.trials - spentBy[days - 1]!) / samples.trials,
    byMonthEnd: monthStarts.slice(1).map((next) => chance[next - start - 1]!),
    quantiles: { p10: firstDay(0.1), p50: firstDay(0.5), p90: firstDay(0.9) },
    safeUntil: { confidence: 0.9, date: lastSafe < 0 ? null : isoDateOf(start + lastSafe) },
  };
}

function monthsOf(samples: Samples, plan: ResolvedPlan, columns: ColumnReader): Forecast["months"] {
  const cumulative = new Float64Array(samples.trials);
  return samples.months.map((month, m) => {
    for (let trial = 0; trial < samples.trials; trial++) cumulative[trial]! += month[trial]!;
    return {
      month: isoMonthOf(plan.monthStarts[m]!),
      spend: columns.spread(month),
      cumulative: columns.spread(cumulative),
    };
  });
}

/**
 * Share of the variance of the year's spend that comes from what nobody knows yet: the correlation of twins, which
 * share that and nothing else, by half their mean squared difference. Between 0 and 1.
 */
export function varianceShares({ spend, twinTrials, twinSpend }: Samples): Forecast["variance"] {
  const total = variance(spend);
  // Spend that differs by rounding alone does not vary.
  if (twinSpend.length === 0 || Math.sqrt(total) <= 1e-9 * mean(spend)) return { unknowns: 1, runToRun: 0 };
  const squares = twinSpend.map((twin, i) => {
    const difference = spend[twinTrials[i]!]! - twin;
    return difference * difference;
  });
  const runToRun = Math.min(1, Math.max(0, mean(squares) / (2 * total)));
  return { unknowns: 1 - runToRun, runToRun };
}

// ---- workloads ------------------------------------------------------------------------------------------------------

function workloadOf(samples: WorkloadSamples, columns: ColumnReader): WorkloadForecast {
  const outcomes = columns.spread(samples.outcomes);
  const [errors, failures, unmet] = [mean(samples.errors), mean(samples.failures), mean(samples.unmet)];
  return {
    spend: columns.spread(samples.spend),
    tasks: { mean: outcomes.mean + errors + failures + unmet },
    attempts: { mean: samples.attempts },
    tokens: { mean: samples.tokens },
    outcomes,
    errors: { mean: errors },
    failures: { mean: failures },
    unmet: { mean: unmet },
    costPerOutcome: costPerOutcomeOf(samples, columns),
    netValue: columns.spread(samples.netValue),
  };
}

function costPerOutcomeOf(
  { spend, loadedCost, outcomes }: WorkloadSamples,
  columns: ColumnReader,
): WorkloadForecast["costPerOutcome"] {
  const all = sum(outcomes);
  const perOutcome = columns.scratch;
  let held = 0;
  for (let trial = 0; trial < outcomes.length; trial++) {
    if (outcomes[trial]! > 0) perOutcome[held++] = loadedCost[trial]! / outcomes[trial]!;
  }
  return {
    tokens: all > 0 ? sum(spend) / all : null,
    loaded: all > 0 ? sum(loadedCost) / all : null,
    quantiles: held > 0 ? quantilesOf(perOutcome.subarray(0, held)) : null,
  };
}
