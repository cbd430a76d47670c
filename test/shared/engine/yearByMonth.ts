import { hashedSource } from "#shared/engine/parameters/sources.ts";
import { trialKey } from "#shared/engine/parameters/trialKey.ts";
import { beginYear, enterParameters } from "#shared/engine/month/arrivals.ts";
import { bookMonth } from "#shared/engine/month/bookMonth.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { drawParametersFrom } from "#shared/engine/parameters/drawParameters.ts";
import { workMonth } from "#shared/engine/month/monthCap.ts";
import { createYear } from "#shared/engine/year/yearState.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import type { ActualMonth, Plan } from "#shared/plan/schema/plan.ts";
import { under } from "#shared/random/random.ts";
import { isoMonthOf } from "#shared/units.ts";

/**
 * A year of a plan as it might happen: one trial, told by month and workload as the closed months of a plan tell it. No
 * budget stops it.
 */
export function yearByMonth(
  plan: Plan,
  seed: number,
): (trial: number) => { readonly months: ActualMonth[]; readonly spend: number } {
  const resolved = resolvePlan(plan);
  const compiled = compilePlan(resolved, seed, 0);
  const year = createYear(compiled);
  return (trial) => {
    const key = trialKey(compiled.seedKey, trial);
    drawParametersFrom(compiled, hashedSource(key), year.parameters);
    for (const run of year.runs) {
      enterParameters(run, year.parameters);
      beginYear(run, under(key, 1), year.parameters);
    }
    let spend = 0;
    const months = resolved.monthStarts.slice(0, -1).map((start, month): ActualMonth => {
      const workloads: Record<string, ActualMonth["workloads"][string]> = {};
      for (const [w, run] of year.runs.entries()) {
        const before = { ...run.year, tokens: run.year.tokens.slice() };
        workMonth(run, month);
        bookMonth(run, month, null);
        const { spend: all, right, wrong, failed, attempts } = run.year;
        const tasks = right + wrong + failed - before.right - before.wrong - before.failed;
        const { id, attempts: models } = resolved.workloads[w]!;
        const tokens = Object.fromEntries(
          models.map(({ modelId }, k) => [modelId, run.year.tokens[k]! - before.tokens[k]!]),
        );
        workloads[id] = {
          spend: all - before.spend,
          tasks,
          attempts: attempts - before.attempts,
          tokens,
          outcomes: Math.min(tasks, right - before.right),
        };
      }
      const fixedCosts = Object.fromEntries(
        resolved.fixedCosts.map(({ id }, i) => [id, year.parameters.fixedCosts[i]![month]!]),
      );
      spend +=
        Object.values(workloads).reduce((sum, own) => sum + own.spend, 0) +
        Object.values(fixedCosts).reduce((sum, money) => sum + money, 0);
      return { month: isoMonthOf(start), workloads, fixedCosts };
    });
    return { months, spend };
  };
}

/** The plan after so many of the months have closed. */
export function closedTo(plan: Plan, months: readonly ActualMonth[], closed: number): Plan {
  return setActuals(plan, { months: months.slice(0, closed) }).plan;
}
