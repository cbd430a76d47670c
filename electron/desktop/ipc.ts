import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import { grant, refuse } from "#shared/host/client.ts";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { serveHost } from "#shared/host/serve.ts";
import type { WindowHost } from "#electron/host/machine.ts";
import { DROP_CHANNEL, DROP_USAGE_CHANNEL, EVENT_CHANNEL, HOST_CHANNEL, WINDOW_CHANNEL } from "./channels.ts";
import { APP_ORIGIN } from "./protocol.ts";

/** What a window answers its page with. */
export interface PageParts extends WindowHost {
  /** Names a plan that was dropped on the window; null: the file is no plan by its name. */
  readonly chooseDropped: (path: string) => string | null;
}

/**
 * Answers the pages: the operations of the contract, and files that were dropped on them. `partsOf`: the window of a page, by
 * the id of its contents. Nobody else is answered.
 */
export function serveIpc(partsOf: (contents: number) => PageParts | null, openWindow: () => void): void {
  const serve = (channel: string, answer: (parts: PageParts, ...words: readonly unknown[]) => unknown): void =>
    ipcMain.handle(channel, (event, ...words: unknown[]) => {
      const parts = isOurPage(event) ? partsOf(event.sender.id) : null;
      return parts === null
        ? refuse({ code: "unexpected", message: "the sender is not the main frame of the app" })
        : answer(parts, ...words);
    });
  serve(HOST_CHANNEL, ({ host }, operation, input) => serveHost(host, operation, input));
  serve(DROP_CHANNEL, ({ host, chooseDropped }, path) => {
    const document = typeof path === "string" ? chooseDropped(path) : null;
    return document === null ? refuse({ code: "not-chosen" }) : serveHost(host, "openPlan", { document });
  });
  serve(DROP_USAGE_CHANNEL, ({ offerUsage }, path) =>
    typeof path === "string" && path !== "" ? grant(offerUsage(path)) : refuse({ code: "not-chosen" }),
  );
  serve(WINDOW_CHANNEL, () => {
    openWindow();
    return grant(null);
  });
}

/** Sends the page a menu command or of a plan that was opened from outside. */
export function sendToPage(contents: WebContents, event: HostEvent): void {
  contents.send(EVENT_CHANNEL, event);
}

/** The top frame of a window that shows the app; not a frame within it, not another address. */
function isOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${APP_ORIGIN}/`);
}
