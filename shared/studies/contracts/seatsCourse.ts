import type { ContractYear } from "#shared/engine/contractTrace.ts";
import { betaCdf } from "#shared/numerics/incompleteBeta.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { fanOf, type Fan } from "./fans.ts";

/** A month of an allowance; money, means over simulated years. */
export interface AllowanceMonth {
  /** What seats include, what of it is used, and what is used and charged beyond it. */
  readonly granted: number;
  readonly drawn: number;
  readonly overage: number;
  /** Charged beyond: 8 in 10 lie between. */
  readonly overageP10: number;
  readonly overageP90: number;
  /** Share of simulated years with any overage; of an allowance a person the share of people who are beyond theirs. */
  readonly over: number;
  /** It has happened: `overage` is what workloads were charged. */
  readonly isClosed: boolean;
}

export interface SeatsCourse {
  readonly share: "pool" | "person";
  readonly reset: "month" | "term";
  readonly months: readonly AllowanceMonth[];
  /** The open month by day; null: all months are closed, or the term has no line by month. */
  readonly open: {
    readonly month: number;
    /** Use since the first of the month by the end of each of its days, entry 0 nothing. */
    readonly fan: Fan;
    /** What is included, on average. */
    readonly pool: number;
    /** Day of the month (1 the first) from which overage is likely: at least one half of the years; null: it is not. */
    readonly likelyFrom: number | null;
    /** Seats with which the pool would hold in 8 of 10; null: people have their own. */
    readonly seatsToHold: number | null;
  } | null;
  /** Day of the year on which the pool of the open month is likely used up; null: it is not likely. */
  readonly usedUpOn: number | null;
}

/** What is noted of one kind of seats while trials are played. */
export interface SeatsRecord {
  readonly note: (trial: number, day: number, year: ContractYear) => void;
  /** By month, of every trial. */
  readonly granted: readonly Float64Array[];
  readonly drawn: readonly Float64Array[];
  readonly overage: readonly Float64Array[];
  readonly over: readonly Float64Array[];
  /** By day of the open month, of every trial: use so far. */
  readonly days: readonly Float64Array[];
  readonly openMonth: number | null;
}

/** A record of the seats at a place of the plan, over so many trials. */
export function recordSeats(plan: ResolvedPlan, s: number, trials: number, openMonth: number | null): SeatsRecord {
  const months = plan.monthStarts.length - 1;
  const starts = plan.monthStarts.map((day) => day - plan.start);
  const columns = (count: number): Float64Array[] => Array.from({ length: count }, () => new Float64Array(trials));
  const [granted, drawn, overage, over] = [columns(months), columns(months), columns(months), columns(months)];
  const days = openMonth === null ? [] : columns(starts[openMonth + 1]! - starts[openMonth]!);
  const closed = plan.actuals?.months ?? 0;
  const { included, covers, rate } = plan.seats[s]!;
  const leader = plan.workloads.findIndex(({ id }) => id === covers[0]);
  let month = 0;
  const note = (t: number, day: number, year: ContractYear): void => {
    if (included === null) return;
    const state = year.seats[s]!;
    if (day < starts[month]!) month = 0;
    while (starts[month + 1]! <= day) month++;
    const isClosed = month < closed;
    drawn[month]![t]! += isClosed ? 0 : state.dayDrawn;
    if (month === openMonth) {
      const d = day - starts[month]!;
      days[d]![t] = (d === 0 ? 0 : days[d - 1]![t]!) + state.dayDrawn + state.dayDone;
    }
    if (day + 1 !== starts[month + 1]) return;
    granted[month]![t] = included.reset === "term" ? included.amount * rate * state.worth * state.held : state.granted;
    if (isClosed) {
      drawn[month]![t] = included.reset === "term" ? Number.NaN : state.drawn;
      return;
    }
    overage[month]![t] = state.overageMonth;
    if (included.share === "pool") {
      over[month]![t] = state.overageMonth > 0 ? 1 : 0;
      return;
    }
    const people = Math.max(1, Math.min(state.held, year.peopleNow[leader]!));
    const own = (included.amount * rate * state.worth * Math.min(state.held, people)) / people;
    over[month]![t] = shareBeyond(state.use, own, people, included.userSpread);
    granted[month]![t] = own * people;
  };
  return { note, granted, drawn, overage, over, days, openMonth };
}

/** Share of people whose use of the month lies beyond their own allowance. */
function shareBeyond(use: number, amount: number, people: number, spread: number): number {
  const x = amount / (people * use);
  if (!(x < 1)) return 0;
  if (people === 1 || spread === 0) return use > amount ? 1 : 0;
  const shape = 1 / spread ** 2;
  return 1 - betaCdf(x, shape, (people - 1) * shape);
}

/** What a record says of seats that include something. */
export function seatsCourse(plan: ResolvedPlan, s: number, record: SeatsRecord): SeatsCourse {
  const { included, covers } = plan.seats[s]!;
  const closed = plan.actuals?.months ?? 0;
  const chargedIn = (month: number): number =>
    plan.workloads.reduce(
      (sum, { id }, w) => sum + (covers.includes(id) ? (plan.actuals?.workloads[w]?.spend[month] ?? 0) : 0),
      0,
    );
  const months = record.granted.map((granted, month): AllowanceMonth => {
    const isClosed = month < closed;
    const overage = record.overage[month]!.slice().sort();
    const charged = isClosed ? chargedIn(month) : mean(overage);
    return {
      granted: mean(granted),
      drawn: mean(record.drawn[month]!),
      overage: charged,
      overageP10: isClosed ? charged : sortedQuantile(overage, 0.1),
      overageP90: isClosed ? charged : sortedQuantile(overage, 0.9),
      over: isClosed ? (charged > 0 ? 1 : 0) : mean(record.over[month]!),
      isClosed,
    };
  });
  const open = openMonthOf(plan, s, record);
  const { monthStarts, start } = plan;
  const isLikely = open !== null && open.likelyFrom !== null;
  return {
    share: included!.share,
    reset: included!.reset,
    months,
    open,
    usedUpOn: isLikely ? monthStarts[open.month]! - start + open.likelyFrom - 1 : null,
  };
}

function openMonthOf(plan: ResolvedPlan, s: number, { openMonth, days, granted }: SeatsRecord): SeatsCourse["open"] {
  const { included, rate } = plan.seats[s]!;
  if (openMonth === null || included === null || included.reset === "term") return null;
  const pools = granted[openMonth]!;
  const isPool = included.share === "pool";
  const likely = days.findIndex((use) => {
    let over = 0;
    for (let t = 0; t < use.length; t++) if (use[t]! > pools[t]! * (1 + ROUNDING)) over++;
    return 2 * over >= use.length;
  });
  const whole = days.at(-1)!.slice().sort();
  return {
    month: openMonth,
    fan: fanOf([new Float64Array(pools.length), ...days]),
    pool: mean(pools),
    likelyFrom: isPool && likely >= 0 ? likely + 1 : null,
    seatsToHold:
      isPool && included.amount > 0 ? Math.ceil(sortedQuantile(whole, 0.8) / (included.amount * rate)) : null,
  };
}

/** Sums of days may differ from what was granted by a rounding. */
const ROUNDING = 1e-9;
