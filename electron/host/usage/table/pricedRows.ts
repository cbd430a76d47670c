import { TOKEN_CLASSES } from "#shared/usage/usageRow.ts";

/** List prices as SQL: what a row would cost by the bundled list. */

export const TOKENS = TOKEN_CLASSES.map((name) => `t_${name}`);
export const ALL_TOKENS = `(${TOKENS.join(" + ")})`;
export const PROMPT = "(t_input + t_cacheRead + t_cacheWrite + t_cacheWriteHour)";
/**
 * An event of Cursor is all that an agent asked in one turn; a row of somebody's own table that names its run may be
 * all of the run, unless it counts its requests.
 */
export const IS_ONE_REQUEST =
  "(u.began = u.ended AND coalesce(u.requests, 1) = 1 AND k.source <> 'cursor' AND NOT (k.source = 'table' AND u.run IS NOT NULL AND u.requests IS NULL))";
/**
 * Whether a row's prompts were beyond the threshold of its price: as the export says, else by the one request that it
 * is. Of sums nobody knows; they count as short.
 */
const IS_LONG = `(r.threshold IS NOT NULL AND CASE k.context WHEN 'long' THEN true WHEN 'short' THEN false ELSE ${IS_ONE_REQUEST} AND ${PROMPT} > r.threshold END)`;
export const SHORT_PRICE = `((${TOKEN_CLASSES.map((name) => `t_${name} * r.p_${name}`).join(" + ")}) / 1e6)`;
export const LONG_PRICE = `((${TOKEN_CLASSES.map((name) => `t_${name} * r.l_${name}`).join(" + ")}) / 1e6)`;
/**
 * US dollars of a row (`u`, `k` with its kind's context and currency, `r`) by the bundled list; null: not on it, or
 * nothing to price.
 */
export const PRICED = `(CASE WHEN k.currency = 'USD' AND r.kind IS NOT NULL AND (${ALL_TOKENS} > 0 OR u.searches > 0)
  THEN (CASE WHEN ${IS_LONG} THEN ${LONG_PRICE} ELSE ${SHORT_PRICE} END) + coalesce(u.searches, 0) * coalesce(r.search, 0) END)`;
/** The price that counted on a row's day; of a longer stretch, on the day in its middle. */
export const RATES =
  "LEFT JOIN rates r ON r.kind = u.kind AND u.began + (u.ended - u.began) // 2 >= r.since AND u.began + (u.ended - u.began) // 2 < r.until";
/**
 * Rows with what they mean. A list price of the export itself comes before one of the map; without tokens there is
 * nothing to price.
 */
export const pricedRowsOf = (
  rows: "usage" | "everything",
): string => `(SELECT u.*, k.source, k.provider, k.model, k.currency, k.labels, m.workload, m.priced_as, coalesce(u.listed, ${PRICED}) AS list, ${ALL_TOKENS} AS tokens
  FROM ${rows} u JOIN kinds k USING (kind) JOIN meanings m USING (kind) ${RATES})`;
