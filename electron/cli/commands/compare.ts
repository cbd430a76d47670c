import { comparisonDocument, type ComparisonDocument } from "#shared/forecast/comparison/comparisonDocument.ts";
import { trialFiguresOf } from "#shared/forecast/comparison/trialFigures.ts";
import { BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import type { Command } from "#electron/cli/command.ts";
import { compareText } from "#electron/cli/forecast/compareText.ts";
import { forecastEach, preparePolicies, type Forecasted } from "#electron/cli/forecast/forecastRun.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** `past-april compare`: puts policies of a plan beside each other. */
export async function compare({ run, scenarios, json }: Extract<Command, { kind: "compare" }>): Promise<void> {
  const prepared = preparePolicies(run.planPath, scenarios);
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([run.planPath], toFile);
  await writing(toFile, null, async (job) => {
    const policies = await forecastEach(run, prepared, job);
    const compared = comparisonOf(policies);
    const text = `${JSON.stringify(compared, null, 2)}\n`;
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return {
      contents: toFile.map(() => text),
      print:
        json === "-" ? text : `${compareText(compared, prepared[0]!.resolved)}${written === "" ? "" : `\n${written}`}`,
    };
  });
}

/** The comparison of forecast policies, the first is what the others are held against. */
export function comparisonOf(policies: readonly Forecasted[]): ComparisonDocument {
  return comparisonDocument(
    policies.map(({ scenario, forecast, samples, resolved }) => ({
      name: scenario?.name ?? BASE_NAME,
      units: Object.fromEntries(resolved.workloads.map(({ id, outcome }) => [id, outcome.unit])),
      forecast,
      trials: trialFiguresOf(samples, resolved, forecast.seed),
    })),
  );
}
