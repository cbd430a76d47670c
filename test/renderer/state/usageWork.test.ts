import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import { UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import { attachSettings } from "#renderer/state/settings.ts";
import type { UsagePart } from "#renderer/state/usageState.ts";
import type { App } from "#renderer/state/useApp.tsx";
import { type Host, grant } from "#shared/host/client.ts";
import { allTokens } from "#shared/usage/usageRow.ts";
import { anApp, aPlan, emptyHost, stillClock } from "#test/renderer/fakes.ts";

let folder = "";
let service: UsageService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-screen-"));
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A window's state over the real usage table; `change` stands between the two. */
function aWindow(change: Partial<Host> = {}): App {
  const answers: Partial<Host> = {
    lookAtUsage: async ({ file }) => grant(await service.look(file)),
    startUsageImport: async ({ parts }) => {
      const job = await service.startImport(parts);
      await service.finish(job);
      return grant({ job });
    },
    usageImportProgress: ({ job }) => Promise.resolve(grant(service.progress(job)!)),
    usageSummary: async () => grant(await service.summary()),
    usageRunGroups: async () => grant(await service.runGroups()),
    readUsageSettings: async () => grant(await Promise.resolve(service.settings())),
    writeUsageSettings: async (settings) => {
      await service.writeSettings(settings);
      return grant(null);
    },
    listUsageImports: async () => grant(await service.imports()),
    usageDays: async (filter) => grant(await service.days(filter)),
    usageModelDays: async () => grant(await service.modelDays()),
    ...change,
  };
  const app = anApp({ host: emptyHost(answers).host, clock: stillClock() });
  app.store.getState().openPlan(aPlan(), UNSAVED_FILE, true);
  return app;
}

function offered(name: string, text: string): { file: string; name: string } {
  const file = join(folder, name);
  writeFileSync(file, text);
  return { file, name: basename(file) };
}

function partsOf({ store }: App): readonly UsagePart[] {
  const { intake } = store.getState();
  return intake.status === "understood" || intake.status === "looking" ? intake.parts : [];
}

/**
 * A table of a tool of one's own: its second column of tokens is guessed to be output, and is what was read from the
 * cache.
 */
const TABLE =
  "timestamp,model,input_tokens,output_tokens,other\n2027-01-04T09:00:00Z,claude-sonnet-4-5,1000,400,7\n2027-01-05T09:00:00Z,claude-sonnet-4-5,2000,600,9\n";

describe("what is said of a file", () => {
  it("is what it is read by: a mapping that was changed goes with a table whose columns were guessed", async () => {
    const app = aWindow();
    await app.usage.look([offered("own.csv", TABLE)]);
    const [part] = partsOf(app);
    expect(part).toMatchObject({
      format: "table",
      columns: { time: "timestamp", input: "input_tokens", output: "output_tokens" },
    });
    const { output, ...others } = part!.columns!;
    app.usage.changePart(part!.part, { columns: { ...others, cacheRead: output! } });
    await app.usage.start();
    const { tokens } = await service.summary();
    expect(tokens).toMatchObject({ input: 3_000, cacheRead: 1_000, output: 0 });
  });
});

describe("files dropped one after the other", () => {
  it("are all kept, with what was said of the first, and all imported", async () => {
    const app = aWindow();
    const [one, two, three] = ["one", "two", "three"].map((name, i) =>
      offered(`${name}.csv`, TABLE.replaceAll("2027-01", `2027-0${i + 2}`)),
    );
    await app.usage.look([one!]);
    const [first] = partsOf(app);
    app.usage.changePart(first!.part, { columns: { ...first!.columns!, time: "timestamp", labels: ["other"] } });
    await Promise.all([app.usage.look([two!]), app.usage.look([three!])]);
    expect(
      partsOf(app)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["one.csv", "three.csv", "two.csv"]);
    expect(partsOf(app)[0]!.columns).toMatchObject({ labels: ["other"] });
    await app.usage.start();
    expect(allTokens((await service.summary()).tokens)).toBe(3 * 4_000);
  });

  it("wait for the end of an import that runs, and for no longer", async () => {
    const app = aWindow();
    await app.usage.look([offered("one.csv", TABLE)]);
    const importing = app.usage.start();
    await app.usage.look([offered("two.csv", TABLE.replaceAll("2027-01", "2027-02"))]);
    await importing;
    await expect.poll(() => partsOf(app).map(({ name }) => name)).toEqual(["two.csv"]);
    expect(allTokens((await service.summary()).tokens)).toBe(4_000);
  });

  it("are let go together, and what is still looked at then is not heard", async () => {
    let answer: () => void = () => undefined;
    const app = aWindow({
      lookAtUsage: async ({ file }) => {
        if (file.endsWith("slow.csv")) await new Promise<void>((resolve) => (answer = resolve));
        return grant(await service.look(file));
      },
    });
    await app.usage.look([offered("one.csv", TABLE)]);
    const slow = app.usage.look([offered("slow.csv", TABLE)]);
    await app.usage.cancel();
    answer();
    await slow;
    expect(app.store.getState().intake).toEqual({ status: "none" });
  });
});

describe("settings", () => {
  it("that are changed quickly one after the other are all kept, whatever the machine answers when", async () => {
    const app = aWindow({
      writeUsageSettings: async (settings) => {
        // The first answer comes last.
        await new Promise((resolve) => setTimeout(resolve, settings.rules.length === 1 ? 30 : 0));
        await service.writeSettings(settings);
        return grant(null);
      },
    });
    await app.usage.load();
    const rule = (text: string) => ({ field: "model", match: "is" as const, text, workload: "coding" });
    await Promise.all([
      app.usage.changeSettings((said) => ({ ...said, rules: [...said.rules, rule("one")] })),
      app.usage.load(),
      app.usage.changeSettings((said) => ({ ...said, rules: [...said.rules, rule("two")] })),
      app.usage.changeSettings((said) => ({ ...said, pauseMinutes: 45 })),
      app.usage.changeSettings((said) => ({ ...said, stoppedAt: { ...said.stoppedAt, coding: 5e6 } })),
      app.usage.changeSettings((said) => ({ ...said, leftOut: [...(said.leftOut ?? []), "litellm"] })),
    ]);
    const all = {
      rules: [rule("one"), rule("two")],
      pauseMinutes: 45,
      stoppedAt: { coding: 5e6 },
      leftOut: ["litellm"],
    };
    expect(service.settings()).toEqual(all);
    expect(app.store.getState().usage!.settings).toEqual(all);
  });

  it("of the look are written in the order in which they were chosen, each without the others", async () => {
    const written: unknown[] = [];
    const answers: (() => void)[] = [];
    const host: Host = {
      ...emptyHost().host,
      writeSettings: async (settings) => {
        if (settings["theme"] === "dark") await new Promise<void>((resolve) => answers.push(resolve));
        written.push(settings);
        return grant(null);
      },
    };
    const { store } = aWindow();
    await attachSettings(store, { host });
    store.getState().prefer({ theme: "dark" });
    store.getState().prefer({ density: "compact" });
    await expect.poll(() => answers.length).toBe(1);
    answers[0]!();
    await expect.poll(() => written).toEqual([{ theme: "dark" }, { density: "compact" }]);
  });
});
