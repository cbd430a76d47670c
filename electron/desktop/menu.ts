import { app, Menu, type MenuItemConstructorOptions } from "electron";
import type { HostInput } from "#shared/host/contract.ts";
import type { MenuCommand } from "#shared/host/shellEvents.ts";

type Entry = MenuItemConstructorOptions;
type Undoable = Pick<HostInput<"windowState">, "undo" | "redo">;
/** An entry that is a command to the page. */
type MakeEntry = (label: string, command: MenuCommand, accelerator?: string) => Entry;

const SEPARATOR: Entry = { type: "separator" };
const IS_MAC = process.platform === "darwin";

/** The menu of the window in front: each entry is a command to its page, but the one that opens another window. Undo and Redo name what they would do. */
export function setMenu(undoable: Undoable, run: (command: MenuCommand) => void, openWindow: () => void): void {
  const entry: MakeEntry = (label, command, accelerator) => ({
    label,
    click: () => run(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const template: Entry[] = [
    ...(IS_MAC ? [{ role: "appMenu" } satisfies Entry] : []),
    fileMenu(entry, openWindow),
    editMenu(entry, undoable),
    {
      label: "F&orecast",
      submenu: [entry("Run", "run", "CmdOrCtrl+Enter"), entry("Stop", "cancel", "CmdOrCtrl+.")],
    },
    viewMenu(),
    { role: "help", submenu: [entry("Guide", "guide"), entry("About Past April", "about")] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function fileMenu(entry: MakeEntry, openWindow: () => void): Entry {
  const recent: Entry = { role: "recentDocuments", submenu: [{ role: "clearRecentDocuments" }] };
  return {
    label: "&File",
    submenu: [
      entry("New plan", "new", "CmdOrCtrl+N"),
      { label: "New window", accelerator: "CmdOrCtrl+Shift+N", click: openWindow },
      entry("Open…", "open", "CmdOrCtrl+O"),
      ...(IS_MAC ? [recent] : []),
      SEPARATOR,
      entry("Save", "save", "CmdOrCtrl+S"),
      entry("Save as…", "save-as", "CmdOrCtrl+Shift+S"),
      entry("Earlier versions…", "versions"),
      entry("Export…", "export", "CmdOrCtrl+E"),
      SEPARATOR,
      { role: IS_MAC ? "close" : "quit" },
    ],
  };
}

function editMenu(entry: MakeEntry, { undo, redo }: Undoable): Entry {
  return {
    label: "&Edit",
    submenu: [
      { ...entry(undo === null ? "Undo" : `Undo: ${undo}`, "undo", "CmdOrCtrl+Z"), enabled: undo !== null },
      { ...entry(redo === null ? "Redo" : `Redo: ${redo}`, "redo", "CmdOrCtrl+Shift+Z"), enabled: redo !== null },
      SEPARATOR,
      { role: "cut" },
      { role: "copy" },
      { role: "paste" },
      { role: "selectAll" },
      SEPARATOR,
      entry("Find an input, a workload or a command…", "palette", "CmdOrCtrl+K"),
      entry("Preferences…", "preferences", "CmdOrCtrl+Shift+,"),
    ],
  };
}

function viewMenu(): Entry {
  return {
    label: "&View",
    submenu: [
      { role: "zoomIn" },
      { role: "zoomOut" },
      { role: "resetZoom" },
      { role: "togglefullscreen" },
      ...(app.isPackaged ? [] : [{ role: "toggleDevTools" } satisfies Entry]),
    ],
  };
}
