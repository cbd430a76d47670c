import type { HostCall } from "#shared/host/client.ts";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { decodeWire, encodeWire } from "#shared/host/wire.ts";

/**
 * From this many bytes on a body goes as a Blob, which Chromium hands over at twice the speed of an array (measured).
 */
const LARGE_BODY = 1_000_000;

/** The loopback server that served this page. Addresses are relative: the token is part of the page's own. */
export const callLoopback: HostCall = async (operation, input) => {
  const body = encodeWire(input, (text) => new TextEncoder().encode(text));
  const response = await fetch(`host/${encodeURIComponent(operation)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: body.length < LARGE_BODY ? body : new Blob([body]),
  });
  return decodeWire(new Uint8Array(await response.arrayBuffer()), (utf8) => new TextDecoder().decode(utf8));
};

/**
 * Holds a stream open for as long as the page lives: by it the server knows that the page is there, and ends after the
 * last one. What comes down the stream is events, one a line.
 */
export async function followLoopback(page: string, onEvent: (event: HostEvent) => void): Promise<void> {
  const response = await fetch(`page/${page}`, { method: "POST" });
  if (response.body === null) return;
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") onEvent(JSON.parse(line) as HostEvent);
  }
}
