import type { SizedThing } from "#shared/studies/targets/bestSize.ts";

/** The questions of `past-april study`, as a command line asks them. Null: what the plan says, or its only workload. */
export type StudyAsk =
  | { readonly name: "drivers" | "bridge" | "enough" | "pilots" }
  | { readonly name: "routes"; readonly workload: string | null }
  | { readonly name: "levers"; readonly workload: string | null }
  | { readonly name: "caps"; readonly workload: string | null; readonly cap: "attempt" | "month" | "person" }
  | {
      readonly name: "size";
      readonly workload: string | null;
      readonly thing: SizedThing;
      /** Most that the chance to overspend may be, 0..1. */
      readonly risk: number;
    }
  | {
      readonly name: "targets";
      /** 0..1. */
      readonly confidence: number | null;
      /** Outcomes of the workload that spends most; null: none have to be reached. */
      readonly outcomes: number | null;
      /** Discount on a prepaid amount, 0..1. */
      readonly discount: number;
    }
  | {
      readonly name: "contracts";
      /** Workloads by id; null: those that seats cover, of a plan without seats all. */
      readonly workloads: readonly string[] | null;
      /** Id of seats of the plan or of a preset; null: the first that there is. */
      readonly pool: string | null;
      readonly person: string | null;
      /** Discount of a commitment, 0..1; null: the plan's, else the usual one. */
      readonly discount: number | null;
    }
  /** `share`: of tasks that must succeed, 0..1. */
  | { readonly name: "models"; readonly share: number }
  /** `month` is an ISO month such as 2027-09. */
  | { readonly name: "stress"; readonly month: string }
  /** `rank`: share of the simulated years that are cheaper, 0..1; null: as many as the plan's confidence. */
  | { readonly name: "year"; readonly rank: number | null };

export type StudyAskName = StudyAsk["name"];
