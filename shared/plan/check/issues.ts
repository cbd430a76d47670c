import { type Path, pointerOf } from "#shared/plan/pointer.ts";
import { shorten, quoted, printable } from "#shared/plan/schema/describe.ts";

/** What is wrong at one place of a document. */
export interface Issue {
  /** JSON pointer (RFC 6901) of the place; "" is the whole document. For a missing field, where it should stand. */
  readonly pointer: string;
  /** What stands there: the end of "found …". */
  readonly found: string;
  /** What would be right: the end of "wanted …". */
  readonly wanted: string;
  /** The nearest known name, where a name was unknown. */
  readonly suggestion?: string;
}

/** An issue at a path of a document. */
export function issueAt(path: Path, found: string, wanted: string, suggestion?: string): Issue {
  return { pointer: pointerOf(path), found, wanted, ...(suggestion === undefined ? {} : { suggestion }) };
}
const MAX_POINTER = 300;

/** An issue as one sentence that begins with its path: `/budget/amount: found -5; wanted a number above 0.` */
export function describeIssue({ pointer, found, wanted, suggestion }: Issue): string {
  const place = pointer === "" ? "The plan" : shorten(pointer, MAX_POINTER);
  const advice = suggestion === undefined ? `wanted ${wanted}.` : `did you mean ${quoted(suggestion)}?`;
  return printable(`${place}: found ${found}; ${advice}`);
}

/**
 * The name nearest to `name` by edits, if one is near enough to be meant: at most a third of the letters, at least one,
 * differ.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let fewest = Infinity;
  for (const candidate of known) {
    const allowed = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
    // The difference in length alone takes that many edits: a long text is never compared letter by letter.
    if (Math.abs(name.length - candidate.length) > allowed) continue;
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= allowed && edits < fewest) [nearest, fewest] = [candidate, edits];
  }
  return nearest;
}

/**
 * Fewest insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment).
 */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2]! + 1 : Infinity;
      row.push(Math.min(row[j - 1]! + 1, last[j]! + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
