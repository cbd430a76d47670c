import { contextOf, served, tierOf } from "#shared/usage/formats/reading/served.ts";
import { countOrNull, textOf, type UsageRecord } from "#shared/usage/text/fields.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import type { UsageRow } from "#shared/usage/usageRow.ts";
import { plainNames, wordsOf } from "./columnNames.ts";

/** What a column may say of how its row was served, which moves its list price; a column map has no field for it. */
type Term = "tier" | "batch" | "context" | "searches";

const NAMES: Readonly<Record<Term, RegExp>> = {
  tier: /^(service_tier|service_class|processing_tier|pricing_tier|tier|speed|processing|processing_type|processing_mode|inference_type)$/,
  batch: /^(is_)?batch(ed)?(_api|_request|_mode)?$/,
  context: /^(context_window|context_length_tier|prompt_length_tier)$/,
  searches: /^(num_)?web_search(es)?(_requests?|_count|_calls)?$/,
};

/** Names that are remembered: a table of more columns is not about usage. */
const MOST_COLUMNS = 2_000;

const YES = /^(true|yes|y|1|batch|batched)$/i;

function namedBy(name: string): Term | undefined {
  const plain = [wordsOf(name).join("_"), ...plainNames(name, "total")];
  return (Object.keys(NAMES) as Term[]).find((field) => plain.some((each) => NAMES[field].test(each)));
}

/** Whether a column's numbers say how its row was served, and are read as that. */
export function isTermColumn(name: string): boolean {
  return namedBy(name) !== undefined;
}

/** Reads terms and searches of the rows of one table. `taken`: columns that stand for something else. */
export function termsReader(
  taken: readonly string[],
): (row: UsageRecord, style: TextStyle) => Pick<UsageRow, "terms" | "searches"> {
  // Records of JSON may have other fields each; a name is looked at once.
  const known = new Map<string, Term | undefined>(taken.map((name) => [name, undefined]));
  const termOf = (name: string): Term | undefined => {
    if (!known.has(name) && known.size < MOST_COLUMNS) known.set(name, namedBy(name));
    return known.get(name);
  };
  return (row, style) => {
    const found: Partial<Record<Term, string>> = {};
    for (const name in row) {
      const term = termOf(name);
      if (term !== undefined) found[term] ??= name;
    }
    const text = (name: string | undefined): string | null => (name === undefined ? null : textOf(row, name));
    const isBatch = YES.test(text(found.batch) ?? "");
    return {
      terms: served({ tier: isBatch ? "batch" : tierOf(text(found.tier)), context: contextOf(text(found.context)) }),
      searches: found.searches === undefined ? null : countOrNull(row, found.searches, style),
    };
  };
}
