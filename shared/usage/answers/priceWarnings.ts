import { formatCount } from "#shared/format/counts.ts";
import { formatFullDate } from "#shared/format/dates.ts";
import { formatCountedMoney } from "#shared/format/money.ts";

/**
 * Where the list price of usage is not sure, in sums by the model that it was priced as. Tokens are counts, money US
 * dollars, days milliseconds since 1970 (UTC).
 */
export interface PriceFindings {
  /**
   * Sums of several requests with a model whose long prompts cost more: `above` tokens; `more`: what they would cost
   * beside if all were long.
   */
  readonly sums: readonly {
    readonly model: string;
    readonly above: number;
    readonly tokens: number;
    readonly more: number;
  }[];
  /** Tokens that were served in a way that the list has no price for. */
  readonly tiers: readonly { readonly model: string; readonly tier: string; readonly tokens: number }[];
  /** Web searches whose price is not on the list. */
  readonly searches: readonly { readonly model: string | null; readonly count: number }[];
  /**
   * Tokens written to a cache for an hour, and what they cost beyond the five minutes that a plan prices; `list`: all
   * usage at list price.
   */
  readonly hours: { readonly tokens: number; readonly more: number; readonly list: number };
  /** Sums over a stretch in which the price changed. */
  readonly changes: readonly { readonly model: string; readonly day: number; readonly tokens: number }[];
  /** Tokens of days on one of which the price changed, nobody knows which. */
  readonly unsure: readonly {
    readonly model: string;
    readonly since: number;
    readonly until: number;
    readonly tokens: number;
  }[];
}

/** Share of the list price from which on what a plan leaves out is worth a sentence. */
const WORTH_SAYING = 0.005;

const DAY_MS = 86_400_000;

function dateWords(moment: number): string {
  return formatFullDate(Math.floor(moment / DAY_MS));
}

/** Warnings about list prices, one sentence each. */
export function priceWarnings({ sums, tiers, searches, hours, changes, unsure }: PriceFindings): string[] {
  return [
    ...sums.map(
      ({ model, above, tokens, more }) =>
        `${formatCount(tokens)} tokens of ${model} come as sums of several requests: how many were in prompts of more than ${formatCount(above)} tokens, which cost more, is not known. They are priced as shorter prompts; at most ${formatCountedMoney("USD", more)} more.`,
    ),
    ...tiers.map(
      ({ model, tier, tokens }) =>
        `${formatCount(tokens)} tokens of ${model} were served as “${tier}”, for which the price list has no price: they are priced as standard ones.`,
    ),
    ...searches.map(
      ({ model, count }) =>
        `${formatCount(count)} web ${count === 1 ? "search" : "searches"} ${model === null ? "" : `of ${model} `}${count === 1 ? "is" : "are"} not in the list price: the price list does not say what a search costs.`,
    ),
    ...(hours.more < WORTH_SAYING * hours.list || hours.more === 0
      ? []
      : [
          `${formatCount(hours.tokens)} tokens were written to a cache for an hour. A plan that does not say so prices all cache writes as those of five minutes, and leaves out ${formatCountedMoney("USD", hours.more)} of ${formatCountedMoney("USD", hours.list)} at list price.`,
        ]),
    ...changes.map(
      ({ model, day, tokens }) =>
        `${formatCount(tokens)} tokens of ${model} come as sums over days before and after its price changed on ${dateWords(day)}: each sum is priced by the day in its middle.`,
    ),
    ...unsure.map(
      ({ model, since, until, tokens }) =>
        `The price of ${model} changed between ${dateWords(since)} and ${dateWords(until)}, on a day that is not known: ${formatCount(tokens)} tokens of these days have the later price.`,
    ),
  ];
}
