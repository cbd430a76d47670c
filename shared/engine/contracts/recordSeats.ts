import { shareBeyond } from "#shared/distributions/personUse.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ContractYear } from "./contractYear.ts";
import { joined } from "./joined.ts";

/** What is noted of one kind of seats while trials are played: one number a trial in each column; money. */
export interface SeatsRecord {
  /** By month: what is granted, drawn of it, and charged beyond it. */
  readonly granted: readonly Float64Array[];
  readonly drawn: readonly Float64Array[];
  readonly overage: readonly Float64Array[];
  /** By month: 1 where there is overage; of an allowance a person the share of people beyond theirs. */
  readonly over: readonly Float64Array[];
  /** By day of the open month: use so far. */
  readonly days: readonly Float64Array[];
}

/** Notes how the seats at a place of a plan stand after a day of a trial. */
export interface SeatsNotes {
  readonly record: SeatsRecord;
  readonly note: (at: number, day: number, year: ContractYear) => void;
}

/** Notes of the seats at a place of the plan over so many trials; `openMonth` null: all months are closed. */
export function noteSeats(plan: ResolvedPlan, s: number, trials: number, openMonth: number | null): SeatsNotes {
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
  return { record: { granted, drawn, overage, over, days }, note };
}

/** Records of the same seats over trials that follow one another, as one. */
export function joinSeats(records: readonly SeatsRecord[]): SeatsRecord {
  const columns = (of: (record: SeatsRecord) => readonly Float64Array[]): Float64Array[] =>
    (records[0] === undefined ? [] : of(records[0])).map((_, i) => joined(records.map((record) => of(record)[i]!)));
  return {
    granted: columns(({ granted }) => granted),
    drawn: columns(({ drawn }) => drawn),
    overage: columns(({ overage }) => overage),
    over: columns(({ over }) => over),
    days: columns(({ days }) => days),
  };
}
