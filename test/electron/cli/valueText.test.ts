import { describe, expect, it } from "vitest";
import { valueText } from "#electron/cli/forecast/valueText.ts";
import { parseArguments } from "#electron/cli/arguments.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { originalIn } from "#shared/forecast/lookingBack/originalCase.ts";
import { playCases } from "#shared/forecast/value/playedCases.ts";
import { liveOriginal } from "#shared/forecast/value/lockedCases.ts";
import { valueAnswerRuns } from "#shared/forecast/value/words/answerWords.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { valueAnswer } from "#shared/forecast/value/valueAnswer.ts";
import { addToLedger, lockForecast } from "#shared/forecast/lookingBack/ledger.ts";
import { EMPTY_LEDGER, ledgerText, readLedger } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";

const about = { planName: "A plan", planHash: "b".repeat(64), scenario: null, seed: 1, engine: "test" };

function answered(plan: Plan) {
  const resolved = resolvePlan(plan);
  const samples = simulateTrials(resolved, 1, 0, 500);
  const forecast = forecastOf(samples, resolved, about);
  const answer = valueAnswer({ plan, resolved, samples, forecast, about, original: null, variants: [], base: null });
  return { resolved, samples, forecast, answer };
}

const template = (id: string): Plan => planOfTemplate(templates.find((one) => one.id === id)!);

describe("past-april value in words", () => {
  const { answer, resolved, samples, forecast } = answered(template("value"));
  const text = valueText(answer, resolved);

  it("says the answer, every use with both figures of a cut, its reading, and what is open", () => {
    const words = text.replaceAll(/\n */g, " ");
    expect(words).toContain("1 of 3 uses is likely to pay back by April 30; 2 have an owner who answers for nothing.");
    expect(words).toContain("2 decisions are due by January 31.");
    expect(text).toMatch(/Use +Pays back +Brings +Saves if cut +Gives up/);
    expect(text).toContain("Customer tickets: Expand.");
    expect(words).toContain(
      "Contract review: Experiment, and set a date. Owner: General Counsel, answers for nothing.",
    );
    expect(words).toContain("Contract review: On January 31 keep it if a contract reviewed costs at most $21;");
    expect(text).toContain("Coding assistant: tokens grow by 13% a month and outcomes do not follow.");
    expect(text).toContain("No case is locked");
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("says in the words of the screen who has no owner, how often such uses pay, and what a scenario gives up", () => {
    const plan = template("value");
    const { owner: _, ...contracts } = plan.workloads["contracts"]!;
    const nobody = answered({ ...plan, workloads: { ...plan.workloads, contracts } });
    const scenario = { ...nobody.answer, saving: { saves: { mean: 9_000 }, foregone: { mean: 400 } } };
    const words = valueText(scenario, nobody.resolved, "Fewer contracts").replaceAll(/\n */g, " ");
    const facts = { answer: scenario, plan: nobody.resolved };
    for (const runs of valueAnswerRuns(facts, "Fewer contracts")) expect(words).toContain(plainWords(runs).trim());
    expect(words).toContain("; 1 has no owner, 1 an owner who answers for nothing.");
    expect(words).toContain("Contract review: Experiment, and set a date. Owner: nobody.");
    expect(words).toContain("Fewer contracts saves $9,000 and gives up $400 of benefit.");
    const other = answered({ ...template("support"), value: { baseRate: 0.29 }, schema: "past-april.plan/3" });
    expect(valueText(other.answer, other.resolved).replaceAll("\n", " ")).toContain("about 29% shows");
  });

  it("says something true of a plan without a case", () => {
    const bare = answered(template("support"));
    expect(valueText(bare.answer, bare.resolved).replaceAll("\n", " ")).toContain(
      "This plan says what AI will cost, not yet what it should change.",
    );
  });

  it("is held against the first case that a ledger locked", () => {
    const { cases } = playCases({ resolved, samples, about });
    const lock = (lockedOn: string) =>
      lockForecast(forecast, resolved, { author: "FP&A", lockedOn }, liveOriginal(resolved, samples, cases));
    const ledger = addToLedger(addToLedger(EMPTY_LEDGER, lock("2026-12-01")), lock("2026-11-05"));
    const read = readLedger(ledgerText(ledger));
    if (!read.ok) throw new Error("the ledger is not valid");
    const original = originalIn(read.ledger)!;
    expect(original).toMatchObject({ date: "2026-11-05", hash: "b".repeat(64) });
    expect(Object.keys(original.workloads)).toEqual(["tickets", "contracts", "coding"]);
    expect(originalIn(EMPTY_LEDGER)).toBeNull();
  });

  it("is a command of its own", () => {
    expect(parseArguments(["value", "plan.json", "--scenario", "a", "--json", "-"])).toMatchObject({
      kind: "value",
      json: "-",
      run: { planPath: "plan.json", scenario: "a" },
    });
  });
});
