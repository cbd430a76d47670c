import { describe, expect, it } from "vitest";
import { createStudyRunner } from "#renderer/engine/studyRunner.ts";
import type { StudyEvent } from "#renderer/state/studies.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { mean } from "#shared/statistics/moments.ts";
import type { Study } from "#shared/studies/study.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aPool } from "./aPool.ts";

const plan = resolvePlan(aPlan());

/** Mean spend of a few trials, asked for twice. */
const spendTwice: Study<number, readonly number[]> = async (trials, { simulate, reportProgress }) => {
  reportProgress(0, 2);
  const one = mean((await simulate(plan, trials)).spend);
  reportProgress(1, 2);
  return [one, mean((await simulate(plan, trials)).spend)];
};

async function eventsOf(
  name: string,
  table: Record<string, Study<never, unknown>>,
  signal = new AbortController().signal,
): Promise<{ readonly events: StudyEvent[]; readonly trials: number }> {
  const pool = aPool();
  const events: StudyEvent[] = [];
  await createStudyRunner(pool, table).run(name, 50, (event) => events.push(event), signal);
  return { events, trials: pool.trials };
}

describe("the study runner", () => {
  it("gives a study the trials that every forecast has, and simulates none twice", async () => {
    const { events, trials } = await eventsOf("spendTwice", { spendTwice });
    const expected = mean(simulateTrials(plan, 1, 0, 50).spend);
    expect(events).toEqual([
      { type: "progress", done: 0, of: 2 },
      { type: "progress", done: 1, of: 2 },
      { type: "answer", answer: [expected, expected] },
    ]);
    expect(trials).toBe(50);
  });

  it("says nothing more of a study that is stopped", async () => {
    const controller = new AbortController();
    const stopping: Study<number, number> = async (_, { simulate }) => {
      controller.abort();
      return (await simulate(plan, 50)).trials;
    };
    expect((await eventsOf("stopping", { stopping }, controller.signal)).events).toEqual([]);
  });

  it("tells a failure in its own words", async () => {
    const failing: Study<number, number> = () => Promise.reject(new Error("no cap stands there"));
    expect((await eventsOf("failing", { failing })).events).toEqual([
      { type: "failed", message: "no cap stands there" },
    ]);
  });
});
