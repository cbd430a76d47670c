import { app, type Session, type WebContents } from "electron";
import { APP_ORIGIN } from "./protocol.ts";

/** Nothing that a page could ask of a browser is granted, and no request leaves the app. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  // Dictionaries of the spelling checker would come from the network.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOurs(url) }));
  session.on("will-download", (event) => event.preventDefault());
}

/** No page leads anywhere: not this one, not a new window, not a frame within it. */
export function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  const stay = (details: { readonly url: string; preventDefault(): void }): void => {
    if (!details.url.startsWith(`${APP_ORIGIN}/`)) details.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => event.preventDefault());
}

/** Hardens whatever page the program ever makes, also one that nobody thought of. */
export function hardenEverything(): void {
  app.enableSandbox();
  app.on("web-contents-created", (_event, contents) => hardenContents(contents));
}

/** Pages of the app, and what they make in memory; the developer tools while the app is not packaged. */
function isOurs(url: string): boolean {
  return (
    url.startsWith(`${APP_ORIGIN}/`) ||
    url.startsWith(`blob:${APP_ORIGIN}/`) ||
    url.startsWith("data:") ||
    (!app.isPackaged && url.startsWith("devtools:"))
  );
}
