import { formatShare } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import type { UsageSummary } from "./answers.ts";
import { mayOverlap } from "#shared/usage/overlaps/reporters.ts";
import { allTokens } from "#shared/usage/usageRow.ts";

/** From this share on, the bill is so far from list price that a discount or a wrong price must be behind it. */
const FAR_FROM_LIST = 0.05;

/**
 * Less money at list price, in the currency's own unit, or fewer requests say nothing of prices: one line with a wrong
 * unit would fill the sentence.
 */
const LEAST_COMPARED = 10;
const LEAST_REQUESTS = 100;

type UsageMoney = UsageSummary["money"][number];

/**
 * By which share bills lie above (below 0: under) the list price of the same work; null where too little is known on
 * both sides to say so. Requests that no export counts do not stand in the way.
 */
export function billAgainstList({ currency, compared }: UsageMoney, models: UsageSummary["models"]): number | null {
  if (compared === null || compared.list < LEAST_COMPARED) return null;
  const counts = models
    .filter(({ money }) => money.currency === currency && money.compared !== null)
    .map(({ requests }) => requests);
  const requests = counts.some((count) => count === null)
    ? null
    : counts.reduce((sum: number, count) => sum + count!, 0);
  return requests !== null && requests < LEAST_REQUESTS ? null : compared.billed / compared.list - 1;
}

type UsageSource = UsageSummary["sources"][number];

/**
 * Two sources of different sellers or tools that report the same models and days: hardly ever the same work, so both
 * count until one is left out.
 */
export interface Overlap {
  readonly one: UsageSource;
  readonly other: UsageSource;
  readonly what: "tokens" | "money";
}

/**
 * Pairs of such sources; what is left out counts once already, and what may well be the same is compared and asked
 * about (overlaps).
 */
export function overlapsOf(sources: readonly UsageSource[]): Overlap[] {
  const counted = sources.filter(({ isLeftOut }) => !isLeftOut);
  return counted.flatMap((one, i) =>
    counted.slice(i + 1).flatMap((other): Overlap[] => {
      const isSame =
        one.from < other.to && other.from < one.to && one.models.some((model) => other.models.includes(model));
      const what = one.hasTokens && other.hasTokens ? "tokens" : one.hasMoney && other.hasMoney ? "money" : null;
      return isSame && what !== null && !mayOverlap(one.source, other.source) ? [{ one, other, what }] : [];
    }),
  );
}

/** What is doubtful about the usage that was imported: one sentence each. */
export function usageWarnings({ sources, models, money, runs, rows }: Omit<UsageSummary, "doubts">): string[] {
  const warnings: string[] = [];
  for (const one of money) {
    const difference = billAgainstList(one, models);
    if (difference === null || Math.abs(difference) < FAR_FROM_LIST) continue;
    const percent = formatShare(Math.abs(difference));
    warnings.push(
      `Bills in ${one.currency} are ${percent} ${difference < 0 ? "below" : "above"} list price where both are known: ${difference < 0 ? "a discount, a quota, or prices that are too high" : "a surcharge, more expensive tiers, or prices that are too low"}.`,
    );
  }
  const unpriced = unpricedSentence(models);
  if (unpriced !== null) warnings.push(unpriced);
  const unlisted = unlistedSentence(models);
  if (unlisted !== null) warnings.push(unlisted);
  if (rows > 0 && money.length > 1)
    warnings.push(
      `Money is in ${money.map(({ currency }) => currency).join(" and ")}: amounts of different currencies are not added.`,
    );
  if (runs.single > 0)
    warnings.push(
      "Some requests name neither a run nor a user: each of them counts as a run of its own, which makes runs look cheaper than they are.",
    );
  // Last, because what is to be done about them stands below.
  for (const { one, other, what } of overlapsOf(sources))
    warnings.push(
      `“${one.name}” and “${other.name}” both show ${what} of the same models and days. What both contain counts twice. Leave one of them out if they show the same work.`,
    );
  for (const { name, rows: rowCount, isLeftOut } of sources)
    if (isLeftOut)
      warnings.push(
        `“${name}” is left out: its ${rowCount === 1 ? "row is" : `${formatCount(rowCount)} rows are`} kept and not counted.`,
      );
  return warnings;
}

/** Names of models that are listed in a sentence. */
const MOST_NAMES = 5;

/**
 * Models whose tokens have neither a bill above zero nor a list price: what they are worth is not known, whatever a
 * quota covers today. Null: none.
 */
export function unpricedSentence(models: UsageSummary["models"]): string | null {
  const unpriced = models.filter(({ unpricedTokens }) => unpricedTokens > 0);
  if (unpriced.length === 0) return null;
  const isBilled = unpriced.some(({ money }) => money.billed !== null);
  const { begin, end } = tokensInWords(unpriced, ({ unpricedTokens }) => unpricedTokens, models);
  return `${begin} no list price${isBilled ? " and are billed at $0" : " and no bill"}, ${end}. What they are worth is not known.`;
}

/** Models that are billed and have no list price: the sum at list price is without them. Null: none. */
function unlistedSentence(models: UsageSummary["models"]): string | null {
  const unlisted = models.filter(
    ({ money, tokens, unpricedTokens }) => money.list === null && allTokens(tokens) > unpricedTokens,
  );
  if (unlisted.length === 0 || models.every(({ money }) => money.list === null)) return null;
  const { begin, end } = tokensInWords(unlisted, (one) => allTokens(one.tokens) - one.unpricedTokens, models);
  return `${begin} a bill and no list price, ${end}. The sum at list price is without them.`;
}

/** "61,000 tokens of 1 model have", and "49% of all tokens: auto (61,000)". */
function tokensInWords(
  some: UsageSummary["models"],
  count: (model: UsageSummary["models"][number]) => number,
  models: UsageSummary["models"],
): { readonly begin: string; readonly end: string } {
  const tokens = some.reduce((sum, model) => sum + count(model), 0);
  const all = models.reduce((sum, model) => sum + allTokens(model.tokens), 0);
  const named = some
    .slice(0, MOST_NAMES)
    .map((model) => `${model.model ?? "without a name"} (${formatCount(count(model))})`);
  const rest = some.length > MOST_NAMES ? ` and ${formatCount(some.length - MOST_NAMES)} more` : "";
  return {
    begin: `${formatCount(tokens)} tokens of ${some.length === 1 ? "1 model" : `${formatCount(some.length)} models`} have`,
    end: `${formatShare(tokens / all)} of all tokens: ${named.join(", ")}${rest}`,
  };
}
