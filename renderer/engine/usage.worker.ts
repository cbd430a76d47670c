import { answerUsage } from "./answerUsage.ts";
import type { UsageAsk, UsageMessage } from "./usageMessages.ts";

/**
 * The part of a dedicated worker's global that is needed: TypeScript has one library for pages and another for workers.
 */
interface WorkerPort {
  onmessage: ((event: MessageEvent<UsageAsk>) => void) | null;
  postMessage(reply: UsageMessage): void;
}

const port = self as unknown as WorkerPort;

port.onmessage = ({ data: { job, question } }) => {
  try {
    port.postMessage({ job, answer: answerUsage(question) });
  } catch (error) {
    port.postMessage({ job, failed: error instanceof Error ? error.message : String(error) });
  }
};
