import * as v from "valibot";
import {
  amountOf,
  countOf,
  countOrNull,
  currencyOf,
  DAY,
  momentFrom,
  momentOf,
  numberFrom,
  PLAIN_STYLE,
  textOf,
  unreadable,
  UnreadableField,
  WRITTEN_DAY,
  type TextStyle,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { splitTokens } from "./tokenSplit.ts";
import { allTokens, NO_TOKENS, UNTOLD, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { readRecords, type UsageFormat } from "./format.ts";

const columnName = v.pipe(v.string(), v.maxLength(400));

/** What a column of a table may hold, but for its time, which is needed. */
export const COLUMN_FIELDS = [
  "model",
  "provider",
  "run",
  "task",
  "user",
  "id",
  "input",
  "cacheRead",
  "cacheWrite",
  "cacheWriteHour",
  "output",
  "reasoning",
  "total",
  "requests",
  "cost",
  "list",
  "currency",
  "outcome",
] as const;

export type ColumnField = "time" | (typeof COLUMN_FIELDS)[number];

/** Which column of a table nobody knows holds what, as its user says. Only the time is needed. */
export const columnMapSchema = v.strictObject({
  time: columnName,
  ...v.entriesFromList(COLUMN_FIELDS, v.exactOptional(columnName)),
  /** Columns that separate workloads. */
  labels: v.exactOptional(v.pipe(v.array(columnName), v.maxLength(50))),
  /**
   * Whether `input` counts what came from the cache too. Where it is not said, the total of a row decides, and without
   * one the cache is beside input.
   */
  inputIncludesCache: v.exactOptional(v.boolean()),
  /** Whether `output` counts reasoning too; decided likewise. */
  outputIncludesReasoning: v.exactOptional(v.boolean()),
  /** Whether 05/08/2026 is the 5th of August, where the file itself does not show it. */
  dayFirst: v.exactOptional(v.boolean()),
  /** Whether a comma stands before the fraction, where the file itself does not show it. */
  decimalComma: v.exactOptional(v.boolean()),
});

export type ColumnMap = v.InferOutput<typeof columnMapSchema>;

/** A table by the columns that its user named. */
export function mappedTable(columns: ColumnMap): UsageFormat {
  return {
    id: "table",
    name: "Table with columns of your own (CSV)",
    source: "table",
    tellsWhole: false,
    kind: "table",
    recognise: (head) =>
      head.kind === "table" && head.columns.includes(columns.time) ? `its time is in “${columns.time}”` : null,
    open: (found) => {
      const style: TextStyle = {
        decimalComma: columns.decimalComma ?? found.decimalComma,
        dayFirst: columns.dayFirst ?? found.dayFirst,
      };
      return readRecords((row) => [rowOf(row, columns, style)]);
    },
  };
}

function rowOf(row: UsageRecord, columns: ColumnMap, style: TextStyle): UsageRow {
  const text = (name: string | undefined): string | null => (name === undefined ? null : textOf(row, name));
  const amount = (name: string | undefined): number | null => (name === undefined ? null : amountOf(row, name, style));
  const { from, to } = stretchOf(row, columns.time, style);
  const tokens = tokensOf(row, columns, style);
  const [billed, list] = [amount(columns.cost), amount(columns.list)];
  // Most likely the wrong columns were named: a row of zeros would hide it.
  if (allTokens(tokens) === 0 && billed === null && list === null)
    throw new UnreadableField("the row has neither tokens nor money");
  const labels: Record<string, string> = {};
  for (const name of columns.labels ?? []) labels[name] = text(name) ?? "";
  const heading = currencyInHeading(columns.cost ?? columns.list);
  return {
    ...UNTOLD,
    from,
    to,
    provider: text(columns.provider),
    model: text(columns.model),
    run: text(columns.run),
    task: text(columns.task),
    user: text(columns.user),
    id: text(columns.id),
    labels,
    requests: columns.requests === undefined ? null : countOrNull(row, columns.requests, style),
    tokens,
    billed,
    list,
    currency: columns.currency === undefined ? heading : currencyOf(row, columns.currency, heading),
    outcome: outcomeFrom(text(columns.outcome)),
  };
}

function tokensOf(row: UsageRecord, columns: ColumnMap, style: TextStyle): TokenCounts {
  const count = (name: string | undefined): number => (name === undefined ? 0 : countOf(row, name, style));
  const reported = {
    input: count(columns.input),
    cacheRead: count(columns.cacheRead),
    cacheWrite: count(columns.cacheWrite),
    cacheWriteHour: count(columns.cacheWriteHour),
    output: count(columns.output),
    reasoning: count(columns.reasoning),
  };
  const total = columns.total === undefined ? null : countOrNull(row, columns.total, style);
  // Where the table has only a total, nobody knows its parts: most of it is input.
  if (allTokens(reported) === 0) return { ...NO_TOKENS, input: total ?? 0 };
  const isStated = columns.inputIncludesCache !== undefined || columns.outputIncludesReasoning !== undefined;
  const { tokens, proof } = splitTokens(reported, isStated ? null : total, {
    cacheInInput: columns.inputIncludesCache ?? false,
    reasoningInOutput: columns.outputIncludesReasoning ?? false,
  });
  if (proof === "disproved")
    throw unreadable(
      columns.total!,
      total,
      `the sum of the columns that hold its parts, ${allTokens(tokens)}, with the cache and reasoning beside or inside; ${OPTION} says which columns they are`,
    );
  return tokens;
}

const OPTION = "--columns";

/** The stretch that a cell names: a month, a day, or one moment. */
function stretchOf(row: UsageRecord, name: string, style: TextStyle): { readonly from: number; readonly to: number } {
  const text = textOf(row, name) ?? "";
  if (/^\d{4}-\d{2}$/.test(text)) {
    const from = momentOf({ [name]: `${text}-01` }, name);
    const begin = new Date(from);
    return { from, to: Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1) };
  }
  const from = momentOf(row, name, style);
  // A day without an hour may be the sum of one.
  const isDay = !text.includes(":") && !/^\d{9}/.test(text);
  return { from, to: isDay ? from + DAY : from };
}

/** Words and numbers for a good end and a bad one. */
export function outcomeFrom(text: string | null): UsageRow["outcome"] {
  if (text === null) return null;
  if (/^(1|1\.0|true|yes|y|success|succeeded|successful|ok|pass|passed|resolved|right|done)$/i.test(text))
    return "success";
  if (/^(0|0\.0|false|no|n|fail|failed|failure|error|unresolved|wrong|aborted|cancelled|timeout)$/i.test(text))
    return "failure";
  return null;
}

const CURRENCIES = ["usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "inr", "cny", "sek", "nok", "dkk", "pln", "brl"];
const SIGNS: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP" };

/** The currency that a heading names: "Cost (EUR)", "cost_usd", "Cost (€)". */
function currencyInHeading(name: string | undefined): string {
  const sign = Object.keys(SIGNS).find((each) => name?.includes(each));
  const word = name === undefined ? undefined : wordsOf(name).find((each) => CURRENCIES.includes(each));
  return sign !== undefined ? SIGNS[sign]! : (word ?? "usd").toUpperCase();
}

/** The words of a column's name: "Input Tokens", "inputTokens" and "input_tokens" are the same two. */
function wordsOf(name: string): string[] {
  return name
    .slice(0, 400)
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

const list = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Names that columns of such tables usually have, in the order in which they are looked for. */
const USUAL: Readonly<Record<ColumnField, ReadonlySet<string>>> = {
  time: list(
    "timestamp time date day datetime date_time created_at created started_at start_time started start start_date ts ts_start start_ts timestamp_utc time_utc date_utc usage_date usage_date_utc event_time event_timestamp event_date request_time requested_at occurred_at recorded_at logged_at begin began_at when epoch unix_time run_date ts_utc period period_start bucket bucket_start month completed_at finished_at ended_at end_time ts_end",
  ),
  model: list("model model_name model_id model_version llm llm_model ai_model model_slug engine deployment"),
  provider: list("provider provider_name model_provider vendor llm_provider"),
  run: list("run run_id session session_id trace trace_id conversation conversation_id thread_id chat_id"),
  task: list("task task_id instance_id issue issue_id"),
  user: list("user user_id user_name username user_email email actor developer engineer member"),
  id: list("id request_id row_id uuid generation_id message_id call_id event_id"),
  input: list(
    "input input_tokens prompt prompt_tokens tokens_in tokens_input tokens_prompt uncached_input_tokens uncached_input input_tokens_uncached input_tokens_no_cache input_no_cache non_cached_input_tokens fresh_input_tokens total_input_tokens total_prompt_tokens input_token_count prompt_token_count num_input_tokens n_input_tokens input_tok in_tokens tok_in in",
  ),
  cacheRead: list(
    "cached cached_tokens cached_input_tokens cached_input cache_read cache_read_tokens cache_read_input_tokens cached_read_tokens cached_prompt_tokens cache_hit_tokens tokens_cached tokens_cache_read input_cached_tokens input_cached input_tokens_cached input_tokens_cache_read total_cache_read_tokens cached_content_token_count cache_read_token_count",
  ),
  cacheWrite: list(
    "cache_write cache_write_tokens cache_write_input_tokens cache_creation cache_creation_tokens cache_creation_input_tokens cached_write_tokens tokens_cache_write input_tokens_cache_write input_tokens_cache_write_5m cache_write_5m_tokens total_cache_write_tokens total_cache_creation_tokens",
  ),
  cacheWriteHour: list(
    "cache_write_1h cache_write_1h_tokens cache_creation_1h cache_creation_1h_tokens input_tokens_cache_write_1h ephemeral_1h_input_tokens",
  ),
  output: list(
    "output output_tokens completion completion_tokens tokens_out tokens_output tokens_completion response_tokens generated_tokens total_output_tokens total_completion_tokens output_token_count completion_token_count candidates_token_count num_output_tokens n_output_tokens output_tok out_tokens tok_out out",
  ),
  reasoning: list(
    "reasoning reasoning_tokens reasoning_output_tokens output_reasoning_tokens thinking_tokens thoughts_tokens thoughts_token_count tokens_reasoning",
  ),
  total: list("total_tokens tokens total tokens_total all_tokens token_count total_token_count num_tokens tokens_used"),
  requests: list(
    "requests request_count num_requests n_requests calls call_count api_calls num_calls n_calls api_requests",
  ),
  cost: list(
    "total_cost cost billed_cost cost_total spend total_spend billed billed_amount amount net_cost net_amount charge charges charged price total_price cost_in request_cost response_cost api_cost llm_cost model_cost spent bill dollars money actual_cost",
  ),
  list: list("list_cost list_price estimated_cost cost_estimate est_cost estimated_spend gross_cost gross_amount"),
  currency: list("currency currency_code billing_currency"),
  outcome: list("outcome success succeeded resolved status result passed solved is_success is_resolved"),
};
const FIELDS = Object.keys(USUAL) as ColumnField[];

/** Names of input that leave the cache out. */
const UNCACHED = /uncached|no_cache|non_cached|fresh/;
/** Words that are about tokens or money: a column with one is never passed over without a question. */
const MATTERS =
  /token|tok$|^tok|cache|prompt|completion|reasoning|thinking|cost|price|spend|spent|charge|bill|fee|amount|usd|eur|gbp|dollar|credit|input|output/;
/** Numbers that are about something else. */
const HARMLESS = list(
  "latency duration elapsed ms msec sec secs seconds minutes mins hours time ttft tps speed throughput status code turn turns step steps message messages iteration iterations round rounds attempt attempts retry retries index idx line lines file files edit edits tool tools score grade rating reward rank temperature temp top seed port year month week weekday hour day version percent pct ratio share rate exit pid id ids uuid size bytes width height limit window priority difficulty complexity pr issue number no story points commits additions deletions changes accuracy pass passed success resolved failed errors error http users user count sessions session turns",
);

/** Why a column's numbers need no question, though no field of a row takes them. */
function isHarmless(name: string, hasCost: boolean): boolean {
  const words = wordsOf(name);
  const joined = words.join("_");
  // Rates and settings: tokens per second, the most tokens of an answer, a price for each million.
  if (words.includes("per") || /^(max|min|limit)_|_(limit|budget|quota)$/.test(joined)) return true;
  // Parts of a cost that is read as a whole.
  if (
    hasCost &&
    /cost|price|spend|amount|fee/.test(joined) &&
    /input|output|prompt|completion|cache|token|tool|search/.test(joined)
  )
    return true;
  if (words.some((word) => MATTERS.test(word))) return false;
  return words.some((word) => HARMLESS.has(word));
}

type Sample = readonly Readonly<Record<string, unknown>>[];

/** Cells of a column in the first rows that are not empty. */
function cellsOf(sample: Sample, name: string): string[] {
  return sample.map((row) => cellText(row[name])).filter((text) => text !== "");
}

/** A cell as its text; what is no text, number or yes-and-no is empty. */
function cellText(cell: unknown): string {
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean" ? String(cell).trim() : "";
}

const isMoment = (cell: string): boolean =>
  momentFrom(cell) !== null || WRITTEN_DAY.test(cell.slice(0, 100)) || /^\d{4}-\d{2}$/.test(cell) || isEpoch(cell);

/** Seconds or smaller parts since 1970, of a day between 2015 and 2099. */
function isEpoch(cell: string): boolean {
  try {
    return /^\d{10,19}(\.\d+)?$/.test(cell) && momentOf({ time: cell }, "time") > 0;
  } catch {
    return false;
  }
}

/** Whether most of a column's first cells are of a kind; a column without cells may be of any. */
function mostly(sample: Sample, name: string, is: (cell: string) => boolean): boolean {
  const cells = cellsOf(sample, name);
  return cells.length === 0 || cells.filter(is).length * 2 > cells.length;
}

/** What the first rows must look like in a column that is taken for a field by its name. */
function mayBe(field: ColumnField, sample: Sample, name: string): boolean {
  if (field === "time") return mostly(sample, name, isMoment);
  if (["cost", "list"].includes(field)) return mostly(sample, name, isNumber);
  if (
    ["input", "cacheRead", "cacheWrite", "cacheWriteHour", "output", "reasoning", "total", "requests"].includes(field)
  )
    return mostly(
      sample,
      name,
      (cell) => Number.isInteger(numberFrom(cell)) || Number.isInteger(numberFrom(cell, { decimalComma: true })),
    );
  return true;
}

const isNumber = (cell: string): boolean =>
  numberFrom(cell) !== null || numberFrom(cell, { decimalComma: true }) !== null;

/** A field's name among columns, without the currency in it: "Cost (USD)" is a cost. */
function plainName(name: string, field: ColumnField): string {
  const words = wordsOf(name);
  const others = field === "cost" || field === "list" ? words.filter((word) => !CURRENCIES.includes(word)) : words;
  return others.length === 0 && words.length > 0 ? "cost" : others.join("_");
}

/** Columns that are looked at for a guess: a table of more is none of usage. */
const MOST_COLUMNS = 500;

/** A first guess at the columns; null: not even the time is there. `sample`: first rows, which must fit. */
export function guessColumns(all: readonly string[], sample: Sample = []): ColumnMap | null {
  const columns = all.slice(0, MOST_COLUMNS);
  const guess: Partial<Record<ColumnField, string>> = {};
  for (const field of FIELDS) {
    const free = columns
      .filter((column) => !Object.values(guess).includes(column))
      .map((column) => ({ column, plain: plainName(column, field) }));
    for (const usual of USUAL[field]) {
      const found = free.find(({ column, plain }) => plain === usual && mayBe(field, sample, column));
      if (found === undefined) continue;
      guess[field] = found.column;
      break;
    }
  }
  // A time under a name of its own: the first column that says so and holds moments.
  const time =
    guess.time ??
    columns.find(
      (column) =>
        !Object.values(guess).includes(column) &&
        wordsOf(column).some((word) => TIME_WORDS.has(word)) &&
        cellsOf(sample, column).length > 0 &&
        cellsOf(sample, column).every(isMoment),
    );
  return time === undefined ? null : { ...guess, time };
}

const TIME_WORDS = list("time timestamp ts date day datetime at when start begin epoch zeit datum");

/** Columns of a cloud's bill: rows of it are about everything a company has. */
const BILL_WORDS =
  /^(meter(_?(name|id|category|sub_?category))?|sku(_?(id|name|description))?|resource_?(id|group|name|location)|subscription_?(id|guid|name)|service_?(name|description|family|id|code)?|product_?(code|family|name)?|usage_?(type|quantity|unit|amount)|line_?item.*|unit_?of_?measure|billing_?(account|period).*|charge_?type|publisher_?(name|type)|pricing_?(model|unit)|invoice_?.*|cost_?cent(er|re)|linked_?account.*)$/;

/** A guess at a table, and what has to be asked before it is read. */
export interface TableGuess {
  /** Null: the table must not be read by guess. */
  readonly columns: ColumnMap | null;
  /** What is not sure, as the end of "the file: …"; null: the columns explain the whole table. */
  readonly question: string | null;
  /** How the command line answers it. */
  readonly answer: string;
}

/**
 * Guesses what the columns of a table hold, and says what stays open. Null: nothing is known of it, not even the time.
 * `style`: how its days are written.
 */
export function guessTable(
  names: readonly string[],
  sample: Sample,
  style: TextStyle = PLAIN_STYLE,
): TableGuess | null {
  if (names.length > MOST_COLUMNS) return null;
  const columns = guessColumns(names, sample);
  const hasTokens =
    columns !== null && (["input", "output", "total"] as const).some((field) => columns[field] !== undefined);
  const bill = names.filter((name) => BILL_WORDS.test(wordsOf(name).join("_")));
  if (!hasTokens && bill.length > 0 && (columns === null || columns.model === undefined || bill.length > 2)) {
    return {
      columns: null,
      question: `it looks like a bill of many services (${namesInWords(bill)}) in a form that is not known, and is not read by guess: services other than models would count`,
      answer: `if all its rows are about models, ${answerWith(columns, names)}`,
    };
  }
  if (columns === null) return null;
  const open = questionsOf(columns, names, sample, hasTokens);
  const times = cellsOf(sample, columns.time);
  if (
    style.dayFirst === null &&
    times.some((cell) => momentFrom(cell) === null) &&
    times.every((cell) => momentFrom(cell) !== null || /^\d{1,2}\/\d{1,2}\/\d{4}/.test(cell))
  )
    open.push(`days such as ${times[0]!.slice(0, 10)} may have the day first (day=first) or the month (day=second)`);
  return { columns, question: open.length === 0 ? null : open.join("; "), answer: answerWith(columns, names) };
}

function questionsOf(columns: ColumnMap, names: readonly string[], sample: Sample, hasTokens: boolean): string[] {
  const taken = new Set(Object.values(columns).flat());
  const unknown = names.filter(
    (name) =>
      !taken.has(name) &&
      !isHarmless(name, columns.cost !== undefined || columns.list !== undefined) &&
      cellsOf(sample, name).length > 0 &&
      mostly(sample, name, isNumber) &&
      !cellsOf(sample, name).every((cell) => momentFrom(cell) !== null),
  );
  const open: string[] = [];
  if (!hasTokens) open.push("no column of tokens was found");
  if (unknown.length > 0)
    open.push(
      `${unknown.length === 1 ? "numbers in one column" : `numbers in ${unknown.length} columns`} are not understood (${namesInWords(unknown)})`,
    );
  const cache = (["cacheRead", "cacheWrite", "cacheWriteHour"] as const)
    .map((field) => columns[field])
    .filter((name) => name !== undefined);
  const proof = proofOf(columns, sample);
  if (proof === "disproved") open.push(`“${columns.total!}” is not the sum of the columns that seem to be its parts`);
  if (
    columns.input !== undefined &&
    cache.length > 0 &&
    proof === "unknown" &&
    !UNCACHED.test(wordsOf(columns.input).join("_")) &&
    !isBeside(sample, columns.input, cache)
  )
    open.push(
      `the cache (${namesInWords(cache)}) may be inside “${columns.input}” (cache=inside) or beside it (cache=beside)`,
    );
  if (
    columns.output !== undefined &&
    columns.reasoning !== undefined &&
    proof === "unknown" &&
    !isBeside(sample, columns.output, [columns.reasoning])
  )
    open.push(
      `“${columns.reasoning}” may be inside “${columns.output}” (reasoning=inside) or beside it (reasoning=beside)`,
    );
  return open;
}

/**
 * Whether the parts prove to be beside the whole: in some row they are larger. A column of zeros is beside and inside
 * alike.
 */
function isBeside(sample: Sample, whole: string, parts: readonly string[]): boolean {
  const sums = sample.map((row) => ({
    whole: numberFrom(cellText(row[whole])) ?? 0,
    parts: parts.reduce((sum, name) => sum + (numberFrom(cellText(row[name])) ?? 0), 0),
  }));
  return sums.some((row) => row.parts > row.whole) || sums.every((row) => row.parts === 0);
}

/** What the totals of the first rows prove about their parts. */
function proofOf(columns: ColumnMap, sample: Sample): "proved" | "disproved" | "unknown" {
  if (columns.total === undefined || sample.length === 0) return "unknown";
  let compared = 0;
  for (const row of sample) {
    const count = (name: string | undefined): number =>
      name === undefined ? 0 : (numberFrom(cellText(row[name]), PLAIN_STYLE) ?? 0);
    const total = count(columns.total);
    const counts = {
      input: count(columns.input),
      cacheRead: count(columns.cacheRead),
      cacheWrite: count(columns.cacheWrite),
      cacheWriteHour: count(columns.cacheWriteHour),
      output: count(columns.output),
      reasoning: count(columns.reasoning),
    };
    if (total === 0 || allTokens(counts) === 0) continue;
    compared++;
    if (splitTokens(counts, total, { cacheInInput: false, reasoningInOutput: false }).proof !== "proved")
      return "disproved";
  }
  return compared === 0 ? "unknown" : "proved";
}

function namesInWords(names: readonly string[]): string {
  const shown = names
    .slice(0, 6)
    .map((name) => `“${name.slice(0, 60)}”`)
    .join(", ");
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}

/** The option that answers, with what is known already. */
function answerWith(columns: ColumnMap | null, names: readonly string[]): string {
  const known =
    columns === null
      ? [`time=${(names[0] ?? "…").slice(0, 60)}`]
      : FIELDS.filter((field) => columns[field] !== undefined).map(
          (field) => `${field}=${columns[field]!.slice(0, 60)}`,
        );
  return `say which column holds what with ${OPTION} "${known.join(",")},…"`;
}

const ANSWER_WORDS = { inside: true, beside: false, first: true, second: false, comma: true, point: false } as const;

/** What `--columns` says beside the names of columns. */
const ANSWERS: Readonly<
  Record<
    string,
    {
      readonly field: "inputIncludesCache" | "outputIncludesReasoning" | "dayFirst" | "decimalComma";
      readonly words: readonly (keyof typeof ANSWER_WORDS)[];
    }
  >
> = {
  cache: { field: "inputIncludesCache", words: ["inside", "beside"] },
  reasoning: { field: "outputIncludesReasoning", words: ["inside", "beside"] },
  day: { field: "dayFirst", words: ["first", "second"] },
  fraction: { field: "decimalComma", words: ["comma", "point"] },
};

/**
 * A column map as one text: "time=ts_start,input=prompt,labels=team|project,cache=inside". `reasoning` is a column, or
 * "inside" or "beside" output; `day` is "first" or "second" in 05/08/2026; `fraction` is behind a "comma" or a "point".
 * A text instead of a map: why it is none, as a sentence's end.
 */
export function columnsFrom(text: string): ColumnMap | string {
  const map: Record<string, string | string[] | boolean> = {};
  // A column's name may hold commas: an entry begins with a word and "=".
  for (const entry of text.slice(0, 20_000).split(/,(?=\s?[A-Za-z]{1,20}=)/)) {
    const at = entry.indexOf("=");
    const [key, value] = [entry.slice(0, Math.max(0, at)).trim(), entry.slice(at + 1).trim()];
    const answer = Object.hasOwn(ANSWERS, key) ? ANSWERS[key]! : undefined;
    const word = answer?.words.find((each) => each === value);
    if (at === -1 || value === "")
      return `"${entry.slice(0, 60)}" is no column; it takes entries such as input=prompt_tokens`;
    if (answer !== undefined && word !== undefined) map[answer.field] = ANSWER_WORDS[word];
    else if (key === "labels") map["labels"] = value.split("|").map((name) => name.trim());
    else if ((FIELDS as readonly string[]).includes(key)) map[key] = value;
    else if (answer !== undefined) return `"${key}" is ${answer.words.join(" or ")}, not "${value.slice(0, 60)}"`;
    else return `"${key.slice(0, 60)}" is not known; it takes ${FIELDS.join(", ")}, labels, cache, day and fraction`;
  }
  const parsed = v.safeParse(columnMapSchema, map);
  return parsed.success ? parsed.output : "it needs at least the time, such as time=timestamp, and every name once";
}
