import { mean } from "#shared/statistics/moments.ts";
import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedAttempt, ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { drawnFieldsOf, mapDrawnFields, type DrawnNode } from "./drawnFields.ts";
import { believed, changeAt, mixAt, pilotAt, scaled, successAt } from "./scores.ts";
import type { Unknown } from "./unknowns.ts";

/** An unknown at a standard normal score. */
export interface HeldUnknown {
  readonly id: string;
  readonly score: number;
}

/**
 * The plan with some of its unknowns held at scores, all else as it was: the other unknowns keep their draws. A held
 * number is certain; a change happens with certainty at that multiplier (1 where it would not happen); a pilot is
 * believed, its tokens times what it misled by; success is known; wander stands still whatever its score. Closed
 * months, and what they were planned as, are not held. Unknown ids change nothing.
 */
export function holdUnknowns(plan: ResolvedPlan, held: readonly HeldUnknown[]): ResolvedPlan {
  if (held.length === 0) return plan;
  const scores = new Map(held.map(({ id, score }) => [id, score]));
  const numbers = mapDrawnFields(plan, ({ pointer, node }) => {
    const score = scores.get(pointer);
    return score === undefined ? node : heldNode(node, score);
  });
  return {
    ...numbers,
    shared: {
      ...numbers.shared,
      wander: scores.has("/shared/wander") ? { ...plan.shared.wander, monthlySd: 0 } : plan.shared.wander,
    },
    workloads: numbers.workloads.map((workload, w) => heldWorkload(workload, plan, w, scores)),
  };
}

function heldNode(node: DrawnNode, score: number): DrawnNode {
  switch (node.kind) {
    case "number":
      return { ...node, value: drawUncertain(node.value, score) };
    case "curve":
      return { ...node, points: node.points.map(({ day, share }) => ({ day, share: drawUncertain(share, score) })) };
    case "change":
      return { ...node, dated: { ...node.dated, multiplier: changeAt(node.dated, score), probability: 1 } };
  }
}

/** What no single number of a workload states, held: who the users are, wander, pilots and success. */
function heldWorkload(
  workload: ResolvedWorkload,
  unheld: ResolvedPlan,
  w: number,
  scores: ReadonlyMap<string, number>,
): ResolvedWorkload {
  const { id, demand } = workload;
  const at = pointerOf(["workloads", id]);
  const mixScore = scores.get(`${at}/demand/userSpread`);
  return {
    ...workload,
    demand: {
      ...demand,
      // Who the users are multiplies what each of them does.
      tasksPerUserPerDay:
        mixScore === undefined
          ? demand.tasksPerUserPerDay
          : scaled(demand.tasksPerUserPerDay, mixAt(unheld, unheld.workloads[w]!, mixScore)),
      userSpread: mixScore === undefined ? demand.userSpread : 0,
      wander: scores.has(`${at}/demand/wander`) ? { ...demand.wander, monthlySd: 0 } : demand.wander,
    },
    attempts: workload.attempts.map((attempt) =>
      heldAttempt(attempt, `${at}${pointerOf(["attempts", attempt.modelId])}`, scores),
    ),
  };
}

function heldAttempt(attempt: ResolvedAttempt, pointer: string, scores: ReadonlyMap<string, number>): ResolvedAttempt {
  const pilot = scores.get(`${pointer}/tokens#pilot`);
  const success = scores.get(`${pointer}/success#runs`);
  return {
    ...attempt,
    tokens: pilot === undefined ? attempt.tokens : believed(attempt.tokens, pilotAt(attempt.tokens, pilot)),
    success: success === undefined ? attempt.success : { byEffort: successAt(attempt, success), runs: null },
  };
}

/**
 * The plan with one unknown drawn anew in every trial, all other draws as they were. What else is correlated with it
 * moves along. After closed months the new draw would not know of them: then only what was not observed may be asked
 * for this.
 */
export function redrawUnknown(plan: ResolvedPlan, { id, kind }: Unknown): ResolvedPlan {
  return { ...plan, redrawn: kind === "change" ? [id, `${id}#happens`] : [id] };
}

/**
 * What an unknown is at a score, as one number in its own unit: of an adoption curve the share at its last point, of a
 * change its multiplier (1: it does not happen), of a pilot and of users a factor, of success the mean rate. NaN for
 * wander. Throws when the plan has no such unknown.
 */
export function unknownAt(plan: ResolvedPlan, unknown: Unknown, score: number): number {
  const workload = plan.workloads.find(({ id }) => id === unknown.workload);
  const attempt = workload?.attempts.find(({ modelId }) => "model" in unknown && modelId === unknown.model);
  switch (unknown.kind) {
    case "wander":
      return NaN;
    case "users":
      return mixAt(plan, workload!, score);
    case "pilot":
      return pilotAt(attempt!.tokens, score);
    case "success":
      return mean(successAt(attempt!, score));
    case "change":
    case "number":
      return nodeAt(drawnFieldsOf(plan).find(({ pointer }) => pointer === unknown.pointer)!.node, score);
  }
}

function nodeAt(node: DrawnNode, score: number): number {
  switch (node.kind) {
    case "number":
      return drawUncertain(node.value, score);
    case "curve":
      return drawUncertain(node.points.at(-1)!.share, score);
    case "change":
      return changeAt(node.dated, score);
  }
}
