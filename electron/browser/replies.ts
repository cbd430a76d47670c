import type { ServerResponse } from "node:http";
import { SECURITY_HEADERS } from "#electron/host/site/pageHeaders.ts";
import type { SiteFile } from "#electron/host/site/siteFiles.ts";

/** What every answer but a file of the site says. */
const NOT_STORED = { ...SECURITY_HEADERS, "cache-control": "no-store" };

/** A refusal, as an HTTP status. The connection ends: what is left of a refused request is not read. */
export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...NOT_STORED, "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${status}\n`);
}

/** Leads the browser on. */
export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { ...NOT_STORED, location }).end();
}

/** A page that leads on: a browser takes a redirect for the doing of the page that it came from. */
export function sendLeadingPage(response: ServerResponse, address: string): void {
  response.writeHead(200, { ...NOT_STORED, "content-type": "text/html; charset=utf-8" }).end(leadingPage(address));
}

/** What the window shows whose ticket was refused. */
export function sendRefusedTicket(response: ServerResponse): void {
  response
    .writeHead(403, { ...NOT_STORED, "content-type": "text/html; charset=utf-8", connection: "close" })
    .end(REFUSED_TICKET);
}

/** A file of the built screen. */
export function sendFile(response: ServerResponse, file: SiteFile, isHead: boolean): void {
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    "content-type": file.mediaType,
    "cache-control": file.isImmutable ? "private, max-age=31536000, immutable" : "no-store",
  });
  response.end(isHead ? undefined : file.read());
}

/** The answer of the machine, in bytes. */
export function sendBytes(response: ServerResponse, bytes: Uint8Array): void {
  response.writeHead(200, { ...NOT_STORED, "content-type": "application/octet-stream" }).end(bytes);
}

/** Begins an answer that goes on as long as the page is open: an event a line. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, { ...NOT_STORED, "content-type": "application/x-ndjson" });
  response.flushHeaders();
}

/** A page that leads to another at once. `address` comes unescaped: it is one of ours. */
export function leadingPage(address: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Past April</title><meta http-equiv="refresh" content="0;url=${address}">\n`;
}

/** What the window shows whose ticket was refused: the one place where a page of the server speaks by itself. */
const REFUSED_TICKET = `<!doctype html><meta charset="utf-8"><title>Past April</title>
<h1>This address does not open Past April</h1>
<p>It opens one window, once, for the user who started Past April. The terminal in which it was started shows the address to use instead.</p>
`;
