import { existsSync } from "node:fs";
import { trialFiguresOf } from "#shared/forecast/answers/comparison.ts";
import { comparisonDocument } from "#shared/forecast/answers/comparisonDocument.ts";
import { formatFiscalYear } from "#shared/format/dates.ts";
import {
  addToLedger,
  describeLedgerFault,
  EMPTY_LEDGER,
  ledgerText,
  lockForecast,
  readLedger,
  type Ledger,
} from "#shared/forecast/lookingBack/ledger.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { planDoubts } from "#shared/plan/doubts.ts";
import { applyScenario, scenarioIds, BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { shutdownWarnings } from "#shared/plan/shutdowns.ts";
import { unprintedSentence } from "#shared/report/text.ts";
import { describeFileFailure } from "#electron/host/files/fileFailure.ts";
import { commitOutputs, discardOutputs, openOutputs, type OutputContent } from "#electron/host/files/outputFile.ts";
import { ledgerBeside } from "#electron/host/documents/ledgerFile.ts";
import { readPlanFile, readTextFile } from "#electron/host/documents/planFile.ts";
import { realPath } from "#electron/host/files/wholeFile.ts";
import { parseArguments, type Command, type LockArguments, type RunArguments } from "./arguments.ts";
import { Ended, EXIT, type Exit } from "./ended.ts";
import { compareText } from "#electron/cli/forecast/compareText.ts";
import {
  forecastBeside,
  forecastEach,
  forecastPlan,
  preparePlan,
  preparePolicies,
  STOPPED,
  type Forecasted,
} from "#electron/cli/forecast/forecastRun.ts";
import { forecastText } from "#electron/cli/forecast/forecastText.ts";
import { scorePlan, scoreText } from "#electron/cli/forecast/scoreText.ts";
import type { Job } from "./job.ts";
import { createProgressLine } from "./progressLine.ts";
import { plain, wrap } from "./text.ts";

/** Runs one command line: prints, writes files, and returns how it ended. */
export async function runCommandLine(words: readonly string[]): Promise<Exit> {
  try {
    await runCommand(parseArguments(words));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    process.stderr.write(error.lines.map((line) => `${plain(line)}\n`).join(""));
    return error.exit;
  }
}

async function runCommand(command: Command): Promise<void> {
  switch (command.kind) {
    case "help":
      process.stdout.write(command.text);
      return;
    case "wrong":
      throw new Ended(EXIT.wrongUsage, command.message, "past-april --help shows what there is.");
    case "check":
      check(command.planPath);
      return;
    case "forecast":
      await forecast(command.run, command.json, command.lock);
      return;
    case "compare":
      await compare(command);
      return;
    case "score":
      await score(command);
      return;
    case "report":
      await report(command.run, command);
      return;
    case "import":
      await importFiles(command);
      return;
    case "open":
      await open(command.planPath);
      return;
  }
}

function check(planPath: string): void {
  const file = readPlanFile(planPath);
  // Faults are what was asked for, so they go to standard output.
  if (!file.ok) {
    process.stdout.write(file.problems.map((problem) => `${plain(problem)}\n`).join(""));
    throw new Ended(EXIT.inputAtFault);
  }
  const { start, monthStarts, workloads, models, fixedCosts } = resolvePlan(file.plan);
  const scenarios = Object.keys(file.plan.scenarios ?? {}).length;
  const parts = [
    formatFiscalYear(start, monthStarts.length - 1),
    counted(workloads.length, "workload"),
    counted(models.length, "model"),
    counted(fixedCosts.length, "fixed cost"),
    counted(scenarios, "scenario"),
  ];
  const doubts = planDoubts(file.plan).map(
    ({ pointer, sentence }) => `Doubt: ${pointer === "" ? "" : `${pointer}: `}${sentence}`,
  );
  const lines = [`No fault found in ${planPath}: ${parts.join(", ")}.`, ...doubts, ...scenarioShutdowns(file.plan)];
  process.stdout.write(lines.map((line) => `${wrap(line, "  ")}\n`).join(""));
}

/** Warnings about models past their shutdown that a scenario brings in and the plan itself has not. */
function scenarioShutdowns(plan: Plan): string[] {
  const known = new Set(shutdownWarnings(plan).map(({ sentence }) => sentence));
  return scenarioIds(plan).flatMap((id) =>
    shutdownWarnings(applyScenario(plan, id))
      .filter(({ sentence }) => !known.has(sentence))
      .map(({ sentence }) => `Doubt: scenario ${plan.scenarios?.[id]?.name ?? id}: ${sentence}`),
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

async function open(planPath: string | null): Promise<void> {
  // A fault in the plan is shown in the window; a file that is not there is a slip of the command line.
  if (planPath !== null && !existsSync(planPath))
    throw new Ended(
      EXIT.inputAtFault,
      describeFileFailure({ code: "missing", access: "read", path: planPath, detail: "" }),
    );
  const { openApp } = await import("#electron/browser/openApp.ts");
  const failure = await openApp(planPath, (line) => process.stdout.write(`${plain(line)}\n`));
  if (failure !== null) throw new Ended(EXIT.machineFailed, failure);
}

async function importFiles({
  files,
  format,
  columns,
  cap,
  overlap,
  timeZone,
  json,
}: Extract<Command, { kind: "import" }>): Promise<void> {
  // The database is large: only an import loads it.
  const { formatNames, importUsageFiles } = await import("#electron/cli/usage/importRun.ts");
  if (format === "list") {
    process.stdout.write(formatNames());
    return;
  }
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting(files, toFile, "what is read");
  await writing(toFile, null, async (job) => {
    const { document, text } = await importUsageFiles(files, { format, columns, cap, overlap, timeZone }, job);
    const content = `${JSON.stringify(document, null, 2)}\n`;
    return {
      contents: toFile.map(() => content),
      print: json === "-" ? content : [text, ...toFile.map((path) => `\nWritten: ${plain(path)}\n`)].join(""),
    };
  });
}

async function forecast(run: RunArguments, json: string | null, lock: LockArguments | null): Promise<void> {
  const prepared = preparePlan(run);
  // Read before the futures are run: a ledger with a fault must not cost them.
  if (lock !== null) readLedgerFile(lock.ledgerPath, true);
  const toJson = json === null || json === "-" ? [] : [json];
  const toFile = [...toJson, ...(lock === null ? [] : [lock.ledgerPath])];
  refuseOverwriting([run.planPath], toFile);
  await writing(toFile, null, async (job) => {
    const forecasted = await forecastPlan(run, prepared, job);
    const text = `${JSON.stringify(forecasted.forecast, null, 2)}\n`;
    const contents: OutputContent[] = toJson.map(() => text);
    if (lock !== null) {
      const lockedOn = lock.date ?? new Date().toISOString().slice(0, 10);
      const locked = lockForecast(forecasted.forecast, forecasted.resolved, { author: lock.author, lockedOn });
      // Read again at the end: others may have added to it while this forecast ran.
      contents.push(() => ledgerText(addToLedger(readLedgerFile(lock.ledgerPath, true), locked)));
    }
    return { contents, print: json === "-" ? text : answers(forecasted, toFile) };
  });
}

async function compare({ run, scenarios, json }: Extract<Command, { kind: "compare" }>): Promise<void> {
  const prepared = preparePolicies(run.planPath, scenarios);
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([run.planPath], toFile);
  await writing(toFile, null, async (job) => {
    const policies = await forecastEach(run, prepared, job);
    const compared = comparisonDocument(
      policies.map(({ scenario, forecast, samples, resolved }) => ({
        name: scenario?.name ?? BASE_NAME,
        units: Object.fromEntries(resolved.workloads.map(({ id, outcome }) => [id, outcome.unit])),
        forecast,
        trials: trialFiguresOf(samples, resolved),
      })),
    );
    const text = `${JSON.stringify(compared, null, 2)}\n`;
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return {
      contents: toFile.map(() => text),
      print:
        json === "-" ? text : `${compareText(compared, prepared[0]!.resolved)}${written === "" ? "" : `\n${written}`}`,
    };
  });
}

async function score({ planPath, ledgerPath, json }: Extract<Command, { kind: "score" }>): Promise<void> {
  const file = readPlanFile(planPath);
  if (!file.ok) throw new Ended(EXIT.inputAtFault, ...file.problems);
  const plan = resolvePlan(file.plan);
  const ledger = readLedgerFile(ledgerPath ?? ledgerBeside(planPath), ledgerPath === null);
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([planPath], toFile);
  await writing(toFile, null, () => {
    const scored = scorePlan(plan, file.hash, ledger);
    const text = `${JSON.stringify(scored, null, 2)}\n`;
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return Promise.resolve({
      contents: toFile.map(() => text),
      print: json === "-" ? text : `${scoreText(scored, plan)}${written === "" ? "" : `\n${written}`}`,
    });
  });
}

/** The ledger of a file; an empty one where it may be missing and is. */
function readLedgerFile(path: string, mayBeMissing: boolean): Ledger {
  if (mayBeMissing && !existsSync(path)) return EMPTY_LEDGER;
  const text = readTextFile(path);
  if (!text.ok) throw new Ended(EXIT.inputAtFault, text.problem);
  const read = readLedger(text.text);
  if (!read.ok) throw new Ended(EXIT.inputAtFault, ...read.faults.map(describeLedgerFault));
  return read.ledger;
}

async function report(
  run: RunArguments,
  { pdf, xlsx, csv, paper }: Extract<Command, { kind: "report" }>,
): Promise<void> {
  const prepared = preparePlan(run);
  // Typesetting and workbooks are large: only a report loads them.
  const { reportFiles } = await import("#electron/cli/forecast/reportFiles.ts");
  const files = reportFiles({ pdf, xlsx, csv, paper });
  const paths = files.map(({ path }) => path);
  refuseOverwriting([run.planPath], paths);
  await writing(paths, csv, async (job) => {
    const forecasted = await forecastPlan(run, prepared, job);
    // Only the paper puts policies beside each other.
    const beside = pdf === null ? null : await forecastBeside(run, forecasted, job);
    job.progress.show("The files are being made");
    const contents = await Promise.all(files.map(({ make }) => make(forecasted, beside, run)));
    const unprinted = pdf === null ? null : unprintedSentence([forecasted.plan, forecasted.scenario?.name]);
    return { contents, print: answers(forecasted, paths, unprinted === null ? [] : [plain(unprinted)]) };
  });
}

function answers(
  { forecast, resolved, doubts, notes }: Forecasted,
  written: readonly string[],
  more: readonly string[] = [],
): string {
  const text = forecastText(forecast, resolved, doubts);
  const closing = [
    ...[...notes, ...more].map((note) => wrap(note)),
    ...written.map((path) => `Written: ${plain(path)}`),
  ];
  return closing.length === 0 ? text : `${text}\n${closing.join("\n")}\n`;
}

interface Made {
  readonly contents: readonly OutputContent[];
  readonly print: string;
}

/** A slip of the command line must not cost what it reads, nor one result another. */
function refuseOverwriting(inputs: readonly string[], paths: readonly string[], what = "the plan itself"): void {
  const read = new Set(inputs.map(realPath));
  const taken = new Set(read);
  for (const path of paths) {
    if (taken.has(realPath(path)))
      throw new Ended(
        EXIT.wrongUsage,
        `${path} would be written over ${read.has(realPath(path)) ? what : "another result"}.`,
      );
    taken.add(realPath(path));
  }
}

/**
 * Opens the files, makes their contents, moves them into place, prints. Whatever goes wrong, also Ctrl-C, nothing is
 * left half written.
 */
async function writing(
  paths: readonly string[],
  folder: string | null,
  make: (job: Job) => Promise<Made>,
): Promise<void> {
  const controller = new AbortController();
  const progress = createProgressLine();
  const interrupt = (): void => controller.abort();
  // Once: a second Ctrl-C ends the process on the spot.
  for (const signal of SIGNALS) process.once(signal, interrupt);
  const opened = openOutputs(paths, folder);
  if (!opened.ok) throw new Ended(EXIT.machineFailed, describeFileFailure(opened.failure));
  try {
    const { contents, print } = await make({ cancel: controller.signal, progress });
    if (controller.signal.aborted) throw new Ended(EXIT.interrupted, STOPPED);
    progress.clear();
    const failure = await commitOutputs(opened.outputs, contents);
    if (failure !== null) throw new Ended(EXIT.machineFailed, describeFileFailure(failure));
    process.stdout.write(print);
  } catch (error) {
    discardOutputs(opened.outputs);
    throw error;
  } finally {
    progress.clear();
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
