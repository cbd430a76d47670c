import { allTokens, type UsageRow } from "#shared/usage/usageRow.ts";
import type { OtlpSpan } from "./otlpRecords.ts";

/**
 * Spans of one file as they lie within each other. A span that has tokens and holds spans with tokens repeats theirs:
 * only the innermost are rows. Where spans lie apart, in two files or in more spans than are held at once, each row
 * says what it lies within, and the table compares them (electron/host/usage/table/repeatedSpans.ts).
 */
export interface SpanTree {
  /** Takes a span and its row, null where it has no tokens; rows that became known. */
  readonly add: (span: OtlpSpan, row: UsageRow | null) => readonly UsageRow[];
  /** Rows of all spans that are still held. */
  readonly rest: () => readonly UsageRow[];
  /** Tokens that outer spans have reported so far beyond those of the spans inside them. */
  readonly beyond: () => number;
}

/** Rows that are held until the spans inside them are known. */
export const MOST_HELD = 50_000;
/** Spans whose parents are remembered, in two generations of half as many each: about 150 MB at most. */
const MOST_REMEMBERED = 20 * MOST_HELD;
/** Of the spans around a row so many are written down: deeper trees have the nearest. */
const MOST_AROUND = 100;
const DEEPEST = 1_000;

interface HeldSpan {
  readonly span: OtlpSpan;
  readonly row: UsageRow;
}

/** What is remembered of a span when its row is gone: its parent, null at the root, and whether it has tokens. */
interface Remembered {
  readonly parent: string | null;
  readonly hasTokens: boolean;
}

interface Around {
  /** Keys of the spans with tokens around a span, the nearest first, then the first one that no file line described. */
  readonly keys: readonly string[];
  /** The span above that was not in the file; null: all spans up to the root were. */
  readonly lost: string | null;
}

/** A tree of the spans of one file. Its memory is bounded, whatever the file holds. */
export function openSpanTree(): SpanTree {
  const memory = openSpanMemory();
  let held = new Map<string, HeldSpan>();
  let nameless = 0;
  let beyond = 0;
  const rest = (): readonly UsageRow[] => {
    const rows = [...held].map(([key, { span, row }]) => ({ key, row, ...memory.aroundOf(span) }));
    const isFilled = rows.filter(({ row }) => allTokens(row.tokens) > 0);
    const roots = rootsOf(held);
    // The root of a trace is around all of it, also around spans whose own parents the file does not hold.
    const innermostAround = isFilled.map(({ key, row, keys, lost }) => {
      const root = lost === null ? undefined : roots.get(traceOf(key));
      return { row, keys: root === undefined || root === key ? keys : [...keys, root] };
    });
    const outer = new Set(innermostAround.flatMap(({ keys }) => keys));
    beyond += beyondInner(held, outer, innermostAround, isFilled);
    held = new Map();
    return rows.flatMap(({ key, row, keys }) =>
      outer.has(key)
        ? []
        : [keys.length === 0 || row.id === null ? row : { ...row, inside: keys.map((above) => above.trimStart()) }],
    );
  };
  return {
    add: (span, row) => {
      const key = keyOf(span.traceId, span.spanId === "" ? `nameless ${++nameless}` : span.spanId);
      memory.put(key, {
        parent: span.parentId === null ? null : keyOf(span.traceId, span.parentId),
        hasTokens: row !== null && allTokens(row.tokens) > 0,
      });
      if (row === null) return [];
      held.set(key, { span, row });
      return held.size < MOST_HELD ? [] : rest();
    },
    rest,
    beyond: () => beyond,
  };
}

function keyOf(trace: string, span: string): string {
  return `${trace} ${span}`;
}

function traceOf(key: string): string {
  return key.slice(0, key.indexOf(" "));
}

/** The span with tokens at the root of each trace. */
function rootsOf(held: ReadonlyMap<string, HeldSpan>): ReadonlyMap<string, string> {
  const roots = new Map<string, string>();
  for (const [key, { span, row }] of held)
    if (span.parentId === null && span.traceId !== "" && allTokens(row.tokens) > 0) roots.set(span.traceId, key);
  return roots;
}

/** Tokens of the outermost spans beyond those of all innermost spans inside them. */
function beyondInner(
  held: ReadonlyMap<string, HeldSpan>,
  outer: ReadonlySet<string>,
  around: readonly { readonly row: UsageRow; readonly keys: readonly string[] }[],
  rows: readonly { readonly key: string }[],
): number {
  const inner = new Map<string, number>();
  const nested = new Set<string>();
  for (const [i, { row, keys }] of around.entries()) {
    const outermost = keys.findLast((key) => held.has(key));
    if (outermost === undefined) continue;
    if (outer.has(rows[i]!.key)) nested.add(rows[i]!.key);
    else inner.set(outermost, (inner.get(outermost) ?? 0) + allTokens(row.tokens));
  }
  let sum = 0;
  for (const key of outer) {
    const own = held.get(key);
    if (own !== undefined && !nested.has(key)) sum += Math.max(0, allTokens(own.row.tokens) - (inner.get(key) ?? 0));
  }
  return sum;
}

/** Remembers how spans lie within each other, the newest of them where there are more than memory has room for. */
function openSpanMemory(): {
  readonly put: (key: string, span: Remembered) => void;
  readonly aroundOf: (span: OtlpSpan) => Around;
} {
  let recent = new Map<string, Remembered>();
  let older = new Map<string, Remembered>();
  const find = (key: string): Remembered | undefined => recent.get(key) ?? older.get(key);
  return {
    put: (key, span) => {
      recent.set(key, span);
      if (recent.size * 2 < MOST_REMEMBERED) return;
      older = recent;
      recent = new Map();
    },
    aroundOf: ({ traceId, parentId }) => {
      const keys: string[] = [];
      const passed = new Set<string>();
      let above = parentId === null ? null : keyOf(traceId, parentId);
      for (let depth = 0; above !== null && depth < DEEPEST && !passed.has(above); depth++) {
        passed.add(above);
        const found = find(above);
        if (found === undefined) return { keys: [...keys, above], lost: above };
        if (found.hasTokens && keys.length < MOST_AROUND) keys.push(above);
        above = found.parent;
      }
      return { keys, lost: null };
    },
  };
}
