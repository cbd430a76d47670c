import { isCertain } from "#shared/distributions/uncertain.ts";
import { isShareOfGroup } from "#shared/plan/headCount.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan, ResolvedWander, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedDatedMultiplier } from "#shared/plan/resolving/resolvedDated.ts";
import { drawnFieldsOf, type DrawnField } from "./drawnFields.ts";
import { runsOf } from "./scores.ts";

/**
 * Everything that nobody knows yet about a plan (level 1), each thing once and as a planner would name it. An unknown
 * is held by its standard normal score: 0 is its middle, −1.2816 the value that 1 in 10 trials fall below. Holding one
 * is an edit of the plan: the engine knows nothing of it.
 */
export type Unknown = {
  readonly id: string;
  /** Of the input that it belongs to, in the plan. */ readonly pointer: string;
  /** Id of its workload. */ readonly workload: string | null;
} &
  /** A number of the plan that may take several values; the points of an adoption curve are one. */
  (
    | { readonly kind: "number" }
    /** A price change or a renewal: whether it happens, and how large it is then. */
    | { readonly kind: "change" }
    /** What a pilot of so many runs leaves open about a model's tokens. */
    | { readonly kind: "pilot"; readonly model: string; readonly runs: number }
    /** What so many runs leave open about its success. */
    | { readonly kind: "success"; readonly model: string; readonly runs: number }
    /** Which users there are: heavy ones or light ones. */
    | { readonly kind: "users" }
    /** Months that wander: they have no single value to hold, but can be held still. */
    | { readonly kind: "wander" }
  );

/** The unknowns of a plan, in its order. Certain inputs and run-to-run variation are not unknowns. */
export function unknownsOf(plan: ResolvedPlan): Unknown[] {
  const drawn = drawnFieldsOf(plan).flatMap(unknownOf);
  const of = (part: string, id: string): Unknown[] => {
    const at = `${pointerOf([part, id])}/`;
    return drawn.filter(({ pointer }) => pointer.startsWith(at));
  };
  return [
    ...drawn.filter(({ pointer }) => pointer.startsWith("/shared/")),
    ...wanderUnknown("/shared/wander", plan.shared.wander, null),
    // A head count that nobody takes a share of moves nothing.
    ...plan.people.flatMap(({ id }) => (isUsed(plan, id) ? of("people", id) : [])),
    ...plan.models.flatMap(({ id }) => of("models", id)),
    ...plan.workloads.flatMap((workload) => workloadUnknowns(workload, of("workloads", workload.id))),
    ...plan.fixedCosts.flatMap(({ id }) => of("fixedCosts", id)),
    ...plan.seats.flatMap(({ id }) => of("seats", id)),
    ...plan.commitments.flatMap(({ id }) => of("commitments", id)),
  ];
}

function isUsed({ workloads, seats }: ResolvedPlan, group: string): boolean {
  const heads = [...workloads.map(({ demand }) => demand.users), ...seats.map(({ count }) => count)];
  return heads.some((users) => isShareOfGroup(users) && users.of === group);
}

function unknownOf({ node, pointer, workload }: DrawnField): Unknown[] {
  switch (node.kind) {
    case "number":
      return isCertain(node.value) ? [] : [{ id: pointer, pointer, workload, kind: "number" }];
    case "curve":
      return node.points.every(({ share }) => isCertain(share))
        ? []
        : [{ id: pointer, pointer, workload, kind: "number" }];
    case "change":
      return happensForSure(node.dated) ? [] : [{ id: pointer, pointer, workload, kind: "change" }];
  }
}

/** Whether nobody wonders about a dated change: it never happens, or it does by a known factor. */
function happensForSure({ multiplier, probability }: ResolvedDatedMultiplier): boolean {
  return probability <= 0 || (probability >= 1 && isCertain(multiplier));
}

/** Unknowns of one workload: its numbers, and what no single number of the plan states. */
function workloadUnknowns({ id, demand, attempts }: ResolvedWorkload, numbers: readonly Unknown[]): Unknown[] {
  const at = pointerOf(["workloads", id]);
  const isOfDemand = ({ pointer }: Unknown): boolean => pointer.startsWith(`${at}/demand/`);
  const users: Unknown[] =
    demand.userSpread > 0
      ? [{ id: `${at}/demand/userSpread`, pointer: `${at}/demand/userSpread`, workload: id, kind: "users" }]
      : [];
  return [
    ...numbers.filter(isOfDemand),
    ...users,
    ...wanderUnknown(`${at}/demand/wander`, demand.wander, id),
    ...attempts.flatMap((attempt) => attemptUnknowns(attempt, at, id)),
    ...numbers.filter((unknown) => !isOfDemand(unknown)),
  ];
}

function wanderUnknown(pointer: string, { monthlySd }: ResolvedWander, workload: string | null): Unknown[] {
  return monthlySd > 0 ? [{ id: pointer, pointer, workload, kind: "wander" }] : [];
}

function attemptUnknowns(
  { modelId: model, tokens, success }: ResolvedWorkload["attempts"][number],
  at: string,
  workload: string,
): Unknown[] {
  const attempt = `${at}${pointerOf(["attempts", model])}`;
  const runs = runsOf(tokens);
  return [
    ...(runs === null
      ? []
      : [
          {
            id: `${attempt}/tokens#pilot`,
            pointer: `${attempt}/tokens`,
            workload,
            kind: "pilot" as const,
            model,
            runs,
          },
        ]),
    ...(success.runs === null
      ? []
      : [
          {
            id: `${attempt}/success#runs`,
            pointer: `${attempt}/success`,
            workload,
            kind: "success" as const,
            model,
            runs: success.runs,
          },
        ]),
  ];
}
