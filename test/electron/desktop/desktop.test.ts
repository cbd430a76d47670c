import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { aFolder, ROOT } from "#test/shared/host/transports.ts";
import { bootMain, type BootedMain, type BootParts } from "./bootMain.ts";

/** The desktop shell as its user meets it: the built main process, with a recorder in Electron's place. */
const PAGE = "app://past-april/";
const PLAN = readFileSync(join(ROOT, "test/fixtures/plans/smallTeam.json"), "utf8");
const folders: (() => void)[] = [];
let data = "";
let plan = "";

beforeEach(() => {
  const made = aFolder();
  folders.push(made.remove);
  data = join(made.path, "data");
  plan = join(made.path, "Team.pastapril");
  writeFileSync(plan, PLAN);
});
afterAll(() => folders.forEach((remove) => remove()));

const boot = (parts: Omit<BootParts, "data"> = {}): Promise<BootedMain> => bootMain({ data, ...parts });

/** What the page was told to open. */
const opened = ({ told }: BootedMain): string[] =>
  (told() as { type: string; document?: string }[]).flatMap(({ type, document }) =>
    type === "open" && document !== undefined ? [document] : [],
  );

async function planOf({ ask }: BootedMain, document: string): Promise<unknown> {
  const reply = (await ask("host", PAGE, "openPlan", { document })) as {
    ok: boolean;
    value?: { name: string; text: string };
  };
  return reply.value;
}

const change = ({ ask }: BootedMain, unsaved: boolean): Promise<unknown> =>
  ask("host", PAGE, "windowState", {
    title: "Team – Past April",
    unsaved: unsaved ? "page-1" : null,
    undo: unsaved ? "change adoption" : null,
    redo: null,
  });

describe("opening", () => {
  it("shows the plan that the program was started with, among other words and from any folder", async () => {
    const main = await boot({ words: ["--enable-logging", plan] });
    const info = (await main.ask("host", PAGE, "hostInfo", null)) as {
      value: { startup: { document: string; name: string } };
    };
    expect(info.value.startup.name).toBe("Team.pastapril");
    expect(await planOf(main, info.value.startup.document)).toMatchObject({ text: PLAN });
    expect(main.asked.recent).toEqual([plan]);
  });

  it("hands the plan of a second start to the window that is there, and comes to the front", async () => {
    const main = await boot();
    main.app.emit("second-instance", {}, ["past-april", "--flag", "Team.pastapril"], join(plan, ".."));
    const [document] = opened(main);
    expect(await planOf(main, document!)).toMatchObject({ name: "Team.pastapril", text: PLAN });
    expect(main.asked.windows).toHaveLength(1);
    expect(main.window.focused).toBe(1);
    main.app.emit("second-instance", {}, ["past-april", "notes.txt"], "/");
    expect(opened(main)).toHaveLength(1);
    expect(main.window.focused).toBe(2);
  });

  it("ends at once where a window is open already: that one is told", async () => {
    const main = await boot({ given: { isFirst: false } });
    expect(main.asked.hasQuit).toBe(true);
    expect(main.asked.windows).toEqual([]);
  });

  it("opens what is double-clicked on a Mac, before the window is there and after", async () => {
    let getReady: () => void = () => undefined;
    const main = await boot({ given: { ready: new Promise((resolve) => (getReady = resolve)) } });
    let prevented = 0;
    const event = { preventDefault: () => prevented++ };
    main.app.emit("open-file", event, plan);
    expect(main.asked.windows).toEqual([]);
    getReady();
    await expect.poll(() => main.asked.windows.length).toBe(1);
    expect(await main.ask("host", PAGE, "hostInfo", null)).toMatchObject({
      value: { startup: { name: "Team.pastapril" } },
    });
    main.app.emit("open-file", event, plan);
    expect(opened(main)).toHaveLength(1);
    expect(prevented).toBe(2);
  });

  it("opens a dropped file only when it is a plan by its name", async () => {
    const main = await boot();
    const stranger = join(plan, "..", "id_rsa");
    writeFileSync(stranger, "secret");
    expect(await main.ask("host-drop", PAGE, plan)).toMatchObject({ ok: true, value: { name: "Team.pastapril" } });
    expect(await main.ask("host-drop", PAGE, stranger)).toEqual({ ok: false, failure: { code: "not-chosen" } });
    expect(await main.ask("host-drop", PAGE, { path: plan })).toEqual({ ok: false, failure: { code: "not-chosen" } });
  });

  it("lists what was opened among the recent plans, of its own and of the system", async () => {
    const main = await boot();
    await main.ask("host-drop", PAGE, plan);
    expect(main.asked.recent).toEqual([plan]);
    const again = await boot();
    expect(await again.ask("host", PAGE, "hostInfo", null)).toMatchObject({
      value: { recent: [{ name: "Team.pastapril", missing: false }] },
    });
  });
});

describe("several windows", () => {
  const said = (name: string | null, unsaved: string | null, undo: string | null = null): object => ({
    title: name === null ? "Past April" : `${name} – Past April`,
    unsaved,
    undo,
    redo: null,
  });
  const fileMenu = ({ asked }: BootedMain): { label?: string; click?: () => void }[] =>
    (asked.menu as { submenu: { label?: string; click?: () => void }[] }[]).flatMap(({ submenu }) => submenu);
  const pressNewWindow = (main: BootedMain): void =>
    fileMenu(main).find(({ label }) => label === "New window")!.click!();
  const undoEntry = (main: BootedMain): string | undefined =>
    fileMenu(main).find(({ label }) => label?.startsWith("Undo") === true)?.label;
  const recovery = (key: string, name: string): object => ({
    key,
    name,
    document: null,
    fileName: null,
    baseHash: null,
    text: PLAN,
  });
  const listed = async (main: BootedMain, at: number, page: string): Promise<string[]> => {
    const reply = (await main.askIn(main.asked.windows[at]!, "host", "listRecoveries", { page })) as {
      value: { name: string }[];
    };
    return reply.value.map(({ name }) => name);
  };

  it("open beside one another, from the menu and from a page, each on the start page", async () => {
    const screen = { workArea: { x: 0, y: 0, width: 2560, height: 1400 } };
    const main = await boot({ words: [plan], given: { displays: [screen] } });
    pressNewWindow(main);
    await main.askIn(main.window, "host-window");
    expect(main.asked.windows.map(({ address }) => address)).toEqual([PAGE, PAGE, PAGE]);
    expect(main.asked.windows[1]!.options).toMatchObject({ x: 32, y: 32, width: 1440, height: 900 });
    expect(await main.askIn(main.asked.windows[1]!, "host", "hostInfo", null)).toMatchObject({
      value: { startup: null },
    });
    expect(await main.ask("host", PAGE, "hostInfo", null)).toMatchObject({
      value: { startup: { name: "Team.pastapril" } },
    });
  });

  it("show a plan opened from outside in a window of its own, where the one in front has a plan", async () => {
    const main = await boot();
    await main.ask("host", PAGE, "windowState", said("Team", null));
    main.app.emit("second-instance", {}, ["past-april", plan], "/");
    expect(main.asked.windows).toHaveLength(2);
    expect(opened(main)).toEqual([]);
    expect(await main.askIn(main.asked.windows[1]!, "host", "hostInfo", null)).toMatchObject({
      value: { startup: { name: "Team.pastapril" } },
    });
  });

  it("show it in the window in front, where that is on the start page", async () => {
    const main = await boot();
    await main.ask("host", PAGE, "windowState", said(null, null));
    main.app.emit("second-instance", {}, ["past-april", plan], "/");
    expect(main.asked.windows).toHaveLength(1);
    expect(opened(main)).toHaveLength(1);
  });

  it("have the menu of the window in front, and its commands go there", async () => {
    const main = await boot();
    await main.ask("host", PAGE, "windowState", said("Team", "page-1", "change adoption"));
    pressNewWindow(main);
    const [first, second] = main.asked.windows;
    expect(undoEntry(main)).toBe("Undo");
    await main.askIn(second!, "host", "windowState", said("Other", "page-2", "change the budget"));
    await main.ask("host", PAGE, "windowState", said("Team", "page-1", "change growth"));
    expect(undoEntry(main)).toBe("Undo: change the budget");
    fileMenu(main).find(({ label }) => label === "Save")!.click!();
    expect(second!.webContents.sent).toEqual([["host-event", { type: "command", command: "save" }]]);
    first!.focus();
    expect(undoEntry(main)).toBe("Undo: change growth");
    expect([first!.title, second!.title]).toEqual(["Team – Past April", "Other – Past April"]);
  });

  it("ask about unsaved work each for itself, and keep what the other has", async () => {
    const main = await boot();
    pressNewWindow(main);
    const [first, second] = main.asked.windows;
    for (const [at, key] of [
      [0, "page-1"],
      [1, "page-2"],
    ] as const) {
      await main.askIn(main.asked.windows[at]!, "host", "keepRecovery", recovery(key, `Plan of ${key}`));
      await main.askIn(main.asked.windows[at]!, "host", "windowState", said(`Plan of ${key}`, key));
    }
    // Work in a window that is open is nobody else's to offer.
    expect(await listed(main, 0, "page-1")).toEqual([]);
    main.dialog.choice = 1;
    first!.close();
    expect(main.dialog.shown.map(({ message }) => message)).toEqual([
      "Plan of page-1 – Past April: save what changed?",
    ]);
    expect([first!.isClosed, second!.isClosed]).toEqual([true, false]);
    expect(readdirSync(join(data, "recovery"))).toEqual(["page-2.json"]);
    // The window in front is gone: commands go to the one that is left, and a closed page is answered no more.
    expect(undoEntry(main)).toBe("Undo");
    expect(await main.askIn(first!, "host", "hostInfo", null)).toMatchObject({ ok: false });
  });

  it("offer what a window had that failed and was loaded again, under another key", async () => {
    const main = await boot();
    await main.ask("host", PAGE, "keepRecovery", recovery("page-1", "Team"));
    await main.ask("host", PAGE, "windowState", said("Team", "page-1"));
    main.window.webContents.emit("render-process-gone", {}, { reason: "crashed" });
    expect(await listed(main, 0, "page-1b")).toEqual(["Team"]);
  });
});

describe("the menu", () => {
  const entries = ({ asked }: BootedMain): { label?: string; enabled?: boolean; click?: () => void }[] =>
    (asked.menu as { submenu: { label?: string; enabled?: boolean; click?: () => void }[] }[]).flatMap(
      ({ submenu }) => submenu,
    );

  it("names what Undo and Redo would do, and offers neither where there is nothing", async () => {
    const main = await boot();
    const undoAndRedo = () =>
      entries(main)
        .filter(({ label }) => /^(Undo|Redo)/.test(label ?? ""))
        .map(({ label, enabled }) => [label, enabled]);
    expect(undoAndRedo()).toEqual([
      ["Undo", false],
      ["Redo", false],
    ]);
    await main.ask("host", PAGE, "windowState", {
      title: "Team",
      unsaved: "page-1",
      undo: "change adoption",
      redo: "read Team.pastapril again",
    });
    expect(undoAndRedo()).toEqual([
      ["Undo: change adoption", true],
      ["Redo: read Team.pastapril again", true],
    ]);
  });

  it("tells the page what was chosen: each entry a command of its own", async () => {
    const main = await boot();
    const commands = entries(main).flatMap(({ click, label }) => {
      if (click === undefined || label === "New window") return [];
      click();
      return [(main.told().at(-1) as { command: string }).command];
    });
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands).toEqual(
      expect.arrayContaining([
        "new",
        "open",
        "save",
        "save-as",
        "versions",
        "export",
        "undo",
        "redo",
        "palette",
        "preferences",
        "guide",
        "run",
        "cancel",
        "about",
      ]),
    );
  });
});

describe("the window", () => {
  const screen = { workArea: { x: 0, y: 0, width: 2560, height: 1400 } };
  const keep = (place: object): void => {
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, "window.json"), JSON.stringify(place));
  };

  it("opens where it was last, as large as it was", async () => {
    const first = await boot({ given: { displays: [screen] } });
    expect(first.window.options).toMatchObject({ width: 1440, height: 900, minWidth: 1024, minHeight: 700 });
    first.window.place = { x: 300, y: 200, width: 1600, height: 1000 };
    first.window.wasMaximized = true;
    first.window.close();
    const second = await boot({ given: { displays: [screen] } });
    expect(second.window.options).toMatchObject({ x: 300, y: 200, width: 1600, height: 1000 });
    expect(second.window.wasMaximized).toBe(true);
  });

  it.each([
    ["on a screen that is gone", { x: 5000, y: 100, width: 1440, height: 900, isMaximized: false }],
    ["nowhere: the note is no note", { x: "here" }],
  ])("opens as at first where it last was %s", async (_, place) => {
    keep(place);
    const main = await boot({ given: { displays: [screen] } });
    expect(main.window.options).not.toHaveProperty("x");
    expect(main.window.options).toMatchObject({ width: 1440, height: 900 });
  });

  it("is shown when it is drawn, and takes its title from the page's word, not from its document", async () => {
    const { window, ask } = await boot();
    expect(window.isShown).toBe(false);
    window.emit("ready-to-show");
    expect(window.isShown).toBe(true);
    let isPrevented = false;
    window.emit("page-title-updated", { preventDefault: () => (isPrevented = true) });
    expect(isPrevented).toBe(true);
    await ask("host", PAGE, "windowState", { title: "Team – Past April", unsaved: "page-1", undo: null, redo: null });
    expect([window.title, window.isEdited]).toEqual(["Team – Past April", true]);
  });

  it("is opened again by itself after its page failed, not after it was closed", async () => {
    const { window, dialog } = await boot();
    window.webContents.emit("render-process-gone", {}, { reason: "clean-exit" });
    expect(window.reloads).toBe(0);
    window.webContents.emit("render-process-gone", {}, { reason: "crashed" });
    expect(dialog.shown.at(-1)).toMatchObject({ message: "The window failed." });
    expect(window.reloads).toBe(1);
  });
});

describe("closing", () => {
  /** A window with unsaved work that is kept for a crash. */
  async function unsaved(): Promise<BootedMain> {
    const main = await boot();
    await main.ask("host", PAGE, "keepRecovery", {
      key: "page-1",
      name: "Team",
      document: null,
      fileName: null,
      baseHash: null,
      text: PLAN,
    });
    await change(main, true);
    return main;
  }
  const kept = (): string[] => (existsSync(join(data, "recovery")) ? readdirSync(join(data, "recovery")) : []);

  it("asks nothing where nothing is unsaved", async () => {
    const main = await boot();
    await change(main, true);
    await change(main, false);
    main.window.close();
    expect([main.dialog.shown.length, main.window.isClosed]).toEqual([0, true]);
  });

  it("asks before unsaved work is lost; going back keeps the window and the work", async () => {
    const main = await unsaved();
    main.dialog.choice = 2;
    main.window.close();
    expect(main.dialog.shown).toMatchObject([
      { message: "Team – Past April: save what changed?", buttons: ["Save", "Close without saving", "Go back"] },
    ]);
    expect([main.window.isClosed, kept().length]).toEqual([false, 1]);
  });

  it("saves first when asked to: the page saves, and then closes without another question", async () => {
    const main = await unsaved();
    main.dialog.choice = 0;
    main.window.close();
    expect(main.window.isClosed).toBe(false);
    expect(main.told()).toContainEqual({ type: "command", command: "save-and-close" });
    await main.ask("host", PAGE, "closeWindow", null);
    expect([main.dialog.shown.length, main.window.isClosed]).toEqual([1, true]);
  });

  it("lets the work go when told to, plan and portfolio, but not what was set aside for it before", async () => {
    const main = await unsaved();
    for (const key of ["page-1-1", "page-1-portfolio"])
      await main.ask("host", PAGE, "keepRecovery", {
        key,
        name: "Another",
        document: null,
        fileName: null,
        baseHash: null,
        text: PLAN,
      });
    main.dialog.choice = 1;
    main.window.close();
    expect([main.window.isClosed, kept()]).toEqual([true, ["page-1-1.json"]]);
  });
});
