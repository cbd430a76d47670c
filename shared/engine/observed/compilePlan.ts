import { compileYear } from "#shared/engine/compile/compileYear.ts";
import { createDrawCompiler } from "#shared/engine/compile/draws.ts";
import { uncertainRetirements, withRetirements } from "#shared/engine/compile/retirements.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { compileActuals } from "./compileActuals.ts";
import type { CompiledForecast } from "./compiledForecast.ts";

/**
 * Compiles a plan that has passed all checks, and conditions it on its closed months. `twinEvery` as in CompiledPlan.
 */
export function compilePlan(plan: ResolvedPlan, seed: number, twinEvery: number): CompiledForecast {
  const uncertain = uncertainRetirements(plan);
  if (uncertain.length === 0) return compileRetired(plan, new Set(), seed, twinEvery);
  const { nameOf } = createDrawCompiler(plan);
  const events = uncertain.map((id) => ({
    name: nameOf(`${pointerOf(["models", id, "retires"])}#happens`),
    probability: plan.models.find((model) => model.id === id)!.retires!.probability,
  }));
  const known = new Map<number, CompiledForecast>();
  const variant = (retired: number): CompiledForecast => {
    const compiled =
      known.get(retired) ??
      compileRetired(
        plan,
        new Set(uncertain.filter((_, i) => Math.floor(retired / 2 ** i) % 2 === 1)),
        seed,
        twinEvery,
      );
    known.set(retired, compiled);
    return compiled;
  };
  // What stands for the plan as a whole: what is more likely than not has happened.
  const likely = events.reduce((mask, { probability }, i) => (probability >= 0.5 ? mask + 2 ** i : mask), 0);
  return { ...variant(likely), retirements: { events, variant } };
}

/** The plan under the retirements of these models. */
function compileRetired(
  plan: ResolvedPlan,
  retired: ReadonlySet<string>,
  seed: number,
  twinEvery: number,
): CompiledForecast {
  const compiled = compileYear(withRetirements(plan, retired), seed, twinEvery, false);
  if (plan.actuals === null) return { ...compiled, retirements: null, actuals: null };
  const own = withRetirements(plan, retired);
  const under = withRetirements(plan.actuals.under ?? plan, retired);
  const whole = compileYear(under, seed, 0, true);
  return { ...compiled, retirements: null, actuals: compileActuals(own, compiled, whole, under) };
}
