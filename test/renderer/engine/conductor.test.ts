import { describe, expect, it } from "vitest";
import { createConductor } from "#renderer/engine/conductor.ts";
import { FIRST_TRIALS } from "#renderer/state/forecastSlice.ts";
import { meanCourse, withBudget } from "#renderer/engine/otherBudget.ts";
import type { ForecastEvent, ForecastRequest } from "#renderer/state/answers.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { replayTrial, simulateTrials } from "#shared/engine/simulate.ts";
import { BANDS_FROM } from "#shared/forecast/answers/outlook.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan as aSmallPlan } from "#test/renderer/fakes.ts";
import { aPool } from "./aPool.ts";

/** A plan of thousands of tasks a day, which the engine draws by their sums: quick. */
function aPlan({
  amount = 3_000_000,
  confidence = 0.8,
}: { readonly amount?: number; readonly confidence?: number } = {}): Plan {
  const plan = aSmallPlan();
  const { coding } = plan.workloads;
  return {
    ...plan,
    scenarios: {},
    budget: { amount, confidence },
    workloads: { coding: { ...coding!, demand: { ...coding!.demand, users: 2_000 } } },
  };
}

const asked = (plan: Plan, version = 1, trials = 750): ForecastRequest => ({
  plan,
  version,
  scenario: null,
  seed: 1,
  trials,
});

async function runAll(
  conductor: ReturnType<typeof createConductor>,
  request: ForecastRequest,
): Promise<ForecastEvent[]> {
  const events: ForecastEvent[] = [];
  await conductor.run(request, (event) => events.push(event), new AbortController().signal);
  return events;
}

describe("the conductor", () => {
  it("answers from the first few hundred trials, then from all", async () => {
    const events = await runAll(createConductor({ pool: aPool(), wait: () => Promise.resolve() }), asked(aPlan()));
    const answers = events.flatMap((event) =>
      event.type === "soFar" || event.type === "ready" ? [event.answers.forecast.trials] : [],
    );
    expect(answers[0]).toBe(FIRST_TRIALS);
    expect(events.at(-1)).toMatchObject({ type: "ready", answers: { version: 1, forecast: { trials: 750 } } });
  });

  it("answers another confidence exactly and without a single new trial", async () => {
    const pool = aPool();
    const conductor = createConductor({ pool, wait: () => Promise.resolve() });
    await runAll(conductor, asked(aPlan()));
    const before = pool.trials;
    const surer = aPlan({ confidence: 0.9 });
    const [event, ...others] = await runAll(conductor, asked(surer, 2));
    expect(others).toEqual([]);
    expect(pool.trials).toBe(before);
    const anew = await runAll(createConductor({ pool: aPool(), wait: () => Promise.resolve() }), asked(surer, 2));
    expect(event).toEqual(anew.at(-1));
  });

  it("follows the budget at once on kept trials, and then says the days exactly", async () => {
    const conductor = createConductor({ pool: aPool(), wait: () => Promise.resolve() });
    await runAll(conductor, asked(aPlan()));
    const lower = aPlan({ amount: 2_000_000 });
    const events = await runAll(conductor, asked(lower, 2));
    const [first] = events;
    const last = events.at(-1);
    if (first?.type !== "soFar" || last?.type !== "ready") throw new Error("two answers were expected");
    expect(first.answers.forecast.trials).toBe(750);
    expect(first.answers.forecast.overrun).toEqual(last.answers.forecast.overrun);
    expect(first.answers.forecast.spend).toEqual(last.answers.forecast.spend);
    expect(first.answers.outlook.dotsSpent).toBe(last.answers.outlook.dotsSpent);
    // What no budget moves was read off once.
    expect(last.answers.forecast.months).toBe(first.answers.forecast.months);
    expect(last.answers.outlook.fan).toBe(first.answers.outlook.fan);
    const anew = (await runAll(createConductor({ pool: aPool(), wait: () => Promise.resolve() }), asked(lower, 2))).at(
      -1,
    );
    expect(last).toEqual(anew);
  });

  it("replays the eight futures of a first chart and nothing else, and reads the middle of a month off them", async () => {
    const [first] = await runAll(createConductor({ pool: aPool(), wait: () => Promise.resolve() }), asked(aPlan()));
    if (first?.type !== "soFar") throw new Error("a first chart was expected");
    const { paths: futures, fan, trials } = first.answers.outlook;
    expect(trials).toBeLessThan(BANDS_FROM);
    expect(futures).toHaveLength(8);
    expect(fan.quantiles.every((row) => row.every((spend, day) => day === 0 || spend >= row[day - 1]!))).toBe(true);
  });

  it("tells nothing more once it is cancelled", async () => {
    const conductor = createConductor({ pool: aPool(), wait: () => Promise.resolve() });
    const controller = new AbortController();
    const events: ForecastEvent[] = [];
    const running = conductor.run(
      asked(aPlan()),
      (event) => {
        events.push(event);
        controller.abort();
      },
      controller.signal,
    );
    await running;
    expect(events).toHaveLength(1);
  });
});

it("places the run-out of another budget in the right month of every year, and within days of the exact day", () => {
  const plan = resolvePlan(aPlan({ amount: 2_000_000 }));
  const exact = simulateTrials(plan, 1, 0, 500);
  const compiled = compilePlan(plan, 1, 0);
  const other = simulateTrials({ ...plan, budget: { ...plan.budget, amount: 3_000_000 } }, 1, 0, 500);
  const moved = withBudget(
    other,
    meanCourse(other, (trial) => replayTrial(compiled, trial), plan),
    plan,
  );
  const monthOf = (day: number): number => plan.monthStarts.findLastIndex((start) => day >= start - plan.start);
  const gone = [...exact.runOutDay.keys()].filter((trial) => exact.runOutDay[trial]! >= 0);
  expect(gone.length).toBeGreaterThan(50);
  expect(gone.every((trial) => monthOf(moved.runOutDay[trial]!) === monthOf(exact.runOutDay[trial]!))).toBe(true);
  expect([...exact.runOutDay.keys()].filter((trial) => moved.runOutDay[trial]! >= 0)).toEqual(gone);
});
