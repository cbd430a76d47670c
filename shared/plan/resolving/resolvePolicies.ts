import type { EpochDay } from "#shared/units.ts";
import { dayOfYear } from "./resolveContracts.ts";
import type {
  ResolvedAttemptCap,
  ResolvedMonthCap,
  ResolvedPolicy,
  ResolvedRoute,
  ResolvedSteps,
  ResolvedUserCap,
  ResolvedVerifier,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";
import type { AttemptCap, MonthCap, Route, UserCap, Verifier, Workload } from "#shared/plan/schema/plan.ts";

/** Routes and caps of a workload with every default filled in. */

const NEVER_FLAGS: ResolvedVerifier = { catches: 0, falseAlarms: 0, cost: 0 };

/**
 * The policies in force by first day: the plan's own, and the dated changes laid over it in the order of their dates,
 * those of one date in the order of the list. Changes of before the start are in force from day 0; changes after the
 * end never come.
 */
export function policiesOf(workload: Workload, start: EpochDay, end: EpochDay): ResolvedWorkload["policies"] {
  const own = {
    fromDay: 0,
    route: resolveRoute(workload.route),
    attemptCap: resolveAttemptCap(workload.attemptCap ?? null),
    monthCap: resolveMonthCap(workload.monthCap ?? null),
    userCap: resolveUserCap(workload.userCap ?? null),
  };
  const policies: (ResolvedPolicy & { readonly fromDay: number })[] = [own];
  // ISO dates sort as text; toSorted is stable, so changes of one date keep the order of the list.
  for (const { from, set } of (workload.changes ?? []).toSorted((one, other) =>
    one.from < other.from ? -1 : one.from > other.from ? 1 : 0,
  )) {
    const fromDay = dayOfYear(from, start);
    if (fromDay >= end - start) continue;
    const before = policies.at(-1)!;
    const policy = {
      fromDay,
      route: set.route === undefined ? before.route : resolveRoute(set.route),
      attemptCap: set.attemptCap === undefined ? before.attemptCap : resolveAttemptCap(set.attemptCap),
      monthCap: set.monthCap === undefined ? before.monthCap : resolveMonthCap(set.monthCap),
      userCap: set.userCap === undefined ? before.userCap : resolveUserCap(set.userCap),
    };
    if (before.fromDay === fromDay) policies.pop();
    policies.push(policy);
  }
  return policies;
}

function resolveVerifier(verifier: Verifier | undefined): ResolvedVerifier {
  return verifier === undefined
    ? NEVER_FLAGS
    : { catches: verifier.catches, falseAlarms: verifier.falseAlarms, cost: verifier.cost ?? 0 };
}

function resolveSteps(route: { readonly steps: readonly string[]; readonly verifier?: Verifier }): ResolvedSteps {
  return { kind: "steps", steps: route.steps, verifier: resolveVerifier(route.verifier) };
}

function resolveRoute(route: Route): ResolvedRoute {
  if ("steps" in route) return resolveSteps(route);
  if ("bestOf" in route)
    return { kind: "bestOf", bestOf: route.bestOf, model: route.model, verifier: resolveVerifier(route.verifier) };
  return {
    kind: "choose",
    branches: route.choose.map((branch) => ({ upTo: branch.upTo, ...resolveSteps(branch) })),
    by: route.by,
    accuracy: route.accuracy ?? 1,
    cost: route.cost ?? 0,
  };
}

/** A cap on one attempt with its defaults; null stays: no cap. */
export function resolveAttemptCap(cap: AttemptCap | null): ResolvedAttemptCap | null {
  if (cap === null) return null;
  return {
    ...("tokens" in cap
      ? { unit: "tokens" as const, amount: cap.tokens }
      : { unit: "cost" as const, amount: cap.cost }),
    approval: cap.approval ?? 0,
    fallbackModel: cap.fallbackModel ?? null,
    partial: cap.partial ?? 0,
  };
}

/** A cap on months with all that it leaves unsaid. */
export function resolveMonthCap(cap: MonthCap | null): ResolvedMonthCap | null {
  if (cap === null) return null;
  return {
    amount: cap.amount,
    atCap: cap.atCap,
    fallback: cap.atCap === "degrade" && cap.fallback !== undefined ? resolveRoute(cap.fallback) : null,
    approval: cap.approval ?? 0,
    lagDays: cap.lagDays ?? 0,
  };
}

/** A cap a person with all that it leaves unsaid. */
export function resolveUserCap(cap: UserCap | null): ResolvedUserCap | null {
  if (cap === null) return null;
  const { perMonth, atCap, fallback, approval = 0 } = cap;
  return {
    perMonth,
    atCap,
    fallback: atCap === "degrade" && fallback !== undefined ? resolveRoute(fallback) : null,
    approval,
  };
}
