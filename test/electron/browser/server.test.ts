import { execFile } from "node:child_process";
import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveLoopback, type LoopbackServer } from "#electron/browser/server.ts";
import { ownerIn } from "#electron/browser/connectionOwner.ts";
import type { Machine } from "#electron/host/machine.ts";
import { aFolder, aMachine, aSite } from "#test/shared/host/transports.ts";

const folder = aFolder();
let machine: Machine;
let server: LoopbackServer;
let port = 0;
let token = "";

beforeAll(async () => {
  machine = aMachine(folder.path, null);
  server = await serveLoopback({ site: aSite(folder.path), host: machine.host, returnMs: 50 });
  const address = new URL(server.address);
  port = Number(address.port);
  token = address.pathname.split("/")[1]!;
});
afterAll(async () => {
  await server.close();
  await machine.close();
  folder.remove();
});

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

interface Answered {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A request as any program on this machine could send it. */
function ask({
  method = "POST",
  path = `/${token}/host/hostInfo`,
  headers = {},
  body = "null",
}: Asked): Promise<Answered> {
  const own = {
    host: `127.0.0.1:${port}`,
    origin: `http://127.0.0.1:${port}`,
    "content-type": "application/octet-stream",
  };
  const sent = Object.fromEntries(Object.entries({ ...own, ...headers }).filter(([, value]) => value !== ""));
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method, path, headers: sent, setHost: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    asked.on("error", reject);
    asked.end(method === "GET" || method === "HEAD" ? undefined : body);
  });
}

const statusOf = async (asked: Asked): Promise<number> => (await ask(asked)).status;

describe("the loopback server", () => {
  it("answers its own page", async () => {
    const { status, text } = await ask({});
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ ok: true, value: { shell: "browser" } });
  });

  it("listens on 127.0.0.1 alone, at a port and under a token that are new each time", async () => {
    expect(new URL(server.address).hostname).toBe("127.0.0.1");
    expect(token).toMatch(/^[\w-]{43}$/);
    const second = await serveLoopback({ site: aSite(folder.path), host: machine.host });
    expect(new URL(second.address).port).not.toBe(String(port));
    expect(second.address).not.toContain(token);
    await second.close();
  });

  it("refuses a foreign Host: another name that leads here is DNS rebinding", async () => {
    for (const host of [
      "evil.example",
      `evil.example:${port}`,
      `localhost:${port}`,
      "127.0.0.1",
      `127.0.0.1:${port + 1}`,
    ]) {
      expect(await statusOf({ headers: { host } })).toBe(403);
      expect(await statusOf({ method: "GET", path: `/${token}/`, headers: { host, origin: "" } })).toBe(403);
    }
  });

  it("refuses a foreign Origin, and a call that names none", async () => {
    for (const origin of [
      "https://evil.example",
      "null",
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port + 1}`,
    ]) {
      expect(await statusOf({ headers: { origin } })).toBe(403);
    }
    expect(await statusOf({ headers: { origin: "" } })).toBe(403);
  });

  it("refuses what another site's page loads, by the browser's own word", async () => {
    for (const site of ["cross-site", "same-site"]) {
      expect(
        await statusOf({ method: "GET", path: `/${token}/`, headers: { origin: "", "sec-fetch-site": site } }),
      ).toBe(403);
    }
  });

  it("refuses a wrong token, for calls and for files", async () => {
    const wrong = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    for (const one of [wrong, "", token.slice(1), `${token}x`, "open"]) {
      expect(await statusOf({ path: `/${one}/host/hostInfo` })).toBe(403);
      expect(await statusOf({ method: "GET", path: `/${one}/index.html`, headers: { origin: "" } })).toBe(403);
    }
  });

  it("refuses a body that is too large: by its word before it comes, and by its bytes when it lies", async () => {
    expect(await statusOf({ headers: { "content-length": "70000001" }, body: "null" })).toBe(413);
    const lied = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      let heard = "";
      const head = `POST /${token}/host/hostInfo HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: http://127.0.0.1:${port}\r\ncontent-type: application/octet-stream\r\ntransfer-encoding: chunked\r\n\r\n`;
      const chunk = `${(1 << 20).toString(16)}\r\n${" ".repeat(1 << 20)}\r\n`;
      socket.write(head);
      for (let i = 0; i < 90; i++) socket.write(chunk);
      socket.on("data", (part) => {
        heard += part.toString();
        socket.destroy();
      });
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(heard));
    });
    expect(lied).toContain("HTTP/1.1 413");
  });

  it("refuses what is not JSON, other methods, other paths, other content", async () => {
    expect(await statusOf({ body: "{" })).toBe(400);
    expect(await statusOf({ body: "[".repeat(200_000) })).toBe(400);
    // Well formed, but deeper than anything a page sends.
    expect(await statusOf({ body: `${"[".repeat(101)}${"]".repeat(101)}` })).toBe(400);
    expect(await statusOf({ path: `/${token}/host/%` })).toBe(400);
    expect(await statusOf({ method: "PUT" })).toBe(405);
    expect(await statusOf({ method: "PATCH" })).toBe(405);
    expect(await statusOf({ path: `/${token}/other/x` })).toBe(404);
    expect(await statusOf({ path: `/${token}/page/..%2fx` })).toBe(400);
    // What a form of another site could send without asking first.
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"])
      expect(await statusOf({ headers: { "content-type": type } })).toBe(415);
  });

  it("refuses an unknown operation, in words", async () => {
    const { status, text } = await ask({ path: `/${token}/host/readFile`, body: '{"path":"/etc/passwd"}' });
    expect([status, JSON.parse(text)]).toEqual([
      200,
      { ok: false, failure: { code: "unknown-operation", operation: "readFile" } },
    ]);
  });

  it("serves the build and nothing beside it, however the path is written", async () => {
    const get = (path: string): Promise<Answered> =>
      ask({ method: "GET", path: `/${token}/${path}`, headers: { origin: "" } });
    expect((await get("index.html")).status).toBe(200);
    for (const path of [
      "../secret.json",
      "..%2fsecret.json",
      "assets/../../secret.json",
      "%2e%2e/secret.json",
      "..\\secret.json",
      "//etc/passwd",
      "assets",
      "assets/notes.unknown",
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  it("gives each file its media type and a policy without unsafe words; the page itself is never kept", async () => {
    const page = await ask({ method: "GET", path: `/${token}/`, headers: { origin: "" } });
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.headers["cache-control"]).toBe("no-store");
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toMatch(/https?:|\*/);
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
    expect(page.headers["referrer-policy"]).toBe("no-referrer");
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page.text)?.[1] ?? "";
    expect(
      (await ask({ method: "GET", path: `/${token}/${script}`, headers: { origin: "" } })).headers["content-type"],
    ).toBe("text/javascript; charset=utf-8");
    expect((await ask({ path: `/${token}/host/hostInfo` })).headers["cache-control"]).toBe("no-store");
  });

  it("opens to a ticket once", async () => {
    const path = new URL(server.ticket()).pathname;
    const first = await ask({ method: "GET", path, headers: { origin: "" } });
    expect([first.status, first.headers["location"]]).toEqual([303, `/${token}/`]);
    expect(await statusOf({ method: "GET", path, headers: { origin: "" } })).toBe(403);
    expect(await statusOf({ method: "GET", path: "/open/", headers: { origin: "" } })).toBe(403);
  });

  it("opens to no ticket of another user, whose asking does not spend it; a refused window says why", async () => {
    let owns = false;
    let refused = 0;
    const own = await serveLoopback({
      site: aSite(folder.path),
      host: machine.host,
      isOwn: () => owns,
      onTicketRefused: () => refused++,
    });
    const ticket = own.ticket();
    const stolen = await fetch(ticket, { redirect: "manual" });
    expect([stolen.status, stolen.headers.get("location"), refused]).toEqual([403, null, 1]);
    expect(await stolen.text()).toContain("The terminal in which it was started shows the address to use instead.");
    owns = true;
    expect((await fetch(ticket)).url).toBe(own.address);
    expect((await fetch(ticket)).status).toBe(403);
    expect(refused).toBe(2);
    await own.close();
  });

  it.runIf(process.platform === "linux" && process.getuid?.() === 0)(
    "knows another user's connection from this one's",
    async () => {
      const script = `fetch(process.argv[1]).then((answer) => console.log(answer.status, answer.redirected))`;
      const as = (user: number, ticket: string): Promise<string> =>
        new Promise((resolve, reject) =>
          execFile(process.execPath, ["-e", script, ticket], { uid: user, gid: user, cwd: "/" }, (error, out) =>
            error === null ? resolve(out.trim()) : reject(new Error(`exit ${String(error.code)}`)),
          ),
        );
      // The Node of the packages may lie where another user may not go.
      const canRun = await as(65534, "http://127.0.0.1:9/").then(
        () => true,
        (error: unknown) => error instanceof Error && error.message === "exit 1",
      );
      if (!canRun) return;
      const ticket = server.ticket();
      expect(await as(65534, ticket)).toBe("403 false");
      expect(await as(0, ticket)).toBe("200 true");
    },
  );

  it("finds who owns a connection in the tables of Linux, also where a program speaks IPv6", () => {
    const head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    const line = (local: string, remote: string, owner: number): string =>
      `   1: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000  ${owner}        0 1515 1 00000000ee27c1ea 20 4 30 10 -1\n`;
    const table = `${head}${line("0100007F:1F90", "0100007F:C350", 0)}${line("0100007F:C350", "0100007F:1F90", 1001)}`;
    expect(ownerIn(table, 50_000, 8_080)).toBe(1001);
    expect(ownerIn(table, 50_001, 8_080)).toBeNull();
    expect(
      ownerIn(
        `${head}${line("0000000000000000FFFF00000100007F:C350", "0000000000000000FFFF00000100007F:1F90", 1002)}`,
        50_000,
        8_080,
      ),
    ).toBe(1002);
    expect(ownerIn(`${head}${line("0200007F:C350", "0100007F:1F90", 1001)}`, 50_000, 8_080)).toBeNull();
    expect(ownerIn("", 1, 2)).toBeNull();
  });

  it("leads to its page without the last slash as well", async () => {
    const { status, headers } = await ask({ method: "GET", path: `/${token}`, headers: { origin: "" } });
    expect([status, headers["location"]]).toEqual([303, `/${token}/`]);
  });

  it("refuses a request of more values than any page sends, before they fill the memory", async () => {
    const values = `[${"{},".repeat(1_200_000)}{}]`;
    expect(await statusOf({ body: values })).toBe(413);
    // Sixty million bytes of them, which are within the size of a request.
    const many = Buffer.alloc(60_000_000, "{},");
    many[0] = 0x5b;
    expect(await statusOf({ body: many })).toBe(413);
    // As many signs within a text are one value.
    expect(await statusOf({ body: JSON.stringify(values) })).toBe(200);
  });

  it("ends after its last page has gone, and not between a page and its reload", async () => {
    const own = await serveLoopback({ site: aSite(folder.path), host: machine.host, returnMs: 400 });
    let hasEnded = false;
    void own.ended.then(() => (hasEnded = true));
    const open = async (page: string): Promise<AbortController> => {
      const leave = new AbortController();
      await fetch(`${own.address}page/${page}`, {
        method: "POST",
        headers: { origin: new URL(own.address).origin },
        signal: leave.signal,
      });
      return leave;
    };
    const first = await open("one");
    expect(own.isOpen("one")).toBe(true);
    first.abort();
    const second = await open("two");
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([own.isOpen("one"), own.isOpen("two"), hasEnded]).toEqual([false, true, false]);
    second.abort();
    await own.ended;
    await own.close();
  });
});
