import { formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { actualRows } from "./actualRows.ts";
import { money, sum, text, yearOf } from "./budgetCells.ts";
import { type BudgetPlaces, budgetPlaces, type BudgetSheetInput, FIRST_MONTH, HEAD_ROW } from "./budgetPlaces.ts";
import { columnLetters, EMPTY, PERCENT, type CellModel, type CellStyle, type SheetModel } from "./model.ts";

/** Confidence levels that can be chosen, percent. */
const LEVELS = [50, 60, 70, 75, 80, 85, 90, 95, 99];

/** The sheet that a controller works in: cost lines by month, base, contingency and request, then actuals and variance. */
export function budgetSheet(input: BudgetSheetInput): SheetModel {
  const { lines, resolved } = input;
  const months = resolved.monthStarts.length - 1;
  const places = budgetPlaces(lines.length, months);
  const rows = [
    ...headRows(input, places),
    ...lineRows(input, places),
    ...totalRows(input, places),
    [],
    ...actualRows(input, places),
  ];
  return {
    name: "Budget",
    rows,
    widths: [10, 30, 16, 20, ...Array.from({ length: months }, () => 11), 12, 13, 12, 9],
    frozen: { rows: HEAD_ROW, columns: FIRST_MONTH },
    print: { repeatedRows: HEAD_ROW },
    choices: [{ cell: "C4", values: LEVELS.map((level) => String(level / 100)) }],
  };
}

function headRows({ plan, resolved, base, ask, confidence, note }: BudgetSheetInput, at: BudgetPlaces): CellModel[][] {
  const total = (column: string): string => `${column}${at.total}`;
  const budget = `${at.base}${at.total + 3}`;
  const more = ask - plan.budget.amount;
  const label = (words: string): CellModel => ({ text: words, style: "note", isNumeric: true });
  const sentence = `To be ${formatPercent(confidence)} sure, budget ${formatCount(ask)}: ${formatCount(Math.abs(more))} ${more > 0 ? "more" : "less"} than the budget.`;
  const formula =
    `"To be "&TEXT(Confidence_level,"0%")&" sure, budget "&TEXT(ROUND(${total(at.request)},0),"#,##0")&": "` +
    `&TEXT(ABS(ROUND(${total(at.request)}-${budget},0)),"#,##0")&IF(${total(at.request)}>${budget}," more"," less")&" than the budget."`;
  const months = resolved.monthStarts.slice(0, -1).map((day): CellModel => {
    return { text: `${formatMonthTick(day)} ${yearOf(day)}`, style: "head", isNumeric: true };
  });
  return [
    [text(plan.name, "title"), EMPTY, EMPTY, EMPTY],
    [text(note, "note")],
    [EMPTY, text("Change the confidence: contingency and request follow.", "note")],
    [
      EMPTY,
      text("Confidence", "strong"),
      { number: confidence, style: "typed", format: PERCENT },
      EMPTY,
      label("Base"),
      sum(total(at.base), base, "strong"),
      label("Contingency"),
      sum(total(at.contingency), ask - base, "strong"),
      label("Request"),
      sum(total(at.request), ask, "strong"),
      label("Budget"),
      sum(budget, plan.budget.amount, "strong"),
      label("Over budget"),
      sum(`${total(at.request)}-${budget}`, more, more > 0 ? "over" : "strong"),
    ],
    [EMPTY, { formula, text: sentence, style: "note" }],
    [],
    [
      ...["GL", "Cost line", "Cost center", "Owner"].map((words) => text(words, "head")),
      ...months,
      ...["Base", "Contingency", "Request", "Share"].map((words): CellModel => ({
        text: words,
        style: "head",
        isNumeric: true,
      })),
    ],
  ];
}

function lineRows({ lines, base, ask }: BudgetSheetInput, at: BudgetPlaces): CellModel[][] {
  return lines.map((line, i) => {
    const row = at.firstLine + i;
    const year = line.months.reduce((all, month) => all + month, 0);
    const part = (ask - base) * line.contingencyShare;
    return [
      text("", "typed"),
      text(line.name),
      text("", "typed"),
      text(line.owner),
      ...line.months.map((month) => money(month)),
      sum(`SUM(${at.firstMonth}${row}:${at.lastMonth}${row})`, year),
      sum(`${at.contingency}$${at.total}*${line.contingencyShare}`, part),
      sum(`${at.base}${row}+${at.contingency}${row}`, year + part, "strong"),
      sum(
        `IF(${at.request}$${at.total}=0,0,${at.request}${row}/${at.request}$${at.total})`,
        ask === 0 ? 0 : (year + part) / ask,
        "plain",
        PERCENT,
      ),
    ];
  });
}

function totalRows({ plan, resolved, lines, base, ask }: BudgetSheetInput, at: BudgetPlaces): CellModel[][] {
  const months = resolved.monthStarts.length - 1;
  const closed = plan.actuals?.months.length ?? 0;
  const sums = Array.from({ length: months }, (_, m) => lines.reduce((all, line) => all + line.months[m]!, 0));
  const open = sums.slice(closed).reduce((all, one) => all + one, 0);
  const contingency = sums.map((one, m) => (m < closed || open === 0 ? 0 : ((ask - base) * one) / open));
  const column = (m: number): string => columnLetters(FIRST_MONTH + m);
  const openRange = `$${column(Math.min(closed, months - 1))}$${at.total}:$${at.lastMonth}$${at.total}`;
  const budgets = resolved.budget.phasing.map((share) => share * plan.budget.amount);
  const down = (name: string): string => `SUM(${name}${at.firstLine}:${name}${at.lastLine})`;
  const across = (row: number): string => `SUM(${at.firstMonth}${row}:${at.lastMonth}${row})`;
  const year = { base: at.total, contingency: at.total + 1, request: at.total + 2, budget: at.total + 3 };
  const head = (words: string, style: CellStyle): CellModel[] => [EMPTY, text(words, style), EMPTY, EMPTY];
  return [
    [
      ...head("Base (50%)", "total"),
      ...sums.map((one, m) => sum(down(column(m)), one, "total")),
      sum(down(at.base), base, "total"),
      sum(`INDEX(Confidence!$C$6:$C$104,ROUND(Confidence_level*100,0))-${at.base}${at.total}`, ask - base, "total"),
      sum(`${at.base}${at.total}+${at.contingency}${at.total}`, ask, "total"),
      sum(down(at.share), 1, "total", PERCENT),
    ],
    [
      ...head("Contingency", "plain"),
      ...contingency.map((one, m) =>
        sum(
          m < closed
            ? "0"
            : `IF(SUM(${openRange})=0,0,$${at.contingency}$${at.total}*${column(m)}$${at.total}/SUM(${openRange}))`,
          one,
        ),
      ),
      sum(across(year.contingency), ask - base),
    ],
    [
      ...head("Request", "total"),
      ...sums.map((one, m) =>
        sum(`${column(m)}${year.base}+${column(m)}${year.contingency}`, one + contingency[m]!, "total"),
      ),
      sum(across(year.request), ask, "total"),
    ],
    [
      ...head("Budget", "plain"),
      ...budgets.map((one) => money(one, "typed")),
      sum(across(year.budget), plan.budget.amount),
    ],
    [
      ...head("Request less budget", "plain"),
      ...sums.map((one, m) => {
        const more = one + contingency[m]! - budgets[m]!;
        return sum(`${column(m)}${year.request}-${column(m)}${year.budget}`, more, more > 0 ? "over" : "plain");
      }),
      sum(
        `${at.base}${year.request}-${at.base}${year.budget}`,
        ask - plan.budget.amount,
        ask > plan.budget.amount ? "over" : "strong",
      ),
    ],
  ];
}
