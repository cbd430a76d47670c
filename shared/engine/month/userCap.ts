import { tabledUseBeyond, type UseTable } from "#shared/distributions/personUse.ts";
import type { ResolvedMonthCap, ResolvedUserCap } from "#shared/plan/resolved.ts";
import type { MonthState } from "./monthState.ts";

/** Caps on what each person may use in a month (MODEL.md 3.9a). */

/** Begins a month in which nobody has used anything. */
export function openUsers(state: MonthState): void {
  state.byUser.fill(0);
  state.byUserWhole.fill(0);
  state.unmetOwn.fill(0);
  state.waitsOwn.fill(0);
  state.meanUse = state.beyond = 0;
  state.beyondAt = NaN;
}

/** Share of a day's own work that lies beyond what people may use each, and is not approved. */
export function shareBeyond(state: MonthState, table: UseTable, cap: ResolvedUserCap | null, d: number): number {
  const { people } = state;
  const spend = state.mainSpend[d]!;
  const before = state.meanUse;
  state.meanUse = before + spend / people;
  state.byUserWhole[d] = state.byUser[d] = 0;
  if (cap === null) state.beyondAt = NaN;
  if (cap === null || spend === 0) return 0;
  const known = state.beyondAt === cap.perMonth ? state.beyond : tabledUseBeyond(table, before, cap.perMonth, people);
  state.beyond = tabledUseBeyond(table, state.meanUse, cap.perMonth, people);
  state.beyondAt = cap.perMonth;
  return Math.min(1, Math.max(0, (people * (state.beyond - known)) / spend) * (1 - cap.approval));
}

/** What caps make of a day: share of its own work beyond the cap a person, share of the rest that the month lets through. */
interface CappedDay {
  readonly beyond: number;
  readonly done: number;
  readonly userCap: ResolvedUserCap;
  readonly atCap: ResolvedMonthCap["atCap"];
}

/** What of a day's own tasks is left undone, what is put off, and what the people's fallback does of it. */
export function leaveUndone(state: MonthState, d: number, { beyond, done, userCap, atCap }: CappedDay): void {
  const blocked = userCap.atCap === "block" ? beyond : 0;
  state.byUser[d] = state.byUserWhole[d]! * done;
  state.unmetOwn[d] = blocked + (atCap === "block" ? (1 - blocked) * (1 - done) : 0);
  state.waitsOwn[d] = atCap === "defer" ? (1 - beyond) * (1 - done) : 0;
}
