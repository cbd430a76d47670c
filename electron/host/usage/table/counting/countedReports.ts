import { BIGINT, type DuckDBConnection, INTEGER, TINYINT, VARCHAR } from "@duckdb/node-api";
import type { UsageSettings } from "#shared/usage/answers/answers.ts";
import type { Report, ReportCell } from "#shared/usage/overlaps/reportShapes.ts";
import { append } from "#electron/host/usage/table/appendRows.ts";
import { pricedRowsOf } from "#electron/host/usage/table/pricedRows.ts";
import { numberOrNull, rowsOf, textOrNull } from "#electron/host/usage/table/tableRows.ts";
import { HOLD, ROW_GRAINS } from "#electron/host/usage/table/usageTable.ts";
import type { Facts, FileShape } from "./countingFacts.ts";

/** A cell, and what it is worth beside what it is compared by. */
export interface WorthCell extends ReportCell {
  readonly currency: string;
  readonly list: number | null;
  readonly rows: number;
}

/** A report of the table, with its cells and its files. */
export interface FoundReport extends Report {
  readonly cells: readonly WorthCell[];
  readonly parts: readonly number[];
  readonly owner: number | null;
}

/** The grain of a report from its number in the table. */
export function grainOf(grain: number): Report["grain"] {
  return ROW_GRAINS[grain]!;
}

/** Files of one source and shape, before their cells are read. */
interface ReportGroup {
  readonly shape: FileShape;
  readonly view: string;
  readonly owner: number | null;
  readonly members: FileShape[];
}

/** Groups the files by source and shape, and apart by owner where owners are in question. */
function groupsOf({ shapes, owners }: Facts, { leftOut = [] }: UsageSettings): ReportGroup[] {
  const conflicted = new Set([...owners.undecided.flat(), ...owners.apart.flat()]);
  const ownerOf = new Map(owners.owners.flatMap(({ id, files }) => files.map((part): [number, number] => [part, id])));
  const groups = new Map<string, ReportGroup>();
  for (const shape of shapes) {
    if (leftOut.includes(shape.source)) continue;
    const grain = grainOf(shape.grain);
    const owner = ownerOf.get(shape.part)!;
    const isSum = grain !== "request";
    // The ids of requests keep those of one tool apart; a table of the user's own may hold anybody's.
    const view = JSON.stringify([shape.source, grain, ...(isSum || shape.source === "table" ? [shape.signature] : [])]);
    const own = isSum && conflicted.has(owner) ? owner : null;
    const key = `${view} ${own ?? ""}`;
    const group = groups.get(key) ?? { shape, view, owner: own, members: [] };
    group.members.push(shape);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The reports of the table, with their cells where there is more than one to compare. */
export async function reportsOf(
  connection: DuckDBConnection,
  facts: Facts,
  settings: UsageSettings,
  local: string,
): Promise<FoundReport[]> {
  const all = groupsOf(facts, settings);
  await connection.run("CREATE OR REPLACE TEMP TABLE report_parts (file_id INTEGER, grain TINYINT, report INTEGER)");
  await append(
    connection,
    "temp.report_parts",
    [INTEGER, TINYINT, INTEGER],
    all.flatMap(({ members }, report) => members.map(({ part, grain }) => [part, grain, report])),
  );
  // One report alone, or one shape of many owners, has nothing to be compared with.
  const isCompared = new Set(all.map(({ view }) => view)).size > 1;
  const cells = isCompared ? await cellsByReport(connection, local) : new Map<number, WorthCell[]>();
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

/** Sums the rows of each report by stretch of time, model and currency; `report_parts` says which report they are of. */
async function cellsByReport(connection: DuckDBConnection, local: string): Promise<Map<number, WorthCell[]>> {
  const cells = new Map<number, WorthCell[]>();
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
  return cells;
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
export async function holdBack(
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
