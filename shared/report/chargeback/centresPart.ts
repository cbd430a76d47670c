import { chargebackOf, type Chargeback } from "#shared/forecast/answers/chargeback.ts";
import type { Charged } from "#shared/forecast/answers/coins.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { viewBridge } from "#shared/forecast/answers/viewBridge.ts";
import type { WordRun } from "#shared/forecast/words/runs.ts";
import { centresAnswer, centresTogether } from "#shared/forecast/words/centreWords.ts";
import { formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatDecimals } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { formatMoney, formatStatedMoney, minorDigits } from "#shared/format/money.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { CentresPart, FiguresTable, MonthsPart } from "#shared/report/document.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { paperText, type Run } from "#shared/report/text.ts";
import { RULE_NOTE } from "./chargebackWords.ts";

/** Points between the margins of a page, of a name, of a letter of a figure, and between two columns. */
const PAGE = 500;
const NAME = 92;
const LETTER = 4.6;
const GAP = 7;

/** The page of cost centers; null: the plan has none. */
export function centresPart({ forecast, resolved }: ReportInput): CentresPart | null {
  const chargeback = chargebackOf(forecast, resolved);
  if (chargeback === null) return null;
  return {
    title: "Whose budget holds?",
    lead: paperRuns(centresAnswer(forecast, resolved)),
    budgets: budgetsTable(forecast, resolved, chargeback),
    note: centresTogether(forecast, resolved),
    monthsTitle: `Chargeback by month, ${resolved.currency}`,
    months: monthTables(monthRows(chargeback), chargeback.months, resolved.currency, [NAME]),
    rulesTitle: "What each is charged for, and by which rule",
    rules: rulesTable(chargeback, resolved.currency),
    ruleNote: RULE_NOTE,
  };
}

/** Key figures as the paper sets them. */
export function paperRuns(runs: readonly WordRun[]): Run[] {
  return runs.map(({ text, strong }) => ({ text, ...(strong === true ? { tone: "strong" as const } : {}) }));
}

function budgetsTable(forecast: Forecast, { currency, budget }: ResolvedPlan, { centres }: Chargeback): FiguresTable {
  const rows = centres.map(({ id, name, owner, budget: own }) => {
    const { spend, ask, overrun } = forecast.costCentres![id]!;
    const error = (level: number): number => quantileGoodTo(spend.quantiles, level, knownBy(forecast));
    return {
      cells: [
        paperText(name, 60),
        paperText(owner ?? "no owner", 60),
        own === null ? "–" : formatStatedMoney(currency, own),
        formatMoney(currency, spend.quantiles.p50, error(0.5)),
        formatMoney(currency, ask, error(0.8)),
        overrun === undefined ? "–" : formatChanceShort(overrun.probability),
      ],
      tone: "plain" as const,
    };
  });
  return {
    heads: ["Cost center", "Owner", "Budget", "Middle (50%)", `${formatPercent(budget.confidence)} estimate`, "Over"],
    words: 2,
    widths: [120, 120],
    rows,
  };
}

/** A row of a table by month. */
export interface MonthRow {
  readonly words: readonly string[];
  readonly charged: Charged;
  readonly tone: "plain" | "strong" | "quiet";
}

function monthRows({ centres, whole, cash, budget }: Chargeback): MonthRow[] {
  const differs = cash.months.some((paid, m) => paid !== whole.months[m]);
  return [
    ...centres.map((centre): MonthRow => ({ words: [paperText(centre.name, 60)], charged: centre, tone: "plain" })),
    { words: ["Whole plan"], charged: whole, tone: "strong" },
    ...(differs ? [{ words: ["Whole plan, cash"], charged: cash, tone: "quiet" as const }] : []),
    { words: ["Budget of the plan"], charged: budget, tone: "quiet" },
  ];
}

/** Rows by month in as many tables as the page's width asks for; the year stands in the last. */
export function monthTables(
  rows: readonly MonthRow[],
  months: readonly string[],
  currency: string,
  widths: readonly number[],
  heads: readonly string[] = ["Cost center"],
): FiguresTable[] {
  const written = (money: number): string => (money === 0 ? "–" : formatDecimals(money, minorDigits(currency)));
  const longest = Math.max(
    ...rows.flatMap(({ charged: { months: own, year } }) => [...own, year].map((money) => written(money).length)),
  );
  const room = PAGE - widths.reduce((sum, width) => sum + width, 0);
  const fits = Math.max(2, Math.floor(room / (longest * LETTER + GAP)));
  const count = Math.ceil((months.length + 1) / fits);
  const each = Math.ceil((months.length + 1) / count);
  return Array.from({ length: count }, (_, i): FiguresTable => {
    const [from, to] = [i * each, Math.min(months.length, (i + 1) * each)];
    const isLast = i === count - 1;
    return {
      heads: [
        ...heads,
        ...months.slice(from, to).map((month, m) => formatMonth(month, from + m === 0 || month.endsWith("-01"))),
        ...(isLast ? ["Year"] : []),
      ],
      words: heads.length,
      widths,
      rows: rows.map(({ words, charged, tone }) => ({
        cells: [...words, ...charged.months.slice(from, to).map(written), ...(isLast ? [written(charged.year)] : [])],
        tone,
      })),
    };
  });
}

function rulesTable({ centres }: Chargeback, currency: string): FiguresTable {
  return {
    heads: ["Cost center", "Cost", "Rule", "Year"],
    words: 3,
    widths: [110, 190, 130],
    rows: centres.flatMap(({ name, costs }) =>
      costs.map((cost) => ({
        cells: [
          paperText(name, 60),
          paperText(cost.name, 60),
          cost.rule,
          formatDecimals(cost.year, minorDigits(currency)),
        ],
        tone: "plain" as const,
      })),
    ),
  };
}

/** Effective cost and cash by month with the contracts in which they differ; null: they do not. */
export function viewsPart(forecast: Forecast, resolved: ResolvedPlan): MonthsPart["views"] {
  const bridge = viewBridge(forecast, resolved);
  if (bridge === null) return null;
  const digits = minorDigits(resolved.currency);
  const columns = [
    { name: "Effective cost", ...bridge.effective },
    ...bridge.steps.map((step) => ({ ...step, name: `${paperText(step.name, 30)}, paid less charged` })),
    { name: "Cash", ...bridge.cash },
  ];
  const written = (money: number): string => (money === 0 ? "–" : formatDecimals(money, digits).replace("-", "\u2212"));
  const counted = forecast.basis === "cash" ? "cash" : "effective cost";
  return {
    title: "From effective cost to cash",
    heads: ["Month", ...columns.map(({ name }) => name)],
    words: 1,
    widths: [68],
    rows: [
      ...bridge.months.map((month, m) => ({
        cells: [
          formatMonth(month, m === 0 || month.endsWith("-01")),
          ...columns.map(({ months }) => written(months[m]!)),
        ],
        tone: "plain" as const,
      })),
      { cells: ["Year", ...columns.map(({ year }) => written(year))], tone: "strong" },
    ],
    note: `Averages, ${resolved.currency}. The budget counts ${counted}.`,
  };
}
