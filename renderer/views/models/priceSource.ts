import { formatDate } from "#shared/format/dates.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { importPrices } from "#shared/plan/prices/importPrices.ts";
import type { ListPrice } from "#shared/plan/prices/priceMap.ts";
import type { Plan, Price } from "#shared/plan/schema/plan.ts";
import { epochDayOf, isoDateOf } from "#shared/units.ts";

/** A price list, and where its prices are from. */
export interface PriceSource {
  readonly prices: readonly ListPrice[];
  /** Where all of it is from. */
  readonly source: string;
  /** Where the prices of a day are from. */
  readonly sourceOf: (date: string) => string;
  /** What was left out of it, in words. */
  readonly issues: readonly string[];
}

const MS_PER_DAY = 86_400_000;

/** The days of a price list are written with their year: they lie outside most plans. */
export function dayWords(date: string): string {
  return formatDate(epochDayOf(date), { start: 0 });
}

/** The price list that came with the app: large, and of use on this screen alone. */
export async function bundledPrices(): Promise<PriceSource> {
  const { currentPrices, priceMapSources } = await import("#shared/plan/prices/priceMap.ts");
  const days = [...new Set(currentPrices.map(({ date }) => date))].toSorted().toReversed();
  const sourceOf = (date: string): string => `${priceMapSources[date]!}, ${dayWords(date)}`;
  return { prices: currentPrices, source: days.map(sourceOf).join("; "), sourceOf, issues: [] };
}

/** What the search shows until the bundled list is loaded. */
export const NO_PRICES: PriceSource = {
  prices: [],
  source: "Loading the price list…",
  sourceOf: () => "",
  issues: [],
};

/** A price list from a file, dated by the file; refused in a sentence where its format is not known. */
export async function pricesOfFile(file: File): Promise<PriceSource | { readonly refusal: string }> {
  const date = isoDateOf(Math.floor(file.lastModified / MS_PER_DAY));
  const imported = importPrices(await file.text(), date);
  if (!imported.ok) {
    const [issue] = imported.issues;
    const place = issue === undefined || issue.pointer === "" ? "" : ` at ${issue.pointer}`;
    return {
      refusal: `${file.name} is not a price list of LiteLLM or models.dev: found ${issue?.found ?? "nothing"}${place}. The prices are unchanged.`,
    };
  }
  const source = `${imported.source}, ${file.name} of ${dayWords(date)}`;
  return { prices: imported.prices, source, sourceOf: () => source, issues: imported.issues.map(describeIssue) };
}

/** Token classes that a plan prices and a price list shows. */
export const LISTED_CLASSES = ["input", "cacheRead", "cacheWrite", "output"] as const;

/**
 * A listed price as a plan states it, with its evidence; dollars are named where the plan counts in another currency.
 */
export function priceOfListed(listed: ListPrice, { sourceOf }: PriceSource, { currency }: Plan): Price {
  // A plan prices these four; what else the list knows is shown and not taken over.
  const prices = Object.fromEntries(
    LISTED_CLASSES.flatMap((key) => (listed.price[key] === undefined ? [] : [[key, listed.price[key]]])),
  );
  const source = `list price of ${listed.model}, ${sourceOf(listed.date)}`;
  return {
    ...(currency === "USD" ? {} : { currency: "USD" }),
    ...prices,
    evidence: { grade: "measured", source, date: listed.date },
  };
}
