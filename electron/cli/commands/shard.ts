import { preparePlan, preparePolicies } from "#electron/cli/forecast/forecastRun.ts";
import type { Command } from "#electron/cli/command.ts";
import { simulateShard } from "#electron/cli/shards/runShard.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** `past-april forecast` and `compare` with `--shard`: simulates a part of a run's trials and writes it to a file. */
export async function shard({ run, scenarios, shard }: Extract<Command, { kind: "shard" }>): Promise<void> {
  const prepared =
    scenarios?.length === 1
      ? [preparePlan({ planPath: run.planPath, scenario: scenarios[0]! })]
      : preparePolicies(run.planPath, scenarios);
  refuseOverwriting([run.planPath], [shard.out]);
  await writing([shard.out], null, async (job) => {
    const { bytes, sentence } = await simulateShard(run, prepared, shard, job);
    return { contents: [bytes], print: `${sentence}\nWritten: ${plain(shard.out)}\n` };
  });
}
