import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, CDPSession, Page } from "playwright-core";
import { hasChromium, NO_CHROMIUM, openChromium, serveApp } from "#test/e2e/appWindow.ts";
import { planText } from "#renderer/state/planFiles/planText.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";

/**
 * The screen as its reader feels it, measured in a real Chromium on the built app: from a key on a slider to the paint
 * that shows its answer, from the start to the first forecast, what is sent over the wire, and what stays in memory.
 * The page itself takes the times: from the time stamp of the key to the turn after the frame in which the answers of
 * that very edit were drawn. Beside the clock stands the processor time: on a machine that does other work it is the
 * one that can be compared.
 */

/** Moves of a slider that are measured. */
const MOVES = 20;
/** A drag sends moves faster than a forecast can answer: one a frame. */
const DRAG_MOVES = 60;
const FRAME_MS = 16;
const STARTS = 5;
const EDITS = 100;
/** A forecast takes its time on a busy machine. */
const PATIENCE = 60_000;

/** One line of the bench: what, the figure, and what it should be; within 80 columns. */
export function line(what: string, figure: string, target = ""): void {
  process.stdout.write(`${what.padEnd(46)} ${figure.padEnd(18)} ${target}`.trimEnd() + "\n");
}

function quantile(values: readonly number[], level: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))]!;
}

function medianAndTail(values: readonly number[]): string {
  return `${quantile(values, 0.5).toFixed(0)} ms, P90 ${quantile(values, 0.9).toFixed(0)} ms`;
}

// ---- in the page ----------------------------------------------------------------------------------------------------

/**
 * What the page notes of the last key: when it was pressed, and when its answers were painted. Milliseconds of its
 * clock.
 */
interface Noted {
  pressed: number;
  first: number | null;
  firstTrials: number;
  settled: number | null;
  charts: number[];
}

type WatchedWindow = typeof globalThis & { noted: Noted };

/**
 * Watches the answers that are drawn (`data-answers`, `data-drawn` and `data-trials` of the app's spoken status,
 * `data-version` being the plan's own) from before the app starts. A key's first chart is one of the very plan that
 * stands after it: charts of earlier moves of a drag count as charts only.
 */
function watchPage(): void {
  const noted: Noted = { pressed: 0, first: null, firstTrials: 0, settled: null, charts: [] };
  (globalThis as WatchedWindow).noted = noted;
  let versionBefore = -1;
  const drawn = (): { version: number; trials: number; isFresh: boolean; isReady: boolean } | null => {
    const {
      version,
      drawn: of,
      trials,
      answers,
    } = document.querySelector<HTMLElement>("[data-answers]")?.dataset ?? {};
    return of === undefined
      ? null
      : { version: Number(of), trials: Number(trials), isFresh: of === version, isReady: answers === "ready" };
  };
  addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Shift" || event.ctrlKey || event.key === "Control") return;
      versionBefore = drawn()?.version ?? -1;
      Object.assign(noted, { pressed: event.timeStamp, first: null, settled: null });
    },
    { capture: true },
  );
  let last = "";
  new MutationObserver(() => {
    const now = drawn();
    const chart = JSON.stringify([now?.version, now?.trials, now?.isReady]);
    if (now === null || chart === last) return;
    last = chart;
    // The turn after the next frame: what was drawn is painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const painted = performance.now();
        noted.charts.push(painted);
        if (!now.isFresh || now.version <= versionBefore) return;
        if (noted.first === null) Object.assign(noted, { first: painted, firstTrials: now.trials });
        if (now.isReady) noted.settled ??= painted;
      };
      port2.postMessage(null);
    });
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-drawn", "data-trials", "data-answers"],
  });
}

const notedBy = (page: Page): Promise<Noted> => page.evaluate(() => (globalThis as WatchedWindow).noted);

/** Waits for the forecast to be whole, and for the machine to be quiet again. */
async function settled(page: Page): Promise<void> {
  await page
    .getByRole("group", { name: "Forecast", exact: true })
    .filter({ hasText: "Up to date" })
    .waitFor({ timeout: PATIENCE });
}

// ---- sliders --------------------------------------------------------------------------------------------------------

interface Moved {
  readonly first: number[];
  readonly settled: number[];
  readonly trials: number[];
}

/** Presses keys on a slider one by one; each move waits until the one before has settled. */
async function move(page: Page, slider: string | RegExp): Promise<Moved> {
  const moved: Moved = { first: [], settled: [], trials: [] };
  const handle = page.getByRole("slider", { name: slider }).first();
  for (let i = 0; i < MOVES; i++) {
    await handle.focus();
    await page.keyboard.press(i % 20 < 10 ? "ArrowUp" : "ArrowDown");
    await page.waitForFunction(() => (globalThis as WatchedWindow).noted.settled !== null, undefined, {
      timeout: PATIENCE,
      polling: 50,
    });
    const noted = await notedBy(page);
    moved.first.push(noted.first! - noted.pressed);
    moved.settled.push(noted.settled! - noted.pressed);
    moved.trials.push(noted.firstTrials);
  }
  return moved;
}

/**
 * Processor time so far, milliseconds: of the page's own thread, and of its process with all workers. Unlike a clock's
 * it does not count other programs.
 */
interface Spent {
  readonly thread: number;
  readonly all: number;
}

interface Meter {
  readonly spent: () => Promise<Spent>;
}

async function openMeter(browser: Browser, page: Page): Promise<Meter> {
  const own = lineOf(await page.context().newCDPSession(page));
  const whole = lineOf(await browser.newBrowserCDPSession());
  await own.send("Performance.enable", { timeDomain: "threadTicks" });
  return {
    spent: async () => {
      const { metrics } = (await own.send("Performance.getMetrics")) as { metrics: { name: string; value: number }[] };
      const { processInfo } = (await whole.send("SystemInfo.getProcessInfo")) as {
        processInfo: { type: string; cpuTime: number }[];
      };
      const all = processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
      return { thread: 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN), all: 1000 * all };
    },
  };
}

/** Processor time of one first chart: what would follow is cancelled as soon as it is painted. */
async function firstChartCost(page: Page, slider: string | RegExp, meter: Meter): Promise<Spent> {
  const handle = page.getByRole("slider", { name: slider }).first();
  const before = await meter.spent();
  for (let i = 0; i < MOVES; i++) {
    await handle.focus();
    await page.keyboard.press(i % 20 < 10 ? "ArrowUp" : "ArrowDown");
    await page.waitForFunction(() => (globalThis as WatchedWindow).noted.first !== null, undefined, {
      timeout: PATIENCE,
      polling: 16,
    });
    await page.keyboard.press("Control+.");
  }
  const after = await meter.spent();
  await page.keyboard.press("Control+Enter");
  await settled(page);
  return { thread: (after.thread - before.thread) / MOVES, all: (after.all - before.all) / MOVES };
}

/** Charts a second while a hand moves a slider every frame, and how long the last move waits for its own. */
async function drag(page: Page, slider: string | RegExp): Promise<{ readonly charts: number; readonly last: number }> {
  const handle = page.getByRole("slider", { name: slider }).first();
  await handle.focus();
  const from = await page.evaluate(() => performance.now());
  for (let i = 0; i < DRAG_MOVES; i++) {
    await page.keyboard.press(i % 20 < 10 ? "ArrowUp" : "ArrowDown");
    await page.waitForTimeout(FRAME_MS);
  }
  await page.keyboard.press("Shift+ArrowUp");
  await page.waitForFunction(() => (globalThis as WatchedWindow).noted.first !== null, undefined, {
    timeout: PATIENCE,
    polling: 50,
  });
  const { pressed, first, charts } = await notedBy(page);
  const seconds = (pressed - from) / 1000;
  await settled(page);
  return { charts: charts.filter((at) => at >= from && at <= pressed).length / seconds, last: first! - pressed };
}

async function sliders(page: Page, meter: Meter): Promise<void> {
  const outlook = [
    { name: "Budget", slider: "Budget" },
    { name: "Confidence", slider: "Confidence of the request" },
  ];
  for (const { name, slider } of outlook) await sliderLines(page, name, slider, meter);
  await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: "Workloads" }).click();
  await page
    .getByRole("button", { name: /^Shape and evidence of Adoption/ })
    .first()
    .click();
  await sliderLines(page, "Adoption", /Adoption.*in the chart/, meter);
}

async function sliderLines(page: Page, name: string, slider: string | RegExp, meter: Meter): Promise<void> {
  const before = await meter.spent();
  const { first, settled: whole, trials } = await move(page, slider);
  const after = await meter.spent();
  line(`${name} to first chart (${quantile(trials, 0.5)} futures)`, medianAndTail(first), "100 ms");
  line(`${name} to settled`, medianAndTail(whole));
  const toFirst = await firstChartCost(page, slider, meter);
  const cost = (thread: number, all: number): string => `${thread.toFixed(0)} ms, ${all.toFixed(0)} ms`;
  line(`${name}, processor to first: thread, all`, cost(toFirst.thread, toFirst.all));
  line(
    `${name}, processor to settled: thread, all`,
    cost((after.thread - before.thread) / MOVES, (after.all - before.all) / MOVES),
  );
  const { charts, last } = await drag(page, slider);
  line(`${name}, a move every frame`, `${charts.toFixed(1)} charts/s`, "10 a second");
  line(`${name}, last move of the drag`, `${last.toFixed(0)} ms`, "100 ms");
}

// ---- start ----------------------------------------------------------------------------------------------------------

async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // The compiler that runs this file names functions by a helper, which the page has not.
  await page.addInitScript("globalThis.__name = (named) => named;");
  await page.addInitScript(watchPage);
  return page;
}

/** From the navigation to the first chart of a plan: in a browser that was just opened, and again in the same one. */
async function starts(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "past-april-bench-"));
  const plan = join(folder, "Engineering.pastapril");
  writeFileSync(plan, planText(planOfTemplate(templates.find(({ id }) => id === "engineering")!)));
  const cold: number[] = [];
  const warm: number[] = [];
  const processor: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const app = await serveApp({ plan });
    const browser = await openChromium();
    const page = await openPage(browser);
    const meter = await openMeter(browser, page);
    for (const times of [cold, warm]) {
      await page.goto(app.address);
      await page.waitForFunction(() => (globalThis as WatchedWindow).noted.first !== null, undefined, {
        timeout: PATIENCE,
        polling: 50,
      });
      times.push((await notedBy(page)).first!);
      if (times === cold) processor.push((await meter.spent()).all);
    }
    await browser.close();
    await app.close();
  }
  rmSync(folder, { recursive: true });
  line("Start to first forecast, new browser", medianAndTail(cold), "1,000 ms");
  line("Start, processor, new browser", medianAndTail(processor));
  line("Start to first forecast, once more", medianAndTail(warm), "1,000 ms");
}

// ---- size and memory ------------------------------------------------------------------------------------------------

function sizes(): void {
  const folder = fileURLToPath(new URL("../../dist/renderer/assets", import.meta.url));
  const files = readdirSync(folder)
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      return { name: name.replace(/-[\w-]{8}(\.\w+)$/, "$1"), raw: bytes.length, gzip: gzipSync(bytes).length };
    });
  const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
  for (const { name, raw, gzip } of files.sort((a, b) => b.raw - a.raw))
    line(`Bundle, ${name}`, `${kB(raw)}, gzip ${kB(gzip)}`);
  line(
    "Bundle, all",
    `${kB(files.reduce((sum, { raw }) => sum + raw, 0))}, gzip ${kB(files.reduce((sum, { gzip }) => sum + gzip, 0))}`,
  );
}

/** A line to a page's or a worker's debugger. */
interface DebugLine {
  readonly send: (method: string, params?: object) => Promise<unknown>;
  readonly listen: (hear: (method: string, params: Record<string, unknown>) => void) => void;
}

function lineOf(session: CDPSession): DebugLine {
  const raw = session as unknown as {
    send(method: string, params?: object): Promise<unknown>;
    on(event: string, hear: (params: Record<string, unknown>) => void): void;
  };
  return {
    send: (method, params) => raw.send(method, params),
    listen: (hear) => {
      for (const event of ["Target.attachedToTarget", "Target.receivedMessageFromTarget"])
        raw.on(event, (params) => hear(event, params));
    },
  };
}

/** Lines to all workers under a line, those of workers included. */
async function workersUnder(parent: DebugLine, found: DebugLine[]): Promise<void> {
  const waiting = new Map<number, (result: unknown) => void>();
  const listeners = new Map<unknown, (method: string, params: Record<string, unknown>) => void>();
  let calls = 0;
  parent.listen((event, { sessionId, message }) => {
    if (event === "Target.attachedToTarget") {
      const worker: DebugLine = {
        send: (method, params = {}) =>
          new Promise((resolve) => {
            const id = ++calls;
            waiting.set(id, resolve);
            void parent.send("Target.sendMessageToTarget", {
              sessionId,
              message: JSON.stringify({ id, method, params }),
            });
          }),
        listen: (hear) => listeners.set(sessionId, hear),
      };
      found.push(worker);
      void workersUnder(worker, found);
      return;
    }
    if (event !== "Target.receivedMessageFromTarget") return;
    const { id, result, method, params } = JSON.parse(message as string) as {
      id?: number;
      result?: unknown;
      method?: string;
      params?: Record<string, unknown>;
    };
    if (id !== undefined) waiting.get(id)?.(result);
    else listeners.get(sessionId)?.(method!, params!);
  });
  await parent.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
}

/** Bytes in use after a collection, arrays included. */
async function heapOf(session: DebugLine): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = (await session.send("Runtime.getHeapUsage")) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  return usedSize + backingStorageSize;
}

async function memory(page: Page): Promise<void> {
  const own = lineOf(await page.context().newCDPSession(page));
  const workers: DebugLine[] = [];
  await workersUnder(own, workers);
  const slider = page.getByRole("slider", { name: /Adoption.*in the chart/ }).first();
  const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  for (let edits = 0; edits <= 2 * EDITS; edits += EDITS) {
    for (let i = 0; edits > 0 && i < EDITS; i++) {
      await slider.focus();
      await page.keyboard.press(i % 20 < 10 ? "ArrowUp" : "ArrowDown");
      // Another gesture: another step to undo.
      await slider.blur();
      await page.waitForTimeout(FRAME_MS);
    }
    await settled(page);
    let others = 0;
    for (const worker of workers) others += await heapOf(worker);
    line(
      `Memory after ${edits} edits: page, ${workers.length} workers`,
      `${MB(await heapOf(own))}, ${MB(others)}`,
      edits === 0 ? "" : "no growth",
    );
  }
}

/** Everything about the screen; says so where there is no browser. */
export async function benchScreen(): Promise<void> {
  if (!hasChromium()) {
    line("The screen", NO_CHROMIUM);
    return;
  }
  const app = await serveApp();
  const browser = await openChromium();
  try {
    line(
      "The screen, load of the machine",
      loadavg()
        .map((load) => load.toFixed(1))
        .join(" "),
    );
    const page = await openPage(browser);
    await page.goto(app.address);
    await page.getByRole("button", { name: /Engineering organization/ }).click();
    await settled(page);
    await sliders(page, await openMeter(browser, page));
    await memory(page);
  } finally {
    await browser.close();
    await app.close();
  }
  await starts();
  sizes();
}
