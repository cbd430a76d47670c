import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { keyOf } from "#shared/random/random.ts";
import { compileActuals } from "#shared/engine/observed/compileActuals.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { compileCurrencies, compileModel } from "./compileModel.ts";
import { compileContracts } from "#shared/engine/contracts/compileContracts.ts";
import type { CompiledPlan } from "./compiled.ts";
import { compileGroup, compileWorkload } from "./compileWorkload.ts";
import { workloadPrints } from "./prints.ts";
import { uncertainRetirements, withRetirements } from "./retirements.ts";
import { asAmount, createDrawCompiler, type DrawCompiler } from "./draws.ts";

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

/**
 * A plan whose expectations are those of all tasks, as if no month had closed: for what parameters predict of the months
 * (`expectation.ts`), not for trials.
 */
export function compileWhole(plan: ResolvedPlan, seed: number): CompiledPlan {
  const likely = plan.models.filter(({ retires }) => retires !== null && retires.probability >= 0.5);
  return compileYear(withRetirements(plan, new Set(likely.map(({ id }) => id))), seed, 0, true);
}

/** `isWhole`: no task is played one by one, so that the moments of a route are those of all tasks. */
function compileYear(plan: ResolvedPlan, seed: number, twinEvery: number, isWhole: boolean): CompiledPlan {
  const draws = createDrawCompiler(plan);
  const calendar = compileCalendar(plan);
  const people = plan.people.map((group) => compileGroup(group, draws));
  const context = { plan, people, monthStarts: calendar.monthStarts, draws, isWhole };
  return {
    seed,
    seedKey: keyOf(seed),
    twinEvery,
    ...calendar,
    budget: plan.budget.amount,
    blocks: plan.budget.atExhaustion === "block",
    shared: compileShared(plan, draws),
    models: plan.models.map((model) => compileModel(plan, model, draws)),
    currencies: compileCurrencies(plan, draws),
    numbers: draws.numbers,
    changes: draws.changes,
    fixedCosts: plan.fixedCosts.map((cost) => ({
      perMonth: draws.draw(pointerOf(["fixedCosts", cost.id, "perMonth"]), cost.perMonth, asAmount),
      renewal: cost.renewal === null ? null : draws.dated(cost.renewal),
    })),
    people,
    workloads: plan.workloads.map((workload) => compileWorkload(context, workload)),
    saysContracts: plan.saysContracts,
    contracts: compileContracts(plan, draws),
    seats: plan.seats,
    commitments: plan.commitments,
    costCentres: plan.costCentres,
    copula: draws.copula,
    caseCopula: draws.caseCopula,
    workloadPrints: () => workloadPrints(plan),
  };
}

function compileShared({ shared }: ResolvedPlan, { draw, nameOf }: DrawCompiler): CompiledPlan["shared"] {
  return {
    demand: draw("/shared/demand", shared.demand, asAmount),
    tokens: draw("/shared/tokens", shared.tokens, asAmount),
    prices: draw("/shared/prices", shared.prices, asAmount),
    wander: { ...shared.wander, name: nameOf("/shared/wander") },
  };
}

type Calendar = Pick<CompiledPlan, "days" | "monthStarts" | "monthOfDay" | "dayWeights" | "workingDays">;

function compileCalendar(plan: ResolvedPlan): Calendar {
  const monthStarts = Int32Array.from(plan.monthStarts, (day) => day - plan.start);
  const days = monthStarts[monthStarts.length - 1]!;
  const monthOfDay = new Int32Array(days);
  const workingDays = new Int32Array(monthStarts.length - 1);
  for (let month = 0; month + 1 < monthStarts.length; month++) {
    monthOfDay.fill(month, monthStarts[month], monthStarts[month + 1]);
    for (let day = monthStarts[month]!; day < monthStarts[month + 1]!; day++)
      if (plan.dayWeights[day] === 1) workingDays[month]!++;
  }
  return { days, monthStarts, monthOfDay, dayWeights: Float64Array.from(plan.dayWeights), workingDays };
}
