import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Watched } from "#shared/forecast/watch.ts";
import { sound } from "#test/shared/plan/aContractPlan.ts";
import { aFolder, ROOT } from "#test/shared/host/transports.ts";
import { withoutProgress } from "./progress.ts";

const { path: folder, remove } = aFolder();
afterAll(remove);

/** About $9,000 of usage in half a year, under seats that include less and a commitment to more than that. */
const PLAN = sound({
  schema: "past-april.plan/3",
  name: "Watched",
  currency: "USD",
  fiscalYear: { start: "2027-01-01", months: 6 },
  budget: { amount: 60_000 },
  models: {
    small: { name: "Small", price: { input: 2, output: 10 }, retires: { on: "2027-04-01", successor: "large" } },
    large: { name: "Large", price: { input: 4, output: 20 } },
    idle: { name: "Idle", price: { input: 4, output: 20 }, retires: { on: "2027-04-02", successor: "large" } },
  },
  workloads: {
    chat: {
      demand: { users: 40, tasksPerUserPerDay: { p10: 1, p90: 3 } },
      attempts: {
        small: {
          tokens: { family: "lognormal", median: 200_000, sigma: 0.9 },
          mix: { input: 0.9, output: 0.1 },
          success: 0.8,
        },
      },
      route: { steps: ["small"] },
      outcome: { value: 10 },
    },
  },
  seats: {
    desk: { name: "Desk seats", count: 40, perMonth: 19, covers: ["chat"], included: { amount: 19, share: "pool" } },
  },
  commitments: {
    cloud: {
      name: "Cloud commitment",
      covers: { models: ["large"] },
      amount: 50_000,
      from: "2027-01-01",
      until: "2027-07-01",
    },
  },
});
const plan = join(folder, "watched.json");
writeFileSync(plan, JSON.stringify(PLAN));

function watch(...words: string[]): { exit: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "electron/cli/main.ts", "watch", plan, "--trials", "400", "--today", "2027-02-10", ...words],
    { cwd: ROOT, encoding: "utf8" },
  );
  return { exit: status, out: stdout, err: withoutProgress(stderr) };
}

describe("past-april watch", () => {
  it("ends with code 4 and says which lines are crossed", () => {
    const { exit, out, err } = watch();
    expect(exit).toBe(4);
    expect(err).toMatch(/^Desk seats is charged beyond what it includes in .* simulated years; the line is 50%\.$/m);
    expect(err).toMatch(/^Some of Cloud commitment is lost in .* simulated years; the line is 20%\.$/m);
    expect(err).toContain("Small retires on April 1, 2027, in 50 days; Large does its work from then on.");
    expect(out).toMatch(/^Cloud commitment runs dry in .* simulated years; the line is 20%\.$/m);
    // A model that no work is done with is nobody's worry.
    expect(out + err).not.toContain("Idle");
  });

  it("ends with 0 where every line lies beyond, and counts days from the day it is given", () => {
    const far = ["--max-overrun", "100%", "--max-overage", "100%", "--max-beyond", "100%", "--max-lost", "100%"];
    const { exit, out, err } = watch(...far, "--notice", "49");
    expect(err).toBe("");
    expect(exit).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(5);
    expect(watch(...far, "--notice", "50").exit).toBe(4);
  });

  it("writes what it watched as JSON, with the chances of the forecast", () => {
    const file = join(folder, "watch.json");
    expect(watch("--json", file).exit).toBe(4);
    const written = JSON.parse(readFileSync(file, "utf8")) as { schema: string; watched: Watched[] };
    expect(written.schema).toBe("past-april.watch/1");
    const { stdout } = spawnSync(
      process.execPath,
      ["--import", "tsx", "electron/cli/main.ts", "forecast", plan, "--trials", "400", "--json", "-"],
      { cwd: ROOT, encoding: "utf8" },
    );
    const forecast = JSON.parse(stdout) as {
      overrun: { probability: number };
      seats: { desk: { anyOverage: number } };
      commitments: { cloud: { anyBeyond: number; anyLost: number } };
    };
    expect(written.watched.map(({ pointer, value }) => [pointer, value])).toEqual([
      ["/budget", forecast.overrun.probability],
      ["/seats/desk", forecast.seats.desk.anyOverage],
      ["/commitments/cloud", forecast.commitments.cloud.anyBeyond],
      ["/commitments/cloud", forecast.commitments.cloud.anyLost],
      ["/models/small/retires", 50],
    ]);
  });

  it("refuses lines and days that are none", () => {
    expect(watch("--notice", "soon").exit).toBe(2);
    expect(watch("--max-lost", "120%").exit).toBe(2);
    expect(watch("--today", "April").exit).toBe(2);
  });
});
