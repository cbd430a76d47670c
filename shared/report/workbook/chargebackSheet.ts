import type { Chargeback, ChargedCentre } from "#shared/forecast/answers/chargeback.ts";
import type { Charged } from "#shared/forecast/answers/coins.ts";
import { formatExactMoney, minorDigits } from "#shared/format/money.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { columnLetters, EMPTY, type CellModel, type CellStyle, type SheetModel } from "./model.ts";

const FIRST_MONTH = 3;
const HEAD_ROW = 4;

/** What the sheet says of itself, above the months. */
export interface ChargebackHead {
  readonly title: string;
  readonly lines: readonly [string, string];
}

/**
 * What each cost center is charged by month, a line for each of its costs with the rule that brought it there; sums are
 * formulas. `hasWhole` adds the whole plan below.
 */
export function chargebackSheet(
  chargeback: Chargeback,
  { title, lines }: ChargebackHead,
  currency: string,
  hasWhole: boolean,
): SheetModel {
  const { months } = chargeback;
  const rows: CellModel[][] = [
    [text(title, "title")],
    [text(lines[0], "note")],
    [text(lines[1], "note")],
    [
      ...["Cost center", "Cost", "Rule"].map((words) => text(words, "head")),
      ...[...months.map((month) => formatMonth(month, true)), "Year"].map((words): CellModel => ({
        text: words,
        style: "head",
        isNumeric: true,
      })),
    ],
  ];
  const totals = addCentres(rows, chargeback, currency);
  if (hasWhole) addWhole(rows, chargeback, currency, totals);
  return {
    name: "Chargeback",
    rows,
    widths: [24, 34, 22, ...months.map(() => 15), 15],
    frozen: { rows: HEAD_ROW, columns: FIRST_MONTH },
    print: { repeatedRows: HEAD_ROW },
  };
}

/** Adds every centre with its costs and their sum; returns the rows of the sums. */
function addCentres(rows: CellModel[][], { centres }: Chargeback, currency: string): number[] {
  return centres.map((centre) => {
    const first = rows.length + 1;
    for (const cost of centre.costs)
      rows.push([text(centre.name), text(cost.name), text(cost.rule), ...money(cost, rows.length + 1, currency)]);
    const end = rows.length;
    rows.push([
      text(centre.name, "strong"),
      text(aboutCentre(centre, currency), "strong"),
      EMPTY,
      ...(centre.costs.length === 0
        ? money(centre, end + 1, currency)
        : sums(centre, (column) => `SUM(${column}${first}:${column}${end})`, currency, "strong")),
    ]);
    return end + 1;
  });
}

/** Adds the whole plan as the sum of its centres, and in cash where that is another. */
function addWhole(rows: CellModel[][], { whole, cash }: Chargeback, currency: string, totals: readonly number[]): void {
  const adding = (column: string): string => totals.map((row) => `${column}${row}`).join("+");
  const total = (words: string): CellModel => text(words, "total");
  rows.push([total("Whole plan"), total(""), total(""), ...sums(whole, adding, currency, "total")]);
  if (cash.months.some((paid, m) => paid !== whole.months[m]))
    rows.push([text("Whole plan, cash"), EMPTY, EMPTY, ...money(cash, rows.length + 1, currency)]);
}

/** The months of a row as numbers, and their sum as a formula. */
function money({ months, year }: Charged, row: number, currency: string): CellModel[] {
  const format = formatOf(currency);
  const range = `${columnLetters(FIRST_MONTH)}${row}:${columnLetters(FIRST_MONTH + months.length - 1)}${row}`;
  return [
    ...months.map((number): CellModel => ({ number, format })),
    { formula: `SUM(${range})`, number: year, format },
  ];
}

/** A row of formulas, one a column. */
function sums(
  { months, year }: Charged,
  of: (column: string) => string,
  currency: string,
  style: CellStyle,
): CellModel[] {
  return [...months, year].map((number, m) => ({
    formula: of(columnLetters(FIRST_MONTH + m)),
    number,
    style,
    format: formatOf(currency),
  }));
}

/** Money to its smallest coin, a true minus, a dash for nothing. */
function formatOf(currency: string): string {
  const digits = minorDigits(currency);
  const decimals = digits === 0 ? "" : `.${"0".repeat(digits)}`;
  return `#,##0${decimals};\u2212#,##0${decimals};\u2013`;
}

function text(words: string, style: CellStyle = "plain"): CellModel {
  return { text: words, style };
}

/** "Total, owner VP Engineering, budget €415,000". */
function aboutCentre({ owner, budget }: ChargedCentre, currency: string): string {
  return [
    "Total",
    ...(owner === null ? [] : [`owner ${owner}`]),
    ...(budget === null ? [] : [`budget ${formatExactMoney(currency, budget)}`]),
  ].join(", ");
}
