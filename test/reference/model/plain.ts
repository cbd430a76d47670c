import { compileTokens } from "#shared/distributions/tokens.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { keyOf, under } from "#shared/random/random.ts";
import { drawParameters } from "./parameters.ts";
import type { PlainYear } from "./plainYear.ts";
import { simulateYear } from "./year.ts";

/**
 * The plain reference: one year after another, day by day, task by task, attempt by attempt, as the model is written
 * down. Slow and meant to be: it is the definition that the fast engine is tested against, so it shares no code with it
 * beyond the plan, addressed random numbers and the distributions. Each section of the model (shared/MODEL.md) is a
 * file: parameters.ts and draws.ts (3.1), demand.ts and adoption.ts (3.2), attempt.ts (3.3 to 3.5), price.ts (3.6),
 * route.ts (3.7), monthCap.ts and tally.ts (3.9), year.ts, arrivalDays.ts and workloadState.ts (3.8 to 3.12),
 * caseYear.ts and decision.ts (3b).
 *
 * Where the model leaves a choice, this is what is done:
 * - Rebound is never clamped (it is usually negative); `captured` is a share. Every other uncertain number is as the
 *   model says.
 * - p(d)/p(0) of the rebound compares one model with itself: the lead model of the route in force on day d, on day d
 *   and on day 0. Where either multiplier is 0 the factor is 1.
 * - A working day, for deferred work, is a day of weight 1.
 * - Deferred work keeps the route, attempt cap, tokens and answers of its day of arrival; only its attempts' money
 *   follows the prices of the day it is done. It is worked as one with that day's own tasks, and what is again over the
 *   room waits again. Should a later policy block or degrade it, it is blocked or degraded; degraded, it runs today's
 *   fallback route and attempt cap with the random numbers, the tokens growth and, for a cap in money, the price of its
 *   day of arrival.
 * - A month without lag meets its cap on the first day whose work costs more than the room; with lag, on the first day
 *   on which the action would fall. Approval is drawn then, once; a change of the cap within the month asks no second
 *   time.
 * - With `block`, work stops when cumulative spend *reaches* the amount. Later arrivals and all that waits are unmet;
 *   fixed costs, those of the day itself included, come first and go on.
 * - An attempt stopped by its cap with a fallback model is followed by an attempt that is not capped but may run away.
 *
 * @returns the years of trials firstTrial … endTrial − 1; a trial depends on the plan, the seed and its number alone
 */
export function simulatePlain(plan: ResolvedPlan, seed: number, firstTrial: number, endTrial: number): PlainYear[] {
  const curves = plan.workloads.map((workload) => workload.attempts.map((attempt) => compileTokens(attempt.tokens)));
  const years: PlainYear[] = [];
  for (let trial = firstTrial; trial < endTrial; trial++) {
    const key = under(keyOf(seed), "plain", trial);
    years.push(simulateYear({ plan, curves, parameters: drawParameters(plan, curves, key), key }));
  }
  return years;
}
