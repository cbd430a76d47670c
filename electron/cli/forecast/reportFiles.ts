import { basename, join } from "node:path";
import { replayOf } from "#shared/engine/simulate.ts";
import { trialFiguresOf } from "#shared/forecast/answers/trialFigures.ts";
import { outlookOf } from "#shared/forecast/answers/outlook.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { budgetPlan, reportedOption, USUAL_REPORT } from "#shared/report/budgetPlan.ts";
import type { ValueStudy } from "#shared/studies/value.ts";
import { BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import { csvOf } from "#shared/report/csv.ts";
import { tablesOf, type NamedTable } from "#shared/report/exportTables.ts";
import type { Paper } from "#shared/report/input.ts";
import type { WorkbookModel } from "#shared/report/workbook/model.ts";
import { workbookOf } from "#shared/report/workbook/workbookOf.ts";
import { renderReport } from "#electron/host/typesetter/renderReport.ts";
import { writeWorkbook } from "#electron/host/typesetter/writeWorkbook.ts";
import type { ReportArguments, RunArguments } from "#electron/cli/command.ts";
import type { Beside, Forecasted } from "./forecastRun.ts";

/** A file of a report and how its content is made. */
export interface ReportFile {
  readonly path: string;
  /** Puts scenarios beside each other and says what moves the request. */
  readonly needsBeside: boolean;
  /** Whether it says what the uses of AI bring. */
  readonly hasValue: boolean;
  readonly make: (contents: ReportContents, run: RunArguments) => Promise<string | Uint8Array>;
}

/** What the files of a report are made of. */
export interface ReportContents {
  readonly forecasted: Forecasted;
  /** What CSV files do without; null where there is none. */
  readonly beside: Beside | null;
  /** Null: no use has a case, or no file asks for it. */
  readonly value: ValueStudy | null;
}

const CSV_FILES = ["summary", "months", "workloads", "assumptions", "quantiles"];

/** The files that the command line asks for: a PDF, a workbook, a folder of CSV files. */
export function reportFiles({ pdf, xlsx, csv, paper }: ReportArguments): ReportFile[] {
  const files: ReportFile[] = [];
  if (pdf !== null)
    files.push({ path: pdf, needsBeside: true, hasValue: true, make: (contents, run) => pdfOf(contents, run, paper) });
  if (xlsx !== null)
    files.push({
      path: xlsx,
      needsBeside: true,
      hasValue: true,
      make: (contents) => writeWorkbook(workbook(contents)),
    });
  if (csv !== null) {
    for (const name of CSV_FILES) {
      files.push({
        path: join(csv, `${name}.csv`),
        needsBeside: false,
        hasValue: false,
        make: ({ forecasted }) =>
          Promise.resolve(csvOf(tables(forecasted).find((table) => table.name.toLowerCase() === name)!)),
      });
    }
  }
  return files;
}

function workbook({ forecasted, beside, value }: ReportContents): WorkbookModel {
  const { whole, resolved, forecast, samples, scenario } = forecasted;
  const options = beside?.options ?? [];
  return workbookOf({
    plan: whole,
    resolved,
    forecast,
    spend: samples.spend,
    scenarioName: scenario?.name ?? null,
    value: value?.answer ?? null,
    scenarios: options.map((option) => ({ name: option.scenario?.name ?? BASE_NAME, forecast: option.forecast })),
    drivers: beside?.drivers ?? null,
  });
}

function tables({ plan, resolved, forecast }: Forecasted): NamedTable[] {
  return tablesOf(forecast, resolved, assumptionRegister(plan));
}

function pdfOf({ forecasted, beside, value }: ReportContents, run: RunArguments, paper: Paper): Promise<Uint8Array> {
  const { whole, plan, forecast, scenario } = forecasted;
  if (beside === null) throw new Error("a report needs the figures of its forecast");
  const { options, drivers, bridge, caps } = beside;
  const reported = options.map((option) => {
    return reportedOption(whole, option.scenario?.id ?? null, {
      forecast: option.forecast,
      outlook: outlookOf(option.samples, option.resolved, replayOf(option.resolved, run.seed).trial),
      trials: trialFiguresOf(option.samples, option.resolved, run.seed),
    });
  });
  const { outlook } = reported.find(({ id }) => id === (scenario?.id ?? null))!;
  return renderReport(
    budgetPlan(
      {
        plan,
        forecast,
        outlook,
        options: reported,
        drivers,
        bridge,
        caps,
        value,
        scenarioName: scenario?.name ?? null,
        fileName: basename(run.planPath),
      },
      { ...USUAL_REPORT, paper },
    ),
  );
}
