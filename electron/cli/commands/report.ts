import { basename } from "node:path";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { versionName, type MovedSince } from "#shared/report/moved.ts";
import { bridgeBetween, refuseOtherCurrency } from "#electron/cli/forecast/bridgeRun.ts";
import { originalIn } from "#shared/forecast/lookingBack/originalCase.ts";
import type { OriginalCase } from "#shared/forecast/value/valueAnswer.ts";
import { hasCase } from "#shared/report/budgetPlan.ts";
import { quoted } from "#shared/plan/schema/describe.ts";
import { unprintedSentence } from "#shared/report/text.ts";
import type { ReportArguments, RunArguments } from "#electron/cli/command.ts";
import { answers } from "#electron/cli/forecast/answers.ts";
import {
  forecastBeside,
  forecastPlan,
  preparePlan,
  type Forecasted,
  type Prepared,
} from "#electron/cli/forecast/forecastRun.ts";
import type { ReportContents, ReportFile } from "#electron/cli/forecast/reportFiles.ts";
import { valueOf } from "#electron/cli/forecast/valueRun.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import type { Job } from "#electron/cli/job.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";
import { ledgerBeside } from "#electron/host/documents/ledgerFile.ts";
import { readLedgerFile } from "./ledger.ts";

/** `past-april report`: writes the budget plan as PDF, workbook or CSV files. */
export async function report(run: RunArguments, report: ReportArguments, sincePath: string | null): Promise<void> {
  const prepared = preparePlan(run);
  const before = earlierVersion(sincePath, run.planPath, prepared);
  // Typesetting and workbooks are large: only a report loads them.
  const { reportFiles } = await import("#electron/cli/forecast/reportFiles.ts");
  const files = reportFiles({ ...report, centre: centreIn(prepared, report.centre) }, prepared.resolved);
  const paths = files.map(({ path }) => path);
  refuseOverwriting([run.planPath, ...(sincePath === null ? [] : [sincePath])], paths);
  await writing(paths, report.csv, async (job) => {
    const forecasted = await forecastPlan(run, prepared, job);
    const moved = before === null ? null : await movedSince(run, sincePath!, before, forecasted.whole, job);
    const contents = await contentsOf(files, run, { forecasted, known: [forecasted], moved }, job);
    return { contents, print: answers(forecasted, paths, unprintedNotes(report, forecasted)) };
  });
}

/** The version that `--since` names, in the same currency; null: none is asked for. */
export function earlierVersion(sincePath: string | null, planPath: string, { whole }: Prepared): Plan | null {
  if (sincePath === null) return null;
  const before = preparePlan({ planPath: sincePath, scenario: null }).whole;
  refuseOtherCurrency([sincePath, planPath], [before, whole]);
  return before;
}

/** The id of the cost center that `--centre` names; null: none is asked for. */
export function centreIn({ resolved: { costCentres } }: Prepared, asked: string | null): string | null {
  if (asked === null) return null;
  const lowered = asked.trim().toLowerCase();
  const found =
    costCentres.find(({ id }) => id === asked) ?? costCentres.find(({ name }) => name.toLowerCase() === lowered);
  if (found !== undefined) return found.id;
  const choice =
    costCentres.length === 0 ? "it has none" : `it has ${costCentres.map(({ name }) => quoted(name)).join(", ")}`;
  throw new Ended(EXIT.wrongUsage, `The plan has no cost center ${quoted(asked)}: ${choice}.`);
}

/** What moved since an earlier version; null: no figure did. */
export async function movedSince(
  run: RunArguments,
  path: string,
  before: Plan,
  after: Plan,
  job: Job,
): Promise<MovedSince | null> {
  const bridge = await bridgeBetween(run, before, after, job);
  return bridge === null ? null : { name: versionName(before, basename(path)), before, after, bridge };
}

/**
 * What the files of a report hold. `known`: policies that are forecast already, the reported one among them. `moved`:
 * what moved since an earlier version; null: none is compared.
 */
export async function contentsOf(
  files: readonly ReportFile[],
  run: RunArguments,
  {
    forecasted,
    known,
    moved,
  }: Pick<ReportContents, "forecasted" | "moved"> & { readonly known: readonly Forecasted[] },
  job: Job,
): Promise<(string | Uint8Array)[]> {
  const beside = files.some(({ needsBeside }) => needsBeside)
    ? await forecastBeside(run, forecasted, job, known)
    : null;
  const asksValue = files.some(({ hasValue }) => hasValue) && hasCase(forecasted.plan);
  const value = asksValue ? await valueOf(run, forecasted, originalOf(run), job) : null;
  job.progress.show("The files are being made");
  if (files.length === 0) return [];
  const { reportContents } = await import("#electron/cli/forecast/reportFiles.ts");
  const contents = reportContents({ forecasted, beside, value, moved }, run);
  return Promise.all(files.map(({ make }) => make(contents)));
}

/** The case as it was first locked, in the ledger beside the plan; null: none is. */
function originalOf({ planPath }: RunArguments): OriginalCase | null {
  return originalIn(readLedgerFile(ledgerBeside(planPath), true));
}

/** What the PDF's typeface cannot print, as a sentence; none where there is no PDF. */
export function unprintedNotes({ pdf }: ReportArguments, { plan, scenario }: Forecasted): string[] {
  const unprinted = pdf === null ? null : unprintedSentence([plan, scenario?.name]);
  return unprinted === null ? [] : [plain(unprinted)];
}
