/** The words of `--help` on usage and its summaries, at most 80 columns wide. */
const EXITS = `Exit codes are those of past-april --help.`;

const WINDOW = `  --since DAY     the first day, such as 2026-01-01, and
  --until DAY     the last, both in UTC (default: all days)
  --pause MINUTES where requests name no run: a person's next request after so
                  long begins another (default 30)`;

export const USAGE_HELP = {
  import: `past-april import FILE… [options]

Says what is in exports of usage: format, rows, period, tokens by class, money
as billed and at list price, models, runs, and what could not be read, with its
line; then the distribution fitted to the runs of each workload and model.
FILE is an export (CSV, JSON, JSON lines, Parquet; gzip too), or a folder or
zip archive of them. Nothing is kept; rules and column maps that were made in
the app are used. People are counted and never named.

  --format NAME   read all files as this format instead of what they seem to be;
                  --format list prints the names
  --columns MAP   which column holds what, in tables of no known format:
                  "time=ts_start,input=prompt,output=answer,labels=team".
                  Fields: time (needed), model, provider, run, task, user, id,
                  input, cacheRead, cacheWrite, cacheWriteHour, output,
                  reasoning, total, kind, requests, cost, list, currency, outcome;
                  labels=a|b for those that name the project, team or key.
                  cache=inside or cache=beside says whether input counts the
                  cache, reasoning=inside or reasoning=beside whether output
                  counts reasoning, day=dmy or day=mdy how 05/08/2026 is read,
                  fraction=comma or fraction=point how 1,234 is read; day and
                  fraction alone also serve for known formats
  --overlap once  where reports may show the same work, count only the one
                  with most tokens
  --overlap add   count all of them: they show different people, machines
                  or accounts
  --time-zone ZONE
                  count requests by the days of this time zone (Europe/Berlin;
                  else as the app's settings say, or UTC)
  --stopped-at N  a cap stopped runs at N tokens: those with as many or more
                  count as at least that much
  --json FILE     write all of it as JSON; with - it goes to standard output and
                  nothing else does

Code 1: a file is not there, is of no known format, or has no row that could be
read; or reports may show the same work and --overlap was not given. Rows that
are refused beside others are listed and do not change the code.

${EXITS}
`,
  "usage-sql": `past-april usage-sql --dialect NAME [options]

Prints one SQL statement and does nothing else: no connection, no file. Run it
where the requests lie; its result is a few megabytes of sums, whatever the
requests were, for past-april import: runs by size, month, workload and model;
days; people as counts; up to 5,000 runs a workload and model. No name of a
person, run or task is in it.

  --dialect NAME  duckdb, postgres, clickhouse or spark
  --from SOURCE   litellm: the spend logs of LiteLLM's proxy
                  langfuse: observations of Langfuse
                  focus: a bill in FOCUS, which has no requests: charges of
                  models by day and meter, for import as a smaller bill
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
