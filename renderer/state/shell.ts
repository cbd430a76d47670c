import type { MenuCommand } from "#shared/host/shellEvents.ts";
import type { App } from "./useApp.tsx";

/** Does what the shell's menu asks, and opens what is double-clicked. */
export function attachShell(app: App): () => void {
  return app.shell.onEvent((event) => {
    if (event.type === "open") void app.files.openDocument(event.document);
    else COMMANDS[event.command](app);
  });
}

const COMMANDS: Readonly<Record<MenuCommand, (app: App) => void>> = {
  new: ({ store }) => store.getState().closePlan(),
  open: ({ files }) => void files.open(),
  save: ({ files }) => void files.save(),
  "save-as": ({ files }) => void files.saveAs(),
  export: ({ store }) => store.getState().goTo("report"),
  undo: ({ store }) => store.getState().undo(),
  redo: ({ store }) => store.getState().redo(),
  palette: ({ store }) => store.getState().setPaletteOpen(true),
  versions: ({ store }) => store.getState().showDialog("versions"),
  preferences: ({ store }) => store.getState().showDialog("preferences"),
  guide: ({ store }) => store.getState().goTo("guide"),
  about: ({ store }) => store.getState().showDialog("about"),
  run: ({ forecasts }) => forecasts.run(),
  cancel: ({ forecasts }) => forecasts.cancel(),
  "save-and-close": ({ files, services }) =>
    void files.saveAll().then((saved) => (saved ? services.host.closeWindow(null) : undefined)),
};
