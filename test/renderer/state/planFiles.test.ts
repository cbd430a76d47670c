import { describe, expect, it } from "vitest";
import { planText } from "../../../renderer/state/planFiles.ts";
import { grant, refuse } from "../../../shared/host/client.ts";
import { readPlan } from "../../../shared/plan/read.ts";
import { anApp, aPlan, emptyHost, stillClock } from "../fakes.ts";

const HASH = "a".repeat(64);
const opened = (text: string) => grant({ document: "doc-1", name: "plan.pastapril", place: "Plans", text, hash: HASH, readOnly: false });

describe("opening", () => {
  it("opens what the reader picked, as saved work", async () => {
    const { host } = emptyHost({ pickPlan: () => Promise.resolve(opened(planText(aPlan()))) });
    const app = anApp({ host });
    await app.files.open();
    expect(app.store.getState()).toMatchObject({ plan: { name: "Small plan" }, file: { document: "doc-1", name: "plan.pastapril" }, notice: null });
  });

  it("keeps the open plan and says what is wrong when the file is no plan", async () => {
    const { host } = emptyHost({ pickPlan: () => Promise.resolve(opened('{"schema": "past-april.plan/1"}')) });
    const app = anApp({ host });
    app.store.getState().openPlan(aPlan({ name: "Mine" }), { ...app.store.getState().file }, true);
    await app.files.open();
    expect(app.store.getState().plan?.name).toBe("Mine");
    expect(app.store.getState().notice).toMatchObject({ kind: "wrong", sentence: expect.stringMatching(/^plan\.pastapril is no plan/) as string });
  });
});

describe("saving", () => {
  it("writes what readPlan reads back, with the hash it must still find on disk", async () => {
    const { host, asked } = emptyHost({
      pickPlan: () => Promise.resolve(opened(planText(aPlan()))),
      savePlan: () => Promise.resolve(grant({ document: "doc-1", name: "plan.pastapril", place: "Plans", hash: "b".repeat(64), savedAt: "2027-01-01T00:00:00Z" })),
    });
    const app = anApp({ host });
    await app.files.open();
    app.store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 1 } }));
    expect(await app.files.save()).toBe(true);
    const input = asked.find(({ operation }) => operation === "savePlan")?.input as { text: string; expectedHash: string };
    expect(input.expectedHash).toBe(HASH);
    expect(readPlan(input.text)).toEqual({ ok: true, plan: app.store.getState().plan });
    expect(app.store.getState().file.hash).toBe("b".repeat(64));
  });

  it("loses nothing when the file changed on disk: it says so and offers a copy", async () => {
    const { host } = emptyHost({
      pickPlan: () => Promise.resolve(opened(planText(aPlan()))),
      savePlan: () => Promise.resolve(refuse({ code: "changed-on-disk", name: "plan.pastapril", hash: null })),
    });
    const app = anApp({ host });
    await app.files.open();
    app.store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 1 } }));
    expect(await app.files.save()).toBe(false);
    expect(app.store.getState().plan?.budget.amount).toBe(1);
    expect(app.store.getState().notice).toMatchObject({ kind: "wrong", sentence: expect.stringContaining("changed on disk") as string, action: { label: "Save a copy" } });
  });
});

describe("recovery", () => {
  it("keeps unsaved work a second after the last edit, and lets it go when it is undone", async () => {
    const { host, asked } = emptyHost();
    const clock = stillClock();
    const app = anApp({ host, clock });
    app.store.getState().openPlan(aPlan(), { ...app.store.getState().file }, true);
    app.store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 1 } }));
    clock.pass(900);
    app.store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 2 } }));
    clock.pass(900);
    expect(asked.some(({ operation }) => operation === "keepRecovery")).toBe(false);
    clock.pass(200);
    const kept = asked.filter(({ operation }) => operation === "keepRecovery");
    expect(kept).toHaveLength(1);
    expect(readPlan((kept[0]!.input as { text: string }).text)).toMatchObject({ ok: true, plan: { budget: { amount: 2 } } });

    app.store.getState().undo();
    app.store.getState().undo();
    clock.pass(1_100);
    await Promise.resolve();
    expect(asked.at(-1)).toMatchObject({ operation: "discardRecovery", input: { key: "page-1" } });
  });

  it("brings work back as unsaved work of its file", async () => {
    const { host } = emptyHost({ readRecovery: () => Promise.resolve(grant({ text: planText(aPlan({ name: "Back" })) })) });
    const app = anApp({ host });
    await app.files.recover({ key: "old", name: "plan.pastapril", document: "doc-1", baseHash: HASH, savedAt: "2027-01-01T00:00:00Z" });
    expect(app.store.getState()).toMatchObject({ plan: { name: "Back" }, savedPlan: null, file: { document: "doc-1", hash: HASH } });
  });
});
