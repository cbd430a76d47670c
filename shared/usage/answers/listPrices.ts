import { significant } from "#shared/format/digits.ts";
import { cloudOf, modelKeys, readModelName } from "#shared/plan/prices/modelNames.ts";
import type { ListPrice, PriceCard, TokenPrices } from "#shared/plan/prices/priceMap.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";
import { TOKEN_CLASSES, type ServiceTerms, type TokenCounts } from "#shared/usage/usageRow.ts";

/** List price of each class of tokens, US dollars per million. */
export type ClassPrices = Readonly<Record<keyof TokenCounts, number>>;

/** What a model's tokens cost over a stretch of days. */
export interface PricePeriod {
  /** Milliseconds since 1970, UTC: the price counts from here, and no more from `until`. */
  readonly since: number;
  readonly until: number;
  readonly prices: ClassPrices;
  /** Prices of whole requests whose prompt has more than `above` tokens; null: all prompts cost alike. */
  readonly long: { readonly above: number; readonly prices: ClassPrices } | null;
}

/** The list price that a model of an export is held against. */
export interface ModelPrice {
  readonly provider: string;
  readonly model: string;
  /** In the order of time, without a gap. */
  readonly periods: readonly PricePeriod[];
  /** US dollars of one web search that the seller runs; null: not on the list. */
  readonly search: number | null;
  /** A way of serving that the list has no price for: its tokens are priced as standard ones. */
  readonly unpricedTier: ServiceTerms["tier"] | null;
  /** A stretch of days in which the price changed on a day that is not known; null: there is none. */
  readonly unsure: { readonly since: number; readonly until: number } | null;
}

/** Batched requests cost half at every maker whose list says so; clouds that sell the model rarely say it apart. */
const BATCH_OF_MAKER = "batch";

export type ListPriceFinder = (model: string | null, provider: string | null, terms: ServiceTerms) => ModelPrice | null;

/** Finds list prices by the names that exports give to models, for the way in which they were served. */
export function listPriceFinder(map: readonly ListPrice[]): ListPriceFinder {
  const byName = new Map<string, ListPrice[]>();
  const put = (key: string, price: ListPrice): void => {
    const listed = byName.get(key);
    if (listed === undefined) byName.set(key, [price]);
    else if (!listed.includes(price)) listed.push(price);
  };
  // A snapshot of its own price comes before the model it is one of, an id before a name, what is on sale before what
  // is gone.
  const ranked = [...map.filter(({ gone }) => gone !== true), ...map.filter(({ gone }) => gone === true)];
  for (const price of ranked) put(modelKeys(price.model)[0], price);
  for (const price of ranked) put(modelKeys(price.model)[1], price);
  for (const price of ranked) for (const key of modelKeys(price.name)) put(key, price);
  const isKnown = (key: string): boolean => byName.has(key);
  return (model, provider, terms) => {
    const name = model === null ? null : readModelName(model, isKnown);
    if (name === null) return null;
    // Where an export names a cloud, its own price counts; the maker's else. A snapshot that the seller does not list
    // apart is the model that it is one of.
    const seller = name.seller ?? (provider === null ? null : cloudOf(provider));
    const same = byName.get(name.key)!;
    const found = [...same, ...byName.get(modelKeys(same[0]!.model)[1])!];
    const makers = found.find((each) => cloudOf(each.provider) === null);
    const listed = found.find((each) => each.provider === seller) ?? makers ?? found[0]!;
    const tier = terms.tier === "standard" && name.tier !== null ? name.tier : terms.tier;
    return priceOf(listed, tier, name.region ?? terms.region, makers);
  };
}

function priceOf(
  listed: ListPrice,
  tier: ServiceTerms["tier"],
  region: string | null,
  makers: ListPrice | undefined,
): ModelPrice {
  const tierCard =
    tierOf(listed, tier) ??
    (tier === BATCH_OF_MAKER && makers !== undefined ? numberOrNothing(tierOf(makers, tier)) : undefined);
  const now = cardPrices(listed, tierCard, regionOf(listed, region));
  const earlier = listed.before ?? [];
  const periods = [...earlier, null].map((old, i): PricePeriod => ({
    since: i === 0 ? -Infinity : startOf(earlier[i - 1]!.until),
    until: old === null ? Infinity : startOf(old.until),
    ...(old === null ? now : earlierPrices(listed, old, now)),
  }));
  const unsure = earlier.find(({ by }) => by !== undefined);
  return {
    provider: listed.provider,
    model: listed.model,
    periods,
    search: listed.search ?? null,
    unpricedTier: tier !== "standard" && tierCard === undefined ? tier : null,
    unsure: unsure === undefined ? null : { since: startOf(unsure.until), until: startOf(unsure.by!) },
  };
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

type Factor = number | TokenPrices | undefined;
type Tier = NonNullable<PriceCard["tiers"]>[keyof NonNullable<PriceCard["tiers"]>];

/** "Fast" is the word of Anthropic, and that of tools for OpenAI's priority service. */
function tierOf({ tiers }: PriceCard, tier: ServiceTerms["tier"]): Tier {
  if (tier === "standard") return undefined;
  return tiers?.[tier] ?? (tier === "fast" ? tiers?.priority : undefined);
}

function numberOrNothing(tier: Tier): number | undefined {
  return typeof tier === "number" ? tier : undefined;
}

/** Names of regions as clouds write them, by the profile that they belong to. */
const REGIONS: readonly (readonly [RegExp, string])[] = [
  [/^us-?gov|^usgov/, "us-gov"],
  [/^global/, "global"],
  [/^(us|usa|united states|northamerica|north america|central us|east us|west us)\b/, "us"],
  [/^(eu|europe|eur|sweden|germany|france|west europe|north europe)/, "eu"],
  [/^(jp|japan|ap-northeast-[13]|asia-northeast)/, "jp"],
  [/^(au|australia|ap-southeast-[24])/, "au"],
  [/^(ap|apac|asia)/, "apac"],
  [/^(ca|canada)/, "ca"],
];

/** What the region adds: the surcharge of its profile, or that of any one region. */
function regionOf({ regions }: PriceCard, region: string | null): Factor {
  if (region === null || regions === undefined) return undefined;
  const text = region.trim().toLowerCase();
  if (text === "" || text === "not_available" || text === "unknown") return undefined;
  const profile = REGIONS.find(([pattern]) => pattern.test(text))?.[1] ?? text;
  if (profile === "global") return regions["global"];
  const own = regions[profile] ?? regions["in-region"] ?? regions["regional"];
  // "Data zone" and "regional" deployments say no more than that they are not global.
  return own ?? (/zone|region/.test(text) ? (regions["us"] ?? regions["eu"]) : undefined);
}

type CardPrices = Pick<PricePeriod, "prices" | "long">;

/** Prices of a card as it is served. */
function cardPrices({ price, long }: Pick<PriceCard, "price" | "long">, tier: Tier, region: Factor): CardPrices {
  const standard = classPrices(price);
  const served = scaled(standard, price, tier);
  const prices = scaled(served, price, region);
  if (long === undefined) return { prices, long: null };
  const beyond =
    typeof tier === "object" && tier.long !== undefined
      ? classPrices(tier.long)
      : byRatio(classPrices(long), standard, served);
  return { prices, long: { above: long.above, prices: byRatio(beyond, served, prices) } };
}

/**
 * Prices of earlier days: tiers, regions and long prompts differ from them as they differ from today's, where the list
 * says nothing else.
 */
function earlierPrices(listed: PriceCard, old: Pick<PriceCard, "price" | "long">, now: CardPrices): CardPrices {
  const today = classPrices(listed.price);
  const then = classPrices(old.price);
  const prices = byRatio(then, today, now.prices);
  const above = old.long?.above ?? now.long?.above;
  if (above === undefined) return { prices, long: null };
  const beyond =
    old.long !== undefined
      ? byRatio(classPrices(old.long), then, prices)
      : byRatio(prices, now.prices, now.long!.prices);
  return { prices, long: { above, prices: beyond } };
}

/** `prices` by a factor, or by prices of their own for the classes that have them: the others differ as input does. */
function scaled(prices: ClassPrices, from: TokenPrices, factor: Factor): ClassPrices {
  if (factor === undefined) return prices;
  if (typeof factor === "number") return mapClasses((name) => money(prices[name] * factor));
  const ratio = factor.input / from.input;
  const filled: TokenPrices = {
    input: factor.input,
    output: factor.output,
    ...(from.cacheRead === undefined ? {} : { cacheRead: factor.cacheRead ?? from.cacheRead * ratio }),
    ...(from.cacheWrite === undefined ? {} : { cacheWrite: factor.cacheWrite ?? from.cacheWrite * ratio }),
    ...(from.cacheWriteHour === undefined
      ? {}
      : { cacheWriteHour: factor.cacheWriteHour ?? from.cacheWriteHour * ratio }),
  };
  return byRatio(prices, classPrices(from), classPrices(filled));
}

/** `prices` times what `to` is of `from`, class by class. */
function byRatio(prices: ClassPrices, from: ClassPrices, to: ClassPrices): ClassPrices {
  return mapClasses((name) =>
    from[name] === to[name] || from[name] === 0 ? prices[name] : money((prices[name] * to[name]) / from[name]),
  );
}

/** A product of prices without the last digits of binary fractions: 3 × 1.1 is 3.3. */
function money(amount: number): number {
  return significant(amount, 12);
}

function mapClasses(priceOf: (name: keyof TokenCounts) => number): ClassPrices {
  return Object.fromEntries(TOKEN_CLASSES.map((name) => [name, priceOf(name)])) as unknown as ClassPrices;
}

/**
 * Where the list does not price an hour of cache apart, it is 1.6 times that of five minutes, as at the makers whose
 * lists do.
 */
const HOUR_TO_FIVE_MINUTES = 1.6;

function classPrices(price: TokenPrices): ClassPrices {
  const cacheWrite = price.cacheWrite ?? price.input;
  return {
    input: price.input,
    // Where a class is not priced apart it costs what input costs.
    cacheRead: price.cacheRead ?? price.input,
    cacheWrite,
    cacheWriteHour:
      price.cacheWriteHour ?? (price.cacheWrite === undefined ? price.input : cacheWrite * HOUR_TO_FIVE_MINUTES),
    output: price.output,
    reasoning: price.output,
  };
}

/** US dollars of tokens at list price. */
export function listCost(tokens: TokenCounts, prices: ClassPrices): number {
  return TOKEN_CLASSES.reduce((sum, name) => sum + (tokens[name] * prices[name]) / TOKENS_PER_MTOK, 0);
}
