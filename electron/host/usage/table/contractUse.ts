import type { DuckDBConnection } from "@duckdb/node-api";
import type { ContractUse } from "#shared/usage/answers/answers.ts";
import { ALL_TOKENS, pricedRowsOf } from "./pricedRows.ts";
import { numberOrNull, rowsOf, textOrNull } from "./tableRows.ts";

/** What exports say of contracts: how work was served, how many people have seats, and whose budget it is. */
export async function contractUseOf(connection: DuckDBConnection): Promise<ContractUse> {
  const tiers = await rowsOf(
    connection,
    `SELECT k.model, k.provider, any_value(m.priced_as), k.tier, sum(${ALL_TOKENS})::DOUBLE, count(*)::DOUBLE
    FROM usage u JOIN kinds k USING (kind) JOIN meanings m USING (kind) GROUP BY k.model, k.provider, k.tier HAVING sum(${ALL_TOKENS}) > 0 ORDER BY k.model NULLS LAST, k.provider NULLS LAST, k.tier`,
  );
  // The quota is of a kind of seat: where rows have different ones, no single seat is meant.
  const seats = await rowsOf(
    connection,
    `SELECT k.source, count(DISTINCT u.person)::DOUBLE, CASE WHEN count(DISTINCT ${QUOTA}) = 1 THEN any_value(${QUOTA}) END, count(*)::DOUBLE
    FROM usage u JOIN kinds k USING (kind) JOIN meanings m USING (kind) GROUP BY k.source HAVING count(DISTINCT u.person) > 0 ORDER BY k.source`,
  );
  const centres = await rowsOf(
    connection,
    `SELECT workload, value, sum(coalesce(nullif(billed, 0), list))::DOUBLE, sum(tokens)::DOUBLE, count(*)::DOUBLE FROM (
      SELECT *, json_extract_string(labels, concat('$."', name, '"')) AS value FROM (
        SELECT *, unnest(json_keys(labels)) AS name FROM ${pricedRowsOf("usage")}) WHERE regexp_matches(lower(name), '^cost[ _-]?cent(er|re)'))
    WHERE workload IS NOT NULL AND trim(value) <> '' GROUP BY workload, value ORDER BY workload, value LIMIT 1000`,
  );
  return {
    tiers: tiers.map(([model, provider, pricedAs, tier, tokens, rows]) => ({
      model: textOrNull(model),
      provider: textOrNull(provider),
      pricedAs: textOrNull(pricedAs),
      tier: String(tier),
      tokens: Number(tokens),
      rows: Number(rows),
    })),
    seats: seats.map(([source, people, quota, rows]) => ({
      source: String(source),
      people: Number(people),
      quota: numberOrNull(quota),
      rows: Number(rows),
    })),
    centres: centres.map(([workload, value, money, tokens, rows]) => ({
      workload: String(workload),
      value: String(value).slice(0, 400),
      money: numberOrNull(money),
      tokens: Number(tokens),
      rows: Number(rows),
    })),
  };
}

const QUOTA = `try_cast(json_extract_string(k.labels, '$."monthly quota"') AS DOUBLE)`;
