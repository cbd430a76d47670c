import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { LONGEST_MONTH } from "./batch.ts";
import { createPool, type Pool } from "./pool.ts";

/** What a month cap has made of a workload's month; written by `monthCap.ts`, booked by `bookMonth.ts`. */
export interface MonthState {
  /** Whether the month was worked by day. If not, all was done, and what is kept by day is not valid. */
  isByDay: boolean;
  /** Spend of the month, while it is worked of its days so far. */
  spend: number;
  /** Whether more than the cap was approved; null: nobody has been asked. */
  isApproved: boolean | null;
  /** By day of the month: spend after the cap. */
  readonly daySpend: Float64Array;
  /** By day: share of the day's own tasks done by the route, and by the fallback; share of its deferred work done. */
  readonly own: Float64Array;
  readonly byFallback: Float64Array;
  readonly deferredDone: Float64Array;
  /** Spend of a day's deferred work at that day's prices, if all of it is done. */
  readonly deferredSpend: Float64Array;
  /** By segment of the month: its fallback has been drawn. */
  readonly fallbackDrawn: boolean[];
  /** By day, of a cap a person: share of the fallback's tasks that it does, and that it would do but for the month's cap. */
  readonly byUser: Float64Array;
  readonly byUserWhole: Float64Array;
  /** By day: share of the day's own tasks that caps leave undone, and that they put off. */
  readonly unmetOwn: Float64Array;
  readonly waitsOwn: Float64Array;
  readonly userSpend: Float64Array;
  readonly userTasks: Float64Array;
  readonly userDrawn: boolean[];
  /** People of the month, what each has used of it on average, and what of that is beyond the cap of that amount. */
  people: number;
  meanUse: number;
  beyond: number;
  beyondAt: number;
  /** Work that this month puts off. */
  readonly deferring: Pool;
  /** By day, before the cap: spend and tasks of the main route and of the fallback; spend up to the day's end. */
  readonly mainSpend: Float64Array;
  readonly mainTasks: Float64Array;
  readonly fallbackSpend: Float64Array;
  readonly fallbackTasks: Float64Array;
  readonly spentByEnd: Float64Array;
  /** Tasks of a batch that are booked, and that wait, by ending. */
  readonly booked: Float64Array;
  readonly waiting: Float64Array;
}

/** An empty month of a workload of so many attempts. */
export function createMonthState(attempts: number): MonthState {
  const days = (): Float64Array => createScratch(LONGEST_MONTH);
  return {
    isByDay: false,
    spend: 0,
    isApproved: null,
    daySpend: days(),
    own: days(),
    byFallback: days(),
    deferredDone: days(),
    deferredSpend: days(),
    fallbackDrawn: [],
    byUser: days(),
    byUserWhole: days(),
    unmetOwn: days(),
    waitsOwn: days(),
    userSpend: days(),
    userTasks: days(),
    userDrawn: [],
    people: 1,
    meanUse: 0,
    beyond: 0,
    beyondAt: NaN,
    deferring: createPool(attempts),
    mainSpend: days(),
    mainTasks: days(),
    fallbackSpend: days(),
    fallbackTasks: days(),
    spentByEnd: days(),
    booked: createScratch(3),
    waiting: createScratch(3),
  };
}
