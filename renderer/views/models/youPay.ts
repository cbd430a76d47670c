import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { significant } from "#shared/format/digits.ts";
import { formatPrice } from "#shared/format/money.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** What a million tokens of a model cost in the plan's money, with the mix of the first entry that uses it: contract price. */
export function youPay(plan: Plan, resolved: ResolvedPlan | null, modelId: string): string {
  const model = resolved?.models.find(({ id }) => id === modelId);
  const attempts = resolved?.workloads.flatMap((workload) => workload.attempts) ?? [];
  // A successor without an entry of its own does the work of the one that retires.
  const before = resolved?.models.find(({ retires }) => retires?.successor === modelId)?.id;
  const attempt = [modelId, before].flatMap((id) => attempts.find((one) => one.modelId === id) ?? [])[0];
  if (model === undefined || attempt === undefined) return "–";
  const { discount, markup } = model.terms;
  const factor = (1 - uncertainQuantile(discount, 0.5)) * (1 + uncertainQuantile(markup, 0.5));
  return formatPrice(plan.currency, significant(blendedPrice(attempt.mix, model.price) * factor, 3));
}
