import type { ResolvedRoute, ResolvedVerifier } from "#shared/plan/resolved.ts";

/** A route as branches of steps. */
export interface Shape {
  readonly branches: readonly {
    readonly upTo: number;
    readonly steps: readonly number[];
    readonly verifier: ResolvedVerifier;
  }[];
  readonly byDifficulty: boolean;
  readonly accuracy: number;
  readonly cost: number;
}

/** The branches of a route, and what it costs to choose between them. `indexOf`: place of a model's attempt in the workload. */
export function shapeOf(route: ResolvedRoute, indexOf: (modelId: string) => number): Shape {
  const single = { byDifficulty: false, accuracy: 1, cost: 0 };
  switch (route.kind) {
    case "steps":
      return { ...single, branches: [{ upTo: 1, steps: route.steps.map(indexOf), verifier: route.verifier }] };
    case "bestOf":
      return {
        ...single,
        branches: [
          {
            upTo: 1,
            steps: Array.from({ length: route.bestOf }, () => indexOf(route.model)),
            verifier: route.verifier,
          },
        ],
      };
    case "choose":
      return {
        branches: route.branches.map(({ upTo, steps, verifier }) => ({ upTo, steps: steps.map(indexOf), verifier })),
        byDifficulty: route.by === "difficulty",
        accuracy: route.accuracy,
        cost: route.cost,
      };
    default:
      throw new Error(`no shape for ${route satisfies never}`);
  }
}

/** Attempts of each branch in turn, those after a stop included. */
export function madeBy({ branches }: Shape, fallbackAttempt: number): readonly (readonly number[])[] {
  return branches.map(({ steps }) => (fallbackAttempt < 0 ? steps : steps.flatMap((step) => [step, fallbackAttempt])));
}
