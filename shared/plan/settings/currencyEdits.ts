import { significant } from "#shared/format/digits.ts";
import type { PlanEdit } from "#shared/plan/edits/edits.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { fieldAt } from "#shared/plan/fields/fieldAt.ts";
import { inItsVersion } from "#shared/plan/versions.ts";

/**
 * Another currency of the plan. Prices of models keep the currency that they are listed in, with a rate; amounts that
 * somebody typed are converted, or keep their figures: the planner says which.
 */
export interface CurrencyChange {
  readonly to: string;
  /** Money of the new currency for one unit of the old one. */
  readonly rate: number;
  readonly amounts: "convert" | "keep";
}

/** How many typed amounts a plan has in its own currency, without the budget, scenarios and closed months included. */
export function typedAmounts(plan: Plan): number {
  let count = 0;
  mapMoney(plan, [], elsewhereIn(plan), (amount) => {
    count++;
    return amount;
  });
  return count - 1;
}

/** The plan in another currency. Its prices cost the same as before at this rate. */
export function changeCurrency(plan: Plan, { to, rate, amounts }: CurrencyChange): PlanEdit {
  const converted =
    amounts === "keep"
      ? plan
      : (mapMoney(plan, [], elsewhereIn(plan), (amount) => significant(amount * rate, 12)) as Plan);
  const from = plan.currency;
  const ids = new Set(Object.keys(plan.models));
  const scenarios = Object.entries(converted.scenarios ?? {}).map(([id, scenario]) => {
    const { models, currencies } = scenario.change;
    const change = {
      ...scenario.change,
      ...(isJsonObject(models) ? { models: withPriceCurrency(models, from, (model) => !ids.has(model)) } : {}),
      ...(isJsonObject(currencies) ? { currencies: ratesFrom(currencies, from, to, rate) } : {}),
    };
    return [id, { ...scenario, change }] as const;
  });
  const currencies = { ...ratesFrom(plan.currencies ?? {}, from, to, rate), [from]: { rate } };
  const changed = {
    ...converted,
    currency: to,
    currencies: currencies as NonNullable<Plan["currencies"]>,
    models: withPriceCurrency(converted.models, from, () => true) as Plan["models"],
    ...(converted.scenarios === undefined ? {} : { scenarios: Object.fromEntries(scenarios) }),
  };
  return { name: `change the currency to ${to}`, plan: inItsVersion(changed, plan) };
}

/** Prices that name no currency are in the plan's: they name it now. Of a model that the plan has, the plan's entry does. */
function withPriceCurrency(
  models: Readonly<Record<string, unknown>>,
  from: string,
  isWhole: (model: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(models).map(([id, model]) => {
      if (!isJsonObject(model) || !isJsonObject(model["price"])) return [id, model];
      const { currency, ...classes } = model["price"];
      const named = currency === null ? from : (currency ?? (isWhole(id) ? from : undefined));
      return [id, { ...model, price: { ...(named === undefined ? {} : { currency: named }), ...classes } }];
    }),
  );
}

/** Rates in the new currency: what one unit cost in the old one, times what that costs in the new one. */
function ratesFrom(
  rates: Readonly<Record<string, unknown>>,
  from: string,
  to: string,
  rate: number,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rates).flatMap(([code, entry]): [string, unknown][] => {
      if (!isJsonObject(entry) || typeof entry["rate"] !== "number") return [[code, entry]];
      if (code === to) return [[from, { ...entry, rate: 1 / entry["rate"] }]];
      return [[code, { ...entry, rate: significant(entry["rate"] * rate, 12) }]];
    }),
  );
}

/** Fields of a plan whose figure is an amount of money, wherever they are. */
const AMOUNTS = new Set(["amount", "cost", "atMost"]);
/** Fields that are money in one place alone: in a part of the plan, or in the object that holds them. */
const MONEY_WITHIN: ReadonlyMap<string | undefined, string> = new Map([
  ["costCentres", "budget"],
  ["userCap", "perMonth"],
  ["overage", "upTo"],
]);
/** Fields of a closed month whose figures, however deep, are money. */
const OF_MONTHS = new Set(["spend", "benefit", "fixedCosts", "unassigned"]);

/** Whether seats, by id, are priced in a currency of their own, which another currency of the plan leaves as it is. */
type IsElsewhere = (seats: string) => boolean;

function elsewhereIn({ seats = {} }: Plan): IsElsewhere {
  return (id) => seats[id]?.currency !== undefined;
}

/** The same in a scenario, whose change may give seats a currency or take it away. */
function elsewhereAfter(change: Readonly<Record<string, unknown>>, before: IsElsewhere): IsElsewhere {
  return (id) => {
    const seats = isJsonObject(change["seats"]) ? change["seats"][id] : undefined;
    const currency = isJsonObject(seats) ? seats["currency"] : undefined;
    return currency === undefined ? before(id) : currency !== null;
  };
}

/** A plan, or the change of a scenario, with every typed amount of its own currency replaced. */
function mapMoney(
  part: unknown,
  path: readonly string[],
  isElsewhere: IsElsewhere,
  replace: (amount: number) => number,
): unknown {
  if (Array.isArray(part)) return part.map((item, i) => mapMoney(item, [...path, String(i)], isElsewhere, replace));
  if (!isJsonObject(part)) return part;
  if (path[0] === "scenarios" && path[2] === "change" && path.length === 3)
    return mapMoney(part, [], elsewhereAfter(part, isElsewhere), replace);
  if (path[0] === "seats" && path.length === 2 && isElsewhere(path[1]!)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => {
      const at = [...path, name];
      return [name, isMoney(at, part) ? scaled(value, replace) : mapMoney(value, at, isElsewhere, replace)];
    }),
  );
}

function isMoney(path: readonly string[], parent: Readonly<Record<string, unknown>>): boolean {
  const name = path.at(-1)!;
  // Prices keep their currency, and a metric or a rate is no money.
  if (path[0] === "models" || path[0] === "currencies" || name === "evidence") return false;
  if (path[0] === "actuals") return OF_MONTHS.has(name);
  if (MONEY_WITHIN.get(path[0] === "costCentres" ? path[0] : path.at(-2)) === name) return true;
  if (name === "lastYear" || (name === "atLeast" && parent["what"] === "benefit")) return true;
  const unit = fieldAt(path)?.unit;
  if (unit !== undefined) return unit === "money" || unit === "money a month";
  return AMOUNTS.has(name);
}

/** All figures of an amount, which may be a range, a list or closed months; weights and evidence are no money. */
function scaled(value: unknown, replace: (amount: number) => number): unknown {
  if (typeof value === "number") return replace(value);
  if (Array.isArray(value)) return value.map((item) => scaled(item, replace));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === "weights" || name === "evidence" ? inner : scaled(inner, replace),
    ]),
  );
}
