import { parentPort } from "node:worker_threads";
import { serveEngine } from "#shared/engine/serve.ts";

if (parentPort === null) throw new Error("engineWorker.ts runs in a worker thread");
const port = parentPort;

serveEngine({
  onMessage: (listener) => port.on("message", listener),
  post: (reply, transfer) => port.postMessage(reply, transfer),
});
