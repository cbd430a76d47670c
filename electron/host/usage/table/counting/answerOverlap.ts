import { type DuckDBConnection, type DuckDBValue, INTEGER, VARCHAR } from "@duckdb/node-api";
import type { OverlapAnswer } from "#shared/usage/overlaps/overlap.ts";
import { append } from "#electron/host/usage/table/appendRows.ts";
import { overlapsOf } from "#electron/host/usage/table/usageAnswers.ts";
import { factsOf } from "./countingFacts.ts";

/**
 * Writes down what was answered about an overlap; null forgets it. What counts must be decided anew afterwards. Throws
 * where there is no such overlap any more.
 */
export async function answerOverlap(connection: DuckDBConnection, key: string, answer: OverlapAnswer): Promise<void> {
  const overlap = (await overlapsOf(connection)).find((each) => each.key === key);
  if (overlap === undefined || (typeof answer === "number" && overlap.sides[answer] === undefined))
    throw new Error("the imports have changed since this was asked");
  const [kind, ...names] = JSON.parse(key) as ["views", string, string] | ["files", ...number[]];
  await connection.run("BEGIN TRANSACTION");
  try {
    if (kind === "views") await answerViews(connection, names as [string, string], answer);
    else await answerFiles(connection, names as number[], answer);
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
}

async function answerViews(
  connection: DuckDBConnection,
  views: readonly [string, string],
  answer: OverlapAnswer,
): Promise<void> {
  const [one, other] = views.toSorted();
  await connection.run("DELETE FROM view_answers WHERE one = ? AND other = ?", [one!, other!]);
  if (answer === null) return;
  await connection.run("INSERT INTO view_answers VALUES (?, ?, ?)", [
    one!,
    other!,
    answer === "both" ? "both" : views[answer] === one ? "one" : "other",
  ]);
}

async function answerFiles(
  connection: DuckDBConnection,
  owners: readonly number[],
  answer: OverlapAnswer,
): Promise<void> {
  const facts = await factsOf(connection);
  const ownerOf = new Map(
    facts.owners.owners.flatMap(({ id, files }) => files.map((part): [number, number] => [part, id])),
  );
  // An open question names owners; what was answered names the two files.
  const pairs =
    answer === null
      ? facts.fileAnswers.filter(({ one, other }) => owners.includes(one) && owners.includes(other))
      : facts.shared.filter(
          ({ one, other }) =>
            ownerOf.get(one) !== ownerOf.get(other) &&
            owners.includes(ownerOf.get(one)!) &&
            owners.includes(ownerOf.get(other)!),
        );
  const rows = new Map<string, DuckDBValue[]>();
  for (const { one, other } of pairs) {
    await connection.run(`DELETE FROM file_answers WHERE one = ${one} AND other = ${other}`);
    const chosen = typeof answer === "number" ? owners[answer] : undefined;
    if (answer !== null)
      rows.set(`${one} ${other}`, [
        one,
        other,
        answer === "both" ? "both" : ownerOf.get(other) === chosen ? "other" : "one",
      ]);
  }
  await append(connection, "file_answers", [INTEGER, INTEGER, VARCHAR], [...rows.values()]);
}
