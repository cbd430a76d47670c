import { BIGINT, INTEGER, TINYINT, VARCHAR, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import type { UsageSettings } from "#shared/usage/answers/answers.ts";
import type { OverlapAnswer, OverlapSide, RowsMoney, UsageOverlap } from "#shared/usage/overlaps/overlap.ts";
import {
  reconcileReports,
  type Report,
  type ReportCell,
  type ReportOverlap,
  type ViewAnswer,
} from "#shared/usage/overlaps/reports.ts";
import { ownersOf, type FileAnswer, type Owners, type SharedRows } from "#shared/usage/overlaps/sameRows.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { append } from "./appendRows.ts";
import { pricedRowsOf } from "./pricedRows.ts";
import { localBegan } from "./runTable.ts";
import { numberOrNull, rowsOf, textOrNull } from "./tableRows.ts";
import { overlapsOf } from "./usageAnswers.ts";
import { compareSpans, type SpanGroup } from "./repeatedSpans.ts";
import { HOLD, ROW_GRAINS } from "./usageTable.ts";

/**
 * Decides which rows of the table count, so that no work counts twice and nobody's is lost. The rules are in
 * shared/usage/overlaps; here their facts are gathered and their verdicts written down.
 */

interface FileShape {
  readonly part: number;
  readonly import: number;
  readonly name: string;
  readonly grain: number;
  readonly source: string;
  readonly signature: string;
  readonly details: number;
}

/** What the files are, what they share, and what was answered. */
interface Facts {
  readonly shapes: readonly FileShape[];
  readonly shared: readonly SharedRows[];
  readonly fileAnswers: readonly FileAnswer[];
  readonly viewAnswers: readonly ViewAnswer[];
  readonly owners: Owners;
}

async function factsOf(connection: DuckDBConnection): Promise<Facts> {
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
  const shared = (await rowsOf(connection, "SELECT found FROM shared_rows")).map(
    ([found]) => JSON.parse(String(found)) as SharedRows,
  );
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

/**
 * Decides anew what counts. `isChanged`: files came or went, or an answer was given; else only what rows mean has
 * changed. Afterwards `usage` holds what counts, and `overlaps` what was found. Rows of an import that somebody has to
 * be asked about wait.
 */
export async function decideWhatCounts(
  connection: DuckDBConnection,
  settings: UsageSettings,
  isChanged: boolean,
): Promise<void> {
  await connection.run("BEGIN TRANSACTION");
  try {
    const facts = await factsOf(connection);
    if (isChanged) await markSameRows(connection, facts);
    await connection.run(`UPDATE entries SET hold = ${HOLD.none} WHERE hold <> ${HOLD.none}`);
    const local = await localBegan(connection, settings);
    const spans = await compareSpans(connection, facts.viewAnswers);
    const reports = await reportsOf(connection, facts, settings, local);
    const { leftOut, overlaps } = reconcileReports(reports, facts.viewAnswers);
    await holdBack(connection, reports, leftOut, local);
    const found = [
      ...(await rowOverlaps(connection, facts, reports, leftOut)),
      ...reportOverlaps(overlaps, reports, facts),
      ...spans.map((group) => spanOverlap(group, facts)),
    ];
    const waiting = [...new Set(found.flatMap(({ overlap, imports }) => (overlap.state === "open" ? imports : [])))];
    if (waiting.length > 0)
      await connection.run(
        `UPDATE entries SET hold = ${HOLD.waiting} WHERE hold = ${HOLD.none} AND file_id IN (SELECT file_id FROM files WHERE import IN (${waiting.join(", ")}))`,
      );
    await connection.run("DELETE FROM found_overlaps");
    await append(
      connection,
      "found_overlaps",
      [INTEGER, VARCHAR],
      found.map(({ overlap }, place) => [place, JSON.stringify(overlap)]),
    );
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  } finally {
    await connection
      .run(
        "DROP TABLE IF EXISTS temp.part_owners; DROP TABLE IF EXISTS temp.report_parts; DROP TABLE IF EXISTS temp.left_cells;",
      )
      .catch(() => undefined);
  }
}

/**
 * Of what several files of one owner tell, what is final counts before what was preliminary, then the fullest; of equals
 * the earliest, because a session that was copied into another file keeps its days.
 */
async function markSameRows(
  connection: DuckDBConnection,
  { shared, owners: { owners, preference } }: Facts,
): Promise<void> {
  const related = new Set(shared.flatMap(({ one, other }) => [one, other]));
  await connection.run("CREATE OR REPLACE TEMP TABLE part_owners (file_id INTEGER, owner INTEGER, preference INTEGER)");
  await append(
    connection,
    "temp.part_owners",
    [INTEGER, INTEGER, INTEGER],
    owners
      .filter(({ files }) => files.length > 1)
      .flatMap(({ id, files }) =>
        files.filter((part) => related.has(part)).map((part) => [part, id, preference.get(part) ?? 0]),
      ),
  );
  await connection.run("UPDATE entries SET is_same = false WHERE is_same");
  if (related.size === 0) return;
  await connection.run(`
    UPDATE entries SET is_same = true FROM (
      SELECT file_id, identity FROM (
        SELECT file_id, identity, row_number() OVER (PARTITION BY owner, identity ORDER BY preference DESC, is_preliminary, tokens DESC, money DESC, began, file_id) AS nth FROM (
          SELECT o.file_id, owner, preference, identity, sum(t_input + t_cacheRead + t_cacheWrite + t_cacheWriteHour + t_output + t_reasoning) AS tokens, round(sum(abs(coalesce(billed, listed, 0))), 6) AS money, min(began) AS began, bool_or(is_preliminary) AS is_preliminary
          FROM entries e JOIN temp.part_owners o ON o.file_id = e.file_id GROUP BY o.file_id, owner, preference, identity))
      WHERE nth > 1) AS lesser
    WHERE entries.file_id = lesser.file_id AND entries.identity = lesser.identity`);
}

/** A cell, and what it is worth beside what it is compared by. */
interface WorthCell extends ReportCell {
  readonly currency: string;
  readonly list: number | null;
  readonly rows: number;
}

interface FoundReport extends Report {
  readonly cells: readonly WorthCell[];
  readonly parts: readonly number[];
  readonly owner: number | null;
}

function grainOf(grain: number): Report["grain"] {
  return ROW_GRAINS[grain]!;
}

/** The reports of the table: files of one source and shape, apart where they are of different owners. */
async function reportsOf(
  connection: DuckDBConnection,
  { shapes, owners }: Facts,
  { leftOut = [] }: UsageSettings,
  local: string,
): Promise<FoundReport[]> {
  const conflicted = new Set([...owners.undecided.flat(), ...owners.apart.flat()]);
  const ownerOf = new Map(owners.owners.flatMap(({ id, files }) => files.map((part): [number, number] => [part, id])));
  const groups = new Map<
    string,
    { readonly shape: FileShape; readonly view: string; readonly owner: number | null; readonly members: FileShape[] }
  >();
  for (const shape of shapes) {
    if (leftOut.includes(shape.source)) continue;
    const grain = grainOf(shape.grain);
    const owner = ownerOf.get(shape.part)!;
    const isSum = grain !== "request";
    // Requests of one tool are told apart by their ids; tables of one's own may be anybody's.
    const view = JSON.stringify([shape.source, grain, ...(isSum || shape.source === "table" ? [shape.signature] : [])]);
    const own = isSum && conflicted.has(owner) ? owner : null;
    const key = `${view} ${own ?? ""}`;
    const group = groups.get(key) ?? { shape, view, owner: own, members: [] };
    group.members.push(shape);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  await connection.run("CREATE OR REPLACE TEMP TABLE report_parts (file_id INTEGER, grain TINYINT, report INTEGER)");
  await append(
    connection,
    "temp.report_parts",
    [INTEGER, TINYINT, INTEGER],
    all.flatMap(({ members }, report) => members.map(({ part, grain }) => [part, grain, report])),
  );
  const cells = new Map<number, WorthCell[]>();
  // One report alone, or one shape of many owners, has nothing to be held against.
  if (new Set(all.map(({ view }) => view)).size > 1) {
    const found = await rowsOf(
      connection,
      `
      SELECT report, ${bucket(local)}, model_key, currency, sum(tokens)::DOUBLE, sum(billed), sum(list), count(*)::DOUBLE
      FROM (SELECT *, ${MODEL_KEY} AS model_key FROM ${pricedRowsOf("everything")}) u JOIN temp.report_parts r ON r.file_id = u.file_id AND r.grain = u.grain WHERE NOT is_same AND hold = ${HOLD.none} GROUP BY ALL ORDER BY ALL`,
    );
    for (const [report, from, to, model, currency, tokens, billed, list, rows] of found) {
      const own = cells.get(Number(report)) ?? [];
      own.push({
        from: Number(from),
        to: Number(to),
        model: textOrNull(model),
        currency: String(currency),
        tokens: Number(tokens),
        billed: numberOrNull(billed),
        list: numberOrNull(list),
        rows: Number(rows),
      });
      cells.set(Number(report), own);
    }
  }
  return all.map(({ shape, view, owner, members }, id) => ({
    id,
    ...(BILLS.has(shape.source) ? { files: [...new Set(members.map(({ part }) => part))] } : {}),
    source: shape.source,
    grain: grainOf(shape.grain),
    view,
    owner,
    details: Math.max(...members.map(({ details }) => details)),
    parts: [...new Set(members.map(({ part }) => part))],
    cells: cells.get(id) ?? [],
  }));
}

/** Sources whose files hold every line once, whatever stretch of time it is about. */
const BILLS = new Set(["focus", "aws-cur", "azure-billing", "gcp-billing"]);

const HOUR = 3_600_000;
/** Equal for all names of a model that prices know. */
const MODEL_KEY = "coalesce(priced_as, lower(model))";

/** Where a row lies for a comparison: sums in their own stretch, requests in their hour of the source's time zone. */
function bucket(local: string): string {
  const hour = `((${local}) // ${HOUR}) * ${HOUR}`;
  return `CASE WHEN u.grain < 2 THEN ${hour} ELSE u.began END AS cell_from, CASE WHEN u.grain < 2 THEN ${hour} + ${HOUR} ELSE u.ended END AS cell_to`;
}

/** Rows of cells that do not count are held back. */
async function holdBack(
  connection: DuckDBConnection,
  reports: readonly FoundReport[],
  leftOut: ReadonlyMap<number, ReadonlySet<number>>,
  local: string,
): Promise<void> {
  const rows = reports.flatMap(({ id, cells }) =>
    [...(leftOut.get(id) ?? [])]
      .map((at) => cells[at]!)
      .map(({ from, to, model, currency }) => [id, BigInt(from), BigInt(to), model, currency]),
  );
  if (rows.length === 0) return;
  await connection.run(
    "CREATE OR REPLACE TEMP TABLE left_cells (report INTEGER, cell_from BIGINT, cell_to BIGINT, model_key VARCHAR, currency VARCHAR)",
  );
  await append(connection, "temp.left_cells", [INTEGER, BIGINT, BIGINT, VARCHAR, VARCHAR], rows);
  await connection.run(`
    UPDATE entries SET hold = ${HOLD.otherReport} WHERE rowid IN (
      SELECT line FROM (SELECT u.line, report, ${bucket(local)}, ${MODEL_KEY} AS model_key, currency FROM ${pricedRowsOf("everything")} u JOIN temp.report_parts r ON r.file_id = u.file_id AND r.grain = u.grain) c
      SEMI JOIN temp.left_cells l ON l.report = c.report AND l.cell_from = c.cell_from AND l.cell_to = c.cell_to AND l.model_key IS NOT DISTINCT FROM c.model_key AND l.currency = c.currency)`);
}

interface Found {
  readonly overlap: UsageOverlap;
  /** Imports that wait as long as it is open. */
  readonly imports: readonly number[];
}

const SHAPE_WORDS: Readonly<Record<Report["grain"], string>> = {
  request: "requests",
  hour: "by hour",
  block: "by block of hours",
  day: "by day",
  session: "by session",
  week: "by week",
  month: "by month",
  period: "by period",
};
const SOURCE_NAMES = new Map(
  USAGE_FORMATS.toReversed().map(({ source, name }) => [source, name.replace(/ \((CSV|JSON|JSONL)\)$/, "")]),
);
const MOST_NAMES = 5;

function namesOf(parts: readonly number[], { shapes }: Pick<Facts, "shapes">): Pick<OverlapSide, "files" | "count"> {
  const names = new Map(shapes.map(({ part, name }) => [part, name]));
  return { files: parts.slice(0, MOST_NAMES).map((part) => names.get(part)!), count: parts.length };
}

/** Reports that tell the same in other shapes. */
function reportOverlaps(overlaps: readonly ReportOverlap[], reports: readonly FoundReport[], facts: Facts): Found[] {
  return overlaps.map((found) => {
    const [counted, other] = [reports[found.counted]!, reports[found.other]!];
    const cells = [
      found.countedCells.map((at) => counted.cells[at]!),
      found.otherCells.map((at) => other.cells[at]!),
    ] as const;
    const sides = (
      [
        [counted, cells[0], found.state !== "open"],
        [other, cells[1], found.state === "both"],
      ] as const
    ).map(([report, own, counts]) => ({
      ...namesOf(report.parts, facts),
      shape: `${SOURCE_NAMES.get(report.source) ?? "table"}, ${SHAPE_WORDS[report.grain]}`,
      counts,
      ...worthOf(own),
    }));
    return {
      overlap: {
        key: JSON.stringify(["views", counted.view, other.view]),
        state: found.state,
        isAnswered: found.isAnswered,
        sides,
        from: Math.max(...cells.map((own) => own.reduce((least, { from }) => Math.min(least, from), Infinity))),
        to: Math.min(...cells.map((own) => own.reduce((most, { to }) => Math.max(most, to), -Infinity))),
      },
      imports: laterImports(counted, other, facts),
    };
  });
}

/** Spans of agents that lie in other files than their calls. */
function spanOverlap({ views, state, isAnswered, from, to, sides }: SpanGroup, facts: Facts): Found {
  const importOf = new Map(facts.shapes.map(({ part, import: id }) => [part, id]));
  const imports = [...new Set(sides.flatMap(({ parts }) => parts.map((part) => importOf.get(part)!)))].sort(
    (a, b) => a - b,
  );
  return {
    overlap: {
      key: JSON.stringify(["views", views[1], views[0]]),
      state,
      isAnswered,
      from,
      to,
      sides: sides.map(({ parts, ...side }) => ({ ...namesOf(parts, facts), ...side })),
    },
    imports: imports.length > 1 ? imports.slice(1) : imports,
  };
}

/** Imports with files of the report that came later; of both, where they came together. */
function laterImports(one: FoundReport, other: FoundReport, { shapes }: Facts): number[] {
  const importOf = new Map(shapes.map(({ part, import: id }) => [part, id]));
  const [a, b] = [one, other].map(({ parts }) => [...new Set(parts.map((part) => importOf.get(part)!))]) as [
    number[],
    number[],
  ];
  const [first, second] = [Math.min(...a), Math.min(...b)];
  return first === second ? [...new Set([...a, ...b])] : first > second ? a : b;
}

function worthOf(cells: readonly WorthCell[]): Pick<OverlapSide, "rows" | "tokens" | "money"> {
  const money = new Map<string, RowsMoney>();
  for (const { currency, billed, list } of cells) {
    const before = money.get(currency) ?? { currency, billed: null, list: null };
    money.set(currency, { currency, billed: added(before.billed, billed), list: added(before.list, list) });
  }
  return {
    rows: cells.reduce((sum, { rows }) => sum + rows, 0),
    tokens: cells.reduce((sum, { tokens }) => sum + tokens, 0),
    money: [...money.values()],
  };
}

function added(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : one + other;
}

/** Files that share rows and of which nobody knows, or somebody has said, whether they tell the same work. */
async function rowOverlaps(
  connection: DuckDBConnection,
  facts: Facts,
  reports: readonly FoundReport[],
  leftOut: ReadonlyMap<number, ReadonlySet<number>>,
): Promise<Found[]> {
  const {
    owners: { owners, undecided, apart },
    shared,
    fileAnswers,
    shapes,
  } = facts;
  const filesOf = new Map(owners.map(({ id, files }) => [id, files]));
  const importOf = new Map(shapes.map(({ part, import: id }) => [part, id]));
  const found: Found[] = [];
  for (const group of undecided) {
    // Where another report tells all but one of them, nothing is told twice any more.
    const left = reports.filter(
      ({ id, owner, cells }) =>
        owner !== null && group.includes(owner) && (cells.length === 0 || leftOut.get(id)!.size < cells.length),
    );
    const isDouble =
      new Set(left.map(({ view }) => view)).size < left.length ||
      shared.some(
        ({ one, other, by }) =>
          by !== "sum" &&
          group.some((id) => filesOf.get(id)!.includes(one)) &&
          group.some((id) => filesOf.get(id)!.includes(other)),
      );
    if (!isDouble) continue;
    const sides = await sidesOf(
      connection,
      facts,
      group.map((id) => filesOf.get(id)!),
    );
    const pairs = shared.filter(
      ({ one, other }) =>
        group.some((id) => filesOf.get(id)!.includes(one) && !filesOf.get(id)!.includes(other)) &&
        group.some((id) => filesOf.get(id)!.includes(other)),
    );
    found.push({
      overlap: {
        key: JSON.stringify(["files", ...group]),
        state: "open",
        isAnswered: false,
        ...sides,
        sides: sides.sides.map((side) => ({ ...side, counts: false })),
      },
      imports: [...new Set(pairs.map(({ one, other }) => Math.max(importOf.get(one)!, importOf.get(other)!)))],
    });
  }
  // What was answered can be asked again.
  for (const { one, other, counts } of fileAnswers) {
    const isApart = apart.some((pair) =>
      pair.every((id) => filesOf.get(id)!.some((part) => part === one || part === other)),
    );
    if (counts === "both" && !isApart) continue;
    const sides = await sidesOf(connection, facts, [[one], [other]]);
    found.push({
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
    });
  }
  return found;
}

/** What groups of files say of the rows that more than one group tells. */
async function sidesOf(
  connection: DuckDBConnection,
  facts: Facts,
  groups: readonly (readonly number[])[],
): Promise<{ readonly from: number; readonly to: number; readonly sides: readonly Omit<OverlapSide, "counts">[] }> {
  const sideOf = `CASE ${groups.map((parts, i) => `WHEN file_id IN (${parts.join(", ")}) THEN ${i}`).join(" ")} END`;
  const found = await rowsOf(
    connection,
    `
    WITH own AS (SELECT *, ${sideOf} AS side FROM ${pricedRowsOf("everything")} WHERE file_id IN (${groups.flat().join(", ")})),
    common AS (SELECT identity FROM own GROUP BY identity HAVING min(side) <> max(side)),
    fullest AS (SELECT * FROM own SEMI JOIN common USING (identity))
    SELECT side, currency, any_value(grain), count(*)::DOUBLE, sum(tokens)::DOUBLE, sum(billed), sum(list), min(began)::DOUBLE, max(ended)::DOUBLE FROM fullest GROUP BY side, currency ORDER BY side, currency`,
  );
  const sides = groups.map((parts, i) => {
    const own = found.filter(([side]) => Number(side) === i);
    return {
      ...namesOf(parts, facts),
      shape: SHAPE_WORDS[grainOf(Number(own[0]?.[2] ?? 0))],
      rows: own.reduce((sum, row) => sum + Number(row[3]), 0),
      tokens: own.reduce((sum, row) => sum + Number(row[4]), 0),
      money: own.map(([, currency, , , , billed, list]) => ({
        currency: String(currency),
        billed: numberOrNull(billed),
        list: numberOrNull(list),
      })),
    };
  });
  return {
    from: found.reduce((least, row) => Math.min(least, Number(row[7])), Infinity),
    to: found.reduce((most, row) => Math.max(most, Number(row[8])), -Infinity),
    sides,
  };
}

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
