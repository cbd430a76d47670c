import { amountOfCell, monthOfCell, type Cells } from "./cells.ts";

/** What a row or a column of a table holds, by month. */
export type SeriesRole = "spend" | "people" | "seats" | "ignore";

/**
 * How a table is read. `across`: months stand in the head row, each row below is a series; `down`: months stand in a
 * column, each other column is a series; `long`: each row is one amount with its month and its tool.
 */
export type TableLayout =
  | {
      readonly kind: "across";
      readonly headRow: number;
      readonly nameColumn: number;
      readonly roles: Readonly<Record<string, SeriesRole>>;
    }
  | {
      readonly kind: "down";
      readonly headRow: number;
      readonly monthColumn: number;
      readonly roles: Readonly<Record<string, SeriesRole>>;
    }
  | {
      readonly kind: "long";
      readonly headRow: number;
      readonly monthColumn: number;
      readonly nameColumn: number;
      readonly amountColumn: number;
    };

/** The first rows in which a head is looked for. */
const HEAD_ROWS = 15;

const PEOPLE =
  /\b(head ?counts?|people|persons?|employees|staff|ftes?|engineers|developers|users|mitarbeiter|effectifs?)\b/i;
const SEATS = /\b(seats?|licen[cs]es?|lizenzen|licences)\b/i;
const TOTAL = /^(grand )?(totals?|sums?|gesamt|summe|sub-?total|totale)\b/i;

/** What a series is, by its name and amounts. */
export function roleOf(name: string, amounts: readonly (number | null)[]): SeriesRole {
  if (TOTAL.test(name)) return "ignore";
  const known = amounts.filter((amount) => amount !== null && !Number.isNaN(amount));
  if (known.length === 0) return "ignore";
  if (PEOPLE.test(name)) return "people";
  // "Copilot seats, cost" is money; whole numbers under a name that says seats are seats.
  return SEATS.test(name) && !/cost|spend|\$|€|£|price/i.test(name) && known.every(Number.isInteger)
    ? "seats"
    : "spend";
}

/** How a table is most likely meant; null: no months are found in it. */
export function proposeLayout(cells: Cells): TableLayout | null {
  const across = cells
    .slice(0, HEAD_ROWS)
    .findIndex((row) => monthsIn(row) >= 2 || (monthsIn(row) === 1 && row.length === 2 && cells.length === 2));
  if (across >= 0) {
    const nameColumn = cells[across]!.findIndex((cell) => monthOfCell(cell) === null);
    const column = Math.max(0, nameColumn);
    const roles = seriesAcross(cells, across, column).map(
      ({ name, amounts }) => [name, roleOf(name, amounts)] as const,
    );
    return { kind: "across", headRow: across, nameColumn: column, roles: Object.fromEntries(roles) };
  }
  const width = Math.max(0, ...cells.map((row) => row.length));
  const monthColumn = Array.from({ length: width }, (_, c) => c).find(
    (c) => cells.filter((row) => monthOfCell(row[c] ?? "") !== null).length >= Math.max(1, cells.length - HEAD_ROWS),
  );
  if (monthColumn === undefined) return null;
  const first = cells.findIndex((row) => monthOfCell(row[monthColumn] ?? "") !== null);
  const headRow = Math.max(0, first - 1);
  if (first === 0) return null;
  return longLayout(cells, headRow, monthColumn) ?? downLayout(cells, headRow, monthColumn);
}

function monthsIn(row: readonly string[]): number {
  return row.filter((cell) => monthOfCell(cell) !== null).length;
}

function longLayout(cells: Cells, headRow: number, monthColumn: number): TableLayout | null {
  const body = cells.slice(headRow + 1).filter((row) => monthOfCell(row[monthColumn] ?? "") !== null);
  const columns = Array.from({ length: cells[headRow]!.length }, (_, c) => c).filter((c) => c !== monthColumn);
  const isText = (c: number): boolean =>
    body.every((row) => (row[c] ?? "") !== "" && Number.isNaN(amountOfCell(row[c] ?? "") ?? 0));
  const isNumber = (c: number): boolean => body.every((row) => !Number.isNaN(amountOfCell(row[c] ?? "") ?? 0));
  const nameColumn = columns.find(isText);
  const amountColumn = columns.findLast((c) => c !== nameColumn && isNumber(c));
  return nameColumn === undefined || amountColumn === undefined
    ? null
    : { kind: "long", headRow, monthColumn, nameColumn, amountColumn };
}

function downLayout(cells: Cells, headRow: number, monthColumn: number): TableLayout {
  const roles = seriesDown(cells, headRow, monthColumn).map(
    ({ name, amounts }) => [name, roleOf(name, amounts)] as const,
  );
  return { kind: "down", headRow, monthColumn, roles: Object.fromEntries(roles) };
}

/** One series of a table: its name, and its amount in each of its months; NaN: the cell is no number. */
export interface Series {
  readonly name: string;
  readonly months: readonly string[];
  readonly amounts: readonly (number | null)[];
}

/** The rows below a head of months. */
export function seriesAcross(cells: Cells, headRow: number, nameColumn: number): Series[] {
  const columns = cells[headRow]!.flatMap((cell, c) => {
    const month = monthOfCell(cell);
    return month === null ? [] : [{ c, month }];
  });
  const months = columns.map(({ month }) => month);
  return cells.slice(headRow + 1).flatMap((row, r) => {
    const amounts = columns.map(({ c }) => amountOfCell(row[c] ?? ""));
    const name = row[nameColumn] ?? "";
    return name === "" && amounts.every((amount) => amount === null)
      ? []
      : [{ name: name === "" ? `Row ${headRow + r + 2}` : name, months, amounts }];
  });
}

/** The columns beside a column of months. */
export function seriesDown(cells: Cells, headRow: number, monthColumn: number): Series[] {
  const body = cells.slice(headRow + 1).flatMap((row) => {
    const month = monthOfCell(row[monthColumn] ?? "");
    return month === null ? [] : [{ month, row }];
  });
  const months = body.map(({ month }) => month);
  return cells[headRow]!.flatMap((name, c) =>
    c === monthColumn
      ? []
      : [
          {
            name: name === "" ? `Column ${c + 1}` : name,
            months,
            amounts: body.map(({ row }) => amountOfCell(row[c] ?? "")),
          },
        ],
  );
}

/** The series of a table under a layout, each with what it holds. */
export function seriesOf(cells: Cells, layout: TableLayout): { readonly series: Series; readonly role: SeriesRole }[] {
  if (layout.kind === "long") return longSeries(cells, layout).map((series) => ({ series, role: "spend" }));
  const all =
    layout.kind === "across"
      ? seriesAcross(cells, layout.headRow, layout.nameColumn)
      : seriesDown(cells, layout.headRow, layout.monthColumn);
  return all.map((series) => ({ series, role: layout.roles[series.name] ?? roleOf(series.name, series.amounts) }));
}

function longSeries(cells: Cells, layout: TableLayout & { readonly kind: "long" }): Series[] {
  const rows = cells.slice(layout.headRow + 1).flatMap((row) => {
    const month = monthOfCell(row[layout.monthColumn] ?? "");
    return month === null
      ? []
      : [{ month, name: row[layout.nameColumn] ?? "", amount: amountOfCell(row[layout.amountColumn] ?? "") }];
  });
  const months = [...new Set(rows.map(({ month }) => month))].toSorted();
  return [...new Set(rows.map(({ name }) => name))].map((name) => ({
    name,
    months,
    // Several rows of one tool and month, such as one a project, are added up.
    amounts: months.map((month) => {
      const amounts = rows.filter((row) => row.name === name && row.month === month).map(({ amount }) => amount);
      const known = amounts.filter((amount) => amount !== null);
      return known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0);
    }),
  }));
}

/** What a table looks like without its figures: tables of the same form next month have the same signature. */
export function signatureOf(cells: Cells, layout: TableLayout): string {
  const names =
    layout.kind === "across"
      ? cells.slice(layout.headRow + 1).map((row) => row[layout.nameColumn] ?? "")
      : cells[layout.headRow]!;
  return [layout.kind, ...names.map((name) => name.toLowerCase())].join("|");
}
