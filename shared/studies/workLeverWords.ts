import { formatChance, formatShare } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { resolutionOf, significant } from "#shared/format/digits.ts";
import { formatMoneyDifference } from "#shared/format/money.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { WorkLever, WorkLeverAnswer, WorkLevers } from "./workLevers.ts";

/** A lever as a table shows it. */
export interface WorkLeverRow {
  /** "Shorter context". */
  readonly name: string;
  /** What is done, and what is taken for granted. */
  readonly what: string;
  /** "−$1.2M a year, cheaper in more than 49 of 50"; null: it cannot be done. */
  readonly money: string | null;
  /** "74% of tasks instead of 81%". */
  readonly success: string;
}

const NAMES: Readonly<Record<WorkLever, string>> = {
  context: "Shorter context",
  cache: "Higher cache share",
  effort: "Lower effort",
  model: "Smaller model",
  retries: "Fewer retries",
};

/** The row of a lever of a workload. */
export function workLeverRow(plan: Plan, answer: WorkLevers, lever: WorkLeverAnswer): WorkLeverRow {
  const { effect } = lever;
  const name = NAMES[lever.lever];
  const what = whatWords(plan, answer.workload, lever);
  if (effect === null) return { name, what: missingWords(lever.lever), money: null, success: "–" };
  const money = formatMoneyDifference(plan.currency, effect.spend, resolutionOf(effect.error));
  const [before, after] = [formatShare(answer.now.success), formatShare(effect.success)];
  const unit = pluralOf(plan.workloads[answer.workload]?.outcome.unit);
  const fewer = significant(answer.now.outcomes - effect.outcomes, 2);
  const outcomes =
    before === after || Math.abs(fewer) < 1
      ? ""
      : `: ${formatCount(Math.abs(fewer))} ${fewer > 0 ? "fewer" : "more"} ${unit}`;
  return {
    name,
    what,
    money: `${money} a year; cheaper in ${formatChance(effect.cheaper)}`,
    success: before === after ? `${before} of tasks, as planned` : `${after} of tasks instead of ${before}${outcomes}`,
  };
}

function whatWords(plan: Plan, id: string, { lever, model }: WorkLeverAnswer): string {
  switch (lever) {
    case "context":
      return "An attempt reads a third less, fresh or again. That it succeeds as often where no cap stops it is assumed: try it.";
    case "cache":
      return "Half of the fresh input comes from the cache.";
    case "effort":
      return plan.workloads[id]?.attemptCap === undefined
        ? "An attempt stops at twice its median. What success that costs follows from the curve."
        : "An attempt stops at three quarters of today's cap.";
    case "model":
      return `${model === null ? "A cheaper model" : (plan.models[model]?.name ?? model)} in place of the lead model.`;
    case "retries":
      return "One attempt less where a task has several.";
  }
}

function missingWords(lever: WorkLever): string {
  switch (lever) {
    case "cache":
      return "All that an attempt reads comes from the cache already.";
    case "model":
      return "No cheaper model has an attempt here. Add one to the route.";
    case "retries":
      return "Each task has one attempt already.";
    case "context":
    case "effort":
      return "It cannot be done here.";
  }
}

/** What a scenario of a lever is called. */
export function workLeverScenario(plan: Plan, { workload }: WorkLevers, { lever }: WorkLeverAnswer): string {
  return `${NAMES[lever]}, ${plan.workloads[workload]?.name ?? workload}`;
}
