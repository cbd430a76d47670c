import { checkPlan } from "#shared/plan/check/read.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";

/** An input that a sweep varies, by its JSON pointer, and the values that it takes. */
export interface Varied {
  readonly pointer: string;
  readonly values: readonly unknown[];
}

/** One forecast of a sweep. */
export interface SweepRow {
  /** 1 the first; the same for the same plans, scenarios and inputs, so that a scheduler can ask for a row alone. */
  readonly row: number;
  /** Place of the plan among those given. */
  readonly plan: number;
  readonly scenario: string | null;
  /** One value for each varied input. */
  readonly values: readonly unknown[];
}

/**
 * The index of a sweep: every plan, in each of its scenarios that is asked for, with every combination of the varied
 * inputs; the last input changes fastest. `scenarios` null: all that a plan has, and the plan itself.
 */
export function sweepRows(
  plans: readonly Plan[],
  scenarios: readonly (string | null)[] | null,
  varied: readonly Varied[],
): SweepRow[] {
  const combinations = varied.reduce<readonly (readonly unknown[])[]>(
    (before, { values }) => before.flatMap((one) => values.map((value) => [...one, value])),
    [[]],
  );
  const rows = plans.flatMap((plan, place) =>
    (scenarios ?? [null, ...scenarioIds(plan)]).flatMap((scenario) =>
      combinations.map((values) => ({ plan: place, scenario, values })),
    ),
  );
  return rows.map((row, i) => ({ row: i + 1, ...row }));
}

/**
 * The plan of a row: with its scenario's changes, then the values of the row, so that a column says what was simulated
 * whatever the scenario changes. `problem`: why there is no such plan, in one sentence.
 */
export function planOfRow(
  plan: Plan,
  { scenario, values }: Pick<SweepRow, "scenario" | "values">,
  varied: readonly Varied[],
): { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly problem: string } {
  let changed = scenario === null ? plan : applyScenario(plan, scenario);
  for (const [i, { pointer }] of varied.entries()) {
    try {
      changed = setAt(changed, pointer, values[i]);
    } catch {
      return {
        ok: false,
        problem: `${pointer} is not an input of the plan. Wanted: a JSON pointer such as /budget/amount.`,
      };
    }
  }
  const read = checkPlan(changed);
  return read.ok ? { ok: true, plan: read.plan } : { ok: false, problem: describeIssue(read.issues[0]!) };
}
