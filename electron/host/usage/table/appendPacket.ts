import {
  DOUBLE,
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  SQLNULL,
  VARCHAR,
} from "@duckdb/node-api";
import { PACKED_NUMBERS, PACKED_TEXTS, type RowPacket } from "#electron/host/usage/reading/rowPackets.ts";

/**
 * Hands a packet over to the database. `kinds`: the table's numbers for the packet's own. A column without a value goes
 * over as one of nulls: to set them one by one takes longer than to set numbers.
 */
export function appendPacket(
  appender: DuckDBAppender,
  { file, sequence }: { readonly file: number; readonly sequence: number },
  { rows, numbers, texts }: RowPacket,
  kinds: readonly number[],
  personOf: (user: string) => string,
): void {
  const columns: { readonly type: DuckDBType; readonly valueOf: ((row: number) => DuckDBValue) | null }[] = [
    { type: DOUBLE, valueOf: () => file },
    { type: DOUBLE, valueOf: (row) => sequence + row },
    ...PACKED_NUMBERS.map((name, i) => {
      const column = numbers.subarray(i * rows, (i + 1) * rows);
      if (name === "kind") return { type: DOUBLE, valueOf: (row: number) => kinds[column[row]!]! };
      return column.every(Number.isNaN)
        ? { type: SQLNULL, valueOf: null }
        : { type: DOUBLE, valueOf: (row: number) => (Number.isNaN(column[row]) ? null : column[row]!) };
    }),
    ...PACKED_TEXTS.map((name, i) => {
      const column = texts[i]!;
      if (column.every((text) => text === null)) return { type: SQLNULL, valueOf: null };
      const stored = storedOf(name, personOf);
      return { type: VARCHAR, valueOf: (row: number) => (column[row] === null ? null : stored(column[row]!)) };
    }),
  ];
  const chunk = DuckDBDataChunk.create(
    columns.map(({ type }) => type),
    rows,
  );
  for (const [i, { valueOf }] of columns.entries()) {
    if (valueOf === null) continue;
    const vector = chunk.getColumnVector(i);
    for (let row = 0; row < rows; row++) vector.setItem(row, valueOf(row));
    vector.flush();
  }
  appender.appendDataChunk(chunk);
}

/** A text of a column as the table may keep it: people and places of origin salted and hashed. */
function storedOf(name: (typeof PACKED_TEXTS)[number], personOf: (user: string) => string): (text: string) => string {
  if (name === "person") return personOf;
  // The same person on two machines is one person; a machine that bears a person's name is no person.
  return name === "origin" ? (text) => personOf(`origin\u0000${text}`) : (text) => text;
}
