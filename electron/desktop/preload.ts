import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { DROP_CHANNEL, DROP_USAGE_CHANNEL, EVENT_CHANNEL, HOST_CHANNEL, WINDOW_CHANNEL } from "./channels.ts";

contextBridge.exposeInMainWorld("pastApril", {
  call: (operation: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(HOST_CHANNEL, operation, input),
  // The path is taken from the file itself, which only a drop can make: the page cannot name one.
  openDropped: (file: File): Promise<unknown> => ipcRenderer.invoke(DROP_CHANNEL, webUtils.getPathForFile(file)),
  offerDropped: (file: File): Promise<unknown> => ipcRenderer.invoke(DROP_USAGE_CHANNEL, webUtils.getPathForFile(file)),
  openWindow: (): void => void ipcRenderer.invoke(WINDOW_CHANNEL),
  onEvent: (listener: (event: HostEvent) => void): (() => void) => {
    const hear = (_: unknown, event: HostEvent): void => listener(event);
    ipcRenderer.on(EVENT_CHANNEL, hear);
    return () => ipcRenderer.off(EVENT_CHANNEL, hear);
  },
});
