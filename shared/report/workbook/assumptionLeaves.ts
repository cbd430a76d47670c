import { formatMonth } from "#shared/format/dates.ts";
import { groupName } from "#shared/plan/fields/fieldLabels.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Evidence, Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { inputsOf } from "#shared/plan/unknowns/inputs.ts";

/** One figure of the plan that can be changed in a workbook: a number within an input. */
export interface AssumptionLeaf {
  /** JSON pointer of the number. */
  readonly pointer: string;
  readonly label: string;
  /** What the number is within its input: "value", "10% estimate", "most likely". */
  readonly field: string;
  readonly value: number;
  readonly grade: Evidence["grade"];
  readonly source: string;
}

const FIELDS: Readonly<Record<string, string>> = {
  value: "value",
  p10: "10% estimate",
  p90: "90% estimate",
  p50: "middle",
  p95: "95% estimate",
  min: "least",
  mode: "most likely",
  max: "most",
  median: "middle",
  sigma: "spread of the logarithm",
  cacheRead: "cache read, per million tokens",
  cacheWrite: "cache write, per million tokens",
  input: "input, per million tokens",
  output: "output, per million tokens",
};

/** Every number within the inputs of a plan, in the order of the plan; then what is stated month by month. */
export function assumptionLeaves(plan: Plan): AssumptionLeaf[] {
  const register = new Map(assumptionRegister(plan).map((one) => [one.pointer, one]));
  const inputs = inputsOf(plan).flatMap(({ pointer, path, value }) => {
    const { label = pointer, grade = "guessed" as const, evidence } = register.get(pointer) ?? {};
    const about = { label, grade, source: evidence?.source?.split("\n")[0] ?? "" };
    if (typeof value === "number") return [{ pointer, field: "value", value, ...about }];
    return numbersIn(value, path).map((leaf) => ({ ...leaf, ...about }));
  });
  return [...inputs, ...monthLeaves(plan)];
}

/** Head counts of groups and seasons of workloads, of each fiscal month as a multiple; they state no evidence. */
function monthLeaves(plan: Plan): AssumptionLeaf[] {
  const lists = [
    ...Object.entries(plan.people ?? {}).map(([id, { byMonth }]) => ({
      path: ["people", id, "byMonth"],
      label: `Head count of ${groupName(plan, id)} by month`,
      values: byMonth ?? [],
    })),
    ...Object.entries(plan.workloads).map(([id, { name = id, demand }]) => ({
      path: ["workloads", id, "demand", "seasonality"],
      label: `Seasonality of ${name}`,
      values: demand.seasonality ?? [],
    })),
  ];
  const first = epochDayOf(plan.fiscalYear.start);
  return lists.flatMap(({ path, label, values }) =>
    values.map((value, i) => ({
      pointer: pointerOf([...path, i]),
      label,
      field: `${formatMonth(isoMonthOf(firstOfMonth(first, i)), true)}, multiple`,
      value,
      grade: "guessed" as const,
      source: "",
    })),
  );
}

function numbersIn(
  value: object,
  path: readonly (string | number)[],
): { readonly pointer: string; readonly field: string; readonly value: number }[] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    if (key === "evidence") return [];
    const place = Array.isArray(value) ? [...path, Number(key)] : [...path, key];
    if (typeof child === "number")
      return [
        {
          pointer: pointerOf(place),
          field: Array.isArray(value) ? `part ${Number(key) + 1}` : (FIELDS[key] ?? key),
          value: child,
        },
      ];
    return typeof child === "object" && child !== null ? numbersIn(child, place) : [];
  });
}
