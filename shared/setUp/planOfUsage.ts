import { addWorkload, newAttempt, omit } from "#shared/plan/edits/edits.ts";
import { addModel } from "#shared/plan/edits/modelEdits.ts";
import { currentPrices, type ListPrice } from "#shared/plan/prices/priceMap.ts";
import type { Evidence, Model, Plan, Route } from "#shared/plan/schema/plan.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import type { RunGroup, UsageSummary } from "#shared/usage/answers/answers.ts";
import { planModelFor } from "#shared/usage/plan/planModels.ts";
import type { WorkloadRule } from "#shared/usage/answers/workloadRules.ts";
import { significant } from "#shared/format/digits.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
import { rounded } from "./assumed.ts";
import { priceOfList } from "./meteredWork.ts";

/** What usage alone makes a plan of: models with prices, and workloads with the rules that assign rows to them. */
export interface ProposedPlan {
  readonly plan: Plan;
  readonly rules: readonly WorkloadRule[];
  /** Ids of the workloads, the largest first: their costs and demand are fitted to their runs next. */
  readonly workloads: readonly string[];
  /** Models of the usage that have no price, by the exports' names. */
  readonly unpriced: readonly string[];
}

/** Labels with so many values make workloads; more would be a list of everything. */
const FEWEST_VALUES = 1;
const MOST_VALUES = 6;
/** Share of the tokens that the values of a label must have between them. */
const COVERED = 0.9;
/** Source of tables that are read by their columns: its name says nothing of the work. */
const OWN_TABLE = "table";

/**
 * The plan that usage proposes, in place of the models and workloads of `before`: every model of the usage at its list
 * price, and a workload for each value of the label that divides the usage best, else for each source. Null: no model of
 * the usage has a price.
 */
export function planOfUsage(
  before: Plan,
  summary: Pick<UsageSummary, "models" | "sources" | "labels" | "money" | "period">,
): ProposedPlan | null {
  let plan: Plan = { ...omit(before, "correlations"), budget: budgetOf(before, summary), models: {}, workloads: {} };
  const ids = new Map<string, string>();
  const unpriced: string[] = [];
  const used = summary.models.filter(({ model, tokens }) => model !== null && sumOf(Object.values(tokens)) > 0);
  for (const { model, pricedAs, provider } of used) {
    const list = listPriceFor(pricedAs, provider);
    if (list === undefined) unpriced.push(model!);
    else if (planModelFor(plan, model!, pricedAs) === null) plan = addModel(plan, modelOf(plan, list)).plan;
    const id = planModelFor(plan, model!, pricedAs);
    if (id !== null) ids.set(model!, id);
  }
  if (ids.size === 0) return null;
  const models = [...new Set(ids.values())];
  const rules: WorkloadRule[] = [];
  const workloads: string[] = [];
  for (const { name, field, text, exported } of divisionsOf(summary)) {
    const own = exported === null ? models : [...new Set(exported.flatMap((one) => ids.get(one) ?? []))];
    if (own[0] === undefined) continue;
    const added = addWorkload(plan, own[0], name);
    const attempts = Object.fromEntries(own.map((id) => [id, newAttempt()]));
    const { demand: empty } = added.plan.workloads[added.id]!;
    const demand = { ...empty, users: { value: 1, evidence: NOBODY } };
    const workload = { ...added.plan.workloads[added.id]!, status: "production" as const, attempts, demand };
    plan = { ...added.plan, workloads: { ...added.plan.workloads, [added.id]: workload } };
    rules.push({ field, match: "is", text, workload: added.id });
    workloads.push(added.id);
  }
  return workloads.length === 0 ? null : { plan: inItsVersion(plan, before), rules, workloads, unpriced };
}

/** The plan with each workload's work divided among its models as its runs are; models without runs are taken out. */
export function withRoutesOf(
  plan: Plan,
  groups: readonly RunGroup[],
  modelOf: (exported: string) => string | null,
): Plan {
  const workloads = Object.entries(plan.workloads).map(([id, workload]): [string, Plan["workloads"][string]] => {
    const runs = new Map<string, number>();
    for (const group of groups) {
      const model = group.workload === id && group.model !== null ? modelOf(group.model) : null;
      if (model !== null && Object.hasOwn(workload.attempts, model))
        runs.set(model, (runs.get(model) ?? 0) + group.runs);
    }
    const shares = [...runs].filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one);
    if (shares.length === 0) return [id, workload];
    const attempts = Object.fromEntries(shares.map(([model]) => [model, workload.attempts[model]!]));
    return [id, { ...workload, attempts, route: routeOf(shares) }];
  });
  return { ...plan, workloads: Object.fromEntries(workloads) };
}

function routeOf(shares: readonly (readonly [string, number])[]): Route {
  const total = sumOf(shares.map(([, count]) => count));
  let sum = 0;
  const steps = shares.map(([model, count]) => {
    sum += count / total;
    return { upTo: rounded(sum), steps: [model] };
  });
  // Of dozens of models the last have shares that vanish in four digits: each branch must reach further than the last.
  const choose = steps.filter(({ upTo }, i) => upTo > (steps[i - 1]?.upTo ?? 0));
  if (choose.length === 1) return { steps: choose[0]!.steps };
  return { choose: choose.map((step, i) => (i === choose.length - 1 ? { ...step, upTo: 1 } : step)), by: "chance" };
}

/** Until demand is fitted, and where the usage names no people, all tasks are those of one. */
const NOBODY: Evidence = {
  grade: "guessed",
  source: "the usage names no people: all tasks are counted as one person's",
};

/** The plan's budget; of a plan of guesses, what the usage came to, carried forward for the year. */
function budgetOf(
  { budget, currency, fiscalYear }: Plan,
  { money, period }: Pick<UsageSummary, "money" | "period">,
): Plan["budget"] {
  const own = money.find((one) => one.currency === currency);
  const spent = own?.billed ?? own?.list ?? null;
  if (spent === null || spent <= 0 || period === null) return budget;
  const days = Math.max(1, (period.to - period.from) / MS_PER_DAY);
  const yearly = (spent / days) * DAYS_PER_MONTH * fiscalYear.months;
  return { ...omit(budget, "phasing"), amount: significant(yearly, 2) };
}

const MS_PER_DAY = 86_400_000;

interface Division {
  readonly name: string;
  readonly field: string;
  readonly text: string;
  /** Models that it uses, by the exports' names; null: not known, all may be. */
  readonly exported: readonly string[] | null;
}

/** The parts that usage falls into: by its best label, else by source. */
function divisionsOf({ sources, labels, models }: Pick<UsageSummary, "models" | "sources" | "labels">): Division[] {
  const whole = sumOf(models.flatMap(({ tokens }) => Object.values(tokens)));
  const label = labels.find(({ values }) => {
    const named = values.filter(({ value }) => value !== "");
    const isFew = named.length >= FEWEST_VALUES && named.length <= MOST_VALUES;
    return isFew && sumOf(named.map(({ tokens }) => tokens)) >= COVERED * whole;
  });
  if (label !== undefined)
    return label.values
      .filter(({ value }) => value !== "")
      .map(({ value }) => ({ name: value.slice(0, 120), field: label.name, text: value, exported: null }));
  return sources
    .filter(({ isLeftOut, hasTokens }) => !isLeftOut && hasTokens)
    .map(({ source, name, models: own }) => ({
      name: source === OWN_TABLE ? "Imported usage" : name,
      field: "source",
      text: source,
      exported: own,
    }));
}

function listPriceFor(pricedAs: string | null, provider: string | null): ListPrice | undefined {
  if (pricedAs === null) return undefined;
  const named = currentPrices.filter(({ model, name }) => model === pricedAs || name === pricedAs);
  return named.find((list) => list.provider.toLowerCase() === provider?.toLowerCase()) ?? named[0];
}

function modelOf({ currency }: Plan, list: ListPrice): Model {
  const evidence: Evidence = {
    grade: "measured",
    source: `list price of ${list.name}, ${list.date}`,
    date: list.date,
  };
  return { name: list.name, provider: list.provider, price: priceOfList(list, currency, evidence) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
