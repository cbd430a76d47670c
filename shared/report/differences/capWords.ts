import { formatPercent } from "#shared/format/chances.ts";
import { formatTokens } from "#shared/format/counts.ts";
import { formatMoney } from "#shared/format/money.ts";
import type { AttemptCap, MonthCap, Plan } from "#shared/plan/schema/plan.ts";
import { modelName, routeWords } from "./routeWords.ts";

/** "stop at 6.0M tokens", "stop at $3, then one attempt with Opus". */
export function attemptCapWords(plan: Plan, cap: AttemptCap): string {
  const stop = "tokens" in cap ? `${formatTokens(cap.tokens)} tokens` : formatMoney(plan.currency, cap.cost);
  const then =
    cap.fallbackModel !== undefined
      ? `, then one attempt with ${modelName(plan, cap.fallbackModel)}`
      : cap.partial !== undefined && cap.partial > 0
        ? ", handed back"
        : "";
  const asks = cap.approval !== undefined && cap.approval > 0 ? `, ${formatPercent(cap.approval)} may continue` : "";
  return `stop at ${stop}${then}${asks}`;
}

const AT_CAP = { block: "then block", defer: "then defer to next month", degrade: "then" } as const;

/** "$455,000, then block", "$250,000, then Haiku". */
export function monthCapWords(plan: Plan, { amount, atCap, fallback, lagDays = 0, approval = 0 }: MonthCap): string {
  const then = atCap === "degrade" && fallback !== undefined ? `then ${routeWords(plan, fallback)}` : AT_CAP[atCap];
  const lag = lagDays > 0 ? `, known ${lagDays} ${lagDays === 1 ? "day" : "days"} late` : "";
  return `${formatMoney(plan.currency, amount)}, ${then}${lag}${approval > 0 ? `, lifted in ${formatPercent(approval)}` : ""}`;
}
