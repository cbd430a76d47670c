import { rateOf } from "#shared/plan/rates.ts";
import { fieldLabel } from "#shared/plan/fields/fieldAt.ts";
import { eventAt, modelName, type DatedEvent } from "#shared/plan/fields/fieldLabels.ts";
import { inputsOf, type Input } from "#shared/plan/unknowns/inputs.ts";
import type { AssumptionUnit } from "#shared/plan/fields/uncertainField.ts";
import { pointerOf, type Path } from "#shared/plan/pointer.ts";
import type { Evidence, Plan, Price, Success, Tokens, Uncertain } from "#shared/plan/schema/plan.ts";
import { valueAssumptions, type CaseAssumption } from "./valueAssumptions.ts";

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
  readonly event: DatedEvent | null;
  /** What the plan says of where the figure comes from; null where it says nothing, and then the grade is "guessed". */
  readonly evidence: Evidence | null;
  readonly grade: Evidence["grade"];
  /** Who answers for the workload, contract or fixed cost that the input belongs to; null where nobody is named. */
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
  const { about, owner } = subjectOf(plan, input.path);
  return {
    pointer: input.pointer,
    label: [nameOf(plan, input), ...about].join(", "),
    value: assumptionValueOf(input, plan),
    event: eventAt(plan, input.path),
    evidence,
    // Whoever knew it better would have said so.
    grade: evidence?.grade ?? "guessed",
    owner,
  };
}

interface Subject {
  /** What the label ends with: the name of the workload, where one has the input. */
  readonly about: readonly string[];
  readonly owner: string | null;
}

function subjectOf(plan: Plan, path: Path): Subject {
  const [part, id = ""] = path as string[];
  if (part === "workloads") {
    const workload = plan.workloads[id]!;
    return { about: [workload.name ?? id], owner: workload.owner ?? null };
  }
  const contract = part === "seats" || part === "commitments" || part === "fixedCosts" ? plan[part]?.[id] : undefined;
  return { about: [], owner: contract?.owner ?? null };
}

/** What an input of a plan says, for the register. */
export function assumptionValueOf(input: Input, plan: Pick<Plan, "currency" | "currencies">): AssumptionValue {
  switch (input.kind) {
    case "uncertain":
      return { kind: "number", unit: input.field.unit, number: input.value };
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

/** What an input is called, without the name of its workload. */
function nameOf(plan: Plan, { path, ...input }: Input): string {
  const [, id = "", , model = ""] = path as string[];
  switch (input.kind) {
    case "uncertain":
      return fieldLabel(input.field, plan, path);
    case "tokens":
      return `Tokens of one attempt with ${modelName(plan, model)}`;
    case "success":
      return `Success of an attempt with ${modelName(plan, model)}`;
    case "price":
      return `Price of ${modelName(plan, id)}`;
  }
}

const GRADES: readonly Evidence["grade"][] = ["guessed", "judged", "sampled", "measured"];

/** Grades of all inputs below a place of the plan, such as one workload or one seat contract. */
export function gradesWithin(register: readonly Assumption[], place: Path): readonly Evidence["grade"][] {
  const start = `${pointerOf(place)}/`;
  return register.filter(({ pointer }) => pointer.startsWith(start)).map(({ grade }) => grade);
}

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
