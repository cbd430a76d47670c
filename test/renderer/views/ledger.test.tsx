import type { ReactElement } from "react";
// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import { LedgerPart } from "#renderer/views/actuals/LedgerPart.tsx";
import { useLedger } from "#renderer/state/useLedger.ts";
import { addToLedger, lockForecast } from "#shared/forecast/lookingBack/ledger.ts";
import { EMPTY_LEDGER, ledgerText, readLedger, type Ledger } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { type Host, grant } from "#shared/host/client.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan, answersOf, emptyHost, promptEngine } from "#test/renderer/fakes.ts";
import { aWindow } from "./aWindow.tsx";

afterEach(cleanup);

const HASH = "a".repeat(64);

/** The part beside a saved plan whose ledger says this. */
function open(
  text: string | null,
  answers: Partial<Host> = {},
  planNow: Plan | null = null,
): {
  readonly asked: readonly { readonly operation: string; readonly input: unknown }[];
  readonly store: ReturnType<typeof aWindow>["store"];
} {
  const { host, asked } = emptyHost({
    readLedger: () => Promise.resolve(grant(text === null ? null : { text, hash: HASH })),
    writeLedger: () => Promise.resolve(grant({ hash: "b".repeat(64) })),
    ...answers,
  });
  const { store } = aWindow(aPlan(), <Ledger planNow={planNow} />, promptEngine, {
    host,
    clock: { now: () => Date.UTC(2026, 11, 14, 9), after: () => () => undefined },
  });
  store.getState().saved(store.getState().plan, { ...UNSAVED_FILE, document: "doc-1", name: "plan.pastapril" });
  return { asked, store };
}

/** The part with the ledger that lies beside the open plan, as the screen gives it. */
function Ledger({ planNow }: { readonly planNow: Plan | null }): ReactElement {
  return <LedgerPart planNow={planNow} ledger={useLedger()} />;
}

/** December's forecast as it was locked, by someone. */
function lockedLedger(author = "FP&A"): Ledger {
  const { forecast, facts } = answersOf({ plan: aPlan(), version: 0, scenario: null, seed: 1, trials: 50 }, 50);
  return addToLedger(EMPTY_LEDGER, lockForecast(forecast, facts, { author, lockedOn: "2026-12-01" }));
}

describe("the ledger on the screen", () => {
  it("says that a plan without a file has nothing to lie beside", () => {
    aWindow(aPlan(), <Ledger planNow={null} />, promptEngine);
    expect(screen.getByText(/Save the plan to lock its forecast\./)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Lock this forecast" })).toBeNull();
  });

  it("locks the forecast that stands, in a name and on a day, and lists it", async () => {
    const { asked } = open(null);
    const lock = await screen.findByRole<HTMLButtonElement>("button", { name: "Lock this forecast" });
    expect(lock.disabled).toBe(true);
    const name = screen.getByRole("textbox", { name: "Locked by" });
    fireEvent.change(name, { target: { value: "  CFO " } });
    fireEvent.blur(name);
    await waitFor(() => expect(lock.disabled).toBe(false));
    fireEvent.click(lock);
    const row = await screen.findByRole("row", { name: /CFO/ });
    expect(within(row).getByText("none yet")).toBeTruthy();
    const { input } = asked.find(({ operation }) => operation === "writeLedger")!;
    expect(input).toMatchObject({ document: "doc-1", expectedHash: null });
    const written = readLedger((input as { text: string }).text);
    expect(written.ok && written.ledger.forecasts).toMatchObject([
      { author: "CFO", lockedOn: "2026-12-14", scenario: null, closed: 0, currency: "USD", trials: 50 },
    ]);
  });

  it("scores what was locked by the months that closed since, and adds beside it", async () => {
    const ledger = lockedLedger();
    const months = ledger.forecasts[0]!.months.slice(0, 2).map(({ month, quantiles }) => ({
      month,
      workloads: { coding: { spend: quantiles.p50 } },
    }));
    const { asked } = open(ledgerText(ledger), {}, setActuals(aPlan(), { months }).plan);
    const row = await screen.findByRole("row", { name: /FP&A/ });
    expect(within(row).getByText("2 of 2")).toBeTruthy();
    expect(within(row).getByText("Dec 1, 2026")).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: "Lock this forecast" }));
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(3));
    const { text, expectedHash } = asked.find(({ operation }) => operation === "writeLedger")!.input as {
      text: string;
      expectedHash: string | null;
    };
    const written = readLedger(text);
    expect(written.ok && written.ledger.forecasts[0]).toEqual(ledger.forecasts[0]);
    // Only over the very file that was read.
    expect(expectedHash).toBe(HASH);
  });

  it.each([
    [2, "50% too low"],
    [0.5, "100% too high"],
    [1, "on the mark"],
  ])("says how far the middles lay off: months that cost %d times as much", async (factor, words) => {
    const ledger = lockedLedger();
    const months = ledger.forecasts[0]!.months.slice(0, 3).map(({ month, quantiles }) => ({
      month,
      workloads: { coding: { spend: factor * quantiles.p50 } },
    }));
    open(ledgerText(ledger), {}, setActuals(aPlan(), { months }).plan);
    expect(within(await screen.findByRole("row", { name: /FP&A/ })).getByText(words)).toBeTruthy();
  });

  it("writes over nothing that it cannot read, and says where the fault is", async () => {
    open('{"schema": "past-april.ledger/1", "forecasts": [{}]}');
    expect(
      await screen.findByText(/^The forecast record beside the plan cannot be read\. \/forecasts\/0/),
    ).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Lock this forecast" })).toBeNull();
  });

  it("reads anew what another program added meanwhile", async () => {
    let text: string | null = null;
    const { store } = open(null, {
      readLedger: () => Promise.resolve(grant(text === null ? null : { text, hash: HASH })),
      writeLedger: () => {
        text = ledgerText(lockedLedger("Somebody else"));
        return Promise.resolve({
          ok: false as const,
          failure: { code: "changed-on-disk" as const, name: "plan.ledger.json", hash: HASH },
        });
      },
    });
    const name = await screen.findByRole("textbox", { name: "Locked by" });
    fireEvent.change(name, { target: { value: "CFO" } });
    fireEvent.blur(name);
    fireEvent.click(screen.getByRole("button", { name: "Lock this forecast" }));
    expect(await screen.findByRole("row", { name: /Somebody else/ })).toBeTruthy();
    expect(store.getState().notice?.kind).toBe("wrong");
  });

  it("waits for a plan with unsaved changes to be saved: a lock names a file that is there", async () => {
    const { store } = open(null);
    await screen.findByRole("button", { name: "Lock this forecast" });
    store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 5 } }));
    expect(await screen.findByText(/The plan has unsaved changes/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Lock this forecast" })).toBeNull();
  });
});
