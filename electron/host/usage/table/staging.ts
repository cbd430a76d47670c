import { PACKED_NUMBERS, PACKED_TEXTS, type RowPacket } from "#electron/host/usage/reading/rowPackets.ts";
import { openKinds } from "./rowKinds.ts";
import { STAGED_DAYS, STAGED_REPLACED } from "./replacedSummaries.ts";
import { STAGED_CELLS, stageSummary } from "./summaryCells.ts";
import { type ImportRecord, mergeStaged } from "./mergeStaged.ts";
import type { UsageTable } from "./usageTable.ts";
import { appendPacket } from "./appendPacket.ts";

/** What an import takes of summaries beside their rows. */
const SUMMARY_TABLES = [
  ["staged_cells", STAGED_CELLS],
  ["staged_days", STAGED_DAYS],
  ["staged_replaced", STAGED_REPLACED],
] as const;

const NUMBERS = ["file", "seq", ...PACKED_NUMBERS] as const;

/** Rows on their way into the table: nothing of them is in it before `merge`. */
export interface Staging {
  /** Takes rows of a file; `source`: that of its format. */
  readonly add: (file: number, source: string, packet: RowPacket) => void;
  /** Takes what a summary of usage says beside its days. Rejects with `UnusableSummary`, and has then taken nothing. */
  readonly addSummary: (file: number, path: string, isParquet: boolean) => Promise<void>;
  /** Whether labels had to be dropped. */
  readonly hasDroppedLabels: () => boolean;
  /**
   * Moves the rows into the table, where none of them counts before it was decided (`decideWhatCounts`). The import's
   * id. Nothing is changed where it throws.
   */
  readonly merge: (record: ImportRecord) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Opens a place for the rows of an import. `personOf`: a user's name as it may be kept. */
export async function openStaging(table: UsageTable, personOf: (user: string) => string): Promise<Staging> {
  const connection = await table.instance.connect();
  await connection.run(
    `CREATE TEMP TABLE staged (${NUMBERS.map((name) => `${name} DOUBLE`).join(", ")}, ${PACKED_TEXTS.map((name) => `${name} VARCHAR`).join(", ")})`,
  );
  for (const [name, columns] of SUMMARY_TABLES)
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${name} (${columns})`);
  const kinds = await openKinds(connection);
  const appender = await connection.createAppender("staged", null, "temp");
  let isOpen = true;
  let sequence = 0;
  return {
    hasDroppedLabels: kinds.hasDroppedLabels,
    add: (file, source, packet) => {
      if (packet.rows === 0) return;
      appendPacket(
        appender,
        { file, sequence },
        packet,
        packet.kinds.map((kind) => kinds.kindOf(source, kind)),
        personOf,
      );
      sequence += packet.rows;
    },
    addSummary: (file, path, isParquet) => stageSummary({ connection, file, path, isParquet, kindOf: kinds.kindOf }),
    merge: async (record) => {
      appender.flushSync();
      await connection.run("BEGIN TRANSACTION");
      try {
        const id = await mergeStaged(connection, record, kinds.fresh());
        record.check();
        await connection.run("COMMIT");
        return id;
      } catch (error) {
        await connection.run("ROLLBACK");
        throw error;
      }
    },
    close: async () => {
      if (isOpen) appender.closeSync();
      isOpen = false;
      for (const table of ["staged", "summary", "summary_kinds", ...SUMMARY_TABLES.map(([name]) => name)])
        await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
      connection.closeSync();
    },
  };
}
