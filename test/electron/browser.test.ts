import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveLoopback, type LoopbackServer } from "../../electron/browser.ts";
import type { Machine } from "../../electron/host/machineHost.ts";
import { aFolder, aMachine, aSite } from "../shared/host/transports.ts";

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
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A request as any program on this machine could send it. */
function ask({ method = "POST", path = `/${token}/host/hostInfo`, headers = {}, body = "null" }: Asked): Promise<Answered> {
  const own = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, "content-type": "application/octet-stream" };
  const sent = Object.fromEntries(Object.entries({ ...own, ...headers }).filter(([, value]) => value !== ""));
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method, path, headers: sent, setHost: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }));
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
    for (const host of ["evil.example", `evil.example:${port}`, `localhost:${port}`, "127.0.0.1", `127.0.0.1:${port + 1}`]) {
      expect(await statusOf({ headers: { host } })).toBe(403);
      expect(await statusOf({ method: "GET", path: `/${token}/`, headers: { host, origin: "" } })).toBe(403);
    }
  });

  it("refuses a foreign Origin, and a call that names none", async () => {
    for (const origin of ["https://evil.example", "null", `http://localhost:${port}`, `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`]) {
      expect(await statusOf({ headers: { origin } })).toBe(403);
    }
    expect(await statusOf({ headers: { origin: "" } })).toBe(403);
  });

  it("refuses what another site's page loads, by the browser's own word", async () => {
    for (const site of ["cross-site", "same-site"]) {
      expect(await statusOf({ method: "GET", path: `/${token}/`, headers: { origin: "", "sec-fetch-site": site } })).toBe(403);
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
    expect(await statusOf({ path: `/${token}/host/%` })).toBe(400);
    expect(await statusOf({ method: "PUT" })).toBe(405);
    expect(await statusOf({ method: "PATCH" })).toBe(405);
    expect(await statusOf({ path: `/${token}/other/x` })).toBe(404);
    expect(await statusOf({ path: `/${token}/page/..%2fx` })).toBe(400);
    // What a form of another site could send without asking first.
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"]) expect(await statusOf({ headers: { "content-type": type } })).toBe(415);
  });

  it("refuses an unknown operation, in words", async () => {
    const { status, text } = await ask({ path: `/${token}/host/readFile`, body: '{"path":"/etc/passwd"}' });
    expect([status, JSON.parse(text)]).toEqual([200, { ok: false, failure: { code: "unknown-operation", operation: "readFile" } }]);
  });

  it("serves the build and nothing beside it, however the path is written", async () => {
    const get = (path: string): Promise<Answered> => ask({ method: "GET", path: `/${token}/${path}`, headers: { origin: "" } });
    expect((await get("index.html")).status).toBe(200);
    for (const path of ["../secret.json", "..%2fsecret.json", "assets/../../secret.json", "%2e%2e/secret.json", "..\\secret.json", "//etc/passwd", "assets", "assets/notes.unknown"]) {
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
    expect((await ask({ method: "GET", path: `/${token}/${script}`, headers: { origin: "" } })).headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect((await ask({ path: `/${token}/host/hostInfo` })).headers["cache-control"]).toBe("no-store");
  });

  it("opens to a ticket once", async () => {
    const path = new URL(server.ticket()).pathname;
    const first = await ask({ method: "GET", path, headers: { origin: "" } });
    expect([first.status, first.headers["location"]]).toEqual([303, `/${token}/`]);
    expect(await statusOf({ method: "GET", path, headers: { origin: "" } })).toBe(403);
    expect(await statusOf({ method: "GET", path: "/open/", headers: { origin: "" } })).toBe(403);
  });

  it("ends after its last page has gone, and not between a page and its reload", async () => {
    const own = await serveLoopback({ site: aSite(folder.path), host: machine.host, returnMs: 400 });
    let hasEnded = false;
    void own.ended.then(() => (hasEnded = true));
    const open = async (page: string): Promise<AbortController> => {
      const leave = new AbortController();
      await fetch(`${own.address}page/${page}`, { method: "POST", headers: { origin: new URL(own.address).origin }, signal: leave.signal });
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
