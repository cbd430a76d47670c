import { describe, expect, it } from "vitest";
import { checkPlan } from "#shared/plan/check/read.ts";
import { removePriceChange } from "#shared/plan/edits/modelEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import {
  addPair,
  nextPair,
  pairableNumbers,
  pairLabels,
  possibleRank,
  removePair,
  setPairRank,
  setPairWhy,
  suggestedPair,
} from "#shared/plan/settings/pairEdits.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { pairEffectsStudy } from "#shared/studies/pairEffects.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";

const engineering = planOfTemplate(templates.find(({ id }) => id === "engineering")!);
const at = (workload: string, field: string): string => `/workloads/${workload}/${field}`;

describe("pairs of assumptions that move together", () => {
  it("are read by their names", () => {
    expect(pairLabels(engineering, engineering.correlations![1]!)).toEqual([
      "Tasks per person and day, Agentic coding",
      "Tasks per person and day, Code review",
    ]);
  });

  it("are made of what is uncertain and drawn once a year, each once", () => {
    const numbers = pairableNumbers(engineering);
    expect(new Set(numbers.map(({ pointer }) => pointer)).size).toBe(numbers.length);
    for (const { pointer } of numbers.slice(1)) {
      const { correlations: _, ...alone } = engineering;
      const own = addPair(alone, [numbers[0]!.pointer, pointer], 0.3).plan;
      expect(checkPlan(own).ok, pointer).toBe(true);
    }
  });

  it("are added, strengthened, explained and removed; without them the plan says nothing of them", () => {
    const { correlations: _, ...alone } = engineering;
    const between = nextPair(alone)!;
    const added = addPair(alone, between, 0.5).plan;
    expect(added.correlations).toEqual([{ between: [...between], rank: 0.5 }]);
    expect(nextPair(added)).not.toEqual(between);
    const told = setPairWhy(setPairRank(added, 0, -0.3).plan, 0, "Busy weeks bring simple questions.").plan;
    expect(told.correlations![0]).toEqual({
      between: [...between],
      rank: -0.3,
      why: "Busy weeks bring simple questions.",
    });
    expect(checkPlan(told).ok).toBe(true);
    expect(told.schema).toBe("past-april.plan/3");
    expect(setPairWhy(told, 0, " ").plan.schema).toBe(engineering.schema);
    expect(removePair(told, 0).plan).toEqual(alone);
  });

  it("that contradict the others are as strong as is possible, and the screen can say how strong that is", () => {
    const [a, b, c] = ["coding", "review", "tests"].map((id) => at(id, "demand/tasksPerUserPerDay"));
    const two: Plan = {
      ...engineering,
      correlations: [
        { between: [a!, b!], rank: 0.9 },
        { between: [b!, c!], rank: 0.9 },
      ],
    };
    const third = addPair(two, [a!, c!], -0.7).plan;
    expect(checkPlan(third).ok).toBe(true);
    expect(third.correlations![2]!.rank).toBeGreaterThan(-0.7);
    const contradicting = setPairRank(third, 2, -0.7).plan;
    expect(checkPlan(contradicting).ok).toBe(false);
    const possible = possibleRank(contradicting)!;
    expect(possible.at).toBe(2);
    expect(checkPlan(setPairRank(contradicting, 2, possible.rank).plan).ok).toBe(true);
    expect(possibleRank(third)).toBeNull();
  });

  it("suggest the third workload that has the same assumption", () => {
    const [a, b] = ["coding", "review"].map((id) => at(id, "demand/tasksPerUserPerDay"));
    const suggestion = suggestedPair({ ...engineering, correlations: [{ between: [a!, b!], rank: 0.7 }] })!;
    expect(suggestion).toMatchObject({ what: "Tasks per person and day", rank: 0.7, together: 2 });
    expect(suggestion.between[0]).toBe(a);
    expect(suggestion.workloads).toBeGreaterThan(2);
  });

  it("are left out of a scenario that holds one of them still, and come back with it", () => {
    const { correlations: _, ...alone } = engineering;
    const added = addPair(alone, ["/shared/tokens", "/shared/demand"], 0.5).plan;
    expect(added.scenarios!["as-planned"]!.change["correlations"]).toEqual([]);
    expect(added.scenarios!["cheaper-first"]).toEqual(engineering.scenarios!["cheaper-first"]);
    expect(checkPlan(added).ok).toBe(true);
    expect(removePair(added, 0).plan).toEqual(alone);
  });

  it("keep their reason when a price change is removed", () => {
    const [model] = Object.keys(engineering.models) as [string];
    const why = "one cause";
    const plan: Plan = {
      ...engineering,
      schema: "past-april.plan/3",
      models: {
        ...engineering.models,
        [model]: {
          ...engineering.models[model]!,
          priceChanges: [
            { from: "2027-03-01", multiplier: { p10: 0.8, p90: 1.2 } },
            { from: "2027-05-01", multiplier: { p10: 0.8, p90: 1.2 } },
          ],
        },
      },
      correlations: [
        {
          between: [`/models/${model}/priceChanges/1/multiplier`, "/workloads/coding/tokensMultiplier"],
          rank: 0.3,
          why,
        },
      ],
    };
    expect(removePriceChange(plan, model, 0).plan.correlations).toEqual([
      { between: [`/models/${model}/priceChanges/0/multiplier`, "/workloads/coding/tokensMultiplier"], rank: 0.3, why },
    ]);
  });

  it("move the request by what the request loses without them, on the same simulated years", async () => {
    const told: number[] = [];
    const answer = await pairEffectsStudy(
      { plan: engineering },
      { ...aStudyContext(120), reportProgress: (done) => told.push(done) },
    );
    expect(answer.effects).toHaveLength(3);
    for (const { error } of answer.effects) expect(error).toBeGreaterThan(0);
    expect(told).toEqual([0, 1, 2, 3, 4, 5]);
    const [none] = [{ ...engineering, correlations: [] }];
    const alone = await pairEffectsStudy({ plan: none }, aStudyContext(120));
    expect(alone.without).toBe(alone.ask);
    expect(alone.effects).toEqual([]);
  });
});
