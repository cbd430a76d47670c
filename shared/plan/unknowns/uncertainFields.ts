import type { Path } from "#shared/plan/pointer.ts";
import type { Plan, Uncertain } from "#shared/plan/schema/plan.ts";
import {
  adoptionLabel,
  ofGate,
  ofOutcome,
  priceChangeLabel,
  renewalLabel,
  runawayLabel,
  stepLabel,
  valueItemLabel,
} from "./fieldLabels.ts";

/**
 * The one table of uncertain numbers: everything of a plan that may be stated as a range. Unknowns of the forecast, what
 * a held scenario holds, the assumption register, defaults, names of undo and the words of drivers are read from it. A
 * further uncertain number is the schema, a row here, and the line of the engine that uses it; a test walks the schema
 * and holds both to each other.
 */

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
  | "money a month";

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
   * of a case, whose numbers nothing is correlated with. The first three are unknowns of the spend.
   */
  readonly drawn: "number" | "curve" | "change" | "attempt" | "case";
  /** What a planner can do about it; absent: decide it, or find out sooner. */
  readonly influence?: Influence;
}

const SPEND_LESS_TOKENS: Influence = { can: "yes", how: "route by difficulty, cap, shorter context" };

/** By the place in the plan; `*` stands for an id or the position in a list. In the order of a plan's parts. */
export const UNCERTAIN_FIELDS = {
  "/shared/demand": {
    range: "amount",
    default: 1,
    unit: "factor",
    label: "Demand of all workloads at once",
    drawn: "number",
    influence: { can: "partly", how: "monthly caps, defer what can wait" },
  },
  "/shared/tokens": {
    range: "amount",
    default: 1,
    unit: "factor",
    label: "Tokens of all workloads at once",
    drawn: "number",
    influence: SPEND_LESS_TOKENS,
  },
  "/shared/prices": {
    range: "amount",
    default: 1,
    unit: "factor",
    label: "Prices of all models at once",
    drawn: "number",
    influence: { can: "partly", how: "commit to a price for the year" },
  },
  "/models/*/priceChanges/*/multiplier": {
    range: "amount",
    default: null,
    unit: "factor",
    label: priceChangeLabel,
    drawn: "change",
    influence: { can: "partly", how: "negotiate a committed price" },
  },
  "/workloads/*/demand/users": {
    range: "amount",
    default: null,
    unit: "people",
    label: "People",
    undo: "users",
    drawn: "number",
    influence: { can: "partly", how: "who gets access, and when" },
  },
  "/workloads/*/demand/adoption/*/share": {
    range: "share",
    default: null,
    unit: "share",
    label: adoptionLabel,
    undo: "adoption",
    drawn: "curve",
    influence: { can: "partly", how: "pace of the roll-out" },
  },
  "/workloads/*/demand/tasksPerUserPerDay": {
    range: "amount",
    default: null,
    unit: "tasks a day",
    label: "Tasks per person and day",
    undo: "tasks per person",
    drawn: "number",
    influence: { can: "partly", how: "monthly cap, defer what can wait" },
  },
  "/workloads/*/demand/monthlyGrowth": {
    range: "growth",
    default: 0,
    unit: "growth a month",
    label: "Growth of demand a month",
    drawn: "number",
    influence: { can: "partly", how: "use only what pays off" },
  },
  "/workloads/*/demand/rebound": {
    range: "elasticity",
    default: 0,
    unit: "elasticity",
    label: "Reaction of demand to price",
    drawn: "number",
    influence: { can: "partly", how: "budgets by team" },
  },
  "/workloads/*/attempts/*/runaway/factor": {
    range: "amount",
    default: null,
    unit: "factor",
    label: runawayLabel,
    drawn: "attempt",
  },
  "/workloads/*/tokensMultiplier": {
    range: "amount",
    default: 1,
    unit: "factor",
    label: "Tokens versus the reference runs",
    drawn: "number",
    influence: SPEND_LESS_TOKENS,
  },
  "/workloads/*/tokensGrowth": {
    range: "growth",
    default: 0,
    unit: "growth a month",
    label: "Growth of tokens a month",
    drawn: "number",
    influence: { can: "yes", how: "keep contexts short as work grows" },
  },
  "/workloads/*/outcome/value": {
    range: "amount",
    default: null,
    unit: "money",
    label: ofOutcome("Value of one"),
    drawn: "number",
  },
  "/workloads/*/outcome/captured": {
    range: "share",
    default: 1,
    unit: "share",
    label: "Share of the value that is realized",
    undo: "the captured share",
    drawn: "number",
  },
  "/workloads/*/outcome/reviewCost": {
    range: "amount",
    default: 0,
    unit: "money",
    label: "Review of one answer",
    undo: "the cost of a review",
    drawn: "number",
  },
  "/workloads/*/outcome/failureCost": {
    range: "amount",
    default: 0,
    unit: "money",
    label: "Cost of one failed task",
    undo: "the cost of a failure",
    drawn: "number",
  },
  "/workloads/*/outcome/errorCost": {
    range: "amount",
    default: 0,
    unit: "money",
    label: "Cost of one undetected error",
    undo: "the cost of an error",
    drawn: "number",
  },
  "/workloads/*/case/workflow/*/capacityPerDay": {
    range: "amount",
    default: null,
    unit: "outcomes a day",
    label: stepLabel,
    drawn: "case",
  },
  "/workloads/*/case/saved/hours": {
    range: "amount",
    default: null,
    unit: "hours",
    label: ofOutcome("Hours saved by one"),
    drawn: "case",
  },
  "/workloads/*/case/saved/hourlyCost": {
    range: "amount",
    default: null,
    unit: "money",
    label: "Cost of one saved hour",
    drawn: "case",
  },
  "/workloads/*/case/saved/share": {
    range: "share",
    default: null,
    unit: "share",
    label: "Share of saved hours that is worth their cost",
    drawn: "case",
  },
  "/workloads/*/case/anyway": {
    range: "share",
    default: null,
    unit: "share",
    label: "Share that would have come anyway",
    drawn: "case",
  },
  "/workloads/*/case/lagMonths": {
    range: "amount",
    default: { min: 0, mode: 2, max: 6 },
    unit: "months",
    label: "Months until an outcome brings its benefit",
    drawn: "case",
  },
  "/workloads/*/case/disbenefits/*/perOutcome": {
    range: "amount",
    default: null,
    unit: "money",
    label: valueItemLabel("disbenefits"),
    drawn: "case",
  },
  "/workloads/*/case/oneOff/*/amount": {
    range: "amount",
    default: null,
    unit: "money",
    label: valueItemLabel("oneOff"),
    undo: "the amount",
    drawn: "case",
  },
  "/workloads/*/case/runCost": {
    range: "amount",
    default: 0,
    unit: "money a month",
    label: "Running cost beside the spend",
    drawn: "case",
  },
  "/workloads/*/gate/pass": { range: "amount", default: 1, unit: "factor", label: ofGate("kept"), drawn: "case" },
  "/workloads/*/gate/fail": { range: "amount", default: 0, unit: "factor", label: ofGate("not kept"), drawn: "case" },
  "/fixedCosts/*/perMonth": {
    range: "amount",
    default: null,
    unit: "money a month",
    label: (plan, path) => `${plan.fixedCosts![path[1]!]!.name ?? path[1]!} a month`,
    drawn: "number",
    influence: { can: "partly", how: "fix the contract" },
  },
  "/fixedCosts/*/renewal/multiplier": {
    range: "amount",
    default: null,
    unit: "factor",
    label: renewalLabel,
    drawn: "change",
    influence: { can: "partly", how: "negotiate" },
  },
} as const satisfies Readonly<Record<`/${string}`, UncertainField>>;
