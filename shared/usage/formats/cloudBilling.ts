import { amountOf, fieldOf, isRecord, labelsOf, momentOf, objectOf, textOf, unreadable, type TextStyle, type UsageRecord } from "../fields.ts";
import { meterOf, tokensPerUnit } from "../meters.ts";
import { NO_TOKENS, UNTOLD, type TokenCounts, type UsageRow } from "../usageRow.ts";
import { readRecords, type UsageFormat, type UsageHead } from "./format.ts";

/**
 * Bills of the clouds: FOCUS 1.0 to 1.3, AWS Cost and Usage Reports, Azure and Google Cloud billing exports. They hold every service a company has; rows that are
 * not about models are passed over. They have no token column: tokens are a quantity of a unit, and which kind they are stands in the meter's name.
 */
const AI_SERVICE = /bedrock|openai|vertex|gemini|generative|anthropic|claude|foundry|mistral|cohere|language model/i;

interface Bill {
  readonly from: string;
  readonly to: string | null;
  readonly provider: string | readonly string[];
  readonly service: readonly string[];
  /** Columns that may name the meter, the first with a name that counts tokens wins. */
  readonly meter: readonly string[];
  readonly quantity: string;
  readonly unit: readonly string[];
  /** The first column with an amount is what the row cost. */
  readonly cost: readonly string[];
  readonly list: readonly string[];
  readonly currency: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

function readBill(bill: Bill): UsageFormat["open"] {
  return (style) => readRecords((row): readonly UsageRow[] => {
    const names = bill.meter.map((name) => describedBy(row, name)).filter((text) => text !== null);
    const about = [...bill.service.map((name) => textOf(row, name)), ...names].filter((text) => text !== null).join(" ");
    if (!AI_SERVICE.test(about)) return [];
    const from = momentOf(row, bill.from, style);
    const meter = names.map(meterOf).find((each) => each !== null) ?? null;
    return [{
      ...UNTOLD, from, to: bill.to === null ? from : momentOf(row, bill.to, style), provider: firstText(row, [bill.provider].flat()), model: meter?.model ?? null,
      labels: labelsOf(row, bill.labels),
      tokens: meter === null ? NO_TOKENS : { ...NO_TOKENS, [meter.tokens]: tokensOf(row, bill, style) } satisfies TokenCounts,
      billed: firstAmount(row, bill.cost, style), list: firstAmount(row, bill.list, style), currency: firstText(row, bill.currency)?.toUpperCase() ?? "USD",
    }];
  });
}

function firstText(row: UsageRecord, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(row, name);
    if (text !== null) return text;
  }
  return null;
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
  if (isRecord(value) || (typeof value === "string" && value.startsWith("{"))) return Object.values(objectOf(row, name)).filter((part) => typeof part === "string").join(" ");
  return textOf(row, name);
}

function tokensOf(row: UsageRecord, bill: Bill, style: TextStyle): number {
  const quantity = amountOf(row, bill.quantity, style) ?? 0;
  const unit = firstText(row, bill.unit);
  const each = unit === null ? null : tokensPerUnit(unit);
  if (each === null) throw unreadable(bill.unit[0] ?? "unit", unit ?? undefined, "tokens, thousands or millions of them");
  // Corrections take tokens back; they are money here.
  return Math.max(0, Math.round(quantity * each));
}

const hasAll = (...names: readonly string[]) => (head: UsageHead): string | null =>
  head.kind === "table" && names.every((name) => head.columns.includes(name)) ? `it has the columns ${names.map((name) => `“${name}”`).join(", ")}` : null;

export const focusBill: UsageFormat = {
  id: "focus",
  name: "FOCUS 1.0 to 1.3 (CSV, Parquet)",
  source: "focus",
  tellsWhole: false,
  kind: "table",
  recognise: hasAll("BilledCost", "EffectiveCost", "ChargePeriodStart", "ConsumedQuantity"),
  open: readBill({
    from: "ChargePeriodStart", to: "ChargePeriodEnd", provider: ["ServiceProviderName", "ProviderName"], service: ["ServiceName", "PublisherName"],
    meter: ["SkuMeter", "SkuPriceDetails", "ChargeDescription", "SkuId"], quantity: "ConsumedQuantity", unit: ["ConsumedUnit", "PricingUnit"],
    // What a prepaid commitment makes of it is what a forecast needs; the bill is for cash.
    cost: ["EffectiveCost", "BilledCost"], list: ["ListCost"], currency: ["BillingCurrency"],
    labels: { account: "SubAccountName", service: "ServiceName", region: "RegionId" },
  }),
};

export const awsBill: UsageFormat = {
  id: "aws-cur",
  name: "AWS Cost and Usage Report (CSV)",
  source: "aws-cur",
  tellsWhole: false,
  kind: "table",
  recognise: (head) => hasAll("lineItem/UsageType", "lineItem/UnblendedCost")(head) ?? hasAll("line_item_usage_type", "line_item_unblended_cost")(head),
  open: (style) => {
    const names = (of: (name: string) => string): Bill => ({
      from: of("lineItem/UsageStartDate"), to: of("lineItem/UsageEndDate"), provider: of("bill/BillingEntity"), service: [of("product/ProductName"), of("lineItem/ProductCode")],
      meter: [of("lineItem/UsageType"), of("lineItem/LineItemDescription")], quantity: of("lineItem/UsageAmount"), unit: [of("pricing/unit")],
      cost: [of("lineItem/NetUnblendedCost"), of("lineItem/UnblendedCost")], list: [of("pricing/publicOnDemandCost")], currency: [of("lineItem/CurrencyCode")],
      labels: { account: of("lineItem/UsageAccountId"), service: of("lineItem/ProductCode") },
    });
    const first = readBill(names((name) => name))(style);
    const second = readBill(names(snakeCased))(style);
    return (record, line) => (isRecord(record) && Object.hasOwn(record, "line_item_usage_type") ? second : first)(record, line);
  },
};

/** "lineItem/UsageType" as the second generation writes it: line_item_usage_type. */
function snakeCased(name: string): string {
  return name.replace("/", "_").replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}

export const azureBill: UsageFormat = {
  id: "azure-billing",
  name: "Azure cost details (CSV)",
  source: "azure-billing",
  tellsWhole: false,
  kind: "table",
  recognise: (head) => hasAll("meterName", "costInBillingCurrency", "quantity")(head) ?? hasAll("MeterName", "CostInBillingCurrency", "Quantity")(head),
  open: (style) => {
    const names = (of: (name: string) => string): Bill => ({
      from: of("date"), to: null, provider: of("publisherName"), service: [of("meterCategory"), of("meterSubCategory"), of("productName")], meter: [of("meterName")],
      quantity: of("quantity"), unit: [of("unitOfMeasure")], cost: [of("costInBillingCurrency")], list: [of("paygCostInBillingCurrency")], currency: [of("billingCurrency"), of("billingCurrencyCode")],
      labels: { subscription: of("subscriptionName"), "resource group": of("resourceGroup"), "cost center": of("costCenter") },
    });
    // This export writes the month first, wherever it is made.
    const written = { ...style, dayFirst: false };
    const small = readBill(names((name) => name))(written);
    const large = readBill(names((name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`))(written);
    return (record, line) => (isRecord(record) && Object.hasOwn(record, "MeterName") ? large : small)(record, line);
  },
};

export const gcpBill: UsageFormat = {
  id: "gcp-billing",
  name: "Google Cloud billing (CSV)",
  source: "gcp-billing",
  tellsWhole: false,
  kind: "table",
  recognise: (head) => hasAll("service.description", "sku.description", "usage_start_time", "cost")(head) ?? hasAll("Service description", "SKU description", "Cost ($)")(head),
  open: (style) => {
    const export_ = readBill({
      from: "usage_start_time", to: "usage_end_time", provider: "seller_name", service: ["service.description"], meter: ["sku.description"], quantity: "usage.amount", unit: ["usage.unit"],
      cost: ["cost"], list: ["cost_at_list"], currency: ["currency"], labels: { project: "project.id", service: "service.description" },
    })(style);
    const report = readBill({
      from: "Usage start date", to: null, provider: "Seller name", service: ["Service description"], meter: ["SKU description"], quantity: "Usage amount", unit: ["Usage unit"],
      cost: ["Cost ($)"], list: ["List cost ($)"], currency: ["Currency"], labels: { project: "Project ID", service: "Service description" },
    })(style);
    return (record, line) => (isRecord(record) && Object.hasOwn(record, "SKU description") ? report : export_)(record, line);
  },
};
