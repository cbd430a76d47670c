import type { DuckDBConnection } from "@duckdb/node-api";
import type { PriceFindings } from "#shared/usage/answers/priceWarnings.ts";
import { ALL_TOKENS, IS_ONE_REQUEST, LONG_PRICE, PRICED, PROMPT, RATES, SHORT_PRICE } from "./pricedRows.ts";
import { groupedBy, rowsOf, textOrNull, type Row } from "./tableRows.ts";

/** Where the list price of rows is not sure, in sums by model; one look at the rows answers all. */
export async function priceFindingsOf(connection: DuckDBConnection): Promise<PriceFindings> {
  const fromList = "u.listed IS NULL";
  const sum = (amount: string, where: string): string => `coalesce(sum(${amount}) FILTER (${where}), 0)::DOUBLE`;
  const isUndecided = `${fromList} AND r.threshold IS NOT NULL AND k.context IS NULL AND NOT ${IS_ONE_REQUEST} AND ${PROMPT} > r.threshold`;
  const isAcross = `${fromList} AND (u.began < r.since OR u.ended > r.until)`;
  const rows = await rowsOf(
    connection,
    `
    SELECT coalesce(priced_as, k.model), priced_as IS NULL, r.threshold::DOUBLE, ${sum(ALL_TOKENS, isUndecided)}, ${sum(`${LONG_PRICE} - ${SHORT_PRICE}`, isUndecided)},
      r.unpriced_tier, ${sum(ALL_TOKENS, fromList)}, ${sum("u.searches", `${fromList} AND r.search IS NULL`)},
      ${sum("t_cacheWriteHour", "true")}, ${sum("t_cacheWriteHour * (r.p_cacheWriteHour - r.p_cacheWrite) / 1e6", "true")}, ${sum(PRICED, "true")},
      CASE WHEN r.until < ${Number.MAX_SAFE_INTEGER} THEN r.until ELSE r.since END::DOUBLE, ${sum(ALL_TOKENS, isAcross)},
      r.unsure_since::DOUBLE, r.unsure_until::DOUBLE, ${sum(ALL_TOKENS, `${fromList} AND u.began >= r.unsure_since AND u.began < r.unsure_until`)}
    FROM usage u JOIN kinds k USING (kind) JOIN meanings m USING (kind) ${RATES} WHERE k.currency = 'USD'
    GROUP BY ALL ORDER BY 1, 3, 6, 12`,
  );
  const priced = rows.filter(([, isUnpriced]) => isUnpriced === false);
  const hours = [8, 9, 10].map((i) => rows.reduce((all, row) => all + Number(row[i]), 0));
  return {
    sums: collected(
      priced,
      ([model, , above]) => ({ model: String(model), above: Number(above) }),
      ([, , , tokens, more]) => [Number(tokens), Number(more)],
    ).map(({ key, amounts: [tokens, more] }) => ({ ...key, tokens: tokens!, more: more! })),
    tiers: collected(
      priced,
      (row) => ({ model: String(row[0]), tier: String(row[5]) }),
      (row) => [row[5] === null ? 0 : Number(row[6])],
    ).map(({ key, amounts: [tokens] }) => ({ ...key, tokens: tokens! })),
    searches: collected(
      rows,
      ([model]) => ({ model: textOrNull(model) ?? "" }),
      (row) => [Number(row[7])],
    ).map(({ key, amounts: [count] }) => ({ model: key.model === "" ? null : key.model, count: count! })),
    hours: { tokens: hours[0]!, more: hours[1]!, list: hours[2]! },
    changes: collected(
      priced,
      (row) => ({ model: String(row[0]), day: Number(row[11]) }),
      (row) => [Number(row[12])],
    ).map(({ key, amounts: [tokens] }) => ({ ...key, tokens: tokens! })),
    unsure: collected(
      priced,
      (row) => ({ model: String(row[0]), since: Number(row[13]), until: Number(row[14]) }),
      (row) => [Number(row[15])],
    ).map(({ key, amounts: [tokens] }) => ({ ...key, tokens: tokens! })),
  };
}

/** Sums of what several rows of the answer say of one thing. */
function collected<Key extends Record<string, string | number>>(
  parts: readonly Row[],
  keyOf: (row: Row) => Key,
  amountsOf: (row: Row) => readonly number[],
): { readonly key: Key; readonly amounts: readonly number[] }[] {
  return [
    ...groupedBy(
      parts.filter((row) => amountsOf(row)[0]! > 0),
      (row) => JSON.stringify(keyOf(row)),
    ),
  ].map(([key, group]) => ({
    key: JSON.parse(key) as Key,
    amounts: amountsOf(group[0]!).map((_, i) => group.reduce((all, row) => all + amountsOf(row)[i]!, 0)),
  }));
}
