import { formatPercent, formatShare } from "#shared/format/chances.ts";
import { formatTaskMoney } from "#shared/format/money.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { ModelAlone, SmallestModel, SmallestModelOf } from "./smallestModel.ts";

/** The question over the table. */
export function smallestModelQuestion(share: number): string {
  return `Which is the smallest model that succeeds at least ${formatPercent(share)} of the time?`;
}

/** A workload's answer as a table shows it. */
export interface SmallestModelRow {
  readonly name: string;
  /** "Haiku"; null: no model does. */
  readonly model: string | null;
  /** "at least 82% with 9 chances in 10, 86% on average". */
  readonly success: string;
  /** "$1.20 a task". */
  readonly cost: string;
  /** What that is against today: "today", "instead of Opus at $4.9", "today several models". */
  readonly today: string;
}

/** The row of a workload; where no model succeeds so often, of the one that comes nearest. */
export function smallestModelRow(plan: Plan, answer: SmallestModelOf): SmallestModelRow {
  const { smallest, models, workload } = answer;
  const shown = smallest ?? nearest(models);
  const name = plan.workloads[workload]?.name ?? workload;
  if (shown === null) return { name, model: null, success: "It has no attempt by any model.", cost: "–", today: "–" };
  const success = `at least ${atLeast(shown.right.sure)}, ${formatShare(shown.right.mean)} on average`;
  return {
    name,
    model: smallest === null ? null : modelName(plan, smallest.model),
    success: smallest === null ? `nearest: ${modelName(plan, shown.model)}, ${success}` : success,
    cost: `${formatTaskMoney(plan.currency, shown.cost)} a task`,
    today: todayWords(plan, answer, shown),
  };
}

function todayWords(plan: Plan, { now, models }: SmallestModelOf, shown: ModelAlone): string {
  if (now === null) return "uses several models";
  if (now === shown.model) return "the same";
  const today = models.find(({ model }) => model === now);
  const cost = today === undefined ? "" : ` at ${formatTaskMoney(plan.currency, today.cost)} a task`;
  return `${modelName(plan, now)}${cost}`;
}

/** What the table says in a sentence. */
export function smallestModelSentence(plan: Plan, { share, workloads }: SmallestModel): string {
  const found = workloads.filter(({ smallest }) => smallest !== null);
  const often = `at least ${formatPercent(share)} of the time, 9 chances in 10`;
  if (workloads.length === 0) return "This plan has no workload.";
  if (found.length === 0) return `No model of this plan, alone, succeeds ${often}. Ask for less, or try a cascade.`;
  const smaller = found.filter(({ smallest, now, models }) => {
    const today = models.findIndex(({ model }) => model === now);
    return today > models.findIndex(({ model }) => model === smallest!.model);
  });
  const names = smaller.map(({ workload }) => plan.workloads[workload]?.name ?? workload).join(", ");
  const missing = workloads.length - found.length;
  return [
    smaller.length === 0
      ? `No workload can take a smaller model than today's and succeed ${often}.`
      : `A smaller model than today's succeeds ${often}, in ${smaller.length} of ${workloads.length} workloads: ${names}.`,
    ...(missing === 0 ? [] : [`In ${missing} of ${workloads.length} no model alone does.`]),
  ].join(" ");
}

/** Rounded down: a share that falls short of what was asked must not read as if it reached it. */
function atLeast(share: number): string {
  return formatShare(Math.floor(share * 100 + 1e-9) / 100);
}

function modelName(plan: Plan, id: string): string {
  return plan.models[id]?.name ?? id;
}

/** The model that surely succeeds most often; null: there is none. */
function nearest(models: readonly ModelAlone[]): ModelAlone | null {
  return models.toSorted((one, other) => other.right.sure - one.right.sure)[0] ?? null;
}
