import type { DuckDBConnection } from "@duckdb/node-api";
import { formatCount } from "#shared/format/counts.ts";
import type { ListedProblem, UsageImport } from "#shared/usage/answers/answers.ts";
import { pricedRowsOf } from "./pricedRows.ts";
import { forgetRuns } from "./runTable.ts";
import { groupedBy, numberOrNull, rowsOf, textOrNull } from "./tableRows.ts";

/** What was imported, and what became of it. */

/** Rows of the imports before one that no other file holds as well. */
export async function earlierRows(connection: DuckDBConnection, id: number): Promise<number> {
  const [row] = await rowsOf(
    connection,
    "SELECT count(*)::DOUBLE FROM entries WHERE NOT is_same AND file_id IN (SELECT file_id FROM files WHERE import < ?)",
    [id],
  );
  return Number(row?.[0] ?? 0);
}

/** Whether rows wait that nobody was asked about. */
export async function isUndecided(connection: DuckDBConnection): Promise<boolean> {
  const [row] = await rowsOf(connection, "SELECT count(*) > 0 FROM entries WHERE hold = 2");
  return row?.[0] === true;
}

/** Whether a row counts, waits for an answer, or is counted elsewhere. */
const STATE = `CASE WHEN NOT is_same AND hold = 0 THEN 'added' WHEN NOT is_same AND hold = 2 THEN 'waiting' ELSE 'known' END`;

/** Sums of an import's files. */
function sumsOf(files: UsageImport["files"]): Pick<UsageImport, "rows" | "added" | "known" | "waiting" | "problems"> {
  const sum = (of: (file: UsageImport["files"][number]) => number): number =>
    files.reduce((all, file) => all + of(file), 0);
  return {
    rows: sum(({ rows }) => rows),
    added: sum(({ added }) => added),
    known: sum(({ known }) => known),
    waiting: sum(({ waiting }) => waiting),
    problems: sum(({ problems }) => problems),
  };
}

/** Past imports, the last first, and what of them counts. */
export async function importsOf(connection: DuckDBConnection): Promise<UsageImport[]> {
  const imports = await rowsOf(connection, "SELECT id, imported_at, replaced::DOUBLE FROM imports ORDER BY id DESC");
  const files = await rowsOf(
    connection,
    "SELECT import, file_id, name, format, rows::DOUBLE, repeated::DOUBLE, problems::DOUBLE, warnings FROM files ORDER BY import, file",
  );
  const counts = await rowsOf(
    connection,
    `SELECT file_id, ${STATE} AS state, count(*)::DOUBLE FROM entries GROUP BY ALL`,
  );
  const countOf = new Map(counts.map(([file, state, n]) => [`${String(file)} ${String(state)}`, Number(n)]));
  const worths = groupedBy(
    await rowsOf(
      connection,
      `SELECT file_id, ${STATE} AS state, currency, sum(tokens)::DOUBLE, sum(billed), sum(list) FROM ${pricedRowsOf("everything")} WHERE is_same OR hold <> 0 GROUP BY file_id, state, currency ORDER BY file_id, state, currency`,
    ),
    ([file, state]) => `${String(file)} ${String(state)}`,
  );
  const worthOf = (key: string): UsageImport["files"][number]["knownWorth"] => {
    const own = worths.get(key) ?? [];
    return {
      tokens: own.reduce((sum, row) => sum + Number(row[3]), 0),
      money: own.map(([, , currency, , billed, list]) => ({
        currency: String(currency),
        billed: numberOrNull(billed),
        list: numberOrNull(list),
      })),
    };
  };
  const byImport = groupedBy(files, ([id]) => Number(id));
  return imports.map(([id, at, replaced]) => {
    const own = (byImport.get(Number(id)) ?? []).map(([, file, name, format, rows, repeated, problems, warnings]) => {
      const [added, known, waiting] = ["added", "known", "waiting"].map(
        (state) => countOf.get(`${String(file)} ${state}`) ?? 0,
      ) as [number, number, number];
      return {
        name: String(name),
        format: textOrNull(format),
        rows: Number(rows),
        added,
        known,
        waiting,
        repeated: Number(repeated),
        problems: Number(problems),
        knownWorth: worthOf(`${String(file)} known`),
        waitingWorth: worthOf(`${String(file)} waiting`),
        warnings: JSON.parse(String(warnings)) as string[],
      };
    });
    return { id: Number(id), at: Number(at), files: own, ...sumsOf(own), replaced: Number(replaced) };
  });
}

/**
 * What the readers of the imported files warned of, each sentence once with the file or the number of files that it is
 * about. A file that was imported again is the same file.
 */
export async function warningsOf(connection: DuckDBConnection): Promise<string[]> {
  const files = await rowsOf(
    connection,
    "SELECT name, warnings FROM files WHERE warnings <> '[]' AND rows > 0 ORDER BY import, file",
  );
  const warned = files.flatMap(([name, warnings]) =>
    (JSON.parse(String(warnings)) as string[]).map((sentence) => ({ name: String(name), sentence })),
  );
  return [...groupedBy(warned, ({ sentence }) => sentence)].map(([sentence, of]) => {
    const names = [...new Set(of.map(({ name }) => name))];
    return `${names.length === 1 ? `“${names[0]!}”` : `${formatCount(names.length)} files`}: ${sentence}`;
  });
}

/** What could not be read, in the order of files and lines. */
export async function problemsOf(
  connection: DuckDBConnection,
  id: number,
  from: number,
  most: number,
): Promise<{ readonly total: number; readonly listed: ListedProblem[] }> {
  const [total] = await rowsOf(connection, "SELECT sum(problems)::DOUBLE FROM files WHERE import = ?", [id]);
  const listed = await rowsOf(
    connection,
    "SELECT f.name, p.line::DOUBLE, p.reason FROM problems p JOIN files f ON f.import = p.import AND f.file = p.file WHERE p.import = ? ORDER BY p.file, p.place LIMIT ? OFFSET ?",
    [id, most, from],
  );
  return {
    total: Number(total?.[0] ?? 0),
    listed: listed.map(([file, line, reason]) => ({ file: String(file), line: Number(line), reason: String(reason) })),
  };
}

/**
 * Takes an import out of the table; what counts must be decided anew afterwards, because others may hold the same rows.
 */
export async function removeImport(connection: DuckDBConnection, id: number): Promise<void> {
  await forgetRuns(connection);
  await connection.run("BEGIN TRANSACTION");
  try {
    const own = "(SELECT file_id FROM files WHERE import = ?)";
    for (const table of ["entries", "shapes", "summary_cells"])
      await connection.run(`DELETE FROM ${table} WHERE file_id IN ${own}`, [id]);
    for (const table of ["shared_rows", "file_answers"])
      await connection.run(`DELETE FROM ${table} WHERE one IN ${own} OR other IN ${own}`, [id, id]);
    await connection.run(`DELETE FROM replaced_files WHERE one IN ${own} OR "by" IN ${own}`, [id, id]);
    for (const table of ["problems", "files"]) await connection.run(`DELETE FROM ${table} WHERE import = ?`, [id]);
    await connection.run("DELETE FROM imports WHERE id = ?", [id]);
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
}
