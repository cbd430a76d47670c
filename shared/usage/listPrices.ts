import type { ListPrice } from "../plan/prices/priceMap.ts";
import { TOKENS_PER_MTOK } from "../units.ts";
import { TOKEN_CLASSES, type TokenCounts } from "./usageRow.ts";

/** List price of each class of tokens, US dollars per million. */
export type ClassPrices = Readonly<Record<keyof TokenCounts, number>>;

/** The list price that a model of an export is held against. */
export interface ModelPrice {
  readonly provider: string;
  readonly model: string;
  readonly prices: ClassPrices;
}

/** Clouds sell models of others; where an export names one, its own price counts. */
const SELLERS: readonly (readonly [RegExp, string])[] = [
  [/bedrock|aws|amazon/i, "Amazon Bedrock"], [/azure|microsoft|foundry/i, "Microsoft Azure"], [/vertex|google|gemini/i, "Google Vertex AI"],
];

/** The makers' own prices are looked at first, the clouds' after them. */
const CLOUDS = new Set(SELLERS.map(([, name]) => name));

/** Finds list prices by the names that exports give to models. */
export function listPriceFinder(map: readonly ListPrice[]): (model: string | null, provider: string | null) => ModelPrice | null {
  const byName = new Map<string, ListPrice[]>();
  for (const price of map) {
    for (const key of new Set([price.model, keyOf(price.model), keyOf(price.name)])) byName.set(key, [...(byName.get(key) ?? []), price]);
  }
  return (model, provider) => {
    if (model === null) return null;
    // A snapshot of its own price comes before the model it is one of; Azure writes the snapshot's month and day behind the name.
    const found = byName.get(model) ?? byName.get(keyOf(model)) ?? byName.get(keyOf(model.replace(/[- ]\d{4}$/, ""))) ?? [];
    const seller = provider === null ? undefined : SELLERS.find(([pattern]) => pattern.test(provider))?.[1];
    const price = found.find((each) => each.provider === seller) ?? found.find((each) => !CLOUDS.has(each.provider)) ?? found[0];
    return price === undefined ? null : { provider: price.provider, model: price.model, prices: classPrices(price.price) };
  };
}

/**
 * What is left of a model's name when what exports add to it is taken away, so that "anthropic/claude-opus-4.6", "Claude Opus 4.6",
 * "us.anthropic.claude-opus-4-6-20260205-v1:0" and "Claude4.6Opus" are one: maker, region, date, version of the package, order of words.
 */
function keyOf(name: string): string {
  const bare = name
    // "NovaPro", as meters write it.
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/^auto:\s*/, "")
    // Snapshots: -20250514, @20250929, -2024-08-06, "(2024-05-13)"; packages: -v1:0, -v1.
    .replace(/[-@ (]+20\d{6}\)?/, "")
    .replace(/[- (]+20\d\d-\d\d-\d\d\)?/, "")
    .replace(/-v\d+(:\d+)?$/, "")
    .replace(/^.*\//, "")
    .replace(/:(free|beta|nitro|floor|online|thinking|extended)$/, "")
    .replace(/^((us|eu|apac|jp|au|global)\.)?(anthropic|amazon|meta|mistral|cohere|deepseek|openai|qwen|google)\.(?=[a-z])/, "")
    .replace(/-latest$/, "");
  const words = bare.match(/\d+(\.\d+)*|[a-z]+/g) ?? [];
  // "4-6" and "4.6" are one number, and Claude's names come with it before or after the family.
  const numbers = words.filter((word) => /\d/.test(word)).join(".").split(".");
  const letters = words.filter((word) => !/\d/.test(word) && word !== "preview").sort();
  while (numbers.length > 1 && numbers.at(-1) === "0") numbers.pop();
  return `${letters.join(" ")} ${numbers.join(".")}`;
}

/** A price of an hour of cache is 1.6 times that of five minutes, at the one maker who sells both. */
const HOUR_TO_FIVE_MINUTES = 1.6;

function classPrices(price: ListPrice["price"]): ClassPrices {
  const cacheWrite = price.cacheWrite ?? price.input;
  return {
    input: price.input,
    // Where a class is not priced apart it costs what input costs.
    cacheRead: price.cacheRead ?? price.input,
    cacheWrite,
    cacheWriteHour: price.cacheWrite === undefined ? price.input : cacheWrite * HOUR_TO_FIVE_MINUTES,
    output: price.output,
    reasoning: price.output,
  };
}

/** US dollars of tokens at list price. */
export function listCost(tokens: TokenCounts, prices: ClassPrices): number {
  return TOKEN_CLASSES.reduce((sum, name) => sum + (tokens[name] * prices[name]) / TOKENS_PER_MTOK, 0);
}
