import type { Command } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { portfolioAnswer, preparePortfolio } from "#electron/cli/forecast/portfolioRun.ts";
import { mergedSamples, openRun } from "#electron/cli/shards/mergeShards.ts";
import { PORTFOLIO_SCHEMA } from "#shared/forecast/portfolio/portfolioFile.ts";
import { readTextFile } from "#electron/host/documents/planFile.ts";
import { writePortfolio } from "./portfolio.ts";

type MergeCommand = Extract<Command, { kind: "merge" }>;

/** Whether a file is a portfolio and no plan, by the name of its format. */
export function isPortfolio(path: string): boolean {
  if (/\.xlsx$/i.test(path)) return false;
  const read = readTextFile(path);
  const [name] = PORTFOLIO_SCHEMA.split("/");
  return read.ok && new RegExp(`"schema"\\s*:\\s*"${name!}/`).test(read.text);
}

/** The answer of a portfolio whose plans were simulated in shards, as one process would give it. */
export async function mergePortfolio({ planPath, shards, scenario, json, lock, report }: MergeCommand): Promise<void> {
  const refused = scenario !== null ? "--scenario" : lock !== null ? "--lock" : report !== null ? "a report" : null;
  if (refused !== null)
    throw new Ended(
      EXIT.wrongUsage,
      `${planPath} is a portfolio: ${refused} is about one plan. Merge its shards with --json FILE, or without options.`,
    );
  const prepared = preparePortfolio(planPath);
  const opened = openRun(shards, prepared.hash);
  if (!opened.ok) throw new Ended(EXIT.invalidInput, ...opened.problems);
  const { run } = opened;
  const plans = prepared.plans.map((plan) => plan.prepared.resolved);
  await writePortfolio(prepared, { json, read: [planPath, ...shards] }, (job) => {
    job.progress.show("The shards are being merged");
    const samples = plans.map((_, place) => mergedSamples(run, place, plans));
    return Promise.resolve(portfolioAnswer(prepared, samples, run.seed));
  });
}
