import { basename, join } from "node:path";
import { compilePlan } from "../../shared/engine/compile.ts";
import { replayTrial, TWIN_EVERY } from "../../shared/engine/simulate.ts";
import { outlookOf } from "../../shared/forecast/outlook.ts";
import { assumptionRegister } from "../../shared/plan/assumptions.ts";
import { budgetPlan, USUAL_REPORT } from "../../shared/report/budgetPlan.ts";
import { csvOf } from "../../shared/report/csv.ts";
import { tablesOf, type NamedTable } from "../../shared/report/exportTables.ts";
import { renderReport } from "../host/report/renderReport.ts";
import { writeWorkbook } from "../host/report/writeWorkbook.ts";
import type { RunArguments } from "./arguments.ts";
import type { Forecasted } from "./forecastRun.ts";

/** A file of a report and how its content is made. */
export interface ReportFile {
  readonly path: string;
  readonly make: (forecasted: Forecasted, run: RunArguments) => Promise<string | Uint8Array>;
}

const CSV_FILES = ["summary", "months", "workloads", "assumptions", "quantiles"];

/** The files that the command line asks for: a PDF, a workbook, a folder of CSV files. */
export function reportFiles({ pdf, xlsx, csv }: { pdf: string | null; xlsx: string | null; csv: string | null }): ReportFile[] {
  const files: ReportFile[] = [];
  if (pdf !== null) files.push({ path: pdf, make: pdfOf });
  if (xlsx !== null) files.push({ path: xlsx, make: (forecasted) => writeWorkbook(tables(forecasted)) });
  if (csv !== null) {
    for (const name of CSV_FILES) {
      files.push({ path: join(csv, `${name}.csv`), make: (forecasted) => Promise.resolve(csvOf(tables(forecasted).find((table) => table.name.toLowerCase() === name)!)) });
    }
  }
  return files;
}

function tables({ plan, resolved, forecast }: Forecasted): NamedTable[] {
  return tablesOf(forecast, resolved, assumptionRegister(plan));
}

function pdfOf({ plan, resolved, samples, forecast, scenario }: Forecasted, run: RunArguments): Promise<Uint8Array> {
  const compiled = compilePlan(resolved, run.seed, TWIN_EVERY);
  const outlook = outlookOf(samples, resolved, (trial) => replayTrial(compiled, trial));
  return renderReport(budgetPlan({ plan, forecast, outlook, scenarioName: scenario?.name ?? null, fileName: basename(run.planPath) }, USUAL_REPORT));
}
