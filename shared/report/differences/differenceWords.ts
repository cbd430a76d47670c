import { sentenceCase } from "#shared/format/text.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatMoney, formatPrice } from "#shared/format/money.ts";
import { type Assumption, assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { canonicalJson } from "#shared/plan/canonical.ts";
import { type Difference, differencesOf } from "#shared/plan/scenarios/scenarioEdits.ts";
import { statedScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { PeopleGroup } from "#shared/plan/schema/people.ts";
import type {
  AttemptCap,
  DatedMultiplier,
  FixedCost,
  Model,
  MonthCap,
  Plan,
  Route,
  Seats,
  Users,
  Workload,
} from "#shared/plan/schema/plan.ts";
import { fieldAt } from "#shared/plan/fields/fieldAt.ts";
import { assumptionValueWords, uncertainWords } from "#shared/report/assumptionWords.ts";
import { PARTS, PLACES } from "./differencePlaces.ts";
import { inWords, otherWords } from "./plainWords.ts";
import { modelName, routeDetails, routeWords } from "./routeWords.ts";
import {
  adoptionWords,
  changeWords,
  datedWords,
  fixedCostWords,
  modelWords,
  ratesWords,
  countWords,
  usersWords,
} from "./partWords.ts";
import { attemptCapWords, monthCapWords } from "./capWords.ts";

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
  return `${sentenceCase(words)}.`;
}

function registerOf(plan: Plan): Map<string, Assumption> {
  return new Map(assumptionRegister(plan).map((input) => [input.pointer, input]));
}

/** "Agentic coding: route", "Budget: amount", "Agentic coding". */
function labelOf({ path }: Difference, base: Plan, edited: Plan): string {
  const [part = "", id, ...rest] = path.map(String);
  if (part === "currencies") return `Rate of ${id ?? "currencies"}`;
  if (part === "workloads") return workloadLabel(rest, itemName(part, id!, base, edited), edited);
  if (part === "models" || part === "fixedCosts" || (part === "people" && id !== undefined))
    return placeWithin(rest, itemName(part, id!, base, edited));
  return placeWithin(id === undefined ? [] : [id, ...rest], PARTS.get(part) ?? inWords(part));
}

/** The name of an item as the edited plan has it, or as the base has it where it was removed. */
function itemName(
  part: "people" | "workloads" | "models" | "fixedCosts",
  id: string,
  base: Plan,
  edited: Plan,
): string {
  return (edited[part]?.[id] ?? base[part]?.[id])?.name ?? id;
}

/** An attempt belongs to a model: "Agentic coding: runaways with Flash". */
function workloadLabel(rest: readonly string[], name: string, plan: Plan): string {
  const [part, modelId] = rest;
  if (part !== "attempts" || modelId === undefined) return placeWithin(rest, name);
  const model = ` with ${modelName(plan, modelId)}`;
  return rest.length === 2 ? `${name}: attempts${model}` : `${placeWithin(rest, name)}${model}`;
}

/** "Budget: amount", from the last of the names that lead to a place. */
function placeWithin(names: readonly string[], subject: string): string {
  const place = names.map((name) => PLACES.get(name) ?? inWords(name)).at(-1);
  return place === undefined ? subject : `${subject}: ${place}`;
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

/** A value at the place of a difference, in words. */
function valueWords(plan: Plan, { path }: Difference, value: unknown): string {
  const [part] = path.map(String);
  if (part === "currencies") return ratesWords(plan, path.slice(1), value);
  if (part === "models" && path[2] === "price" && typeof value === "number")
    return formatPrice(plan.models[String(path[1])]?.price.currency ?? plan.currency, value);
  const wordsOf = (path.length === 2 ? WHOLE_WORDS[part!] : undefined) ?? FIELD_WORDS[String(path.at(-1))];
  return wordsOf === undefined ? otherWords(path, value) : wordsOf(plan, value);
}

type Wording = (plan: Plan, value: unknown) => string;

/** A whole workload, model or fixed cost. The schema says what stands at each of these places. */
const WHOLE_WORDS: Readonly<Record<string, Wording | undefined>> = {
  workloads: (plan, value) => `in the plan, ${routeWords(plan, (value as Workload).route)}`,
  models: (plan, value) => modelWords(plan, value as Model),
  people: (plan, value) => uncertainWords((value as PeopleGroup).count, "people", plan.currency),
  fixedCosts: (plan, value) => fixedCostWords(plan, value as FixedCost),
};

/** Fields that are written in words of their own, by their names. */
const FIELD_WORDS: Readonly<Record<string, Wording | undefined>> = {
  route: (plan, value) => routeWords(plan, value as Route),
  attemptCap: (plan, value) => attemptCapWords(plan, value as AttemptCap),
  monthCap: (plan, value) => monthCapWords(plan, value as MonthCap),
  changes: (plan, value) =>
    (value as NonNullable<Workload["changes"]>).map((change) => changeWords(plan, change)).join("; "),
  users: (plan, value) => usersWords(plan, value as Users),
  count: (plan, value) => countWords(plan, value as Seats["count"]),
  adoption: (_, value) => adoptionWords(value as NonNullable<Workload["demand"]["adoption"]>),
  priceChanges: (plan, value) =>
    (value as readonly DatedMultiplier[]).map((change) => datedWords(plan, change)).join("; ") || "none",
  renewal: (plan, value) => datedWords(plan, value as DatedMultiplier),
  amount: (plan, value) => formatMoney(plan.currency, value as number),
  confidence: (_, value) => formatPercent(value as number),
  restDayShare: (_, value) => formatPercent(value as number),
  atExhaustion: (_, value) => (value === "block" ? "work stops" : "work goes on"),
};
