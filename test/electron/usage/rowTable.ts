import { openPacker } from "#electron/host/usage/reading/rowPackets.ts";
import { decideWhatCounts } from "#electron/host/usage/table/counting/countOnce.ts";
import { importsOf, removeImport } from "#electron/host/usage/table/importRecords.ts";
import { classifyRows } from "#electron/host/usage/table/meanings.ts";
import { pricedRowsOf } from "#electron/host/usage/table/pricedRows.ts";
import { rowsOf } from "#electron/host/usage/table/tableRows.ts";
import { overlapsOf } from "#electron/host/usage/table/usageAnswers.ts";
import { openStaging } from "#electron/host/usage/table/staging.ts";
import { openUsageTable } from "#electron/host/usage/table/usageTable.ts";
import { USUAL_SETTINGS, type UsageImport, type UsageSettings } from "#shared/usage/answers/answers.ts";
import type { UsageFormat } from "#shared/usage/formats/reading/format.ts";
import type { UsageRow } from "#shared/usage/usageRow.ts";

/** A file as its rows. */
export interface RowFile {
  readonly name: string;
  readonly format: Pick<UsageFormat, "source" | "coversWhole" | "name">;
  readonly rows: readonly UsageRow[];
}

/** What a table comes to. */
export interface Totals {
  readonly tokens: number;
  /** Money as billed and at list price, to the millionth. */
  readonly billed: number;
  readonly list: number;
  /** Overlaps that somebody has to be asked about. */
  readonly open: number;
}

/**
 * A usage table in memory that takes rows as the readers of formats give them: what a table of many cases needs,
 * without files.
 */
export interface RowTable {
  readonly add: (files: readonly RowFile[]) => Promise<UsageImport>;
  /**
   * Of what counts or waits for an answer elsewhere, in slots of so many milliseconds from a moment on, by the slot's
   * place: cases that lie years apart do not meet.
   */
  readonly totals: (slot: number, from: number) => Promise<ReadonlyMap<number, Totals>>;
  readonly clear: () => Promise<void>;
  readonly close: () => void;
}

export async function openRowTable(folder: string, settings: UsageSettings = USUAL_SETTINGS): Promise<RowTable> {
  const table = await openUsageTable(":memory:", folder);
  const { connection } = table;
  return {
    add: async (files) => {
      const staging = await openStaging(table, (user) => user);
      try {
        for (const [file, { format, rows }] of files.entries()) {
          const packer = openPacker(format as UsageFormat, (packet) => staging.add(file, format.source, packet));
          for (const row of rows) packer.onRow(row);
          packer.flush();
        }
        const id = await staging.merge({
          at: 0,
          files: files.map(({ name, format, rows }) => ({
            name,
            format: format.name,
            rows: rows.length,
            problems: 0,
            warnings: [],
          })),
          problems: [],
          check: () => undefined,
        });
        await classifyRows(connection, settings);
        await decideWhatCounts(connection, settings, true);
        return (await importsOf(connection)).find((each) => each.id === id)!;
      } finally {
        await staging.close();
      }
    },
    totals: async (slot, from) => {
      const sums = await rowsOf(
        connection,
        `SELECT (began - ${from}) // ${slot} AS slot, sum(tokens)::DOUBLE, round(coalesce(sum(billed), 0), 6), round(coalesce(sum(list), 0), 6) FROM ${pricedRowsOf("everything")} WHERE NOT is_same AND hold <> 1 GROUP BY slot`,
      );
      const totals = new Map<number, Totals>(
        sums.map(([place, tokens, billed, list]) => [
          Number(place),
          { tokens: Number(tokens), billed: Number(billed), list: Number(list), open: 0 },
        ]),
      );
      for (const { state, from: begin } of await overlapsOf(connection)) {
        if (state !== "open") continue;
        const place = Math.floor((begin - from) / slot);
        const before = totals.get(place) ?? { tokens: 0, billed: 0, list: 0, open: 0 };
        totals.set(place, { ...before, open: before.open + 1 });
      }
      return totals;
    },
    clear: async () => {
      for (const { id } of await importsOf(connection)) await removeImport(connection, id);
      for (const name of ["view_answers", "file_answers"]) await connection.run(`DELETE FROM ${name}`);
      await decideWhatCounts(connection, settings, true);
    },
    close: table.close,
  };
}
