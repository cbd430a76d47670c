import type {
  ResolvedAttempt,
  ResolvedPlan,
  ResolvedPolicy,
  ResolvedRoute,
  ResolvedSteps,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";

/**
 * Retirements of models (MODEL.md 3.7, 2b). Whether a model retires is decided once a trial; given who retires, a plan with
 * retirements is a plan without: from the day on, policies name the entries that do the work of the retired one's.
 */

/** Models in use whose retirement is a matter of chance, by id in the order of the plan. */
export function uncertainRetirements(plan: ResolvedPlan): string[] {
  const used = new Set(
    plan.workloads.flatMap(({ attempts }) => attempts.flatMap(({ pricedAt }) => chainOf(plan, pricedAt))),
  );
  const days = plan.dayWeights.length;
  return plan.models
    .filter(({ id, retires }) => retires !== null && used.has(id) && retires.day < days)
    .filter(({ retires }) => retires!.probability > 0 && retires!.probability < 1)
    .map(({ id }) => id);
}

/** A model and all that may take its place. */
function chainOf(plan: ResolvedPlan, id: string): string[] {
  const chain: string[] = [];
  for (let at: string | undefined = id; at !== undefined && !chain.includes(at);) {
    chain.push(at);
    at = plan.models.find((model) => model.id === at)?.retires?.successor;
  }
  return chain;
}

/** The plan in which these models retire, those that retire for sure among them, and no other. */
export function withRetirements(plan: ResolvedPlan, retired: ReadonlySet<string>): ResolvedPlan {
  const withdrawn = new Set(
    plan.models
      .filter(({ id, retires }) => retires !== null && (retires.probability >= 1 || retired.has(id)))
      .map(({ id }) => id),
  );
  if (withdrawn.size === 0) return plan;
  return { ...plan, workloads: plan.workloads.map((workload) => retireWorkload(plan, workload, withdrawn)) };
}

function retireWorkload(
  plan: ResolvedPlan,
  workload: ResolvedWorkload,
  withdrawn: ReadonlySet<string>,
): ResolvedWorkload {
  const known = new Map(workload.attempts.map((attempt) => [attempt.modelId, attempt]));
  const entryOn = (id: string, day: number): string => {
    let entry = known.get(id)!;
    for (
      let next = successorOn(plan, entry, day, withdrawn);
      next !== null;
      next = successorOn(plan, entry, day, withdrawn)
    ) {
      entry = known.get(next) ?? pricedAtSuccessor(plan, entry, next);
      known.set(entry.modelId, entry);
    }
    return entry.modelId;
  };
  const days = new Set(
    plan.models.flatMap(({ id, retires }) =>
      withdrawn.has(id) && retires!.day < plan.dayWeights.length ? [retires!.day] : [],
    ),
  );
  const starts = [...new Set([...workload.policies.map(({ fromDay }) => fromDay), ...days])].toSorted((a, b) => a - b);
  const policies = starts.map((fromDay) => ({
    ...retirePolicy(
      workload.policies.findLast((policy) => policy.fromDay <= fromDay)!,
      (id) => entryOn(id, fromDay),
    ),
    fromDay,
  }));
  return { ...workload, policies, attempts: [...known.values()] };
}

/** The successor of an entry's model on a day; null: the model is not retired. */
function successorOn(
  { models }: ResolvedPlan,
  { pricedAt }: ResolvedAttempt,
  day: number,
  withdrawn: ReadonlySet<string>,
): string | null {
  const { retires } = models.find(({ id }) => id === pricedAt)!;
  return retires !== null && withdrawn.has(pricedAt) && retires.day <= day ? retires.successor : null;
}

/** An entry at the successor of its model, of which the workload has no entry of its own. */
function pricedAtSuccessor(plan: ResolvedPlan, entry: ResolvedAttempt, successor: string): ResolvedAttempt {
  const rateOf = (id: string): number => {
    const { currency } = plan.models.find((model) => model.id === id)!;
    return plan.currencies.find(({ code }) => code === currency)?.rate ?? 1;
  };
  const rates = rateOf(successor) / rateOf(entry.pricedAt);
  return {
    ...entry,
    // No entry of a plan has a control character in its id.
    modelId: `${entry.modelId}\n${successor}`,
    pricedAt: successor,
    replaces: [...entry.replaces, entry.pricedAt],
    fees: entry.fees.map((fee) => ({ ...fee, price: fee.price * rates })),
  };
}

function retirePolicy(policy: ResolvedPolicy, entryOf: (id: string) => string): ResolvedPolicy {
  const { route, attemptCap, monthCap, userCap } = policy;
  const fallbackOf = <Cap extends { readonly fallback: ResolvedRoute | null }>(cap: Cap | null): Cap | null =>
    cap === null || cap.fallback === null ? cap : { ...cap, fallback: retireRoute(cap.fallback, entryOf) };
  return {
    route: retireRoute(route, entryOf),
    attemptCap:
      attemptCap === null || attemptCap.fallbackModel === null
        ? attemptCap
        : { ...attemptCap, fallbackModel: entryOf(attemptCap.fallbackModel) },
    monthCap: fallbackOf(monthCap),
    userCap: fallbackOf(userCap),
  };
}

function retireRoute(route: ResolvedRoute, entryOf: (id: string) => string): ResolvedRoute {
  const steps = <Steps extends ResolvedSteps>(of: Steps): Steps => ({ ...of, steps: of.steps.map(entryOf) });
  switch (route.kind) {
    case "steps":
      return steps(route);
    case "bestOf":
      return { ...route, model: entryOf(route.model) };
    case "choose":
      return { ...route, branches: route.branches.map(steps) };
    default:
      throw new Error(`no retirement of ${route satisfies never}`);
  }
}
