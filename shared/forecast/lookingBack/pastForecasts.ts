import { significant } from "#shared/format/digits.ts";
import { type BackTest, type BackTestCase, LEAST_KNOWN, scoreCases, straightLine } from "./backtesting.ts";
import { type Widening, wideningOf } from "./widening.ts";
import { keyOf } from "#shared/random/random.ts";
import { lawOfDays } from "#shared/statistics/lawOfDays.ts";
import { drawTotals } from "#shared/statistics/levelLaw.ts";
import { type PlanEdit, setAt } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { type EpochDay, firstOfMonth, weekdayOf } from "#shared/units.ts";

/** Money spent on a day; a day may come in several parts. */
export interface DaySpend {
  readonly day: EpochDay;
  readonly money: number;
}

/** One step that had been forecast from the earlier ones it, and what it cost. */
export interface PastForecast {
  readonly from: EpochDay;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly observed: number;
}

/** How forecasts of the imported past would have held. */
export interface PastForecasts {
  readonly step: "week" | "month";
  readonly forecasts: readonly PastForecast[];
  readonly test: BackTest;
  /** Offered where months were forecast too narrowly: weeks say little of the months that a plan is made of. */
  readonly widening: Widening | null;
}

/** From so many whole months on, months are forecast; below, weeks are. */
const ENOUGH_MONTHS = 12;

/** Forecasts of all spend from every step of the past on; null where the past is too short for one. */
export function pastForecastsOf(days: readonly DaySpend[]): PastForecasts | null {
  const months = wholeSteps(days, "month");
  const step = months.values.length >= ENOUGH_MONTHS ? "month" : "week";
  const { starts, values } = step === "month" ? months : wholeSteps(days, "week");
  const cases = casesOf(days, starts, values, step);
  const test = scoreCases(cases);
  if (test === null) return null;
  return {
    step,
    test,
    forecasts: cases.map(({ origin, sorted, observed }) => ({
      from: starts[origin]!,
      p10: sortedQuantile(sorted, 0.1),
      p50: sortedQuantile(sorted, 0.5),
      p90: sortedQuantile(sorted, 0.9),
      observed,
    })),
    widening: step === "month" ? wideningOf(test, cases) : null,
  };
}

type Step = "week" | "month";

function nextStep(start: EpochDay, step: Step): EpochDay {
  return step === "month" ? firstOfMonth(start, 1) : start + 7;
}

const DRAWS = 512;
const SEED = 2_027;
/** Days over which a weekday's mean is taken. */
const SEASON = 56;

/**
 * A forecast of every step from the days before it alone, by the law that makes a plan's demand of usage, beside what a
 * straight line through the steps, the last step and the weekdays of eight weeks foretold.
 */
function casesOf(
  observed: readonly DaySpend[],
  starts: readonly EpochDay[],
  values: readonly number[],
  step: Step,
): BackTestCase[] {
  if (starts.length <= LEAST_KNOWN) return [];
  const first = observed.reduce((least, { day }) => Math.min(least, day), Infinity);
  const money = new Float64Array(observed.reduce((most, { day }) => Math.max(most, day), -Infinity) + 1 - first);
  for (const { day, money: amount } of observed) money[day - first]! += amount;
  return starts.slice(LEAST_KNOWN).map((start, i): BackTestCase => {
    const origin = LEAST_KNOWN + i;
    const before = money.subarray(0, start - first);
    const law = lawOfDays(first, before, () => 1);
    const known = values.slice(0, origin);
    const weight = nextStep(start, step) - start;
    return {
      id: "all",
      origin,
      sorted:
        law === null ? new Float64Array(DRAWS) : drawTotals(law, [{ weight, squares: weight }], DRAWS, keyOf(SEED)),
      observed: values[origin]!,
      straightLine: straightLine(known, 1),
      carried: known.at(-1)!,
      seasonal: byWeekday(before, weight),
    };
  });
}

/** So many days, each as the mean of its weekday over the last eight weeks. */
function byWeekday(before: Float64Array, days: number): number {
  const recent = before.subarray(Math.max(0, before.length - SEASON));
  let sum = 0;
  for (let day = 0; day < days; day++) {
    const same = recent.filter((_, i) => (recent.length - i) % 7 === (7 - (day % 7)) % 7);
    sum += same.length === 0 ? 0 : same.reduce((total, value) => total + value, 0) / same.length;
  }
  return sum;
}

/** Spend of whole weeks (from Monday) or months; a step without a day between the first and the last spent nothing. */
function wholeSteps(
  observed: readonly DaySpend[],
  step: Step,
): { readonly starts: EpochDay[]; readonly values: number[] } {
  if (observed.length === 0) return { starts: [], values: [] };
  const first = observed.reduce((least, { day }) => Math.min(least, day), Infinity);
  const end = observed.reduce((most, { day }) => Math.max(most, day), -Infinity) + 1;
  const startOf = (day: EpochDay): EpochDay =>
    step === "month" ? firstOfMonth(day) : day - ((weekdayOf(day) + 6) % 7);
  const next = (start: EpochDay): EpochDay => nextStep(start, step);
  const starts: EpochDay[] = [];
  // A week that ends on a rest day without work is whole; so is one that begins with it.
  for (let start = startOf(first); start < end; start = next(start))
    if (start >= first - REST && next(start) <= end + REST) starts.push(start);
  return {
    starts,
    values: starts.map((start) =>
      observed.reduce((sum, { day, money }) => (day >= start && day < next(start) ? sum + money : sum), 0),
    ),
  };
}

const REST = 2;

/**
 * The plan with ranges as wide as would have held: what was missing is added to the wander that all demand shares, as
 * variances add.
 */
export function widenPlan(plan: Plan, { missingSd }: Pick<Widening, "missingSd">): PlanEdit {
  const { monthlySd = 0, persistence = 0 } = plan.shared?.wander ?? {};
  const widened = { monthlySd: significant(Math.hypot(monthlySd, missingSd), 3), persistence };
  return {
    name: "widen the ranges by what past forecasts missed",
    plan: setAt(plan, "/shared", { ...plan.shared, wander: widened }),
  };
}
