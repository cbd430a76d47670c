// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { OpenedPlan } from "#shared/host/contract.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { studies } from "#shared/studies/studies.ts";
import { grant } from "#shared/host/client.ts";
import { ScenariosScreen } from "#renderer/views/scenarios/ScenariosScreen.tsx";
import { aPlan, emptyHost, promptEngine, stillClock, studiesOf } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

beforeAll(() => {
  giveWidth(800);
});
afterEach(cleanup);

const answer = (): string => screen.getByRole("heading", { level: 1 }).textContent;

async function compareWith(earlier: Plan): Promise<void> {
  const clock = stillClock();
  const picked: OpenedPlan = {
    document: "d",
    name: "earlier.pastapril",
    place: "/earlier.pastapril",
    hash: "0".repeat(64),
    readOnly: false,
    text: JSON.stringify(earlier),
  };
  const { host } = emptyHost();
  const { store } = aWindow(aPlan(), <ScenariosScreen />, promptEngine, {
    clock,
    studies: studiesOf(studies, 100),
    host: { ...host, pickPlan: () => Promise.resolve(grant(picked)) },
  });
  fireEvent.click(screen.getByRole("radio", { name: "Versions" }));
  fireEvent.click(screen.getByRole("button", { name: "Choose a file" }));
  for (let i = 0; i < 4; i++)
    await act(async () => {
      clock.pass(1_000);
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
  expect(store.getState().plan).toEqual(aPlan());
}

it("says what each change since the version of a file makes, beside its table", async () => {
  const users = setAt(aPlan(), "/workloads/coding/demand/users", 1);
  await compareWith({ ...users, schema: "past-april.plan/3", about: { version: "2", date: "2026-11-12" } });
  expect(answer()).toMatch(
    /^On average the year costs \$.* more than in version 2 of November 12, 2026, by one change\./,
  );
  fireEvent.click(screen.getByRole("button", { name: /table/i }));
  expect(screen.getByRole("cell", { name: /^People, / })).toBeDefined();
  fireEvent.click(screen.getByRole("button", { name: "Compare with nothing" }));
  expect(answer()).toMatch(/^Choose an earlier version/);
});

it("says that no figure differs, and that money of two currencies has no difference", async () => {
  await compareWith(setAt(aPlan(), "/name", "Before"));
  expect(answer()).toBe("Nothing that changes a figure differs from earlier.pastapril.");
  cleanup();
  await compareWith(setAt(aPlan(), "/currency", "EUR"));
  expect(answer()).toMatch(/^The earlier version is in EUR and this plan in USD/);
});
