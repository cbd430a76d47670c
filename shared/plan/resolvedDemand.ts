import type { ResolvedWander } from "./resolved.ts";
import type { Wander, Workload } from "./schema/plan.ts";

const NO_WANDER: Wander = { monthlySd: 0, persistence: 0 };

/** A wander with its defaults: of a known size, begun with the year, without a limit. */
export function wanderOf(wander: Wander = NO_WANDER): ResolvedWander {
  const { monthlySd, persistence, sdSpread = 0, age = 0, most = Infinity } = wander;
  return { monthlySd, persistence, sdSpread, age, lnMost: Math.log(most) };
}

/** How uneven days are beyond chance; by default not at all. */
export function dispersionOf({ dispersion = 0 }: Workload["demand"]): number {
  return dispersion;
}
