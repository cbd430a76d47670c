import { significant } from "#shared/format/digits.ts";
import { mean } from "#shared/statistics/moments.ts";
import { freshId } from "#shared/plan/ids.ts";
import type {
  Attempt,
  DatedMultiplier,
  Evidence,
  Mix,
  Model,
  Plan,
  Price,
  Workload,
} from "#shared/plan/schema/plan.ts";
import { DAYS_PER_MONTH, firstOfMonth, isoDateOf, tokenCost } from "#shared/units.ts";
import type { PeopleGroup, UsageTool } from "./answers.ts";
import { around, guessed, judged, measuredMonths, rounded, SCORE_90 } from "./assumed.ts";
import { ASSUMED_KIND, ASSUMED_PEOPLE, GROUP_KINDS, type GroupDefaults } from "./groupKinds.ts";
import type { ListPrice } from "#shared/plan/prices/priceMap.ts";
import { changeOf, datesOf } from "./renewals.ts";
import { toolTrend, type Setting } from "./setting.ts";
import { listPriceOf, type ToolInUse } from "./toolsInUse.ts";

type Metered = Pick<Plan, "models" | "workloads">;

/** The models and workloads of all tools that are paid by use: one workload for each tool and group of people. */
export function meteredWork(setting: Setting, tools: readonly ToolInUse[]): Metered {
  const models: Record<string, Model> = {};
  const workloads: Record<string, Workload> = {};
  const groups = setting.answers.people ?? [null];
  for (const { tool, from } of tools) {
    if (tool.kind !== "usage") continue;
    const entries = tool.models.map((named) => ({ named, list: listPriceOf(named) }));
    const ids = entries.map(({ list }) => {
      const known = Object.keys(models).find(
        (id) => models[id]!.name === list.name && models[id]!.provider === list.provider,
      );
      if (known !== undefined) return known;
      const id = freshId(list.name, models);
      models[id] = modelOf(setting, tool, list, from !== "answer");
      return id;
    });
    const shares = sharesOf(groups, tool);
    for (const [g, group] of groups.entries()) {
      const workload = workloadOf(setting, { tool, ids, share: shares[g]! }, group);
      workloads[freshId(workload.name ?? "work", workloads)] = workload;
    }
  }
  return { models, workloads };
}

function modelOf(setting: Setting, tool: UsageTool, list: ListPrice, isAssumed: boolean): Model {
  const source = `list price of ${list.name}, ${list.date}`;
  const evidence: Evidence = isAssumed
    ? guessed(`the model is not named yet; ${source}`)
    : { grade: "measured", source, date: list.date };
  const price = priceOfList(list, setting.currency, evidence);
  return { name: list.name, provider: list.provider, price, ...priceChangesOf(setting, tool) };
}

/** A list price as a plan in `currency` has it. */
export function priceOfList({ price: listed }: ListPrice, currency: string, evidence: Evidence): Price {
  const { input, cacheRead, cacheWrite, output } = listed;
  return {
    ...(currency === "USD" ? {} : { currency: "USD" }),
    input,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
    output,
    evidence,
  };
}

/** New prices by answer 6; until it is answered, a guess in the middle of the year. */
function priceChangesOf(setting: Setting, tool: UsageTool): Pick<Model, "priceChanges"> {
  const dates = datesOf(setting.answers, tool.name);
  if (dates.length > 0) return { priceChanges: dates.map((date) => changeOf(date, setting.answers.today)) };
  if (setting.answers.dates !== null) return {};
  const change: DatedMultiplier = {
    from: isoDateOf(firstOfMonth(setting.start, 6)),
    multiplier: {
      min: 0.7,
      max: 0.95,
      evidence: guessed("four of about ten current models became cheaper within half a year"),
    },
    probability: 0.4,
  };
  return { priceChanges: [change] };
}

/** How a tool's known spend is divided among groups: as their guessed use. */
function sharesOf(groups: readonly (PeopleGroup | null)[], tool: UsageTool): number[] {
  const weights = groups.map((group) => {
    const defaults = defaultsOf(group);
    return peopleOf(group) * middleOf(defaults.tasks) * tasksCost(tool, defaults);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

interface Work {
  readonly tool: UsageTool;
  readonly ids: readonly string[];
  /** Of the tool's spend. */
  readonly share: number;
}

function workloadOf(setting: Setting, { tool, ids, share }: Work, group: PeopleGroup | null): Workload {
  const { answers } = setting;
  const defaults = defaultsOf(group);
  const name = `${tool.name}, ${group?.name ?? defaults.work}`;
  const attempts = ids.map((id, i) => [id, attemptOf(listPriceOf(tool.models[i]!), defaults)] as const);
  const trend = toolTrend(answers, tool.name);
  return {
    name: name.slice(0, 200),
    status: trend === null ? "draft" : "production",
    demand: {
      ...usersOf(setting, group, trend !== null),
      // What was paid was paid for these very people, heavy and light: who they are is no uncertainty then.
      ...(trend === null ? { userSpread: 1.2 } : {}),
      tasksPerUserPerDay: tasksOf(setting, { tool, ids, share }, group),
      monthlyGrowth: setting.growth.number,
      wander: { monthlySd: rounded(Math.min(1, trend?.residualSd ?? 0.1)), persistence: 0.6 },
    },
    attempts: Object.fromEntries(attempts),
    // Correlation between runs of the same task 0.64 to 0.92, models by 0.42 (MODEL.md, section 6).
    difficulty: { acrossModels: 0.42, sameModel: 0.78 },
    route:
      ids.length === 1
        ? { steps: [ids[0]!] }
        : {
            choose: ids.map((id, i) => ({
              upTo: i === ids.length - 1 ? 1 : rounded((i + 1) / ids.length),
              steps: [id],
            })),
            by: "chance",
          },
    outcome: outcomeOf(setting, defaults),
  };
}

function outcomeOf({ dollarRate }: Setting, defaults: GroupDefaults): Workload["outcome"] {
  const { p10, p90 } = defaults.worth;
  return {
    unit: defaults.outcome,
    value: { p10: rounded(p10 * dollarRate), p90: rounded(p90 * dollarRate), evidence: guessed(defaults.worthSource) },
    captured: {
      min: 0.2,
      mode: 0.45,
      max: 0.8,
      evidence: guessed("79% report personal gains, 29% a significant return"),
    },
    reviewCost: {
      p10: rounded(p10 * dollarRate * 0.05),
      p90: rounded(p90 * dollarRate * 0.1),
      evidence: guessed("a twentieth to a tenth of what the outcome is worth"),
    },
  };
}

function defaultsOf(group: PeopleGroup | null): GroupDefaults {
  return GROUP_KINDS[group?.kind ?? ASSUMED_KIND];
}

/** People of a group, where their number changes the most there are. */
function peopleOf(group: PeopleGroup | null): number {
  if (group === null) return Math.sqrt(ASSUMED_PEOPLE.p10 * ASSUMED_PEOPLE.p90);
  return group.byMonth === undefined || group.byMonth.length === 0
    ? group.count
    : Math.max(...group.byMonth.map(({ people }) => people));
}

function usersOf(
  { answers: { today }, start }: Setting,
  group: PeopleGroup | null,
  isMeasured: boolean,
): Pick<Workload["demand"], "users" | "adoption"> {
  const source = "how many use AI is not answered yet";
  if (group === null)
    return {
      // Known spend is divided among however many they are: a range here would widen what is measured.
      users: isMeasured ? { value: 100, evidence: guessed(source) } : { ...ASSUMED_PEOPLE, evidence: guessed(source) },
    };
  const evidence = judged(today);
  const most = peopleOf(group);
  const { byMonth = [] } = group;
  if (byMonth.length === 0) return { users: { value: most, evidence } };
  const first = isoDateOf(start);
  const monthOf = (month: string): number =>
    (Number(month.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(month.slice(5)) - Number(first.slice(5, 7));
  const points = byMonth
    .map(({ month, people }) => ({ month: monthOf(month), share: { value: rounded(people / most), evidence } }))
    .toSorted((one, other) => one.month - other.month);
  return { users: { value: most, evidence }, adoption: points };
}

/**
 * Tasks of one person and day. With known spend they are set so that people, days and the mean cost of a task give the
 * level of that spend on the first day of the year, with the error of the level and of the growth up to that day.
 */
function tasksOf(
  setting: Setting,
  { tool, share }: Work,
  group: PeopleGroup | null,
): Workload["demand"]["tasksPerUserPerDay"] {
  const { answers, start, growth, workingDays, dollarRate } = setting;
  const defaults = defaultsOf(group);
  const trend = toolTrend(answers, tool.name);
  if (trend === null) return { ...defaults.tasks, evidence: guessed(defaults.tasksSource) };
  const gap = (start - trend.at) / DAYS_PER_MONTH;
  // A trend far from the year says little of it; what it says is not let run away.
  const reached = Math.min(36, Math.max(-36, gap));
  const level = trend.level * (1 + growth.middle) ** reached * share;
  const sd = Math.hypot(trend.levelSd, Math.max(0, reached) * growth.sd);
  const perTask = tasksCost(tool, defaults) * dollarRate;
  const tasks = level / (peopleAt(setting, group) * workingDays * perTask);
  return around(Math.min(1e6, Math.max(1e-6, tasks)), sd, measuredMonths(answers.today, trend.months));
}

/** People of a group on the first day of the year. */
function peopleAt({ start }: Setting, group: PeopleGroup | null): number {
  if (group === null) return 100;
  const { byMonth = [] } = group;
  if (byMonth.length === 0) return group.count;
  const month = isoDateOf(start).slice(0, 7);
  const ordered = byMonth.toSorted((one, other) => (one.month < other.month ? -1 : 1));
  const now = ordered.findLast((point) => point.month <= month) ?? ordered[0]!;
  return now.people > 0 ? now.people : peopleOf(group);
}

/** Mean cost of a task of a tool, US dollars. */
function tasksCost(tool: UsageTool, { tokens, mix }: GroupDefaults): number {
  const meanTokens = tokens.median * Math.exp(0.5 * tokens.sigma ** 2);
  const costs = tool.models.map((named) => {
    const list = listPriceOf(named);
    const priced = pricedMix(mix, list);
    const blended =
      (priced.input ?? 0) * list.price.input +
      (priced.cacheRead ?? 0) * (list.price.cacheRead ?? 0) +
      (priced.cacheWrite ?? 0) * (list.price.cacheWrite ?? 0) +
      (priced.output ?? 0) * list.price.output;
    return tokenCost(meanTokens, blended);
  });
  return Math.max(1e-9, mean(costs));
}

/** A mix of the classes that the model has a price for: what has none is read as input. */
function pricedMix(mix: Mix, { price }: ListPrice): Mix {
  const { input = 0, cacheRead = 0, cacheWrite = 0, output = 0 } = mix;
  const hasRead = price.cacheRead !== undefined;
  const hasWrite = price.cacheWrite !== undefined;
  const asInput = input + (hasRead ? 0 : cacheRead) + (hasWrite ? 0 : cacheWrite);
  return {
    input: significant(asInput, 9),
    ...(hasRead && cacheRead > 0 ? { cacheRead } : {}),
    ...(hasWrite && cacheWrite > 0 ? { cacheWrite } : {}),
    output,
  };
}

function attemptOf(list: ListPrice, { tokens, tokensSource, mix, success, successSource }: GroupDefaults): Attempt {
  return {
    tokens: { family: "lognormal", ...tokens, evidence: guessed(tokensSource) },
    mix: pricedMix(mix, list),
    success: { byEffort: [...success], evidence: guessed(successSource) },
  };
}

function middleOf({ p10, p90 }: { readonly p10: number; readonly p90: number }): number {
  const sigma = Math.log(p90 / p10) / (2 * SCORE_90);
  return Math.sqrt(p10 * p90) * Math.exp(0.5 * sigma ** 2);
}
