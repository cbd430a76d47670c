import { DuckDBInstance } from "@duckdb/node-api";
import { openParquet } from "#electron/host/usage/reading/parquet.ts";
import { lookAtPart } from "#electron/host/usage/reading/lookAtPart.ts";
import { readingOf, readPart, unreadReason } from "#electron/host/usage/reading/readUsage.ts";
import { type ParquetReader } from "#electron/host/usage/reading/partHead.ts";
import { partsOf, type UsagePart } from "#electron/host/usage/reading/usageFiles.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import type { StatedStyle } from "#shared/usage/text/numbers.ts";
import { TOKEN_CLASSES, type UsageRow } from "#shared/usage/usageRow.ts";

/** What the machine's reader makes of one file. */
export interface ReadUsageFile {
  readonly name: string;
  readonly format: string | null;
  readonly rows: readonly UsageRow[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

let reader: Promise<ParquetReader> | null = null;
const parquet = (): Promise<ParquetReader> =>
  (reader ??= DuckDBInstance.create(":memory:").then(async (instance) => openParquet(await instance.connect())));

/**
 * Everything that one part tells: of rows with the same id the last, as the table keeps them. `columns` and
 * `style`: what its user says of them.
 */
export async function readUsagePart(
  part: UsagePart,
  columns: ColumnMap | null = null,
  style: StatedStyle | null = null,
): Promise<ReadUsageFile> {
  const look = await lookAtPart(part, (await parquet()).look, style);
  const { name } = part;
  if (look.issue !== null) return { name, format: null, rows: [], problems: [look.issue], warnings: [] };
  const reading = readingOf(look, null, columns);
  if (reading === null) return { name, format: null, rows: [], problems: [unreadReason(look)], warnings: [] };
  const rows: UsageRow[] = [];
  const places = new Map<string, number>();
  const problems: string[] = [];
  const warnings = new Set<string>();
  await readPart(
    part,
    reading,
    {
      onRow: (row) => {
        const place = row.id === null ? undefined : places.get(row.id);
        if (row.id !== null && place === undefined) places.set(row.id, rows.length);
        if (place === undefined) rows.push(row);
        else rows[place] = row;
      },
      onProblem: (line, reason) => problems.push(`line ${line}: ${reason}`),
      onWarning: (sentence) => warnings.add(sentence),
      onRead: () => undefined,
      pause: () => Promise.resolve(),
    },
    await parquet(),
  );
  return { name, format: reading.format, rows, problems, warnings: [...warnings] };
}

/** All files behind a path. */
export async function readUsageFiles(path: string): Promise<ReadUsageFile[]> {
  return Promise.all((await partsOf(path)).map((part) => readUsagePart(part)));
}

/** The one file behind a path. */
export async function readUsageFile(
  path: string,
  columns: ColumnMap | null = null,
  style: StatedStyle | null = null,
): Promise<ReadUsageFile> {
  const [part] = await partsOf(path);
  return readUsagePart(part!, columns, style);
}

/** Tokens by class, and money as billed, of what is not nothing. */
export function sumsOf({ rows }: ReadUsageFile): Record<string, number> {
  const found: Record<string, number> = {};
  const add = (name: string, amount: number): void => {
    if (amount !== 0) found[name] = Number(((found[name] ?? 0) + amount).toPrecision(12));
  };
  for (const row of rows) {
    for (const name of TOKEN_CLASSES) add(name, row.tokens[name]);
    add("billed", row.billed ?? 0);
  }
  return found;
}
