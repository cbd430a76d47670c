import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";

/** Rows of the table's answers, and the values in them. */

export type Row = DuckDBValue[];

/** All rows of an answer. */
export async function rowsOf(connection: DuckDBConnection, sql: string, values: DuckDBValue[] = []): Promise<Row[]> {
  return (await connection.runAndReadAll(sql, values)).getRows();
}

/** A number of an answer; null: NULL. */
export function numberOrNull(value: DuckDBValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** A text of an answer; null: NULL. */
export function textOrNull(value: DuckDBValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** Items by a key, in the order in which each key first came. */
export function groupedBy<Item, Key>(rows: readonly Item[], keyOf: (row: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * A sum of money to the billionth: rows come in an order that hangs on threads, and with it the last digits of their
 * sum.
 */
export const total = (amount: string, where = "true"): string => `round(sum(${amount}) FILTER (${where}), 9)`;
