import file from "./priceMap.json" with { type: "json" };

/** Prices of the classes of tokens, US dollars per million; absent classes are not priced apart. */
export interface TokenPrices {
  readonly input: number;
  readonly cacheRead?: number;
  /** Written to a cache of five minutes. */
  readonly cacheWrite?: number;
  /** Written to a cache of an hour. */
  readonly cacheWriteHour?: number;
  readonly output: number;
}

/** How a request may be served beside the standard way. */
export type PricedTier = "batch" | "flex" | "priority" | "fast";

/** What one list says of a model's price. */
export interface PriceCard {
  readonly price: TokenPrices;
  /** Prices of a whole request whose prompt has more than `above` tokens. */
  readonly long?: TokenPrices & { readonly above: number };
  /**
   * A factor on every price, or prices of their own; `long`: those of long prompts, where no factor of the tier gives
   * them.
   */
  readonly tiers?: Readonly<Partial<Record<PricedTier, number | (TokenPrices & { readonly long?: TokenPrices })>>>;
  /**
   * By region ("us", "eu", "us-gov"), "in-region" (a bare id on Bedrock) or "regional" (any region on Vertex): a
   * factor, or prices of their own.
   */
  readonly regions?: Readonly<Record<string, number | TokenPrices>>;
  /** US dollars of one web search that the seller runs. */
  readonly search?: number;
}

/** A price of earlier days. */
export interface EarlierPrice {
  /** First day (ISO 8601) on which it did not count any more. */
  readonly until: string;
  /** Where the day of the change is not known: a day on which the later price is known to have counted. */
  readonly by?: string;
  readonly price: TokenPrices;
  readonly long?: TokenPrices & { readonly above: number };
  readonly source: string;
}

/** A model's list price in US dollars per million tokens, as published on a date. */
export interface ListPrice extends PriceCard {
  /** Who sells it: its maker, or a cloud. */
  readonly provider: string;
  /** The seller's id of the model. */
  readonly model: string;
  readonly name: string;
  /** Day on which the seller shuts the model down, where it has said so. */
  readonly retires?: string;
  /** The seller's id of the model that takes its place. */
  readonly successor?: string;
  /** No more on the newest lists: kept for the usage of its days. */
  readonly gone?: boolean;
  /** Prices of earlier days, the latest last. */
  readonly before?: readonly EarlierPrice[];
  /** Day of the price map that says so, a key of `priceMapSources`. */
  readonly date: string;
}

/** The public price maps behind the prices, by their day, the newest first. */
export const priceMapSources: Readonly<Record<string, string>> = file.sources;

/** Day of the newest of them. */
export const PRICE_MAP_DATE = Object.keys(file.sources)[0]!;

/**
 * Text models that are sold by the token, by provider and model; among them models that are shut down, for the usage of
 * their days.
 */
export const priceMap: readonly ListPrice[] = file.models;

/** What can be planned with: models that are on the newest lists and not shut down by their day. */
export const currentPrices: readonly ListPrice[] = priceMap.filter(
  ({ retires, gone }) => gone !== true && (retires === undefined || retires > PRICE_MAP_DATE),
);
