// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { ContractChoicePart } from "#renderer/views/models/contracts/ContractChoicePart.tsx";
import { checkPlan } from "#shared/plan/check/read.ts";
import { mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { stillClock } from "#test/renderer/fakes.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aWindow } from "./aWindow.tsx";

afterEach(cleanup);

const heading = { name: "Which contract costs least?" };

describe("which contract costs least", () => {
  it("is asked on demand, answered by rows, and each row becomes a scenario by one click", async () => {
    const clock = stillClock();
    const plan = mergePatch(aPlan(), {
      workloads: { coding: { demand: { users: 10, tasksPerUserPerDay: { p10: 0.4, p90: 0.6 } } } },
    }) as Plan;
    const { store, container } = aWindow(plan, <ContractChoicePart />, undefined, { clock });
    expect(screen.getByRole("heading", heading)).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
    const pool = screen.getByRole("combobox", { name: "Seats with a pool" });
    expect(
      within(pool)
        .getAllByRole("option")
        .map(({ textContent }) => textContent)[0],
    ).toBe("Copilot Business");
    fireEvent.change(screen.getByRole("combobox", { name: "Seats with an allowance a person" }), {
      target: { value: "none" },
    });
    fireEvent.change(screen.getByRole("slider", { name: "Discount for a commitment" }), { target: { value: "0.2" } });
    fireEvent.click(screen.getByRole("button", { name: "Compare contracts" }));
    await act(async () => {
      clock.pass(1_000);
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
    const table = await screen.findByRole("table", {}, { timeout: 60_000 });
    expect(screen.queryByRole("button", { name: "Compare contracts" })).toBeNull();
    const rows = within(table)
      .getAllByRole("rowheader")
      .map(({ firstChild }) => firstChild!.textContent);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toBe("As planned");
    expect(rows[1]).toBe("Copilot Business, one seat each");
    expect(rows[2]).toMatch(/^Pay by use with a commitment of \$/);
    expect(screen.getByText(/^Cheapest for .*: pay by use with a commitment of \$.*less in \d+ of 50/)).toBeTruthy();
    expect(screen.getByText(/^No number of seats with that pool pays for itself/)).toBeTruthy();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Scenario of Copilot Business, one seat each" }));
    const { plan: made, activeScenario, past } = store.getState();
    expect(past).toHaveLength(1);
    const checked = checkPlan(made!);
    expect(checked.ok ? [] : checked.issues).toEqual([]);
    expect(made!.scenarios![activeScenario!]).toMatchObject({
      name: "Copilot Business, one seat each",
      change: { seats: { "copilot-business": { count: { of: "coding" }, included: { share: "pool" } } } },
    });
  }, 120_000);

  it("asks about no workload only when one is chosen, and says which rate is missing", () => {
    aWindow({ ...aPlan(), currency: "EUR" }, <ContractChoicePart />);
    expect(screen.getByText(/^Real contracts are priced in USD, which has no rate in this plan/)).toBeTruthy();
    for (const box of screen.getAllByRole<HTMLInputElement>("checkbox")) if (box.checked) fireEvent.click(box);
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Compare contracts" }).disabled).toBe(true);
  });
});
