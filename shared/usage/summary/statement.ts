import { DIALECTS, type Dialect, type DialectName } from "./dialects.ts";
import { partsQuery } from "./parts.ts";
import type { RequestSource } from "./requestSource.ts";
import { MOST_SAMPLED, SUMMARY_FORMAT, SUMMARY_GRID, SUMMARY_TOKENS } from "#shared/usage/formats/summaryFormat.ts";

/** What of which requests is to be reduced. */
export interface StatementChoice {
  readonly dialect: DialectName;
  readonly source: RequestSource;
  /** ISO days, both within; null: from the first request on, to the last. */
  readonly since: string | null;
  readonly until: string | null;
  /** Minutes without a request after which a person's next request begins another run. */
  readonly pause: number;
  /** Tables that later steps read, instead of one statement. */
  readonly steps: boolean;
}

export const DAY_MS = 86_400_000;
/** Days that are read beyond each edge of the window, so that a run is not cut there. */
const MARGIN_DAYS = 2;

/**
 * The statement that reduces requests to a summary of usage: one query, or with `steps` two tables and a query that
 * reads them. Its result names nobody, and it writes nothing but those tables.
 */
export function summaryStatement(choice: StatementChoice): string {
  const dialect: Dialect = DIALECTS[choice.dialect];
  const queries = {
    requests_in: requestsInQuery(dialect, choice),
    requests: `SELECT i.*, CAST(FLOOR(x_ms / 86400000.0) AS ${dialect.whole}) AS x_day\nFROM requests_in i`,
    paused: pausedQuery(choice.pause),
    grouped: groupedQuery(dialect),
    runs: runsQuery(dialect, choice),
    sampled: sampledQuery(dialect),
  };
  type Step = keyof typeof queries;
  const after = (names: readonly Step[], last: string): string =>
    `WITH ${names
      .map((name) => `${name} ${name === "runs" ? dialect.kept : dialect.inlined} (\n${indented(queries[name])}\n)`)
      .join(",\n")}\n${last}`;
  const parts = partsQuery(dialect, choice.source, choice.pause, within("x_day", choice));
  const head = comments(dialect, choice);
  if (!choice.steps)
    return `${head}\n${after(["requests_in", "requests", "paused", "grouped", "runs", "sampled"], parts)}\n`;
  const ofTables = (text: string): string => text.replaceAll(/\bFROM (requests|runs)\b/g, "FROM past_april_$1");
  return `${head}
${dialect.createTable("past_april_requests")}
${after(["requests_in"], queries.requests)};

${dialect.createTable("past_april_runs")}
${ofTables(after(["paused", "grouped"], queries.runs))};

${ofTables(after(["sampled"], parts))};
`;
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

function comments({ notes }: Dialect, { source, since, until, steps }: StatementChoice): string {
  const window =
    since === null && until === null ? "all days" : `${since ?? "the first day"} to ${until ?? "the last day"}`;
  return [
    `Past April: usage in sums (${SUMMARY_FORMAT}), ${window}, days in UTC.`,
    "Nothing in the result names a person, a run or a task. Import the file with: past-april import FILE",
    ...source.notes,
    ...notes,
    ...(steps ? ["The tables past_april_requests and past_april_runs can be dropped afterwards."] : []),
  ]
    .map((line) => `-- ${line}`)
    .join("\n");
}

/** Requests under names of their own: the one step that hangs on where they lie. */
function requestsInQuery(dialect: Dialect, { source, since, until }: StatementChoice): string {
  const { time, table, where, columns, preliminary } = source.requests(dialect);
  const read = [
    ...(where === null ? [] : [where]),
    ...(since === null ? [] : [`${time} >= TIMESTAMP '${shiftedDay(since, -MARGIN_DAYS)} 00:00:00'`]),
    ...(until === null ? [] : [`${time} < TIMESTAMP '${shiftedDay(until, 1 + MARGIN_DAYS)} 00:00:00'`]),
  ];
  return [
    `SELECT ${dialect.millis(time)} AS x_ms,`,
    [
      ...columns.map(([name, expression]) => `       ${expression} AS x_${name}`),
      ...(preliminary === null ? [] : [`       CASE WHEN ${preliminary} THEN 1 ELSE 0 END AS x_preliminary`]),
    ].join(",\n"),
    `FROM ${table}`,
    ...(read.length === 0 ? [] : [`WHERE ${read.join("\n  AND ")}`]),
  ].join("\n");
}

/** An ISO day so many days later. */
function shiftedDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Requests of a person that name no run, numbered by run: the next one after a pause begins another. Requests of one
 * moment are in one run, in whatever order they come.
 */
function pausedQuery(pause: number): string {
  const partition = "PARTITION BY x_workload, x_model, x_person ORDER BY x_ms";
  return `SELECT b.*, SUM(x_begins) OVER (${partition}
    RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS x_nth
FROM (
  SELECT r.*, CASE WHEN x_ms - MAX(x_ms) OVER (${partition}
      ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) <= ${Math.round(pause * 60_000)} THEN 0 ELSE 1 END AS x_begins
  FROM requests r
  WHERE x_run IS NULL AND x_person IS NOT NULL) b`;
}

const ALL_TOKENS = `x_${SUMMARY_TOKENS.join(" + x_")}`;

/** Runs of requests: by their own name, by pause, and of one request of nobody known. */
function groupedQuery({ text, bytewise }: Dialect): string {
  const sums = SUMMARY_TOKENS.map((name) => `SUM(x_${name}) AS ${name}`).join(", ");
  // The last known outcome, and success where both came at once.
  const rest = `MIN(x_ms) AS began, MIN(x_day) AS began_day, MAX(x_person) AS person,
       MOD(MAX(x_ms * 2 + x_outcome), 2) AS outcome,
       ${sums},
       SUM(${ALL_TOKENS}) AS tokens, SUM(x_amount) AS amount`;
  const own = SUMMARY_TOKENS.map((name) => `x_${name} AS ${name}`).join(", ");
  const key = (...columns: readonly string[]): string =>
    columns.map((name) => `CAST(x_${name} AS ${text})`).join(", ' ', ");
  return `SELECT 0 AS how, x_workload AS workload, x_model AS model, x_task AS task,
       CONCAT('r ', x_run, ' ', COALESCE(x_task, '')) AS run_key,
       ${rest}
FROM requests
WHERE x_run IS NOT NULL
GROUP BY x_workload, x_model, x_run, x_task
UNION ALL
SELECT 1 AS how, x_workload AS workload, x_model AS model, MAX(${bytewise("x_task")}) AS task,
       CONCAT('p ', COALESCE(x_model, ''), ' ', x_person, ' ', CAST(x_nth AS ${text})) AS run_key,
       ${rest}
FROM paused
GROUP BY x_workload, x_model, x_person, x_nth
UNION ALL
SELECT 2 AS how, x_workload AS workload, x_model AS model, x_task AS task,
       CONCAT('s ', ${key("ms", ...SUMMARY_TOKENS)}, ' ', COALESCE(CAST(x_amount AS ${text}), '')) AS run_key,
       x_ms AS began, x_day AS began_day, x_person AS person, x_outcome AS outcome,
       ${own},
       ${ALL_TOKENS} AS tokens, x_amount AS amount
FROM requests
WHERE x_run IS NULL AND x_person IS NULL`;
}

/** First and last day of the window as a condition on a day counted from 1970; null where there is none. */
function within(day: string, { since, until }: Pick<StatementChoice, "since" | "until">): string | null {
  const bound = (sign: string, iso: string | null): string[] =>
    iso === null ? [] : [`${day} ${sign} ${Date.parse(`${iso}T00:00:00Z`) / DAY_MS} /* ${iso} */`];
  const parts = [...bound(">=", since), ...bound("<=", until)];
  return parts.length === 0 ? null : parts.join(" AND ");
}

/** Runs that began within the window, with their bins. Tokens of nothing have no logarithm. */
function runsQuery({ whole, double, dateOf }: Dialect, choice: StatementChoice): string {
  const condition = within("began_day", choice);
  return `SELECT g.*, ${dateOf("began_day")} AS began_date,
       CAST(CASE WHEN tokens > 0
         THEN FLOOR(LN(CAST(GREATEST(tokens, 1) AS ${double})) / ${Math.log1p(SUMMARY_GRID)}) END AS ${whole}) AS bin
FROM grouped g${condition === null ? "" : `\nWHERE ${condition}`}`;
}

/**
 * Runs of whole tasks, drawn by the hash of the task, which stays here; a task without a name is its run. Of many runs
 * only those of the lowest hashes are put in order.
 */
function sampledQuery({ hash }: Dialect): string {
  return `SELECT s.*, DENSE_RANK() OVER (PARTITION BY workload ORDER BY lot) AS task_number
FROM (
  SELECT p.*, MAX(place) OVER (PARTITION BY workload, model, lot) AS last_place
  FROM (
    SELECT h.*, ROW_NUMBER() OVER (PARTITION BY workload, model ORDER BY lot, ${hash("run_key")}) AS place
    FROM (
      SELECT r.*, c.own_runs, ${hash("COALESCE(task, run_key)")} AS lot
      FROM runs r
      JOIN (
        SELECT COALESCE(workload, '') AS own_workload, COALESCE(model, '') AS own_model, COUNT(*) AS own_runs
        FROM runs
        GROUP BY COALESCE(workload, ''), COALESCE(model, '')) c
        ON COALESCE(r.workload, '') = c.own_workload AND COALESCE(r.model, '') = c.own_model) h
    WHERE lot < ${lotsBelow("own_runs")}) p) s
WHERE last_place <= ${MOST_SAMPLED}`;
}

/** Runs that are put in order at the least: so many that whole tasks of them nearly always fill the sample. */
const LEAST_IN_ORDER = 8 * MOST_SAMPLED;
/** Halvings of the hashes, for up to 40,000 × 2²⁰ runs of a workload and model. */
const MOST_HALVINGS = 20;

/** The hash below which, in hexadecimal, about so many runs of a group lie: a half of them, a quarter, and so on. */
function lotsBelow(runs: string): string {
  const cases = Array.from({ length: MOST_HALVINGS }, (_, i) => {
    const halvings = MOST_HALVINGS - i;
    const below = (2 ** (32 - halvings)).toString(16).padStart(8, "0");
    return `WHEN ${runs} >= ${LEAST_IN_ORDER * 2 ** halvings} THEN '${below}'`;
  });
  return `CASE ${cases.join(" ")} ELSE 'g' END`;
}
