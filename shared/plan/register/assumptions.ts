import { MONTH_NAMES } from "#shared/format/dates.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { rateOf } from "#shared/plan/rates.ts";
import { inputsOf, type Input } from "#shared/plan/unknowns/inputs.ts";
import { pointerOf, type Path } from "#shared/plan/pointer.ts";
import type {
  Evidence,
  FixedCost,
  Plan,
  Price,
  Success,
  Tokens,
  Uncertain,
  Workload,
} from "#shared/plan/schema/plan.ts";
import { valueAssumptions, valueInputName, type CaseAssumption } from "./valueAssumptions.ts";

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

/** What stands in the plan, as it stands there; prices are money per million tokens of each class. */
export type AssumptionValue =
  | { readonly kind: "number"; readonly unit: AssumptionUnit; readonly number: Uncertain }
  | { readonly kind: "tokens"; readonly tokens: Tokens }
  | { readonly kind: "success"; readonly success: Success }
  /** `rate`: money of the plan for one unit of the price's own currency; null where that is the plan's. */
  | { readonly kind: "price"; readonly price: Price; readonly rate: number | null };

/** One line of the assumption register. */
export interface Assumption {
  readonly pointer: string;
  /** In the field's words: "Tasks per user and day, Agentic coding". */
  readonly label: string;
  readonly value: AssumptionValue;
  /** Of a price change or a renewal: from when, and how likely. */
  readonly event: { readonly from: string; readonly probability: number } | null;
  /** What the plan says of where the figure comes from; null where it says nothing, and then the grade is "guessed". */
  readonly evidence: Evidence | null;
  readonly grade: Evidence["grade"];
  /** Who answers for the workload or the fixed cost that the input belongs to; null where nobody is named. */
  readonly owner: string | null;
}

/**
 * The assumption register: every input written in the plan, in the order of the file. What is left to its default is no
 * assumption of the planner's and is not listed, but the defaults of a case, which are not neutral: they follow at the
 * end. The plan must have passed `checkPlan`.
 */
export function assumptionRegister(plan: Plan): Assumption[] {
  return [...inputsOf(plan).map((input) => assumptionOf(plan, input)), ...valueAssumptions(plan).map(ofCase)];
}

function ofCase({ path, label, number, unit, owner, isDefault }: CaseAssumption): Assumption {
  return {
    pointer: pointerOf(path),
    label,
    value: { kind: "number", unit, number },
    event: null,
    evidence: isDefault ? { grade: "guessed", source: "default of Past April" } : null,
    grade: "guessed",
    owner,
  };
}

function assumptionOf(plan: Plan, input: Input): Assumption {
  const evidence = typeof input.value === "number" ? null : (input.value.evidence ?? null);
  const { about, owner, event } = subjectOf(plan, input.path);
  return {
    pointer: input.pointer,
    label: [nameOf(plan, input.path, event), ...about].join(", "),
    value: assumptionValueOf(input, plan),
    event,
    evidence,
    // Whoever knew it better would have said so.
    grade: evidence?.grade ?? "guessed",
    owner,
  };
}

type Event = NonNullable<Assumption["event"]>;

interface Subject {
  /** What the label ends with: the name of the workload, where one has the input. */
  readonly about: readonly string[];
  readonly owner: string | null;
  readonly event: Event | null;
}

function subjectOf(plan: Plan, path: Path): Subject {
  const [part, id = ""] = path as string[];
  if (part === "workloads") {
    const workload = plan.workloads[id]!;
    return { about: [workload.name ?? id], owner: workload.owner ?? null, event: null };
  }
  if (part === "fixedCosts") {
    const cost = plan.fixedCosts![id]!;
    return { about: [], owner: cost.owner ?? null, event: path[2] === "renewal" ? eventOf(cost.renewal!) : null };
  }
  const change =
    part === "models" && path[2] === "priceChanges" ? plan.models[id]!.priceChanges![path[3] as number]! : null;
  return { about: [], owner: null, event: change === null ? null : eventOf(change) };
}

function eventOf({ from, probability = 1 }: NonNullable<FixedCost["renewal"]>): Event {
  return { from, probability };
}

/** What an input of a plan says, for the register. */
export function assumptionValueOf(input: Input, plan: Pick<Plan, "currency" | "currencies">): AssumptionValue {
  switch (input.kind) {
    case "uncertain":
      return { kind: "number", unit: unitOf(input.path), number: input.value };
    case "tokens":
      return { kind: "tokens", tokens: input.value };
    case "success":
      return { kind: "success", success: input.value };
    case "price":
      return {
        kind: "price",
        price: input.value,
        rate: (input.value.currency ?? plan.currency) === plan.currency ? null : rateOf(plan, input.value),
      };
  }
}

const UNITS = new Map<string, AssumptionUnit>([
  ["users", "people"],
  ["tasksPerUserPerDay", "tasks a day"],
  ["share", "share"],
  ["captured", "share"],
  ["monthlyGrowth", "growth a month"],
  ["tokensGrowth", "growth a month"],
  ["rebound", "elasticity"],
  ["value", "money"],
  ["reviewCost", "money"],
  ["failureCost", "money"],
  ["errorCost", "money"],
  ["perMonth", "money a month"],
  ["capacityPerDay", "outcomes a day"],
  ["hours", "hours"],
  ["hourlyCost", "money"],
  ["anyway", "share"],
  ["lagMonths", "months"],
  ["perOutcome", "money"],
  ["amount", "money"],
  ["runCost", "money a month"],
]);

function unitOf(path: Path): AssumptionUnit {
  return UNITS.get(String(path.at(-1))) ?? "factor";
}

function nameOf(plan: Plan, path: Path, event: Event | null): string {
  const [part, id = "", field] = path as string[];
  const since = event === null ? "" : ` from ${dayInWords(event.from)}`;
  if (part === "shared") return SHARED_NAMES.get(id) ?? id;
  if (part === "models")
    return field === "price"
      ? `Price of ${modelName(plan, id)}`
      : `Change of the price of ${modelName(plan, id)}${since}`;
  if (part === "fixedCosts") {
    const name = plan.fixedCosts![id]!.name ?? id;
    return field === "renewal" ? `Renewal of ${name}${since}` : `${name} a month`;
  }
  return workloadInputName(plan, plan.workloads[id]!, path);
}

const SHARED_NAMES = new Map([
  ["demand", "Demand of all workloads at once"],
  ["tokens", "Tokens of all workloads at once"],
  ["prices", "Prices of all models at once"],
]);

function workloadInputName(plan: Plan, { demand, outcome }: Workload, path: Path): string {
  const [, , group, entry, field] = path as string[];
  if (group === "case" || group === "gate") return valueInputName(plan.workloads[path[1]!]!, path);
  const last = String(path.at(-1));
  if (group === "attempts") {
    const model = modelName(plan, entry!);
    if (field === "runaway") return `Tokens of a runaway compared with an attempt of ${model}`;
    return field === "tokens" ? `Tokens of one attempt with ${model}` : `Success of an attempt with ${model}`;
  }
  if (entry === "adoption") {
    const { month } = demand.adoption![path[4] as number]!;
    return `Adoption by ${monthInWords(isoDateOf(firstOfMonth(epochDayOf(plan.fiscalYear.start), Math.floor(month))))}`;
  }
  if (last === "value") return `Value of one ${outcome.unit ?? "outcome"}`;
  return WORKLOAD_NAMES.get(last) ?? last;
}

const WORKLOAD_NAMES = new Map([
  ["users", "People"],
  ["tasksPerUserPerDay", "Tasks per person and day"],
  ["monthlyGrowth", "Growth of demand a month"],
  ["rebound", "Reaction of demand to price"],
  ["tokensMultiplier", "Tokens versus the reference runs"],
  ["tokensGrowth", "Growth of tokens a month"],
  ["captured", "Share of the value that is realised"],
  ["reviewCost", "Review of one answer"],
  ["failureCost", "Cost of one failed task"],
  ["errorCost", "Cost of one undetected error"],
]);

function modelName(plan: Plan, modelId: string): string {
  return plan.models[modelId]?.name ?? modelId;
}

function monthInWords(isoDate: string): string {
  return `${MONTH_NAMES[Number(isoDate.slice(5, 7)) - 1]!} ${isoDate.slice(0, 4)}`;
}

/** "July 2027" for the first of a month, else "July 15, 2027". */
function dayInWords(isoDate: string): string {
  const day = Number(isoDate.slice(8));
  return day === 1 ? monthInWords(isoDate) : monthInWords(isoDate).replace(" ", ` ${day}, `);
}

const GRADES: readonly Evidence["grade"][] = ["guessed", "judged", "sampled", "measured"];

/**
 * How well a part of a plan is known on the whole, from the grades of its inputs: half of them or more are known at
 * least so well. Without inputs it is guessed.
 */
export function middleGrade(grades: readonly Evidence["grade"][] = []): Evidence["grade"] {
  const sorted = [...grades].sort((a, b) => GRADES.indexOf(a) - GRADES.indexOf(b));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? "guessed";
}

/**
 * What `middleGrade` stands for, in words: "Half of its 7 inputs or more are at least judged: 2 guessed, 4 judged, 1
 * measured."
 */
export function gradesInWords(grades: readonly Evidence["grade"][] = []): string {
  if (grades.length === 0) return "None of its inputs has evidence.";
  const counts = GRADES.flatMap((grade) => {
    const count = grades.filter((one) => one === grade).length;
    return count === 0 ? [] : [{ grade, count }];
  });
  if (counts.length === 1)
    return grades.length === 1
      ? `Its one input is ${counts[0]!.grade}.`
      : `All of its ${grades.length} inputs are ${counts[0]!.grade}.`;
  const middle = middleGrade(grades);
  const words =
    middle === "guessed"
      ? `Half of its ${grades.length} inputs or more are guessed`
      : `Half of its ${grades.length} inputs or more are at least ${middle}`;
  return `${words}: ${counts.map(({ grade, count }) => `${count} ${grade}`).join(", ")}.`;
}
