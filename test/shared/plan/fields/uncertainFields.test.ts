import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { changeAt } from "#shared/plan/edits/edits.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { pathOf, pointerOf } from "#shared/plan/pointer.ts";
import { isMapSchema, isObjectSchema, isOptionalSchema, type Schema } from "#shared/plan/schema/shape.ts";
import { planSchema } from "#shared/plan/schema/plan.ts";
import { drawnFieldsOf } from "#shared/plan/unknowns/drawnFields.ts";
import { fieldAt } from "#shared/plan/fields/fieldAt.ts";
import { inputsOf } from "#shared/plan/unknowns/inputs.ts";
import type { UncertainRange } from "#shared/plan/fields/uncertainField.ts";
import { UNCERTAIN_FIELDS } from "#shared/plan/fields/uncertainFields.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aValuePlan } from "#test/shared/plan/aValuePlan.ts";

/** A claim of change is stated as a range, but never drawn. */
const CLAIMS = ["/workloads/*/case/metric/target", "/workloads/*/case/cycleTime/target"];

/** Values whose forms a schema is asked for, to get at every form of a value that has several. */
const PROBES: readonly unknown[] = [
  { choose: [] },
  { bestOf: 1 },
  { steps: [] },
  { median: 1 },
  { quantiles: [] },
  { byEffort: [] },
  { tokens: 1 },
  { cost: 1 },
  { input: 1 },
  { of: "workload" },
];

const accepts = (schema: Schema, value: unknown): boolean => v.safeParse(schema, value).success;

/** Whether a schema takes a certain number, a range of two percentiles and a list with weights alike. */
const isUncertain = (schema: Schema): boolean =>
  schema.type === "lazy" &&
  [0.5, { p10: 0.1, p90: 0.5 }, { min: 0.1, max: 0.5 }, { values: [0.1, 0.5], weights: [1, 1] }].every((value) =>
    accepts(schema, value),
  );

function rangeOf(schema: Schema): UncertainRange {
  if (accepts(schema, -5)) return "elasticity";
  if (accepts(schema, -0.5)) return "growth";
  return accepts(schema, 2) ? "amount" : "share";
}

/** Every place of a schema that takes an uncertain number, with what a certain one may be. */
function placesOf(schema: Schema, place = ""): [string, UncertainRange][] {
  if (isOptionalSchema(schema)) return placesOf(schema.wrapped, place);
  if (isUncertain(schema)) return [[place, rangeOf(schema)], ...placesOfClasses(schema, place)];
  if (schema.type === "nullable") return placesOf((schema as unknown as { wrapped: Schema }).wrapped, place);
  if (isObjectSchema(schema))
    return Object.entries(schema.entries).flatMap(([key, entry]) => placesOf(entry as Schema, `${place}/${key}`));
  if (isMapSchema(schema)) return placesOf(schema.value, `${place}/*`);
  if (schema.type === "array") return placesOf((schema as unknown as { item: Schema }).item, `${place}/*`);
  if (schema.type === "lazy") {
    const { getter } = schema as unknown as { getter: (value: unknown) => Schema };
    const forms = new Set(PROBES.map((probe) => getter(probe)));
    return [...forms].flatMap((form) => placesOf(form, place));
  }
  return [];
}

/** Places of a number that may also be stated by class of token, or as a share of a group. */
function placesOfClasses(schema: Schema, place: string): [string, UncertainRange][] {
  const { getter } = schema as unknown as { getter: (value: unknown) => Schema };
  const forms = [{ input: 1 }, { of: "group", share: 1 }].map((probe) => getter(probe));
  return forms.flatMap((form) => (isObjectSchema(form) ? placesOf(form, place) : []));
}

describe("the table of uncertain numbers", () => {
  const places = new Map(placesOf(planSchema).filter(([place]) => !CLAIMS.includes(place)));

  it("has a row for each uncertain number of the schema, and no other", () => {
    expect([...places.keys()].toSorted()).toEqual(Object.keys(UNCERTAIN_FIELDS).toSorted());
  });

  it("knows of each what the schema allows a certain number to be", () => {
    for (const [place, range] of places) expect(fieldAt(pathOf(place)!)?.range, place).toBe(range);
  });

  it("has defaults that are possible", () => {
    for (const [place, { default: value, range }] of Object.entries(UNCERTAIN_FIELDS)) {
      if (typeof value !== "number") continue;
      expect(value, place).toBeGreaterThanOrEqual(range === "elasticity" ? -10 : range === "growth" ? -1 : 0);
      if (range === "share") expect(value, place).toBeLessThanOrEqual(1);
    }
  });

  it("names each number of a plan, and each edit of one", () => {
    for (const plan of [aPlan(), aValuePlan()])
      for (const input of inputsOf(plan)) {
        if (input.kind !== "uncertain") continue;
        expect(changeAt(plan, input.pointer, 0).name, input.pointer).toMatch(/^change [a-z“"]|^change [A-Z]/);
        expect(fieldAt(input.path)).toBe(input.field);
      }
  });

  it("calls an edit of saved hours by its own name, not adoption", () => {
    const plan = aValuePlan();
    const id = Object.entries(plan.workloads).find(([, { case: own }]) => own?.saved !== undefined)![0];
    expect(changeAt(plan, `/workloads/${id}/demand/users`, 1).name).toBe("change users");
    expect(changeAt(plan, `/workloads/${id}/case/saved/share`, 0.5).name).not.toContain("adoption");
  });

  it("finds in a resolved plan all numbers that are drawn once a trial, written or left to a default", () => {
    const drawn = new Set(drawnFieldsOf(resolvePlan(aPlan())).map(({ pointer }) => pointer));
    const listOf = (pointer: string): string => pointer.replace(/(\/adoption)\/\d+\/share$/, "$1");
    for (const input of inputsOf(aPlan()))
      if (input.kind === "uncertain" && input.field.drawn !== "attempt" && input.field.drawn !== "case")
        expect(drawn, input.pointer).toContain(listOf(input.pointer));
    const { shared: _, ...rest } = aPlan();
    expect(drawnFieldsOf(resolvePlan(rest)).map(({ pointer }) => pointer)).toContain(pointerOf(["shared", "demand"]));
  });
});
