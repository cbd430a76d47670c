import { formatPercent } from "#shared/format/chances.ts";
import { planDiff, weightOf, withBridge } from "#shared/report/differences/planDiff.ts";
import type { Command } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { bridgeBetween, refuseOtherCurrency } from "#electron/cli/forecast/bridgeRun.ts";
import { diffText } from "#electron/cli/forecast/diffText.ts";
import { forecastPlan, preparePlan } from "#electron/cli/forecast/forecastRun.ts";
import { partOf } from "#electron/cli/job.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** `past-april diff`: what changed between two plans, and what it does to the money on the same simulated years. */
export async function diff({
  run,
  afterPath,
  json,
  atLeast,
  mostOverrun,
  hasBridge,
}: Extract<Command, { kind: "diff" }>): Promise<void> {
  const prepared = [run.planPath, afterPath].map((planPath) => preparePlan({ planPath, scenario: null }));
  const [before, after] = prepared.map(({ whole }) => whole);
  refuseOtherCurrency([run.planPath, afterPath], [before!, after!]);
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([run.planPath, afterPath], toFile);
  let overrun = 0;
  await writing(toFile, null, async (job) => {
    const one = await forecastPlan(run, prepared[0]!, partOf(job, "Before"));
    const other = await forecastPlan(run, prepared[1]!, partOf(job, "After"));
    const found = withBridge(planDiff(one, other), hasBridge ? await bridgeBetween(run, before!, after!, job) : null);
    overrun = found.after.overrun.probability;
    const document = `${JSON.stringify(found, null, 2)}\n`;
    const isSaid = atLeast === null || (!found.same && weightOf(found) >= atLeast);
    const text = isSaid ? diffText(found, after!.currency) : "";
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return { contents: toFile.map(() => document), print: json === "-" ? document : `${text}${written}` };
  });
  if (mostOverrun !== null && overrun > mostOverrun)
    throw new Ended(
      EXIT.lineCrossed,
      `${afterPath} overspends its budget in ${formatPercent(overrun)} of simulated years; --max-overrun allows ${formatPercent(mostOverrun)}.`,
    );
}
