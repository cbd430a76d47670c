import { benefitByMonth, worthOfRelease } from "./benefit.ts";
import { releaseOutcomes } from "./ceiling.ts";
import type { CaseDraw } from "./drawCase.ts";

/** What the forecast says of a workload's year in one trial, by fiscal month. */
export interface WorkedMonths {
  readonly outcomes: Float64Array;
  /** Money. */
  readonly spend: Float64Array;
  /** Money of reviews, failures and errors. */
  readonly besides: Float64Array;
  /** Money that one outcome is worth, captured. */
  readonly outcomeValue: number;
}

/** What stands around a case in every trial. */
export interface CaseYearFrame {
  readonly workingDays: ArrayLike<number>;
  /** Money that finance has booked, by closed month; null: nothing booked. */
  readonly booked: readonly (number | null)[];
}

/** One trial's year of a case; arrays by fiscal month, written anew by each call. */
export interface CaseYear {
  readonly released: Float64Array;
  /** Money. */
  readonly benefit: Float64Array;
  /** Benefit if all gates that stand on the class were open. */
  readonly generousBenefit: Float64Array;
  readonly net: Float64Array;
  readonly claimed: Float64Array;
  /** Money that comes after the year, from what was released in it. */
  later: number;
  waiting: number;
  /** Money of one released outcome, before gates. */
  perRelease: number;
}

/** Room for years of so many months. */
export function createCaseYear(months: number): CaseYear {
  return {
    released: new Float64Array(months),
    benefit: new Float64Array(months),
    generousBenefit: new Float64Array(months),
    net: new Float64Array(months),
    claimed: new Float64Array(months),
    later: 0,
    waiting: 0,
    perRelease: 0,
  };
}

/**
 * Fills one trial's year: what the workflow releases, what it brings, what is left of it, and what the case claims.
 * From month `stopped` on the case runs no more (its running costs end); Infinity: it runs all year.
 */
export function fillCaseYear(
  year: CaseYear,
  draw: CaseDraw,
  worked: WorkedMonths,
  frame: CaseYearFrame,
  stopped: number,
): void {
  const { outcomes, spend, besides, outcomeValue } = worked;
  year.waiting = releaseOutcomes(outcomes, draw.capacityPerDay, frame.workingDays, year.released);
  year.perRelease = worthOfRelease({ ...draw, capturedValue: outcomeValue });
  const { perRelease } = year;
  benefitByMonth(
    { gain: draw.generousGain, perRelease, lag: draw.lag },
    year.released,
    frame.booked,
    year.generousBenefit,
  );
  year.later = benefitByMonth(
    { gain: draw.gain, perRelease, lag: draw.lag },
    year.released,
    frame.booked,
    year.benefit,
  );
  const claim = outcomeValue + draw.hours * draw.hourlyCost;
  for (let month = 0; month < outcomes.length; month++) {
    year.claimed[month] = outcomes[month]! * claim;
    year.net[month] =
      year.benefit[month]! - spend[month]! - besides[month]! - ownCosts(draw, outcomes[month]!, month, stopped);
  }
}

/** What a case costs in a month beside its spend: harm, one-off and running costs. Money. */
export function ownCosts(draw: CaseDraw, outcomes: number, month: number, stopped: number): number {
  let costs = draw.perOutcome * outcomes + (month < stopped ? draw.runCost : 0);
  for (const one of draw.oneOff) if (one.month === month) costs += one.amount;
  return costs;
}
