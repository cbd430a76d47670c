/** Keys and list positions from the root of a document to one of its values. */
export type Path = readonly (string | number)[];

/** JSON pointer (RFC 6901) of a path: "" is the whole document, "/workloads/coding/route/steps/0" a value in it. */
export function pointerOf(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The keys a JSON pointer names, unescaped; null when the text is no pointer. List positions stay text. */
export function pathOf(pointer: string): string[] | null {
  if (pointer === "") return [];
  if (!pointer.startsWith("/") || /~(?![01])/.test(pointer)) return null;
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands at a pointer of a document; undefined: nothing. */
export function valueAt(document: unknown, pointer: string): unknown {
  const path = pathOf(pointer);
  if (path === null) return undefined;
  return path.reduce<unknown>(
    (place, name) =>
      typeof place === "object" && place !== null && Object.hasOwn(place, name)
        ? (place as Record<string, unknown>)[name]
        : undefined,
    document,
  );
}

/** The id that a pointer names in a part of the plan: "opus" of "/models/opus/price" in "models"; null where none. */
export function partNamed(pointer: string | null | undefined, part: string): string | null {
  const [first, id] = pathOf(pointer ?? "") ?? [];
  return first === part ? (id ?? null) : null;
}
