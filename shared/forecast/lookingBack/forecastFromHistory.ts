import { keyOf } from "#shared/random/random.ts";
import { LEAST_OF_MEAN, LEAST_SMOOTHED } from "#shared/statistics/lawOfDays.ts";
import {
  drawTotals,
  LARGEST_MULTIPLE,
  lawOfLevel,
  outlookSteps,
  WEEKS_OF_MONTH,
  type LevelLaw,
  type MonthToCome,
} from "#shared/statistics/levelLaw.ts";
import { mean } from "#shared/statistics/moments.ts";
import { smoothedSteps } from "#shared/statistics/smoothing.ts";
import { filterLevel } from "#shared/statistics/localLevel.ts";

/** Trials of one forecast from a history. */
const DRAWS = 512;
const SEED = 2_027;

/**
 * The next `horizon` steps of a history of steps that last so many weeks each (a month where nothing is said), as an
 * ascending sample of their sum: by the level that is filtered out of the history and the law by which it goes on, which
 * are those that make a plan's demand of usage (`lawOfDays`). Every step counts, zeros included. A history of one step,
 * or without use, is carried forward. No sum is more than a multiple of the largest step.
 */
export function forecastFromHistory(known: readonly number[], horizon: number, weeks = WEEKS_OF_MONTH): Float64Array {
  const steps = known.map((value) => Math.max(0, value));
  const largest = Math.max(0, ...steps);
  if (steps.length < 2 || largest === 0) return new Float64Array(DRAWS).fill((steps.at(-1) ?? 0) * horizon);
  const law = lawOfSteps(steps, largest, weeks);
  const bound = LARGEST_MULTIPLE * largest * horizon;
  return drawTotals(law, monthsToCome(horizon, weeks), DRAWS, keyOf(SEED)).map((sum) => Math.min(bound, sum));
}

/** The law of whole steps, as `lawOfDays` has that of days but for the pattern of a week. */
function lawOfSteps(steps: readonly number[], largest: number, weeks: number): LevelLaw {
  const count = outlookSteps(weeks);
  const least = LEAST_OF_MEAN * count * mean(steps);
  const others = steps.length < LEAST_SMOOTHED ? [] : [smoothedSteps(Float64Array.from(steps), count, least)];
  return lawOfLevel(filterLevel(steps, weeks), { largest, weeks, idle: 0, others, least });
}

/** The steps to come by months. */
function monthsToCome(horizon: number, weeks: number): MonthToCome[] {
  const each = Math.max(1, Math.round(WEEKS_OF_MONTH / weeks));
  return Array.from({ length: Math.ceil(horizon / each) }, (_, month) => {
    const steps = Math.min(each, horizon - month * each);
    return { weight: steps, squares: steps };
  });
}
