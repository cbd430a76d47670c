import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { enoughStudy, withLess, type Enough } from "#shared/studies/targets/enough.ts";
import { enoughQuestion, enoughSentence, leverRow, leverScenarioName } from "#shared/studies/targets/enoughWords.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aStudyContext } from "./aStudyContext.ts";

const TRIALS = 200;

function answerOf(plan: Plan, scenario: string | null = null): Promise<Enough> {
  return enoughStudy({ plan, scenario }, aStudyContext(TRIALS));
}

const askOf = (plan: Plan): number =>
  sortedQuantile(simulateTrials(resolvePlan(plan), 1, 0, TRIALS).spend.slice().sort(), 0.8);

const ask = askOf(aPlan());
const plan = aPlan({ budget: { amount: Math.round(0.6 * ask) } });

describe("what would make a budget enough", () => {
  it("is each change by which alone the request comes down to the budget, and not further than that", async () => {
    const { levers, amount } = await answerOf(plan);
    expect(levers.map(({ lever }) => lever.kind)).toEqual(["tasks", "tokens", "prices", "people"]);
    for (const { lever, factor } of levers) {
      const request = askOf(withLess(plan, lever, factor!));
      expect(request, lever.kind).toBeLessThanOrEqual(amount * 1.0001);
      expect(request, lever.kind).toBeGreaterThan(amount * 0.96);
    }
    // Prices move every amount by the same factor: the share is known without a search.
    expect(levers[2]!.factor).toBeCloseTo(amount / ask, 2);
  });

  it("gives up outcomes where less is done, and none where it is paid less", async () => {
    const answer = await answerOf(plan);
    const [tasks, , prices] = answer.levers;
    expect(tasks!.outcomes!).toBeLessThan(answer.main!.outcomes * 0.75);
    expect(prices!.outcomes!).toBeCloseTo(answer.main!.outcomes, 6);
    expect(leverRow(plan, answer, prices!)).toEqual({
      name: "Lower prices of all models",
      needed: `${Math.floor(prices!.factor! * 100)}% of the prices planned`,
      outcomes: "as many merged pull requests as planned",
    });
    expect(leverRow(plan, answer, answer.levers[3]!).needed).toMatch(/^1[12] of 20 people$/);
  });

  it("is nothing where the budget is enough already", async () => {
    const rich = aPlan({ budget: { amount: Math.ceil(2 * ask) } });
    const answer = await answerOf(rich);
    expect(answer.levers).toEqual([]);
    expect(enoughSentence(rich, answer)).toMatch(/ is enough: nothing has to change to be 80% sure\.$/);
  });

  it("is no single change where fixed costs alone take the budget", async () => {
    const fixed = aPlan({ budget: { amount: 30_000 }, fixedCosts: { seats: { perMonth: 5_000 } } });
    const answer = await answerOf(fixed);
    expect(answer.levers.map(({ factor }) => factor)).toEqual([null, null, null, null]);
    expect(enoughSentence(fixed, answer)).toBe(
      "No single change makes $30,000 enough to be 80% sure. Combine several, or request more.",
    );
  });

  it("is asked of the scenario that is looked at, and named for the reader", async () => {
    const whole = await answerOf(plan);
    const fewer = await answerOf(plan, "fewer");
    expect(fewer.ask).toBeLessThan(whole.ask);
    expect(enoughQuestion(plan)).toMatch(/^What would make \$[\d,]+ enough\?$/);
    expect(leverScenarioName(plan, whole.levers[0]!)).toMatch(
      /^Fewer tasks in all workloads: \d\d% of the tasks planned$/,
    );
  });
});
