import { MODEL_SERVICES } from "#shared/usage/formats/bills/cloudBilling.ts";
import { DIALECTS, type Dialect, type DialectName } from "./dialects.ts";
import { billionths } from "./requestSource.ts";
import { DAY_MS } from "./statement.ts";
import { BILLIONTHS } from "#shared/usage/formats/summaryFormat.ts";

/** Which charges of a bill are to be summed. */
export interface FocusChoice {
  readonly dialect: DialectName;
  /** ISO days, both within; null: all. */
  readonly since: string | null;
  readonly until: string | null;
}

/** What a charge is for: the columns of FOCUS by which its reader tells models, tokens and who pays. */
const KINDS = [
  "BillingCurrency",
  "ProviderName",
  "PublisherName",
  "ServiceName",
  "SubAccountId",
  "SubAccountName",
  "RegionId",
  "SkuMeter",
  "SkuPriceDetails",
  "ChargeDescription",
  "SkuId",
  "ConsumedUnit",
  "PricingUnit",
] as const;
/** Those that may name a model. */
const ABOUT = ["PublisherName", "ServiceName", "SkuMeter", "SkuPriceDetails", "ChargeDescription", "SkuId"] as const;

/**
 * The statement that sums a bill of FOCUS 1.0 to 1.3 by day and meter. A bill has no requests, so that the result is no
 * summary of usage: it is a bill again, of few rows, which `past-april import` reads as such.
 */
export function focusStatement({ dialect: name, since, until }: FocusChoice): string {
  const dialect: Dialect = DIALECTS[name];
  const kinds = KINDS.map((column) => `x_${column}`);
  const money = (sum: string): string => `CAST(SUM(${sum}) AS ${dialect.double}) / ${BILLIONTHS}.0`;
  const outer: readonly (readonly [expression: string, column: string])[] = [
    [`CAST(${dialect.dateOf("x_first")} AS ${dialect.text})`, "ChargePeriodStart"],
    [`CAST(${dialect.dateOf("x_last")} AS ${dialect.text})`, "ChargePeriodEnd"],
    ...KINDS.map((column) => [`x_${column}`, column] as const),
    [`CASE WHEN x_invoiced = 1 THEN 'invoiced' END`, "InvoiceId"],
    ["SUM(x_quantity)", "ConsumedQuantity"],
    [money("x_billed"), "BilledCost"],
    [money("x_effective"), "EffectiveCost"],
    [money("x_list"), "ListCost"],
  ];
  return `${comments(dialect, since, until)}
WITH charges_in AS (
${chargesQuery(dialect, since, until)}
),
days AS (
  SELECT i.*, CAST(FLOOR(x_from / ${DAY_MS}.0) AS ${dialect.whole}) AS x_first,
         CAST(CEIL(x_to / ${DAY_MS}.0) AS ${dialect.whole}) AS x_last
  FROM charges_in i
)
SELECT ${outer.map(([expression, column]) => `${expression} AS ${dialect.column(column)}`).join(",\n       ")}
FROM days
WHERE ${MODEL_SERVICES.map((service) => `x_about LIKE '%${service}%'`).join("\n   OR ")}
GROUP BY x_first, x_last, x_invoiced, x_credit,
         ${kinds.join(", ")}
`;
}

/** Charges under names of their own: the step that is to be changed where a bill is kept otherwise. */
function chargesQuery(dialect: Dialect, since: string | null, until: string | null): string {
  const { column } = dialect;
  const text = (name: string): string => `NULLIF(CAST(${column(name)} AS ${dialect.text}), '')`;
  const effective = `COALESCE(${column("EffectiveCost")}, ${column("BilledCost")})`;
  const columns: readonly (readonly [expression: string, name: string])[] = [
    [dialect.millis(column("ChargePeriodStart")), "from"],
    [dialect.millis(column("ChargePeriodEnd")), "to"],
    ...KINDS.map((name) => [text(name), name] as const),
    [`LOWER(CONCAT(${ABOUT.map((name) => `COALESCE(${text(name)}, '')`).join(", ' ', ")}))`, "about"],
    [`CASE WHEN ${text("InvoiceId")} IS NULL THEN 0 ELSE 1 END`, "invoiced"],
    [`CASE WHEN ${effective} < 0 THEN 1 ELSE 0 END`, "credit"],
    [`CAST(${column("ConsumedQuantity")} AS ${dialect.double})`, "quantity"],
    [billionths(dialect, column("BilledCost")), "billed"],
    [billionths(dialect, effective), "effective"],
    [billionths(dialect, column("ListCost")), "list"],
  ];
  const start = column("ChargePeriodStart");
  const read = [
    ...(since === null ? [] : [`${start} >= TIMESTAMP '${since} 00:00:00'`]),
    ...(until === null ? [] : [`${start} < TIMESTAMP '${dayAfter(until)} 00:00:00'`]),
  ];
  return [
    `  SELECT ${columns.map(([expression, name]) => `${expression} AS x_${name}`).join(",\n         ")}`,
    "  FROM focus",
    ...(read.length === 0 ? [] : [`  WHERE ${read.join("\n    AND ")}`]),
  ].join("\n");
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function comments({ column, structureJson, notes }: Dialect, since: string | null, until: string | null): string {
  const window =
    since === null && until === null ? "all days" : `${since ?? "the first day"} to ${until ?? "the last day"}`;
  return [
    `Past April: a bill in FOCUS, charges of models by day and meter, ${window}, days in UTC.`,
    "A bill has no requests and no runs: the result is money and tokens a day. Import the file with: past-april import FILE",
    "The first step maps your columns: put the name of your table after FROM, and NULL for a column that your version of",
    `FOCUS does not have. Details that are a map and no JSON: ${structureJson(column("SkuPriceDetails"))}`,
    ...notes.filter((note) => !note.includes("--steps")),
  ]
    .map((line) => `-- ${line}`)
    .join("\n");
}
