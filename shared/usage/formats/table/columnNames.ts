import { TOKEN_CLASSES } from "#shared/usage/usageRow.ts";
import type { ColumnField } from "./columnMap.ts";

function list(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

const CURRENCIES = list(
  "usd eur gbp chf jpy cad aud nzd inr cny sek nok dkk pln czk huf brl mxn krw sgd hkd twd thb zar ils",
);

/** Signs of currencies, those that hold another's before it: "R$" is no dollar. */
const SIGNS: Readonly<Record<string, string>> = {
  R$: "BRL",
  CA$: "CAD",
  C$: "CAD",
  AU$: "AUD",
  A$: "AUD",
  NZ$: "NZD",
  HK$: "HKD",
  NT$: "TWD",
  MX$: "MXN",
  S$: "SGD",
  US$: "USD",
  $: "USD",
  "€": "EUR",
  "£": "GBP",
  "CN¥": "CNY",
  "￥": "JPY",
  "¥": "JPY",
  円: "JPY",
  元: "CNY",
  "₹": "INR",
  "₩": "KRW",
  zł: "PLN",
  Kč: "CZK",
  "₪": "ILS",
  "฿": "THB",
};

/** The currency of the first sign in a text; undefined: it has none. */
function signIn(text: string): string | undefined {
  const sign = Object.keys(SIGNS).find((each) => text.includes(each));
  return sign === undefined ? undefined : SIGNS[sign];
}

/** The currency that a heading names: "Cost (EUR)", "cost_usd", "Cost (€)". */
export function currencyInHeading(name: string | undefined): string {
  if (name === undefined) return "USD";
  const word = wordsOf(name).find((each) => CURRENCIES.has(each));
  return signIn(name) ?? (word ?? "usd").toUpperCase();
}

/** The currency that an amount names beside its number: "€5.00", "5.00 EUR", "USD 5". Null: none. */
export function currencyInCell(text: string | null): string | null {
  if (text === null || /^[-+\d.,]*$/.test(text)) return null;
  const code = /(?:^|[\s\d(])([A-Z]{3})(?:[\s\d)]|$)/.exec(text.slice(0, 100))?.[1];
  if (code !== undefined && CURRENCIES.has(code.toLowerCase())) return code;
  return signIn(text) ?? null;
}

/**
 * How many of the usual unit one of a column's is, by its heading: "Input Tokens (M)" are millions, "cost_cents"
 * hundredths.
 */
export function unitInHeading(name: string): number {
  const last = wordsOf(name).at(-1) ?? "";
  return UNITS[last] ?? 1;
}

const UNITS: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  thousands: 1e3,
  ktok: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  million: 1e6,
  millions: 1e6,
  mtok: 1e6,
  mtokens: 1e6,
  cent: 1e-2,
  cents: 1e-2,
  micros: 1e-6,
  microusd: 1e-6,
  microdollars: 1e-6,
};

/** The words of a column's name: "Input Tokens", "inputTokens" and "input_tokens" are the same two. */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, 400)
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** Names that columns of such tables usually have, in the order in which they are looked for. */
export const USUAL: Readonly<Record<ColumnField, ReadonlySet<string>>> = {
  time: list(
    "timestamp time date day datetime date_time created_at created started_at start_time started start start_date ts ts_start start_ts timestamp_utc time_utc date_utc usage_date usage_date_utc event_time event_timestamp event_date request_time requested_at occurred_at recorded_at logged_at begin began_at when epoch unix_time run_date ts_utc period period_start bucket bucket_start month week quarter datum zeit zeitpunkt tag fecha data día dia jour 日付 日期 日時 时间 時間 completed_at finished_at ended_at end_time ts_end",
  ),
  model: list(
    "model model_name model_id model_version llm llm_model ai_model model_slug engine deployment modell modelo modèle modello モデル 模型",
  ),
  provider: list("provider provider_name model_provider vendor llm_provider"),
  run: list("run run_id session session_id trace trace_id conversation conversation_id thread_id chat_id"),
  task: list("task task_id instance_id issue issue_id"),
  user: list(
    "user user_id user_name username user_email email actor developer engineer member benutzer nutzer utilisateur usuario",
  ),
  id: list("id request_id row_id uuid generation_id message_id call_id event_id"),
  input: list(
    "input input_tokens prompt prompt_tokens tokens_in tokens_input tokens_prompt uncached_input_tokens uncached_input input_tokens_uncached input_tokens_no_cache input_no_cache non_cached_input_tokens fresh_input_tokens total_input_tokens total_prompt_tokens input_token_count prompt_token_count num_input_tokens n_input_tokens input_tok in_tokens tok_in req_units eingabe eingabetoken eingabetokens eingabe_token eingabe_tokens tokens_d_entrée tokens_entrée jetons_d_entrée tokens_de_entrada tokens_entrada token_di_input 入力トークン 入力トークン数 输入token 输入tokens 输入 in prompt_cache_miss_tokens",
  ),
  cacheRead: list(
    "cached cached_tokens cached_input_tokens cached_input cache_read cache_read_tokens cache_read_input_tokens cached_read_tokens cached_prompt_tokens cache_hit_tokens tokens_cached tokens_cache_read input_cached_tokens input_cached input_tokens_cached input_tokens_cache_read total_cache_read_tokens cached_content_token_count cache_read_token_count prompt_cache_hit_tokens",
  ),
  cacheWrite: list(
    "cache_write cache_write_tokens cache_write_input_tokens cache_creation cache_creation_tokens cache_creation_input_tokens cached_write_tokens tokens_cache_write input_tokens_cache_write input_tokens_cache_write_5m cache_write_5m_tokens total_cache_write_tokens total_cache_creation_tokens",
  ),
  cacheWriteHour: list(
    "cache_write_1h cache_write_1h_tokens cache_creation_1h cache_creation_1h_tokens input_tokens_cache_write_1h ephemeral_1h_input_tokens",
  ),
  output: list(
    "output output_tokens completion completion_tokens tokens_out tokens_output tokens_completion response_tokens generated_tokens total_output_tokens total_completion_tokens output_token_count completion_token_count candidates_token_count num_output_tokens n_output_tokens output_tok out_tokens tok_out res_units ausgabe ausgabetoken ausgabetokens ausgabe_token ausgabe_tokens tokens_de_sortie tokens_sortie jetons_de_sortie tokens_de_saída tokens_de_saida tokens_saída tokens_de_salida tokens_salida token_di_output 出力トークン 出力トークン数 输出token 输出tokens 输出 out",
  ),
  reasoning: list(
    "reasoning reasoning_tokens reasoning_output_tokens output_reasoning_tokens thinking_tokens thoughts_tokens thoughts_token_count tokens_reasoning",
  ),
  total: list(
    "total_tokens tokens total tokens_total all_tokens token_count total_token_count num_tokens tokens_used total_units",
  ),
  kind: list("token_type token_kind token_class token_category type_of_token tokens_type token_usage_type"),
  requests: list(
    "requests request_count num_requests n_requests calls call_count api_calls num_calls n_calls api_requests",
  ),
  cost: list(
    "total_cost cost billed_cost cost_total spend total_spend billed billed_amount amount net_cost net_amount charge charges charged price total_price cost_in request_cost response_cost api_cost llm_cost model_cost spent bill dollars money actual_cost kosten betrag coût coûts costo coste custo importe valor montant 料金 費用 金額 费用 金额",
  ),
  list: list("list_cost list_price estimated_cost cost_estimate est_cost estimated_spend gross_cost gross_amount"),
  currency: list("currency currency_code billing_currency"),
  outcome: list("outcome success succeeded resolved status result passed solved is_success is_resolved"),
};

/** Names of tables' columns and kinds of tokens that only the Messages API of Anthropic has: parts of one count. */
export const WRITES_OF_FIVE_MINUTES = /(^|_)ephemeral_5m_input_tokens$/;
export const WRITES_OF_AN_HOUR = /(^|_)ephemeral_1h_input_tokens$/;
export const ALL_WRITES = /(^|_)cache_creation_input_tokens$/;

/** The class of tokens that a cell names, as columns name them: "cached_input", "Output tokens". Null: none. */
export function tokenClassOf(cell: string): (typeof TOKEN_CLASSES)[number] | null {
  const name = wordsOf(cell).join("_");
  return TOKEN_CLASSES.find((field) => USUAL[field].has(name)) ?? null;
}

export const FIELDS = Object.keys(USUAL) as ColumnField[];

/** Names of input that leave the cache out. */
export const UNCACHED = /uncached|no_cache|non_cached|fresh|cache_miss/;

/** Words that are about tokens or money: a column with one is never passed over without a question. */
const MATTERS =
  /token|tok$|^tok|cache|prompt|completion|reasoning|thinking|cost|price|spend|spent|charge|bill|fee|amount|usd|eur|gbp|dollar|credit|input|output/;

/** Numbers that are about something else. */
const HARMLESS = list(
  "latency duration elapsed ms msec sec secs seconds minutes mins hours time ttft tps speed throughput status code turn turns step steps message messages iteration iterations round rounds attempt attempts retry retries index idx line lines file files edit edits tool tools score grade rating reward rank temperature temp top seed port year month week weekday hour day version percent pct ratio share rate exit pid id ids uuid size bytes width height limit window priority difficulty complexity pr issue number no story points commits additions deletions changes accuracy pass passed success resolved failed errors error http users user count sessions session turns",
);

/** Parts of a count that stands beside them, priced as the rest of it or too rare to be kept apart. */
const DETAILS =
  /(prompt|input|completion|output)_tokens_details_(audio|text|image|video|accepted_prediction|rejected_prediction)_tokens$/;

const OTHER_MONEY =
  /(^|_)(unit_(price|cost|rate)|(price|cost)_unit|budget(ed)?|target|forecast(ed)?|planned|cumulative|running|ytd|mtd|to_date|previous|prior|last_(month|week|year|period)|change|delta|variance|yoy|mom|wow)(_|$)/;

/** Why a column's numbers need no question, though no field of a row takes them. */
export function isHarmless(name: string, hasCost: boolean): boolean {
  const words = wordsOf(name);
  const joined = words.join("_");
  // Rates and settings: tokens per second, the most tokens of an answer, a price for each million.
  if (DETAILS.test(joined) || /(^|_)prompt_cache_miss_tokens$/.test(joined)) return true;
  if (words.some((word) => /^char(acter)?s?$/.test(word))) return true;
  if (words.includes("per") || /^(max|min|limit)_|_(limit|budget|quota)$/.test(joined)) return true;
  // Parts of a cost that is read as a whole.
  if (
    hasCost &&
    /cost|price|spend|amount|fee/.test(joined) &&
    /input|output|prompt|completion|cache|token|tool|search/.test(joined)
  )
    return true;
  // What a unit costs, what other stretches cost, and what was planned, beside what these rows cost.
  if (hasCost && OTHER_MONEY.test(joined)) return true;
  if (words.some((word) => MATTERS.test(word))) return false;
  return words.some((word) => HARMLESS.has(word));
}

/** A field's name among columns, without the currency in it: "Cost (USD)" is a cost. */
function plainName(name: string, field: ColumnField): string {
  const words = wordsOf(name);
  const isMoney = field === "cost" || field === "list";
  const inUnits = words.length > 1 && UNITS[words.at(-1)!] !== undefined ? words.slice(0, -1) : words;
  const others = isMoney ? inUnits.filter((word) => !CURRENCIES.has(word) && SIGNS[word] === undefined) : inUnits;
  return others.length === 0 && words.length > 0 ? "cost" : others.join("_");
}

/** Objects that hold usage in records of JSON: they say nothing of what a field within them is. */
const WRAPPER =
  /^(properties|attributes|usage|metadata|metrics|response|request|body|message|data|ai|gen_ai|llm|token_usage|usage_details|cache_creation|(prompt|input|completion|output)_tokens_details)_/;

/** The names that a column may go by: its own, and where it lies in other objects that within them. */
export function plainNames(name: string, field: ColumnField): readonly string[] {
  const names = [plainName(name, field)];
  if (!/[.$]/.test(name)) return names;
  for (let at = 0; at < names.length && at < 6; at++) {
    const inner = names[at]!.replace(WRAPPER, "");
    if (inner !== names[at]) names.push(inner);
  }
  return names;
}

export const TIME_WORDS = list("time timestamp ts date day datetime at when start begin epoch zeit datum");

/** Columns of a cloud's bill: rows of it are about everything a company has. */
export const BILL_WORDS =
  /^(meter(_?(name|id|category|sub_?category))?|sku(_?(id|name|description))?|resource_?(id|group|name|location)|subscription_?(id|guid|name)|service_?(name|description|family|id|code)?|product_?(code|family|name)?|usage_?(type|quantity|unit|amount)|line_?item.*|unit_?of_?measure|billing_?(account|period).*|charge_?type|publisher_?(name|type)|pricing_?(model|unit)|invoice_?.*|cost_?cent(er|re)|linked_?account.*)$/;
