import { formatPercent } from "#shared/format/chances.ts";
import { formatFactor, formatNumber, formatTokens } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatMoney, formatPrice } from "#shared/format/money.ts";
import { assumptionRegister, type Assumption } from "#shared/plan/register/assumptions.ts";
import { canonicalJson } from "#shared/plan/canonical.ts";
import { differencesOf, type Difference } from "#shared/plan/scenarios/scenarioEdits.ts";
import { statedScenario } from "#shared/plan/scenarios/scenarios.ts";
import type {
  AttemptCap,
  DatedMultiplier,
  FixedCost,
  Model,
  MonthCap,
  Plan,
  Route,
  Verifier,
  Workload,
} from "#shared/plan/schema/plan.ts";
import { fieldAt } from "#shared/plan/unknowns/fieldAt.ts";
import { epochDayOf } from "#shared/units.ts";
import { assumptionValueWords, rateWords, uncertainWords } from "./assumptionWords.ts";
import { PARTS, PLACES } from "./differencePlaces.ts";
import { inWords, otherWords } from "./plainWords.ts";

/** One change of a scenario in words: "Agentic coding: route", "Opus", "by difficulty: 60% Flash, the rest Opus". */
export interface DifferenceInWords {
  readonly pointer: string;
  readonly label: string;
  /** What the base plan says and what the scenario says. */
  readonly before: string;
  readonly after: string;
}

/**
 * What a scenario states otherwise than its base plan, in the order of the plan. Throws when the plan has no such
 * scenario.
 */
export function scenarioInWords(plan: Plan, scenarioId: string): DifferenceInWords[] {
  return differencesInWords(plan, statedScenario(plan, scenarioId));
}

/** What `edited` states otherwise than `base`, in words. */
export function differencesInWords(base: Plan, edited: Plan): DifferenceInWords[] {
  const [before, after] = [registerOf(base), registerOf(edited)];
  return withoutIdleEvidence(differencesOf(base, edited)).map((difference) => {
    const inputs = [before.get(difference.pointer), after.get(difference.pointer)];
    const label = (inputs[1] ?? inputs[0])?.label ?? labelOf(difference, base, edited);
    const say = (plan: Plan, value: unknown, input: Assumption | undefined): string => {
      if (value === undefined) return defaultWords(difference, plan.currency);
      return input === undefined ? valueWords(plan, difference, value) : assumptionValueWords(input, plan.currency);
    };
    const words = { before: say(base, difference.before, inputs[0]), after: say(edited, difference.after, inputs[1]) };
    // Two routes over the same models differ in who checks them, or in what choosing costs.
    if (
      words.before === words.after &&
      difference.path.at(-1) === "route" &&
      difference.before !== undefined &&
      difference.after !== undefined
    ) {
      const [one, other] = [
        routeDetails(base, difference.before as Route),
        routeDetails(edited, difference.after as Route),
      ];
      if (one !== other) return { pointer: difference.pointer, label, before: one, after: other };
    }
    // The same words for two values: what differs is the evidence, or a digit that no one reads.
    return {
      pointer: difference.pointer,
      label,
      ...words,
      after: words.before === words.after ? `${words.after}, with other evidence or detail` : words.after,
    };
  });
}

/** Differences without those in the evidence of a price that differs itself: other figures have other evidence. */
function withoutIdleEvidence(differences: readonly Difference[]): Difference[] {
  const isEvidence = ({ path }: Difference): boolean =>
    path[0] === "models" && path[2] === "price" && path[3] === "evidence";
  const priced = new Set(
    differences
      .filter((difference) => difference.path[2] === "price" && !isEvidence(difference))
      .map(({ path }) => path[1]),
  );
  return differences.filter((difference) => !isEvidence(difference) || !priced.has(difference.path[1]));
}

/** Differences that a sentence names. */
const NAMED = 2;

/**
 * How an earlier version differs from the plan as it is now: "Budget: $9.6M, now $11.4M; adoption: …; and 3 more."
 * Null: it does not.
 */
export function versionSentence(version: Plan, now: Plan): string | null {
  const found = differencesInWords(version, now);
  if (found.length === 0)
    return canonicalJson(version) === canonicalJson(now) ? null : "Only its scenarios differ from now.";
  const named = found.slice(0, NAMED).map(({ label, before, after }) => `${label}: ${before}, now ${after}`);
  const more = found.length - named.length;
  const words = [...named, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function registerOf(plan: Plan): Map<string, Assumption> {
  return new Map(assumptionRegister(plan).map((input) => [input.pointer, input]));
}

/** "Agentic coding: route", "Budget: amount", "Agentic coding". */
function labelOf({ path }: Difference, base: Plan, edited: Plan): string {
  const [part = "", id, ...rest] = path.map(String);
  const place = (names: readonly string[]): string =>
    names.map((name) => PLACES.get(name) ?? inWords(name)).at(-1) ?? "";
  const about = (names: readonly string[], subject: string): string =>
    names.length === 0 ? subject : `${subject}: ${place(names)}`;
  switch (part) {
    case "workloads": {
      const workload = edited.workloads[id!] ?? base.workloads[id!];
      // An attempt belongs to a model: "Agentic coding: runaways with Flash".
      const model = rest[0] === "attempts" && rest[1] !== undefined ? ` with ${modelName(edited, rest[1])}` : "";
      if (rest[0] === "attempts" && rest.length === 2) return `${workload?.name ?? id!}: attempts${model}`;
      return `${about(rest, workload?.name ?? id!)}${model}`;
    }
    case "models":
      return about(rest, modelName(edited.models[id!] === undefined ? base : edited, id!));
    case "fixedCosts":
      return about(rest, edited.fixedCosts?.[id!]?.name ?? base.fixedCosts?.[id!]?.name ?? id!);
    case "currencies":
      return `Rate of ${id ?? "currencies"}`;
    default:
      return about(id === undefined ? [] : [id, ...rest], PARTS.get(part) ?? inWords(part));
  }
}

/** What holds where nothing is written. */
function defaultWords({ path }: Difference, currency: string): string {
  const field = fieldAt(path);
  if (field !== null && field.default !== null) return uncertainWords(field.default, field.unit, currency);
  switch (String(path.at(-1))) {
    case "adoption":
      return "everyone";
    case "atExhaustion":
      return "work goes on";
    default:
      return "none";
  }
}

function valueWords(plan: Plan, { path }: Difference, value: unknown): string {
  const [part] = path.map(String);
  if (path.length === 2 && part === "workloads") return `in the plan, ${routeWords(plan, (value as Workload).route)}`;
  if (part === "currencies") return ratesWords(plan, path.slice(1), value);
  if (part === "models" && path[2] === "price" && typeof value === "number")
    return formatPrice(plan.models[String(path[1])]?.price.currency ?? plan.currency, value);
  if (path.length === 2 && part === "models") return modelWords(plan, value as Model);
  if (path.length === 2 && part === "fixedCosts") return fixedCostWords(plan, value as FixedCost);
  switch (String(path.at(-1))) {
    case "route":
      return routeWords(plan, value as Route);
    case "attemptCap":
      return attemptCapWords(plan, value as AttemptCap);
    case "monthCap":
      return monthCapWords(plan, value as MonthCap);
    case "changes":
      return (value as NonNullable<Workload["changes"]>).map((change) => changeWords(plan, change)).join("; ");
    case "adoption":
      return adoptionWords(value as NonNullable<Workload["demand"]["adoption"]>);
    case "priceChanges":
      return (value as readonly DatedMultiplier[]).map((change) => datedWords(plan, change)).join("; ") || "none";
    case "renewal":
      return datedWords(plan, value as DatedMultiplier);
    case "amount":
      return formatMoney(plan.currency, value as number);
    case "confidence":
    case "restDayShare":
      return formatPercent(value as number);
    case "atExhaustion":
      return value === "block" ? "work stops" : "work goes on";
    default:
      return otherWords(path, value);
  }
}

/**
 * A route in a few words: "Opus", "Flash, then Opus", "best of 3 with Opus", "by difficulty: 60% Flash, the rest Opus".
 */
export function routeWords(plan: Plan, route: Route): string {
  if ("steps" in route) return route.steps.map((model) => modelName(plan, model)).join(", then ");
  if ("bestOf" in route) return `best of ${route.bestOf} with ${modelName(plan, route.model)}`;
  let from = 0;
  const branches = route.choose.map(({ upTo, steps }, i) => {
    const share = i === route.choose.length - 1 && i > 0 ? "the rest" : formatPercent(upTo - from);
    from = upTo;
    return `${share} ${steps.map((model) => modelName(plan, model)).join(", then ")}`;
  });
  return `by ${route.by}: ${branches.join(", ")}`;
}

/**
 * What a route says beside its models: "check catches 85%, refuses 5% of good ones"; "difficulty recognized in 75%".
 */
function routeDetails(plan: Plan, route: Route): string {
  const money = (cost: number): string => `, ${formatPrice(plan.currency, cost)} each`;
  const check = (verifier: Verifier | undefined): string[] =>
    verifier === undefined
      ? []
      : [
          `check catches ${formatPercent(verifier.catches)}, refuses ${formatPercent(verifier.falseAlarms)} of good ones${verifier.cost === undefined || verifier.cost === 0 ? "" : money(verifier.cost)}`,
        ];
  if (!("choose" in route)) return check(route.verifier).join("; ") || "no check";
  const accuracy = route.by === "difficulty" ? [`difficulty recognized in ${formatPercent(route.accuracy ?? 1)}`] : [];
  const cost =
    route.cost === undefined || route.cost === 0
      ? []
      : [`choosing costs ${formatPrice(plan.currency, route.cost)} a task`];
  return [...accuracy, ...cost, ...route.choose.flatMap(({ verifier }) => check(verifier))].join("; ") || "no check";
}

/** "stop at 6.0M tokens", "stop at $3, then one attempt with Opus". */
export function attemptCapWords(plan: Plan, cap: AttemptCap): string {
  const stop = "tokens" in cap ? `${formatTokens(cap.tokens)} tokens` : formatMoney(plan.currency, cap.cost);
  const then =
    cap.fallbackModel !== undefined
      ? `, then one attempt with ${modelName(plan, cap.fallbackModel)}`
      : cap.partial !== undefined && cap.partial > 0
        ? ", handed back"
        : "";
  const asks = cap.approval !== undefined && cap.approval > 0 ? `, ${formatPercent(cap.approval)} may continue` : "";
  return `stop at ${stop}${then}${asks}`;
}

const AT_CAP = { block: "then block", defer: "then defer to next month", degrade: "then" } as const;

/** "$455,000, then block", "$250,000, then Haiku". */
export function monthCapWords(plan: Plan, { amount, atCap, fallback, lagDays = 0, approval = 0 }: MonthCap): string {
  const then = atCap === "degrade" && fallback !== undefined ? `then ${routeWords(plan, fallback)}` : AT_CAP[atCap];
  const lag = lagDays > 0 ? `, known ${lagDays} ${lagDays === 1 ? "day" : "days"} late` : "";
  return `${formatMoney(plan.currency, amount)}, ${then}${lag}${approval > 0 ? `, lifted in ${formatPercent(approval)}` : ""}`;
}

function changeWords(plan: Plan, { from, set }: NonNullable<Workload["changes"]>[number]): string {
  const parts = [
    ...(set.route === undefined ? [] : [routeWords(plan, set.route)]),
    ...(set.attemptCap === undefined
      ? []
      : [set.attemptCap === null ? "no cap on one attempt" : attemptCapWords(plan, set.attemptCap)]),
    ...(set.monthCap === undefined
      ? []
      : [set.monthCap === null ? "no monthly cap" : monthCapWords(plan, set.monthCap)]),
  ];
  return `from ${dateWords(plan, from)}, ${parts.join(", ") || "nothing"}`;
}

function adoptionWords(points: NonNullable<Workload["demand"]["adoption"]>): string {
  const shareWords = (share: (typeof points)[number]["share"]): string => {
    if (typeof share === "number") return formatPercent(share);
    if ("value" in share) return formatPercent(share.value);
    const ends =
      "p10" in share
        ? [share.p10, share.p90]
        : "values" in share
          ? [Math.min(...share.values), Math.max(...share.values)]
          : [share.min, share.max];
    return `${formatPercent(ends[0]!)} to ${formatPercent(ends[1]!)}`;
  };
  if (points.length === 1) return `${shareWords(points[0]!.share)} all year`;
  return points.map(({ month, share }) => `${shareWords(share)} in month ${formatNumber(month + 1)}`).join(", ");
}

function datedWords(plan: Plan, { from, multiplier, probability = 1 }: DatedMultiplier): string {
  const times = (factor: number): string => `${formatFactor(factor, 3)}×`;
  const words =
    typeof multiplier === "number"
      ? times(multiplier)
      : "value" in multiplier
        ? times(multiplier.value)
        : "p10" in multiplier
          ? `${times(multiplier.p10)} to ${times(multiplier.p90)}`
          : "values" in multiplier
            ? multiplier.values.map(times).join(" or ")
            : `${times(multiplier.min)} to ${times(multiplier.max)}`;
  return `${words} from ${dateWords(plan, from)}${probability < 1 ? `, in ${formatPercent(probability)}` : ""}`;
}

/** What stands at a place of the rates: a number, a currency with its rate, or all of them. */
function ratesWords({ currency }: Plan, [code]: readonly (string | number)[], value: unknown): string {
  if (typeof value === "number") return rateWords(String(code), value, currency);
  const rates = (code === undefined ? value : { [code]: value }) as NonNullable<Plan["currencies"]>;
  return (
    Object.entries(rates)
      .map(([of, { rate }]) => rateWords(of, rate, currency))
      .join(", ") || "none"
  );
}

function modelWords({ currency: own }: Plan, { price }: Model): string {
  const { input, output, currency = own } = price;
  const words = [
    ...(input === undefined ? [] : [`input ${formatPrice(currency, input)}`]),
    ...(output === undefined ? [] : [`output ${formatPrice(currency, output)}`]),
  ];
  return words.join(", ") || "in the plan";
}

function fixedCostWords(plan: Plan, { perMonth }: FixedCost): string {
  return typeof perMonth === "number" ? `${formatMoney(plan.currency, perMonth)} a month` : "in the plan";
}

function modelName(plan: Plan, modelId: string): string {
  return plan.models[modelId]?.name ?? modelId;
}

function dateWords({ fiscalYear }: Plan, date: string): string {
  return formatDate(epochDayOf(date), { start: epochDayOf(fiscalYear.start) });
}
