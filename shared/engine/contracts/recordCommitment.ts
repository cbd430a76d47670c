import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ContractYear } from "./contractYear.ts";
import { joined } from "./joined.ts";

/** What is noted of a commitment while trials are played: one number a trial in each column. */
export interface CommitmentRecord {
  /** By day from `fromDay` on: what is left by its end, money. */
  readonly left: readonly Float64Array[];
  readonly fromDay: number;
  /** First day on which anything was charged beyond; −1: none. */
  readonly dryDay: Float64Array;
  /** Sums of the year, money: charged beyond, lost, and usage cost that it covers. */
  readonly beyond: Float64Array;
  readonly lost: Float64Array;
  readonly covered: Float64Array;
}

/** Notes how the commitment at a place of a plan stands after a day of a trial. */
export interface CommitmentNotes {
  readonly record: CommitmentRecord;
  readonly note: (at: number, day: number, year: ContractYear) => void;
}

/** Notes of the commitment at a place of the plan over so many trials. */
export function noteCommitment(plan: ResolvedPlan, c: number, trials: number): CommitmentNotes {
  const { fromDay, untilDay, unused, discount, amount } = plan.commitments[c]!;
  const end = plan.monthStarts.at(-1)! - plan.start;
  const first = Math.max(0, fromDay);
  const last = unused === "rolls" ? end : Math.min(end, untilDay);
  const left = Array.from({ length: Math.max(0, last - first) }, () => new Float64Array(trials));
  const dryDay = new Float64Array(trials).fill(-1);
  const [beyond, lost, covered] = [new Float64Array(trials), new Float64Array(trials), new Float64Array(trials)];
  // Closed months say what they drew, which is at the discount.
  const closed = (plan.actuals?.drawn.commitments[c] ?? []).reduce((sum, drawn) => sum + drawn, 0) / (1 - discount);
  let known = -1;
  const note = (t: number, day: number, year: ContractYear): void => {
    const state = year.commitments[c]!;
    if (day <= known) known = -1;
    const d = day - first;
    if (d >= 0 && d < left.length) {
      // On the last day of a term the balance is lost: what was left of it is what is drawn.
      left[d]![t] = day + 1 === untilDay ? state.lost : state.left;
      fillBetween(left, t, Math.max(0, known + 1 - first), d, amount);
    }
    if (dryDay[t]! < 0 && state.beyond > 0) dryDay[t] = day;
    beyond[t] = state.beyond;
    lost[t] = state.lost;
    covered[t] = state.covered.reduce((sum, own) => sum + own, closed);
    known = day;
  };
  return { record: { left, fromDay: first, dryDay, beyond, lost, covered }, note };
}

/** Days of a closed month, of which only the last is known: evenly from what was left before it. */
function fillBetween(left: readonly Float64Array[], t: number, from: number, to: number, amount: number): void {
  const before = from === 0 ? amount : left[from - 1]![t]!;
  for (let d = from; d < to; d++) left[d]![t] = before + ((left[to]![t]! - before) * (d - from + 1)) / (to - from + 1);
}

/** Records of the same commitment over trials that follow one another, as one. */
export function joinCommitment(records: readonly CommitmentRecord[]): CommitmentRecord {
  const [first] = records;
  if (first === undefined) throw new Error("no record of the commitment");
  const column = (of: (record: CommitmentRecord) => Float64Array): Float64Array => joined(records.map(of));
  return {
    left: first.left.map((_, d) => joined(records.map(({ left }) => left[d]!))),
    fromDay: first.fromDay,
    dryDay: column(({ dryDay }) => dryDay),
    beyond: column(({ beyond }) => beyond),
    lost: column(({ lost }) => lost),
    covered: column(({ covered }) => covered),
  };
}
