import { correlationFactor, pearsonOfRank } from "#shared/distributions/copula.ts";
import { isCertain } from "#shared/distributions/uncertain.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { rankPointer } from "#shared/plan/defaults.ts";
import { anyOf, describeValue, quoted } from "#shared/plan/schema/describe.ts";
import { issueAt, nearestName, type Issue } from "./issues.ts";
import { pairableInputs } from "#shared/plan/unknowns/inputs.ts";
import { pathOf, pointerOf, type Path } from "#shared/plan/pointer.ts";
import { contractIssues, missingRate, NO_RATE } from "./contractChecks.ts";
import { modelIssues } from "./modelChecks.ts";
import { peopleIssues } from "./peopleChecks.ts";
import { monthListIssues, phasingIssues } from "./settingsChecks.ts";
import { valueIssues } from "./valueChecks.ts";
import {
  PLAN_SCHEMA,
  PLAN_SCHEMA_WITH_ACTUALS,
  PLAN_SCHEMA_WITH_CURRENCIES,
  type Actuals,
  type Plan,
} from "#shared/plan/schema/plan.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";
import { MAX_ISSUES } from "./shapeIssues.ts";
import { newFieldsOf } from "#shared/plan/versions.ts";

/**
 * What only the plan as a whole can show: lists by fiscal month, names of models, prices of the classes in use,
 * correlations. `shape` are the issues that the schema found: what they touch is not asked again, the rest of the
 * document is.
 */
export function crossIssues(document: unknown, shape: readonly Issue[]): Issue[] {
  // Of so many issues not all are known, and so neither what is sound.
  if (!isJsonObject(document) || shape.length >= MAX_ISSUES) return [];
  // The type holds for whatever is sound by the schema, and nothing else is read.
  const plan = document as Plan;
  const isSound = (path: Path) =>
    Object.hasOwn(document, path[0]!) &&
    !shape.some((issue) => isWithin(issue.pointer, pointerOf(path)) || isWithin(pointerOf(path), issue.pointer));
  const isMap = isJsonObject(document["workloads"]) && !shape.some(({ pointer }) => pointer === "/workloads");
  const workloads = isMap ? Object.entries(plan.workloads).filter(([id]) => isSound(["workloads", id])) : [];
  const isYearSound = isSound(["fiscalYear"]);
  return [
    ...peopleIssues(plan, workloads, isSound),
    ...(isYearSound ? monthIssues(plan, workloads, isSound) : []),
    ...(isSound(["models"])
      ? workloads.flatMap(([id, workload]) => modelIssues(workload, ["workloads", id], plan.models))
      : []),
    ...contractIssues(plan, isSound),
    ...(isSound(["schema"]) ? versionIssues(plan) : []),
    ...(isSound(["currency"]) ? currencyIssues(plan, isSound) : []),
    ...(plan.actuals !== undefined && isSound(["actuals"]) ? actualsIssues(plan, plan.actuals, isMap, isSound) : []),
    ...(isYearSound
      ? workloads.flatMap(([id, workload]) => valueIssues(workload, ["workloads", id], plan.fiscalYear))
      : []),
    ...(shape.length === 0 ? correlationIssues(plan) : []),
  ];
}

/** Lists by fiscal month that have not one entry for each. */
function monthIssues(
  plan: Plan,
  workloads: readonly (readonly [string, Plan["workloads"][string]])[],
  isSound: (path: Path) => boolean,
): Issue[] {
  const { months } = plan.fiscalYear;
  return [
    ...(isSound(["budget"]) ? phasingIssues(plan, isSound) : []),
    ...workloads.flatMap(([id, { demand }]) => [
      ...monthListIssues(demand.seasonality, months, ["workloads", id, "demand", "seasonality"]),
    ]),
  ];
}

/** Actuals that the plan's version, year or names do not have. `isMap`: the workloads are a map of sound names. */
function actualsIssues(plan: Plan, actuals: Actuals, isMap: boolean, isSound: (path: Path) => boolean): Issue[] {
  return [
    ...(plan.schema === PLAN_SCHEMA
      ? [issueAt(["schema"], `${quoted(PLAN_SCHEMA)} in a plan with actuals`, quoted(PLAN_SCHEMA_WITH_ACTUALS))]
      : []),
    ...(isSound(["fiscalYear"]) ? closedMonthIssues(actuals, plan.fiscalYear) : []),
    ...(isMap && isSound(["models"]) && isSound(["fixedCosts"]) ? actualsIdIssues(plan) : []),
  ];
}

/** Whether one JSON pointer leads to or into what the other names. */
function isWithin(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

/** What only version 3 can say, in a plan of a lower version: older readers would pass over it. */
function versionIssues(plan: Plan): Issue[] {
  if (plan.schema === PLAN_SCHEMA_WITH_CURRENCIES) return [];
  const names = new Set(newFieldsOf(plan).map(fieldName));
  return [...names].map((name) =>
    issueAt(["schema"], `${quoted(plan.schema)} in a plan with ${quoted(name)}`, quoted(PLAN_SCHEMA_WITH_CURRENCIES)),
  );
}

/** The parts of a plan under which a name of a field says too little by itself. */
const NAMED_WITHIN = ["price", "mix", "multiplier", "users"];

function fieldName(path: Path): string {
  const [within, name] = path.slice(-2);
  return NAMED_WITHIN.includes(String(within)) ? `${within!}.${name!}` : String(path.at(-1));
}

/** Prices in a currency for which the plan has no rate, and a rate for the plan's own currency. */
function currencyIssues(plan: Plan, isSound: (path: Path) => boolean): Issue[] {
  const { currency: own, currencies = {} } = plan;
  if (plan.currencies !== undefined && !isSound(["currencies"])) return [];
  const doubled = Object.hasOwn(currencies, own)
    ? [
        issueAt(
          ["currencies", own],
          `a rate for ${quoted(own)}, the currency of the plan`,
          "currencies other than the plan's own",
        ),
      ]
    : [];
  if (!isSound(["models"])) return doubled;
  const missing = Object.entries(plan.models).flatMap(
    ([
      id,
      {
        price: { currency = own },
      },
    ]) =>
      currency === own || Object.hasOwn(currencies, currency)
        ? []
        : [missingRate(currency, own, ["models", id, "price", "currency"])],
  );
  return [...doubled, ...missing];
}

/**
 * Whether an issue is no more than a rate of a currency that is still to be given: the plan can be read, and not be
 * forecast.
 */
export function isMissingRate({ found }: Issue): boolean {
  return found.endsWith(NO_RATE);
}

/** Actuals are the fiscal year's months from the first on, each once. */
function closedMonthIssues({ months }: Actuals, { start, months: length }: Plan["fiscalYear"]): Issue[] {
  if (months.length > length)
    return [
      issueAt(["actuals", "months"], describeValue(months), `at most ${length} months, those of the fiscal year`),
    ];
  const first = epochDayOf(start);
  const at = months.findIndex(({ month }, m) => month !== isoMonthOf(firstOfMonth(first, m)));
  if (at < 0) return [];
  const wanted = `${quoted(isoMonthOf(firstOfMonth(first, at)))}: the closed months of the fiscal year in order, none left out`;
  return [issueAt(["actuals", "months", at, "month"], quoted(months[at]!.month), wanted)];
}

/** Workloads, models and fixed costs of the actuals that the plan has not. */
function actualsIdIssues(plan: Plan): Issue[] {
  const issues: Issue[] = [];
  const expect = (id: string, known: Readonly<Record<string, unknown>>, what: string, path: Path): void => {
    if (Object.hasOwn(known, id)) return;
    const ids = Object.keys(known);
    issues.push(
      issueAt(
        path,
        `the ${what} ${quoted(id)}, which is not in the plan`,
        ids.length === 0 ? `a ${what} of the plan` : anyOf(ids),
        nearestName(id, ids),
      ),
    );
  };
  const payers = { ...plan.seats, ...plan.commitments };
  for (const [m, { workloads, fixedCosts, drawn }] of (plan.actuals?.months ?? []).entries()) {
    const at = ["actuals", "months", m];
    for (const [id, { tokens }] of Object.entries(workloads)) {
      expect(id, plan.workloads, "workload", [...at, "workloads", id]);
      for (const model of Object.keys(tokens ?? {}))
        expect(model, plan.models, "model", [...at, "workloads", id, "tokens", model]);
    }
    for (const id of Object.keys(fixedCosts ?? {}))
      expect(id, plan.fixedCosts ?? {}, "fixed cost", [...at, "fixedCosts", id]);
    for (const id of Object.keys(drawn ?? {})) expect(id, payers, "seat or commitment", [...at, "drawn", id]);
  }
  return issues;
}

/**
 * Correlations must stand between two different uncertain numbers that are drawn once a trial, no pair twice, and be
 * possible together. Any pointer at or into the adoption of a workload means the one rank that all its points share.
 */
function correlationIssues(plan: Plan): Issue[] {
  const correlations = plan.correlations ?? [];
  if (correlations.length === 0) return [];
  const drawn = pairableInputs(plan);
  const ranks = {
    uncertain: new Set(drawn.filter(({ value }) => !isCertain(value)).map(({ pointer }) => rankPointer(pointer))),
    certain: new Set(drawn.map(({ pointer }) => rankPointer(pointer))),
  };
  const issues: Issue[] = [];
  const known = new Set<string>();
  for (const [i, { between }] of correlations.entries()) {
    const path = ["correlations", i, "between"];
    const ends = between.flatMap((pointer, end) => endIssues(plan, pointer, ranks, [...path, end]));
    issues.push(...ends);
    if (ends.length > 0) continue;
    const [one, other] = between.map(rankPointer).toSorted();
    const pair = `${one!} ${other!}`;
    if (one === other)
      issues.push(
        issueAt(
          path,
          `${quoted(one!)} on both sides`,
          "two different numbers; the points of an adoption curve are one",
        ),
      );
    else if (known.has(pair)) issues.push(issueAt(path, "a pair that is correlated already", "each pair once"));
    known.add(pair);
  }
  return issues.length > 0 ? issues : impossibleTogether(correlations);
}

/** What is wrong with one end of a correlation. */
function endIssues(
  plan: Plan,
  pointer: string,
  ranks: { readonly uncertain: ReadonlySet<string>; readonly certain: ReadonlySet<string> },
  path: Path,
): Issue[] {
  const exists = valueExists(plan, pointer);
  const rank = rankPointer(pointer);
  if (exists && ranks.uncertain.has(rank)) return [];
  const why = !exists
    ? "where the plan has no value"
    : ranks.certain.has(rank)
      ? "which is certain"
      : "which is not drawn once a trial";
  const wanted = "the JSON pointer of an uncertain number that is drawn once a trial";
  return [
    issueAt(path, `${quoted(pointer)}, ${why}`, wanted, exists ? undefined : nearestName(pointer, ranks.uncertain)),
  ];
}

/** Whether a JSON pointer leads to a value of the document. */
function valueExists(document: unknown, pointer: string): boolean {
  let value = document;
  for (const key of pathOf(pointer) ?? [""]) {
    if (
      typeof value !== "object" ||
      value === null ||
      !Object.hasOwn(value, key) ||
      (Array.isArray(value) && key === "length")
    )
      return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}

/** An issue for each group of connected numbers whose correlations no joint distribution has. */
export function impossibleTogether(correlations: NonNullable<Plan["correlations"]>): Issue[] {
  const links = correlations.map(({ between, rank }, i) => ({
    i,
    one: rankPointer(between[0]),
    other: rankPointer(between[1]),
    rank,
  }));
  return connected(links).flatMap((group) => {
    const numbers = [...new Set(group.flatMap(({ one, other }) => [one, other]))];
    const matrix = numbers.map((one) => numbers.map((other): number => (one === other ? 1 : 0)));
    for (const { one, other, rank } of group) {
      const [row, column] = [numbers.indexOf(one), numbers.indexOf(other)];
      matrix[row]![column] = matrix[column]![row] = pearsonOfRank(rank);
    }
    if (correlationFactor(matrix) !== null) return [];
    const shown = group.slice(0, 6).map(({ one, other, rank }) => `${rank} between ${one} and ${other}`);
    const rest = group.length > shown.length ? `, and ${group.length - shown.length} more` : "";
    const found = `correlations that cannot hold together: ${shown.join(", ")}${rest}`;
    return [issueAt(["correlations", group[0]!.i, "rank"], found, "ranks nearer to 0, or of signs that agree")];
  });
}

/** Links in groups that share no number. */
function connected<Link extends { readonly one: string; readonly other: string }>(links: readonly Link[]): Link[][] {
  let groups: { numbers: Set<string>; links: Link[] }[] = [];
  for (const link of links) {
    const met = groups.filter(({ numbers }) => numbers.has(link.one) || numbers.has(link.other));
    const joined = {
      numbers: new Set([link.one, link.other, ...met.flatMap(({ numbers }) => [...numbers])]),
      links: [...met.flatMap((group) => group.links), link],
    };
    groups = [...groups.filter((group) => !met.includes(group)), joined];
  }
  return groups.map((group) => group.links);
}
