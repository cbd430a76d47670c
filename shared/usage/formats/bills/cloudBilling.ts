import {
  amountOf,
  currencyOf,
  fieldOf,
  firstTextOf,
  isRecord,
  labelsOf,
  momentOf,
  objectOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import { meterOf, tokensPerUnit } from "./meters.ts";
import { NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { type BillNotes, readBillRows } from "./billReader.ts";
import type { UsageFormat, UsageHead, Warn } from "#shared/usage/formats/reading/format.ts";
import { isPreliminary } from "#shared/usage/formats/reading/preliminary.ts";
import { contextOf, originOf, served, tierOfMeter } from "#shared/usage/formats/reading/served.ts";

/**
 * Bills of the clouds: FOCUS 1.0 to 1.3, AWS Cost and Usage Reports, Azure and Google Cloud billing exports. They hold
 * every service a company has; rows that are not about models are passed over. They have no token column: tokens are a
 * quantity of a unit, and which kind they are stands in the meter's name.
 */
export const MODEL_SERVICES =
  "bedrock|openai|vertex|gemini|generative|anthropic|claude|foundry|mistral|cohere|language model".split("|");
const AI_SERVICE = new RegExp(MODEL_SERVICES.join("|"), "i");

/** Whether a service, meter or product of a cloud is about models. */
export function isAboutModels(text: string): boolean {
  return AI_SERVICE.test(text);
}

/** "Claude Sonnet 4.5" as its maker writes it: claude-sonnet-4-5. */
export function claudeName(product: string): string {
  return product.trim().toLowerCase().replaceAll(/[ .]+/g, "-");
}

/** The model that a product of the Marketplace names: "Claude Sonnet 4.5 (Amazon Bedrock Edition)". */
function modelOfProduct(product: string | null): string | null {
  const found =
    product === null ? null : /^((?:anthropic )?claude [a-z0-9. ]{1,60}?)(?: ?\(|$)/i.exec(product.slice(0, 200));
  return found === null ? null : claudeName(found[1]!.replace(/^anthropic /i, ""));
}

/**
 * Machines, notebooks, speech and vision that clouds sell under the name of a service for models ("Vertex AI",
 * "Foundry"), and what shows that a row is about a model all the same.
 */
const OTHER_WORK =
  /\b(colab|workbench|notebooks?|pipelines|feature ?store|tensorboard|vizier|vector search|matching engine|custom (training|job)|(n1|n2d?|e2|c2d?|c3|a2|a3|g2|m1)[- ].*(core|ram)\b|speech|translat(or|ion)|(computer|custom) vision|face|document intelligence|form recognizer|content safety)/i;
const NAMES_A_MODEL = /openai|gpt|gemini|claude|imagen|\bveo\b|llama|mistral|grok|deepseek|token/i;

/**
 * Whether a row is about the use of models; what is sold beside models under their name is reported, by the name given.
 */
function isUseOfModels(about: string, name: string, warn: Warn): boolean {
  if (!isAboutModels(about)) return false;
  if (!OTHER_WORK.test(about.slice(0, 1_000)) || NAMES_A_MODEL.test(about)) return true;
  warn(`“${name.slice(0, 100)}” is sold with models and is not the use of one: its rows are left out.`);
  return false;
}

interface Bill {
  readonly from: readonly string[];
  readonly to: string | null;
  readonly provider: readonly string[];
  readonly service: readonly string[];
  /** Columns that may name the meter, the first with a name that counts tokens wins. */
  readonly meter: readonly string[];
  /** A column with the product's name, which may be a model. */
  readonly product: readonly string[];
  readonly quantity: readonly string[];
  readonly unit: readonly string[];
  /** The first column with an amount is what the row cost. */
  readonly cost: readonly string[];
  readonly list: readonly string[];
  readonly currency: readonly string[];
  /** The column that names the invoice of every row of a closed bill. */
  readonly invoice?: string;
  /** Who pays for it. */
  readonly account: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** A reader of the rows of a bill whose columns are called so. */
export function readBill(bill: Bill): (row: UsageRecord, style: TextStyle, notes: BillNotes) => readonly UsageRow[] {
  return (row, style, { warn, passOver }) => {
    const names = bill.meter.map((name) => describedBy(row, name)).filter((text) => text !== null);
    const product = firstTextOf(row, ...bill.product);
    const about = [...bill.service.map((name) => textOf(row, name)), product, ...names]
      .filter((text) => text !== null)
      .join(" ");
    if (!isUseOfModels(about, names[0] ?? about, warn)) {
      passOver(firstTextOf(row, ...bill.service) ?? "no named service");
      return [];
    }
    const fromName = bill.from.find((name) => fieldOf(row, name) !== undefined) ?? bill.from[0]!;
    const from = momentOf(row, fromName, style);
    const meter = names.map(meterOf).find((each) => each !== null) ?? null;
    const all = names.join(" ");
    const currency = bill.currency.find((name) => fieldOf(row, name) !== undefined);
    const billed = firstAmount(row, bill.cost, style);
    return [
      {
        ...NOT_STATED,
        from, // A bill without an end has a line a day.
        to: bill.to === null ? from + DAY : momentOf(row, bill.to, style),
        provider: firstTextOf(row, ...bill.provider),
        model: modelOfProduct(product) ?? meter?.model ?? null,
        origin: originOf(firstTextOf(row, ...bill.account)),
        labels: labelsOf(row, bill.labels),
        tokens:
          meter === null || !bill.quantity.some((name) => Object.hasOwn(row, name))
            ? NO_TOKENS
            : ({ ...NO_TOKENS, [meter.tokens]: tokensOf(row, bill, style, names, billed) } satisfies TokenCounts),
        terms: served({
          tier: tierOfMeter(all),
          region: zoneOf(all),
          context: contextIn(all),
        }),
        billed,
        list: firstAmount(row, bill.list, style),
        currency: currency === undefined ? "USD" : currencyOf(row, currency),
        isPreliminary: isPreliminary(row, bill.invoice ?? null),
      },
    ];
  };
}

/** Whether a meter is that of long prompts, as it says. */
function contextIn(meters: string): ReturnType<typeof contextOf> {
  if (/longco|long context|> ?200k/i.test(meters)) return "long";
  return /shortco|short context/i.test(meters) ? "short" : contextOf(null);
}

/** Where a meter's requests are processed, as it says: anywhere, or in a zone. */
function zoneOf(meters: string): string | null {
  if (/glbl|global/i.test(meters)) return "global";
  return /\bregnl\b|regional|\bdzone\b|\bdz(n|ne)?\b|data ?zone/i.test(meters) ? "data zone" : null;
}

function firstAmount(row: UsageRecord, names: readonly string[], style: TextStyle): number | null {
  for (const name of names) {
    const amount = amountOf(row, name, style);
    if (amount !== null) return amount;
  }
  return null;
}

/** Text of a column that may hold JSON, as Azure's and FOCUS's details do: its values then. */
function describedBy(row: UsageRecord, name: string): string | null {
  const value = fieldOf(row, name);
  if (isRecord(value) || (typeof value === "string" && value.startsWith("{")))
    return Object.values(objectOf(row, name))
      .filter((part) => typeof part === "string")
      .join(" ");
  return textOf(row, name);
}

/** The most that a single token has ever cost: a unit that costs more is one of many tokens. */
const DEAREST_TOKEN = 0.001;

function tokensOf(
  row: UsageRecord,
  bill: Bill,
  style: TextStyle,
  meters: readonly string[],
  billed: number | null,
): number {
  const quantity = firstAmount(row, bill.quantity, style) ?? 0;
  // Credits, refunds and negations take money back; the tokens were used all the same, and stand in another row.
  if (quantity === 0 || (billed !== null && billed < 0)) return 0;
  const unit = firstTextOf(row, ...bill.unit);
  const each = unit === null ? null : tokensPerUnit(unit);
  if (each === null)
    throw unreadable(bill.unit[0] ?? "unit", unit ?? undefined, "tokens, thousands or millions of them");
  // "Units" of a Marketplace meter are what its description says, "Million Input Tokens"; where it says nothing, the
  // price of one shows it.
  const described = each === 1 ? scaleIn(meters) : 1;
  const isBulk =
    each === 1 &&
    described === 1 &&
    meters.some((name) => /(^|-)MP:/.test(name)) &&
    billed !== null &&
    Math.abs(billed) > DEAREST_TOKEN * Math.abs(quantity);
  return Math.max(0, Math.round(quantity * each * (isBulk ? 1e6 : described)));
}

/** The size that a description names before its tokens: "Million Response Tokens". */
function scaleIn(meters: readonly string[]): number {
  for (const name of meters) {
    const found = /\b(million|thousand|1m|1k)\b[a-z ]{0,40}\btokens?\b/i.exec(name.slice(0, 400));
    if (found !== null) return /^(million|1m)$/i.test(found[1]!) ? 1e6 : 1e3;
  }
  return 1;
}

/** Recognises a table by columns that only one bill has together. */
export const hasAll =
  (...names: readonly string[]) =>
  (head: UsageHead): string | null =>
    head.kind === "table" && names.every((name) => head.columns.includes(name))
      ? `it has the columns ${names.map((name) => `“${name}”`).join(", ")}`
      : null;

const focus = readBill({
  from: ["ChargePeriodStart"],
  to: "ChargePeriodEnd",
  provider: ["ServiceProviderName", "ProviderName"],
  service: ["ServiceName", "PublisherName"],
  product: ["ServiceName"],
  meter: ["SkuMeter", "SkuPriceDetails", "ChargeDescription", "SkuId"],
  quantity: ["ConsumedQuantity"],
  unit: ["ConsumedUnit", "PricingUnit"],
  // What a prepaid commitment makes of it is what a forecast needs; the bill is for cash.
  cost: ["EffectiveCost", "BilledCost"],
  list: ["ListCost"],
  currency: ["BillingCurrency"],
  invoice: "InvoiceId",
  account: ["SubAccountId", "SubAccountName"],
  labels: { account: "SubAccountName", service: "ServiceName", region: "RegionId" },
});

export const focusBill: UsageFormat = {
  id: "focus",
  name: "FOCUS 1.0 to 1.3 (CSV, Parquet)",
  source: "focus",
  coversWhole: false,
  kind: "table",
  recognise: hasAll("BilledCost", "EffectiveCost", "ChargePeriodStart", "ConsumedQuantity"),
  open: (style) => readBillRows((row, notes) => focus(row, style, notes)),
};

const awsOf = (of: (name: string) => string): ReturnType<typeof readBill> =>
  readBill({
    from: [of("lineItem/UsageStartDate")],
    to: of("lineItem/UsageEndDate"),
    provider: [of("bill/BillingEntity")],
    service: [of("lineItem/ProductCode"), of("product/servicename")],
    product: [of("product/ProductName"), of("product")],
    meter: [of("lineItem/UsageType"), of("lineItem/LineItemDescription")],
    quantity: [of("lineItem/UsageAmount")],
    unit: [of("pricing/unit")],
    cost: [of("lineItem/NetUnblendedCost"), of("lineItem/UnblendedCost")],
    list: [of("pricing/publicOnDemandCost")],
    currency: [of("lineItem/CurrencyCode")],
    invoice: of("bill/InvoiceId"),
    account: [of("lineItem/UsageAccountId")],
    labels: { account: of("lineItem/UsageAccountId"), service: of("lineItem/ProductCode") },
  });

/** "lineItem/UsageType" as the second generation writes it: line_item_usage_type. */
function snakeCased(name: string): string {
  return name
    .replace("/", "_")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

const awsFirst = awsOf((name) => name);
const awsSecond = awsOf(snakeCased);

export const awsBill: UsageFormat = {
  id: "aws-cur",
  name: "AWS Cost and Usage Report (CSV)",
  source: "aws-cur",
  coversWhole: false,
  kind: "table",
  recognise: (head) =>
    hasAll("lineItem/UsageType", "lineItem/UnblendedCost")(head) ??
    hasAll("line_item_usage_type", "line_item_unblended_cost")(head),
  open: (style) =>
    readBillRows((row, notes) =>
      Object.hasOwn(row, "line_item_usage_type")
        ? awsSecond(withProduct(row), style, notes)
        : awsFirst(row, style, notes),
    ),
};

/** The second generation keeps what a product says of itself as one map. */
function withProduct(row: UsageRecord): UsageRecord {
  const product = fieldOf(row, "product");
  if (product === undefined) return row;
  const described =
    isRecord(product) || (typeof product === "string" && product.startsWith("{")) ? objectOf(row, "product") : {};
  return { ...row, product: described["product_name"] ?? described["ProductName"] ?? described["servicename"] };
}
