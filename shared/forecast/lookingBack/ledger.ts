import type { LockedCase } from "#shared/forecast/value/lockedCases.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { isoMonthOf } from "#shared/units.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { askGoodTo, QUANTILE_LEVELS } from "#shared/forecast/answers/goodTo.ts";
import { lockedCases } from "./lockedCase.ts";
import type { Ledger, LockedForecast } from "./ledgerFile.ts";
import type { MonthTotals } from "./scoreLedger.ts";

/** Locks a forecast: who gives it out, and on which day, is for the caller to say. */
export function lockForecast(
  forecast: Forecast,
  plan: Pick<ResolvedPlan, "currency">,
  by: { readonly author: string; readonly lockedOn: string },
  cases: ReadonlyMap<string, LockedCase> = new Map(),
): LockedForecast {
  return {
    lockedOn: by.lockedOn,
    author: by.author,
    plan: { name: forecast.plan.name, hash: forecast.plan.hash },
    scenario: forecast.scenario,
    seed: forecast.seed,
    trials: forecast.trials,
    engine: forecast.engine,
    currency: plan.currency,
    budget: forecast.budget,
    closed: forecast.reforecast?.months ?? 0,
    months: forecast.months.map(({ month, spend }) => ({ month, quantiles: { ...spend.quantiles } })),
    ...(cases.size === 0 ? {} : { case: lockedCases(cases) }),
    year: { quantiles: { ...forecast.spend.quantiles }, goodTo: askGoodTo(forecast) },
  };
}

/** The ledger with one more forecast. The very same one a second time adds nothing. */
export function addToLedger(ledger: Ledger, forecast: LockedForecast): Ledger {
  const same = JSON.stringify(forecast);
  if (ledger.forecasts.some((one) => JSON.stringify(one) === same)) return ledger;
  return { ...ledger, forecasts: [...ledger.forecasts, forecast] };
}

/** Total money of each closed month of a plan. */
export function monthTotalsOf(plan: ResolvedPlan): MonthTotals {
  const { actuals, monthStarts } = plan;
  if (actuals === null) return new Map();
  const parts = [...actuals.workloads.map(({ spend }) => spend), ...actuals.fixedCosts, actuals.unassigned];
  return new Map(
    Array.from({ length: actuals.months }, (_, m): [string, number] => [
      isoMonthOf(monthStarts[m]!),
      parts.reduce((sum, months) => sum + months[m]!, 0),
    ]),
  );
}

/**
 * The last forecast that was given out of months that have closed since: of the plan itself, in its currency, locked
 * before the first `closed` of `months` ("2027-01") were all known. Null: none is locked, and what the plan says of
 * these months was never given out.
 */
export function lastLocked(
  ledger: Ledger,
  currency: string,
  months: readonly string[],
  closed: number,
): LockedForecast | null {
  return (
    ledger.forecasts
      .filter(
        (one) =>
          one.currency === currency &&
          one.scenario === null &&
          one.closed < closed &&
          months.slice(0, closed).every((month) => one.months.some((own) => own.month === month)),
      )
      .toSorted((one, other) => (one.lockedOn < other.lockedOn ? -1 : Number(one.lockedOn > other.lockedOn)))
      .at(-1) ?? null
  );
}

/** What a locked forecast asked for at a confidence: its quantile; null where none of that level was kept. */
export function lockedAsk({ year: { quantiles } }: LockedForecast, confidence: number): number | null {
  const name = QUANTILE_LEVELS.find(([, level]) => Math.abs(level - confidence) < 1e-9)?.[0];
  return name === undefined ? null : quantiles[name];
}
