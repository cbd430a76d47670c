import type { DuckDBConnection } from "@duckdb/node-api";
import type { ViewAnswer } from "#shared/usage/overlaps/reportShapes.ts";
import { type FileAnswer, type Owners, ownersOf, type SharedRows } from "#shared/usage/overlaps/sameRows.ts";
import { rowsOf } from "#electron/host/usage/table/tableRows.ts";

/** The rows of one grain in one file. */
export interface FileShape {
  readonly part: number;
  readonly import: number;
  readonly name: string;
  readonly grain: number;
  readonly source: string;
  readonly signature: string;
  readonly details: number;
}

/** What the files are, what they share, and what was answered. */
export interface Facts {
  readonly shapes: readonly FileShape[];
  readonly shared: readonly SharedRows[];
  readonly fileAnswers: readonly FileAnswer[];
  readonly viewAnswers: readonly ViewAnswer[];
  readonly owners: Owners;
}

/** Reads the facts from the table. */
export async function factsOf(connection: DuckDBConnection): Promise<Facts> {
  const shapes = (
    await rowsOf(
      connection,
      "SELECT file_id, import, name, grain, source, signature, details FROM shapes JOIN files USING (file_id) ORDER BY file_id, grain",
    )
  ).map(([part, id, name, grain, source, signature, details]) => ({
    part: Number(part),
    import: Number(id),
    name: String(name),
    grain: Number(grain),
    source: String(source),
    signature: String(signature),
    details: Number(details),
  }));
  // What another file stands for is not asked about.
  const replaced = `SELECT one FROM replaced_files WHERE "by" IN (SELECT file_id FROM files)`;
  const shared = (
    await rowsOf(
      connection,
      `SELECT found FROM shared_rows WHERE one NOT IN (${replaced}) AND other NOT IN (${replaced})`,
    )
  ).map(([found]) => JSON.parse(String(found)) as SharedRows);
  const fileAnswers = (await rowsOf(connection, "SELECT one, other, counts FROM file_answers")) as unknown as [
    number,
    number,
    FileAnswer["counts"],
  ][];
  const viewAnswers = (await rowsOf(connection, "SELECT one, other, counts FROM view_answers")) as unknown as [
    string,
    string,
    ViewAnswer["counts"],
  ][];
  const answers = fileAnswers.map(([one, other, counts]) => ({ one, other, counts }));
  return {
    shapes,
    shared,
    fileAnswers: answers,
    viewAnswers: viewAnswers.map(([one, other, counts]) => ({ one, other, counts })),
    owners: ownersOf([...new Set(shapes.map(({ part }) => part))], shared, answers),
  };
}
