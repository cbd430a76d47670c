import { leadModel } from "#shared/plan/leadModel.ts";
import type { ResolvedAttemptCap, ResolvedPolicy, ResolvedRoute, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { CompiledAttempt, CompiledAttemptCap, CompiledPolicy } from "./compiled.ts";
import { compileRoute } from "#shared/engine/route/compileRoute.ts";
import type { CompiledRoute } from "#shared/engine/route/routeGrid.ts";
import { slotsWithTail } from "./slots.ts";

/** Compiles the policies of a workload, in the order of their days. */
export function compilePolicies(
  workload: ResolvedWorkload,
  policies: ResolvedWorkload["policies"],
  attempts: readonly CompiledAttempt[],
): CompiledPolicy[] {
  const indexOf = (id: string): number => workload.attempts.findIndex(({ modelId }) => modelId === id);
  const compiledRoute = (route: ResolvedRoute, cap: CompiledAttemptCap | null): CompiledRoute =>
    compileRoute({
      route,
      indexOf,
      byEffort: attempts.map(({ byEffort }) => byEffort),
      names: attempts.map(({ name }) => name),
      groups: attempts.map(({ group }) => group),
      fallbackAttempt: cap?.fallback ?? -1,
      isCapped: cap !== null,
      acrossModels: workload.acrossModels,
      sameModel: workload.sameModel,
    });
  return policies.map(({ fromDay, route, attemptCap, monthCap, userCap }) => {
    const cap = attemptCap === null ? null : compileCap(attemptCap, indexOf);
    const main = compiledRoute(route, cap);
    const fallback = monthCap === null || monthCap.fallback === null ? null : compiledRoute(monthCap.fallback, cap);
    const userFallback = userCap === null || userCap.fallback === null ? null : compiledRoute(userCap.fallback, cap);
    return {
      fromDay,
      route: main,
      slots: slotsWithTail(main, cap, attempts),
      lead: indexOf(leadModel(route)),
      cap,
      monthCap,
      fallback,
      fallbackSlots: fallback === null ? [] : slotsWithTail(fallback, cap, attempts),
      userCap,
      userFallback,
      userFallbackSlots: userFallback === null ? [] : slotsWithTail(userFallback, cap, attempts),
    };
  });
}

function compileCap(cap: ResolvedAttemptCap, indexOf: (modelId: string) => number): CompiledAttemptCap {
  return {
    inTokens: cap.unit === "tokens",
    amount: cap.amount,
    approval: cap.approval,
    partial: cap.partial,
    fallback: cap.fallbackModel === null ? -1 : indexOf(cap.fallbackModel),
  };
}

/** Most attempts that a task can take under any of the policies, those after a stop by the cap included. */
export function mostAttempts(policies: readonly ResolvedPolicy[]): number {
  const most = policies.map(
    ({ route, attemptCap }) => slotsOf(route) * ((attemptCap?.fallbackModel ?? null) === null ? 1 : 2),
  );
  return Math.max(1, ...most);
}

function slotsOf(route: ResolvedRoute): number {
  switch (route.kind) {
    case "steps":
      return route.steps.length;
    case "bestOf":
      return route.bestOf;
    case "choose":
      return Math.max(...route.branches.map(({ steps }) => steps.length));
    default:
      throw new Error(`no slots for ${route satisfies never}`);
  }
}
