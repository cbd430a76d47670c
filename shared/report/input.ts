import type { TrialFigures } from "#shared/forecast/comparison/trialFigures.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import type { Assumption } from "#shared/plan/register/assumptions.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Bridge } from "#shared/studies/bridge/bridge.ts";
import type { CapLab } from "#shared/studies/capLab/answer.ts";
import type { Drivers } from "#shared/studies/drivers.ts";
import type { ValueStudy } from "#shared/studies/value.ts";
import type { EpochDay } from "#shared/units.ts";
import type { DifferenceInWords } from "./differences/differenceWords.ts";
import type { MovedSince } from "./moved.ts";

/**
 * All that a budget plan on paper is made of. The same input gives the same bytes: nothing is read from a clock or a
 * machine.
 */
export interface ReportInput {
  /** The plan that was forecast: of a scenario, the patched one. */
  readonly plan: Plan;
  readonly resolved: ResolvedPlan;
  readonly forecast: Forecast;
  readonly outlook: Outlook;
  /**
   * The policies that stand beside each other on the same simulated years, the plan itself first; fewer than two: there is nothing
   * to choose.
   */
  readonly options: readonly ReportedOption[];
  /** What moves the request, what each change of a scenario makes, and what a cap would do; null: not asked for. */
  readonly drivers: Drivers | null;
  readonly bridge: { readonly scenario: string; readonly bridge: Bridge } | null;
  readonly caps: { readonly workload: string; readonly lab: CapLab } | null;
  /** What moved since an earlier version; absent: none is compared. */
  readonly moved?: MovedSince | null;
  /** What the uses of AI bring, on the same simulated years; null: no use has a case. */
  readonly value: ValueStudy | null;
  readonly assumptions: readonly Assumption[];
  /** What is doubtful about the plan, one sentence each. */
  readonly warnings: readonly string[];
  readonly paper: Sheet;
  /** Name of the scenario, if one was forecast. */
  readonly scenarioName: string | null;
  /** Printed in the running head; null: no date on the paper. */
  readonly prepared: { readonly on: EpochDay; readonly by: string | null } | null;
  /** A template, or a plan made from one that has not been filled in: said on every page. */
  readonly illustrative: boolean;
  /** The command that computes the same figures again. */
  readonly command: string;
  /** Title of the first page; absent: the decision itself, "Approve $13.4M for FY2027". */
  readonly title?: string;
  /** The planner's own words, printed under the decision; a line break begins a paragraph. */
  readonly notes?: string;
  /** Sections that are not printed, which the foot of every page says. The decision and the warnings always are. */
  readonly leftOut?: readonly ReportSection[];
}

/** A policy of the plan with its forecast: the plan itself or one of its scenarios, all of one seed. */
export interface ReportedOption {
  /** Null: the plan itself. */
  readonly id: string | null;
  /** Its place among all scenarios of the plan: decides letter, colour and dash. */
  readonly place: number;
  readonly name: string;
  /** What it states otherwise than the plan itself. */
  readonly changes: readonly DifferenceInWords[];
  /** Day of the year on which it begins to differ from the plan: 0 for the plan itself. */
  readonly begins: number;
  readonly forecast: Forecast;
  readonly outlook: Outlook;
  readonly trials: TrialFigures;
}

/** What a reader may leave out of the paper. */
export type ReportSection = "scenarios" | "value" | "drivers" | "months" | "centres" | "assumptions" | "method";

/** The sections as they are called on the paper and on the screen, in their order. */
export const REPORT_SECTIONS: readonly { readonly id: ReportSection; readonly name: string }[] = [
  { id: "scenarios", name: "Scenarios" },
  { id: "value", name: "What we get for it, and decisions due" },
  { id: "drivers", name: "What moves the request, and caps" },
  { id: "months", name: "Months and workloads" },
  { id: "centres", name: "Cost centers" },
  { id: "assumptions", name: "Assumptions" },
  { id: "method", name: "How it was computed" },
];

export type Paper = "a4" | "us-letter";

/** What charts are laid out for: a sheet of paper, or the width of a phone. */
export type Sheet = Paper | "phone";
