import type { FileAnswer } from "#shared/usage/overlaps/sameRows.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Facts } from "./countingFacts.ts";
import type { FoundReport } from "./countedReports.ts";
import { type Found, sidesOf } from "./overlapSides.ts";

/**
 * Files that share rows, and of which nobody knows, or somebody has said, whether they report the same work. Reports
 * whose cells are in `leftOut` do not count.
 */
export async function rowOverlaps(
  connection: DuckDBConnection,
  facts: Facts,
  reports: readonly FoundReport[],
  leftOut: ReadonlyMap<number, ReadonlySet<number>>,
): Promise<Found[]> {
  const filesOf = new Map(facts.owners.owners.map(({ id, files }) => [id, files]));
  const found: Found[] = [];
  for (const group of facts.owners.undecided) {
    // Where another report counts for all but one of them, nothing counts twice any more.
    const left = reports.filter(
      ({ id, owner, cells }) =>
        owner !== null && group.includes(owner) && (cells.length === 0 || leftOut.get(id)!.size < cells.length),
    );
    if (new Set(left.map(({ view }) => view)).size < left.length || sharesRequests(group, facts, filesOf))
      found.push(await openQuestion(connection, facts, group, filesOf));
  }
  for (const answer of facts.fileAnswers) {
    const answered = await answeredQuestion(connection, facts, answer, filesOf);
    if (answered !== null) found.push(answered);
  }
  return found;
}

/** The files of each owner. */
type FilesOf = ReadonlyMap<number, readonly number[]>;

/** Whether files of the group's owners share rows of single requests or hours, which no other report can hold back. */
function sharesRequests(group: readonly number[], { shared }: Facts, filesOf: FilesOf): boolean {
  return shared.some(
    ({ one, other, by }) =>
      by !== "sum" &&
      group.some((id) => filesOf.get(id)!.includes(one)) &&
      group.some((id) => filesOf.get(id)!.includes(other)),
  );
}

/** Owners who may have reported the same work: nothing of the later imports counts until somebody says. */
async function openQuestion(
  connection: DuckDBConnection,
  facts: Facts,
  group: readonly number[],
  filesOf: FilesOf,
): Promise<Found> {
  const importOf = new Map(facts.shapes.map(({ part, import: id }) => [part, id]));
  const sides = await sidesOf(
    connection,
    facts,
    group.map((id) => filesOf.get(id)!),
  );
  const pairs = facts.shared.filter(
    ({ one, other }) =>
      group.some((id) => filesOf.get(id)!.includes(one) && !filesOf.get(id)!.includes(other)) &&
      group.some((id) => filesOf.get(id)!.includes(other)),
  );
  return {
    overlap: {
      key: JSON.stringify(["files", ...group]),
      state: "open",
      isAnswered: false,
      ...sides,
      sides: sides.sides.map((side) => ({ ...side, counts: false })),
    },
    imports: [...new Set(pairs.map(({ one, other }) => Math.max(importOf.get(one)!, importOf.get(other)!)))],
  };
}

/** What was answered can be asked again; null where the answer has nothing left to decide. */
async function answeredQuestion(
  connection: DuckDBConnection,
  facts: Facts,
  { one, other, counts }: FileAnswer,
  filesOf: FilesOf,
): Promise<Found | null> {
  const isApart = facts.owners.apart.some((pair) =>
    pair.every((id) => filesOf.get(id)!.some((part) => part === one || part === other)),
  );
  if (counts === "both" && !isApart) return null;
  const sides = await sidesOf(connection, facts, [[one], [other]]);
  return {
    overlap: {
      key: JSON.stringify(["files", one, other]),
      state: counts === "both" ? "both" : "once",
      isAnswered: true,
      ...sides,
      sides: sides.sides.map((side, i) => ({
        ...side,
        counts: counts === "both" || (counts === "one") === (i === 0),
      })),
    },
    imports: [],
  };
}
