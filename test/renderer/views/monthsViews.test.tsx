// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Months } from "#renderer/views/outlook/Months.tsx";
import { useShown } from "#renderer/state/useApp.tsx";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { promptEngine, stillClock } from "#test/renderer/fakes.ts";
import { aContractPlan, sound } from "#test/shared/plan/aContractPlan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aWindow } from "./aWindow.tsx";

afterEach(cleanup);

function Shown(): React.ReactElement {
  const shown = useShown();
  return shown === null ? <></> : <Months answers={shown.answers} index={0} />;
}

async function open(plan: Plan): Promise<void> {
  const clock = stillClock();
  aWindow(plan, <Shown />, promptEngine, { clock });
  await act(async () => {
    clock.pass(1_000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
  await screen.findByRole("heading", { name: "What does each month cost?" }, { timeout: 60_000 });
}

const cellsOf = (table: HTMLElement, row: RegExp): string[] =>
  within(within(table).getByRole("row", { name: row }))
    .getAllByRole("cell")
    .map((cell) => cell.textContent);

describe("the months of a plan whose two views of money differ", () => {
  it("show the view that is chosen, the budget's own first, and the steps from one to the other", async () => {
    const plan = aContractPlan();
    const acme = { ...plan.commitments!["acme"]!, from: "2027-01-01", until: "2028-01-01" };
    await open(sound({ ...plan, commitments: { acme } }));
    const months = screen.getAllByRole("table")[0]!;
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Effective" }).checked).toBe(true);
    const [effective] = cellsOf(months, /^January 2027/);
    fireEvent.click(screen.getByRole("radio", { name: "Cash" }));
    const [cash] = cellsOf(months, /^January 2027/);
    const money = (text: string): number => Number(text.replaceAll(/[^\d.\u2212-]/g, "").replace("\u2212", "-"));
    expect(money(cash!)).toBeGreaterThan(money(effective!) + 20_000);
    const bridge = screen.getByRole("table", { name: "From effective cost to cash" });
    for (const row of [/^January 2027/, /^March/, /^Year/]) {
      const cents = cellsOf(bridge, row).map((text) => Math.round(100 * money(text)));
      expect(cents.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(cents.at(-1));
    }
    expect(screen.getByText(/The budget counts effective cost\./)).toBeTruthy();
  }, 120_000);

  it("have no choice where there is one view alone", async () => {
    await open(aPlan());
    expect(screen.queryByRole("radio", { name: "Cash" })).toBeNull();
    expect(screen.queryByRole("table", { name: "From effective cost to cash" })).toBeNull();
  }, 120_000);
});
