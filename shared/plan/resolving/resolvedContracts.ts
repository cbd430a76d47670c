import type { TokenClass } from "#shared/plan/schema/model.ts";
import type { Uncertain, Users } from "#shared/plan/schema/plan.ts";
import type { ResolvedDatedMultiplier } from "./resolvedDated.ts";

/** Contracts and the organisation (MODEL.md, section 2b) with every default filled in. */

/** Money a unit of a currency of the plan costs: its rate, and how far ln of it moves in a month. */
export interface ResolvedCurrency {
  readonly code: string;
  readonly rate: number;
  readonly monthlySd: number;
}

/** A change of price: of all classes at once, or of some (`byClass`, then `multiplier` is 1). */
export interface ResolvedPriceChange extends ResolvedDatedMultiplier {
  /** First day of the year on which it is over; Infinity: it stays. */
  readonly untilDay: number;
  /** The classes that it names. */
  readonly byClass: Readonly<Partial<Record<TokenClass, Uncertain>>> | null;
}

export interface ResolvedTerms {
  readonly discount: Uncertain;
  readonly markup: Uncertain;
  readonly tax: number;
}

export interface ResolvedRetires {
  /** Day of the year from which new tasks meet the successor; one before the start is day 0. */
  readonly day: number;
  readonly successor: string;
  readonly tokens: Uncertain;
  readonly probability: number;
}

export interface ResolvedFee {
  readonly perAttempt: Uncertain;
  /** Money of the plan at the rate of the model's currency. */
  readonly price: number;
}

/** A share of something that goes to a cost center. */
export interface CentreShare {
  readonly centre: string;
  readonly share: number;
}

export type ResolvedSplit = "use" | "people" | readonly CentreShare[];

export interface ResolvedSeats {
  readonly id: string;
  readonly name: string;
  /** So many, or a share of a group of the head-count table. */
  readonly count: Users;
  /** The workload whose people they are; null: `count`. */
  readonly countOf: string | null;
  /** Money of the plan at the rate of their currency. */
  readonly rate: number;
  readonly perMonth: Uncertain;
  /** Null: the plan's own. */
  readonly currency: string | null;
  readonly isYearly: boolean;
  readonly addOnly: boolean;
  readonly tax: number;
  /** Workloads, by id. */
  readonly covers: readonly string[];
  /** Money in the currency of the seats; null: they include nothing. */
  readonly included: {
    readonly amount: number;
    readonly share: "pool" | "person";
    readonly reset: "month" | "term";
    readonly userSpread: number;
  } | null;
  /** Most money a fiscal month, in the currency of the seats, for overage: Infinity "paid", 0 "blocked". */
  readonly overageUpTo: number;
  readonly overageRate: number;
  readonly renewal: ResolvedDatedMultiplier | null;
  readonly split: ResolvedSplit;
}

export interface ResolvedCommitment {
  readonly id: string;
  readonly name: string;
  readonly covers: { readonly by: "models" | "workloads"; readonly ids: readonly string[] };
  readonly amount: number;
  /** Days of the year, before 0 and beyond the year too. */
  readonly fromDay: number;
  readonly untilDay: number;
  /** First days of the term's months that are not before the start of the plan, beyond the year too. */
  readonly monthDays: readonly number[];
  readonly discount: number;
  readonly beyond: "list" | "discounted";
  readonly paid: "upfront" | "monthly" | "asUsed";
  readonly unused: "lost" | "rolls";
  readonly otherSpend: Uncertain;
  readonly split: ResolvedSplit;
}

export interface ResolvedCentre {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly budget: number | null;
  readonly monthCap: { readonly amount: number; readonly approval: number; readonly lagDays: number } | null;
}

/** Contracts of a whole plan. */
export interface ResolvedContracts {
  /** The plan says something of section 2b. */
  readonly saysContracts: boolean;
  readonly currencies: readonly ResolvedCurrency[];
  readonly seats: readonly ResolvedSeats[];
  readonly commitments: readonly ResolvedCommitment[];
  readonly costCentres: readonly ResolvedCentre[];
}

/** The cost center of what belongs to none. */
export const UNASSIGNED = "unassigned";
