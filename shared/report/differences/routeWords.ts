import { formatPercent } from "#shared/format/chances.ts";
import { formatPrice } from "#shared/format/money.ts";
import type { Plan, Route, Verifier } from "#shared/plan/schema/plan.ts";

/**
 * A route in a few words: "Opus", "Flash, then Opus", "best of 3 with Opus", "by difficulty: 60% Flash, the rest Opus".
 */
export function routeWords(plan: Plan, route: Route): string {
  if ("steps" in route) return route.steps.map((model) => modelName(plan, model)).join(", then ");
  if ("bestOf" in route) return `best of ${route.bestOf} with ${modelName(plan, route.model)}`;
  let from = 0;
  const branches = route.choose.map(({ upTo, steps }, i) => {
    const share = i === route.choose.length - 1 && i > 0 ? "the rest" : formatPercent(upTo - from);
    from = upTo;
    return `${share} ${steps.map((model) => modelName(plan, model)).join(", then ")}`;
  });
  return `by ${route.by}: ${branches.join(", ")}`;
}

/**
 * What a route says beside its models: "check catches 85%, refuses 5% of good ones"; "difficulty recognized in 75%".
 */
export function routeDetails(plan: Plan, route: Route): string {
  const money = (cost: number): string => `, ${formatPrice(plan.currency, cost)} each`;
  const check = (verifier: Verifier | undefined): string[] =>
    verifier === undefined
      ? []
      : [
          `check catches ${formatPercent(verifier.catches)}, refuses ${formatPercent(verifier.falseAlarms)} of good ones${verifier.cost === undefined || verifier.cost === 0 ? "" : money(verifier.cost)}`,
        ];
  if (!("choose" in route)) return check(route.verifier).join("; ") || "no check";
  const accuracy = route.by === "difficulty" ? [`difficulty recognized in ${formatPercent(route.accuracy ?? 1)}`] : [];
  const cost =
    route.cost === undefined || route.cost === 0
      ? []
      : [`choosing costs ${formatPrice(plan.currency, route.cost)} a task`];
  return [...accuracy, ...cost, ...route.choose.flatMap(({ verifier }) => check(verifier))].join("; ") || "no check";
}

/** The name of a model, or its id. */
export function modelName(plan: Plan, modelId: string): string {
  return plan.models[modelId]?.name ?? modelId;
}
