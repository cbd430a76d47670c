import { significant } from "#shared/format/digits.ts";
import { describeValue } from "#shared/plan/schema/describe.ts";
import { issueAt, type Issue } from "#shared/plan/check/issues.ts";
import { readJson } from "#shared/plan/check/json.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";
import { cloudOf } from "./modelNames.ts";
import type { ListPrice, PriceCard, PricedTier, TokenPrices } from "./priceMap.ts";

/**
 * A newer price map from a file: LiteLLM's `model_prices_and_context_window.json` (US dollars a token, by model) or
 * models.dev's `api.json` (US dollars per million tokens, by provider and model). Both are MIT, and they are
 * distinguished by their form.
 *
 * Beside the standard price it has prices of long prompts, of an hour of cache, of batch, flex, priority and fast
 * service, of web searches, and when a model is shut down. What is no price of a text model (images, audio, embeddings;
 * a model without input or output price) is passed over. A price that is not a number of at least 0 is an issue: that
 * model is left out and the others are taken.
 */
export type ImportedPrices =
  | {
      readonly ok: true;
      readonly source: "LiteLLM" | "models.dev";
      readonly prices: readonly ListPrice[];
      readonly issues: readonly Issue[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Most issues of one file that are listed. */
const MAX_ISSUES = 50;

/** Prices from the text of a file; `date` (ISO 8601) is the day the file is from. Never throws. */
export function importPrices(text: string, date: string): ImportedPrices {
  const read = readJson(text);
  if (!read.ok) return read;
  const { document } = read;
  if (!isJsonObject(document))
    return { ok: false, issues: [issueAt([], describeValue(document), "the price list of LiteLLM or of models.dev")] };
  const providers = isJsonObject(document["providers"]) ? document["providers"] : document;
  const issues: Issue[] = [];
  const isModelsDev = Object.values(providers).some(
    (provider) => isJsonObject(provider) && isJsonObject(provider["models"]),
  );
  const isLiteLlm = Object.values(document).some(
    (entry) => isJsonObject(entry) && ("litellm_provider" in entry || "input_cost_per_token" in entry),
  );
  if (!isModelsDev && !isLiteLlm)
    return { ok: false, issues: [issueAt([], describeValue(document), "the price list of LiteLLM or of models.dev")] };
  const prices = isModelsDev ? fromModelsDev(providers, date, issues) : fromLiteLlm(document, date, issues);
  const source = isModelsDev ? "models.dev" : "LiteLLM";
  if (prices.length === 0)
    return {
      ok: false,
      issues:
        issues.length > 0
          ? issues.slice(0, MAX_ISSUES)
          : [issueAt([], "no model with an input and an output price", "at least one")],
    };
  return { ok: true, source, prices, issues: issues.slice(0, MAX_ISSUES) };
}

type Classes = Readonly<Partial<Record<keyof TokenPrices, string>>>;

const LITELLM_CLASSES: Classes = {
  input: "input_cost_per_token",
  cacheRead: "cache_read_input_token_cost",
  cacheWrite: "cache_creation_input_token_cost",
  cacheWriteHour: "cache_creation_input_token_cost_above_1hr",
  output: "output_cost_per_token",
};
const LITELLM_TIERS = { batch: "batches", flex: "flex", priority: "priority" } as const;
const MODELS_DEV_CLASSES: Classes = {
  input: "input",
  cacheRead: "cache_read",
  cacheWrite: "cache_write",
  output: "output",
};

function fromLiteLlm(document: Readonly<Record<string, unknown>>, date: string, issues: Issue[]): ListPrice[] {
  return Object.entries(document).flatMap(([key, entry]) => {
    // "sample_spec" explains the fields in words.
    if (!isJsonObject(entry) || key === "sample_spec") return [];
    const { mode } = entry;
    if (mode !== undefined && mode !== "chat" && mode !== "responses" && mode !== "completion") return [];
    const before = issues.length;
    const card = liteLlmCard(entry, [key], issues);
    if (card === null || issues.length > before) return [];
    const provider = typeof entry["litellm_provider"] === "string" ? entry["litellm_provider"] : "unknown";
    const model = key.startsWith(`${provider}/`) ? key.slice(provider.length + 1) : key;
    const { deprecation_date: retires, successor_model: successor } = entry;
    return [
      {
        provider,
        model,
        name: model,
        ...card,
        ...(typeof retires === "string" && /^\d{4}-\d{2}-\d{2}$/.test(retires) ? { retires } : {}),
        ...(typeof successor === "string" ? { successor } : {}),
        date,
      },
    ];
  });
}

/** Everything that an entry of LiteLLM says of prices; null: nothing of a text model. */
function liteLlmCard(
  entry: Readonly<Record<string, unknown>>,
  path: readonly string[],
  issues: Issue[],
): PriceCard | null {
  const pricesWith = (suffix: string): TokenPrices | null =>
    priceOf(entry, suffixed(LITELLM_CLASSES, suffix), TOKENS_PER_MTOK, path, issues);
  const price = pricesWith("");
  if (price === null) return null;
  const [above] = Object.keys(entry)
    .flatMap((key) => /^input_cost_per_token_above_(\d+)k_tokens$/.exec(key)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
  const beyond = above === undefined ? null : pricesWith(`_above_${above}k_tokens`);
  const tiers = tiersOf(entry, pricesWith, above);
  const { search_context_cost_per_query: searches } = entry;
  const search = isJsonObject(searches) ? searches["search_context_size_medium"] : undefined;
  return {
    price,
    ...(above === undefined || beyond === null ? {} : { long: { above: above * 1000, ...beyond } }),
    ...(Object.keys(tiers).length === 0 ? {} : { tiers }),
    ...(typeof search === "number" && search > 0 ? { search } : {}),
  };
}

/** Prices of the other tiers; `above`: thousands of tokens from which the long prices hold. */
function tiersOf(
  { provider_specific_entry: specific }: Readonly<Record<string, unknown>>,
  pricesWith: (suffix: string) => TokenPrices | null,
  above: number | undefined,
): Record<string, NonNullable<PriceCard["tiers"]>[PricedTier]> {
  const tiers: Record<string, NonNullable<PriceCard["tiers"]>[PricedTier]> = {};
  for (const [tier, suffix] of Object.entries(LITELLM_TIERS)) {
    const own = pricesWith(`_${suffix}`);
    if (own === null) continue;
    const long = above === undefined ? null : pricesWith(`_above_${above}k_tokens_${suffix}`);
    tiers[tier] = long === null ? own : { ...own, long };
  }
  if (isJsonObject(specific) && typeof specific["fast"] === "number" && specific["fast"] > 0)
    tiers["fast"] = specific["fast"];
  return tiers;
}

/** LiteLLM writes what a price is for behind the name of the class. */
function suffixed(classes: Classes, suffix: string): Classes {
  return Object.fromEntries(Object.entries(classes).map(([own, theirs]) => [own, `${theirs}${suffix}`]));
}

function fromModelsDev(providers: Readonly<Record<string, unknown>>, date: string, issues: Issue[]): ListPrice[] {
  return Object.entries(providers).flatMap(([id, provider]) => {
    if (!isJsonObject(provider) || !isJsonObject(provider["models"])) return [];
    const seller = typeof provider["name"] === "string" ? provider["name"] : id;
    return Object.entries(provider["models"]).flatMap(([model, entry]) => {
      if (!isJsonObject(entry) || !isJsonObject(entry["cost"]) || entry["status"] === "deprecated") return [];
      const path = [id, "models", model, "cost"];
      const before = issues.length;
      const price = priceOf(entry["cost"], MODELS_DEV_CLASSES, 1, path, issues);
      const long = modelsDevLong(entry["cost"], path, issues);
      if (price === null || issues.length > before) return [];
      return [
        {
          provider: seller,
          model,
          name: typeof entry["name"] === "string" ? entry["name"] : model,
          price,
          ...(long === null ? {} : { long }),
          date,
        },
      ];
    });
  });
}

/** The first step of prices for long prompts; models.dev calls it a tier. */
function modelsDevLong(
  { tiers }: Readonly<Record<string, unknown>>,
  path: readonly string[],
  issues: Issue[],
): NonNullable<PriceCard["long"]> | null {
  const [first] = Array.isArray(tiers) ? (tiers as unknown[]) : [];
  if (!isJsonObject(first) || !isJsonObject(first["tier"]) || typeof first["tier"]["size"] !== "number") return null;
  const prices = priceOf(first, MODELS_DEV_CLASSES, 1, [...path, "tiers", "0"], issues);
  return prices === null ? null : { above: first["tier"]["size"], ...prices };
}

/** Prices per million tokens; null where the entry has none to take, an issue noted where one is no price. */
function priceOf(
  entry: Readonly<Record<string, unknown>>,
  classes: Classes,
  factor: number,
  path: readonly string[],
  issues: Issue[],
): TokenPrices | null {
  const found: Partial<Record<keyof TokenPrices, number>> = {};
  for (const [own, theirs] of Object.entries(classes) as [keyof TokenPrices, string][]) {
    const value = entry[theirs];
    if (value === undefined || value === null) continue;
    if (typeof value !== "number" || !(value >= 0) || value * factor > 1e9) {
      issues.push(issueAt([...path, theirs], describeValue(value), "a price, a number of at least 0"));
      return null;
    }
    // Dollars a token times a million: 3e-06 must read 3 and not 2.9999999999999996.
    found[own] = significant(value * factor, 9);
  }
  const { input, output, ...cache } = found;
  if (input === undefined || output === undefined || input + output === 0) return null;
  return { input, ...cache, output };
}

/**
 * The prices whose name, id or seller holds every word of the query, those that begin with it and those of makers
 * first; at most `most`.
 */
export function searchPrices(
  prices: readonly ListPrice[],
  query: string,
  most: number,
): { readonly found: readonly ListPrice[]; readonly count: number } {
  const words = query
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "");
  const textOf = ({ provider, model, name }: ListPrice): string => `${name} ${model} ${provider}`.toLowerCase();
  const hits = prices.filter((price) => words.every((word) => textOf(price).includes(word)));
  const first = words[0] ?? "";
  // Makers come before the clouds that sell their models.
  const rankOf = ({ name, provider }: ListPrice): number =>
    (name.toLowerCase().startsWith(first) ? 0 : 2) + (cloudOf(provider) === null ? 0 : 1);
  const ranked = hits.toSorted((one, other) => rankOf(one) - rankOf(other));
  return { found: ranked.slice(0, most), count: hits.length };
}
