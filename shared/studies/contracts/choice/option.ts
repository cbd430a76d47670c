import type { CheapestSize } from "./cheapest.ts";
import type { CommitmentChoice, SeatsChoice } from "./optionPlans.ts";

/** What a row of the comparison stands for. */
export type OptionKind = "planned" | "metered" | "poolEach" | "pool" | "personEach" | "person" | "commitment" | "mix";

/** Contracts in place of those of the workloads. */
export interface ContractOption {
  readonly kind: OptionKind;
  readonly seats: SeatsChoice | null;
  /** The best number of seats and how sure it is; null: one for each person, or none. */
  readonly count: CheapestSize | null;
  readonly commitment: CommitmentChoice | null;
  /** The best amount and how sure it is, money. */
  readonly amount: CheapestSize | null;
}
