import { actualsVarianceOf } from "#shared/forecast/lookingBack/actualsVariance.ts";
import { pastForecastsOf } from "#shared/forecast/lookingBack/pastForecasts.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { reportOn } from "#shared/usage/plan/workloadUsage.ts";
import type { UsageAnalyst } from "#renderer/state/usageState.ts";
import type { UsageQuestion } from "./usageMessages.ts";

/** The answer to a question of the page, here and now. */
export function answerUsage(question: UsageQuestion): unknown {
  switch (question.type) {
    case "report":
      return reportOn(question.usage);
    case "past":
      return pastForecastsOf(question.days);
    case "split":
      return actualsVarianceOf(resolvePlan(question.plan));
    default:
      throw new Error(`no such question: ${JSON.stringify(question satisfies never)}`);
  }
}

/** An analyst over whatever carries questions to `answerUsage` and its answers back. */
export function analystOver(ask: (question: UsageQuestion) => Promise<unknown>): UsageAnalyst {
  // Each question has the one answer that `answerUsage` gives it.
  return {
    reportOn: (usage) => ask({ type: "report", usage }) as ReturnType<UsageAnalyst["reportOn"]>,
    lookBack: (days) => ask({ type: "past", days }) as ReturnType<UsageAnalyst["lookBack"]>,
    splitActuals: (plan) => ask({ type: "split", plan }) as ReturnType<UsageAnalyst["splitActuals"]>,
  };
}
