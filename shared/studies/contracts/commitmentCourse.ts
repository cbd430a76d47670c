import type { CommitmentRecord } from "#shared/engine/contractRecord.ts";
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
