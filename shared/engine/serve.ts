import { compilePlan } from "#shared/engine/compile/compile.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import type { EnginePort } from "./port.ts";
import { PlanBeyondNumbers, simulateChunk } from "./simulate.ts";

/** The whole engine worker, wherever it runs. */
export function serveEngine(port: EnginePort): void {
  const plans = new Map<number, CompiledForecast>();
  port.onMessage((request) => {
    const { job } = request;
    try {
      switch (request.type) {
        case "plan":
          plans.set(job, compilePlan(request.plan, request.seed, request.twinEvery));
          return;
        case "run": {
          const plan = plans.get(job);
          if (plan === undefined) {
            port.post({ type: "cancelled", job, firstTrial: request.firstTrial }, []);
            return;
          }
          const chunk = simulateChunk(plan, request.firstTrial, request.endTrial);
          port.post({ type: "chunk", job, chunk }, [
            bufferOf(chunk.columns),
            bufferOf(chunk.sums),
            bufferOf(chunk.twinSpend),
          ]);
          return;
        }
        case "cancel":
          plans.delete(job);
          return;
        default:
          throw new Error(`no such request: ${request satisfies never}`);
      }
    } catch (error) {
      port.post(
        {
          type: "failed",
          job,
          message: error instanceof Error ? error.message : String(error),
          ...(error instanceof PlanBeyondNumbers ? { isPlanInvalid: true } : {}),
        },
        [],
      );
    }
  });
}

/** The buffer of an array that the engine has just made: never shared. */
function bufferOf(array: Float64Array): ArrayBuffer {
  return array.buffer as ArrayBuffer;
}
