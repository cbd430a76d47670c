import type { PlanFile } from "./appState.ts";
import { UNSAVED_FILE } from "./documentSlice.ts";
import type { AppStore } from "./store.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { inPlainNotation } from "#shared/format/notation.ts";
import { noAnswers, type SetUpAnswers, type QuestionId } from "#shared/setUp/answers.ts";
import { planOfAnswers } from "#shared/setUp/planOfAnswers.ts";

/**
 * The guided set-up of a new plan. The plan that the answers mean is open as any other plan is: it is forecast, kept
 * from a crash and undone like one. The answers themselves are no part of a plan document; they are remembered beside
 * the plan that was made of them, so that undo brings both back.
 */
const answersOfPlans = new WeakMap<Plan, SetUpAnswers>();

/** Until something is answered, closing loses nothing: the file is not yet the reader's own work. */
const NEW_PLAN: PlanFile = { ...UNSAVED_FILE, isTemplate: true };

function planWith(answers: SetUpAnswers): Plan {
  const plan = inPlainNotation(() => planOfAnswers(answers));
  answersOfPlans.set(plan, answers);
  return plan;
}

/**
 * The answers that a plan was made of. Where it was changed on another screen meanwhile, those of the last step that
 * was made here; null where the plan comes from no answers.
 */
export function answersBehind(plan: Plan | null, past: readonly { readonly plan: Plan }[]): SetUpAnswers | null {
  if (plan === null) return null;
  const own = answersOfPlans.get(plan);
  if (own !== undefined) return own;
  const step = past.findLast((one) => answersOfPlans.has(one.plan));
  return step === undefined ? null : answersOfPlans.get(step.plan)!;
}

/** Whether the plan is what its answers mean, and nothing was changed elsewhere. */
export function isOfAnswers(plan: Plan | null): boolean {
  return plan !== null && answersOfPlans.has(plan);
}

/** Opens a new plan with its questions: none answered, or those that a table or usage has answered. */
export function startSetUp(store: AppStore, today: string, answers: Partial<SetUpAnswers> = {}): void {
  const { confidence } = store.getState();
  const asked = { ...noAnswers("New AI plan", today), ...answers, confidence };
  store.getState().openPlan(planWith(asked), NEW_PLAN, false);
  store.setState({ isSettingUp: true, screen: "newPlan" });
}

/** Opens a plan of defaults alone, without questions. */
export function openBlankPlan(store: AppStore, today: string): void {
  const { confidence, openPlan } = store.getState();
  openPlan(planOfAnswers({ ...noAnswers("New AI plan", today), confidence }), NEW_PLAN, false);
  store.setState({ screen: "outlook" });
}

/** Changes answers, as one step that can be undone; edits of one gesture in a row are one step. */
export function giveAnswers(store: AppStore, change: Partial<SetUpAnswers>, name: string, gesture?: string): void {
  const { plan, past, take } = store.getState();
  const before = answersBehind(plan, past);
  if (before === null) return;
  take(name, planWith({ ...before, ...change }), gesture);
}

/** Passes a question over on purpose, and takes its answer away. */
export function skipQuestion(store: AppStore, question: QuestionId): void {
  const { plan, past } = store.getState();
  const before = answersBehind(plan, past);
  if (before === null) return;
  const skipped = [...new Set([...before.skipped, question])];
  giveAnswers(store, { [question]: null, skipped }, "skip a question");
}

/** Ends the questions: the plan is as every other plan from here on. */
export function finishSetUp(store: AppStore): void {
  store.setState({ isSettingUp: false, screen: "outlook" });
}

/** The day by a clock, ISO 8601. */
export function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
