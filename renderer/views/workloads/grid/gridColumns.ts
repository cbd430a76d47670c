import { compileTokens, tokensQuantile } from "#shared/distributions/tokens.ts";
import { leadModel } from "#shared/plan/leadModel.ts";
import { pointerOf, valueAt } from "#shared/plan/pointer.ts";
import type { Plan, Success, Uncertain, Workload } from "#shared/plan/schema/plan.ts";
import { fieldAt } from "#shared/plan/fields/fieldAt.ts";
import { typed, written, type NumberWriting } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { above0, atLeast0, isShare, tooLong } from "#renderer/controls/checks.ts";
import { tokensWritten } from "#renderer/controls/TokensField.tsx";
import { middleRefusal, withMiddle } from "#renderer/views/workloads/attemptEdits.ts";
import type { GridColumn } from "./gridColumn.ts";
import { parseUncertain, uncertainText } from "./gridText.ts";
import { peopleColumn } from "./peopleColumn.ts";

type Place = readonly (string | number)[];

/** A number that may be uncertain, at a place of the workload. */
function uncertain(
  group: GridColumn["group"],
  label: string,
  place: Place,
  kind: NumberWriting["kind"],
  unit?: string,
): GridColumn {
  const writing = (plan: Plan): NumberWriting => (kind === "money" ? { kind, currency: plan.currency } : { kind });
  const pointer = (id: string): string => pointerOf(["workloads", id, ...place]);
  // The schema says what stands at the place: an uncertain number or nothing.
  const at = (plan: Plan, id: string): Uncertain | undefined => valueAt(plan, pointer(id)) as Uncertain | undefined;
  const field = fieldAt(["workloads", "*", ...place]);
  if (field === null) throw new Error(`No uncertain number of a workload is at ${place.join("/")}.`);
  return {
    id: place.join("/"),
    group,
    label,
    ...(unit === undefined ? {} : { unit }),
    pointer: (_, id) => pointer(id),
    text: (plan, _, id) => uncertainText(at(plan, id) ?? field.default ?? 0, writing(plan)),
    parse: (text, plan, _, id) => {
      if (text === "" && field.default === null) return { refusal: `${label} cannot be empty. Type 0 for none.` };
      return text === "" ? { value: undefined } : parseUncertain(text, writing(plan), field.range, at(plan, id));
    },
  };
}

/** A text of the workload. */
function words(label: string, place: Place, read: (workload: Workload) => string | undefined): GridColumn {
  return {
    id: place.join("/"),
    group: place[0] === "outcome" ? "Outcome and costs" : "Workload",
    label,
    isText: true,
    pointer: (_, id) => pointerOf(["workloads", id, ...place]),
    text: (_, workload) => read(workload) ?? "",
    parse: (text) => {
      const refusal = tooLong(text);
      if (refusal !== null) return { refusal };
      return { value: text === "" ? undefined : text };
    },
  };
}

const NAME: GridColumn = {
  ...words("Name", ["name"], () => undefined),
  text: (_, workload, id) => workload.name ?? id,
  parse: (text) => {
    const refusal = text === "" ? "Type a name." : tooLong(text);
    return refusal === null ? { value: text } : { refusal };
  },
};

const STAGES = ["draft", "pilot", "production", "retired"] as const;

const STAGE: GridColumn = {
  id: "status",
  group: "Workload",
  label: "Stage",
  isText: true,
  pointer: (_, id) => pointerOf(["workloads", id, "status"]),
  text: (_, workload) => workload.status ?? "production",
  parse: (text) => {
    if (text === "") return { value: undefined };
    const stage = STAGES.find((name) => name === text.toLowerCase());
    return stage === undefined ? { refusal: `Type one of: ${STAGES.join(", ")}.` } : { value: stage };
  },
};

/** A figure that is certain by its nature. */
function figure({
  pointer,
  read,
  write = (value) => value,
  writing,
  check,
  otherwise,
  ...column
}: Pick<GridColumn, "id" | "group" | "label" | "unit"> & {
  readonly pointer: (id: string, workload: Workload) => string | null;
  readonly read: (workload: Workload) => number | null;
  /** What stands at the pointer for this figure. */
  readonly write?: (value: number, workload: Workload) => unknown;
  readonly writing: (plan: Plan) => NumberWriting | "tokens";
  readonly check: (value: number) => string | null;
  /** What an empty cell means: a value, or a sentence that refuses it. */
  readonly otherwise: { readonly value: unknown } | { readonly refusal: string };
}): GridColumn {
  return {
    ...column,
    pointer: (workload, id) => pointer(id, workload),
    text: (plan, workload) => {
      const value = read(workload);
      const form = writing(plan);
      return value === null ? "" : form === "tokens" ? tokensWritten(value) : written(value, form);
    },
    parse: (text, plan, workload) => {
      if (text === "") return otherwise;
      const form = writing(plan);
      const value = typed(text, form === "tokens" ? { kind: "number" } : form);
      if (value === null) return { refusal: `“${text.slice(0, 24)}” is not a number.` };
      const refusal = check(value);
      return refusal === null ? { value: write(value, workload) } : { refusal };
    },
  };
}

const money = (plan: Plan): NumberWriting => ({ kind: "money", currency: plan.currency });
const percent = (): NumberWriting => ({ kind: "percent" });
const plain = (): NumberWriting => ({ kind: "number" });

/** The model that most of the work begins with, whose tokens and success the grid shows. */
function lead(workload: Workload): string | null {
  const model = leadModel(workload.route);
  return Object.hasOwn(workload.attempts, model) ? model : null;
}

const atLead =
  (...place: Place) =>
  (id: string, workload: Workload): string | null => {
    const model = lead(workload);
    return model === null ? null : pointerOf(["workloads", id, "attempts", model, ...place]);
  };

function meanSuccess(success: Success): number {
  if (typeof success === "number") return success;
  return success.byEffort.reduce((sum, chance) => sum + chance, 0) / success.byEffort.length;
}

/** The same curve of success by effort, moved so that its mean is another one. */
function withMeanSuccess(success: Success, mean: number): Success {
  if (typeof success === "number") return mean;
  const before = meanSuccess(success);
  // Failures or successes shrink in proportion, so that no bin leaves 0 to 1.
  const moved = (chance: number): number =>
    before === mean
      ? chance
      : mean < before
        ? (chance * mean) / before
        : before === 1
          ? mean
          : 1 - ((1 - chance) * (1 - mean)) / (1 - before);
  return { ...success, byEffort: success.byEffort.map(moved) };
}

const PEOPLE = peopleColumn(uncertain("How much work?", "People", ["demand", "users"], "number"));

const ADOPTION: GridColumn = {
  id: "adoption",
  group: "How much work?",
  label: "Adoption at the end",
  unit: "of people",
  pointer: ({ demand: { adoption } }, id) =>
    pointerOf([
      "workloads",
      id,
      "demand",
      "adoption",
      ...(adoption === undefined ? [] : [adoption.length - 1, "share"]),
    ]),
  text: (_, { demand: { adoption } }) => uncertainText(adoption?.at(-1)?.share ?? 1, { kind: "percent" }),
  parse: (text, _, { demand: { adoption } }) => {
    if (text === "") return { refusal: "Adoption cannot be empty. Type 100% for all of them." };
    const parsed = parseUncertain(text, { kind: "percent" }, "share", adoption?.at(-1)?.share);
    if ("refusal" in parsed || adoption !== undefined) return parsed;
    return { value: parsed.value === 1 ? undefined : [{ month: 0, share: parsed.value }] };
  },
};

/** Every input that all workloads have, in the order of the screen that edits them one by one. */
export const GRID_COLUMNS: readonly GridColumn[] = [
  NAME,
  words("Owner", ["owner"], ({ owner }) => owner),
  STAGE,
  PEOPLE,
  ADOPTION,
  uncertain("How much work?", "Tasks per person", ["demand", "tasksPerUserPerDay"], "number", "a working day"),
  uncertain("How much work?", "Growth", ["demand", "monthlyGrowth"], "percent", "a month"),
  figure({
    id: "fluctuation",
    group: "How much work?",
    label: "Fluctuation",
    unit: "a month",
    pointer: (id) => pointerOf(["workloads", id, "demand", "wander"]),
    read: ({ demand }) => demand.wander?.monthlySd ?? 0,
    write: (monthlySd, { demand }) => ({ persistence: 0.9, ...demand.wander, monthlySd }),
    writing: percent,
    check: (value) => (value >= 0 && value <= 5 ? null : "Between 0% and 500%."),
    otherwise: { value: undefined },
  }),
  uncertain("How much work?", "When prices change", ["demand", "rebound"], "number", "elasticity"),
  figure({
    id: "userSpread",
    group: "How much work?",
    label: "How unevenly people use it",
    unit: "0 = alike",
    pointer: (id) => pointerOf(["workloads", id, "demand", "userSpread"]),
    read: ({ demand }) => demand.userSpread ?? 0,
    writing: plain,
    check: atLeast0,
    otherwise: { value: undefined },
  }),
  figure({
    id: "tokens",
    group: "How is it done?",
    label: "Median of one attempt",
    unit: "tokens, lead model",
    pointer: atLead("tokens"),
    read: (workload) => {
      const model = lead(workload);
      return model === null ? null : tokensQuantile(compileTokens(workload.attempts[model]!.tokens), 0.5);
    },
    write: (value, workload) => withMiddle(workload.attempts[lead(workload)!]!.tokens, value),
    writing: () => "tokens",
    check: middleRefusal,
    otherwise: { refusal: "An attempt needs tokens. Type a number such as 1.5M." },
  }),
  figure({
    id: "success",
    group: "How is it done?",
    label: "Success of one attempt",
    unit: "lead model",
    pointer: atLead("success"),
    read: (workload) => {
      const model = lead(workload);
      return model === null ? null : meanSuccess(workload.attempts[model]!.success);
    },
    write: (value, workload) => withMeanSuccess(workload.attempts[lead(workload)!]!.success, value),
    writing: percent,
    check: isShare,
    otherwise: { refusal: "An attempt needs a chance of success. Type a share such as 70%." },
  }),
  uncertain("How is it done?", "Tokens versus the reference runs", ["tokensMultiplier"], "number", "times"),
  uncertain("How is it done?", "Growth of tokens", ["tokensGrowth"], "percent", "a month"),
  figure({
    id: "monthCap",
    group: "Caps",
    label: "Cap on a month",
    unit: "empty = none",
    pointer: (id) => pointerOf(["workloads", id, "monthCap"]),
    read: ({ monthCap }) => monthCap?.amount ?? null,
    write: (amount, { monthCap }) => ({ atCap: "block", ...monthCap, amount }),
    writing: money,
    check: above0,
    otherwise: { value: undefined },
  }),
  words("Outcome", ["outcome", "unit"], ({ outcome }) => outcome.unit),
  uncertain("Outcome and costs", "Value of one", ["outcome", "value"], "money"),
  uncertain("Outcome and costs", "Share realized", ["outcome", "captured"], "percent"),
  uncertain("Outcome and costs", "Review of one answer", ["outcome", "reviewCost"], "money"),
  uncertain("Outcome and costs", "One failed task", ["outcome", "failureCost"], "money"),
  uncertain("Outcome and costs", "One undetected error", ["outcome", "errorCost"], "money"),
];
