import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import type { Command } from "#electron/cli/command.ts";
import { preparePlan } from "#electron/cli/forecast/forecastRun.ts";
import { withStudyContext } from "#electron/cli/forecast/studyContext.ts";
import { answerStudy } from "#electron/cli/studies/studyAnswers.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** `past-april study`: answers one question about a plan that takes several forecasts. */
export async function study({ ask, run, json }: Extract<Command, { kind: "study" }>): Promise<void> {
  const prepared = preparePlan(run);
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([run.planPath], toFile);
  await writing(toFile, null, async (job) => {
    const { answer, text } = await withStudyContext(run, job, ({ named }) =>
      answerStudy(ask, prepared, named(`Study ${ask.name}`)),
    );
    const document = {
      schema: "past-april.study/1",
      engine: ENGINE_VERSION,
      plan: { name: prepared.whole.name, hash: prepared.hash },
      scenario: prepared.scenario?.id ?? null,
      currency: prepared.plan.currency,
      seed: run.seed,
      question: ask,
      answer,
    };
    const content = `${JSON.stringify(document, columnsAsLists, 2)}\n`;
    const written = toFile.map((path) => `\nWritten: ${plain(path)}\n`).join("");
    return { contents: toFile.map(() => content), print: json === "-" ? content : `${text}${written}` };
  });
}

/** Columns of numbers as lists: as they are, JSON would write them as objects. */
function columnsAsLists(_: string, value: unknown): unknown {
  return value instanceof Float64Array ? [...value] : value;
}
