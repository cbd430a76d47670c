/** The words of `--help` on summaries of usage, at most 80 columns wide. */
const EXITS = `Exit codes are those of past-april --help.`;

const WINDOW = `  --since DAY     the first day, such as 2026-01-01, and
  --until DAY     the last, both in UTC (default: all days)
  --pause MINUTES where requests name no run: a person's next request after so
                  long begins another (default 30)`;

export const SUMMARY_HELP = {
  "usage-sql": `past-april usage-sql --dialect NAME [options]

Prints one SQL statement and does nothing else: no connection, no file. Run it
where the requests lie; its result is a few megabytes of sums, whatever the
requests were, for past-april import: runs by size, month, workload and model;
days; people as counts; up to 5,000 runs a workload and model. No name of a
person, run or task is in it.

  --dialect NAME  duckdb, postgres, clickhouse or spark
  --from SOURCE   litellm: the spend logs of LiteLLM's proxy
                  langfuse: observations of Langfuse
                  table:NAME: a table of your own, whose columns you map in the
                  first step of the statement (default: table:requests)
${WINDOW}
  --steps         make two tables first, which all parts then read: sooner on
                  ClickHouse and Spark, where a statement reads them again for
                  each part

Other warehouses are not offered, because the statement was not run there.

${EXITS}
`,
  reduce: `past-april reduce FILE… --out FILE [options]

Sums up exports of requests on this computer as usage-sql does in a warehouse,
for past-april import: a file of a few megabytes that names nobody. FILE is
Parquet, CSV or JSON (lines or a list), or a folder of them, all of one kind.

  --out FILE      the summary: Parquet, or CSV where the name ends in .csv
  --from SOURCE   litellm, langfuse or table (default: as the columns say)
  --columns MAP   which column holds what, as for import, such as
                  "time=ts,run=session,input=prompt,output=answer,cost=usd";
                  the first of labels=a|b is the workload
${WINDOW}

${EXITS}
`,
} as const;
