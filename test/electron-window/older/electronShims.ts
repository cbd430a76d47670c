import { app, type Session, type WebContents } from "electron";
import fs, { type Dirent } from "node:fs";
import { join } from "node:path";

/**
 * What the main process asks of Electron and of Node that Electron 22 has under another name or not at all. It stands
 * before the built main process, and only in this test.
 */

/** An answer as `protocol.handle` wants one: of the body's kinds, those that the product gives. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

// Called with `new`, a function that returns an object gives that object.
function answerOf(
  body: string | Uint8Array,
  { status = 200, headers = {} }: Partial<Omit<Answer, "body">> = {},
): Answer {
  return { status, headers, body };
}

interface OlderProtocol {
  readonly registerBufferProtocol: (
    scheme: string,
    handler: (request: { readonly url: string; readonly method: string }, answer: (response: object) => void) => void,
  ) => boolean;
}

type Handler = (request: { readonly url: string; readonly method: string }) => Answer | Promise<Answer>;

// protocol.handle came with Electron 25; its answers are those of fetch, which Node 16 has not.
function withHandle(session: Session): void {
  const older = session.protocol as unknown as OlderProtocol;
  const handle = (scheme: string, handler: Handler): void => {
    older.registerBufferProtocol(scheme, (request, answer) => {
      void Promise.resolve(handler(request)).then(({ status, headers, body }) => {
        answer({
          statusCode: status,
          headers,
          mimeType: headers["content-type"]?.split(";")[0] ?? "text/plain",
          charset: "utf-8",
          data: Buffer.from(body),
        });
      });
    });
  };
  Object.assign(session.protocol, { handle });
}

// will-navigate and its like told the address beside the event, not in it.
function withAddresses(contents: WebContents): void {
  const listen = contents.on.bind(contents) as (name: string, listener: (...words: unknown[]) => void) => WebContents;
  const withAddress = (name: string, listener: (...words: unknown[]) => void): WebContents =>
    ["will-navigate", "will-frame-navigate", "will-redirect"].includes(name)
      ? listen(name, (event, address, ...rest) =>
          listener(
            Object.assign(event as object, { url: (event as { url?: unknown }).url ?? address }),
            address,
            ...rest,
          ),
        )
      : listen(name, listener);
  Object.assign(contents, { on: withAddress });
}

Object.assign(globalThis, { Response: answerOf });
app.prependListener("web-contents-created", (_event: unknown, contents: WebContents) => withAddresses(contents));
app.on("session-created", withHandle);

// readdir knew neither whole trees nor where an entry lies.
const readdir = fs.readdirSync as unknown as (path: string, options?: unknown) => (string | Dirent)[];
function readTree(
  path: string,
  options?: { readonly recursive?: boolean; readonly withFileTypes?: boolean } | string | null,
): (string | Dirent)[] {
  if (typeof options !== "object" || options === null || options.recursive !== true) return readdir(path, options);
  const walk = (folder: string, within: string): (string | Dirent)[] =>
    (readdir(folder, { withFileTypes: true }) as Dirent[]).flatMap((entry) => {
      const below = entry.isDirectory() ? walk(join(folder, entry.name), join(within, entry.name)) : [];
      return [
        options.withFileTypes === true ? Object.assign(entry, { parentPath: folder }) : join(within, entry.name),
        ...below,
      ];
    });
  return walk(path, "");
}
Object.assign(fs, { readdirSync: readTree });
