import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "#shared/host/client.ts";
import type { OpenedPlan } from "#shared/host/contract.ts";
import { aFolder, electron, ELECTRON, loopback, memory, type Connect, type Connected } from "./transports.ts";

const TRANSPORTS: [string, Connect][] = [
  ["memory", memory],
  ["loopback", loopback],
];
if ("binary" in ELECTRON) TRANSPORTS.push(["Electron", electron]);
else process.stdout.write(`\nSKIPPED: the host over Electron was not tested: ${ELECTRON.missing}.\n`);

const PLAN = readFileSync(new URL("../../fixtures/plans/smallTeam.json", import.meta.url), "utf8");
const CHANGED = PLAN.replace(/"name": "[^"]*"/, '"name": "Changed"');

function given<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.failure)}`);
  return reply.value;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe.each(TRANSPORTS)("the host over %s", (_, connect) => {
  let folder = "";
  let path = "";
  let connected: Connected;
  const folders: (() => void)[] = [];
  const host = (): Connected["host"] => connected.host;
  const data = (): string => join(folder, "data");

  beforeEach(async () => {
    const made = aFolder();
    folders.push(made.remove);
    folder = made.path;
    path = join(folder, "plan.pastapril");
    writeFileSync(path, PLAN);
    connected = await connect(path, data());
  });
  afterEach(() => connected.close());
  afterAll(() => folders.forEach((remove) => remove()));

  const openStartup = async (): Promise<OpenedPlan> => {
    const { startup } = given(await host().hostInfo(null));
    return given(await host().openPlan({ document: startup?.document ?? "" }));
  };

  it("opens the plan it was started with: text, hash and name, and no path to act upon", async () => {
    const opened = await openStartup();
    expect(opened).toMatchObject({ name: "plan.pastapril", text: PLAN, hash: sha256(PLAN), readOnly: false });
    expect(opened.document).not.toContain("/");
  });

  it("saves what was edited and says the new hash", async () => {
    const { document, hash } = await openStartup();
    const saved = given(await host().savePlan({ document, text: CHANGED, expectedHash: hash }));
    expect(readFileSync(path, "utf8")).toBe(CHANGED);
    expect(saved.hash).toBe(sha256(CHANGED));
  });

  it("refuses to write over a file that changed underneath, and writes when told so", async () => {
    const { document, hash } = await openStartup();
    writeFileSync(path, `${PLAN}\n`);
    expect(await host().savePlan({ document, text: CHANGED, expectedHash: hash })).toEqual({
      ok: false,
      failure: { code: "changed-on-disk", name: "plan.pastapril", hash: sha256(`${PLAN}\n`) },
    });
    expect(readFileSync(path, "utf8")).toBe(`${PLAN}\n`);
    given(await host().savePlan({ document, text: CHANGED, expectedHash: null }));
    expect(readFileSync(path, "utf8")).toBe(CHANGED);
  });

  it("hands out the plans that a portfolio names, and nothing that is no plan", async () => {
    const plans = [{ path: "teams/north.json" }, { path: "secret.txt" }, { path: "gone.json" }];
    writeFileSync(path, JSON.stringify({ schema: "past-april.portfolio/1", plans }));
    mkdirSync(join(folder, "teams"));
    writeFileSync(join(folder, "teams/north.json"), PLAN);
    writeFileSync(join(folder, "secret.txt"), "a secret");
    const { document } = await openStartup();
    const [north, secret, gone] = given(await host().readPortfolioPlans({ document })).plans;
    expect([JSON.parse(north!.text!), north!.problem]).toEqual([JSON.parse(PLAN), null]);
    // It can be opened by itself.
    expect(given(await host().openPlan({ document: north!.document! })).name).toBe("north.json");
    expect([secret!.text, secret!.document, gone!.text, gone!.document]).toEqual([null, null, null, null]);
    expect(secret!.problem).not.toContain("a secret");
    expect(gone!.problem).toMatch(/gone\.json/);
    expect((await host().readPortfolioPlans({ document: "file-stranger" })).ok).toBe(false);
  });

  it("tells that a file changed, became read-only or is gone, whenever it is asked", async () => {
    const { document, hash } = await openStartup();
    expect(given(await host().planOnDisk({ document }))).toEqual({ hash, readOnly: false });
    chmodSync(path, 0o444);
    expect(given(await host().planOnDisk({ document }))).toEqual({ hash, readOnly: true });
    expect(await host().savePlan({ document, text: CHANGED, expectedHash: hash })).toEqual({
      ok: false,
      failure: { code: "read-only", name: "plan.pastapril" },
    });
    expect(readFileSync(path, "utf8")).toBe(PLAN);
    rmSync(path, { force: true });
    expect(given(await host().planOnDisk({ document }))).toEqual({ hash: null, readOnly: false });
    expect(await host().savePlan({ document, text: CHANGED, expectedHash: hash })).toEqual({
      ok: false,
      failure: { code: "file-missing", name: "plan.pastapril" },
    });
  });

  it("keeps a ledger beside the plan: none at first, written whole, never over one that changed", async () => {
    const { document } = await openStartup();
    expect(given(await host().readLedger({ document }))).toBeNull();
    const written = given(await host().writeLedger({ document, text: "one", expectedHash: null }));
    expect(readFileSync(join(dirname(path), "plan.ledger.json"), "utf8")).toBe("one");
    expect(given(await host().readLedger({ document }))).toEqual({ text: "one", hash: sha256("one") });
    const late = await host().writeLedger({ document, text: "two", expectedHash: null });
    expect(late).toEqual({
      ok: false,
      failure: { code: "changed-on-disk", name: "plan.ledger.json", hash: sha256("one") },
    });
    given(await host().writeLedger({ document, text: "two", expectedHash: written.hash }));
    expect(given(await host().readLedger({ document }))).toEqual({ text: "two", hash: sha256("two") });
    for (const stranger of ["file-00000000000000000000000000000000", "page-1"]) {
      expect((await host().readLedger({ document: stranger })).ok).toBe(false);
      expect((await host().writeLedger({ document: stranger, text: "x", expectedHash: null })).ok).toBe(false);
    }
  });

  it("gives no file that the user did not choose, whatever the name", async () => {
    const stranger = join(folder, "stranger.json");
    writeFileSync(stranger, PLAN);
    for (const document of [stranger, "../stranger.json", "file-00000000000000000000000000000000", "page-1"]) {
      for (const operation of ["openPlan", "planOnDisk"]) {
        const reply = (await connected.send(operation, { document })) as { readonly ok: boolean };
        expect(reply.ok).toBe(false);
      }
      const write = (await connected.send("savePlan", { document, text: "x", expectedHash: null })) as {
        readonly ok: boolean;
      };
      expect(write.ok).toBe(false);
      const strange = document.replace("page-", "file-");
      for (const [operation, input] of [
        ["listVersions", { document: strange }],
        ["readVersion", { document: strange, id: "v1" }],
      ] as const) {
        expect(await connected.send(operation, input)).toMatchObject({ ok: false });
      }
      const history = (await connected.send("keepVersion", {
        document: document.replace("page-", "file-"),
        text: "x",
      })) as { readonly ok: boolean };
      expect(history.ok).toBe(false);
    }
    expect(readFileSync(stranger, "utf8")).toBe(PLAN);
  });

  it("refuses an unknown operation and an input of another shape, in words", async () => {
    expect(await connected.send("readFile", { path })).toEqual({
      ok: false,
      failure: { code: "unknown-operation", operation: "readFile" },
    });
    expect(await connected.send("toString", null)).toEqual({
      ok: false,
      failure: { code: "unknown-operation", operation: "toString" },
    });
    expect(await connected.send("openPlan", { path })).toMatchObject({
      ok: false,
      failure: { code: "invalid-input", operation: "openPlan" },
    });
    expect(
      await connected.send("keepRecovery", {
        key: "../../x",
        name: "",
        document: null,
        fileName: null,
        baseHash: null,
        text: "",
      }),
    ).toMatchObject({ ok: false, failure: { code: "invalid-input" } });
  });

  it("offers unsaved work after a crash, not to the window that keeps it, and forgets it when told", async () => {
    const { document, hash } = await openStartup();
    given(
      await host().keepRecovery({
        key: "window-1",
        name: "Small team",
        document,
        fileName: "what the page says",
        baseHash: hash,
        text: CHANGED,
      }),
    );
    expect(given(await host().listRecoveries({ page: "window-1" }))).toEqual([]);
    // The next window of the same program: the first one has crashed.
    expect(given(await host().listRecoveries({ page: "window-2" }))).toMatchObject([
      { key: "window-1", name: "Small team", document, fileName: basename(path), baseHash: hash },
    ]);
    expect(given(await host().readRecovery({ key: "window-1" }))).toEqual({ text: CHANGED });
    given(await host().discardRecovery({ key: "window-1" }));
    expect(given(await host().listRecoveries({ page: "window-2" }))).toEqual([]);
    // The portfolio beside the plan is the same window's own work.
    const portfolio = { name: "Group", document: null, fileName: null, baseHash: null, text: "{}" };
    given(await host().keepRecovery({ key: "window-1-portfolio", ...portfolio }));
    expect(given(await host().listRecoveries({ page: "window-1" }))).toEqual([]);
    expect(given(await host().listRecoveries({ page: "window-2" }))).toMatchObject([{ key: "window-1-portfolio" }]);
    given(await host().discardRecovery({ key: "window-1-portfolio" }));
    // A file that the browser lent: its name is the page's to know.
    given(
      await host().keepRecovery({
        key: "window-1",
        name: "Small team",
        document: "page-1",
        fileName: "Lent.pastapril",
        baseHash: hash,
        text: CHANGED,
      }),
    );
    expect(given(await host().listRecoveries({ page: "window-2" }))).toMatchObject([
      { document: "page-1", fileName: "Lent.pastapril" },
    ]);
  });

  it("offers what a window set aside for another plan to that very window", async () => {
    given(
      await host().keepRecovery({
        key: "window-1-1",
        name: "Set aside",
        document: null,
        fileName: null,
        baseHash: null,
        text: PLAN,
      }),
    );
    given(
      await host().keepRecovery({
        key: "window-1",
        name: "Open",
        document: null,
        fileName: null,
        baseHash: null,
        text: CHANGED,
      }),
    );
    expect(given(await host().listRecoveries({ page: "window-1" }))).toMatchObject([
      { key: "window-1-1", name: "Set aside" },
    ]);
  });

  it("hears what the window shows: its title, the key of its unsaved work, what can be undone", async () => {
    given(
      await host().windowState({
        title: "Team – Past April",
        unsaved: "window-1",
        undo: "change adoption",
        redo: null,
      }),
    );
    expect(await connected.send("windowState", { title: "Team", unsaved: true, undo: null, redo: null })).toMatchObject(
      { ok: false, failure: { code: "invalid-input" } },
    );
  });

  it("keeps the last twenty versions of a plan, the one before the first save among them", async () => {
    const { document } = await openStartup();
    given(await host().savePlan({ document, text: CHANGED, expectedHash: null }));
    const [newest, first, ...none] = given(await host().listVersions({ document }));
    expect(none).toEqual([]);
    expect(given(await host().readVersion({ document, id: newest!.id })).text).toBe(CHANGED);
    expect(given(await host().readVersion({ document, id: first!.id })).text).toBe(PLAN);
    for (let i = 0; i < 25; i++)
      given(await host().savePlan({ document, text: `${CHANGED}${" ".repeat(i)}`, expectedHash: null }));
    const versions = given(await host().listVersions({ document }));
    expect(versions).toHaveLength(20);
    expect(given(await host().readVersion({ document, id: versions[0]!.id })).text).toBe(`${CHANGED}${" ".repeat(24)}`);
    expect(await host().readVersion({ document, id: "no-such-version" })).toMatchObject({
      ok: false,
      failure: { code: "file-missing" },
    });
  });

  it("lists the plan among the recent ones, says when it is gone, and forgets it when told", async () => {
    const { document } = await openStartup();
    expect(given(await host().hostInfo(null)).recent).toMatchObject([
      { document, name: "plan.pastapril", missing: false },
    ]);
    rmSync(path);
    expect(given(await host().hostInfo(null)).recent).toMatchObject([{ document, missing: true }]);
    given(await host().forgetRecent({ document }));
    expect(given(await host().hostInfo(null)).recent).toEqual([]);
  });

  it("keeps settings", async () => {
    expect(given(await host().readSettings(null))).toEqual({});
    given(await host().writeSettings({ theme: "dark", compact: true }));
    expect(given(await host().readSettings(null))).toEqual({ theme: "dark", compact: true });
  });

  it("says plainly what is no text, a folder, or too large to be a plan", async () => {
    const { document } = await openStartup();
    writeFileSync(path, new Uint8Array([0xff, 0xfe, 0x00]));
    expect(await host().openPlan({ document })).toEqual({
      ok: false,
      failure: { code: "not-text", name: "plan.pastapril" },
    });
    expect(given(await host().planOnDisk({ document })).hash).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(path, new Uint8Array(20_000_001));
    expect(await host().openPlan({ document })).toEqual({
      ok: false,
      failure: { code: "too-large", name: "plan.pastapril" },
    });
    rmSync(path);
    mkdirSync(path);
    expect(await host().openPlan({ document })).toEqual({
      ok: false,
      failure: { code: "file-failed", name: "plan.pastapril", reason: "it is a folder" },
    });
    expect(existsSync(path)).toBe(true);
  });

  it("lists what is bundled with its licence in full", async () => {
    const licences = given(await host().licences(null));
    const react = licences.find(({ name }) => name === "react");
    expect(react?.licence).toBe("MIT");
    expect(react?.text).toContain("Permission is hereby granted");
    expect(
      licences
        .filter(({ text, licence }) => text === "" || licence === "" || text.includes("brings no copy"))
        .map(({ name }) => name),
    ).toEqual([]);
    const textOf = (name: string): string => licences.find((one) => one.name === name)?.text ?? "missing";
    for (const part of ["@myriaddreamin/typst-ts-renderer", "@myriaddreamin/typst-ts-web-compiler"])
      expect(textOf(part)).toContain("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION");
    expect(textOf("react-remove-scroll-bar")).toMatch(
      /^Copyright \(c\) Anton Korzunov[^]*Permission is hereby granted/,
    );
    expect(textOf("Electron")).toContain("Electron contributors");
    expect(textOf("Chromium")).toContain("LICENSES.chromium.html");
  });
});

// Bytes: Playwright carries only JSON into Electron's page, so these two transports show them.
describe.each(TRANSPORTS.slice(0, 2))("paper over %s", (_, connect) => {
  it("sets a page as PDF, equal bytes for equal sources, and draws it; a source at fault is said, and the next is set", async () => {
    const { path, remove } = aFolder();
    const { host, close } = await connect(null, path);
    const source = (text: string): { main: string; files: { path: string; text: string }[] } => ({
      main: "/main.typ",
      files: [{ path: "/main.typ", text: `#set document(date: none)\n${text}` }],
    });
    try {
      const [first, second] = [
        given(await host.typesetPdf(source("Ask for more."))),
        given(await host.typesetPdf(source("Ask for more."))),
      ];
      expect(new TextDecoder().decode(first.pdf.slice(0, 5))).toBe("%PDF-");
      expect(second.pdf).toEqual(first.pdf);
      expect(await host.typesetPdf(source("#nonsense()"))).toMatchObject({
        ok: false,
        failure: { code: "unexpected" },
      });
      expect(given(await host.typesetPages(source("Ask for more."))).pages).toHaveLength(1);
      const { xlsx } = given(
        await host.makeWorkbook({
          workbook: {
            names: {},
            sheets: [
              {
                name: "Summary",
                rows: [[{ text: "budget" }, { number: 1 }]],
                widths: [10],
                frozen: { rows: 0, columns: 0 },
              },
            ],
          },
        }),
      );
      expect([...xlsx.slice(0, 2)]).toEqual([0x50, 0x4b]);
      const { pptx } = given(
        await host.makeSlides({
          title: "A plan",
          slides: [{ title: "Approve", lead: [], chart: null, table: null, note: "", foot: "seed 1" }],
        }),
      );
      expect([...pptx.slice(0, 2)]).toEqual([0x50, 0x4b]);
      const typeface = given(await host.readTypeface(null));
      expect(typeface.map(({ weight }) => weight)).toEqual([400, 500, 600]);
      // A WOFF2 file begins with its name.
      for (const { base64 } of typeface) expect(atob(base64.slice(0, 8)).startsWith("wOF2")).toBe(true);
      expect(given(await host.readWorkbook({ bytes: xlsx }))).toEqual({
        sheets: [{ name: "Summary", cells: [["budget", "1"]] }],
        problem: null,
      });
    } finally {
      await close();
      remove();
    }
  });
});
