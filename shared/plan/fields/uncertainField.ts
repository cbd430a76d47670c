import type { Path } from "#shared/plan/pointer.ts";
import type { Plan, Uncertain } from "#shared/plan/schema/plan.ts";

/** What a row of the table of uncertain numbers says. */

/** What a draw of an uncertain number is clamped to: 0..1, −1 or more, nothing, 0 or more. */
export type UncertainRange = "share" | "growth" | "elasticity" | "amount";

/** What a number of the register counts, for whoever prints it. */
export type AssumptionUnit =
  | "people"
  | "tasks a day"
  | "outcomes a day"
  | "hours"
  | "months"
  | "share"
  | "growth a month"
  | "factor"
  | "elasticity"
  | "money"
  | "money a month"
  | "money a year";

/** Whether the planner can influence an unknown, and how. */
export interface Influence {
  readonly can: "yes" | "partly" | "no";
  readonly how: string;
}

/** One row of the table. */
export interface UncertainField {
  readonly range: UncertainRange;
  /** What holds where the plan says nothing; null: it must be said, or what holds depends on more than this number. */
  readonly default: Uncertain | null;
  readonly unit: AssumptionUnit;
  /** In the register and in drivers, before the name of the workload; made of the plan where it names a part of it. */
  readonly label: string | ((plan: Plan, path: Path) => string);
  /** What undo calls it behind "change"; absent: the label. */
  readonly undo?: string;
  /**
   * How chance moves it. "number": drawn once a trial. "curve": the same, with all points of its list at one rank.
   * "change": drawn once a trial if its event happens. "attempt": drawn for each attempt. "case": drawn with the benefit
   * of a case. "pay": drawn where spend is held against pay. The first three are unknowns of the spend.
   */
  readonly drawn: "number" | "curve" | "change" | "attempt" | "case" | "pay";
  /** What a planner can do about it; absent: decide it, or find out sooner. */
  readonly influence?: Influence;
}
