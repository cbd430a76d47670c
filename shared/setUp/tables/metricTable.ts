import type { Metric } from "#shared/plan/schema/metric.ts";
import { monthAfter, monthsFrom } from "#shared/units.ts";
import { amountOfCell, monthOfCell, type Cells } from "./cells.ts";

/** A metric by month out of a table, and a control group beside it. Null is a missing month. */
export interface MetricTable {
  /** ISO month of the first value. */
  readonly from: string;
  readonly values: readonly (number | null)[];
  readonly control: { readonly name: string; readonly values: readonly (number | null)[] } | null;
}

/** A table that cannot be read as months of a metric, as a sentence. */
export interface TableRefusal {
  readonly refusal: string;
}

/**
 * Reads months of a metric from a table: one column of months, the first column of numbers is the metric, a second one
 * the control group. Months in between that have no row are missing, not dropped.
 */
export function metricTable(cells: Cells): MetricTable | TableRefusal {
  const columns = columnsOf(cells);
  if ("refusal" in columns) return columns;
  const months = monthsOf(columns);
  if ("refusal" in months) return months;
  const sorted = [...months.keys()].sort();
  const from = sorted[0]!;
  const count = monthsFrom(from, sorted.at(-1)!) + 1;
  const column = (which: number): (number | null)[] =>
    Array.from({ length: count }, (_, i) => months.get(monthAfter(from, i))?.[which] ?? null);
  return {
    from,
    values: column(0),
    control:
      columns.figures.length < 2
        ? null
        : { name: columns.secondHead === "" ? "control group" : columns.secondHead, values: column(1) },
  };
}

interface Columns {
  /** Column of the months, and of the metric and of a control group. */
  readonly month: number;
  readonly figures: readonly number[];
  readonly secondHead: string;
  readonly data: readonly { readonly row: readonly string[]; readonly line: number }[];
}

function columnsOf(cells: Cells): Columns | TableRefusal {
  const rows = cells.map((row, i) => ({ row, line: i + 1 })).filter(({ row }) => row.some((cell) => cell !== ""));
  const width = Math.max(0, ...rows.map(({ row }) => row.length));
  const columns = Array.from({ length: width }, (_, column) => column);
  const isMonth = (row: readonly string[], column: number): boolean => monthOfCell(row[column] ?? "") !== null;
  const month = columns.find(
    (column) => rows.filter(({ row }) => isMonth(row, column)).length >= Math.max(1, (rows.length - 1) / 2),
  );
  if (month === undefined) return { refusal: "No column holds months, such as 2026-09 or Sep 2026." };
  const head = isMonth(rows[0]!.row, month) ? [] : rows[0]!.row;
  const data = head.length === 0 ? rows : rows.slice(1);
  const isFigure = (cell: string): boolean => Number.isFinite(amountOfCell(cell) ?? Number.NaN);
  const figures = columns
    .filter((column) => column !== month && data.some(({ row }) => isFigure(row[column] ?? "")))
    .slice(0, 2);
  if (figures.length === 0) return { refusal: "A column of numbers is missing beside the months." };
  return { month, figures, data, secondHead: (head[figures[1] ?? -1] ?? "").trim() };
}

/** Metric and control group by month; every row must be read. */
function monthsOf({ month: at, figures, data }: Columns): Map<string, readonly (number | null)[]> | TableRefusal {
  const months = new Map<string, readonly (number | null)[]>();
  for (const { row, line } of data) {
    const cell = (column: number): string => row[column] ?? "";
    const month = monthOfCell(cell(at));
    if (month === null) return { refusal: `Row ${line}: “${cell(at).slice(0, 30)}” is not a month.` };
    if (months.has(month)) return { refusal: `Row ${line}: ${month} is there twice. Keep one row for each month.` };
    const values = figures.map((column) => amountOfCell(cell(column)));
    const wrong = figures[values.findIndex((value) => Number.isNaN(value))];
    if (wrong !== undefined) return { refusal: `Row ${line}: “${cell(wrong).slice(0, 30)}” is not a number.` };
    months.set(month, values);
  }
  return months;
}

/**
 * A metric with the months of a table, split where the use started: `start` is its first month with agents. Months of
 * the table replace those of the metric; a control group too, where the table has one, else there is none.
 */
export function withMetricTable(metric: Metric, table: MetricTable, start: string | null): Metric | TableRefusal {
  const split = start === null ? table.values.length : monthsFrom(table.from, start);
  if (split < 1)
    return { refusal: `The months begin in ${table.from}; to have months before, the start must be later.` };
  const { before: _, after: __, control: ___, ...rest } = metric;
  const afterValues = table.values.slice(split);
  return {
    ...rest,
    before: { from: table.from, values: table.values.slice(0, split) },
    ...(afterValues.length === 0 ? {} : { after: { from: monthAfter(table.from, split), values: afterValues } }),
    ...(table.control === null
      ? {}
      : {
          control: {
            name: table.control.name,
            before: table.control.values.slice(0, split),
            after: table.control.values.slice(split),
          },
        }),
  };
}
