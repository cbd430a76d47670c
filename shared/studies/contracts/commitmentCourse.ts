import type { ContractYear } from "#shared/engine/contractTrace.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean } from "#shared/statistics/moments.ts";
import { cheapestAmount, type CheapestAmount } from "./cheapestAmount.ts";
import { fanOf, type Fan } from "./fans.ts";

/** How a commitment goes through the year; money. */
export interface CommitmentCourse {
  /** What is left, by the end of each day of the term within the year; entry 0 before its first. */
  readonly fan: Fan;
  /** Days of the year: of the first of these entries, and the day after the last. */
  readonly fromDay: number;
  readonly endDay: number;
  /** Share of years in which it is used up before it ends; the day by which it is in one half, null: in fewer. */
  readonly dry: number;
  readonly dryHalfBy: number | null;
  /** Share of years in which something is lost or falls short, and how much if so. */
  readonly short: number;
  readonly lostIfShort: number;
  /** Means of the year: charged beyond it, and lost. */
  readonly beyond: number;
  readonly lost: number;
  /** The amount that costs least on these years; null: less is always cheaper, or the term reaches beyond them. */
  readonly cheapest: CheapestAmount | null;
}

/** What is noted of a commitment while trials are played. */
export interface CommitmentRecord {
  readonly note: (trial: number, day: number, year: ContractYear) => void;
  /** By day from `fromDay` on, of every trial: what is left by its end. */
  readonly left: readonly Float64Array[];
  readonly fromDay: number;
  /** By trial: first day on which anything was charged beyond (−1: none), and sums of the year. */
  readonly dryDay: Int32Array;
  readonly beyond: Float64Array;
  readonly lost: Float64Array;
  readonly covered: Float64Array;
}

/** A record of the commitment at a place of the plan, over so many trials. */
export function recordCommitment(plan: ResolvedPlan, c: number, trials: number): CommitmentRecord {
  const { fromDay, untilDay, unused } = plan.commitments[c]!;
  const end = plan.monthStarts.at(-1)! - plan.start;
  const first = Math.max(0, fromDay);
  const last = unused === "rolls" ? end : Math.min(end, untilDay);
  const left = Array.from({ length: Math.max(0, last - first) }, () => new Float64Array(trials));
  const dryDay = new Int32Array(trials).fill(-1);
  const [beyond, lost, covered] = [new Float64Array(trials), new Float64Array(trials), new Float64Array(trials)];
  // Closed months say what they drew, which is at the discount.
  const { discount } = plan.commitments[c]!;
  const closed = (plan.actuals?.drawn.commitments[c] ?? []).reduce((sum, drawn) => sum + drawn, 0) / (1 - discount);
  let known = -1;
  const note = (t: number, day: number, year: ContractYear): void => {
    const state = year.commitments[c]!;
    if (day <= known) known = -1;
    const d = day - first;
    if (d >= 0 && d < left.length) {
      // On the last day of a term the balance is lost: what was left of it is what is drawn.
      left[d]![t] = day + 1 === untilDay ? state.lost : state.left;
      fillBetween(left, t, Math.max(0, known + 1 - first), d, plan.commitments[c]!.amount);
    }
    if (dryDay[t]! < 0 && state.beyond > 0) dryDay[t] = day;
    beyond[t] = state.beyond;
    lost[t] = state.lost;
    covered[t] = state.covered.reduce((sum, own) => sum + own, closed);
    known = day;
  };
  return { note, left, fromDay: first, dryDay, beyond, lost, covered };
}

/** Days of a closed month, of which only the last is known: evenly from what was left before it. */
function fillBetween(left: readonly Float64Array[], t: number, from: number, to: number, amount: number): void {
  const before = from === 0 ? amount : left[from - 1]![t]!;
  for (let d = from; d < to; d++) left[d]![t] = before + ((left[to]![t]! - before) * (d - from + 1)) / (to - from + 1);
}

/** What a record says of a commitment. */
export function commitmentCourse(plan: ResolvedPlan, c: number, record: CommitmentRecord): CommitmentCourse {
  const commitment = plan.commitments[c]!;
  const { left, fromDay, dryDay, beyond, lost } = record;
  const trials = dryDay.length;
  const whole = new Float64Array(trials).fill(commitment.amount);
  const short = lost.filter((money) => money > SMALL * commitment.amount);
  const dryDays = dryDay.filter((day) => day >= 0).sort();
  const half = Math.ceil(trials / 2);
  return {
    fan: fanOf([whole, ...left]),
    fromDay,
    endDay: fromDay + left.length,
    dry: dryDays.length / trials,
    dryHalfBy: dryDays.length >= half ? dryDays[half - 1]! : null,
    short: short.length / trials,
    lostIfShort: short.length === 0 ? 0 : mean(short),
    beyond: mean(beyond),
    lost: mean(lost),
    cheapest: cheapestAmount(plan, c, record),
  };
}

/** A share of the amount below which nothing is worth saying. */
const SMALL = 1e-9;
