import type { CompiledDatedMultiplier, Draw, CompiledShare } from "./compiledDraws.ts";
import type { Key } from "#shared/random/random.ts";
import type { UseTable } from "#shared/distributions/personUse.ts";

/** The contracts of a plan made ready for trials (MODEL.md, sections 2b and 3 as amended). */
export interface CompiledContracts {
  /** The budget counts money on the day it is owed. */
  readonly isCash: boolean;
  readonly taxIncluded: boolean;
  readonly seats: readonly CompiledSeats[];
  readonly commitments: readonly CompiledCommitment[];
  readonly centres: readonly CompiledCentre[];
  /** By workload: the seats that cover it; −1: none do. */
  readonly seatsOf: Int32Array;
  /** By model: share of tax. */
  readonly taxOf: Float64Array;
  readonly hasTax: boolean;
  /** By workload: what it uses has to be known by model. */
  readonly asksModels: readonly boolean[];
}

export interface CompiledSeats {
  /** So many, or the head count of their group. */
  readonly count: Draw;
  /** The group that they are a share of; null: of none. */
  readonly group: CompiledShare | null;
  /** Workload whose people they are; −1: `count`. */
  readonly countOf: number;
  readonly perMonth: Draw;
  /** Money of the plan for one of their currency, and the currency among those that move; −1: it does not. */
  readonly rate: number;
  readonly currency: number;
  readonly isYearly: boolean;
  readonly addOnly: boolean;
  readonly tax: number;
  readonly covers: readonly number[];
  readonly included: {
    readonly amount: number;
    readonly isPool: boolean;
    readonly isByTerm: boolean;
    readonly use: UseTable | null;
  } | null;
  readonly upTo: number;
  readonly overageRate: number;
  readonly renewal: CompiledDatedMultiplier | null;
}

export interface CompiledCommitment {
  /** Workloads or models that it covers, by place. */
  readonly byModels: boolean;
  readonly covers: readonly number[];
  readonly amount: number;
  readonly fromDay: number;
  readonly untilDay: number;
  readonly monthDays: readonly number[];
  /** What of a money's worth is drawn, and charged beyond the balance within the term. */
  readonly drawnRate: number;
  readonly beyondRate: number;
  readonly paid: "upfront" | "monthly" | "asUsed";
  readonly rolls: boolean;
  readonly otherSpend: Draw;
}

export interface CompiledCentre {
  /** Workloads that belong to it alone. */
  readonly workloads: readonly number[];
  readonly amount: number;
  readonly approval: number;
  readonly lagDays: number;
  /** Address of its approvals. */
  readonly name: Key;
}
