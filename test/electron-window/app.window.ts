import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtSite, ROOT } from "#test/shared/host/transports.ts";
import { appUser, openScreen, type AppUser } from "./ordinaryUser.ts";
import { openRuntime, type Runtime } from "./runtime.ts";

/**
 * The desktop app as its user has it: a real window of a real Electron on a screen of its own, as an ordinary user,
 * Chromium's sandbox on. Screenshots of what was seen are left in out/electron.
 */
const SCREENSHOTS = join(ROOT, "out", "electron");
const PLAN = readFileSync(join(ROOT, "test/fixtures/plans/smallTeam.json"), "utf8");
/** A forecast takes its time on a busy machine. */
const PATIENCE = 240_000;
const LAUNCH_PATIENCE = 80_000;

const folder = mkdtempSync(join(tmpdir(), "past-april-electron-"));
chmodSync(folder, 0o755);
const work = join(folder, "work");
mkdirSync(work);
const runtime = await openRuntime(folder);
if ("missing" in runtime) {
  process.stdout.write(
    `\n${"*".repeat(100)}\nSKIPPED: the desktop app was NOT tried in a real window: ${runtime.missing}.\n${"*".repeat(100)}\n`,
  );
  rmSync(folder, { recursive: true, force: true });
}

/** The bridge of the preload, as a page may use it. */
interface Bridged {
  readonly pastApril: {
    readonly call: (operation: string, input: unknown) => Promise<unknown>;
    readonly openDropped: (file: File) => Promise<unknown>;
    readonly offerDropped: (file: File) => Promise<unknown>;
  };
}

function windowTests({ name, binary, words }: Runtime): void {
  const plan = join(work, "Team.pastapril");
  const second = join(work, "Second.pastapril");
  const requests: string[] = [];
  const errors: string[] = [];
  let user: AppUser;
  let screen: Awaited<ReturnType<typeof openScreen>>;
  let program = "";
  let env: Record<string, string> = {};
  let app: ElectronApplication;
  let page: Page;
  let screenshots = 0;
  /** What lies outside of the app: nothing in it may ever be asked for. */
  let outside: Server;
  let outsideAsked = 0;

  const started: ElectronApplication[] = [];

  /**
   * Playwright now and then misses, on a busy machine, that the program it attaches to has begun: it is tried again.
   */
  const launch = async (attempts = 3): Promise<ElectronApplication> => {
    try {
      return await _electron.launch({
        executablePath: program,
        args: [...words, "--disable-gpu", plan],
        env,
        timeout: LAUNCH_PATIENCE,
      });
    } catch (error) {
      if (attempts === 1) throw error;
      return launch(attempts - 1);
    }
  };
  const start = async (): Promise<void> => {
    app = await launch();
    started.push(app);
    lookAt(await app.firstWindow({ timeout: PATIENCE }));
  };
  const lookAt = (shown: Page): void => {
    page = shown;
    page.setDefaultTimeout(PATIENCE);
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
  };
  const shoot = async (what: string): Promise<void> => {
    screenshots++;
    await page.screenshot({
      path: join(SCREENSHOTS, `${String(screenshots).padStart(2, "0")}-${what.toLowerCase().replaceAll(" ", "-")}.png`),
    });
  };
  const upToDate = (): Promise<void> =>
    page.getByRole("group", { name: "Forecast", exact: true }).filter({ hasText: "Up to date" }).waitFor();
  const rail = () => page.getByRole("navigation", { name: "Screens" }).getByRole("button");
  const call = (operation: string, input: unknown): Promise<unknown> =>
    page.evaluate(
      ([asked, value]) => (window as unknown as Bridged).pastApril.call(asked as string, value),
      [operation, input],
    );
  /** The menu's entry, as a hand would choose it. */
  const choose = (label: string): Promise<void> =>
    app.evaluate(({ Menu }, wanted) => {
      const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      entries.find((entry) => entry.label === wanted)?.click();
    }, label);
  /** Answers the next questions of the system's own dialogs. */
  const answer = (button: number): Promise<void> =>
    app.evaluate(({ dialog }, choice) => {
      Object.assign(dialog, { showMessageBoxSync: () => choice });
    }, button);
  const saveUnder = (path: string): Promise<void> =>
    app.evaluate(({ dialog }, filePath) => {
      Object.assign(dialog, { showSaveDialog: () => Promise.resolve({ canceled: false, filePath }) });
    }, path);
  const budgetIn = (path: string): number =>
    (JSON.parse(readFileSync(path, "utf8")) as { budget: { amount: number } }).budget.amount;
  const windowTitle = (): Promise<string> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? "no window");
  const changeBudget = async (): Promise<void> => {
    await rail().filter({ hasText: "Outlook" }).click();
    await page.getByRole("slider", { name: "Budget" }).press("ArrowUp");
    await page.getByText("unsaved changes").first().waitFor();
  };
  const isThere = (path: string): boolean => {
    try {
      return readFileSync(path).length > 0;
    } catch {
      return false;
    }
  };

  beforeAll(async () => {
    process.stdout.write(`\nThe desktop app is tried in ${name}.\n`);
    await builtSite();
    mkdirSync(SCREENSHOTS, { recursive: true });
    user = appUser();
    screen = await openScreen();
    writeFileSync(plan, PLAN);
    writeFileSync(second, JSON.stringify({ ...(JSON.parse(PLAN) as object), name: "A second team" }));
    user.own(work);
    program = user.wrap(binary, join(folder, "as-ordinary-user"));
    env = {
      PATH: process.env["PATH"] ?? "",
      HOME: user.home,
      PAST_APRIL_DATA: join(work, "data"),
      ...(screen.display === null ? {} : { DISPLAY: screen.display }),
    };
    outside = createServer((_request, response) => {
      outsideAsked++;
      response.writeHead(200, { "access-control-allow-origin": "*" }).end("outside");
    });
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    await start();
  });
  afterAll(async () => {
    for (const one of started) await one.close().catch(() => undefined);
    screen.close();
    outside.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs as an ordinary user, its page behind the sandbox of the system", async () => {
    const [uid, argv, pid] = await app.evaluate(
      ({ BrowserWindow }) =>
        [
          process.getuid?.() ?? -1,
          process.argv,
          BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
        ] as const,
    );
    expect(uid).not.toBe(0);
    expect(argv.join(" ")).not.toContain("no-sandbox");
    if (process.platform !== "linux") return;
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  });

  it("opens the plan of its command line and answers with a forecast", async () => {
    expect(page.url()).toBe("app://past-april/");
    await page.locator(".plan-name", { hasText: "A small team" }).waitFor();
    await upToDate();
    await page
      .getByText(/\d+ of 50/)
      .first()
      .waitFor();
    expect(await windowTitle()).toContain("A small team");
    expect(await call("hostInfo", null)).toMatchObject({
      ok: true,
      value: { shell: "electron", startup: { name: "Team.pastapril" } },
    });
    await shoot("opened");
  });

  it("shows every screen whole", async () => {
    const names = (await page.locator(".rail-screen").allInnerTexts()).map((text) => text.trim());
    expect(names.length).toBeGreaterThanOrEqual(7);
    for (const screenName of names) {
      await rail().filter({ hasText: screenName }).click();
      await page.locator('.rail-screen[aria-current="page"]').filter({ hasText: screenName }).waitFor();
      await page.waitForFunction(
        () =>
          document.querySelector(".study-status") === null &&
          !/Calculating|Loading|pages follow/.test(document.body.innerText),
      );
      const text = await page.locator("main").innerText();
      expect(text.length, `${screenName}: ${text}`).toBeGreaterThan(40);
      await shoot(screenName);
    }
    expect(errors).toEqual([]);
  });

  it("previews the report, and writes PDF and workbook where its user says", async () => {
    await rail().filter({ hasText: "Report" }).click();
    const pages = page.getByRole("img", { name: /^Page \d+ of \d+ of the budget plan$/ });
    await pages.first().waitFor();
    expect(await pages.count()).toBeGreaterThanOrEqual(3);
    await shoot("report-preview");
    for (const [button, file, begin] of [
      ["Export PDF", "plan.pdf", "%PDF-"],
      ["Workbook", "plan.xlsx", "PK"],
    ] as const) {
      const path = join(work, file);
      await saveUnder(path);
      await page.getByRole("button", { name: button, exact: true }).click();
      await expect.poll(() => isThere(path), { timeout: PATIENCE }).toBe(true);
      expect(readFileSync(path).subarray(0, begin.length).toString()).toBe(begin);
    }
  });

  it("reads and counts usage in its table, and knows all licences", async () => {
    expect(await call("usageSummary", null)).toMatchObject({ ok: true, value: { rows: 0 } });
    const licences = (await call("licences", null)) as {
      readonly ok: true;
      readonly value: readonly { readonly name: string }[];
    };
    expect(licences.value.map((licence) => licence.name)).toEqual(
      expect.arrayContaining(["Electron", "Chromium", "react", "@duckdb/node-api"]),
    );
  });

  it("opens a further window from its menu, on the start page, and closes it alone", async () => {
    const opening = app.waitForEvent("window", { timeout: PATIENCE });
    await choose("New window");
    const further = await opening;
    await further.getByRole("button", { name: "Open a plan" }).waitFor({ timeout: PATIENCE });
    expect(app.windows()).toHaveLength(2);
    const titles = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => one.getTitle()),
    );
    expect(titles.toSorted()).toEqual(["A small team – Past April", "Past April"]);
    await further.close();
    expect(app.windows()).toHaveLength(1);
    await page.locator(".plan-name", { hasText: "A small team" }).waitFor();
  });

  it("shows the plan of a second start in a window of its own, with undo of its own", async () => {
    const opening = app.waitForEvent("window", { timeout: PATIENCE });
    const again = spawn(program, [...words, "--disable-gpu", second], { env, stdio: "ignore" });
    const exit = await new Promise((resolve) => again.once("exit", resolve));
    expect(exit).toBe(0);
    const first = page;
    lookAt(await opening);
    await page.locator(".plan-name", { hasText: "A second team" }).waitFor();
    await first.locator(".plan-name", { hasText: "A small team" }).waitFor();
    expect(app.windows()).toHaveLength(2);
    await shoot("a-second-window");
    // Nothing in it is unsaved: it closes without a question, and the second one stays.
    await first.close();
    await expect.poll(() => app.windows().length, { timeout: PATIENCE }).toBe(1);
    await call("openPlan", { document: "file-of-nobody" }).then((reply) =>
      expect(reply).toEqual({ ok: false, failure: { code: "not-chosen" } }),
    );
  });

  it("saves an edit through its menu, whole, and refuses to write over what another program wrote", async () => {
    const before = budgetIn(second);
    await changeBudget();
    await choose("Save");
    await expect.poll(() => budgetIn(second), { timeout: PATIENCE }).toBeGreaterThan(before);
    const info = (await call("hostInfo", null)) as {
      readonly value: { readonly recent: readonly { readonly name: string; readonly document: string }[] };
    };
    const { document } = info.value.recent.find((recent) => recent.name === "Second.pastapril")!;
    const stale = await call("savePlan", { document, text: "{}", expectedHash: "0".repeat(64) });
    expect(stale).toMatchObject({ ok: false, failure: { code: "changed-on-disk" } });
    expect(budgetIn(plan)).toBe(60_000);
  });

  const address = (): string => `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;

  describe("refuses, whatever a page in it would try,", () => {
    const fetched = (url: string): Promise<string> =>
      page.evaluate(
        (where) =>
          fetch(where).then(
            (reply) => String(reply.status),
            () => "refused",
          ),
        url,
      );

    it("Node, Electron, and settings that would give them", async () => {
      expect(
        await page.evaluate(() =>
          ["require", "process", "module", "global", "Buffer", "electron"].filter((word) => word in window),
        ),
      ).toEqual([]);
      expect(await page.evaluate(() => Object.keys((window as unknown as Bridged).pastApril).sort())).toEqual([
        "call",
        "offerDropped",
        "onEvent",
        "openDropped",
        "openWindow",
      ]);
      const preferences = await app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
          getLastWebPreferences: () => Record<string, unknown> | null;
        };
        const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
          contents.getLastWebPreferences() ?? {};
        return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
      });
      expect(preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
      });
      expect(preferences.webviewTag ?? false).toBe(false);
    });

    it("every address but its own files", async () => {
      expect(await fetched(address())).toBe("refused");
      expect(await fetched("file:///etc/passwd")).toBe("refused");
      expect(["refused", "404"]).toContain(await fetched("app://other/index.html"));
      for (const path of [
        "../../etc/passwd",
        "%2e%2e/package.json",
        "..%2fpackage.json",
        "assets/../../package.json",
        "package.json",
      ])
        expect([path, await fetched(`app://past-april/${path}`)]).toEqual([path, "404"]);
      const socket = await page.evaluate(
        (where) =>
          new Promise((resolve) => {
            try {
              const opened = new WebSocket(where);
              opened.onopen = () => resolve("open");
              opened.onerror = () => resolve("refused");
            } catch {
              resolve("refused");
            }
          }),
        address().replace("http", "ws"),
      );
      expect(socket).toBe("refused");
    });

    it("new windows, frames, and scripts that are not its own", async () => {
      expect(await page.evaluate((where) => window.open(where) === null, address())).toBe(true);
      await page.evaluate((where) => {
        for (const kind of ["iframe", "webview", "object", "embed"]) {
          const frame = document.createElement(kind);
          frame.setAttribute(kind === "object" ? "data" : "src", where);
          document.body.append(frame);
        }
        const script = document.createElement("script");
        script.textContent = "window.foreign = true";
        document.head.append(script);
        const link = document.createElement("a");
        link.href = where;
        link.target = "_blank";
        document.body.append(link);
        link.click();
      }, address());
      expect(await page.evaluate(() => "foreign" in window)).toBe(false);
      // By a timer: what the debugger itself evaluates may do more than a page may.
      await page.evaluate(() => {
        const later = Reflect.get(window, "setTimeout") as (script: string) => void;
        later("window.foreign = true");
        return new Promise((resolve) => setTimeout(resolve, 100));
      });
      expect(await page.evaluate(() => "foreign" in window)).toBe(false);
      expect(
        await app.evaluate(({ BrowserWindow, webContents }) => [
          BrowserWindow.getAllWindows().length,
          webContents.getAllWebContents().filter((contents) => contents.getType() === "webview").length,
        ]),
      ).toEqual([1, 0]);
      await page.evaluate(() =>
        document.querySelectorAll("iframe, webview, object, embed").forEach((frame) => frame.remove()),
      );
    });

    it("every permission", async () => {
      for (const permission of ["notifications", "geolocation", "camera", "microphone", "clipboard-read", "midi"]) {
        expect([
          permission,
          await page.evaluate(
            (asked) =>
              navigator.permissions.query({ name: asked as PermissionName }).then(
                ({ state }) => state,
                () => "refused",
              ),
            permission,
          ),
        ]).toEqual([permission, expect.stringMatching(/^(denied|refused)$/)]);
      }
      expect(await page.evaluate(() => Notification.requestPermission())).toBe("denied");
      expect(
        await page.evaluate(() =>
          navigator.mediaDevices.getUserMedia({ audio: true }).then(
            () => "granted",
            () => "refused",
          ),
        ),
      ).toBe("refused");
      expect(
        await page.evaluate(() =>
          navigator.mediaDevices.getDisplayMedia({ video: true }).then(
            () => "granted",
            () => "refused",
          ),
        ),
      ).toBe("refused");
    });

    it("operations it does not know, files that nobody chose, and files that a page made up", async () => {
      expect(await call("readFile", "/etc/passwd")).toMatchObject({
        ok: false,
        failure: { code: "unknown-operation" },
      });
      expect(await call("__proto__", null)).toMatchObject({ ok: false, failure: { code: "unknown-operation" } });
      expect(await call("openPlan", { document: "../../etc/passwd" })).toMatchObject({
        ok: false,
        failure: { code: "invalid-input" },
      });
      expect(await call("savePlan", { document: "file-of-nobody", text: "{}", expectedHash: null })).toEqual({
        ok: false,
        failure: { code: "not-chosen" },
      });
      const made = await page.evaluate(async () => {
        const { openDropped, offerDropped } = (window as unknown as Bridged).pastApril;
        const file = new File(["{}"], "/etc/passwd.json");
        return [await openDropped(file).catch(() => "refused"), await offerDropped(file).catch(() => "refused")];
      });
      expect(JSON.stringify(made)).not.toContain('"ok":true');
    });
  });

  it("asks before it closes with unsaved work: going back keeps it, saving saves it and then closes", async () => {
    await changeBudget();
    const before = budgetIn(second);
    await answer(2);
    const close = (): Promise<void> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    await close();
    await page.getByText("unsaved changes").first().waitFor();
    expect(budgetIn(second)).toBe(before);
    await shoot("kept-open");
    await answer(0);
    const ended = new Promise<number | null>((resolve) => app.process().once("exit", resolve));
    await close().catch(() => undefined);
    expect(await ended).toBe(0);
    expect(budgetIn(second)).toBeGreaterThan(before);
  });

  it("closes without saving when told to, and starts again with nothing of it", async () => {
    await start();
    await upToDate();
    await changeBudget();
    await answer(1);
    const ended = new Promise<number | null>((resolve) => app.process().once("exit", resolve));
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close()).catch(() => undefined);
    expect(await ended).toBe(0);
    expect(budgetIn(plan)).toBe(60_000);
    await start();
    await upToDate();
    expect(await page.getByRole("region", { name: "Unsaved work" }).count()).toBe(0);
    expect(errors).toEqual([]);
  });

  // Last: Playwright waits for ever for a navigation that was refused, so the page is asked through its window.
  it("stays where it is, whatever address its page leads to, and has asked nobody for anything in all this time", async () => {
    const inPage = (script: string): Promise<unknown> =>
      app.evaluate(
        ({ BrowserWindow }, words) =>
          BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(words) as Promise<unknown>,
        script,
      );
    for (const where of [address(), "file:///etc/passwd", "https://example.com/", "app://other/"]) {
      await inPage(`void (location.href = ${JSON.stringify(where)})`);
      await inPage("new Promise((resolve) => setTimeout(resolve, 300))");
      expect(await inPage("location.href")).toBe("app://past-april/");
    }
    expect(outsideAsked).toBe(0);
    const tried = [
      address(),
      address().replace("http", "ws"),
      "file:///etc/passwd",
      "https://example.com/",
      "app://other/",
    ];
    expect(
      requests.filter(
        (url) =>
          !/^(app:\/\/past-april\/|blob:app:\/\/past-april\/|data:)/.test(url) &&
          !tried.some((one) => url.startsWith(one)),
      ),
    ).toEqual([]);
    await app.evaluate(({ app: program }) => program.exit(0)).catch(() => undefined);
  });
}

describe("the desktop app in a real window", () => {
  if (!("missing" in runtime)) windowTests(runtime);
  // Skipped only where neither runtime can be had; the reason is `missing`, which .ci/run prints as a banner.
  else it("is tried where an Electron can be had", (test) => test.skip(runtime.missing));
});
