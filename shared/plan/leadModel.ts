import type { ResolvedRoute } from "./resolved.ts";
import type { Route } from "#shared/plan/schema/plan.ts";

/** Branches whose shares differ by no more are equal: thirds are written as decimals. */
const EQUAL_SHARES = 1e-9;

/**
 * The lead model of a route (MODEL.md 3.2): that of its first step; of a choice the first step of the branch with the
 * largest share, the first of equals. Demand answers to its price, and a cap is measured by its attempts.
 */
export function leadModel(route: Route | ResolvedRoute): string {
  if ("bestOf" in route) return route.model;
  if ("steps" in route) return route.steps[0]!;
  const branches = "choose" in route ? route.choose : route.branches;
  const shares = branches.map(({ upTo }, i) => upTo - (i === 0 ? 0 : branches[i - 1]!.upTo));
  const largest = Math.max(...shares);
  return branches[shares.findIndex((share) => share > largest - EQUAL_SHARES)]!.steps[0]!;
}
