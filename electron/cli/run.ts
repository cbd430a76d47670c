import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { Ended, EXIT, type Exit } from "./ended.ts";
import { plain } from "./text.ts";

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

/** What each command does. Its code is loaded when it is asked for: `--help` loads none. */
const RUN: { readonly [Kind in Command["kind"]]: (command: Extract<Command, { kind: Kind }>) => Promise<void> | void } =
  {
    help: ({ text }) => void process.stdout.write(text),
    wrong: ({ message }) => {
      throw new Ended(EXIT.wrongUsage, message, "past-april --help shows what there is.");
    },
    check: async ({ planPath }) => (await import("./commands/check.ts")).check(planPath),
    diff: async (command) => (await import("./commands/diff.ts")).diff(command),
    mcp: async (command) => (await import("./commands/mcp.ts")).mcp(command),
    shard: async (command) => (await import("./commands/shard.ts")).shard(command),
    merge: async (command) => (await import("./commands/merge.ts")).merge(command),
    forecast: async (command) => (await import("./commands/forecast.ts")).forecast(command),
    portfolio: async (command) => (await import("./commands/portfolio.ts")).portfolio(command),
    compare: async (command) => (await import("./commands/compare.ts")).compare(command),
    value: async ({ run, json }) => (await import("./commands/value.ts")).value(run, json),
    completion: async ({ shell }) => void process.stdout.write((await import("./completion.ts")).completionOf(shell)),
    guide: async ({ page }) => (await import("./commands/guide.ts")).guide(page),
    sweep: async (command) => (await import("./commands/sweep.ts")).sweep(command),
    study: async (command) => (await import("./commands/study.ts")).study(command),
    watch: async (command) => (await import("./commands/watch.ts")).watch(command),
    score: async (command) => (await import("./commands/score.ts")).score(command),
    report: async ({ run, report, sincePath }) => (await import("./commands/report.ts")).report(run, report, sincePath),
    import: async (command) => (await import("./commands/importFiles.ts")).importFiles(command),
    "usage-sql": async (command) => (await import("./commands/usageSql.ts")).usageSql(command),
    reduce: async (command) => (await import("./commands/reduce.ts")).reduce(command),
    open: async ({ planPath }) => (await import("./commands/open.ts")).openWindow(planPath),
  };

async function runCommand(command: Command): Promise<void> {
  // The table's entry for a kind takes the commands of that kind; TypeScript cannot follow the key.
  const run = RUN[command.kind] as (command: Command) => Promise<void> | void;
  await run(command);
}
