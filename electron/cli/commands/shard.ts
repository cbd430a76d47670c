import { BASE_NAME } from "#shared/plan/scenarios/scenarios.ts";
import { prepareBeside, preparePlan, preparePolicies, type Prepared } from "#electron/cli/forecast/forecastRun.ts";
import { preparePortfolio } from "#electron/cli/forecast/portfolioRun.ts";
import type { Command } from "#electron/cli/command.ts";
import { simulateShard, type ToShard } from "#electron/cli/shards/runShard.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

type ShardCommand = Extract<Command, { kind: "shard" }>;

/** `--shard` of forecast, compare, report and portfolio: simulates a part of a run's trials and writes it to a file. */
export async function shard(command: ShardCommand): Promise<void> {
  const { run, shard } = command;
  const { toShard, places } = preparedOf(command);
  refuseOverwriting([run.planPath, ...places], [shard.out]);
  await writing([shard.out], null, async (job) => {
    const { bytes, sentence } = await simulateShard(run, toShard, shard, job);
    return { contents: [bytes], print: `${sentence}\nWritten: ${plain(shard.out)}\n` };
  });
}

/** What is to be simulated, and the files beside the plan that it is read from. */
function preparedOf({ of, run, scenarios }: ShardCommand): { toShard: ToShard; places: readonly string[] } {
  const { planPath, scenario } = run;
  switch (of) {
    case "forecast":
      return { toShard: ofScenarios([preparePlan(run)]), places: [] };
    case "compare":
      return {
        toShard: ofScenarios(
          scenarios?.length === 1
            ? [preparePlan({ planPath, scenario: scenarios[0]! })]
            : preparePolicies(planPath, scenarios),
        ),
        places: [],
      };
    case "report":
      return { toShard: { ...ofScenarios(prepareBeside(run)), reported: scenario }, places: [] };
    case "portfolio": {
      const { file, plans, hash } = preparePortfolio(planPath);
      const parts = plans.map(({ name, prepared }, i) => ({
        name: `Plan ${i + 1} of ${plans.length}, ${plain(name)}`,
        prepared,
      }));
      return {
        toShard: { name: file.name ?? plans[0]!.name, hash, parts },
        places: plans.map(({ place }) => place),
      };
    }
  }
}

function ofScenarios(policies: readonly Prepared[]): ToShard {
  const { whole, hash } = policies[0]!;
  return {
    name: whole.name,
    hash,
    parts: policies.map((prepared, i) => ({
      name: `Scenario ${i + 1} of ${policies.length}, ${plain(prepared.scenario?.name ?? BASE_NAME)}`,
      prepared,
    })),
  };
}
