import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import { priceMap } from "#shared/plan/prices/priceMap.ts";
import type { UsageSettings } from "#shared/usage/answers/answers.ts";
import { listPriceFinder, type ModelPrice } from "#shared/usage/answers/listPrices.ts";
import { workloadOf } from "#shared/usage/answers/workloadRules.ts";
import { TOKEN_CLASSES, type ServiceTerms, type ServiceTier } from "#shared/usage/usageRow.ts";
import { forgetRuns } from "./runTable.ts";
import { rowsOf } from "./tableRows.ts";

/** What kinds of rows mean: workloads and list prices. */

const priceOf = listPriceFinder(priceMap);

/**
 * Says anew what kinds of rows mean: their workload by the rules, their list price by the bundled map. What is left out
 * means nothing, and no question below hears of it.
 */
export async function classifyRows(
  connection: DuckDBConnection,
  { rules, leftOut = [] }: UsageSettings,
): Promise<void> {
  await forgetRuns(connection);
  const kinds = await rowsOf(
    connection,
    "SELECT kind, source, provider, model, tier, region, context, labels FROM kinds",
  );
  await connection.run("BEGIN TRANSACTION");
  try {
    for (const table of ["meanings", "rates"]) await connection.run(`DELETE FROM ${table}`);
    const meanings = await connection.createAppender("meanings");
    const rates = await connection.createAppender("rates");
    for (const [kind, source, provider, model, tier, region, context, labels] of kinds as [
      number,
      string,
      string | null,
      string | null,
      ServiceTier,
      string | null,
      ServiceTerms["context"],
      string,
    ][]) {
      if (leftOut.includes(source)) continue;
      const workload = workloadOf(rules, {
        source,
        provider,
        model,
        labels: JSON.parse(labels) as Record<string, string>,
      });
      const price = priceOf(model, provider, { tier, region, context });
      meanings.appendInteger(kind);
      appendText(meanings, workload);
      appendText(meanings, price?.model ?? null);
      meanings.endRow();
      if (price !== null) appendRates(rates, kind, price);
    }
    meanings.closeSync();
    rates.closeSync();
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
}

function appendText(appender: DuckDBAppender, text: string | null): void {
  if (text === null) appender.appendNull();
  else appender.appendVarchar(text);
}

/** Milliseconds as the table holds them; a price that has always counted does since before all rows. */
function appendMoment(appender: DuckDBAppender, moment: number | null): void {
  if (moment === null) appender.appendNull();
  else appender.appendBigInt(BigInt(Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, moment))));
}

/** A row for each period of a price. */
function appendRates(
  appender: DuckDBAppender,
  kind: number,
  { periods, search, unpricedTier, unsure }: ModelPrice,
): void {
  for (const { since, until, prices, long } of periods) {
    appender.appendInteger(kind);
    appendMoment(appender, since);
    appendMoment(appender, until);
    for (const name of TOKEN_CLASSES) appender.appendDouble(prices[name]);
    appendMoment(appender, long?.above ?? null);
    for (const name of TOKEN_CLASSES) appender.appendDouble((long?.prices ?? prices)[name]);
    if (search === null) appender.appendNull();
    else appender.appendDouble(search);
    appendText(appender, unpricedTier);
    appendMoment(appender, unsure?.since ?? null);
    appendMoment(appender, unsure?.until ?? null);
    appender.endRow();
  }
}
