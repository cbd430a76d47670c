import { formatMonthTick } from "#shared/format/dates.ts";
import { money, sum, text, yearOf } from "./budgetCells.ts";
import { type BudgetPlaces, type BudgetSheetInput, FIRST_MONTH } from "./budgetPlaces.ts";
import { columnLetters, EMPTY, PERCENT, type CellModel } from "./model.ts";

/** Rows into which actuals are typed, and how they vary from the plan. */
export function actualRows(input: BudgetSheetInput, at: BudgetPlaces): CellModel[][] {
  const first = at.total + 7;
  const rows = input.lines.map((line, i) =>
    actualRow(input, at, line, { row: first + i, plannedRow: at.firstLine + i }),
  );
  return [
    actualHead(input.resolved),
    ...rows,
    actualTotal(rows, input.resolved.monthStarts.length - 1, at, first),
    [
      text(
        "A month fills its variance as soon as it is typed. An assumption changed on sheet Assumptions can be opened in Past April again.",
        "note",
      ),
    ],
  ];
}

function actualHead({ monthStarts }: BudgetSheetInput["resolved"]): CellModel[] {
  const numeric = (words: string): CellModel => ({ text: words, style: "head", isNumeric: true });
  return [
    ...["GL", "Actuals, type or paste here", "Cost center", "Owner"].map((words) => text(words, "head")),
    ...monthStarts.slice(0, -1).map((day) => numeric(`${formatMonthTick(day)} ${yearOf(day)}`)),
    ...["To date", "Planned", "Variance", "%"].map(numeric),
  ];
}

/** A line's months as they were paid, and what they come to beside the plan of the same months. */
function actualRow(
  { plan }: BudgetSheetInput,
  at: BudgetPlaces,
  line: BudgetSheetInput["lines"][number],
  { row, plannedRow }: { readonly row: number; readonly plannedRow: number },
): CellModel[] {
  const closed = plan.actuals?.months ?? [];
  const spent = line.months.map((_, m) =>
    m >= closed.length ? null : (closed[m]!.workloads[line.id]?.spend ?? closed[m]!.fixedCosts?.[line.id] ?? 0),
  );
  const toDate = spent.reduce<number>((all, one) => all + (one ?? 0), 0);
  const planned = line.months.reduce((all, month, m) => all + (spent[m] === null ? 0 : month), 0);
  const typed = `${at.firstMonth}${row}:${at.lastMonth}${row}`;
  return [
    { formula: `IF(A${plannedRow}="","",A${plannedRow})`, text: "", style: "plain" },
    text(line.name),
    { formula: `IF(C${plannedRow}="","",C${plannedRow})`, text: "", style: "plain" },
    text(line.owner),
    ...spent.map((one): CellModel => (one === null ? { style: "typed" } : money(one, "typed"))),
    sum(`SUM(${typed})`, toDate),
    sum(`SUMPRODUCT((${typed}<>"")*${at.firstMonth}${plannedRow}:${at.lastMonth}${plannedRow})`, planned),
    sum(`${at.base}${row}-${at.contingency}${row}`, toDate - planned, "strong"),
    varianceShare(at, row, { toDate, planned }, "plain"),
  ];
}

/** The sum of the lines from row `first`, month by month. */
function actualTotal(rows: readonly CellModel[][], months: number, at: BudgetPlaces, first: number): CellModel[] {
  const last = first + rows.length - 1;
  const down = (name: string): string => `SUM(${name}${first}:${name}${last})`;
  const valueIn = (column: number): number => rows.reduce((all, row) => all + (row[column]?.number ?? 0), 0);
  const [toDate, planned] = [valueIn(FIRST_MONTH + months), valueIn(FIRST_MONTH + months + 1)];
  return [
    EMPTY,
    text("Actual, total", "total"),
    EMPTY,
    EMPTY,
    ...Array.from({ length: months }, (_, m) =>
      sum(down(columnLetters(FIRST_MONTH + m)), valueIn(FIRST_MONTH + m), "total"),
    ),
    sum(down(at.base), toDate, "total"),
    sum(down(at.contingency), planned, "total"),
    sum(down(at.request), toDate - planned, "total"),
    varianceShare(at, last + 1, { toDate, planned }, "total"),
  ];
}

/** The variance of a row as a share of what was planned. */
function varianceShare(
  at: BudgetPlaces,
  row: number,
  { toDate, planned }: { readonly toDate: number; readonly planned: number },
  style: "plain" | "total",
): CellModel {
  return sum(
    `IF(${at.contingency}${row}=0,0,${at.request}${row}/${at.contingency}${row})`,
    planned === 0 ? 0 : (toDate - planned) / planned,
    style,
    PERCENT,
  );
}
