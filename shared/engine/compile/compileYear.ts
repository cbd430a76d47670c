import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { keyOf } from "#shared/random/random.ts";
import { compileCurrencies, compileModel } from "./compileModel.ts";
import { compileContracts } from "./compileContracts.ts";
import type { CompiledPlan } from "./compiled.ts";
import { compileGroup, compileWorkload } from "./compileWorkload.ts";
import { workloadPrints } from "./prints.ts";
import { withRetirements } from "./retirements.ts";
import { asAmount, createDrawCompiler, type DrawCompiler } from "./draws.ts";

/**
 * A plan whose expectations are those of all tasks, as if no month had closed: for what parameters predict of the months
 * (`expectation.ts`), not for trials.
 */
export function compileWhole(plan: ResolvedPlan, seed: number): CompiledPlan {
  const likely = plan.models.filter(({ retires }) => retires !== null && retires.probability >= 0.5);
  return compileYear(withRetirements(plan, new Set(likely.map(({ id }) => id))), seed, 0, true);
}

/**
 * A plan as if no month had closed, for trials numbered under `seed`; `twinEvery` as in CompiledPlan. `isWhole`: no task
 * is played one by one, so that the moments of a route are those of all tasks.
 */
export function compileYear(plan: ResolvedPlan, seed: number, twinEvery: number, isWhole: boolean): CompiledPlan {
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
    contracts: compileContracts(plan, people, draws),
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
