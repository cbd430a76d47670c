import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { recordCompiled, type ContractRecord } from "./contractRecord.ts";
import type { EnginePort } from "./port.ts";
import { createKnownYears, PlanBeyondNumbers, simulateChunk } from "./simulate.ts";

/** The whole engine worker, wherever it runs. */
export function serveEngine(port: EnginePort): void {
  const plans = new Map<number, { readonly plan: ResolvedPlan; readonly compiled: CompiledForecast }>();
  const years = createKnownYears();
  port.onMessage((request) => {
    const { job } = request;
    try {
      switch (request.type) {
        case "plan":
          plans.set(job, {
            plan: request.plan,
            compiled: compilePlan(request.plan, request.seed, request.twinEvery),
          });
          return;
        case "run": {
          const known = plans.get(job);
          if (known === undefined) {
            port.post({ type: "cancelled", job }, []);
            return;
          }
          const chunk = simulateChunk(known.compiled, request.firstTrial, request.endTrial, years);
          port.post({ type: "chunk", job, chunk }, [
            bufferOf(chunk.columns),
            bufferOf(chunk.sums),
            bufferOf(chunk.twinSpend),
          ]);
          return;
        }
        case "record": {
          const known = plans.get(job);
          if (known === undefined) {
            port.post({ type: "cancelled", job }, []);
            return;
          }
          const record = recordCompiled(known.plan, known.compiled, request.trials);
          port.post({ type: "record", job, piece: request.piece, record }, buffersOf(record));
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

function buffersOf({ seats, commitments }: ContractRecord): ArrayBuffer[] {
  return [
    ...seats.flatMap(({ granted, drawn, overage, over, days }) => [granted, drawn, overage, over, days].flat()),
    ...commitments.flatMap(({ left, dryDay, beyond, lost, covered }) => [...left, dryDay, beyond, lost, covered]),
  ].map(bufferOf);
}
