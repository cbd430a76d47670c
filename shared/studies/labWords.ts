import { formatPercent, formatShare } from "#shared/format/chances.ts";
import { formatCount, formatFactor, formatTokens } from "#shared/format/counts.ts";
import { significantStep, toDecimals } from "#shared/format/digits.ts";
import {
  formatExactMoney,
  formatMoney,
  formatMoneyApart,
  formatStatedMoney,
  formatTaskMoney,
} from "#shared/format/money.ts";
import { sentenceCase } from "#shared/format/text.ts";
import {
  averageImprovement,
  averagePgr,
  callPerformanceThreshold,
  mixingHull,
} from "#shared/forecast/answers/routerMetrics.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { CapLab, CapPoint } from "./capLab/answer.ts";
import type { RouteLab, RouteOption } from "./routeLab/answer.ts";
import { netDifference, netOf, routesAlike } from "./routeLab/netValue.ts";

/** What a route of the lab is called: "Flash then Opus", "Flash for 60%, else Opus", "two of Opus". */
export function routeName(plan: Plan, { kind, route }: RouteOption): string {
  const model = (id: string): string => plan.models[id]?.name ?? id;
  if (kind === "present") return "current route";
  if ("bestOf" in route) return `best of ${route.bestOf}, ${model(route.model)}`;
  if ("choose" in route)
    return `${formatPercent(route.choose[0]!.upTo)} ${model(route.choose[0]!.steps[0]!)}, else ${model(route.choose[1]!.steps[0]!)}`;
  return route.steps.map(model).join(", then ");
}

/**
 * The route worth most at these values, of those that the lab looked at; of several that are worth about as much the
 * one that is right most often.
 */
export function bestRoute(lab: RouteLab, worth: RouteLab["worth"]): RouteOption {
  return routesAlike(lab, worth)[0]!;
}

/**
 * "At $70 an outcome Flash is worth most: $4.9 a task, right in 73%; the present route costs $9.7 and is right in 75%."
 * Routes whose difference is within its error are said to be worth about as much, with the difference and its error,
 * and by what else they differ.
 */
export function routeLabSentence(
  plan: Plan,
  lab: RouteLab,
  worth: RouteLab["worth"],
): { readonly sentence: string; readonly figures: readonly string[] } {
  const [best, ...alike] = routesAlike(lab, worth) as [RouteOption, ...RouteOption[]];
  const present = lab.options.find(({ kind }) => kind === "present")!;
  const money = (amount: number): string => formatTaskMoney(plan.currency, amount);
  const right = (option: RouteOption): string => formatShare(option.right.mean);
  const name = (option: RouteOption): string =>
    option.kind === "present" ? "the current route" : `“${routeName(plan, option)}”`;
  // As it stands in its field.
  const value = formatExactMoney(plan.currency, toDecimals(worth.value, 2));
  const isPresentAlike = best === present || alike.includes(present);
  const [rival] = alike.includes(present)
    ? [present]
    : alike.toSorted((one, other) => netOf(other, worth) - netOf(one, worth));
  if (rival !== undefined) {
    const { error } = netDifference(lab, best, rival, worth);
    const nets = formatMoneyApart(plan.currency, netOf(best, worth), netOf(rival, worth));
    const others =
      alike.length > 1
        ? ` ${formatCount(alike.length - 1)} more ${alike.length === 2 ? "route gives" : "routes give"} about as much.`
        : "";
    // Of the percents as they are printed beside it.
    const points = Math.round(100 * best.right.mean) - Math.round(100 * rival.right.mean);
    const oftener =
      points < 1
        ? "They are correct about as often"
        : `${sentenceCase(name(best))} is correct ${points} ${points === 1 ? "point" : "points"} more often (${right(best)} against ${right(rival)})`;
    const extraCost = best.cost.mean - rival.cost.mean;
    const costs =
      Math.abs(extraCost) < 0.005
        ? " at the same cost"
        : ` and costs ${money(Math.abs(extraCost))} a task ${extraCost > 0 ? "more" : "less"}`;
    const far = isPresentAlike
      ? ""
      : ` The current route gives ${money(netOf(best, worth) - netOf(present, worth))} less a task.`;
    return {
      sentence: `At a value of ${value} per outcome, ${name(best)} and ${name(rival)} give about the same net value: ${nets.amounts.join(" and ")} a task, a difference of ${nets.difference} ± ${money(Math.max(0.01, 2 * error))}. ${oftener}${costs}.${others}${far}`,
      figures: [value, ...nets.amounts],
    };
  }
  if (best.kind === "present")
    return {
      sentence: `At a value of ${value} per outcome, the current route gives the highest net value: ${money(best.cost.mean)} a task, correct in ${right(best)}.`,
      figures: [value, money(best.cost.mean)],
    };
  const more = netOf(best, worth) - netOf(present, worth);
  return {
    sentence: `At a value of ${value} per outcome, “${routeName(plan, best)}” gives the highest net value: ${money(best.cost.mean)} a task, correct in ${right(best)}. The current route costs ${money(present.cost.mean)}, is correct in ${right(present)}, and gives ${money(more)} less a task.`,
    figures: [value, money(best.cost.mean), money(more)],
  };
}

/**
 * Why a scenario made of a route may come to another result than the lab: the lab looks at single tasks, all year and
 * before any cap of the month, and a plan has caps and dated changes. Null where both look at the same.
 */
export function routeLabCaveat({ workloads, actuals, currency }: Plan, workload: string): string | null {
  const own = workloads[workload];
  if (own === undefined) return null;
  const reasons = [
    ...(own.monthCap === undefined
      ? []
      : [
          `a scenario keeps the monthly cap of ${formatStatedMoney(currency, own.monthCap.amount)}, which limits spend and outcomes under every route`,
        ]),
    ...((own.changes ?? []).length === 0
      ? []
      : ["the plan changes this workload within the year, and a scenario has its route all year"]),
    ...(actuals === undefined ? [] : ["closed months stay as they were"]),
  ];
  return reasons.length === 0
    ? null
    : `A scenario with one of these routes may give other figures, because these are of single tasks: ${reasons.join("; ")}.`;
}

/**
 * The same reason beside a scenario's result: of each workload whose route it changes and whose spend a cap of the
 * month limits. Null of none.
 */
export function cappedRouteNote(plan: Plan, scenario: string): string | null {
  const before = plan.workloads;
  const after = applyScenario(plan, scenario).workloads;
  const names = Object.entries(after).flatMap(([id, own]) =>
    own.monthCap !== undefined &&
    before[id] !== undefined &&
    JSON.stringify(before[id].route) !== JSON.stringify(own.route)
      ? [own.name ?? id]
      : [],
  );
  return names.length === 0
    ? null
    : `${plan.scenarios?.[scenario]?.name ?? scenario} changes the route of ${names.join(", ")} under a monthly cap. Where the cap acts, it limits spend and outcomes with every route, so the difference is smaller than under Routes.`;
}

/**
 * The trap of another model's price on the present tokens, beside what that model really costs; null where the two
 * agree within a tenth.
 */
export function repricingSentence(plan: Plan, { options }: RouteLab): string | null {
  const present = options.find(({ kind }) => kind === "present")!;
  const worst = options
    .filter(({ repriced }) => repriced !== null)
    .map((option) => ({ option, ratio: option.cost.mean / Math.max(1e-9, option.repriced!) }))
    .toSorted((one, other) => Math.abs(Math.log(other.ratio)) - Math.abs(Math.log(one.ratio)))[0];
  if (worst === undefined || Math.abs(Math.log(worst.ratio)) < 0.1) return null;
  const money = (amount: number): string => formatTaskMoney(plan.currency, amount);
  const saves = (cost: number): string =>
    cost < present.cost.mean
      ? `saves ${formatShare(1 - cost / present.cost.mean)}`
      : `costs ${formatShare(cost / present.cost.mean - 1)} more`;
  return `${routeName(plan, worst.option)} would cost ${money(worst.option.repriced!)} a task at today’s number of tokens, which ${saves(worst.option.repriced!)}. It needs another number of tokens: it really costs ${money(worst.option.cost.mean)} a task, which ${saves(worst.option.cost.mean)}.`;
}

/** What the routing literature asks of a router, of the lab's own: null where it has none, or both models are alike. */
export function routerFigures({ options }: RouteLab): {
  readonly apgr: number;
  readonly cpt50: number | null;
  readonly cpt80: number | null;
  readonly aiq: number;
} | null {
  const routers = options.filter(({ kind }) => kind === "router");
  const [first] = routers;
  if (first === undefined || !("choose" in first.route)) return null;
  const single = (model: string): RouteOption | undefined =>
    options.find(({ kind, id }) => kind === "single" && id === model);
  const weak = single(first.route.choose[0]!.steps[0]!);
  const strong = single(first.route.choose[1]!.steps[0]!);
  if (weak === undefined || strong === undefined || !(strong.right.mean > weak.right.mean)) return null;
  const points = [
    { share: 0, quality: weak.right.mean },
    ...routers.map(({ strongShare, right }) => ({ share: strongShare!, quality: right.mean })),
    { share: 1, quality: strong.right.mean },
  ];
  const hull = mixingHull(
    [weak, strong, ...routers].map(({ cost, right }) => ({ cost: cost.mean, quality: right.mean })),
  );
  return {
    apgr: averagePgr(points, weak.right.mean, strong.right.mean),
    cpt50: callPerformanceThreshold(points, weak.right.mean, strong.right.mean, 0.5),
    cpt80: callPerformanceThreshold(points, weak.right.mean, strong.right.mean, 0.8),
    aiq: averageImprovement(
      hull,
      Math.min(weak.cost.mean, strong.cost.mean),
      Math.max(weak.cost.mean, strong.cost.mean),
    ),
  };
}

/** How a size of a cap reads: "3 × the median", "$455,000", "none". */
export function capName({ cap, ofMedian }: CapPoint, unit: CapLab["unit"], currency: string): string {
  if (cap === null) return "none";
  if (ofMedian !== null) return `${formatFactor(ofMedian)}× the median`;
  return unit === "money" ? formatStatedMoney(currency, cap) : formatTokens(cap);
}

/** What a size of a cap is of, after it. */
const BESIDE: Readonly<Record<CapLab["cap"], string>> = {
  attempt: "",
  month: " a month",
  person: " a person and month",
};

/** "The cheapest outcome comes at 3× the median, the most net value at no cap." */
export function capLabSentence(
  plan: Plan,
  { points, leastCost, mostValue, unit, cap, present }: CapLab,
): { readonly sentence: string; readonly figures: readonly string[] } {
  const words = (at: number): string =>
    points[at]!.cap === null
      ? "no cap"
      : `${cap === "attempt" ? "a cap of " : ""}${capName(points[at]!, unit, plan.currency)}${BESIDE[cap]}`;
  const flat =
    mostValue.alike.length > 1
      ? ` Anything from ${words(mostValue.alike[0]!)} to ${words(mostValue.alike.at(-1)!)} gives about as much net value (within ${formatMoney(plan.currency, mostValue.within, significantStep(mostValue.within, 1))} a year).`
      : "";
  const now = present === null ? "" : ` In force now: ${words(present)}.`;
  const free = points.at(-1)!;
  const lost = free.outcomes.mean - points[leastCost.at]!.outcomes.mean;
  const price =
    leastCost.at === points.length - 1 || lost <= 0
      ? ""
      : ` The lowest cost per outcome gives up ${formatCount(lost, significantStep(lost, 2))} outcomes a year compared with no cap.`;
  if (leastCost.at === mostValue.at)
    return {
      sentence: `${sentenceCase(words(mostValue.at))} gives both the lowest cost per outcome and the highest net value.${flat}${now}`,
      figures: [words(mostValue.at)],
    };
  return {
    sentence: `Lowest cost per outcome: ${words(leastCost.at)}. Highest net value: ${words(mostValue.at)}.${price}${flat}${now}`,
    figures: [words(leastCost.at), words(mostValue.at)],
  };
}
