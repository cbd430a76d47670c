import type { ActualsVariance, WorkloadVariance } from "./actualsVariance.ts";
import type { Forecast, WorkloadForecast } from "#shared/forecast/answers/forecast.ts";

/**
 * What moved the mean of the whole year when its first months closed, as one `ActualsVariance` of the year: the closed
 * months by their causes, and the months to come by what the closed ones say of them. Of each workload the rest of the
 * year (the year's mean less its closed months) is split by logarithmic means like the closed months themselves (LMDI),
 * into tasks, tokens a task, and the price of a token, whichever model it is of. Parts sum exactly to the difference of
 * the two means.
 *
 * `before` must be a forecast without closed months: null where it has some, because those are in both years.
 */
export function yearVariance(before: Forecast, now: Forecast, closed: ActualsVariance): ActualsVariance | null {
  if (before.reforecast !== undefined) return null;
  const workloads = closed.workloads.map((one): WorkloadVariance => {
    const [was, is] = [before.workloads[one.id], now.workloads[one.id]];
    return was === undefined || is === undefined ? one : wholeYear(one, was, is);
  });
  const fixed = ({ fixedCosts }: Forecast): number =>
    Object.values(fixedCosts).reduce((sum, { spend }) => sum + spend.mean, 0);
  return {
    months: now.months.length,
    planned: before.spend.mean,
    actual: now.spend.mean,
    workloads,
    fixedCosts: fixed(now) - fixed(before),
    unassigned: closed.unassigned,
  };
}

function wholeYear(closed: WorkloadVariance, was: WorkloadForecast, is: WorkloadForecast): WorkloadVariance {
  const { parts } = closed;
  const rest = { planned: was.spend.mean - closed.planned, actual: is.spend.mean - closed.actual };
  const difference = rest.actual - rest.planned;
  const ratio = (planned: number, actual: number): number | null =>
    planned > 0 && actual > 0 ? Math.log(actual / planned) : null;
  const spend = ratio(rest.planned, rest.actual);
  const tasks =
    closed.tasks.actual === null
      ? null
      : ratio(was.tasks.mean - closed.tasks.planned, is.tasks.mean - closed.tasks.actual);
  const year = {
    id: closed.id,
    planned: was.spend.mean,
    actual: is.spend.mean,
    tasks: { planned: was.tasks.mean, actual: is.tasks.mean },
    tokens: { planned: was.tokens.mean, actual: is.tokens.mean },
  };
  if (spend === null || tasks === null) return { ...year, parts: { ...parts, unsplit: parts.unsplit + difference } };
  const weight = Math.abs(spend) < 1e-9 ? rest.planned : difference / spend;
  const tokens =
    closed.tokens.actual === null
      ? null
      : ratio(was.tokens.mean - closed.tokens.planned, is.tokens.mean - closed.tokens.actual);
  // Without the tokens of the closed months a task's cost is all that is known, and counts as tokens.
  const perTask = (tokens ?? spend) - tasks;
  const volume = weight * tasks;
  const tokensPerTask = weight * perTask;
  return {
    ...year,
    parts: {
      ...parts,
      volume: parts.volume + volume,
      tokensPerTask: parts.tokensPerTask + tokensPerTask,
      price: parts.price + (difference - volume - tokensPerTask),
    },
  };
}
