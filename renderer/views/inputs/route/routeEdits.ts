import { toDecimals } from "#shared/format/digits.ts";
import type { Route, Verifier } from "#shared/plan/schema/plan.ts";

/** A route as its editor offers it: one attempt, several in turn, a choice, or the best of several. */
export type RouteKind = "one" | "steps" | "difficulty" | "chance" | "bestOf";

/** Attempts in turn, the check between them: a route of its own, or a branch of a choice. */
export interface Steps {
  readonly steps: readonly string[];
  readonly verifier?: Verifier;
}

type Choice = Extract<Route, { choose: readonly unknown[] }>;

/** A check that nobody has measured yet: what it catches is the planner's to say. */
const NEW_VERIFIER: Verifier = { catches: 0.85, falseAlarms: 0.05 };

/** How well a judge of difficulty does that nobody has measured yet. */
const NEW_ACCURACY = 0.75;

export function routeKind(route: Route): RouteKind {
  if ("bestOf" in route) return "bestOf";
  if ("choose" in route) return route.by;
  return route.steps.length > 1 ? "steps" : "one";
}

/** A route of another kind over the same models: what both kinds can say is kept. */
export function routeOfKind(route: Route, kind: RouteKind, models: readonly string[]): Route {
  const first = firstModel(route);
  const second = secondModel(route) ?? models.find((model) => model !== first) ?? first;
  const verifier = "choose" in route ? NEW_VERIFIER : (route.verifier ?? NEW_VERIFIER);
  switch (kind) {
    case "one":
      return { steps: [first] };
    case "steps":
      // A second opinion comes after a cheaper one, or there would be nothing to save: the other model goes first.
      return { steps: secondModel(route) === null ? [second, first] : [first, second], verifier };
    case "difficulty":
    case "chance":
      if ("choose" in route) return { ...route, by: kind };
      return {
        choose: [
          { upTo: 0.6, steps: [secondModel(route) === null ? second : first] },
          { upTo: 1, steps: [secondModel(route) === null ? first : second] },
        ],
        by: kind,
        ...(kind === "difficulty" ? { accuracy: NEW_ACCURACY } : {}),
      };
    case "bestOf":
      return { bestOf: 2, model: first, verifier };
  }
}

function firstModel(route: Route): string {
  return "bestOf" in route ? route.model : "choose" in route ? route.choose[0]!.steps[0]! : route.steps[0]!;
}

function secondModel(route: Route): string | null {
  if ("bestOf" in route) return null;
  return ("choose" in route ? route.choose.at(-1)!.steps[0] : route.steps[1]) ?? null;
}

/** One more attempt behind the last; the first of them brings the check that decides who goes on. */
export function withStep<Whole extends Steps>(whole: Whole, model: string): Whole {
  return { ...whole, steps: [...whole.steps, model], verifier: whole.verifier ?? NEW_VERIFIER };
}

/** Without one attempt; a single one needs no check. */
export function withoutStep<Whole extends Steps>(whole: Whole, at: number): Whole {
  const shorter: Whole & { verifier?: Verifier } = { ...whole, steps: whole.steps.toSpliced(at, 1) };
  if (shorter.steps.length === 1) delete shorter.verifier;
  return shorter;
}

/** One branch more, for half of what the last one takes. */
export function withBranch(route: Choice, model: string): Choice {
  const from = route.choose.at(-2)?.upTo ?? 0;
  const last = route.choose.at(-1)!;
  const half = toDecimals((from + 1) / 2, 2);
  return { ...route, choose: [...route.choose.slice(0, -1), { ...last, upTo: half }, { upTo: 1, steps: [model] }] };
}

/** Without a branch; its tasks go to the next, those of the last to the one before. */
export function withoutBranch(route: Choice, at: number): Choice {
  const rest = route.choose.toSpliced(at, 1);
  return { ...route, choose: rest.map((branch, i) => (i === rest.length - 1 ? { ...branch, upTo: 1 } : branch)) };
}
