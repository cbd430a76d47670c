import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseArguments } from "#electron/cli/arguments.ts";
import { Ended } from "#electron/cli/ended.ts";
import { preparePlan } from "#electron/cli/forecast/forecastRun.ts";
import { answerStudy } from "#electron/cli/studies/studyAnswers.ts";
import type { StudyAsk } from "#electron/cli/studies/studyAsk.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { targetsStudy } from "#shared/studies/targets/targets.ts";
import { ROOT } from "#test/shared/host/transports.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";
import { withoutProgress } from "./progress.ts";

const PLAN = join(ROOT, "test/fixtures/plans/smallTeam.json");
const TRIALS = 200;

const world = aStudyContext(TRIALS);

function askOf(...words: string[]): StudyAsk {
  const command = parseArguments(["study", ...words]);
  if (command.kind !== "study") throw new Error(JSON.stringify(command));
  return command.ask;
}

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => Array.from(line).length));

function study(...words: string[]): { exit: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "electron/cli/main.ts", "study", ...words],
    { cwd: ROOT, encoding: "utf8" },
  );
  return { exit: status, out: stdout, err: withoutProgress(stderr) };
}

describe("past-april study", () => {
  it.each([
    [["routes", PLAN], "Route"],
    [["levers", PLAN], "Shorter context"],
    [["models", PLAN, "--success", "60%"], "at least 60% of the time"],
    [["caps", PLAN], "Lowest cost per outcome|lowest cost per outcome"],
    [["caps", PLAN, "--cap", "month"], "lowest cost per outcome|Lowest cost per outcome"],
    [["caps", PLAN, "--cap", "person"], "lowest cost per outcome|Lowest cost per outcome"],
    [["size", PLAN], "net value|No size"],
    [["targets", PLAN, "--outcomes", "10"], "To be 80% sure of the whole year"],
    [["contracts", PLAN, "--discount", "30%"], "Cheapest for"],
    [["enough", PLAN], "enough"],
    [["stress", PLAN, "--month", "2027-09"], "spent by September 30|spends the"],
    [["year", PLAN], "Simulated year \\d+ of 200"],
    [["pilots", PLAN], "test runs"],
  ])("answers %j in words that fit a terminal", async (words, said) => {
    const { text, answer } = await answerStudy(askOf(...words), preparePlan({ planPath: PLAN, scenario: null }), world);
    expect(text).toMatch(new RegExp(said));
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
    expect(JSON.parse(JSON.stringify(answer))).toBeTypeOf("object");
  });

  it("gives the very answer of the study that the screen shows", async () => {
    const prepared = preparePlan({ planPath: PLAN, scenario: null });
    const { answer } = await answerStudy(askOf("targets", PLAN, "--confidence", "90%"), prepared, world);
    const shown = await targetsStudy(
      { plan: prepared.whole, scenario: null, confidence: 0.9, outcomes: null, discount: 0.1 },
      world,
    );
    expect(answer).toEqual(shown);
    const { spend } = simulateTrials(resolveScenario(prepared.whole, null), 1, 0, TRIALS);
    expect([...spend].filter((one) => one <= shown.budget.amount).length / TRIALS).toBeCloseTo(0.9, 1);
  });

  it("writes the same JSON with any number of workers, columns as lists", () => {
    const [one, two] = ["1", "2"].map((workers) =>
      study("drivers", PLAN, "--trials", "300", "--workers", workers, "--json", "-"),
    );
    expect(two).toEqual(one);
    expect(one).toMatchObject({ exit: 0, err: "" });
    const document = JSON.parse(one!.out) as { answer: { drivers: unknown[] } };
    expect(document).toMatchObject({ schema: "past-april.study/1", seed: 1, question: { name: "drivers" } });
    expect(document.answer.drivers.length).toBeGreaterThan(0);
  });

  it.each([
    [["nonsense", PLAN], /^study needs the name of a study, and "nonsense" is not one: drivers, bridge/],
    [[], /^study needs the name of a study: drivers/],
    [["drivers"], /^study drivers needs a PLAN/],
    [["drivers", PLAN, "--month", "2027-09"], /^study drivers has no option --month\. It has none of its own\.$/],
    [["stress", PLAN], /^study stress needs --month/],
    [["stress", PLAN, "--month", "2027-13"], /^--month takes a month such as 2027-09/],
    [["caps", PLAN, "--cap", "year"], /^--cap is "year"; it takes attempt, month, or person\.$/],
    [["year", PLAN, "--trials", "60"], /^--trials is 60; a study needs at least 200/],
    [["bridge", PLAN], /^study bridge leads from the plan to a scenario: give --scenario ID\.$/],
    [["targets", PLAN, "--confidence", "100%"], /^--confidence takes a share between 0% and 100%/],
    [["targets", PLAN, "--discount", "100%"], /^--discount takes a share from 0% to less than 100%/],
    [["contracts", PLAN, "--discount", "100%"], /^--discount takes a share from 0% to less than 100%/],
    [["pilots", PLAN, "--scenario", "a"], /^study pilots looks at the plan and all its scenarios/],
  ])("refuses %j in one sentence", (words, sentence) => {
    const command = parseArguments(["study", ...words]);
    expect(command.kind === "wrong" && command.message).toMatch(sentence);
  });

  it("says of which workload or month there is something to ask", async () => {
    const prepared = preparePlan({ planPath: PLAN, scenario: null });
    const refusal = async (ask: StudyAsk): Promise<string> =>
      answerStudy(ask, prepared, world).then(
        () => "answered",
        (error: unknown) => (error instanceof Ended ? error.lines.join(" ") : String(error)),
      );
    expect(await refusal(askOf("caps", PLAN, "--workload", "nope"))).toMatch(
      /^The plan has no workload "nope": it has /,
    );
    expect(await refusal(askOf("contracts", PLAN, "--workloads", "nope"))).toMatch(
      /^The plan has no workload "nope": it has /,
    );
    expect(await refusal(askOf("contracts", PLAN, "--pool", "nope"))).toMatch(
      /^--pool is "nope"; (there is none|it takes copilot-business)/,
    );
    expect(await refusal(askOf("stress", PLAN, "--month", "2031-01"))).toMatch(
      /^--month is 2031-01, and the plan's year is \d{4}-\d\d to \d{4}-\d\d\. Wanted: a month of it\.$/,
    );
    expect(await refusal(askOf("size", PLAN, "--size", "router"))).toMatch(
      /^\/workloads\/\w+\/route: this workload has no router/,
    );
  });
});
