import type { DuckDBConnection } from "@duckdb/node-api";
import type { UsageRow } from "#shared/usage/usageRow.ts";
import type { RowKind } from "#electron/host/usage/reading/rowPackets.ts";

/**
 * Kinds of rows with labels that are kept apart; beyond them labels are dropped, or a tag of every request would fill
 * the memory.
 */
const MOST_KINDS = 100_000;

/** A kind that the table does not have yet, in the order of its columns. */
export type FreshKind = readonly [
  kind: number,
  source: string,
  provider: string | null,
  model: string | null,
  currency: string,
  tier: string,
  region: string | null,
  context: string | null,
  labels: string,
];

/** Numbers for what many rows have in common, the same as in earlier imports. */
export async function openKinds(connection: DuckDBConnection): Promise<{
  kindOf: (source: string, kind: RowKind) => number;
  hasDroppedLabels: () => boolean;
  fresh: () => readonly FreshKind[];
}> {
  const known = new Map<string, number>();
  const stored = await connection.runAndReadAll(
    "SELECT kind, source, provider, model, currency, tier, region, context, labels FROM kinds",
  );
  let next = 1;
  for (const [kind, ...common] of stored.getRows() as unknown as FreshKind[]) {
    known.set(keyOf(common), kind);
    next = Math.max(next, kind + 1);
  }
  const fresh: FreshKind[] = [];
  let isDropping = false;
  const kindOf = (source: string, kind: RowKind, labels = labelText(kind.labels)): number => {
    const common = [
      source,
      kind.provider,
      kind.model,
      kind.currency,
      kind.terms.tier,
      kind.terms.region,
      kind.terms.context,
      labels,
    ] as const;
    const key = keyOf(common);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_KINDS && labels !== "{}") {
      isDropping = true;
      return kindOf(source, kind, "{}");
    }
    known.set(key, next);
    fresh.push([next, ...common]);
    return next++;
  };
  return { kindOf, hasDroppedLabels: () => isDropping, fresh: () => fresh };
}

function keyOf(common: readonly (string | null)[]): string {
  return common.map((text) => text ?? "\u0001").join("\u0000");
}

/** Labels in one order, so that equal ones are equal texts. */
function labelText(labels: UsageRow["labels"]): string {
  const names = Object.keys(labels);
  if (names.length === 0) return "{}";
  return JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, labels[name]!.slice(0, 200)])));
}
