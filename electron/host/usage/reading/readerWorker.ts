import { parentPort } from "node:worker_threads";
import type { ReaderReply, ReaderRequest } from "./readAside.ts";
import { formatOf, readPart, type Reading } from "./readUsage.ts";
import { reasonOf } from "./reasonOf.ts";
import { openPacker } from "./rowPackets.ts";
import type { UsagePart } from "./usageFiles.ts";

if (parentPort === null) throw new Error("readerWorker.ts runs in a worker thread");
const port = parentPort;

/** Packets on their way at most: who takes them may be the slower one, and a file is longer than the memory. */
const MOST_UNTAKEN = 8;
let untaken = 0;
let onTaken: (() => void) | null = null;

port.on("message", (request: ReaderRequest) => {
  if (request.type === "taken") {
    untaken--;
    onTaken?.();
    return;
  }
  read(request.part, request.reading).then(
    () => port.postMessage({ type: "done" } satisfies ReaderReply),
    (error: unknown) => port.postMessage({ type: "failed", reason: reasonOf(error) } satisfies ReaderReply),
  );
});

async function read(part: UsagePart, reading: Reading): Promise<void> {
  const packer = openPacker(formatOf(reading), (packet) => {
    untaken++;
    port.postMessage({ type: "packet", packet } satisfies ReaderReply, [packet.numbers.buffer]);
  });
  const pause = async (): Promise<void> => {
    packer.flush();
    while (untaken > MOST_UNTAKEN) await new Promise<void>((resolve) => (onTaken = resolve));
  };
  await readPart(part, reading, { ...packer, pause }, null);
  packer.flush();
}
