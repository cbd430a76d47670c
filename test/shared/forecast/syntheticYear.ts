import type { Samples } from "#shared/engine/samples.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { outlookOf } from "#shared/forecast/answers/outlook.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { keyOf, uniformAt, under } from "#shared/random/random.ts";
import { epochDayOf, firstOfMonth, weekdayOf } from "#shared/units.ts";

/**
 * A made-up year for charts and papers: lognormal spend that wanders by month, working days dearer than weekends. No
 * engine.
 */
export interface SyntheticYear {
  readonly trials: number;
  readonly start: string;
  readonly months: number;
  readonly currency: string;
  readonly budget: number;
  readonly confidence: number;
  readonly atExhaustion: "overrun" | "block";
  /** Median of the year's spend, money. */
  readonly median: number;
  /** Standard deviation of ln of the year's level. */
  readonly sigma: number;
  /** Standard deviation of ln of each month. */
  readonly monthSigma: number;
  /** Spend of the last month over that of the first. */
  readonly growth: number;
}

export const ORDINARY_YEAR: SyntheticYear = {
  trials: 2_000,
  start: "2027-01-01",
  months: 12,
  currency: "USD",
  budget: 9_600_000,
  confidence: 0.8,
  atExhaustion: "overrun",
  median: 11_200_000,
  sigma: 0.2,
  monthSigma: 0.12,
  growth: 1.6,
};

export interface SyntheticForecast {
  readonly samples: Samples;
  readonly plan: ResolvedPlan;
  readonly outlook: Outlook;
  /** Spend of each day of a trial. */
  readonly replay: (trial: number) => { readonly daySpend: Float64Array };
}

/** Samples, the part of the plan that charts need, and the outlook of a made-up year. */
export function syntheticForecast(change: Partial<SyntheticYear> = {}): SyntheticForecast {
  const year = { ...ORDINARY_YEAR, ...change };
  const start = epochDayOf(year.start);
  const monthStarts = Array.from({ length: year.months + 1 }, (_, m) => firstOfMonth(start, m));
  const days = monthStarts.at(-1)! - start;
  const calendar = daysOf(year, monthStarts);
  const replay = (trial: number): { readonly daySpend: Float64Array } => ({
    daySpend: daySpendOf(year, trial, calendar),
  });
  const spend = new Float64Array(year.trials);
  const runOutDay = new Float64Array(year.trials);
  const months = Array.from({ length: year.months }, () => new Float64Array(year.trials));
  for (let trial = 0; trial < year.trials; trial++) {
    const { daySpend } = replay(trial);
    let total = 0;
    let gone = -1;
    for (let day = 0; day < days; day++) {
      total += daySpend[day]!;
      if (gone < 0 && total >= year.budget * (1 - 1e-9)) gone = day;
      months[calendar.month[day]!]![trial]! += daySpend[day]!;
    }
    spend[trial] = total;
    runOutDay[trial] = gone;
  }
  const samples: Samples = {
    trials: year.trials,
    spend,
    runOutDay,
    months,
    workloads: [],
    fixedCosts: [],
    models: [],
    twinTrials: new Float64Array(0),
    twinSpend: new Float64Array(0),
  };
  const certain = {
    demand: 1,
    tokens: 1,
    prices: 1,
    wander: { monthlySd: 0, persistence: 0, sdSpread: 0, age: 0, lnMost: Infinity, keepsMiddle: false },
  };
  const plan: ResolvedPlan = {
    name: "A made-up year",
    currency: year.currency,
    value: { baseRate: 0.05, record: {} },
    start,
    monthStarts,
    dayWeights: new Array<number>(days).fill(1),
    people: [],
    budget: {
      amount: year.budget,
      phasing: new Array<number>(year.months).fill(1 / year.months),
      confidence: year.confidence,
      atExhaustion: year.atExhaustion,
      basis: "effective",
      taxIncluded: false,
    },
    saysContracts: false,
    currencies: [],
    seats: [],
    commitments: [],
    costCentres: [],
    shared: certain,
    models: [],
    workloads: [],
    fixedCosts: [],
    correlations: [],
    actuals: null,
  };
  return { samples, plan, outlook: outlookOf(samples, plan, replay), replay };
}

/** What all trials of a year share: the month of each day and its weight, money a unit of weight. */
interface Days {
  readonly month: readonly number[];
  readonly weight: readonly number[];
  readonly unit: number;
}

function daysOf(year: SyntheticYear, monthStarts: readonly number[]): Days {
  const start = monthStarts[0]!;
  const days = monthStarts.at(-1)! - start;
  const weight = Array.from({ length: days }, (_, day) => {
    const weekday = weekdayOf(start + day);
    return (weekday === 0 || weekday === 6 ? 0.15 : 1) * year.growth ** (day / days);
  });
  const month = monthStarts.slice(0, -1).flatMap((first, m) => new Array<number>(monthStarts[m + 1]! - first).fill(m));
  return { month, weight, unit: year.median / weight.reduce((sum, one) => sum + one, 0) };
}

function daySpendOf(year: SyntheticYear, trial: number, { month, weight, unit }: Days): Float64Array {
  const key = under(keyOf(7), trial);
  const level = Math.exp(year.sigma * normalAt(key, 0));
  const factors = Array.from({ length: year.months }, (_, m) => Math.exp(year.monthSigma * normalAt(key, m + 1)));
  const daySpend = new Float64Array(weight.length);
  let spent = 0;
  for (let day = 0; day < weight.length; day++) {
    const wished = unit * weight[day]! * level * factors[month[day]!]!;
    const paid = year.atExhaustion === "block" ? Math.min(wished, year.budget - spent) : wished;
    spent += paid;
    daySpend[day] = paid;
  }
  return daySpend;
}

/** A standard normal number by Box and Muller: good enough for charts. */
function normalAt(key: Parameters<typeof uniformAt>[0], index: number): number {
  return Math.sqrt(-2 * Math.log(uniformAt(key, 2 * index))) * Math.cos(2 * Math.PI * uniformAt(key, 2 * index + 1));
}
