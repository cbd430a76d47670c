import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import { grant, refuse, type Host } from "#shared/host/client.ts";
import type { OfferedUsage } from "#shared/host/contract.ts";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { serveHost } from "#shared/host/serve.ts";
import { DROP_CHANNEL, DROP_USAGE_CHANNEL, EVENT_CHANNEL, HOST_CHANNEL } from "./channels.ts";
import { APP_ORIGIN } from "./protocol.ts";

/** Answers the page: the operations of the contract, and files that were dropped on it. Nobody else is answered. */
export function serveIpc(
  host: Host,
  chooseDropped: (path: string) => string | null,
  offerUsage: (path: string) => OfferedUsage,
): void {
  ipcMain.handle(HOST_CHANNEL, (event, operation: unknown, input: unknown) => {
    if (!isOurPage(event))
      return refuse({ code: "unexpected", message: "the sender is not the main frame of the app" });
    return serveHost(host, operation, input);
  });
  ipcMain.handle(DROP_CHANNEL, (event, path: unknown) => {
    if (!isOurPage(event))
      return refuse({ code: "unexpected", message: "the sender is not the main frame of the app" });
    const document = typeof path === "string" ? chooseDropped(path) : null;
    return document === null ? refuse({ code: "not-chosen" }) : serveHost(host, "openPlan", { document });
  });
  ipcMain.handle(DROP_USAGE_CHANNEL, (event, path: unknown) => {
    if (!isOurPage(event))
      return refuse({ code: "unexpected", message: "the sender is not the main frame of the app" });
    return typeof path === "string" && path !== "" ? grant(offerUsage(path)) : refuse({ code: "not-chosen" });
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
