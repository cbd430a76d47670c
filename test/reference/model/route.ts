import { normalCdf, normalQuantile } from "#shared/numerics/normal.ts";
import type { ResolvedAttemptCap, ResolvedRoute, ResolvedSteps, ResolvedVerifier } from "#shared/plan/resolved.ts";
import { under, uniformAt, type Key } from "#shared/random/random.ts";
import { ATTEMPT_STREAMS, TASK_STREAMS, tryOnce, type Answer, type ArrivalDay, type Task } from "./attempt.ts";
import type { Tally } from "./tally.ts";

// Section 3.7.

/** Works one of the tasks that arrived on a day, and adds it to `tally`. */
export function workTask(
  day: ArrivalDay,
  index: number,
  route: ResolvedRoute,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): void {
  const key = under(day.key, index);
  const task: Task = {
    key,
    difficulty: normalQuantile(uniformAt(key, TASK_STREAMS.difficulty)),
    made: day.workload.attempts.map(() => 0),
  };
  const end = workRoute(day, task, route, cap, tally);
  tally.tasks += 1;
  if (end === "right") tally.outcomes += 1;
  else if (end === "wrong") tally.errors += 1;
  else tally.failures += 1;
}

type TaskEnd = "right" | "wrong" | "failed";

function workRoute(
  day: ArrivalDay,
  task: Task,
  route: ResolvedRoute,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): TaskEnd {
  switch (route.kind) {
    case "steps":
      return workSteps(day, task, route, cap, tally);
    case "bestOf":
      return workBestOf(day, task, route, cap, tally);
    case "choose": {
      tally.constantCost += route.cost;
      const judgedRight = route.by === "difficulty" && uniformAt(task.key, TASK_STREAMS.judgedRight) < route.accuracy;
      const rank = judgedRight ? normalCdf(task.difficulty) : uniformAt(task.key, TASK_STREAMS.otherRank);
      const branch = route.branches.find(({ upTo }) => upTo >= rank) ?? route.branches.at(-1)!;
      return workSteps(day, task, branch, cap, tally);
    }
  }
}

function workSteps(
  day: ArrivalDay,
  task: Task,
  route: ResolvedSteps,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): TaskEnd {
  for (const modelId of route.steps.slice(0, -1)) {
    const { answer, key } = tryOnce(day, task, modelId, cap, tally);
    tally.constantCost += route.verifier.cost;
    if (!isFlagged(route.verifier, answer, key)) return answer === "right" ? "right" : "wrong";
  }
  const { answer } = tryOnce(day, task, route.steps.at(-1)!, cap, tally);
  if (answer === "right") return "right";
  return answer === "killed" || day.workload.outcome.failuresVisible ? "failed" : "wrong";
}

function workBestOf(
  day: ArrivalDay,
  task: Task,
  route: Extract<ResolvedRoute, { kind: "bestOf" }>,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): TaskEnd {
  let end: TaskEnd = "failed";
  for (let i = 0; i < route.bestOf; i++) {
    const { answer, key } = tryOnce(day, task, route.model, cap, tally);
    tally.constantCost += route.verifier.cost;
    const unflagged = !isFlagged(route.verifier, answer, key);
    if (end === "failed" && unflagged) end = answer === "right" ? "right" : "wrong";
  }
  return end;
}

function isFlagged(verifier: ResolvedVerifier, answer: Answer, key: Key): boolean {
  if (answer === "killed") return true;
  return uniformAt(key, ATTEMPT_STREAMS.verifier) < (answer === "right" ? verifier.falseAlarms : verifier.catches);
}
