import { isJsonObject } from "#shared/plan/schema/shape.ts";
import { pathOf, pointerOf, type Path } from "./pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/**
 * What names a place of the plan by its JSON pointer (correlations, those of scenarios, comments) is kept in step with
 * an edit: an item of a list that stands elsewhere now is named there, and a correlation of what is gone goes with it.
 * A comment stays, at what held its place. Items are known by their identity, because an edit shares what it did not
 * touch; one that was changed keeps its place.
 */
export function keepReferences(before: Plan, after: Plan, edited: Path): Plan {
  if (edited[0] === "correlations" || edited[0] === "comments" || edited[0] === "scenarios") return after;
  const follow = (pointer: string): Followed => {
    const path = pathOf(pointer) ?? [];
    // What lies beside an edited place may move with it, in a list.
    const isTouched = edited.slice(0, -1).every((key, i) => i >= path.length || path[i] === String(key));
    return isTouched ? followed(before, after, path, edited.length) : { pointer, isRemoved: false };
  };
  const { correlations, comments, scenarios, ...rest } = after;
  const pairs = correlations === undefined ? undefined : movedPairs(correlations, follow);
  const said = comments === undefined ? undefined : movedComments(comments, follow);
  const own = scenarios === undefined ? undefined : movedInScenarios(scenarios, follow);
  if (pairs === correlations && said === comments && own === scenarios) return after;
  return {
    ...rest,
    ...(own === undefined ? {} : { scenarios: own }),
    ...(said === undefined ? {} : { comments: said }),
    ...(pairs === undefined || pairs.length === 0 ? {} : { correlations: pairs }),
  };
}

/** Where a place is after an edit; gone: the place that held it. */
interface Followed {
  readonly pointer: string;
  readonly isRemoved: boolean;
}

type Pairs = NonNullable<Plan["correlations"]>;

function movedPairs(pairs: Pairs, follow: (pointer: string) => Followed): Pairs {
  const moved = pairs.flatMap((pair) => {
    const [one, other] = [follow(pair.between[0]), follow(pair.between[1])];
    if (one.isRemoved || other.isRemoved) return [];
    if (one.pointer === pair.between[0] && other.pointer === pair.between[1]) return [pair];
    return [{ ...pair, between: [one.pointer, other.pointer] as [string, string] }];
  });
  return sameIfEqual(pairs, moved);
}

function movedComments(
  comments: NonNullable<Plan["comments"]>,
  follow: (pointer: string) => Followed,
): NonNullable<Plan["comments"]> {
  const moved = comments.map((comment) => {
    const { pointer } = follow(comment.at);
    return pointer === comment.at || pointer === "" ? comment : { ...comment, at: pointer };
  });
  return sameIfEqual(comments, moved);
}

/** Correlations that a scenario states as its own; lists that it states too are its own as well, and stay. */
function movedInScenarios(
  scenarios: NonNullable<Plan["scenarios"]>,
  follow: (pointer: string) => Followed,
): NonNullable<Plan["scenarios"]> {
  const before = Object.entries(scenarios);
  const moved = before.map(([id, scenario]): (typeof before)[number] => {
    const { correlations } = scenario.change;
    if (!Array.isArray(correlations)) return [id, scenario];
    const pairs = movedPairs(correlations as Pairs, (pointer) =>
      statesList(scenario.change, pathOf(pointer) ?? []) ? { pointer, isRemoved: false } : follow(pointer),
    );
    if (pairs === correlations) return [id, scenario];
    return [id, { ...scenario, change: { ...scenario.change, correlations: pairs } }];
  });
  return moved.every(([, scenario], i) => scenario === before[i]![1]) ? scenarios : Object.fromEntries(moved);
}

function statesList(change: unknown, path: Path): boolean {
  let place: unknown = change;
  for (const key of path) {
    if (Array.isArray(place)) return true;
    if (!isJsonObject(place)) return false;
    place = place[key];
  }
  return false;
}

function sameIfEqual<Item>(before: readonly Item[], after: Item[]): Item[] {
  return after.length === before.length && after.every((item, i) => item === before[i]) ? (before as Item[]) : after;
}

/**
 * Follows a place through two states of a plan. `depth`: how far from the root the edit was made; a number that the
 * edit took away itself is gone, one that a changed form has no more is for the check of the plan to say.
 */
function followed(before: Plan, after: Plan, path: Path, depth: number): Followed {
  const keys: (string | number)[] = [...path];
  let [old, now]: [unknown, unknown] = [before, after];
  for (let i = 0; i < path.length; i++) {
    const from = Array.isArray(old) ? (old as unknown[]) : null;
    if (from !== null && Array.isArray(now)) {
      const at = placeAfter(from, now as unknown[], Number(path[i]));
      if (at === null) return { pointer: pointerOf(keys.slice(0, i)), isRemoved: true };
      keys[i] = String(at);
    }
    const next = childOf(now, keys[i]!);
    old = childOf(old, path[i]!);
    if (old === undefined) break;
    if (next === undefined && (i < depth || typeof old === "object"))
      return { pointer: pointerOf(keys.slice(0, i)), isRemoved: true };
    now = next;
  }
  return { pointer: pointerOf(keys), isRemoved: false };
}

function childOf(place: unknown, key: string | number): unknown {
  return typeof place === "object" && place !== null && Object.hasOwn(place, key)
    ? (place as Record<string, unknown>)[key]
    : undefined;
}

/**
 * Where an item of a list is in the list as it is now; null: it was taken out. Items that are in both are the same; of
 * the others as many on both sides are changed ones, in their order.
 */
function placeAfter(before: readonly unknown[], after: readonly unknown[], at: number): number | null {
  const item = before[at];
  if (item === after[at]) return at;
  const places = matches(before, after);
  const found = places.get(at);
  if (found !== undefined) return found;
  const left = before.flatMap((_, i) => (places.has(i) ? [] : [i]));
  const taken = new Set(places.values());
  const open = after.flatMap((_, i) => (taken.has(i) ? [] : [i]));
  if (left.length === open.length) return open[left.indexOf(at)]!;
  return open.includes(at) ? at : null;
}

/** Places of the items that are in both lists, each once. */
function matches(before: readonly unknown[], after: readonly unknown[]): ReadonlyMap<number, number> {
  const taken = new Set<number>();
  const places = new Map<number, number>();
  for (const [i, item] of before.entries()) {
    const at = after.findIndex((other, j) => other === item && !taken.has(j));
    if (at === -1) continue;
    taken.add(at);
    places.set(i, at);
  }
  return places;
}
