import { betaCdf } from "#shared/numerics/incompleteBeta.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { adoptionOn } from "./adoption.ts";
import { monthOf } from "./calendar.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
import type { Parameters } from "./parameters.ts";

// Section 3.9a.

/** People of a workload in the fiscal month of a day. */
export function peopleOn(plan: ResolvedPlan, parameters: Parameters, w: number, day: number): number {
  const { users, adoption, headGrowth, headsByMonth } = parameters.workloads[w]!;
  const month = monthOf(plan, day);
  const first = plan.monthStarts[month]! - plan.start;
  const heads = (headsByMonth?.[month] ?? 1) * (1 + headGrowth) ** (first / DAYS_PER_MONTH);
  return users * heads * adoptionOn(adoption, first);
}

/** E[(X − a)⁺] of one of n people with mean use M, whose uses have the relative spread c. */
export function over(M: number, a: number, n: number, c: number): number {
  if (M === 0) return 0;
  if (n === 1 || c === 0) return Math.max(0, M - a);
  const x = a / (n * M);
  if (x >= 1) return 0;
  const [k, rest] = [1 / c ** 2, (n - 1) / c ** 2];
  return M * (1 - betaCdf(x, k + 1, rest)) - a * (1 - betaCdf(x, k, rest));
}

/** Share of a day's use u that lies beyond an amount a person, the month's mean use being M before it. */
export function shareBeyond(u: number, M: number, a: number, n: number, c: number): number {
  if (u === 0) return 0;
  return Math.min(1, Math.max(0, (n * (over(M + u / n, a, n, c) - over(M, a, n, c))) / u));
}
