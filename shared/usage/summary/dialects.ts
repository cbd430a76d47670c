/** The few expressions in which warehouses differ. Each of these dialects is run by `npm run test:engines`. */
export interface Dialect {
  /** A column by its name. */
  readonly column: (name: string) => string;
  /** Types whose values may be NULL. */
  readonly whole: string;
  readonly text: string;
  readonly double: string;
  /** Milliseconds since 1970 of a time; one without a zone counts as UTC. */
  readonly millis: (time: string) => string;
  /** The date of a day counted from 1970, which must be a whole number. */
  readonly dateOf: (day: string) => string;
  /** A text that is compared byte by byte, whatever the language of the database. */
  readonly bytewise: (text: string) => string;
  /** A text's MD5 in hexadecimal digits. */
  readonly hash: (text: string) => string;
  /** A number within JSON; NULL where it is missing. */
  readonly jsonNumber: (json: string, path: readonly string[]) => string;
  /** A text within JSON. */
  readonly jsonText: (json: string, path: readonly string[]) => string;
  /** The JSON of a structure or map. */
  readonly structureJson: (structure: string) => string;
  /** Before the query of a step that others read more than once; that is small enough to be kept; that is not. */
  readonly kept: string;
  readonly inlined: string;
  /** Begins a table that is made of a query. */
  readonly createTable: (name: string) => string;
  /** What whoever runs the statement has to know, as comments. */
  readonly notes: readonly string[];
}

const doubleQuoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const backQuoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
const jsonPath = (path: readonly string[]): string => `'$.${path.join(".")}'`;

export const DIALECTS = {
  duckdb: {
    column: doubleQuoted,
    whole: "BIGINT",
    text: "VARCHAR",
    double: "DOUBLE",
    millis: (time) => `epoch_ms(${time})`,
    dateOf: (day) => `DATE '1970-01-01' + CAST(${day} AS INTEGER)`,
    bytewise: (text) => text,
    hash: (text) => `md5(${text})`,
    jsonNumber: (json, path) => `TRY_CAST(json_extract_string(${json}, ${jsonPath(path)}) AS DOUBLE)`,
    jsonText: (json, path) => `json_extract_string(${json}, ${jsonPath(path)})`,
    structureJson: (structure) => `CAST(to_json(${structure}) AS VARCHAR)`,
    kept: "AS MATERIALIZED",
    inlined: "AS NOT MATERIALIZED",
    createTable: (name) => `CREATE TABLE ${name} AS`,
    notes: ["Write the result to Parquet: COPY (…) TO 'usage.parquet'"],
  },
  postgres: {
    column: doubleQuoted,
    whole: "BIGINT",
    text: "TEXT",
    double: "DOUBLE PRECISION",
    millis: (time) => `CAST(FLOOR(EXTRACT(EPOCH FROM ${time}) * 1000) AS BIGINT)`,
    dateOf: (day) => `DATE '1970-01-01' + CAST(${day} AS INTEGER)`,
    bytewise: (text) => `${text} COLLATE "C"`,
    hash: (text) => `md5(${text})`,
    jsonNumber: (json, path) => `CAST(CAST(${json} AS JSONB) #>> '{${path.join(",")}}' AS DOUBLE PRECISION)`,
    jsonText: (json, path) => `CAST(${json} AS JSONB) #>> '{${path.join(",")}}'`,
    structureJson: (structure) => `CAST(${structure} AS TEXT)`,
    kept: "AS MATERIALIZED",
    inlined: "AS NOT MATERIALIZED",
    createTable: (name) => `CREATE TABLE ${name} AS`,
    notes: ["Write the result to CSV with psql: \\copy (…) TO 'usage.csv' CSV HEADER"],
  },
  clickhouse: {
    column: backQuoted,
    whole: "Nullable(Int64)",
    text: "Nullable(String)",
    double: "Nullable(Float64)",
    millis: (time) => `toUnixTimestamp64Milli(toDateTime64(${time}, 3, 'UTC'))`,
    dateOf: (day) => `addDays(toDate32('1970-01-01'), ${day})`,
    bytewise: (text) => text,
    hash: (text) => `lower(hex(MD5(${text})))`,
    jsonNumber: (json, path) =>
      `JSONExtract(${json}, ${path.map((name) => `'${name}'`).join(", ")}, 'Nullable(Float64)')`,
    jsonText: (json, path) => `JSONExtract(${json}, ${path.map((name) => `'${name}'`).join(", ")}, 'Nullable(String)')`,
    structureJson: (structure) => `toJSONString(${structure})`,
    kept: "AS",
    inlined: "AS",
    createTable: (name) => `CREATE TABLE ${name} ENGINE = MergeTree ORDER BY tuple() AS`,
    notes: [
      "Write the result to Parquet: … INTO OUTFILE 'usage.parquet' FORMAT Parquet",
      "ClickHouse runs a step again for each part that reads it; large tables are done sooner with --steps.",
    ],
  },
  spark: {
    column: backQuoted,
    whole: "BIGINT",
    text: "STRING",
    double: "DOUBLE",
    millis: (time) => `unix_millis(CAST(${time} AS TIMESTAMP))`,
    dateOf: (day) => `date_add(DATE '1970-01-01', CAST(${day} AS INT))`,
    bytewise: (text) => text,
    hash: (text) => `md5(${text})`,
    jsonNumber: (json, path) => `TRY_CAST(get_json_object(${json}, ${jsonPath(path)}) AS DOUBLE)`,
    jsonText: (json, path) => `get_json_object(${json}, ${jsonPath(path)})`,
    structureJson: (structure) => `to_json(${structure})`,
    kept: "AS",
    inlined: "AS",
    createTable: (name) => `CREATE TABLE ${name} AS`,
    notes: [
      "Spark reads times without a zone in the zone of the session: SET TIME ZONE 'UTC' first.",
      "Spark runs a step again for each part that reads it; large tables are done sooner with --steps.",
    ],
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;
