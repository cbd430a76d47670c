import { isShareOfGroup } from "#shared/plan/headCount.ts";
import { pointerOf, type Path } from "#shared/plan/pointer.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedDatedMultiplier } from "#shared/plan/resolving/resolvedDated.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { PLACED_FIELDS } from "#shared/plan/fields/fieldAt.ts";

/** The uncertain numbers of a resolved plan that are drawn once a trial, read and replaced by the table's places. */

/** A point of an adoption curve. */
type CurvePoint = ResolvedWorkload["demand"]["adoption"][number];

/** What stands in a resolved plan at a place of the table. */
export type DrawnNode =
  | { readonly kind: "number"; readonly value: Uncertain }
  /** All points of a curve: they have one rank. */
  | { readonly kind: "curve"; readonly points: readonly CurvePoint[] }
  | { readonly kind: "change"; readonly dated: ResolvedDatedMultiplier };

/** An uncertain number of a resolved plan that is drawn once a trial; of a curve, its list. */
export interface DrawnField {
  readonly pointer: string;
  /** Id of its workload. */
  readonly workload: string | null;
  readonly node: DrawnNode;
}

/** Keys within a part of the plan (the shared numbers, a model, a workload, a fixed cost) that lead to a node. */
interface Place {
  readonly part: string;
  readonly keys: readonly string[];
  readonly kind: DrawnNode["kind"];
}

const PLACES: readonly Place[] = PLACED_FIELDS.flatMap(({ keys: [part, ...keys], field: { drawn } }): Place[] => {
  const within = part === "shared" ? keys : keys.slice(1);
  switch (drawn) {
    case "number":
      return [{ part: part!, keys: within, kind: drawn }];
    // The list of the points, and the event around its multiplier.
    case "curve":
      return [{ part: part!, keys: within.slice(0, -2), kind: drawn }];
    case "change":
      return [{ part: part!, keys: within.slice(0, -1), kind: drawn }];
    case "attempt":
    case "case":
    case "pay":
      return [];
  }
});

/** The numbers of a plan that are drawn once a trial, certain or not, part by part in the order of the table. */
export function drawnFieldsOf(plan: ResolvedPlan): DrawnField[] {
  const found: DrawnField[] = [];
  mapDrawnFields(plan, (field) => {
    found.push(field);
    return field.node;
  });
  return found;
}

/**
 * The plan with other numbers in place of those that are drawn once a trial: `change` answers a node of the kind that it
 * is given, and what it answers unchanged stays.
 */
export function mapDrawnFields(plan: ResolvedPlan, change: (field: DrawnField) => DrawnNode): ResolvedPlan {
  const mapped = <Part>(part: Part, path: Path): Part => {
    let whole: unknown = part;
    for (const place of PLACES) if (place.part === path[0]) whole = replaced(whole, place, place.keys, path, change);
    // What stood there is replaced by its own kind.
    return whole as Part;
  };
  return {
    ...plan,
    shared: mapped(plan.shared, ["shared"]),
    people: plan.people.map((group) => mapped(group, ["people", group.id])),
    models: plan.models.map((model) => mapped(model, ["models", model.id])),
    workloads: plan.workloads.map((workload) => mapped(workload, ["workloads", workload.id])),
    fixedCosts: plan.fixedCosts.map((cost) => mapped(cost, ["fixedCosts", cost.id])),
    seats: plan.seats.map((seats) => mapped(seats, ["seats", seats.id])),
    commitments: plan.commitments.map((commitment) => mapped(commitment, ["commitments", commitment.id])),
  };
}

function replaced(
  value: unknown,
  place: Place,
  [key, ...rest]: readonly string[],
  path: Path,
  change: (field: DrawnField) => DrawnNode,
): unknown {
  // A cost without a renewal, a model that does not retire, a class that a price change does not name.
  if (value === null || value === undefined) return value;
  // People who are a share of a group: the share has a place of its own.
  if (key === undefined && isShareOfGroup(value)) return value;
  if (key === undefined) return replacedNode(value, place.kind, path, change);
  if (key === "*")
    return (value as readonly unknown[]).map((item, i) =>
      replaced(item, place, rest, [...path, keyOf(item, i)], change),
    );
  const fields = value as Readonly<Record<string, unknown>>;
  // A change of price keeps the multipliers of classes apart from the one of all.
  const name = key === "multiplier" && rest.length > 0 ? "byClass" : key;
  const child = replaced(fields[name], place, rest, [...path, key], change);
  return child === fields[name] ? fields : { ...fields, [name]: child };
}

/** The key of an item in the plan: attempts are a map there, all else is a list. */
function keyOf(item: unknown, i: number): string | number {
  return typeof item === "object" && item !== null && "modelId" in item ? String(item.modelId) : i;
}

function replacedNode(
  value: unknown,
  kind: DrawnNode["kind"],
  path: Path,
  change: (field: DrawnField) => DrawnNode,
): unknown {
  const workload = path[0] === "workloads" ? String(path[1]) : null;
  const node = nodeOf(value, kind);
  const pointer = node.kind === "change" ? node.dated.pointer : pointerOf(path);
  const next = change({ pointer, workload, node });
  switch (next.kind) {
    case "number":
      return next.value;
    case "curve":
      return next.points;
    case "change":
      return next.dated;
  }
}

function nodeOf(value: unknown, kind: DrawnNode["kind"]): DrawnNode {
  switch (kind) {
    case "number":
      return { kind, value: value as Uncertain };
    case "curve":
      return { kind, points: value as readonly CurvePoint[] };
    case "change":
      return { kind, dated: value as ResolvedDatedMultiplier };
  }
}
