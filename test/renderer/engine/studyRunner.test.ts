import { describe, expect, it } from "vitest";
import { createStudyRunner } from "#renderer/engine/studyRunner.ts";
import type { StudyEvent } from "#renderer/state/studies.ts";
import { SEED } from "#renderer/state/forecastSlice.ts";
import { recordContracts, type ContractRecord } from "#shared/engine/contractRecord.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
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

describe("contracts by day", () => {
  const contracts = resolvePlan(planOfTemplate(templates.find(({ id }) => id === "contracts")!));
  const trials = [3, 0, 4, ...Array.from({ length: 60 }, (_, i) => 10 + i)];
  const played: Study<number, ContractRecord> = (_, { recordContracts: record, reportProgress }) =>
    record(contracts, trials, (done) => reportProgress(done, trials.length));

  it("are played in pieces that together are what one thread plays, in the order asked for", async () => {
    const { events } = await eventsOf("played", { played });
    expect(events.slice(0, -1)).toEqual([25, 50, 63].map((done) => ({ type: "progress", done, of: 63 })));
    expect(events.at(-1)).toEqual({ type: "answer", answer: recordContracts(contracts, SEED, trials) });
  });

  it("stop at once: of many pieces no more than those in hand are played", async () => {
    const controller = new AbortController();
    const pool = aPool();
    const many = Array.from({ length: 10_000 }, (_, trial) => trial);
    const heard: number[] = [];
    const stopping: Study<number, ContractRecord> = (_, { recordContracts: record }) =>
      record(contracts, many, (done) => {
        heard.push(done);
        controller.abort();
      });
    await createStudyRunner(pool, { stopping }).run("stopping", 0, () => heard.push(-1), controller.signal);
    expect(heard).toEqual([25]);
    expect(pool.trials).toBeLessThanOrEqual(3 * 25);
  });
});

describe("the study runner", () => {
  it("tells a rougher answer on the way", async () => {
    const rough: Study<number, string> = (_, __, reportSoFar) => {
      reportSoFar?.("about five");
      return Promise.resolve("five");
    };
    expect((await eventsOf("rough", { rough })).events).toEqual([
      { type: "soFar", answer: "about five" },
      { type: "answer", answer: "five" },
    ]);
  });

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
