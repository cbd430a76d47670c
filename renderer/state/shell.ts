import type { App } from "./useApp.tsx";

/** Does what the shell's menu asks, and opens what is double-clicked. */
export function attachShell({ store, services, files, forecasts, shell }: App): () => void {
  return shell.onEvent((event) => {
    if (event.type === "open") {
      void files.openDocument(event.document);
      return;
    }
    const { undo, redo, goTo, closePlan, setPaletteOpen } = store.getState();
    switch (event.command) {
      case "new":
        closePlan();
        return;
      case "open":
        void files.open();
        return;
      case "save":
        void files.save();
        return;
      case "save-as":
        void files.saveAs();
        return;
      case "export":
        goTo("report");
        return;
      case "undo":
        undo();
        return;
      case "redo":
        redo();
        return;
      case "palette":
        setPaletteOpen(true);
        return;
      case "versions":
        store.getState().showDialog("versions");
        return;
      case "about":
        store.getState().showDialog("about");
        return;
      case "run":
        forecasts.run();
        return;
      case "cancel":
        forecasts.cancel();
        return;
      case "save-and-close":
        void files.save().then((saved) => (saved ? services.host.closeWindow(null) : undefined));
        return;
      default:
        throw new Error(`no such command: ${event.command satisfies never}`);
    }
  });
}
