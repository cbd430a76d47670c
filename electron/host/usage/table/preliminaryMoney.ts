import type { DuckDBConnection } from "@duckdb/node-api";
import type { PreliminaryMoney } from "#shared/usage/answers/preliminaryWarnings.ts";
import { pricedRowsOf } from "./pricedRows.ts";
import { numberOrNull, rowsOf } from "./tableRows.ts";

/** What counts and may still change, by source and currency. `local`: see `localBegan`; `nameOf`: a source for people. */
export async function preliminaryMoneyOf(
  connection: DuckDBConnection,
  local: string,
  nameOf: (source: string) => string,
): Promise<PreliminaryMoney[]> {
  const found = await rowsOf(
    connection,
    `SELECT source, currency, sum(coalesce(billed, list)), min(${local})::DOUBLE, max(${local} + ended - began)::DOUBLE
    FROM ${pricedRowsOf("usage")} u WHERE is_preliminary GROUP BY source, currency ORDER BY source, currency`,
  );
  return found.map(([source, currency, amount, from, to]) => ({
    name: nameOf(String(source)),
    currency: String(currency),
    amount: numberOrNull(amount),
    from: Number(from),
    to: Number(to),
  }));
}
