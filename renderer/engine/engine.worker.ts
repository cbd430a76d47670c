import type { EngineReply, EngineRequest } from "#shared/engine/port.ts";
import { serveEngine } from "#shared/engine/serve.ts";

/**
 * The part of a dedicated worker's global that is needed: TypeScript has one library for pages and another for workers.
 */
interface WorkerPort {
  onmessage: ((event: MessageEvent<EngineRequest>) => void) | null;
  postMessage(reply: EngineReply, transfer: Transferable[]): void;
}

const port = self as unknown as WorkerPort;

serveEngine({
  onMessage: (listener) => (port.onmessage = ({ data }) => listener(data)),
  post: (reply, transfer) => port.postMessage(reply, [...transfer]),
});
