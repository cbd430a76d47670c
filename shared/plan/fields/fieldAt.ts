import { pathOf, type Path } from "#shared/plan/pointer.ts";
import type { Plan, Uncertain } from "#shared/plan/schema/plan.ts";
import type { Influence, UncertainField } from "./uncertainField.ts";
import { UNCERTAIN_FIELDS } from "./uncertainFields.ts";

/** Looking things up in the table of uncertain numbers. */

type Fields = typeof UNCERTAIN_FIELDS;

/** Places of the table at which a plan need say nothing. */
type FieldWithDefault = {
  [Place in keyof Fields]: Fields[Place]["default"] extends null ? never : Place;
}[keyof Fields];

/** A row of the table with the keys of its place; `*` stands for an id or the position in a list. */
export interface PlacedField {
  readonly keys: readonly string[];
  readonly field: UncertainField;
}

/** The rows of the table in its order. */
export const PLACED_FIELDS: readonly PlacedField[] = Object.entries(UNCERTAIN_FIELDS).map(([place, field]) => ({
  keys: pathOf(place)!,
  field,
}));

/** The row of the uncertain number at a path of the plan document; null: none may stand there. */
export function fieldAt(path: Path): UncertainField | null {
  const found = PLACED_FIELDS.find(
    ({ keys }) => keys.length === path.length && keys.every((key, i) => key === "*" || key === String(path[i])),
  );
  return found?.field ?? null;
}

/** What holds where a plan says nothing, by the place in the table. */
export function defaultOf(place: FieldWithDefault): Uncertain {
  return UNCERTAIN_FIELDS[place].default;
}

/** The label of an uncertain number that stands in the plan, without the name of its workload. */
export function fieldLabel({ label }: UncertainField, plan: Plan, path: Path): string {
  return typeof label === "string" ? label : label(plan, path);
}

/** What a planner can do about an uncertain number. */
export function influenceOn({ influence }: UncertainField): Influence {
  return influence ?? { can: "partly", how: "decide it, or find out sooner" };
}
