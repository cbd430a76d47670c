import { formatCount } from "#shared/format/counts.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { viewBridge } from "#shared/forecast/answers/viewBridge.ts";
import { chargebackOf } from "#shared/forecast/answers/chargeback.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { centresAnswer } from "#shared/forecast/words/centreWords.ts";
import { answerInBrief } from "#shared/forecast/words/sentences.ts";
import type { ValueAnswer } from "#shared/forecast/value/valueDocument.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Drivers } from "#shared/studies/drivers.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { aboutWords } from "#shared/report/aboutWords.ts";
import { tablesOf } from "#shared/report/exportTables.ts";
import { chargebackSheet } from "./chargebackSheet.ts";
import { RULE_NOTE } from "#shared/report/chargeback/chargebackWords.ts";
import { assumptionsSheet } from "./assumptionsSheet.ts";
import { budgetPlaces } from "./budgetPlaces.ts";
import { budgetSheet } from "./budgetSheet.ts";
import { budgetLines } from "./lines.ts";
import { withViews } from "./viewRows.ts";
import { driversSheet } from "./driversSheet.ts";
import { valueSheet } from "./valueSheet.ts";
import { PERCENT, type CellModel, type SheetModel, type WorkbookModel } from "./model.ts";
import { recordSheets } from "./recordSheet.ts";
import { scenariosSheet, type WorkbookScenario } from "./scenariosSheet.ts";

/** What a workbook is made of: a plan, its forecast, and the year's spend of each simulated year. */
export interface WorkbookInput {
  readonly plan: Plan;
  readonly resolved: ResolvedPlan;
  readonly forecast: Forecast;
  readonly spend: ArrayLike<number>;
  readonly scenarioName: string | null;
  /** What the uses of AI bring; null: no use has a case. */
  readonly value: ValueAnswer | null;
  /** The scenarios that were forecast beside it, itself among them, the plan first; none: it alone. */
  readonly scenarios: readonly WorkbookScenario[];
  /** What moves the request; null: too few simulated years to say. */
  readonly drivers: Drivers | null;
}

/** Simulated years that are listed; the percentiles are of all of them. */
const MOST_SAMPLES = 2_000;
/** Characters of one cell of the sheet that holds the plan. */
const PIECE = 30_000;
/** Sheet of the plan itself, out of sight: with it a workbook that comes back is a whole plan. */
export const PLAN_SHEET = "Plan";
export const ASSUMPTIONS_SHEET = "Assumptions";

/** The workbook of a budget, its sheets in their order. Equal input gives equal data. */
export function workbookOf(input: WorkbookInput): WorkbookModel {
  const { plan, resolved, forecast } = input;
  const lines = budgetLines(forecast, resolved);
  const { base, ask, confidence } = forecast.reserve;
  const sheets: SheetModel[] = [
    withViews(
      budgetSheet({
        plan,
        resolved,
        lines,
        base,
        ask,
        confidence,

        note: noteOf(input),
      }),
      viewBridge(forecast, resolved),
    ),
    confidenceSheet(input),
    scenariosSheet(
      input.scenarios.length === 0 ? [{ name: reportedName(input), forecast }] : input.scenarios,
      reportedName(input),
    ),
    driversSheet(plan, input.drivers),
    ...(input.value === null ? [] : [valueSheet({ answer: input.value, plan: resolved })]),
    assumptionsSheet(plan),
    ...chargebackSheets(input),
    ...recordSheets(plan),
    samplesSheet(input),
    aboutSheet(input),
    planSheet(plan),
  ];
  const places = budgetPlaces(lines.length, forecast.months.length);
  return {
    sheets,
    names: {
      Confidence_level: "Budget!$C$4",
      Base: `Budget!$${places.base}$${places.total}`,
      Contingency: `Budget!$${places.contingency}$${places.total}`,
      Request: `Budget!$${places.request}$${places.total}`,
    },
  };
}

/** What each cost center is charged by month; nothing of a plan without them. */
function chargebackSheets({ resolved, forecast }: WorkbookInput): SheetModel[] {
  const chargeback = chargebackOf(forecast, resolved);
  if (chargeback === null) return [];
  const lead = plainWords(centresAnswer(forecast, resolved)).trim();
  const head = { title: `${resolved.name}: chargeback, ${resolved.currency}`, lines: [lead, RULE_NOTE] as const };
  return [chargebackSheet(chargeback, head, resolved.currency, true)];
}

function reportedName({ scenarioName }: WorkbookInput): string {
  return scenarioName ?? BASE_NAME;
}

function noteOf(input: WorkbookInput): string {
  const { plan, forecast } = input;
  const scenario = reportedName(input);
  const about = aboutWords(plan, (text) => text);
  return `${about === null ? "" : `${about}. `}${scenario}. In ${plan.currency}. Blue: type here. Black: formulas. From ${formatCount(forecast.trials)} simulated years, seed ${forecast.seed}; simulation error of the 80% estimate ±${formatCount(forecast.spend.standardError.p80)}.`;
}

function head(...words: readonly string[]): CellModel[] {
  return words.map((text, i) => ({ text, style: "head", ...(i === 0 ? {} : { isNumeric: true }) }));
}

function confidenceSheet({ spend, forecast }: WorkbookInput): SheetModel {
  const sorted = Float64Array.from(spend).sort();
  const rows = Array.from({ length: 99 }, (_, i): CellModel[] => {
    const level = (i + 1) / 100;
    return [
      { number: level, format: PERCENT },
      { formula: `1-A${i + 6}`, number: 1 - level, format: PERCENT },
      { number: sortedQuantile(sorted, level), format: "#,##0.00" },
    ];
  });
  return {
    name: "Confidence",
    rows: [
      [{ text: "How much is enough, by how sure one wants to be", style: "title" }],
      [
        {
          text: "Each amount is enough in so many of 100 simulated years. The cell Confidence_level on sheet Budget chooses the row.",
          style: "note",
        },
      ],
      [{ text: `Average of all years: ${formatCount(forecast.spend.mean)}.`, style: "note" }],
      [],
      head("Confidence", "Chance of more", "Amount"),
      ...rows,
    ],
    widths: [14, 16, 18, 4],
    frozen: { rows: 5, columns: 0 },
    charts: [
      {
        title: "Amount that is enough, by confidence",
        categories: "Confidence!$A$6:$A$104",
        series: [{ name: "Amount", values: "Confidence!$C$6:$C$104", color: "2164D0" }],
        from: [4, 4],
        to: [13, 26],
        format: "#,##0",
      },
    ],
  };
}

function samplesSheet({ spend }: WorkbookInput): SheetModel {
  const count = Math.min(MOST_SAMPLES, spend.length);
  return {
    name: "Samples",
    rows: [
      head("Simulated year", "Spend of the year"),
      ...Array.from({ length: count }, (_, i): CellModel[] => [
        { number: i + 1 },
        { number: spend[i]!, format: "#,##0.00" },
      ]),
    ],
    widths: [16, 20],
    frozen: { rows: 1, columns: 0 },
  };
}

/** What a plan says of itself, as the sheet names it. */
const ABOUT = [
  ["company", "Company"],
  ["preparedBy", "Prepared by"],
  ["version", "Version"],
  ["date", "Date of the version"],
  ["timeZone", "Time zone"],
  ["notes", "Notes"],
] as const;

function aboutSheet({ plan, resolved, forecast, scenarioName, spend }: WorkbookInput): SheetModel {
  const rows: readonly [string, string | number][] = [
    ["Answer", answerInBrief(forecast, resolved).join(" ")],
    ["Plan", plan.name],
    ...ABOUT.flatMap(([field, name]): [string, string][] => {
      const value = plan.about?.[field];
      return value === undefined ? [] : [[name, value]];
    }),
    ["Scenario", scenarioName ?? BASE_NAME],
    ["Currency", plan.currency],
    ["Simulated years", forecast.trials],
    ["Of them on sheet Samples", Math.min(MOST_SAMPLES, spend.length)],
    ["Seed", forecast.seed],
    ["Engine", forecast.engine],
    ["Plan hash (SHA-256)", forecast.plan.hash],
    [
      "Months of a line",
      "averages, brought to the middle estimate of the year by one factor, so that rows and columns sum",
    ],
  ];
  const cellOf = (value: string | number | null): CellModel =>
    value === null ? {} : typeof value === "number" ? { number: value } : { text: value };
  const [summary] = tablesOf(forecast, resolved, []);
  return {
    name: "About",
    rows: [
      ...rows.map(([name, value]): CellModel[] => [{ text: name, style: "strong" }, cellOf(value)]),
      [],
      summary!.columns.map((text): CellModel => ({ text, style: "head" })),
      ...summary!.rows.map((row) => row.map(cellOf)),
    ],
    widths: [44, 90, 20, 14],
    frozen: { rows: 0, columns: 0 },
  };
}

function planSheet(plan: Plan): SheetModel {
  const text = JSON.stringify(plan);
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, i) =>
    text.slice(i * PIECE, (i + 1) * PIECE),
  );
  return {
    name: PLAN_SHEET,
    rows: [[{ text: "past-april plan, do not edit" }], ...pieces.map((piece): CellModel[] => [{ text: piece }])],
    widths: [40],
    frozen: { rows: 0, columns: 0 },
    isHidden: true,
  };
}
