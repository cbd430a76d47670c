import type { Path } from "./pointer.ts";
import type { AttemptCap, MonthCap, Route, UserCap, Workload } from "#shared/plan/schema/plan.ts";

/** A model that a policy names, and where. */
export interface NamedModel {
  readonly modelId: string;
  readonly path: Path;
}

/** What of a workload names models: its own policy, or what a dated change sets. */
export type Policy = { readonly [Part in "route" | "attemptCap" | "monthCap" | "userCap"]?: Workload[Part] | null };

/** Every model that the policies of a workload name, its own and those of its dated changes, and where. */
export function modelsNamed(workload: Workload, path: Path): NamedModel[] {
  const changes = (workload.changes ?? []).map(({ set }, i) => ({ policy: set, at: [...path, "changes", i, "set"] }));
  return [{ policy: workload, at: path }, ...changes].flatMap(({ policy, at }) => modelsOfPolicy(policy, at));
}

/** The models of one policy, in the order route, attempt cap, month cap, user cap. */
export function modelsOfPolicy({ route, attemptCap, monthCap, userCap }: Policy, path: Path): NamedModel[] {
  return [
    ...(route === undefined || route === null ? [] : modelsOfRoute(route, [...path, "route"])),
    ...modelsOfAttemptCap(attemptCap, [...path, "attemptCap"]),
    ...modelsOfCap(monthCap, [...path, "monthCap"]),
    ...modelsOfCap(userCap, [...path, "userCap"]),
  ];
}

function modelsOfAttemptCap(cap: AttemptCap | null | undefined, path: Path): NamedModel[] {
  return cap?.fallbackModel === undefined ? [] : [{ modelId: cap.fallbackModel, path: [...path, "fallbackModel"] }];
}

function modelsOfCap(cap: MonthCap | UserCap | null | undefined, path: Path): NamedModel[] {
  return cap?.fallback === undefined ? [] : modelsOfRoute(cap.fallback, [...path, "fallback"]);
}

function modelsOfRoute(route: Route, path: Path): NamedModel[] {
  if ("bestOf" in route) return [{ modelId: route.model, path: [...path, "model"] }];
  if ("choose" in route) return route.choose.flatMap(({ steps }, i) => modelsOfSteps(steps, [...path, "choose", i]));
  return modelsOfSteps(route.steps, path);
}

function modelsOfSteps(steps: readonly string[], path: Path): NamedModel[] {
  return steps.map((modelId, i) => ({ modelId, path: [...path, "steps", i] }));
}
