import { watchOf, type Watched } from "#shared/forecast/watch.ts";
import { epochDayOf, isoDateOf } from "#shared/units.ts";
import type { Command } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { forecastPlan, preparePlan } from "#electron/cli/forecast/forecastRun.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** `past-april watch`: whether a plan stays within its lines, for a scheduler. */
export async function watch({ run, lines, today, json }: Extract<Command, { kind: "watch" }>): Promise<void> {
  const prepared = preparePlan(run);
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([run.planPath], toFile);
  const day = epochDayOf(today ?? new Date().toISOString().slice(0, 10));
  let watched: readonly Watched[] = [];
  await writing(toFile, null, async (job) => {
    const { forecast } = await forecastPlan(run, prepared, job);
    watched = watchOf(forecast, prepared.plan, lines, day);
    const { plan, scenario, seed, trials } = forecast;
    const document = { schema: "past-april.watch/1", plan, scenario, seed, trials, today: isoDateOf(day), watched };
    const text = `${JSON.stringify(document, null, 2)}\n`;
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return { contents: toFile.map(() => text), print: json === "-" ? text : `${linesOf(watched)}${written}` };
  });
  const crossed = watched.filter(({ isCrossed }) => isCrossed);
  if (crossed.length > 0) throw new Ended(EXIT.lineCrossed, ...crossed.map(({ sentence }) => sentence));
}

/** What stays within its line, one sentence each; what does not is said on standard error. */
function linesOf(watched: readonly Watched[]): string {
  return watched
    .filter(({ isCrossed }) => !isCrossed)
    .map(({ sentence }) => `${plain(sentence)}\n`)
    .join("");
}
