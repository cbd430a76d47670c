import file from "./priceMap.json" with { type: "json" };

/** A model's list price in US dollars per million tokens, as published on a date. */
export interface ListPrice {
  /** Who sells it: its maker, or a cloud. */
  readonly provider: string;
  /** The seller's id of the model. */
  readonly model: string;
  readonly name: string;
  /** Absent classes are not priced apart. */
  readonly price: { readonly input: number; readonly cacheRead?: number; readonly cacheWrite?: number; readonly output: number };
  /** Day of the price map that says so, a key of `priceMapSources`. */
  readonly date: string;
}

/** The public price maps behind the prices, by their day. */
export const priceMapSources: Readonly<Record<string, string>> = file.sources;

/** Current text models that are sold by the token, by provider and model. */
export const priceMap: readonly ListPrice[] = file.models;
