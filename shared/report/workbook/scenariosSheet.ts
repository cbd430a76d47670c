import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { MONEY, PERCENT, type CellModel, type SheetModel } from "./model.ts";

/** A scenario with what was forecast of it; the plan itself is "As planned". */
export interface WorkbookScenario {
  readonly name: string;
  readonly forecast: Forecast;
}

/**
 * The scenarios that were forecast, on the same simulated years, each with the difference of its average from the first.
 * `reported` is the name of the one that the workbook is about.
 */
export function scenariosSheet(scenarios: readonly WorkbookScenario[], reported: string): SheetModel {
  const heads = [
    "Scenario",
    "Average",
    "Middle estimate",
    "80% estimate",
    "Chance over budget",
    "Average against first",
  ];
  return {
    name: "Scenarios",
    rows: [
      [{ text: "Scenarios of the plan", style: "title" }],
      [
        {
          text: "All on the same simulated years. Differences are of the averages, so that they add up.",
          style: "note",
        },
      ],
      heads.map((text, i): CellModel => ({ text, style: "head", ...(i === 0 ? {} : { isNumeric: true }) })),
      ...scenarios.map(({ name, forecast: { spend, overrun } }, i): CellModel[] => [
        { text: name, ...(name === reported ? { style: "strong" as const } : {}) },
        { number: spend.mean, format: MONEY },
        { number: spend.quantiles.p50, format: MONEY },
        { number: spend.quantiles.p80, format: MONEY },
        { number: overrun.probability, format: PERCENT },
        i === 0
          ? {}
          : { formula: `B${4 + i}-B$4`, number: spend.mean - scenarios[0]!.forecast.spend.mean, format: MONEY },
      ]),
    ],
    widths: [34, 16, 18, 18, 20, 22],
    frozen: { rows: 3, columns: 1 },
  };
}
