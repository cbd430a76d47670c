import { createModelShares, type ModelShares } from "./modelShares.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import { LONGEST_MONTH } from "#shared/engine/month/batch.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";

/** What the contracts of a plan have come to in a trial's year so far: scratch, written anew for each trial. */
export interface ContractYear {
  /** Of the year: money on both bases, and tax (in them or not). */
  effective: number;
  cash: number;
  tax: number;
  readonly effectiveMonths: Float64Array;
  readonly cashMonths: Float64Array;
  /** By workload: usage cost, and effective cost, of the year; the sum over months of its people. */
  readonly usage: Float64Array;
  readonly spend: Float64Array;
  readonly people: Float64Array;
  readonly seats: readonly SeatsYear[];
  /** By seats: their fees of each fiscal month, effective. */
  readonly seatMonths: readonly Float64Array[];
  /** The same on the day they are owed. */
  readonly seatCashMonths: readonly Float64Array[];
  readonly commitments: readonly CommitmentYear[];
  /** By commitment: what it has drawn by the end of each fiscal month. */
  readonly drawnBy: readonly Float64Array[];
  readonly centres: readonly CentreYear[];
  /** By workload, of the month: people, and use a person of its arrivals so far. */
  readonly peopleNow: Float64Array;
  readonly meanUse: Float64Array;
  /** By workload and day of the month: the share of its work that contracts and budget allow. */
  readonly allowed: readonly Float64Array[];
  /** By workload, of the day, or of a month that is charged at once. */
  readonly day: DayOfContracts;
  /** Of a part of the month that is looked at by day; see `partDays.ts`. */
  readonly part: PartOfContracts;
  /** By workload: usage cost by model of one money's worth of that day or month; see `modelShares.ts`. */
  readonly byModel: readonly Float64Array[];
  /** Shares of models in the batches drawn last: the same on every day of a segment. */
  readonly modelShares: ModelShares;
  /** Told of each day (of a closed month: of its last) after it is booked; it changes no number. */
  onDay: ((day: number) => void) | null;
}

/** Money of one day, or of a month that is charged at once, by workload. */
export interface DayOfContracts {
  readonly usage: Float64Array;
  readonly share: Float64Array;
  readonly effective: Float64Array;
  readonly cash: Float64Array;
  readonly tax: Float64Array;
}

/** By workload, the month's sums so far or a day's use; and by model. */
export interface PartOfContracts {
  readonly usage: Float64Array;
  readonly effective: Float64Array;
  readonly byModel: Float64Array;
}

export interface SeatsYear {
  /** Held now, and in the month before; fees, and tax on them. */
  held: number;
  spend: number;
  /** Of seats paid by year: fees of a month for all that were added in the term. */
  yearly: number;
  heldSum: number;
  months: number;
  /** Charged for overage, without tax. */
  overage: number;
  unused: number;
  /** Granted and drawn in the month or the term, and what is left of the allowance. */
  granted: number;
  drawn: number;
  left: number;
  /** Of an allowance a person: use a person of the month so far, and what the day before left beyond. */
  use: number;
  beyond: number;
  /** Charged for overage in the fiscal month. */
  overageMonth: number;
  /** Worth of one unit of their currency against the plan's rate, this month. */
  worth: number;
  /** Of the day: overage, drawn and overage done, before the budget. */
  dayDrawn: number;
  dayDone: number;
}

export interface CommitmentYear {
  left: number;
  isOpen: boolean;
  drawn: number;
  beyond: number;
  lost: number;
  /** Other spend a month, drawn once. */
  otherSpend: number;
  /** Of the day, before the budget. */
  dayDrawn: number;
  dayBeyond: number;
  /** By workload: covered usage cost of the year, and of the day. */
  readonly covered: Float64Array;
  readonly dayCovered: Float64Array;
}

export interface CentreYear {
  /** Usage cost booked in the month so far, and up to the end of each of its days. */
  spent: number;
  readonly spentByEnd: Float64Array;
  isApproved: boolean | null;
}

/** Scratch for the contracts of a plan; null: it says nothing of them. */
export function createContractYear(plan: CompiledPlan): ContractYear | null {
  if (!plan.saysContracts) return null;
  const months = plan.monthStarts.length - 1;
  const workloads = plan.workloads.length;
  const column = (): Float64Array => createScratch(workloads);
  return {
    effective: 0,
    cash: 0,
    tax: 0,
    effectiveMonths: createScratch(months),
    cashMonths: createScratch(months),
    usage: column(),
    spend: column(),
    people: column(),
    seats: plan.seats.map(createSeatsYear),
    seatMonths: plan.seats.map(() => createScratch(months)),
    seatCashMonths: plan.seats.map(() => createScratch(months)),
    drawnBy: plan.commitments.map(() => createScratch(months)),
    commitments: plan.commitments.map(() => ({
      left: 0,
      isOpen: false,
      drawn: 0,
      beyond: 0,
      lost: 0,
      otherSpend: 0,
      dayDrawn: 0,
      dayBeyond: 0,
      covered: column(),
      dayCovered: column(),
    })),
    centres: (plan.contracts?.centres ?? []).map(() => ({
      spent: 0,
      spentByEnd: createScratch(LONGEST_MONTH),
      isApproved: null,
    })),
    peopleNow: column(),
    meanUse: column(),
    allowed: plan.workloads.map(() => createScratch(LONGEST_MONTH)),
    day: { usage: column(), share: column(), effective: column(), cash: column(), tax: column() },
    part: { usage: column(), effective: column(), byModel: createScratch(plan.models.length) },
    byModel: plan.workloads.map(() => createScratch(plan.models.length)),
    modelShares: createModelShares(plan.models.length, plan.contracts?.taxOf ?? new Float64Array(0)),
    onDay: null,
  };
}

function createSeatsYear(): SeatsYear {
  return {
    held: 0,
    spend: 0,
    yearly: 0,
    heldSum: 0,
    months: 0,
    overage: 0,
    unused: 0,
    granted: 0,
    drawn: 0,
    left: 0,
    use: 0,
    beyond: 0,
    overageMonth: 0,
    worth: 1,
    dayDrawn: 0,
    dayDone: 0,
  };
}

/** Begins a trial's year. */
export function beginContractYear(year: ContractYear, otherSpend: Float64Array): void {
  year.effective = year.cash = year.tax = 0;
  year.effectiveMonths.fill(0);
  year.cashMonths.fill(0);
  year.usage.fill(0);
  year.spend.fill(0);
  year.people.fill(0);
  for (const seats of year.seats) Object.assign(seats, createSeatsYear());
  for (const [i, commitment] of year.commitments.entries()) {
    commitment.left = commitment.drawn = commitment.beyond = commitment.lost = 0;
    commitment.isOpen = false;
    commitment.otherSpend = otherSpend[i] ?? 0;
    commitment.covered.fill(0);
  }
}
