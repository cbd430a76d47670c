import { describeValue, faultAt } from "../faults.ts";
import type { Fault } from "../faults.ts";
import { readJson } from "../json.ts";
import { isJsonObject } from "../shape.ts";
import { TOKENS_PER_MTOK } from "../../units.ts";
import type { ListPrice } from "./priceMap.ts";

/**
 * A newer price map from a file: LiteLLM's `model_prices_and_context_window.json` (US dollars a token, by model) or models.dev's
 * `api.json` (US dollars per million tokens, by provider and model). Both are MIT and both are told apart by their form.
 *
 * What is no price of a text model (images, audio, embeddings; a model without input or output price) is passed over. A price that is
 * not a number of at least 0 is a fault: that model is left out and the others are taken.
 */
export type ImportedPrices =
  | { readonly ok: true; readonly source: "LiteLLM" | "models.dev"; readonly prices: readonly ListPrice[]; readonly faults: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Most faults of one file that are listed. */
const MAX_FAULTS = 50;

/** Prices from the text of a file; `date` (ISO 8601) is the day the file is from. Never throws. */
export function importPrices(text: string, date: string): ImportedPrices {
  const read = readJson(text);
  if (!read.ok) return read;
  const { document } = read;
  if (!isJsonObject(document)) return { ok: false, faults: [faultAt([], describeValue(document), "the price map of LiteLLM or of models.dev")] };
  const providers = isJsonObject(document["providers"]) ? document["providers"] : document;
  const faults: Fault[] = [];
  const isModelsDev = Object.values(providers).some((provider) => isJsonObject(provider) && isJsonObject(provider["models"]));
  const isLiteLlm = Object.values(document).some((entry) => isJsonObject(entry) && ("litellm_provider" in entry || "input_cost_per_token" in entry));
  if (!isModelsDev && !isLiteLlm) return { ok: false, faults: [faultAt([], describeValue(document), "the price map of LiteLLM or of models.dev")] };
  const prices = isModelsDev ? fromModelsDev(providers, date, faults) : fromLiteLlm(document, date, faults);
  const source = isModelsDev ? "models.dev" : "LiteLLM";
  if (prices.length === 0) return { ok: false, faults: faults.length > 0 ? faults.slice(0, MAX_FAULTS) : [faultAt([], "no model with an input and an output price", "at least one")] };
  return { ok: true, source, prices, faults: faults.slice(0, MAX_FAULTS) };
}

const LITELLM_CLASSES = { input: "input_cost_per_token", cacheRead: "cache_read_input_token_cost", cacheWrite: "cache_creation_input_token_cost", output: "output_cost_per_token" } as const;
const MODELS_DEV_CLASSES = { input: "input", cacheRead: "cache_read", cacheWrite: "cache_write", output: "output" } as const;

function fromLiteLlm(document: Readonly<Record<string, unknown>>, date: string, faults: Fault[]): ListPrice[] {
  return Object.entries(document).flatMap(([key, entry]) => {
    // "sample_spec" explains the fields in words.
    if (!isJsonObject(entry) || key === "sample_spec") return [];
    const { mode } = entry;
    if (mode !== undefined && mode !== "chat" && mode !== "responses" && mode !== "completion") return [];
    const price = priceOf(entry, LITELLM_CLASSES, TOKENS_PER_MTOK, [key], faults);
    if (price === null) return [];
    const provider = typeof entry["litellm_provider"] === "string" ? entry["litellm_provider"] : "unknown";
    const model = key.startsWith(`${provider}/`) ? key.slice(provider.length + 1) : key;
    return [{ provider, model, name: model, price, date }];
  });
}

function fromModelsDev(providers: Readonly<Record<string, unknown>>, date: string, faults: Fault[]): ListPrice[] {
  return Object.entries(providers).flatMap(([id, provider]) => {
    if (!isJsonObject(provider) || !isJsonObject(provider["models"])) return [];
    const seller = typeof provider["name"] === "string" ? provider["name"] : id;
    return Object.entries(provider["models"]).flatMap(([model, entry]) => {
      if (!isJsonObject(entry) || !isJsonObject(entry["cost"]) || entry["status"] === "deprecated") return [];
      const price = priceOf(entry["cost"], MODELS_DEV_CLASSES, 1, [id, "models", model, "cost"], faults);
      if (price === null) return [];
      return [{ provider: seller, model, name: typeof entry["name"] === "string" ? entry["name"] : model, price, date }];
    });
  });
}

/** Prices per million tokens; null where the entry has none to take, a fault noted where one is no price. */
function priceOf(entry: Readonly<Record<string, unknown>>, classes: Readonly<Record<keyof ListPrice["price"], string>>, factor: number, path: readonly string[], faults: Fault[]): ListPrice["price"] | null {
  const found: Partial<Record<keyof ListPrice["price"], number>> = {};
  for (const [own, theirs] of Object.entries(classes) as [keyof ListPrice["price"], string][]) {
    const value = entry[theirs];
    if (value === undefined || value === null) continue;
    if (typeof value !== "number" || !(value >= 0) || value * factor > 1e9) {
      faults.push(faultAt([...path, theirs], describeValue(value), "a price, a number of at least 0"));
      return null;
    }
    // Dollars a token times a million: 3e-06 must read 3 and not 2.9999999999999996.
    found[own] = Number((value * factor).toPrecision(9));
  }
  const { input, output, cacheRead, cacheWrite } = found;
  if (input === undefined || output === undefined || input + output === 0) return null;
  return { input, ...(cacheRead === undefined ? {} : { cacheRead }), ...(cacheWrite === undefined ? {} : { cacheWrite }), output };
}

/** The prices whose name, id or seller holds every word of the query, those that begin with it first; at most `most`. */
export function searchPrices(prices: readonly ListPrice[], query: string, most: number): { readonly found: readonly ListPrice[]; readonly count: number } {
  const words = query.toLowerCase().split(/[\s,]+/).filter((word) => word !== "");
  const textOf = ({ provider, model, name }: ListPrice): string => `${name} ${model} ${provider}`.toLowerCase();
  const hits = prices.filter((price) => words.every((word) => textOf(price).includes(word)));
  const first = words[0] ?? "";
  const ranked = hits.toSorted((one, other) => Number(other.name.toLowerCase().startsWith(first)) - Number(one.name.toLowerCase().startsWith(first)));
  return { found: ranked.slice(0, most), count: hits.length };
}
