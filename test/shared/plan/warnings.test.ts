import { describe, expect, it } from "vitest";
import { planWarnings } from "#shared/plan/warnings.ts";
import { aPlanWith, soundPlan, type Edit } from "./aPlan.ts";

const CODING = "/workloads/coding";

function sentencesOf(...edits: readonly Edit[]): string[] {
  return planWarnings(soundPlan(aPlanWith(...edits))).map(({ pointer, sentence }) => `${pointer}: ${sentence}`);
}

describe("a plan that knows only luck from run to run", () => {
  /** Every number certain, no runs, no wander, no event that may not come. */
  const CERTAIN: readonly Edit[] = [
    ["/shared", undefined],
    ["/models/sonnet/priceChanges", undefined],
    ["/correlations", undefined],
    [`${CODING}/demand/adoption`, undefined],
    [`${CODING}/demand/tasksPerUserPerDay`, 4],
    [`${CODING}/demand/wander`, undefined],
    [`${CODING}/attempts/sonnet/tokens/runs`, undefined],
    [`${CODING}/attempts/sonnet/success`, 0.7],
    [`${CODING}/tokensMultiplier`, undefined],
    [`${CODING}/outcome`, { value: 100 }],
    ["/fixedCosts", undefined],
  ];
  const DOUBT =
    ": This plan has only run-to-run variation: all its assumptions are certain. Its 80% estimate would hold about half of the time.";

  it("is told so", () => {
    expect(sentencesOf(...CERTAIN)).toContain(DOUBT);
    expect(sentencesOf(...CERTAIN, ["/budget/confidence", 0.905])).toContain(DOUBT.replace("80%", "90.5%"));
  });

  it.each<[what: string, edit: Edit]>([
    ["an uncertain number", [`${CODING}/demand/users`, { p10: 900, p90: 1500 }]],
    ["a wander of its own", [`${CODING}/demand/wander`, { monthlySd: 0.1, persistence: 0.9 }]],
    ["a shared wander", ["/shared", { wander: { monthlySd: 0.1, persistence: 0.9 } }]],
    ["runs behind the tokens", [`${CODING}/attempts/sonnet/tokens/runs`, 40]],
    ["runs behind the success", [`${CODING}/attempts/sonnet/success`, { byEffort: [0.7], runs: 40 }]],
    [
      "a price change that may not come",
      ["/models/sonnet/priceChanges", [{ from: "2027-07-01", multiplier: 0.7, probability: 0.5 }]],
    ],
    [
      "a renewal that may not come",
      ["/fixedCosts", { seats: { perMonth: 5, renewal: { from: "2027-07-01", multiplier: 2, probability: 0.5 } } }],
    ],
  ])("is no such plan with %s", (_, edit) => {
    expect(sentencesOf(...CERTAIN, edit)).not.toContain(DOUBT);
  });

  it.each<[what: string, edit: Edit]>([
    ["a list of one value", [`${CODING}/demand/users`, { values: [5], weights: [1] }]],
    [
      "a runaway's factor, which every attempt draws",
      [`${CODING}/attempts/sonnet/runaway/factor`, { min: 10, max: 90 }],
    ],
    ["a wander of nothing", [`${CODING}/demand/wander`, { monthlySd: 0, persistence: 0.9 }]],
    ["a price change that is sure", ["/models/sonnet/priceChanges", [{ from: "2027-07-01", multiplier: 0.7 }]]],
  ])("stays one with %s", (_, edit) => {
    expect(sentencesOf(...CERTAIN, edit)).toContain(DOUBT);
  });

  it("is not what a plan of fixed costs alone is: that has no luck at all", () => {
    expect(sentencesOf(...CERTAIN, ["/scenarios", {}], ["/workloads", {}])).not.toContain(DOUBT);
  });
});

it("an agent in production with the tokens of a chat is doubted, elsewhere not", () => {
  const chat = [`${CODING}/attempts/haiku/tokens`, { family: "lognormal", p50: 1_200, p95: 9_000 }] as const;
  const warning = `${CODING}/attempts/haiku/tokens: Half of the attempts of Agentic coding with haiku take at most 1,200 tokens. That is typical of a chat; an agent's run uses 100 to 1,000 times as many.`;
  expect(sentencesOf(chat)).toContain(warning);
  expect(sentencesOf(chat, [`${CODING}/status`, "pilot"])).not.toContain(warning);
  expect(sentencesOf()).not.toContain(warning);
});

it("a workload without an owner is doubted, unless it is retired", () => {
  const warning = `${CODING}: Agentic coding has no owner: nobody is responsible for its spend.`;
  expect(sentencesOf([`${CODING}/owner`, undefined])).toContain(warning);
  expect(sentencesOf([`${CODING}/owner`, undefined], [`${CODING}/status`, "retired"])).not.toContain(warning);
  expect(sentencesOf()).not.toContain(warning);
});

it("guesses are counted, and those for which nobody is named", () => {
  expect(sentencesOf()).toContain(": 25 of 26 inputs are guessed, and for 8 of them nobody is named.");
  const evidence = { grade: "guessed", by: "Procurement" };
  expect(sentencesOf(["/shared/tokens", { p10: 0.9, p90: 1.5, evidence }])).toContain(
    ": 25 of 26 inputs are guessed, and for 7 of them nobody is named.",
  );
});

describe("list prices in a plan of another currency", () => {
  const LIST = {
    grade: "measured",
    source: "list price of claude-sonnet-4-5, LiteLLM model price map (MIT), Nov 29, 2026",
  };
  const found = (...edits: readonly Edit[]): string[] =>
    planWarnings(soundPlan(aPlanWith(["/currency", "EUR"], ["/models/sonnet/price/evidence", LIST], ...edits)))
      .map(({ pointer, sentence }) => `${pointer}: ${sentence}`)
      .filter((line) => line.includes("US dollars"));

  it("are warned about where they are counted one to one, with the place", () => {
    expect(found()).toEqual([
      expect.stringMatching(
        /^\/models\/sonnet\/price: The prices of .* come from a list in US dollars and are counted as EUR\. Set their currency to USD and give the rate\.$/,
      ),
    ]);
  });

  it("are not where they say their currency, were converted when they were taken over, or are the plan's own", () => {
    expect(
      found(
        ["/schema", "past-april.plan/3"],
        ["/currencies", { USD: { rate: 0.92 } }],
        ["/models/sonnet/price/currency", "USD"],
      ),
    ).toEqual([]);
    expect(found(["/models/sonnet/price/evidence/source", `${LIST.source}; 1 USD = 0.92 EUR`])).toEqual([]);
    expect(found(["/currency", "USD"])).toEqual([]);
    expect(found(["/models/sonnet/price/evidence/source", "contract"])).toEqual([]);
  });
});
