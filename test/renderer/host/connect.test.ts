import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { serveLoopback, type LoopbackServer } from "#electron/browser/server.ts";
import type { Machine } from "#electron/host/machine.ts";
import { hasChromium, NO_CHROMIUM, openChromium } from "#test/e2e/appWindow.ts";
import { aFolder, aMachine, ROOT } from "#test/shared/host/transports.ts";

if (!hasChromium()) process.stdout.write(`\n${NO_CHROMIUM}\n`);

const folder = aFolder();
const site = join(folder.path, "site");
let browser: Browser;
let machine: Machine;
let server: LoopbackServer;
let page: Page;
let said: string[] = [];

beforeAll(async () => {
  if (!hasChromium()) return;
  await build({
    configFile: false,
    logLevel: "silent",
    build: {
      outDir: join(site, "assets"),
      minify: false,
      lib: { entry: join(ROOT, "test/renderer/host/hostPage.ts"), formats: ["es"], fileName: () => "page.js" },
    },
  });
  mkdirSync(site, { recursive: true });
  writeFileSync(
    join(site, "index.html"),
    '<!doctype html><title>host</title><body style=""><script type="module" src="./assets/page.js"></script>',
  );
  browser = await openChromium();
});
beforeEach(async () => {
  if (!hasChromium()) return;
  machine = aMachine(join(folder.path, "data"), null);
  server = await serveLoopback({ site, host: machine.host, returnMs: 300 });
  page = await browser.newPage();
  said = [];
  page.on("pageerror", (error) => said.push(error.message));
});
afterEach(async () => {
  if (!hasChromium()) return;
  expect(said).toEqual([]);
  await page.close();
  await server.close();
  await machine.close();
});
afterAll(async () => {
  if (hasChromium()) await browser.close();
  folder.remove();
});

/** Opens the page; without File System Access where a browser lacks it. */
async function open(lendsFiles: boolean): Promise<void> {
  if (!lendsFiles) {
    await page.addInitScript(() => {
      for (const name of ["showOpenFilePicker", "showSaveFilePicker"])
        Object.defineProperty(window, name, { value: undefined });
    });
  } else {
    // A real file of the browser's own file system, with the real interface; only the picker, which no script can work,
    // is answered here.
    await page.addInitScript(() => {
      const pick = async (options: { suggestedName?: string }): Promise<FileSystemFileHandle> => {
        const root = await navigator.storage.getDirectory();
        return root.getFileHandle(options.suggestedName ?? "plan.json", { create: true });
      };
      Object.assign(window, { showOpenFilePicker: async () => [await pick({})], showSaveFilePicker: pick });
    });
  }
  await page.goto(server.address);
  await page.waitForFunction(() => "screenHost" in window);
}

describe.runIf(hasChromium())("the host of a browser window", () => {
  it("answers from the machine behind the page, bytes as bytes", async () => {
    await open(true);
    const answer = await page.evaluate(async () => {
      const { host } = window.screenHost;
      const info = await host.hostInfo(null);
      const paper = await host.typesetPdf({ main: "/main.typ", files: [{ path: "/main.typ", text: "Ask for more." }] });
      return {
        shell: info.ok && info.value.shell,
        head: paper.ok && String.fromCharCode(...paper.value.pdf.slice(0, 5)),
      };
    });
    expect(answer).toEqual({ shell: "browser", head: "%PDF-" });
  });

  it("sends files of usage in pieces, picked or dropped, and tells what is in them", async () => {
    await open(true);
    const chooser = page.waitForEvent("filechooser");
    const looked = page.evaluate(async () => {
      const { host, offerDropped } = window.screenHost;
      const given = <Value>(reply: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value => {
        if (!reply.ok) throw new Error(JSON.stringify(reply));
        return reply.value;
      };
      const picked = given(await host.pickUsage(null));
      // Larger than one piece: the second must come behind the first.
      const rows = Array.from({ length: 800_000 }, (_, i) => `2026-03-01T10:00:00Z,gpt-5,run-${i},1000,10`);
      const transfer = new DataTransfer();
      transfer.items.add(new File([`time,model,run,input_tokens,output_tokens\n${rows.join("\n")}\n`], "dropped.csv"));
      const dropped = given(await offerDropped(transfer.items));
      const parts = [];
      for (const { file } of [...(picked ?? []), ...dropped]) parts.push(...given(await host.lookAtUsage({ file })));
      return parts.map(({ name, look }) => [name, look.bytes, look.formats[0]?.format]);
    });
    await (
      await chooser
    ).setFiles([
      { name: "codex.jsonl", mimeType: "", buffer: readFileSync(join(ROOT, "test/fixtures/usage/codex.jsonl")) },
    ]);
    const [first, second] = await looked;
    expect(first).toEqual(["codex.jsonl", readFileSync(join(ROOT, "test/fixtures/usage/codex.jsonl")).length, "codex"]);
    expect(second).toEqual(["dropped.csv", expect.any(Number), "table"]);
    expect(second![1]).toBeGreaterThan(32_000_000);
  });

  it("says in words that the program behind it has ended", async () => {
    await open(true);
    await server.close();
    expect(await page.evaluate(() => window.screenHost.host.hostInfo(null))).toEqual({
      ok: false,
      failure: { code: "unreachable" },
    });
  });

  it("is known to the server for as long as it lives; the server ends with the last", async () => {
    await open(true);
    const key = await page.evaluate(() => window.screenHost.page);
    await expect.poll(() => server.isOpen(key)).toBe(true);
    await page.close();
    await server.ended;
    expect(server.isOpen(key)).toBe(false);
  });

  it("hears what the shell tells", async () => {
    await open(true);
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      window.screenHost.onEvent((event) => heard.push(event));
    });
    await expect.poll(() => server.pageCount()).toBe(1);
    server.send({ type: "command", command: "undo" });
    await page.waitForFunction(() => (window as unknown as { heard: unknown[] }).heard.length === 1);
    expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
      { type: "command", command: "undo" },
    ]);
  });

  it("opens, saves and watches a file that the browser lends, and keeps its versions with the machine", async () => {
    await open(true);
    const told = await page.evaluate(async () => {
      const { host } = window.screenHost;
      const first = await host.savePlanAs({ suggestedName: "plan.json", text: "one" });
      const opened = await host.pickPlan(null);
      if (!opened.ok || opened.value === null || !first.ok || first.value === null) return null;
      const { document, hash, text, name } = opened.value;
      const saved = await host.savePlan({ document, text: "two", expectedHash: hash });
      const stale = await host.savePlan({ document, text: "three", expectedHash: hash });
      const forced = await host.savePlan({ document, text: "three", expectedHash: null });
      const onDisk = await host.planOnDisk({ document });
      const again = await host.openPlan({ document });
      const versions = await host.listVersions({ document });
      return {
        name,
        text,
        sameDocument: first.value.document === document,
        saved: saved.ok,
        stale: stale.ok ? null : stale.failure.code,
        forced: forced.ok,
        agree: onDisk.ok && forced.ok && onDisk.value.hash === forced.value.hash,
        again: again.ok ? again.value.text : null,
        versions: versions.ok ? versions.value.length : 0,
      };
    });
    expect(told).toEqual({
      name: "plan.json",
      text: "one",
      sameDocument: true,
      saved: true,
      stale: "changed-on-disk",
      forced: true,
      agree: true,
      again: "three",
      versions: 3,
    });
  });

  it("takes a file by upload and gives it by download where the browser lends none", async () => {
    await open(false);
    const plan = join(folder.path, "uploaded.json");
    writeFileSync(plan, '{"a":1}');
    const chosen = page.waitForEvent("filechooser");
    const picked = page.evaluate(() => window.screenHost.host.pickPlan(null));
    await (await chosen).setFiles(plan);
    const opened = await picked;
    expect(opened).toMatchObject({ ok: true, value: { name: "uploaded.json", text: '{"a":1}' } });
    const document = opened.ok ? (opened.value?.document ?? "") : "";

    const download = page.waitForEvent("download");
    const saved = await page.evaluate(
      (name) => window.screenHost.host.savePlan({ document: name, text: "saved", expectedHash: null }),
      document,
    );
    expect(saved.ok).toBe(true);
    const file = await download;
    expect([file.suggestedFilename(), readFileSync(await file.path(), "utf8")]).toEqual(["uploaded.json", "saved"]);

    const exported = page.waitForEvent("download");
    await page.evaluate(() =>
      window.screenHost.host.exportFile({
        suggestedName: "table.csv",
        kind: "csv",
        bytes: new Uint8Array([97, 44, 98]),
      }),
    );
    expect(readFileSync(await (await exported).path(), "utf8")).toBe("a,b");
  });

  it("opens a file that is dropped on it, and refuses one that is no text", async () => {
    await open(false);
    const drop = (bytes: number[]): Promise<unknown> =>
      page.evaluate(async (given) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(given)], "dropped.pastapril"));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        return window.dropped;
      }, bytes);
    expect(await drop([123, 125])).toMatchObject({ ok: true, value: { name: "dropped.pastapril", text: "{}" } });
    expect(await drop([255, 254])).toEqual({ ok: false, failure: { code: "not-text", name: "dropped.pastapril" } });
  });

  it("cannot be called from another origin in the same browser", async () => {
    await open(true);
    const foreign = await serveLoopback({ site, host: machine.host });
    const other = await browser.newPage();
    await other.goto(foreign.address);
    const outcome = await other.evaluate(
      (address) =>
        fetch(`${address}host/hostInfo`, {
          method: "POST",
          mode: "no-cors",
          headers: { "content-type": "text/plain" },
          body: "null",
        }).then(
          (response) => response.type,
          () => "blocked",
        ),
      server.address,
    );
    // Its own policy lets the page speak to its own server alone.
    expect(outcome).toBe("blocked");
    await other.close();
    await foreign.close();
  });
});
