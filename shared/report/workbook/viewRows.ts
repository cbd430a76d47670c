import type { Charged } from "#shared/forecast/answers/coins.ts";
import type { ViewBridge } from "#shared/forecast/answers/viewBridge.ts";
import { FIRST_MONTH } from "./budgetPlaces.ts";
import { columnLetters, EMPTY, MONEY, type CellModel, type CellStyle, type SheetModel } from "./model.ts";

/** The budget sheet with the way from effective cost to cash below it; as it is where the two do not differ. */
export function withViews(sheet: SheetModel, bridge: ViewBridge | null): SheetModel {
  return bridge === null ? sheet : { ...sheet, rows: [...sheet.rows, [], ...viewRows(bridge, sheet.rows.length + 2)] };
}

/**
 * Effective cost, what each contract is paid less what is charged for it, and cash, by month: cash is a formula, and
 * the year is one. `row` is the first row, counted from 1.
 */
function viewRows({ effective, steps, cash }: ViewBridge, row: number): CellModel[][] {
  const months = cash.months.length;
  const at = (m: number): string => columnLetters(FIRST_MONTH + m);
  const head = (words: string, style: CellStyle): CellModel[] => [EMPTY, { text: words, style }, EMPTY, EMPTY];
  const typed = ({ months: own, year }: Charged, place: number): CellModel[] => [
    ...own.map((number): CellModel => ({ number, format: MONEY })),
    { formula: `SUM(${at(0)}${place}:${at(months - 1)}${place})`, number: year, format: MONEY },
  ];
  const first = row + 1;
  const last = first + steps.length;
  return [
    [EMPTY, { text: "From effective cost to cash, averages", style: "head" }],
    [...head("Effective cost", "strong"), ...typed(effective, first)],
    ...steps.map((step, i) => [...head(`${step.name}, paid less charged`, "plain"), ...typed(step, first + 1 + i)]),
    [
      ...head("Cash", "total"),
      ...[...cash.months, cash.year].map((number, m): CellModel => ({
        formula: `SUM(${at(m)}${first}:${at(m)}${last})`,
        number,
        style: "total",
        format: MONEY,
      })),
    ],
  ];
}
