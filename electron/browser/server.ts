import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Host } from "#shared/host/client.ts";
import type { HostEvent } from "#shared/host/contract.ts";
import { serveHost } from "#shared/host/serve.ts";
import { decodeWire, encodeWire, excessOf } from "#shared/host/wire.ts";
import { isOwnConnection } from "./connectionOwner.ts";
import { listSiteFiles } from "#electron/host/site/siteFiles.ts";
import { SECURITY_HEADERS } from "#electron/host/site/pageHeaders.ts";

/** Most bytes of a request: an exported file, with room for what is said of it. */
const MOST_BODY_BYTES = 70_000_000;
/**
 * Most values in the JSON of a request: a workbook of a hundred thousand rows. Each takes a hundred times its room in
 * memory.
 */
const MOST_VALUES = 1_000_000;
/**
 * Too many bytes or values are content that is too large (RFC 9110, 15.5.14). A depth that no page sends is no size but a malformed
 * request, however short it is (15.5.1).
 */
const EXCESS_STATUS = { size: 413, values: 413, depth: 400 } as const;
/** After the last window has gone, so long is left for it to come back: a reload is no end. */
const RETURN_MS = 4_000;

const ANSWERED = null;
type Answer = number | typeof ANSWERED;

/** The app for browser windows of this machine and this user. */
export interface LoopbackServer {
  /** The address of the app. Whoever knows it may use it: it is printed for the user alone. */
  readonly address: string;
  /**
   * An address that leads there once, and only a browser of this user. It may stand on a command line, where other
   * users of this machine can read it.
   */
  readonly ticket: () => string;
  /** Whether a page is open, by its key. */
  readonly isOpen: (page: string) => boolean;
  /** How many pages have come so far. */
  readonly pageCount: () => number;
  readonly send: (event: HostEvent) => void;
  /** Resolves after the last window has been closed, or the server has. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

export interface LoopbackParts {
  /** Folder of the built screen. */
  readonly site: string;
  readonly host: Host;
  readonly returnMs?: number;
  /** Whether a connection comes from a program of this very user. */
  readonly isOwn?: (connection: Socket) => boolean;
  /** A ticket was refused: it had been used before, or whoever brought it is not known to be this user. */
  readonly onTicketRefused?: () => void;
}

/**
 * Serves the app on 127.0.0.1, at a port and under a token that nobody can guess. A request must come for this very
 * address, from this very page: a foreign Host (DNS rebinding), a foreign Origin (another site in the same browser) and
 * a wrong token are refused.
 */
export async function serveLoopback({
  site,
  host,
  returnMs = RETURN_MS,
  isOwn = isOwnConnection,
  onTicketRefused = () => undefined,
}: LoopbackParts): Promise<LoopbackServer> {
  const files = listSiteFiles(site);
  const token = randomBytes(32).toString("base64url");
  const tickets = new Set<string>();
  const pages = new Map<string, ServerResponse>();
  let pageCount = 0;
  let leaving: NodeJS.Timeout | null = null;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));

  const server = createServer({ requestTimeout: 60_000 }, (request, response) => {
    answer(request, response).then(
      (status) => {
        if (status !== ANSWERED) refuse(response, status);
      },
      () => {
        if (response.headersSent) response.destroy();
        else refuse(response, 400);
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0, exclusive: true }, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the loopback server has no port");
  const authority = `127.0.0.1:${bound.port}`;
  const origin = `http://${authority}`;

  /** What stands in the way of a request, as an HTTP status; or it has been answered. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<Answer> {
    if (request.headers.host !== authority) return 403;
    const from = request.headers.origin;
    if (from !== undefined && from !== origin) return 403;
    const [, first, ...rest] = (request.url ?? "").split("?")[0]!.split("/");
    if (request.method === "GET" && first === "open") return redeem(rest[0] ?? "", request, response);
    if (!isToken(first ?? "", token)) return 403;
    // A page of another site may lead here by a link, and learn nothing; it may not load or call anything.
    const site = request.headers["sec-fetch-site"];
    if (site === "cross-site" || site === "same-site") return 403;
    // Without the slash the addresses in the page would lead past the token.
    if ((request.method === "GET" || request.method === "HEAD") && rest.length === 0)
      return lead(response, `/${token}/`);
    if (request.method === "GET" || request.method === "HEAD") return sendFile(rest.join("/"), request, response);
    if (request.method !== "POST") return 405;
    // A browser names the origin of every POST, so whoever does not is no page of ours.
    if (from === undefined) return 403;
    const [kind, name] = rest;
    if (rest.length !== 2 || name === undefined) return 404;
    if (kind === "host") return call(decodeURIComponent(name), request, response);
    if (kind === "page") return hold(name, request, response);
    return 404;
  }

  function redeem(ticket: string, request: IncomingMessage, response: ServerResponse): Answer {
    // Asked first: another user who brings the ticket does not spend it.
    if (tickets.has(ticket) && isOwn(request.socket)) {
      tickets.delete(ticket);
      // A browser takes a redirect for the other page's own doing; a page of ours that leads on is ours.
      if (request.headers["sec-fetch-site"] !== "cross-site") return lead(response, `/${token}/`);
      response
        .writeHead(200, {
          ...SECURITY_HEADERS,
          "content-type": "text/html; charset=utf-8",
          "cache-control": "no-store",
        })
        .end(leadingPage(`/${token}/`));
      return ANSWERED;
    }
    onTicketRefused();
    response
      .writeHead(403, {
        ...SECURITY_HEADERS,
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        connection: "close",
      })
      .end(REFUSED_TICKET);
    return ANSWERED;
  }

  function lead(response: ServerResponse, location: string): Answer {
    response.writeHead(303, { ...SECURITY_HEADERS, location, "cache-control": "no-store" }).end();
    return ANSWERED;
  }

  function sendFile(address: string, request: IncomingMessage, response: ServerResponse): Answer {
    const file = files.get(address === "" ? "index.html" : address);
    if (file === undefined) return 404;
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      "content-type": file.mediaType,
      "cache-control": file.isImmutable ? "private, max-age=31536000, immutable" : "no-store",
    });
    response.end(request.method === "HEAD" ? undefined : file.read());
    return ANSWERED;
  }

  async function call(operation: string, request: IncomingMessage, response: ServerResponse): Promise<Answer> {
    if (request.headers["content-type"] !== "application/octet-stream") return 415;
    const body = await readBody(request);
    const excess = body === null ? "size" : excessOf(body, MOST_VALUES);
    if (body === null || excess !== null) return EXCESS_STATUS[excess ?? "size"];
    const reply = encodeWire(await serveHost(host, operation, decodeWire(body, textOf)), (text) => Buffer.from(text));
    response
      .writeHead(200, { ...SECURITY_HEADERS, "content-type": "application/octet-stream", "cache-control": "no-store" })
      .end(reply);
    return ANSWERED;
  }

  function hold(page: string, request: IncomingMessage, response: ServerResponse): Answer {
    if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/.test(page)) return 400;
    if (leaving !== null) clearTimeout(leaving);
    leaving = null;
    pageCount++;
    pages.get(page)?.end();
    pages.set(page, response);
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      "content-type": "application/x-ndjson",
      "cache-control": "no-store",
    });
    response.flushHeaders();
    request.socket.setTimeout(0);
    response.on("close", () => {
      if (pages.get(page) === response) pages.delete(page);
      if (pages.size > 0 || leaving !== null) return;
      leaving = setTimeout(end, returnMs);
    });
    return ANSWERED;
  }

  return {
    address: `${origin}/${token}/`,
    ticket: () => {
      const ticket = randomBytes(32).toString("base64url");
      tickets.add(ticket);
      return `${origin}/open/${ticket}`;
    },
    isOpen: (page) => pages.has(page),
    pageCount: () => pageCount,
    send: (event) => pages.forEach((page) => page.write(`${JSON.stringify(event)}\n`)),
    ended,
    close: async () => {
      if (leaving !== null) clearTimeout(leaving);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      end();
    },
  };
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

function refuse(response: ServerResponse, status: number): void {
  // The connection ends: what is left of a refused request is not read.
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    connection: "close",
  });
  response.end(`${status}\n`);
}

function isToken(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Null: it is too large, by its own word or as it comes. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers["content-length"] ?? 0) > MOST_BODY_BYTES) return null;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function textOf(utf8: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(utf8);
}
