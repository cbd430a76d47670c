import type { CheapestSize } from "./cheapest.ts";
import type { ContractChoice } from "./choice.ts";
import type { OptionKind } from "./option.ts";
import type { SimulatedOption } from "./simulateOptions.ts";

/** What `past-april study contracts --json` writes. */
export interface ContractChoiceDocument {
  readonly schema: "past-april.study/1";
  /** Version of the engine. */
  readonly engine: string;
  readonly plan: { readonly name: string; readonly hash: string };
  /** Id; null: the plan itself. */
  readonly scenario: string | null;
  readonly currency: string;
  readonly seed: number;
  readonly question: {
    readonly name: "contracts";
    /** Workloads by id; null: those that seats cover, of a plan without seats all. */
    readonly workloads: readonly string[] | null;
    /** Id of seats of the plan or of a preset; null: the first that there is. */
    readonly pool: string | null;
    readonly person: string | null;
    /** Discount of a commitment, 0..1; null: the plan's, else the usual one. */
    readonly discount: number | null;
  };
  readonly answer: ContractChoiceAnswer;
}

/** The comparison of contracts as other programs read it. */
export interface ContractChoiceAnswer {
  readonly trials: number;
  /** Workloads whose contracts are chosen, by id. */
  readonly workloads: readonly string[];
  /** Kinds of which the best size is nothing. */
  readonly none: readonly ("pool" | "person" | "commitment")[];
  readonly options: readonly WrittenOption[];
}

interface WrittenOption extends SimulatedOption {
  readonly kind: OptionKind;
  readonly seats: {
    readonly name: string;
    /** Workloads by id. */
    readonly covers: readonly string[];
    /** Null: one for each person. */
    readonly count: number | null;
    /** How the best number was found; null: it was not looked for. */
    readonly best: CheapestSize | null;
  } | null;
  readonly commitment: {
    readonly name: string;
    /** Share off the list price. */
    readonly discount: number;
    /** Money of the plan. */
    readonly amount: number;
    readonly best: CheapestSize | null;
  } | null;
}

/** A comparison without the terms of what is offered: those stand in the plan or in the preset. */
export function writtenChoice({ trials, workloads, none, options }: ContractChoice): ContractChoiceAnswer {
  return {
    trials,
    workloads,
    none,
    options: options.map(({ kind, seats, count, commitment, amount, ...simulated }) => ({
      kind,
      seats: seats === null ? null : { name: seats.terms.name, covers: seats.covers, count: seats.count, best: count },
      commitment:
        commitment === null
          ? null
          : {
              name: commitment.terms.name,
              discount: commitment.terms.discount,
              amount: commitment.amount,
              best: amount,
            },
      ...simulated,
    })),
  };
}
