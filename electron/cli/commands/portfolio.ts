import type { PortfolioAnswer } from "#shared/forecast/portfolio/portfolioAnswer.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { Command } from "#electron/cli/command.ts";
import { forecastPlan } from "#electron/cli/forecast/forecastRun.ts";
import { portfolioAnswer, preparePortfolio, type PreparedPortfolio } from "#electron/cli/forecast/portfolioRun.ts";
import { portfolioText } from "#electron/cli/forecast/portfolioText.ts";
import { partOf, type Job } from "#electron/cli/job.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** `past-april portfolio`: sums plans on the same simulated years. */
export async function portfolio({ run, json }: Extract<Command, { kind: "portfolio" }>): Promise<void> {
  const prepared = preparePortfolio(run.planPath);
  const { plans } = prepared;
  await writePortfolio(prepared, { json, read: [run.planPath] }, async (job) => {
    const samples: Samples[] = [];
    for (const [i, plan] of plans.entries()) {
      const words = `Plan ${i + 1} of ${plans.length}, ${plain(plan.name)}`;
      samples.push((await forecastPlan(run, plan.prepared, partOf(job, words))).samples);
    }
    return portfolioAnswer(prepared, samples, run.seed);
  });
}

/** Prints the answer of a portfolio, or writes it as JSON. `read`: the files that it is made of, beside the plans. */
export async function writePortfolio(
  { plans }: PreparedPortfolio,
  { json, read }: { readonly json: string | null; readonly read: readonly string[] },
  answerOf: (job: Job) => Promise<PortfolioAnswer>,
): Promise<void> {
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([...read, ...plans.map(({ place }) => place)], toFile, "the portfolio or one of its plans");
  await writing(toFile, null, async (job) => {
    const answer = await answerOf(job);
    const text = `${JSON.stringify(answer, null, 2)}\n`;
    const written = toFile.map((path) => `\nWritten: ${plain(path)}\n`).join("");
    return { contents: toFile.map(() => text), print: json === "-" ? text : `${portfolioText(answer)}${written}` };
  });
}
