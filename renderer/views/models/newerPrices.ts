import { formatPrice } from "#shared/format/money.ts";
import { evidenceOf } from "#shared/plan/edits/edits.ts";
import type { ListPrice } from "#shared/plan/prices/priceMap.ts";
import type { Plan, Price } from "#shared/plan/schema/plan.ts";
import { LISTED_CLASSES } from "./priceSource.ts";

/** A model of the plan whose listed price differs from the plan's. */
export interface NewerPrice {
  readonly modelId: string;
  readonly listed: ListPrice;
  /** As the list states it, per million tokens. */
  readonly price: Price;
}

/**
 * Models whose price the list states otherwise. A model is known by the name its price was once taken over under ("list
 * price of …" in its evidence); where several sell it, its own provider goes first. `priceOf` gives a listed price as
 * the plan would take it over.
 */
export function newerPrices(
  plan: Plan,
  prices: readonly ListPrice[],
  priceOf: (listed: ListPrice) => Price,
): NewerPrice[] {
  return Object.entries(plan.models).flatMap(([modelId, model]) => {
    const name = /list price of ([^\s,;]+)/.exec(evidenceOf(model.price)?.source ?? "")?.[1];
    if (name === undefined) return [];
    const sold = prices.filter((listed) => listed.model === name);
    const listed = sold.find(({ provider }) => provider.toLowerCase() === model.provider?.toLowerCase()) ?? sold[0];
    if (listed === undefined) return [];
    const price = priceOf(listed);
    return (price.currency ?? plan.currency) !== (model.price.currency ?? plan.currency) ||
      LISTED_CLASSES.some((key) => (price[key] ?? 0) !== (model.price[key] ?? 0))
      ? [{ modelId, listed, price }]
      : [];
  });
}

/**
 * "input $2.50, now $2; output $15, now $12" by the classes that differ; `own` is the currency of prices that name
 * none.
 */
export function priceChangeWords(before: Price, after: Price, own: string): string {
  const names = { input: "input", cacheRead: "cache read", cacheWrite: "cache write", output: "output" } as const;
  const said = (price: number | undefined, { currency = own }: Price): string =>
    price === undefined ? "not priced" : formatPrice(currency, price);
  const isOther = (before.currency ?? own) !== (after.currency ?? own);
  return LISTED_CLASSES.filter((key) =>
    isOther ? before[key] !== undefined || after[key] !== undefined : (before[key] ?? 0) !== (after[key] ?? 0),
  )
    .map((key) => `${names[key]} ${said(before[key], before)}, now ${said(after[key], after)}`)
    .join("; ");
}
