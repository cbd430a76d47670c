import { openMonthOf, type SeatsRecord } from "#shared/engine/contractRecord.ts";
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
  const open = openMonthCourse(plan, s, record);
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

function openMonthCourse(plan: ResolvedPlan, s: number, { days, granted }: SeatsRecord): SeatsCourse["open"] {
  const { included, rate } = plan.seats[s]!;
  const openMonth = openMonthOf(plan);
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
