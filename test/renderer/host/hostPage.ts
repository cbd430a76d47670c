import { connectHost, type ScreenHost } from "#renderer/host/connect.ts";

declare global {
  interface Window {
    screenHost: ScreenHost;
    dropped: Promise<unknown>;
  }
}

/** A page with nothing on it but the host: bundled and opened by `connect.test.ts`. */
window.screenHost = connectHost();
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const [item] = event.dataTransfer?.items ?? [];
  window.dropped = item === undefined ? Promise.resolve(null) : window.screenHost.openDropped(item);
});
