import { describe, expect, it } from "vitest";
import { shownAnswers } from "#renderer/state/answers.ts";
import { UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import { scenarioKey } from "#renderer/state/forecastSlice.ts";
import type { App } from "#renderer/state/useApp.tsx";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { anApp, answersOf, aPlan, heldEngine, stillClock } from "#test/renderer/fakes.ts";

const withBudget =
  (amount: number) =>
  (plan: Plan): Plan => ({ ...plan, budget: { ...plan.budget, amount } });

function open(app: App): void {
  app.store.getState().openPlan(aPlan(), UNSAVED_FILE, true);
}
const stateOf = (app: App, scenario: string | null = null) => app.store.getState().forecasts[scenarioKey(scenario)];

describe("a live forecast", () => {
  it("runs the plan when it is opened, then a first look at each scenario, then one after another", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    const change = { budget: { amount: 1_000 } };
    const scenarios = { one: { name: "One", change }, two: { name: "Two", change } };
    app.store.getState().openPlan(aPlan({ scenarios }), UNSAVED_FILE, true);
    const asked = [
      [null, 10_000],
      ["one", 200],
      ["two", 200],
      ["one", 10_000],
      ["two", 10_000],
    ] as const;
    for (const [i, [scenario, trials]] of asked.entries()) {
      expect(runs).toHaveLength(i + 1);
      const { request, tell } = runs[i]!;
      expect([request.scenario, request.trials]).toEqual([scenario, trials]);
      expect(stateOf(app, scenario)).toMatchObject({ status: "running", trials: 10_000 });
      tell({ type: "ready", answers: answersOf(request, 50) });
      // All can be compared by now, and none but those that are whole counts as such.
      expect(stateOf(app, scenario)?.status).toBe(trials === 10_000 ? "ready" : "running");
      expect(shownAnswers(stateOf(app, scenario))?.isStale).toBe(false);
    }
    expect(runs).toHaveLength(asked.length);
  });

  it("needs no first look at a single scenario that is left", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    runs[0]!.tell({ type: "ready", answers: answersOf(runs[0]!.request, 50) });
    expect(runs.map(({ request }) => [request.scenario, request.trials])).toEqual([
      [null, 10_000],
      ["fewer", 10_000],
    ]);
  });

  it("puts the scenario first that is looked at", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    app.store.getState().selectScenario("fewer");
    expect(runs[0]!.isCancelled).toBe(true);
    expect(runs.at(-1)!.request.scenario).toBe("fewer");
  });

  it("cancels what is at work when the plan changes, and never shows its answers as those of the new plan", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    const [first] = runs;
    first!.tell({ type: "soFar", answers: answersOf(first!.request, 50) });
    expect(shownAnswers(stateOf(app))?.isStale).toBe(false);

    app.store.getState().edit("change the budget", withBudget(10_000));
    expect(first!.isCancelled).toBe(true);
    expect(shownAnswers(stateOf(app))?.isStale).toBe(true);

    // A worker may have answered before it heard of the cancelling.
    first!.tell({ type: "ready", answers: answersOf(first!.request, 50) });
    expect(shownAnswers(stateOf(app))).toMatchObject({ isStale: true, answers: { version: first!.request.version } });

    const second = runs.at(-1)!;
    second.tell({ type: "soFar", answers: answersOf(second.request, 50) });
    const shown = shownAnswers(stateOf(app));
    expect(shown?.isStale).toBe(false);
    expect(shown?.answers.forecast.budget).toBe(10_000);
  });

  it("lets a first chart be made while a hand goes on, draws it as stale, and then runs the plan as it stands by then", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    for (const amount of [10_000, 11_000, 12_000])
      app.store.getState().edit("change the budget", withBudget(amount), "drag 1");
    expect(runs.map(({ isCancelled }) => isCancelled)).toEqual([false]);
    expect(stateOf(app)).toMatchObject({ status: "running", reason: "change the budget", soFar: null });

    runs[0]!.tell({ type: "soFar", answers: answersOf(runs[0]!.request, 50) });
    expect(runs.map(({ isCancelled }) => isCancelled)).toEqual([true, false]);
    expect(runs[1]!.request.plan.budget.amount).toBe(12_000);
    const between = shownAnswers(stateOf(app));
    expect(between).toMatchObject({
      isStale: true,
      answers: { version: runs[0]!.request.version, facts: { budget: { amount: 30_000 } } },
    });

    // The run that was replaced says nothing any more.
    runs[0]!.tell({ type: "ready", answers: answersOf(runs[0]!.request, 60) });
    expect(shownAnswers(stateOf(app))).toBe(between);
    runs[1]!.tell({ type: "soFar", answers: answersOf(runs[1]!.request, 50) });
    expect(shownAnswers(stateOf(app))).toMatchObject({
      isStale: false,
      answers: { version: runs[1]!.request.version },
    });
  });

  it("leaves the other scenarios alone while a slider moves, and forecasts them when the hand rests", () => {
    const { engine, runs } = heldEngine();
    const clock = stillClock();
    const app = anApp({ engine, clock });
    open(app);
    app.store.getState().edit("change the budget", withBudget(10_000), "drag 1");
    runs[0]!.tell({ type: "ready", answers: answersOf(runs[0]!.request, 50) });
    runs[1]!.tell({ type: "ready", answers: answersOf(runs[1]!.request, 50) });
    expect(runs).toHaveLength(2);
    clock.pass(300);
    app.store.getState().edit("change the budget", withBudget(11_000), "drag 1");
    runs[2]!.tell({ type: "ready", answers: answersOf(runs[2]!.request, 50) });
    clock.pass(300);
    expect(runs.map(({ request }) => request.scenario)).toEqual([null, null, null]);
    clock.pass(100);
    expect(runs.at(-1)!.request).toMatchObject({ scenario: "fewer", plan: { budget: { amount: 11_000 } } });
  });

  it("waits for nothing of a plan that was closed or replaced", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    open(app);
    expect(runs.map(({ isCancelled }) => isCancelled)).toEqual([true, false]);
    app.store.getState().closePlan();
    expect(runs[1]!.isCancelled).toBe(true);
  });

  it("counts trials beside the answers: what is drawn stays the very same object", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    runs[0]!.tell({ type: "soFar", answers: answersOf(runs[0]!.request, 50) });
    const { forecasts } = app.store.getState();
    const shown = shownAnswers(stateOf(app));
    runs[0]!.tell({ type: "progress", doneTrials: 500, trials: 10_000 });
    expect(app.store.getState().doneTrials[scenarioKey(null)]).toBe(500);
    expect(app.store.getState().forecasts).toBe(forecasts);
    expect(shownAnswers(stateOf(app))).toBe(shown);
  });

  it("runs nothing while the plan has an error, keeps the old answers as stale ones, and runs again when it is mended", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    runs[0]!.tell({ type: "soFar", answers: answersOf(runs[0]!.request, 50) });
    const asked = runs.length;
    app.store.getState().edit("break it", withBudget(-1));
    expect(runs).toHaveLength(asked);
    expect(stateOf(app)).toMatchObject({ status: "cannotRun", issues: [{ pointer: "/budget/amount" }] });
    expect(shownAnswers(stateOf(app))?.isStale).toBe(true);
    app.store.getState().undo();
    expect(runs).toHaveLength(asked + 1);
    expect(stateOf(app)?.status).toBe("running");
  });

  it("keeps what was done when it is cancelled, and goes on from there on request", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    runs[0]!.tell({ type: "soFar", answers: answersOf(runs[0]!.request, 60) });
    app.forecasts.cancel();
    expect(stateOf(app)).toMatchObject({ status: "stopped", trials: 60 });
    expect(shownAnswers(stateOf(app))?.isStale).toBe(false);
    app.forecasts.run();
    expect(stateOf(app)).toMatchObject({ status: "running", soFar: { forecast: { trials: 60 } } });
  });

  it("says in words that the calculation failed, and does not try the same plan for ever", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    app.store.getState().openPlan(aPlan({ scenarios: {} }), UNSAVED_FILE, true);
    runs[0]!.tell({ type: "failed", message: "a worker stopped" });
    expect(stateOf(app)).toMatchObject({ status: "failed", message: "a worker stopped" });
    expect(runs).toHaveLength(1);
  });

  it("asks for four times the futures to sharpen, and for the usual number again after an edit", () => {
    const { engine, runs } = heldEngine();
    const app = anApp({ engine });
    open(app);
    runs[0]!.tell({ type: "soFar", answers: answersOf(runs[0]!.request, 50) });
    app.forecasts.sharpen();
    expect(runs.at(-1)!.request.trials).toBe(40_000);
    app.store.getState().edit("change the budget", withBudget(10_000));
    expect(runs.at(-1)!.request.trials).toBe(10_000);
  });
});
