import { TOKENS_PER_MTOK } from "#shared/units.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { plannedMonths } from "#shared/engine/expectedMonths.ts";
import type { ResolvedPlan, ResolvedActualsWorkload } from "#shared/plan/resolved.ts";

/** Money by which the closed months differ from the plan, by cause; together exactly the difference. */
export interface VarianceParts {
  /** A token costs more or less than planned. */
  readonly price: number;
  /** More or fewer tasks. */
  readonly volume: number;
  readonly tokensPerTask: number;
  /** Other models than planned took the tokens. */
  readonly mix: number;
  /** What run-to-run variation explains by itself. */
  readonly luck: number;
  /** Of months whose tasks are not known: nothing to split it by. */
  readonly unsplit: number;
}

export interface WorkloadVariance {
  readonly id: string;
  /** Money in the closed months: as the plan expected, and as it was. */
  readonly planned: number;
  readonly actual: number;
  readonly parts: VarianceParts;
  /** Tasks and tokens of all closed months; an actual that is not known in every one of them is null. */
  readonly tasks: { readonly planned: number; readonly actual: number | null };
  readonly tokens: { readonly planned: number; readonly actual: number | null };
}

export interface ActualsVariance {
  readonly months: number;
  readonly planned: number;
  readonly actual: number;
  readonly workloads: readonly WorkloadVariance[];
  /** Fixed costs: actual less planned. */
  readonly fixedCosts: number;
  /** Money that belongs to nothing in the plan. */
  readonly unassigned: number;
}

/** Worlds over which the plan's expectation is taken. */
const DRAWS = 256;
/**
 * A deviation that is no more standard deviations of chance than this is all chance; of a larger one the square of this
 * over its own square.
 */
const CHANCE_REACH = 3;

/** Factors nearer to 1 than this differ by rounding. */
const ROUNDING = 1e-6;

/**
 * The closed months against the plan, split into causes. A workload's spend is a product: tasks × tokens a task × price
 * of a token at the plan's prices (the mix) × prices over the plan's. The difference of two products is split by
 * logarithms, each factor ln(actual / planned) times the logarithmic mean of the two spends, so that parts sum exactly
 * and no order matters (LMDI).
 *
 * Each factor varies by chance: Poisson arrivals, the spread of a task's cost. What chance alone may well have done is chance: of a
 * deviation d with standard deviation s of chance the share min(1, (3s/d)²), as in a positive-part James–Stein estimate.
 * Pure noise is so all chance, and a real change nearly all cause.
 *
 * Null in a plan without actuals. Sources  B. W. Ang (2005), The LMDI approach to decomposition analysis, Energy Policy
 * 33; W. James & C. Stein (1961).
 */
export function actualsVarianceOf(plan: ResolvedPlan, seed = 1): ActualsVariance | null {
  const { actuals } = plan;
  if (actuals === null) return null;
  const { workloads: planned, fixedCosts: plannedFixed } = plannedOf(actuals.under ?? plan, actuals.months, seed);
  const total = (months: readonly number[]): number => months.reduce((sum, money) => sum + money, 0);
  const workloads = actuals.workloads.map((own): WorkloadVariance => {
    const expected = planned.get(own.id) ?? NOTHING_PLANNED;
    return splitWorkload(own, expected);
  });
  const fixed = actuals.fixedCosts.reduce((sum, months) => sum + total(months), 0);
  const unassigned = total(actuals.unassigned);
  return {
    months: actuals.months,
    planned: workloads.reduce((sum, one) => sum + one.planned, plannedFixed),
    actual: workloads.reduce((sum, one) => sum + one.actual, fixed + unassigned),
    workloads,
    fixedCosts: fixed - plannedFixed,
    unassigned,
  };
}

/** What a plan expected of a workload's months, over all it did not know. */
interface PlannedWorkload {
  readonly tasks: readonly number[];
  readonly spend: readonly number[];
  /** Relative variance of a task's cost. */
  readonly costVariance: readonly number[];
  /** By model: tokens by month, and money for one. */
  readonly tokens: ReadonlyMap<string, readonly number[]>;
  readonly prices: ReadonlyMap<string, number>;
}

const NOTHING_PLANNED: PlannedWorkload = {
  tasks: [],
  spend: [],
  costVariance: [],
  tokens: new Map(),
  prices: new Map(),
};

function plannedOf(
  plan: ResolvedPlan,
  months: number,
  seed: number,
): { readonly workloads: ReadonlyMap<string, PlannedWorkload>; readonly fixedCosts: number } {
  const { workloads: sums, fixedCosts } = plannedMonths(plan, seed, months, DRAWS);
  return {
    fixedCosts,
    workloads: new Map(
      plan.workloads.map(({ id, attempts }, w): [string, PlannedWorkload] => {
        const { tasks, spend, costVariance, tokens, money } = sums[w]!;
        const byModel = attempts.map(({ modelId }, k) => ({
          modelId,
          tokens: tokens[k]!,
          all: tokens[k]!.reduce((sum, one) => sum + one, 0),
          money: money[k]!,
        }));
        const listed = attempts.map(({ modelId, mix }): [string, number] => {
          const { price } = plan.models.find((model) => model.id === modelId)!;
          return [modelId, blendedPrice(mix, price) / TOKENS_PER_MTOK];
        });
        // A model that the plan never expected to run has its list price.
        const prices = new Map([
          ...listed,
          ...byModel
            .filter(({ all }) => all > 0)
            .map(({ modelId, all, money: paid }): [string, number] => [modelId, paid / all]),
        ]);
        return [
          id,
          { tasks, spend, costVariance, tokens: new Map(byModel.map((one) => [one.modelId, one.tokens])), prices },
        ];
      }),
    ),
  };
}

function splitWorkload(own: ResolvedActualsWorkload, expected: PlannedWorkload): WorkloadVariance {
  const months = own.spend.map((_, m) => m);
  const over = (of: readonly number[], which: readonly number[]): number =>
    which.reduce((sum, m) => sum + (of[m] ?? 0), 0);
  const planned = over(expected.spend, months);
  const actual = over(own.spend, months);
  const known = months.filter((m) => own.tasks[m] !== null);
  const unknown = months.filter((m) => own.tasks[m] === null);
  const unsplit = over(own.spend, unknown) - over(expected.spend, unknown);
  const plannedSpend = over(expected.spend, known);
  const actualSpend = over(own.spend, known);
  const plannedTasks = over(expected.tasks, known);
  const actualTasks = known.reduce((sum, m) => sum + own.tasks[m]!, 0);
  const none = { price: 0, volume: 0, tokensPerTask: 0, mix: 0, luck: 0, unsplit };
  const amounts = {
    id: own.id,
    planned,
    actual,
    tasks: { planned: over(expected.tasks, months), actual: unknown.length === 0 ? actualTasks : null },
    tokens: tokensOf(own, expected, months),
  };
  if (!(plannedSpend > 0 && actualSpend > 0 && plannedTasks > 0 && actualTasks > 0)) {
    // From nothing, or to nothing: there is no ratio, and it is tasks that came or went.
    return { ...amounts, parts: { ...none, volume: actualSpend - plannedSpend } };
  }
  const variance = over(expected.costVariance, known) / known.length;
  const [tokens, mix, price] = costFactors(
    own,
    expected,
    known,
    { planned: plannedSpend / plannedTasks, actual: actualSpend / actualTasks },
    { planned: plannedTasks, actual: actualTasks },
  );
  const factors = [
    { cause: "volume" as const, ln: Math.log(actualTasks / plannedTasks), noise: Math.sqrt(1 / plannedTasks) },
    { cause: "tokensPerTask" as const, ln: tokens, noise: Math.sqrt(variance / actualTasks) },
    { cause: "mix" as const, ln: mix.ln, noise: Math.sqrt((mix.spread * (1 + variance)) / actualTasks) },
    { cause: "price" as const, ln: price.ln, noise: price.other * Math.sqrt((1 + variance) / actualTasks) },
  ];
  const difference = actualSpend - plannedSpend;
  const lnRatio = Math.log(actualSpend / plannedSpend);
  const weight = Math.abs(lnRatio) < 1e-9 ? plannedSpend : difference / lnRatio;
  const parts = { ...none };
  let explained = 0;
  for (const { cause, ln, noise } of factors) {
    const share = Math.abs(ln) < ROUNDING ? 0 : Math.max(0, 1 - ((CHANCE_REACH * noise) / ln) ** 2);
    parts[cause] = weight * ln * share;
    explained += parts[cause];
  }
  return { ...amounts, parts: { ...parts, luck: difference - explained } };
}

function tokensOf(
  own: ResolvedActualsWorkload,
  expected: PlannedWorkload,
  months: readonly number[],
): WorkloadVariance["tokens"] {
  const planned = [...expected.tokens.values()].reduce(
    (sum, byMonth) => sum + months.reduce((total, m) => total + byMonth[m]!, 0),
    0,
  );
  const actual = months.reduce((sum: number | null, m) => {
    const byModel = own.tokens[m];
    return sum === null || byModel === null || byModel === undefined
      ? null
      : sum + Object.values(byModel).reduce((total, tokens) => total + tokens, 0);
  }, 0);
  return { planned, actual };
}

/** A figure as planned and as it came. */
interface PlannedAndActual {
  readonly planned: number;
  readonly actual: number;
}

/**
 * ln of actual over planned of tokens a task, of the mean price of a token by the plan's prices, and of what is paid
 * over those; and how uneven the plan's prices are. Without tokens by model in every month, a task's cost is all that
 * is known, and counts as tokens.
 */
function costFactors(
  own: ResolvedActualsWorkload,
  expected: PlannedWorkload,
  known: readonly number[],
  cost: PlannedAndActual,
  tasks: PlannedAndActual,
): [number, { readonly ln: number; readonly spread: number }, { readonly ln: number; readonly other: number }] {
  const nothing = { ln: 0, spread: 0, other: 0 };
  let plannedTokens = 0;
  let plannedMoney = 0;
  for (const [model, months] of expected.tokens) {
    const tokens = known.reduce((sum, m) => sum + months[m]!, 0);
    plannedTokens += tokens;
    plannedMoney += tokens * expected.prices.get(model)!;
  }
  const meanPrice = plannedMoney / plannedTokens;
  let actualTokens = 0;
  let actualMoney = 0;
  for (const m of known) {
    const byModel = own.tokens[m];
    if (byModel === null || byModel === undefined) return [Math.log(cost.actual / cost.planned), nothing, nothing];
    for (const [model, tokens] of Object.entries(byModel)) {
      actualTokens += tokens;
      actualMoney += tokens * (expected.prices.get(model) ?? meanPrice);
    }
  }
  if (!(plannedMoney > 0 && actualMoney > 0)) return [Math.log(cost.actual / cost.planned), nothing, nothing];
  let spread = 0;
  for (const [model, months] of expected.tokens) {
    const share = known.reduce((sum, m) => sum + months[m]!, 0) / plannedTokens;
    spread += share * (expected.prices.get(model)! / meanPrice - 1) ** 2;
  }
  const plannedOver = (cost.planned * tasks.planned) / plannedMoney;
  const actualOver = (cost.actual * tasks.actual) / actualMoney;
  return [
    Math.log(actualTokens / tasks.actual / (plannedTokens / tasks.planned)),
    { ln: Math.log(actualMoney / actualTokens / meanPrice), spread },
    // Verifiers and choices are paid beside tokens: their share of the money differs by chance.
    { ln: Math.log(actualOver / plannedOver), other: Math.max(0, 1 - 1 / plannedOver) },
  ];
}
