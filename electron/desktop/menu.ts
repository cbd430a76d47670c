import { app, Menu, type MenuItemConstructorOptions } from "electron";
import type { HostInput, MenuCommand } from "#shared/host/contract.ts";

/** The menu of the window: each entry is a command to the page. Undo and Redo name what they would do. */
export function setMenu(
  { undo, redo }: Pick<HostInput<"windowState">, "undo" | "redo">,
  run: (command: MenuCommand) => void,
): void {
  const entry = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => run(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const isMac = process.platform === "darwin";
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: "appMenu" } satisfies MenuItemConstructorOptions] : []),
    {
      label: "&File",
      submenu: [
        entry("New plan", "new", "CmdOrCtrl+N"),
        entry("Open…", "open", "CmdOrCtrl+O"),
        ...(isMac
          ? [
              {
                role: "recentDocuments",
                submenu: [{ role: "clearRecentDocuments" }],
              } satisfies MenuItemConstructorOptions,
            ]
          : []),
        separator,
        entry("Save", "save", "CmdOrCtrl+S"),
        entry("Save as…", "save-as", "CmdOrCtrl+Shift+S"),
        entry("Earlier versions…", "versions"),
        entry("Export…", "export", "CmdOrCtrl+E"),
        separator,
        { role: isMac ? "close" : "quit" },
      ],
    },
    {
      label: "&Edit",
      submenu: [
        { ...entry(undo === null ? "Undo" : `Undo: ${undo}`, "undo", "CmdOrCtrl+Z"), enabled: undo !== null },
        { ...entry(redo === null ? "Redo" : `Redo: ${redo}`, "redo", "CmdOrCtrl+Shift+Z"), enabled: redo !== null },
        separator,
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "selectAll" },
        separator,
        entry("Find an input, a workload or a command…", "palette", "CmdOrCtrl+K"),
      ],
    },
    {
      label: "F&orecast",
      submenu: [entry("Run", "run", "CmdOrCtrl+Enter"), entry("Stop", "cancel", "CmdOrCtrl+.")],
    },
    {
      label: "&View",
      submenu: [
        { role: "zoomIn" },
        { role: "zoomOut" },
        { role: "resetZoom" },
        { role: "togglefullscreen" },
        ...(app.isPackaged ? [] : [{ role: "toggleDevTools" } satisfies MenuItemConstructorOptions]),
      ],
    },
    { role: "help", submenu: [entry("About Past April", "about")] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
