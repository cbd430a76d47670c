import { unreadable } from "#shared/usage/text/fields.ts";
import { readBill } from "./cloudBilling.ts";
import { readBillRows } from "./billReader.ts";
import type { UsageFormat, UsageHead } from "#shared/usage/formats/reading/format.ts";

/**
 * A name without spaces and capitals: agreements write "Meter Category", newer exports "meterCategory" or
 * "MeterCategory".
 */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_]/g, "");
}

/** Reads rows whose columns are called so; `of` gives the column of a plain name. */
const azureOf = (of: (name: string) => string): ReturnType<typeof readBill> => {
  const all = (...names: readonly string[]): string[] => names.map(of);
  return readBill({
    from: all("date", "usagedate", "usagedatetime", "usagestartdate", "billingmonth"),
    to: null,
    provider: all("publishername"),
    service: all("metercategory", "metersubcategory", "productname", "product", "servicename", "consumedservice"),
    product: [],
    meter: all("metername", "meter"),
    quantity: all("quantity", "consumedquantity", "usagequantity"),
    unit: all("unitofmeasure"),
    cost: all(...AZURE_COSTS),
    list: all("paygcostinbillingcurrency"),
    currency: all("billingcurrency", "billingcurrencycode", "currency", "currencycode"),
    account: all("subscriptionid", "subscriptionguid", "subscriptionname"),
    labels: {
      subscription: of("subscriptionname"),
      "resource group": of("resourcegroup"),
      "cost center": of("costcenter"),
    },
  });
};

const AZURE_COSTS = ["costinbillingcurrency", "cost", "pretaxcost", "extendedcost", "costusd"];

/** Whether columns are of one of Azure's exports, and why. */
function azureReason(head: UsageHead): string | null {
  if (head.kind !== "table" || head.columns.length > 1_000) return null;
  const names = new Map(head.columns.map((column) => [plainName(column), column]));
  const cost = AZURE_COSTS.find((name) => names.has(name));
  const isDetailed = names.has("metercategory") || (names.has("metername") && names.has("unitofmeasure"));
  // The portal's own picture of costs: money by day and by one thing.
  const isPortal =
    names.has("costusd") && names.has("currency") && ["usagedate", "billingmonth"].some((name) => names.has(name));
  if (cost === undefined || !(isDetailed || isPortal)) return null;
  return `it has the columns “${names.get(isDetailed ? (names.has("metercategory") ? "metercategory" : "metername") : "costusd")!}” and “${names.get(cost)!}”`;
}

export const azureBill: UsageFormat = {
  id: "azure-billing",
  name: "Azure cost details (CSV)",
  source: "azure-billing",
  coversWhole: false,
  kind: "table",
  recognise: azureReason,
  open: (style) => {
    // This export writes the month first; a program that saved it again may not, as a day beyond the twelfth proves.
    const written = { ...style, dayFirst: style.dayFirst ?? false };
    let columns: ReadonlyMap<string, string> | null = null;
    let read: ReturnType<typeof readBill> | null = null;
    return readBillRows((row, notes) => {
      columns ??= new Map(Object.keys(row).map((column) => [plainName(column), column]));
      const names = columns;
      if (!AZURE_SERVICES.some((name) => names.has(name)))
        throw unreadable(
          "the service",
          undefined,
          "a column that names it: export the costs grouped by service or meter",
        );
      read ??= azureOf((name) => names.get(name) ?? name);
      const rows = read(row, written, notes);
      // The portal may write costs in dollars alone, whatever currency the account has.
      const isInDollars = AZURE_COSTS.every((name) => name === "costusd" || !names.has(name));
      const isMonthly = names.has("billingmonth") && !["date", "usagedate"].some((name) => names.has(name));
      return isInDollars || isMonthly
        ? rows.map((each) => ({
            ...each,
            currency: isInDollars ? "USD" : each.currency,
            to: isMonthly ? monthAfter(each.from) : each.to,
          }))
        : rows;
    });
  },
};

/** The first moment of the next month. */
function monthAfter(from: number): number {
  const day = new Date(from);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1);
}

const AZURE_SERVICES = [
  "metercategory",
  "metername",
  "meter",
  "servicename",
  "metersubcategory",
  "product",
  "productname",
  "consumedservice",
];
