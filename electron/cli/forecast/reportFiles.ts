import { basename, join } from "node:path";
import { replayOf } from "#shared/engine/simulate.ts";
import { trialFiguresOf } from "#shared/forecast/comparison/trialFigures.ts";
import { chargebackOf, ownerChargeback } from "#shared/forecast/answers/chargeback.ts";
import { outlookOf } from "#shared/forecast/answers/outlook.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { budgetPlan, reportedOption, USUAL_REPORT } from "#shared/report/budgetPlan.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ValueStudy } from "#shared/studies/value.ts";
import { BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import { ownerTable } from "#shared/report/chargeback/chargebackTables.ts";
import { ownerSource } from "#shared/report/ownerPack/ownerDocument.tsx";
import { ownerWorkbook, type OwnerPack } from "#shared/report/ownerPack/ownerWorkbook.ts";
import { csvOf, type NamedTable } from "#shared/report/csv.ts";
import { tablesOf } from "#shared/report/exportTables.ts";
import type { MovedSince } from "#shared/report/moved.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { reportPage } from "#shared/report/page/reportPage.tsx";
import { slidesOf } from "#shared/report/slides/slidesOf.ts";
import type { WorkbookModel } from "#shared/report/workbook/model.ts";
import { workbookOf } from "#shared/report/workbook/workbookOf.ts";
import { pageTypeface } from "#electron/host/typesetter/pageTypeface.ts";
import { typeset } from "#electron/host/typesetter/typeset.ts";
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
  readonly make: (contents: ReportContents) => Promise<string | Uint8Array>;
}

/** What the files of a report are made of. */
export interface ReportContents {
  readonly forecasted: Forecasted;
  /** What CSV files do without; null where there is none. */
  readonly beside: Beside | null;
  /** Null: no use has a case, or no file asks for it. */
  readonly value: ValueStudy | null;
  /** What moved since an earlier version; null: none is compared. */
  readonly moved: MovedSince | null;
  /** The budget plan of the files that are paper, page or slides: put together once, when it is first asked for. */
  readonly input: () => ReportInput;
}

const CSV_FILES = ["summary", "months", "workloads", "assumptions", "quantiles"];

/** Files of a plan with cost centers, and of one with contracts. */
const CENTRE_FILES = ["cost-centers", "chargeback"];
const CONTRACT_FILES = ["views"];

/**
 * The files that the command line asks for: a PDF, a page, slides, a workbook, a folder of CSV files; or the pack of one
 * cost center.
 */
export function reportFiles(report: ReportArguments, plan: ResolvedPlan): ReportFile[] {
  if (report.centre !== null) return ownerFiles(report, report.centre);
  const { pdf, html, pptx, xlsx, csv, paper } = report;
  const names = [
    ...CSV_FILES,
    ...(plan.costCentres.length > 0 ? CENTRE_FILES : []),
    ...(plan.seats.length + plan.commitments.length > 0 ? CONTRACT_FILES : []),
  ];
  const whole = (path: string | null, make: ReportFile["make"]): ReportFile[] =>
    path === null ? [] : [{ path, needsBeside: true, hasValue: true, make }];
  return [
    ...whole(pdf, ({ input }) => renderReport({ ...input(), paper })),
    ...whole(html, async ({ input }) => reportPage(input(), await pageTypeface())),
    // Its library is large: only slides load it.
    ...whole(pptx, async ({ input }) => {
      const { writeSlides } = await import("#electron/host/typesetter/writeSlides.ts");
      return writeSlides(slidesOf(input()));
    }),
    ...whole(xlsx, (contents) => writeWorkbook(workbook(contents))),
    ...(csv === null ? [] : names.map((name) => csvFile(csv, name))),
  ];
}

/** The pack of one cost center: a page, a workbook, a table. */
function ownerFiles({ pdf, xlsx, csv, paper }: ReportArguments, centre: string): ReportFile[] {
  const file = (path: string | null, make: (pack: OwnerPack) => Promise<string | Uint8Array>): ReportFile[] =>
    path === null
      ? []
      : [{ path, needsBeside: false, hasValue: false, make: ({ forecasted }) => make(packOf(forecasted, centre)) }];
  return [
    ...file(pdf, (pack) => typeset(ownerSource({ ...pack, paper }))),
    ...file(xlsx, (pack) => writeWorkbook(ownerWorkbook(pack))),
    ...file(csv === null ? null : join(csv, "chargeback.csv"), ({ chargeback, centre: own }) =>
      Promise.resolve(csvOf(ownerTable(chargeback, own))),
    ),
  ];
}

function packOf({ forecast, resolved }: Forecasted, centre: string): OwnerPack {
  const chargeback = chargebackOf(forecast, resolved)!;
  return { forecast, resolved, chargeback, centre: ownerChargeback(chargeback, centre)! };
}

function csvFile(folder: string, name: string): ReportFile {
  return {
    path: join(folder, `${name}.csv`),
    needsBeside: false,
    hasValue: false,
    make: ({ forecasted }) =>
      Promise.resolve(
        csvOf(tables(forecasted).find((table) => table.name.toLowerCase().replaceAll(" ", "-") === name)!),
      ),
  };
}

/** What the files are made of, with the budget plan that paper, page and slides share. */
export function reportContents(made: Omit<ReportContents, "input">, run: RunArguments): ReportContents {
  let input: ReportInput | null = null;
  return { ...made, input: () => (input ??= inputOf(made, run)) };
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

function inputOf({ forecasted, beside, value, moved }: Omit<ReportContents, "input">, run: RunArguments): ReportInput {
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
  return budgetPlan(
    {
      plan,
      forecast,
      outlook,
      options: reported,
      drivers,
      bridge,
      caps,
      value,
      moved,
      scenarioName: scenario?.name ?? null,
      fileName: basename(run.planPath),
    },
    USUAL_REPORT,
  );
}
