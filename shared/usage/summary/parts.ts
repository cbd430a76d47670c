import type { Dialect } from "./dialects.ts";
import type { RequestSource } from "./requestSource.ts";
import {
  aboutText,
  SUMMARY_COLUMNS,
  SUMMARY_GRID,
  SUMMARY_TEXTS,
  SUMMARY_TOKENS,
  type SUMMARY_PARTS,
  type SummaryColumn,
} from "#shared/usage/formats/summaryFormat.ts";

type Part = (typeof SUMMARY_PARTS)[number];

/** One part of a summary: its columns by name, and where they come from. */
interface PartQuery {
  readonly part: Part;
  readonly values: Partial<Record<SummaryColumn, string>>;
  readonly from: string;
}

const TOKENS = Object.fromEntries(SUMMARY_TOKENS.map((name) => [`t_${name}`, name])) as Record<string, string>;
const TOKEN_SUMS = Object.fromEntries(SUMMARY_TOKENS.map((name) => [`t_${name}`, `SUM(${name})`])) as Record<
  string,
  string
>;
const CLASSES = SUMMARY_TOKENS.join(", ");
const REQUEST_SUMS = [...SUMMARY_TOKENS, "amount"].map((name) => `SUM(x_${name}) AS ${name}`).join(", ");

/**
 * The last step of the statement: all parts of the summary, one below the other, with the same columns of the same
 * types. Inner names differ from outer ones, because ClickHouse takes an alias before a column.
 */
export function partsQuery(dialect: Dialect, source: RequestSource, pause: number, within: string | null): string {
  const where = within === null ? "" : `\n      WHERE ${within}`;
  const about = aboutText({ grid: SUMMARY_GRID, pause, zone: "UTC", ...source.about });
  const amountState =
    source.requests(dialect).preliminary === null
      ? "CASE WHEN x_amount IS NULL THEN 0 ELSE 1 END"
      : "CASE WHEN x_amount IS NULL THEN 0 WHEN x_preliminary = 1 THEN 2 ELSE 1 END";
  return [...requestParts(dialect, { where, about, amountState }), ...RUN_PARTS]
    .map((part, place) => partQuery(dialect, part, place))
    .join("\nUNION ALL\n");
}

/** The first part says the types; a column that a later part does not have is NULL of the same type. */
function partQuery({ text, whole }: Dialect, { part, values, from }: PartQuery, place: number): string {
  const all: Partial<Record<SummaryColumn, string>> = { part: `'${part}'`, ...values };
  const columns = SUMMARY_COLUMNS.map((column) => {
    const isText = SUMMARY_TEXTS.includes(column);
    const value = all[column] ?? "NULL";
    return `${place > 0 && (isText || value === "NULL") ? value : `CAST(${value} AS ${isText ? text : whole})`} AS ${column}`;
  });
  return `SELECT ${[columns.slice(0, 4), columns.slice(4, 8), columns.slice(8, 11), columns.slice(11)]
    .map((line) => line.join(", "))
    .join(",\n       ")}\n${from}`;
}

/** YYYYMMDD of a date. */
function dayName(date: string): string {
  return `EXTRACT(YEAR FROM ${date}) * 10000 + EXTRACT(MONTH FROM ${date}) * 100 + EXTRACT(DAY FROM ${date})`;
}

/** What is counted by request: all of it, days, and who was there. */
function requestParts(
  { dateOf }: Dialect,
  { where, about, amountState }: { readonly where: string; readonly about: string; readonly amountState: string },
): readonly PartQuery[] {
  const day = `${dateOf("x_day")} AS day_date, x_workload AS workload`;
  return [
    {
      part: "about",
      values: {
        period: "person_runs",
        bin: "run_count",
        n: "request_count",
        people: "people_count",
        ...TOKENS,
        amount: "amount_sum",
        about: `'${about}'`,
      },
      from: `FROM (
      SELECT COUNT(*) AS request_count, COUNT(DISTINCT x_person) AS people_count,
             ${REQUEST_SUMS}_sum
      FROM requests${where}) q
CROSS JOIN (
      SELECT COUNT(*) AS run_count, COUNT(person) AS person_runs
      FROM runs) r`,
    },
    {
      part: "day",
      values: {
        period: dayName("day_date"),
        workload: "workload",
        model: "model",
        bin: "amount_state",
        n: "request_count",
        ...TOKENS,
        amount: "amount_sum",
      },
      from: `FROM (
      SELECT ${day}, x_model AS model,
             ${amountState} AS amount_state, COUNT(*) AS request_count,
             ${REQUEST_SUMS}_sum
      FROM requests${where}
      GROUP BY x_day, x_workload, x_model, ${amountState}) d`,
    },
    {
      part: "present",
      values: { period: dayName("day_date"), workload: "workload", people: "people_count" },
      from: `FROM (
      SELECT ${day}, COUNT(DISTINCT x_person) AS people_count
      FROM requests${where}
      GROUP BY x_day, x_workload) d`,
    },
  ];
}

/** What is counted by run: how many began, how dear they were, how they are spread over people, and some one by one. */
const RUN_PARTS: readonly PartQuery[] = [
  {
    part: "begun",
    values: {
      period: dayName("began_date"),
      workload: "workload",
      bin: "how",
      n: "CASE WHEN how < 2 THEN named_count ELSE all_count END",
    },
    from: `FROM (
      SELECT began_date, workload, how, COUNT(DISTINCT run_key) AS named_count, COUNT(*) AS all_count
      FROM runs
      GROUP BY began_date, workload, how) d`,
  },
  {
    part: "histogram",
    values: {
      period: "began_month",
      workload: "workload",
      model: "model",
      outcome: "outcome",
      bin: "run_bin",
      n: "COUNT(*)",
      ...TOKEN_SUMS,
      amount: "SUM(run_amount)",
    },
    from: `FROM (
      SELECT EXTRACT(YEAR FROM began_date) * 100 + EXTRACT(MONTH FROM began_date) AS began_month,
             workload, model, outcome, bin AS run_bin, ${CLASSES}, amount AS run_amount
      FROM runs) h
GROUP BY began_month, workload, model, outcome, run_bin`,
  },
  {
    part: "people",
    values: { period: "active_days", workload: "workload", bin: "own_runs", n: "COUNT(*)", people: "SUM(model_runs)" },
    from: `FROM (
      SELECT workload, COUNT(DISTINCT began_date) AS active_days, COUNT(DISTINCT run_key) AS own_runs,
             COUNT(*) AS model_runs
      FROM runs
      WHERE person IS NOT NULL
      GROUP BY workload, person) p
GROUP BY workload, active_days, own_runs`,
  },
  {
    part: "sample",
    values: {
      period: dayName("began_date"),
      workload: "workload",
      model: "model",
      outcome: "outcome",
      bin: "CASE WHEN task IS NOT NULL THEN task_number END",
      n: "1",
      ...TOKENS,
      amount: "run_amount",
    },
    from: `FROM (
      SELECT began_date, workload, model, outcome, task, task_number, ${CLASSES}, amount AS run_amount
      FROM sampled) s`,
  },
];
