import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { UsageImport, UsageSettings } from "#shared/usage/answers/answers.ts";
import { openParquet } from "#electron/host/usage/reading/parquet.ts";
import type { ParquetReader } from "#electron/host/usage/reading/partHead.ts";
import { decideWhatCounts } from "#electron/host/usage/table/counting/countOnce.ts";
import { earlierRows, importsOf, isUndecided } from "#electron/host/usage/table/importRecords.ts";
import { classifyRows } from "#electron/host/usage/table/meanings.ts";
import { openUsageTable, OtherVersion, type UsageTable } from "#electron/host/usage/table/usageTable.ts";

interface Opened {
  readonly table: UsageTable;
  readonly parquet: ParquetReader;
}

/** The usage table, opened when it is first needed. */
export interface OpenedTable {
  /** Rejects with an Error that ends a sentence where it cannot be opened; the next call tries again. */
  readonly opened: () => Promise<Opened>;
  /** Asks the table, one question at a time: the connection has one transaction. */
  readonly ask: <Answer>(question: (table: UsageTable) => Promise<Answer>) => Promise<Answer>;
  /** Decides anew what counts. `isChanged`: rows came, went or were answered for, not the settings alone. */
  readonly decide: (isChanged: boolean) => Promise<void>;
  /** The same after an import of this id; what became of it. */
  readonly decideImport: (id: number) => Promise<UsageImport>;
  readonly close: () => Promise<void>;
}

/** `file`: the table's own; `spill`: the folder for what does not fit into memory. */
export function openTableLater(file: string, spill: string, settings: () => UsageSettings): OpenedTable {
  let opening: Promise<Opened> | null = null;
  let asking: Promise<unknown> = Promise.resolve();
  const opened = async (): Promise<Opened> => {
    opening ??= openTable(file, spill, settings());
    try {
      return await opening;
    } catch (error) {
      opening = null;
      if (error instanceof Error && /set lock on file|being used by another process/i.test(error.message))
        throw new Error("another Past April has it open; close that one first");
      throw error;
    }
  };
  const ask: OpenedTable["ask"] = async (question) => {
    const { table } = await opened();
    const answer = asking.then(() => question(table));
    asking = answer.catch(() => undefined);
    return answer;
  };
  const decide = (isChanged: boolean): Promise<void> =>
    ask(async ({ connection }) => {
      await classifyRows(connection, settings());
      await decideWhatCounts(connection, settings(), isChanged);
    });
  const decideImport = async (id: number): Promise<UsageImport> => {
    const before = await ask(({ connection }) => earlierRows(connection, id));
    await decide(true);
    return ask(async ({ connection }) => {
      await connection.run("UPDATE imports SET replaced = ? WHERE id = ?", [
        BigInt(Math.max(0, before - (await earlierRows(connection, id)))),
        id,
      ]);
      return (await importsOf(connection)).find((each) => each.id === id)!;
    });
  };
  return {
    opened,
    ask,
    decide,
    decideImport,
    close: async () => {
      await asking;
      if (opening !== null) (await opening.catch(() => null))?.table.close();
      opening = null;
    },
  };
}

async function openTable(file: string, spill: string, settings: UsageSettings): Promise<Opened> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const table = await openUsageTable(file, spill).catch(async (error: unknown) => {
    if (!isUnusable(error)) throw error;
    // What is in it can be imported again; the program must start, and nothing is thrown away.
    renameSync(
      file,
      asideNames(file).find((name) => !existsSync(name))!,
    );
    rmSync(`${file}.wal`, { force: true });
    return openUsageTable(file, spill);
  });
  await classifyRows(table.connection, settings);
  // The program ended after rows had come and before it was decided which of them count.
  if (await isUndecided(table.connection)) await decideWhatCounts(table.connection, settings, true);
  return { table, parquet: openParquet(await table.instance.connect()) };
}

/** Where tables that cannot be opened are laid aside, the first free name first. */
export function asideNames(tableFile: string): string[] {
  return Array.from({ length: 1_000 }, (_, i) => `${tableFile}.old${i === 0 ? "" : `-${i + 1}`}`);
}

/** Whether the file of the table can never be opened, by nobody. */
function isUnusable(error: unknown): boolean {
  return (
    error instanceof OtherVersion ||
    (error instanceof Error &&
      /not a valid DuckDB database|database file.*(version|corrupt)|Serialization Error/i.test(error.message))
  );
}
