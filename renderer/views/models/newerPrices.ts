import { evidenceOf } from "../../../shared/plan/edits.ts";
import type { ListPrice } from "../../../shared/plan/prices/priceMap.ts";
import type { Plan, Price } from "../../../shared/plan/schema.ts";

/** A model of the book whose listed price is another one than the book's. */
export interface NewerPrice {
  readonly modelId: string;
  readonly listed: ListPrice;
  /** In the plan's currency, per million tokens. */
  readonly price: Price;
}

const CLASSES = ["input", "cacheRead", "cacheWrite", "output"] as const;

/**
 * Models whose price the list states otherwise. A model is known by the name its price was once taken over under ("list price of …" in its
 * evidence); where several sell it, its own provider goes first. `inPlan` gives a listed price in the plan's currency.
 */
export function newerPrices(plan: Plan, prices: readonly ListPrice[], inPlan: (listed: ListPrice) => Price): NewerPrice[] {
  return Object.entries(plan.models).flatMap(([modelId, model]) => {
    const name = /list price of ([^\s,;]+)/.exec(evidenceOf(model.price)?.source ?? "")?.[1];
    if (name === undefined) return [];
    const sold = prices.filter((listed) => listed.model === name);
    const listed = sold.find(({ provider }) => provider.toLowerCase() === model.provider?.toLowerCase()) ?? sold[0];
    if (listed === undefined) return [];
    const price = inPlan(listed);
    return CLASSES.some((key) => (price[key] ?? 0) !== (model.price[key] ?? 0)) ? [{ modelId, listed, price }] : [];
  });
}

/** "input $2.50, now $2; output $15, now $12" by the classes that differ. */
export function priceChangeWords(before: Price, after: Price, write: (price: number) => string): string {
  const names = { input: "input", cacheRead: "cache read", cacheWrite: "cache write", output: "output" } as const;
  const said = (price: number | undefined): string => (price === undefined ? "not priced" : write(price));
  return CLASSES.filter((key) => (before[key] ?? 0) !== (after[key] ?? 0)).map((key) => `${names[key]} ${said(before[key])}, now ${said(after[key])}`).join("; ");
}
