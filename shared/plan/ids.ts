/** Names that JavaScript keeps for itself; as ids or fields of a plan they are refused, so that no reader can be led astray by one. */
export const RESERVED_IDS: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** Longest part of an id that comes from a name, in characters; a number may follow it. */
const LONGEST_STEM = 60;

/**
 * An id for a name among those taken: "Code review" becomes "code-review", the next one "code-review-2". A name without
 * a letter or digit gives `otherwise`.
 */
export function freshId(name: string, taken: Readonly<Record<string, unknown>>, otherwise = "new"): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const slug = [...words.join("-")].slice(0, LONGEST_STEM).join("").replace(/-+$/, "") || otherwise;
  const stem = RESERVED_IDS.has(slug) ? `${slug}-1` : slug;
  let id = stem;
  for (let next = 2; Object.hasOwn(taken, id); next++) id = `${stem}-${next}`;
  return id;
}
