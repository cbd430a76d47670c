import type { SourceRecords } from "./sourceTables.ts";

type Cell = string | number | null;
type Charge = Readonly<Record<string, Cell>>;

const CHARGE: Charge = {
  BillingCurrency: "USD",
  ChargePeriodStart: "2026-03-01 00:00:00.000",
  ChargePeriodEnd: "2026-03-02 00:00:00.000",
  ProviderName: "AWS",
  PublisherName: "AWS",
  ServiceName: "Amazon Bedrock",
  SubAccountId: "1234",
  SubAccountName: "Nimbus",
  RegionId: "us-east-1",
  SkuMeter: "USE1-Claude4.6Opus-input-tokens",
  SkuPriceDetails: null,
  ChargeDescription: "input tokens",
  SkuId: "sku-1",
  ConsumedQuantity: 1_500.5,
  ConsumedUnit: "1K tokens",
  PricingUnit: "1K tokens",
  BilledCost: 9,
  EffectiveCost: 8.25,
  ListCost: 10,
  InvoiceId: "inv-1",
};

const hours: Charge[] = Array.from({ length: 48 }, (_, hour) => ({
  ChargePeriodStart: `2026-03-0${5 + Math.floor(hour / 24)} ${String(hour % 24).padStart(2, "0")}:00:00.000`,
  ChargePeriodEnd:
    hour === 47
      ? "2026-03-07 00:00:00.000"
      : `2026-03-0${5 + Math.floor((hour + 1) / 24)} ${String((hour + 1) % 24).padStart(2, "0")}:00:00.000`,
  SkuMeter: hour % 2 === 0 ? "USE1-Claude4.6Opus-output-tokens" : "USE1-Claude4.6Opus-cache-read-input-token-count",
  // Sums that no order of addition may move.
  ConsumedQuantity: 0.125 * (hour + 1),
  BilledCost: 0.1 + 0.01 * hour,
  EffectiveCost: 0.1 + 0.01 * hour,
}));

const charges: readonly Charge[] = [
  {},
  { ResourceId: "agent of ann" },
  // Money that comes back takes no tokens with it, and stands apart.
  { BilledCost: -9, EffectiveCost: -8.25, ListCost: -10 },
  { InvoiceId: null, EffectiveCost: null },
  { InvoiceId: "", RegionId: null, ListCost: null },
  {
    ProviderName: "Microsoft",
    PublisherName: "Microsoft",
    ServiceName: "Azure OpenAI",
    SkuMeter: null,
    SkuPriceDetails: '{"meter": "gpt 5 mini outpt glbl Tokens"}',
    ChargeDescription: null,
    ConsumedQuantity: 2.5,
    ConsumedUnit: null,
    PricingUnit: "1M Tokens",
  },
  {
    ServiceName: "Amazon Simple Queue Service",
    SkuMeter: "Requests",
    ChargeDescription: "queue",
    ConsumedUnit: "Requests",
  },
  // A charge of the month, and one of another currency.
  {
    ChargePeriodEnd: "2026-04-01 00:00:00.000",
    ConsumedQuantity: null,
    ConsumedUnit: null,
    ChargeDescription: "provisioned throughput",
    SkuMeter: null,
  },
  { BillingCurrency: "EUR" },
  ...hours,
];

/** Charges of a bill in FOCUS, by the hour, the day and the month, of models and of other services. */
export const focusRecords: Omit<SourceRecords, "from"> = {
  table: "focus",
  columns: {
    ...Object.fromEntries(
      Object.entries(CHARGE).map(([name, cell]) => [
        name,
        name.startsWith("ChargePeriod")
          ? ("TIMESTAMP" as const)
          : typeof cell === "number"
            ? ("DOUBLE" as const)
            : ("TEXT" as const),
      ]),
    ),
    ResourceId: "TEXT",
  },
  records: charges.map((charge) => ({ ...CHARGE, ResourceId: null, ...charge })),
};

/** Columns of the statement's result that are numbers. */
const NUMBERS = ["ConsumedQuantity", "BilledCost", "EffectiveCost", "ListCost"];

/** A query of the rows that one result of the statement has and the other does not, either way. */
export function focusDifferences(one: string, other: string): string {
  const typed = (relation: string): string =>
    `(SELECT ${Object.keys(CHARGE)
      .map((name) => `CAST("${name}" AS ${NUMBERS.includes(name) ? "DOUBLE" : "VARCHAR"}) AS "${name}"`)
      .join(", ")} FROM ${relation})`;
  const only = (these: string, those: string): string => `(FROM ${typed(these)} EXCEPT ALL FROM ${typed(those)})`;
  return `${only(one, other)} UNION ALL ${only(other, one)}`;
}
