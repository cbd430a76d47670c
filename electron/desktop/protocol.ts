import { protocol, type Session } from "electron";
import { SECURITY_HEADERS } from "#electron/host/site/pageHeaders.ts";
import { listSiteFiles } from "#electron/host/site/siteFiles.ts";

export const APP_ORIGIN = "app://past-april";

/** Names the app's own scheme. Before the app is ready: the rights of a scheme are fixed then. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built screen under the app's scheme instead of file:, whose pages may read the disk. */
export function serveAppScheme(session: Session, site: string): void {
  const files = listSiteFiles(site);
  session.protocol.handle("app", (request) => {
    const { origin, pathname } = partsOf(request.url);
    const file = origin === APP_ORIGIN ? files.get(pathname === "/" ? "index.html" : pathname.slice(1)) : undefined;
    if (file === undefined || request.method !== "GET")
      return new Response("404\n", { status: 404, headers: SECURITY_HEADERS });
    return new Response(new Uint8Array(file.read()), {
      headers: { ...SECURITY_HEADERS, "content-type": file.mediaType },
    });
  });
}

function partsOf(url: string): { readonly origin: string; readonly pathname: string } {
  const { protocol: scheme, host, pathname } = new URL(url);
  return { origin: `${scheme}//${host}`, pathname };
}
