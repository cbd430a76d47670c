import type { Plan, Route, Verifier } from "#shared/plan/schema/plan.ts";

/** Which workload is asked about, and with what check. */
export interface RouteLabQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
  /** The check between attempts, and how well difficulty is judged: what routes that have them are looked at with. */
  readonly verifier: Verifier;
  readonly accuracy: number;
}

/**
 * Routes of a workload beside each other: what a task costs and how often it is right, over the whole year and the
 * uncertainty in the assumptions.
 */
export interface RouteLab {
  readonly draws: number;
  readonly options: readonly RouteOption[];
  /** Models of the plan for which the workload has no attempts, so that they cannot be compared. */
  readonly missing: readonly string[];
  /** Means over parameter draws, money: what an outcome is worth, and what review, a failure and an unnoticed error cost. */
  readonly worth: { readonly value: number; readonly review: number; readonly failure: number; readonly error: number };
  /** Tasks of the year: on average, and in each parameter draw. */
  readonly tasks: number;
  readonly tasksByDraw: Float64Array;
}

/** How a route uses its models. */
export type RouteOptionKind = "present" | "single" | "cascade" | "router" | "best of";

/** One route. */
export interface RouteOption {
  readonly id: string;
  readonly kind: RouteOptionKind;
  /** As the plan would write it; the present one may change within the year and is written with its first route. */
  readonly route: Route;
  /** Of one task: money with its error over parameter draws, and shares by how it ends. */
  readonly cost: { readonly mean: number; readonly error: number };
  readonly right: { readonly mean: number; readonly error: number };
  readonly wrong: number;
  readonly failed: number;
  /** The same in each parameter draw, the same draws for every route: what differences are taken from. */
  readonly byDraw: {
    readonly cost: Float64Array;
    readonly right: Float64Array;
    readonly wrong: Float64Array;
    readonly failed: Float64Array;
  };
  /**
   * Money a task that the present tokens would cost at this model's prices: what a saving looks like on paper. Of
   * single models.
   */
  readonly repriced: number | null;
  /**
   * Of a cascade: the share of tasks that goes on, and the share above which it costs more than the second model alone.
   */
  readonly escalation: { readonly rate: number; readonly breakEven: number } | null;
  /** Of a router: the share of tasks that goes to the stronger model. */
  readonly strongShare: number | null;
}

/**
 * The check and the judgement of difficulty that the lab starts with, where nobody has measured their own: a check that
 * catches most errors, refuses little that is right and costs nothing.
 */
export const USUAL_CHECK: Pick<RouteLabQuestion, "verifier" | "accuracy"> = {
  verifier: { catches: 0.85, falseAlarms: 0.05, cost: 0 },
  accuracy: 0.75,
};
