import type { DuckDBConnection } from "@duckdb/node-api";
import { formatCount } from "#shared/format/counts.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { quoted } from "#shared/plan/schema/describe.ts";
import { PRELIMINARY, summaryLabels, usageSummary } from "#shared/usage/formats/usageSummary.ts";
import {
  BILLIONTHS,
  MOST_SAMPLED,
  readAbout,
  SUMMARY_PARTS,
  SUMMARY_TOKENS,
} from "#shared/usage/formats/summaryFormat.ts";
import { STANDARD_TERMS } from "#shared/usage/usageRow.ts";
import type { RowKind } from "#electron/host/usage/reading/rowPackets.ts";
import { replacePreliminary } from "./replacedSummaries.ts";
import { rowsOf } from "./tableRows.ts";

/** A summary of usage on its way into the table: all of it but its days, which are rows. */

/** Why a summary cannot be taken: the end of "the file: …". */
export class UnusableSummary extends Error {}

const DAY_MS = 86_400_000;

/** What `stageSummary` needs. */
export interface SummaryStaging {
  /** Of the import: its temporary table `staged_cells` takes the cells. */
  readonly connection: DuckDBConnection;
  /** The place of the file in its import. */
  readonly file: number;
  readonly path: string;
  readonly isParquet: boolean;
  /** The table's number for what rows have in common. */
  readonly kindOf: (source: string, kind: RowKind) => number;
}

/** The columns of staged cells, in the order of the table's own; `file` for its `file_id`. */
export const STAGED_CELLS =
  "file INTEGER, part VARCHAR, kind INTEGER, began BIGINT, ended BIGINT, days BIGINT, outcome TINYINT, bin BIGINT, n BIGINT, people BIGINT, t_input BIGINT, t_cacheRead BIGINT, t_cacheWrite BIGINT, t_cacheWriteHour BIGINT, t_output BIGINT, t_reasoning BIGINT, billed DOUBLE, listed DOUBLE";

/** Puts the cells of a summary beside the rows of an import. Throws `UnusableSummary`, and then has staged nothing. */
export async function stageSummary({ connection, file, path, isParquet, kindOf }: SummaryStaging): Promise<void> {
  const literal = `'${path.replaceAll(/[*?[]/g, "[$&]").replaceAll("'", "''")}'`;
  const source = isParquet ? `read_parquet(${literal})` : `read_csv(${literal}, header = true, all_varchar = true)`;
  const whole = ["period", "outcome", "bin", "n", "people", ...SUMMARY_TOKENS.map((name) => `t_${name}`), "amount"];
  try {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE summary AS SELECT part::VARCHAR AS part, nullif(workload::VARCHAR, '') AS workload, nullif(model::VARCHAR, '') AS model, about::VARCHAR AS about, ${whole.map((name) => `${name}::BIGINT AS ${name}`).join(", ")} FROM ${source}`,
    );
  } catch {
    throw new UnusableSummary("it is a summary of usage that is damaged or cut off");
  }
  const text = await soundAbout(connection);
  const about = readAbout(text);
  if (typeof about === "string") throw new UnusableSummary(about);
  await stageDays(connection, file);
  await refuseOverlap(connection, file);
  const kinds = await rowsOf(
    connection,
    "SELECT DISTINCT workload, model FROM temp.summary WHERE part <> 'day' ORDER BY ALL",
  );
  await connection.run("CREATE OR REPLACE TEMP TABLE summary_kinds (workload VARCHAR, model VARCHAR, kind INTEGER)");
  for (const [workload, model] of kinds as [string | null, string | null][]) {
    const common = {
      provider: null,
      model,
      currency: about.currency,
      terms: STANDARD_TERMS,
      labels: summaryLabels(workload),
    };
    await connection.run("INSERT INTO temp.summary_kinds VALUES (?, ?, ?)", [
      workload,
      model,
      kindOf(usageSummary.source, common),
    ]);
  }
  const money = `amount / ${BILLIONTHS}`;
  const month = "make_date((period // 100)::INTEGER, (period % 100)::INTEGER, 1)";
  const day = "make_date((period // 10000)::INTEGER, (period // 100 % 100)::INTEGER, (period % 100)::INTEGER)";
  const epoch = (date: string): string => `epoch_ms((${date})::TIMESTAMP)`;
  await connection.run(`
    INSERT INTO temp.staged_cells SELECT ${file}, part, kind,
      CASE part WHEN 'histogram' THEN ${epoch(month)} WHEN 'people' THEN 0 WHEN 'about' THEN 0 ELSE ${epoch(day)} END,
      CASE part WHEN 'histogram' THEN ${epoch(`${month} + INTERVAL 1 MONTH`)} WHEN 'people' THEN 0 WHEN 'about' THEN 0 ELSE ${epoch(day)} + ${DAY_MS} END,
      CASE part WHEN 'people' THEN period END, outcome, bin, n, people, coalesce(t_input, 0), coalesce(t_cacheread, 0), coalesce(t_cachewrite, 0), coalesce(t_cachewritehour, 0), coalesce(t_output, 0), 0,
      ${about.amount === "billed" ? `${money}, NULL` : `NULL, ${money}`}
    FROM temp.summary s JOIN temp.summary_kinds k ON k.workload IS NOT DISTINCT FROM s.workload AND k.model IS NOT DISTINCT FROM s.model
    WHERE part <> 'day'`);
}

/** The text of the one row “about”, where the parts are whole: they must come to what it says. */
async function soundAbout(connection: DuckDBConnection): Promise<string> {
  const known = SUMMARY_PARTS.map((part) => `'${part}'`).join(", ");
  const [[abouts, text, strange, runs, counted, personRuns, ofPeople, cut]] = (await rowsOf(
    connection,
    `SELECT count(*) FILTER (part = 'about')::DOUBLE, max(about) FILTER (part = 'about'), any_value(part) FILTER (part NOT IN (${known}) OR part IS NULL),
      coalesce(sum(bin) FILTER (part = 'about'), 0)::DOUBLE, coalesce(sum(n) FILTER (part = 'histogram'), 0)::DOUBLE,
      coalesce(sum(period) FILTER (part = 'about'), 0)::DOUBLE, coalesce(sum(people) FILTER (part = 'people'), 0)::DOUBLE,
      (SELECT count(*) FROM (SELECT workload, model FROM temp.summary GROUP BY workload, model HAVING sum(n) FILTER (part = 'sample') > ${MOST_SAMPLED} OR (coalesce(sum(n) FILTER (part = 'histogram'), 0) <= ${MOST_SAMPLED} AND coalesce(sum(n) FILTER (part = 'sample'), 0) <> coalesce(sum(n) FILTER (part = 'histogram'), 0))))::DOUBLE
    FROM temp.summary`,
  )) as [[number, string | null, string | null, number, number, number, number, number]];
  if (abouts !== 1 || text === null)
    throw new UnusableSummary(
      abouts > 1
        ? "it has two rows “about”: two summaries in one file are not read"
        : "it has no row “about”: it may have been cut off",
    );
  if (strange !== null) throw new UnusableSummary(`it has rows of a part ${quoted(strange)}, which no summary has`);
  if (runs !== counted)
    throw new UnusableSummary(
      `its histogram has ${formatCount(counted)} runs, and its row “about” says ${formatCount(runs)}: it may have been cut off or changed`,
    );
  if (personRuns !== ofPeople || cut > 0)
    throw new UnusableSummary("its people or its sample are not all there: it may have been cut off or changed");
  return text;
}

/** The days of a summary by model, beside those of the other summaries of its import. */
async function stageDays(connection: DuckDBConnection, file: number): Promise<void> {
  const tokens = SUMMARY_TOKENS.map((name) => `coalesce(t_${name}, 0)`).join(" + ");
  await connection.run(
    `INSERT INTO temp.staged_days SELECT ${file}, epoch_ms(strptime(period::VARCHAR, '%Y%m%d')), model, n, ${tokens}, bin = ${PRELIMINARY} FROM temp.summary WHERE part = 'day'`,
  );
}

/**
 * Two summaries of the same days: their people and runs cannot be separated. Where one was preliminary and the other
 * has all of its work, that one counts.
 */
async function refuseOverlap(connection: DuckDBConnection, own: number): Promise<void> {
  const [[from, to]] = (await rowsOf(
    connection,
    "SELECT min(period)::INTEGER, max(period)::INTEGER FROM temp.summary WHERE part = 'present'",
  )) as [[number | null, number | null]];
  if (from === null || to === null) throw new UnusableSummary("it has no day");
  const name = (day: number): string => `strptime('${day}', '%Y%m%d')`;
  const others = await rowsOf(
    connection,
    `SELECT c.file_id, coalesce(f.name, 'another file of this import'), min(c.began)::DOUBLE, max(c.ended)::DOUBLE FROM
      (SELECT file_id, began, ended FROM summary_cells WHERE part = 'present' AND file_id NOT IN (SELECT one FROM replaced_files) UNION ALL SELECT -1 - file, began, ended FROM temp.staged_cells WHERE part = 'present' AND -1 - file NOT IN (SELECT one FROM temp.staged_replaced)) c LEFT JOIN files f USING (file_id)
    GROUP BY ALL HAVING min(c.began) <= epoch_ms(${name(to)}) AND max(c.ended) > epoch_ms(${name(from)}) ORDER BY 2`,
  );
  const date = (ms: number): string => formatDateLong(Math.floor(ms / DAY_MS), { start: Number.POSITIVE_INFINITY });
  for (const [id, file, first, last] of others as [number, string, number, number][]) {
    if (await replacePreliminary(connection, id, -1 - own)) continue;
    await connection.run(`DELETE FROM temp.staged_days WHERE file = ${own}`);
    await connection.run(`DELETE FROM temp.staged_replaced WHERE one = ${-1 - own} OR "by" = ${-1 - own}`);
    throw new UnusableSummary(
      `its days overlap those of ${file === "another file of this import" ? file : quoted(file)} (${date(first)} to ${date(last - 1)}), and people and runs that both count cannot be separated: import one summary of all days, and remove the other import first`,
    );
  }
}
