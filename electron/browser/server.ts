import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Host } from "#shared/host/client.ts";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { serveHost } from "#shared/host/serve.ts";
import { decodeWire, encodeWire, excessOf } from "#shared/host/wire.ts";
import { listSiteFiles } from "#electron/host/site/siteFiles.ts";
import { isOwnConnection } from "./connectionOwner.ts";
import { createOpenPages, type OpenPages } from "./pages.ts";
import { redirect, refuse, sendBytes, sendFile, sendLeadingPage, sendRefusedTicket } from "./replies.ts";

/** Most bytes of a request: an exported file, with room for what is said of it. */
const MOST_BODY_BYTES = 70_000_000;
/**
 * Most values in the JSON of a request: a workbook of a hundred thousand rows. Each takes a hundred times its room in
 * memory.
 */
const MOST_VALUES = 1_000_000;
/**
 * Too many bytes or values are content that is too large (RFC 9110, 15.5.14). A depth that no page sends is no size but
 * a malformed request, however short it is (15.5.1).
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
export async function serveLoopback(parts: LoopbackParts): Promise<LoopbackServer> {
  const pages = createOpenPages(parts.returnMs ?? RETURN_MS);
  const token = randomKey();
  const tickets = new Set<string>();
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<Answer> = () => Promise.resolve(503);
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
  const authority = `127.0.0.1:${await portOf(server)}`;
  answer = createRouter({ ...parts, authority, token, tickets, pages });
  return {
    address: `http://${authority}/${token}/`,
    ticket: () => {
      const ticket = randomKey();
      tickets.add(ticket);
      return `http://${authority}/open/${ticket}`;
    },
    isOpen: pages.isOpen,
    pageCount: pages.count,
    send: pages.send,
    ended: pages.ended,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      pages.end();
    },
  };
}

/** Starts to listen at a free port of 127.0.0.1. */
async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0, exclusive: true }, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the loopback server has no port");
  return bound.port;
}

/** What nobody can guess. */
function randomKey(): string {
  return randomBytes(32).toString("base64url");
}

interface RouterParts extends LoopbackParts {
  readonly authority: string;
  readonly token: string;
  /** Tickets that have not been used. */
  readonly tickets: Set<string>;
  readonly pages: OpenPages;
}

/** Answers each request, or says as an HTTP status what stands in its way. */
function createRouter(parts: RouterParts) {
  const files = listSiteFiles(parts.site);
  const { token, host, pages } = parts;
  return async (request: IncomingMessage, response: ServerResponse): Promise<Answer> => {
    if (!isFromHere(request, parts.authority)) return 403;
    const [, first = "", ...rest] = (request.url ?? "").split("?")[0]!.split("/");
    if (request.method === "GET" && first === "open") return redeem(rest[0] ?? "", request, response, parts);
    if (!isToken(first, token)) return 403;
    // A page of another site may lead here by a link, and learn nothing; it may not load or call anything.
    const site = request.headers["sec-fetch-site"];
    if (site === "cross-site" || site === "same-site") return 403;
    if (request.method === "GET" || request.method === "HEAD") {
      // Without the slash the addresses in the page would lead past the token.
      if (rest.length > 0) return sendSite(rest.join("/"), files, request, response);
      redirect(response, `/${token}/`);
      return ANSWERED;
    }
    return request.method === "POST" ? post(rest, request, response, { host, pages }) : 405;
  };
}

function sendSite(
  address: string,
  files: ReturnType<typeof listSiteFiles>,
  { method }: IncomingMessage,
  response: ServerResponse,
): Answer {
  const file = files.get(address === "" ? "index.html" : address);
  if (file === undefined) return 404;
  sendFile(response, file, method === "HEAD");
  return ANSWERED;
}

/** For this very address, and from a page of it or from no page: no foreign Host and no foreign Origin. */
function isFromHere({ headers }: IncomingMessage, authority: string): boolean {
  return headers.host === authority && (headers.origin === undefined || headers.origin === `http://${authority}`);
}

/** Takes a ticket, once, from a program of this user. */
function redeem(ticket: string, request: IncomingMessage, response: ServerResponse, parts: RouterParts): Answer {
  const { token, tickets, isOwn = isOwnConnection, onTicketRefused } = parts;
  // Asked first: another user who brings the ticket does not spend it.
  if (!tickets.has(ticket) || !isOwn(request.socket)) {
    onTicketRefused?.();
    sendRefusedTicket(response);
    return ANSWERED;
  }
  tickets.delete(ticket);
  // A browser takes a redirect for the other page's own doing; a page of ours that leads on is ours.
  if (request.headers["sec-fetch-site"] === "cross-site") sendLeadingPage(response, `/${token}/`);
  else redirect(response, `/${token}/`);
  return ANSWERED;
}

/** A request of a page: an operation of the machine, or to be held for events. */
async function post(
  path: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
  { host, pages }: Pick<RouterParts, "host" | "pages">,
): Promise<Answer> {
  // A browser names the origin of every POST, so whoever does not is no page of ours.
  if (request.headers.origin === undefined) return 403;
  const [kind, name] = path;
  if (path.length !== 2 || name === undefined) return 404;
  if (kind === "host") return call(decodeURIComponent(name), request, response, host);
  if (kind !== "page") return 404;
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/.test(name)) return 400;
  pages.hold(name, request, response);
  return ANSWERED;
}

async function call(
  operation: string,
  request: IncomingMessage,
  response: ServerResponse,
  host: Host,
): Promise<Answer> {
  if (request.headers["content-type"] !== "application/octet-stream") return 415;
  const body = await readBody(request);
  if (body === null) return EXCESS_STATUS.size;
  const excess = excessOf(body, MOST_VALUES);
  if (excess !== null) return EXCESS_STATUS[excess];
  const answer = await serveHost(host, operation, decodeWire(body, textOf));
  sendBytes(
    response,
    encodeWire(answer, (text) => Buffer.from(text)),
  );
  return ANSWERED;
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
