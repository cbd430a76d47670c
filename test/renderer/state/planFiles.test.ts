import { describe, expect, it } from "vitest";
import { isDirty } from "#renderer/state/documentSlice.ts";
import { planText } from "#renderer/state/planFiles/planText.ts";
import { grant, refuse } from "#shared/host/client.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import { templates } from "#shared/plan/templates/templates.ts";
import { anApp, aPlan, emptyHost, stillClock } from "#test/renderer/fakes.ts";

const HASH = "a".repeat(64);
const opened = (text: string) =>
  grant({ document: "doc-1", name: "plan.pastapril", place: "Plans", text, hash: HASH, readOnly: false });

describe("opening", () => {
  it("opens what the reader picked, as saved work", async () => {
    const { host } = emptyHost({ pickPlan: () => Promise.resolve(opened(planText(aPlan()))) });
    const app = anApp({ host });
    await app.files.open();
    expect(app.store.getState()).toMatchObject({
      plan: { name: "Small plan" },
      file: { document: "doc-1", name: "plan.pastapril" },
      notice: null,
    });
  });

  it("opens a plan that lacks nothing but the rate of a currency, and shows where it goes", async () => {
    const plan = aPlan({
      schema: "past-april.plan/3",
      currency: "EUR",
      models: { sonnet: { price: { currency: "USD", input: 3, output: 15 } } },
    });
    const { host } = emptyHost({ pickPlan: () => Promise.resolve(opened(planText(plan))) });
    const app = anApp({ host });
    await app.files.open();
    expect(app.store.getState().plan).toEqual(plan);
    expect(app.store.getState().issues.map(({ pointer }) => pointer)).toEqual(["/models/sonnet/price/currency"]);
    expect(app.store.getState().forecasts["base"]?.status ?? "cannotRun").toBe("cannotRun");
  });

  it("keeps the open plan and says what is wrong when the file is no plan", async () => {
    const { host } = emptyHost({ pickPlan: () => Promise.resolve(opened('{"schema": "past-april.plan/1"}')) });
    const app = anApp({ host });
    app.store.getState().openPlan(aPlan({ name: "Mine" }), { ...app.store.getState().file }, true);
    await app.files.open();
    expect(app.store.getState().plan?.name).toBe("Mine");
    expect(app.store.getState().notice).toMatchObject({
      kind: "wrong",
      sentence: "plan.pastapril cannot be opened. /name: found nothing; wanted a text. It has 5 more errors.",
    });
  });
});

describe("saving", () => {
  it("writes what readPlan reads back, with the hash it must still find on disk", async () => {
    const { host, asked } = emptyHost({
      pickPlan: () => Promise.resolve(opened(planText(aPlan()))),
      savePlan: () =>
        Promise.resolve(
          grant({
            document: "doc-1",
            name: "plan.pastapril",
            place: "Plans",
            hash: "b".repeat(64),
            savedAt: "2027-01-01T00:00:00Z",
          }),
        ),
    });
    const app = anApp({ host });
    await app.files.open();
    app.store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 1 } }));
    expect(await app.files.save()).toBe(true);
    const input = asked.find(({ operation }) => operation === "savePlan")?.input as {
      text: string;
      expectedHash: string;
    };
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
    expect(app.store.getState().notice).toMatchObject({
      kind: "wrong",
      sentence: expect.stringContaining("changed on disk") as string,
      action: { label: "Save a copy" },
    });
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
    expect(readPlan((kept[0]!.input as { text: string }).text)).toMatchObject({
      ok: true,
      plan: { budget: { amount: 2 } },
    });

    app.store.getState().undo();
    app.store.getState().undo();
    clock.pass(1_100);
    await Promise.resolve();
    expect(asked.at(-1)).toMatchObject({ operation: "discardRecovery", input: { key: "page-1" } });
  });

  it("brings work back as unsaved work of its file", async () => {
    const { host } = emptyHost({
      readRecovery: () => Promise.resolve(grant({ text: planText(aPlan({ name: "Back" })) })),
    });
    const app = anApp({ host });
    await app.files.recover({
      key: "old",
      name: "Back",
      document: "doc-1",
      fileName: "plan.pastapril",
      place: "~/plans/plan.pastapril",
      baseHash: HASH,
      savedAt: "2027-01-01T00:00:00Z",
    });
    expect(app.store.getState()).toMatchObject({
      plan: { name: "Back" },
      savedPlan: null,
      file: { document: "doc-1", name: "plan.pastapril", place: "~/plans/plan.pastapril", hash: HASH },
    });
  });
});

describe("a file that changes while its plan is open", () => {
  const OTHER = "b".repeat(64);
  const theirs = planText(aPlan({ name: "Theirs" }));

  /** A window with an open plan whose file is whatever the test says. */
  async function watched(disk: { hash: string | null; readOnly?: boolean; text?: string }) {
    const clock = stillClock();
    let front: () => void = () => undefined;
    const { host, asked } = emptyHost({
      pickPlan: () => Promise.resolve(opened(planText(aPlan()))),
      openPlan: () =>
        Promise.resolve(
          grant({
            document: "doc-1",
            name: "plan.pastapril",
            place: "Plans",
            text: disk.text ?? theirs,
            hash: disk.hash ?? HASH,
            readOnly: false,
          }),
        ),
      planOnDisk: () => Promise.resolve(grant({ hash: disk.hash, readOnly: disk.readOnly ?? false })),
      savePlan: () => {
        disk.hash = "c".repeat(64);
        return Promise.resolve(
          grant({
            document: "doc-1",
            name: "plan.pastapril",
            place: "Plans",
            hash: disk.hash,
            savedAt: "2027-01-01T00:00:00Z",
          }),
        );
      },
    });
    const app = anApp({
      host,
      clock,
      onFront: (call) => {
        front = call;
        return () => undefined;
      },
    });
    await app.files.open();
    const turns = async (): Promise<void> => {
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    };
    return {
      app,
      asked,
      state: () => app.store.getState(),
      look: () => (front(), turns()),
      pass: (ms: number) => (clock.pass(ms), turns()),
    };
  }

  it("is noticed when the window comes to the front, and every few seconds", async () => {
    const disk = { hash: HASH as string | null };
    const { state, look, pass } = await watched(disk);
    await look();
    expect(state().diskChange).toBeNull();
    disk.hash = OTHER;
    await look();
    expect(state().diskChange).toEqual({ hash: OTHER });
    disk.hash = HASH;
    await pass(5_000);
    expect(state().diskChange).toBeNull();
    disk.hash = null;
    await pass(5_000);
    expect(state().diskChange).toEqual({ hash: null });
  });

  it("is read again as a step that can be undone, whatever was unsaved", async () => {
    const { app, state, look } = await watched({ hash: OTHER });
    app.store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 1 } }));
    await look();
    await app.files.reload();
    expect(state()).toMatchObject({ plan: { name: "Theirs" }, diskChange: null, file: { hash: OTHER } });
    expect(isDirty(state())).toBe(false);
    expect(state().past.at(-1)?.name).toBe("read plan.pastapril again");
    state().undo();
    expect(state().plan).toMatchObject({ name: "Small plan", budget: { amount: 1 } });
    expect(isDirty(state())).toBe(true);
  });

  it("is not read again where it is no plan any more: the open one stays", async () => {
    const { app, state, look } = await watched({ hash: OTHER, text: "{}" });
    await look();
    await app.files.reload();
    expect(state()).toMatchObject({
      plan: { name: "Small plan" },
      diskChange: { hash: OTHER },
      notice: { kind: "wrong" },
    });
  });

  it("is replaced by the next save when the reader keeps theirs, and only then", async () => {
    const { app, asked, state, look } = await watched({ hash: OTHER });
    await look();
    app.files.keepMine();
    expect(state().diskChange).toBeNull();
    expect(isDirty(state())).toBe(true);
    await look();
    expect(state().diskChange).toBeNull();
    expect(await app.files.save()).toBe(true);
    expect(asked.find(({ operation }) => operation === "savePlan")?.input).toMatchObject({ expectedHash: OTHER });
    await look();
    expect(state()).toMatchObject({ diskChange: null, file: { hash: "c".repeat(64) } });
  });

  it("may become read-only: that is known before it is saved", async () => {
    const disk = { hash: HASH, readOnly: true };
    const { state, look } = await watched(disk);
    await look();
    expect(state()).toMatchObject({ diskChange: null, file: { readOnly: true } });
  });
});

describe("unsaved work that another plan takes the place of", () => {
  it("is kept under a key of its own, offered, and comes back as it was", async () => {
    const kept = new Map<string, string>();
    const { host } = emptyHost({
      keepRecovery: ({ key, text }) => {
        kept.set(key, text);
        return Promise.resolve(grant(null));
      },
      readRecovery: ({ key }) => Promise.resolve(grant({ text: kept.get(key)! })),
      discardRecovery: ({ key }) => {
        kept.delete(key);
        return Promise.resolve(grant(null));
      },
    });
    const clock = stillClock();
    const app = anApp({ host, clock });
    app.store.getState().openPlan(aPlan(), { ...app.store.getState().file }, true);
    app.store.getState().edit("change the budget", (plan) => ({ ...plan, budget: { amount: 7 } }));
    app.files.useTemplate(templates[0]!);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    clock.pass(2_000);
    expect([...kept.keys()]).toEqual(["page-1-1"]);
    const { notice } = app.store.getState();
    expect(notice).toMatchObject({
      sentence: "Small plan was not saved. It is kept under Unsaved work.",
      action: { label: "Restore" },
    });
    notice!.action!.run();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    expect(app.store.getState().plan).toMatchObject({ name: "Small plan", budget: { amount: 7 } });
    // At every moment one of them was there.
    expect([...kept.values()].map((text) => readPlan(text))).toMatchObject([
      { ok: true, plan: { budget: { amount: 7 } } },
    ]);
  });

  it("is not made of a template that nobody touched, nor of saved work", async () => {
    const { host, asked } = emptyHost();
    const app = anApp({ host });
    app.files.useTemplate(templates[0]!);
    app.store.getState().openPlan(aPlan(), { ...app.store.getState().file }, true);
    app.store.getState().closePlan();
    await Promise.resolve();
    expect(asked.some(({ operation }) => operation === "keepRecovery")).toBe(false);
  });
});
