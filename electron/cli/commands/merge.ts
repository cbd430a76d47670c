import type { Plan } from "#shared/plan/schema/plan.ts";
import { quoted } from "#shared/plan/schema/describe.ts";
import type { OutputContent } from "#electron/host/files/outputFile.ts";
import type { Command, ReportArguments, RunArguments } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { answers } from "#electron/cli/forecast/answers.ts";
import { compareText } from "#electron/cli/forecast/compareText.ts";
import {
  forecastedFrom,
  preparePlan,
  preparePolicies,
  type Forecasted,
  type Prepared,
} from "#electron/cli/forecast/forecastRun.ts";
import type { ReportFile } from "#electron/cli/forecast/reportFiles.ts";
import type { Job } from "#electron/cli/job.ts";
import { mergedSamples, openRun, type WholeRun } from "#electron/cli/shards/mergeShards.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";
import { comparisonOf } from "./compare.ts";
import { lockedLedger, readLedgerFile } from "./ledger.ts";
import { isPortfolio, mergePortfolio } from "./mergePortfolio.ts";
import { centreIn, contentsOf, earlierVersion, movedSince, unprintedNotes } from "./report.ts";

type MergeCommand = Extract<Command, { kind: "merge" }>;

/** `past-april merge`: the answers of a run whose trials were simulated in shards, as one process would give them. */
export async function merge(command: MergeCommand): Promise<void> {
  const { json, lock, planPath, report, sincePath } = command;
  if (isPortfolio(planPath)) return mergePortfolio(command);
  const { run, prepared } = openShards(command);
  if (lock !== null) readLedgerFile(lock.ledgerPath, true);
  const chosen = chosenPlace(command, run);
  const files = report === null ? [] : await filesOf(report, prepared[chosen ?? 0]!);
  const before = earlierVersion(sincePath, planPath, prepared[0]!);
  const paths = [
    ...(json === null || json === "-" ? [] : [json]),
    ...files.map(({ path }) => path),
    ...(lock === null ? [] : [lock.ledgerPath]),
  ];
  const read = [planPath, ...command.shards, ...(sincePath === null ? [] : [sincePath])];
  refuseOverwriting(read, paths, "what is read");
  await writing(paths, report?.csv ?? null, async (job) => {
    job.progress.show("The shards are being merged");
    const policies = policiesOf(run, prepared);
    const text = `${JSON.stringify(chosen === null ? comparisonOf(policies) : policies[chosen]!.forecast, null, 2)}\n`;
    const contents: OutputContent[] = json === null || json === "-" ? [] : [text];
    if (chosen !== null) contents.push(...(await reported(command, run, { files, policies, chosen, before }, job)));
    return { contents, print: json === "-" ? text : printed(command, policies, chosen, paths) };
  });
}

async function filesOf(report: ReportArguments, prepared: Prepared): Promise<ReportFile[]> {
  const { reportFiles } = await import("#electron/cli/forecast/reportFiles.ts");
  return reportFiles({ ...report, centre: centreIn(prepared, report.centre) }, prepared.resolved);
}

/** The run that the files make, and the plans of its scenarios in the order in which the files have them. */
function openShards({ planPath, shards }: MergeCommand): { run: WholeRun; prepared: readonly Prepared[] } {
  const base = preparePlan({ planPath, scenario: null });
  const opened = openRun(shards, base.hash);
  if (!opened.ok) throw new Ended(EXIT.invalidInput, ...opened.problems);
  const { scenarios } = opened.run;
  const prepared =
    scenarios.length === 1
      ? [preparePlan({ planPath, scenario: scenarios[0]! })]
      : preparePolicies(planPath, scenarios);
  return { run: opened.run, prepared };
}

/** Which of the scenarios in the files is asked about; null: all of them, beside each other. */
function chosenPlace({ scenario, report, lock }: MergeCommand, { scenarios, reported }: WholeRun): number | null {
  if (scenario !== null) {
    const place = scenarios.indexOf(scenario === "base" ? null : scenario);
    if (place === -1)
      throw new Ended(
        EXIT.wrongUsage,
        `The shards hold no scenario ${quoted(scenario)}: they hold ${scenarios.map((id) => quoted(id ?? "base")).join(", ")}.`,
      );
    return place;
  }
  if (reported !== undefined) return scenarios.indexOf(reported);
  if (scenarios.length === 1) return 0;
  // A report and a ledger are about one policy: the first, which the others are held against.
  return report !== null || lock !== null ? 0 : null;
}

function policiesOf(run: WholeRun, prepared: readonly Prepared[]): Forecasted[] {
  const plans = prepared.map(({ resolved }) => resolved);
  return prepared.map((one, place) => forecastedFrom(one, mergedSamples(run, place, plans), run.seed));
}

async function reported(
  { lock, planPath, workers, sincePath }: MergeCommand,
  { seed, trials, scenarios }: WholeRun,
  {
    files,
    policies,
    chosen,
    before,
  }: {
    readonly files: readonly ReportFile[];
    readonly policies: readonly Forecasted[];
    readonly chosen: number;
    readonly before: Plan | null;
  },
  job: Job,
): Promise<OutputContent[]> {
  const forecasted = policies[chosen]!;
  const run: RunArguments = { planPath, scenario: scenarios[chosen]!, length: { trials }, seed, workers };
  const moved = before === null ? null : await movedSince(run, sincePath!, before, forecasted.whole, job);
  const contents: OutputContent[] = await contentsOf(files, run, { forecasted, known: policies, moved }, job);
  if (lock !== null) contents.push(lockedLedger(forecasted, lock));
  return contents;
}

function printed(
  { report }: MergeCommand,
  policies: readonly Forecasted[],
  chosen: number | null,
  paths: readonly string[],
): string {
  const one = chosen === null ? null : policies[chosen]!;
  if (one !== null) return answers(one, paths, report === null ? [] : unprintedNotes(report, one));
  const written = paths.map((path) => `Written: ${plain(path)}\n`).join("");
  return `${compareText(comparisonOf(policies), policies[0]!.resolved)}${written === "" ? "" : `\n${written}`}`;
}
