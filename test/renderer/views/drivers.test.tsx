// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AppStore } from "#renderer/state/store.ts";
import { DriversScreen } from "#renderer/views/drivers/DriversScreen.tsx";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { StudyDesk } from "#renderer/state/studies.ts";
import { driversStudy, type Drivers, type DriversQuestion } from "#shared/studies/drivers.ts";
import { studies } from "#shared/studies/studies.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";
import { aPlan, promptEngine, stillClock, studiesOf } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

beforeAll(() => {
  giveWidth(760);
});
afterEach(cleanup);

const clockOf = () => stillClock();

/** The screen with its studies answered from few trials. */
async function open(clock = clockOf(), desk = studiesOf(studies, 200)): Promise<AppStore> {
  const { store } = aWindow(aPlan(), <DriversScreen />, promptEngine, { clock, studies: desk });
  await settle(clock);
  return store;
}

/** Lets the hand rest, and the studies answer. */
async function settle(clock: ReturnType<typeof stillClock>): Promise<void> {
  await act(async () => {
    clock.pass(1_000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
  for (let turn = 0; turn < 40; turn++) await act(async () => new Promise((resolve) => setTimeout(resolve, 5)));
}

describe("the drivers", () => {
  it("say in a sentence what moves the request most, and draw it with its words", async () => {
    await open();
    expect(screen.getByText(/moves the request most: from/).textContent).toMatch(
      /^Tasks per person and day, Agentic coding moves the request most: from \$[\d.,]+M? at .* to .*/,
    );
    expect(screen.getByRole("img", { name: /^What moves the request of \$/ })).toBeTruthy();
    const influence = screen.getByRole("list", { name: "What can be influenced" });
    expect(within(influence).getAllByRole("listitem").at(-1)!.textContent).toContain("averages out");
  });

  it("draw guessed ends pale and out of reach, and make no sentence of them", async () => {
    const desk = studiesOf(studies, 200);
    const rough: StudyDesk["ask"] = (name, question, listen) => {
      if (name !== "drivers") return desk.ask(name, question, listen);
      const tell = (answer: Drivers): void => listen({ type: "soFar", answer: answer as never });
      void driversStudy(question as DriversQuestion, aStudyContext(200), tell);
      return () => undefined;
    };
    await open(clockOf(), { ask: rough });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toMatch(/^Calculating what moves the request/);
    const pale = document.querySelector(".is-stale:has([aria-label^='What moves the request'], svg)")!;
    expect(pale.hasAttribute("inert")).toBe(true);
  });

  it("make a scenario of one end of an unknown, as one step of undo", async () => {
    const clock = clockOf();
    const store = await open(clock);
    const button = screen.getByRole("button", { name: "Make a scenario of Tasks per person and day, Agentic coding" });
    fireEvent.keyDown(button, { key: "Enter" });
    fireEvent.click(await screen.findByRole("menuitem", { name: "Held at 5" }));
    const { plan, activeScenario, screen: current, past } = store.getState();
    expect(current).toBe("scenarios");
    expect(plan!.scenarios![activeScenario!]).toMatchObject({
      name: "Tasks per person and day, Agentic coding at 5",
      change: { workloads: { coding: { demand: { tasksPerUserPerDay: expect.closeTo(5, 5) as number } } } },
    });
    expect(checkPlan(plan).ok).toBe(true);
    expect(past.at(-1)!.name).toContain("add the scenario");
    act(() => store.getState().undo());
    expect(Object.keys(store.getState().plan!.scenarios!)).toEqual(["fewer"]);
  });

  it("tell one future month by month, step to its neighbours and replay it", async () => {
    const clock = clockOf();
    await open(clock);
    expect(screen.getByText(/^Simulated year 160 of 200, from the cheapest/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Next more expensive year" }));
    await settle(clock);
    expect(screen.getByText(/^Simulated year 161 of 200/)).toBeTruthy();
    fireEvent.click(screen.getByRole("radio", { name: "cheap" }));
    await settle(clock);
    expect(screen.getByText(/^Simulated year 20 of 200/)).toBeTruthy();
    const bars = (): number =>
      screen.getByRole("img", { name: /^One simulated year, month by month/ }).querySelectorAll("rect").length;
    const whole = bars();
    fireEvent.click(screen.getByRole("button", { name: "Replay" }));
    expect(bars()).toBe(whole / 12);
    act(() => clock.pass(400));
    expect(bars()).toBe((2 * whole) / 12);
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    act(() => clock.pass(4_000));
    expect(bars()).toBe((2 * whole) / 12);
    fireEvent.click(screen.getByRole("button", { name: "Replay" }));
    for (let month = 0; month < 12; month++) act(() => clock.pass(400));
    expect(bars()).toBe(whole);
  });

  it("show how far they are, and stop when told to", async () => {
    const clock = clockOf();
    const asked = new Map<string, { tell: (event: never) => void; stopped: boolean }>();
    const desk = {
      ask: (name: string, _: unknown, tell: (event: never) => void) => {
        const one = { tell, stopped: false };
        asked.set(name, one);
        return () => {
          one.stopped = true;
        };
      },
    };
    await open(clock, desk);
    act(() => asked.get("drivers")!.tell({ type: "progress", done: 3, of: 20 } as never));
    expect(screen.getByRole("progressbar", { name: "What moves the request" })).toBeTruthy();
    expect(screen.getByText("What moves the request: 3 of 20")).toBeTruthy();
    fireEvent.click(screen.getAllByRole("button", { name: "Stop" })[0]!);
    expect(asked.get("drivers")!.stopped).toBe(true);
    expect(screen.getByText("What moves the request: stopped.")).toBeTruthy();
  });
});
