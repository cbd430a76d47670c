import type { Expectation, Observation } from "./expectation.ts";

/**
 * Run-to-run variance of each observation in this expectation: Poisson arrivals, uneven days, the spread of a task's cost, the chance of
 * an outcome.
 */
export function runVariance({ workloads }: Expectation, observed: readonly Observation[]): Float64Array {
  return Float64Array.from(observed, ({ kind, of, month, tasks }) => {
    const own = workloads[of]!;
    switch (kind) {
      case "tasks":
        return 1 / (Math.max(tasks, own.tasks[month]!) + 0.5) + own.dayVariance[month]!;
      case "cost":
        return own.costVariance[month]! / tasks;
      case "spend":
        return (1 + own.costVariance[month]!) / Math.max(1, own.tasks[month]!) + own.dayVariance[month]!;
      case "outcomes": {
        const p = Math.min(1 - 1e-3, Math.max(1e-3, own.right[month]!));
        return 1 / (tasks * p * (1 - p) + 0.5);
      }
      case "fixed":
        return 0;
      default:
        throw new Error(`no variance for ${kind satisfies never}`);
    }
  });
}
