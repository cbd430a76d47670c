import { significant } from "#shared/format/digits.ts";
import { mean } from "#shared/statistics/moments.ts";
import { uncertainMean } from "#shared/distributions/uncertain.ts";
import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { meanUsers } from "#shared/plan/headCount.ts";
import { PLAN_SCHEMA, type Plan } from "#shared/plan/schema/plan.ts";
import { versionOf } from "#shared/plan/versions.ts";
import { isoDateOf, tokenCost } from "#shared/units.ts";
import type { SetUpAnswers } from "./answers.ts";
import { withoutIssues } from "./answerIssues.ts";
import { meteredWork } from "./meteredWork.ts";
import { seatCosts } from "./seatCosts.ts";
import { currenciesOf, settingOf, type Setting } from "./setting.ts";
import { toolsInUse } from "./toolsInUse.ts";

/**
 * The plan that the answers mean. What is not answered, or has an issue (`answerIssues`), is filled with defaults that
 * are graded *guessed*; answers are *judged*, and pasted spend is *measured*. Every subset of answers gives a plan
 * without issues.
 */
export function planOfAnswers(given: SetUpAnswers): Plan {
  const answers = withoutIssues(given);
  const tools = toolsInUse(answers);
  const setting = settingOf(answers, tools);
  const { models, workloads } = meteredWork(setting, tools);
  const fixedCosts = seatCosts(setting, tools);
  const name = answers.name.trim() === "" ? "New AI plan" : answers.name.trim().slice(0, 200);
  const parts = {
    models,
    workloads,
    ...(Object.keys(fixedCosts).length === 0 ? {} : { fixedCosts }),
  };
  const plan: Plan = {
    schema: PLAN_SCHEMA,
    name,
    currency: setting.currency,
    ...currenciesOf(setting),
    fiscalYear: { start: isoDateOf(setting.start), months: setting.months },
    calendar: { workingDays: ["mon", "tue", "wed", "thu", "fri"] },
    budget: {
      amount: answers.budget?.amount ?? assumedBudget(parts, setting),
      phasing: "even",
      confidence: answers.confidence ?? DEFAULT_CONFIDENCE,
      atExhaustion: "overrun",
    },
    ...parts,
  };
  return { ...plan, schema: versionOf(plan) };
}

/** A blank plan: all six questions unanswered. */
export function blankPlan(name: string, today: string): Plan {
  return planOfAnswers({
    name,
    today,
    people: null,
    tools: null,
    spend: null,
    budget: null,
    growth: null,
    dates: null,
    skipped: [],
  });
}

/** A budget that nobody has named: about what the year is expected to cost, two digits. */
function assumedBudget(parts: Pick<Plan, "people" | "models" | "workloads" | "fixedCosts">, setting: Setting): number {
  const months = Array.from({ length: setting.months }, (_, month) => (1 + setting.growth.middle) ** month);
  const metered = Object.values(parts.workloads).reduce((sum, workload) => {
    const { users, tasksPerUserPerDay } = workload.demand;
    const costs = Object.entries(workload.attempts).map(([id, { tokens, mix }]) => {
      const { input = 0, cacheRead = 0, cacheWrite = 0, output = 0 } = parts.models[id]!.price;
      const blended =
        (mix.input ?? 0) * input +
        (mix.cacheRead ?? 0) * cacheRead +
        (mix.cacheWrite ?? 0) * cacheWrite +
        (mix.output ?? 0) * output;
      const meanTokens = "median" in tokens ? tokens.median * Math.exp(0.5 * tokens.sigma ** 2) : 0;
      return tokenCost(meanTokens, blended) * setting.dollarRate;
    });
    const each = mean(costs);
    return sum + meanUsers(parts.people, users) * uncertainMean(tasksPerUserPerDay) * setting.workingDays * each;
  }, 0);
  const fixed = Object.values(parts.fixedCosts ?? {}).reduce((sum, { perMonth }) => sum + uncertainMean(perMonth), 0);
  const year = months.reduce((sum, growth) => sum + metered * growth + fixed, 0);
  return Math.max(1, significant(Math.min(1e12, year), 2));
}
