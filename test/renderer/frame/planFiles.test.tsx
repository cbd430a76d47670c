// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Window } from "#renderer/App.tsx";
import { planText } from "#renderer/state/planFiles/planText.ts";
import { AppProvider, type App } from "#renderer/state/useApp.tsx";
import { type Host, grant, refuse } from "#shared/host/client.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { anApp, aPlan, emptyHost, heldEngine } from "#test/renderer/fakes.ts";
import { stubLayout } from "#test/renderer/views/aWindow.tsx";

afterEach(cleanup);

const HASH = "a".repeat(64);
const FILE = {
  document: "doc-1",
  name: "plan.pastapril",
  place: "Plans",
  hash: HASH,
  readOnly: false,
  isTemplate: false,
};

/** The whole window with a plan of a file. */
function open(host: Partial<Host>, file: Partial<typeof FILE> = {}): App {
  stubLayout();
  // jsdom knows the element, not how to show it.
  Object.defineProperty(HTMLDialogElement.prototype, "showModal", { value: () => undefined, configurable: true });
  const app = anApp({ host: emptyHost(host).host, engine: heldEngine().engine });
  app.store.getState().openPlan(aPlan(), { ...FILE, ...file }, true);
  render(
    <AppProvider app={app}>
      <Window />
    </AppProvider>,
  );
  return app;
}

const cheaper = (plan: Plan): Plan => ({ ...plan, budget: { amount: 20_000 } });

describe("what the window says of its file", () => {
  it("asks what to do when the file changed on disk, and does nothing by itself", async () => {
    const app = open({
      planOnDisk: () => Promise.resolve(grant({ hash: "b".repeat(64), readOnly: false })),
      openPlan: () => Promise.resolve(grant({ ...FILE, hash: "b".repeat(64), text: planText(cheaper(aPlan())) })),
    });
    await app.files.checkDisk();
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("plan.pastapril was changed by another program since it was opened here.");
    expect(
      within(alert)
        .getAllByRole("button")
        .map(({ textContent }) => textContent),
    ).toEqual(["Reload", "Keep mine", "See the guide"]);
    expect(app.store.getState().plan?.budget.amount).toBe(30_000);

    fireEvent.click(within(alert).getByRole("button", { name: "Reload" }));
    expect(await screen.findByRole("button", { name: "Undo: read plan.pastapril again" })).toBeDefined();
    expect(app.store.getState().plan?.budget.amount).toBe(20_000);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says that a file is gone, and keeps what is here", async () => {
    const app = open({ planOnDisk: () => Promise.resolve(grant({ hash: null, readOnly: false })) });
    await app.files.checkDisk();
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("plan.pastapril was moved or deleted. Saving creates it again.");
    fireEvent.click(within(alert).getByRole("button", { name: "Keep mine" }));
    expect(await screen.findByText("plan.pastapril, unsaved changes")).toBeDefined();
  });

  it.each([
    ["read-only", "plan.pastapril is read-only. Save a copy beside it."],
    ["disk-full", "The disk is full, so plan.pastapril was not saved. Free some space, or save elsewhere."],
  ] as const)("says plainly that it could not save: %s, and offers another place", async (code, sentence) => {
    const places: string[] = [];
    const app = open({
      savePlan: () => Promise.resolve(refuse({ code, name: "plan.pastapril" })),
      savePlanAs: ({ suggestedName }) => {
        places.push(suggestedName);
        return Promise.resolve(
          grant({ ...FILE, document: "doc-2", name: "copy.pastapril", savedAt: "2027-01-01T00:00:00Z" }),
        );
      },
    });
    app.store.getState().edit("change the budget", cheaper);
    expect(await app.files.save()).toBe(false);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain(sentence);
    expect(screen.getByText("plan.pastapril, unsaved changes")).toBeDefined();
    fireEvent.click(within(alert).getByRole("button", { name: "Save a copy" }));
    expect(await screen.findByText("Saved as copy.pastapril.")).toBeDefined();
    expect(places).toEqual(["Small plan.pastapril"]);
  });

  it("says of a read-only file that it is one, before anything is tried", () => {
    open({}, { readOnly: true });
    expect(screen.getByText("plan.pastapril, read-only")).toBeDefined();
  });
});

describe("earlier versions", () => {
  const moments = ["2026-03-31T17:05:00.000Z", "2026-03-30T09:00:00.000Z", "2026-03-29T09:00:00.000Z"];
  const texts = [planText(aPlan()), planText(cheaper(aPlan({ name: "Before" }))), "no plan"];
  const host: Partial<Host> = {
    listVersions: () => Promise.resolve(grant(moments.map((savedAt, i) => ({ id: `v${i}`, savedAt, bytes: 1 })))),
    readVersion: ({ id }) => Promise.resolve(grant({ text: texts[Number(id.slice(1))]! })),
  };

  it("stand in a list with their moment and what differs from now; one is opened as a change that can be undone", async () => {
    const app = open(host);
    app.store.getState().showDialog("versions");
    const list = await screen.findByRole("list", { name: "Versions", hidden: true });
    await within(list).findByText(/cannot read it/);
    const rows = within(list)
      .getAllByRole("listitem", { hidden: true })
      .map(({ textContent }) => textContent);
    expect(rows[0]).toMatch(/^March 31 at \d\d:05Same as the open plan\.$/);
    expect(rows[1]).toContain("Name: Before, now Small plan; Budget: amount: $20,000, now $30,000.");
    expect(rows[1]).toContain("Open this one");

    fireEvent.click(within(list).getByRole("button", { name: "Open this one", hidden: true }));
    const undo = await screen.findByRole("button", { name: /^Undo: go back to version of March 30 at \d\d:00$/ });
    expect(app.store.getState()).toMatchObject({ plan: { name: "Before", budget: { amount: 20_000 } }, dialog: null });
    fireEvent.click(undo);
    expect(app.store.getState().plan).toEqual(aPlan());
  });

  it("are none yet of a plan that was never saved, and it says when there will be some", async () => {
    const app = open({ listVersions: () => Promise.resolve(grant([])) });
    app.store.getState().showDialog("versions");
    expect(await screen.findByText(/^No versions yet\. Each save/)).toBeDefined();
  });
});
