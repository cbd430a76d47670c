import { describe, expect, it } from "vitest";
import { grant, refuse, type Host } from "#shared/host/client.ts";
import { PORTFOLIO_SCHEMA, readPortfolio, type Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { planText } from "#renderer/state/planFiles/planText.ts";
import { portfolioText } from "#renderer/state/portfolio/openPortfolio.ts";
import { attachShell } from "#renderer/state/shell.ts";
import type { App } from "#renderer/state/useApp.tsx";
import { anApp, aPlan, emptyHost, stillClock } from "#test/renderer/fakes.ts";

const HASH = "a".repeat(64);
const LATER = "b".repeat(64);
const GROUP: Portfolio = { schema: PORTFOLIO_SCHEMA, name: "Group", plans: [{ path: "north.json" }] };
const FILE = { document: "doc-1", name: "group.pastapril", place: "~/group.pastapril" };
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** A window with a portfolio that was opened from its file, and what its host keeps. */
async function opened(answers: Partial<Host> = {}) {
  const kept = new Map<string, string>();
  const { host, asked } = emptyHost({
    pickPlan: () => Promise.resolve(grant({ ...FILE, text: portfolioText(GROUP), hash: HASH, readOnly: false })),
    readPortfolioPlans: () =>
      Promise.resolve(grant({ plans: [{ document: "doc-2", text: planText(aPlan()), problem: null }] })),
    keepRecovery: ({ key, text }) => (kept.set(key, text), Promise.resolve(grant(null))),
    readRecovery: ({ key }) => Promise.resolve(grant({ text: kept.get(key)! })),
    discardRecovery: ({ key }) => (kept.delete(key), Promise.resolve(grant(null))),
    savePlan: () => Promise.resolve(grant({ ...FILE, hash: LATER, savedAt: "2027-01-01T00:00:00Z" })),
    ...answers,
  });
  const clock = stillClock();
  const app = anApp({ host, clock });
  await app.files.open();
  await turns();
  const inputs = (operation: string): unknown[] =>
    asked.filter((one) => one.operation === operation).map(({ input }) => input);
  return { app, kept, inputs, pass: () => (clock.pass(1_100), turns()), state: () => app.store.getState() };
}
const setBudget = ({ store }: App, budget: number): void =>
  store.getState().changePortfolio((open) => ({ ...open, file: { ...open.file, budget } }));
const budgetIn = (text: string | undefined): number | null => {
  const read = readPortfolio(text ?? "");
  return read.ok ? (read.portfolio.budget ?? null) : null;
};

describe("unsaved changes of a portfolio", () => {
  it("have the window ask before it closes, by their name, until they are saved or taken back", async () => {
    const { app, inputs } = await opened();
    const last = (): unknown => inputs("windowState").at(-1);
    expect(last()).toMatchObject({ title: "Group – Past April", unsaved: null });
    setBudget(app, 5);
    expect(last()).toMatchObject({ title: "Group – Past April", unsaved: "page-1" });
    app.store.getState().changePortfolio((open) => ({ ...open, file: { ...GROUP } }));
    expect(last()).toMatchObject({ unsaved: null });
    setBudget(app, 6);
    expect(await app.files.save()).toBe(true);
    expect(last()).toMatchObject({ unsaved: null });
    app.store.getState().openPlan(aPlan(), { ...app.store.getState().file }, true);
    expect(last()).toMatchObject({ title: "Small plan – Past April", unsaved: null });
    setBudget(app, 7);
    expect(last()).toMatchObject({ title: "Small plan and Group – Past April", unsaved: "page-1" });
  });

  it("are kept from a crash beside those of the plan, and let go when they are saved", async () => {
    const { app, kept, pass } = await opened();
    app.store.getState().openPlan(aPlan(), { ...app.store.getState().file }, true);
    app.store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 1 } }));
    setBudget(app, 5);
    await pass();
    expect([...kept.keys()].sort()).toEqual(["page-1", "page-1-portfolio"]);
    expect(budgetIn(kept.get("page-1-portfolio"))).toBe(5);
    app.store.getState().goTo("portfolio");
    expect(await app.files.save()).toBe(true);
    await pass();
    expect([...kept.keys()]).toEqual(["page-1"]);
  });

  it("are kept and offered when another portfolio takes their place or it is closed, and come back as they were", async () => {
    const { app, kept, pass, state } = await opened();
    setBudget(app, 5);
    state().showPortfolio(null);
    await turns();
    await pass();
    expect([...kept.keys()]).toEqual(["page-1-1"]);
    expect(state().notice).toMatchObject({
      sentence: "Group was not saved. It is kept under Unsaved work.",
      action: { label: "Restore" },
    });
    state().notice!.action!.run();
    await turns();
    expect(state().portfolio).toMatchObject({
      file: { ...GROUP, budget: 5 },
      saved: null,
      fileName: "group.pastapril",
      hash: HASH,
      members: [{ plan: { name: "Small plan" } }],
    });
    // At every moment one of them was there.
    expect([...kept.values()].map(budgetIn)).toEqual([5]);
    await app.files.open();
    await turns();
    expect(state().portfolio?.file).toEqual(GROUP);
    expect([...kept.values()].map(budgetIn)).toContain(5);
  });

  it("of a sum that was never saved come back with the plans of the reader's list", async () => {
    const sum = { ...GROUP, plans: [{ path: "north.json" }, { path: "gone.json" }] };
    const recent = { document: "doc-9", name: "north.json", place: "~/north.json", openedAt: "", missing: false };
    const { app, state } = await opened({
      readRecovery: () => Promise.resolve(grant({ text: portfolioText(sum) })),
      hostInfo: () =>
        Promise.resolve(
          grant({ shell: "browser", version: "0.1.0", platform: "linux", startup: null, recent: [recent] }),
        ),
      peekPlan: () => Promise.resolve(grant({ text: planText(aPlan({ name: "North" })) })),
    });
    const never = { document: null, fileName: null, place: null, baseHash: null };
    await app.files.recover({ key: "old", name: "Group", ...never, savedAt: "2027-01-01T00:00:00Z" });
    expect(state().portfolio!.members).toMatchObject([
      { document: "doc-9", plan: { name: "North" } },
      { plan: null, problem: "It is not in the list of your plans. Choose this plan's file." },
    ]);
  });

  it("are saved with the plan's before the window closes, which stays where one of them was not", async () => {
    let answer = refuse({ code: "disk-full", name: "group.pastapril" }) as Awaited<ReturnType<Host["savePlan"]>>;
    const { app, inputs, state } = await opened({
      savePlan: () => Promise.resolve(answer),
      closeWindow: () => Promise.resolve(grant(null)),
    });
    let tell: (event: HostEvent) => void = () => undefined;
    attachShell({ ...app, shell: { ...app.shell, onEvent: (listener) => ((tell = listener), () => undefined) } });
    setBudget(app, 5);
    tell({ type: "command", command: "save-and-close" });
    await turns();
    expect(inputs("closeWindow")).toHaveLength(0);
    expect(state().notice).toMatchObject({ kind: "wrong", action: { label: "Save a copy" } });
    answer = grant({ ...FILE, hash: LATER, savedAt: "2027-01-01T00:00:00Z" });
    tell({ type: "command", command: "save-and-close" });
    await turns();
    expect(inputs("closeWindow")).toHaveLength(1);
    expect(budgetIn((inputs("savePlan").at(-1) as { text: string }).text)).toBe(5);
  });
});

describe("a portfolio that is saved elsewhere", () => {
  it("names its plans as they lie from its new place, at the next save too", async () => {
    const placed = { ...GROUP, budget: 5, plans: [{ path: "../teams/north.json" }] };
    const { app, inputs, state } = await opened({
      savePortfolioAs: () =>
        Promise.resolve(grant({ ...FILE, document: "doc-3", hash: LATER, savedAt: "", text: portfolioText(placed) })),
    });
    setBudget(app, 5);
    expect(await app.files.saveAs()).toBe(true);
    expect(inputs("savePortfolioAs")).toMatchObject([{ suggestedName: "Group.pastapril", plans: ["doc-2"] }]);
    expect(state().portfolio).toMatchObject({ document: "doc-3", file: placed, saved: placed });
    setBudget(app, 6);
    expect(await app.files.save()).toBe(true);
    const { text, expectedHash } = inputs("savePlan").at(-1) as { text: string; expectedHash: string };
    expect([JSON.parse(text), expectedHash]).toEqual([{ ...placed, budget: 6 }, LATER]);
  });
});
