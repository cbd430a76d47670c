import { significant } from "#shared/format/digits.ts";
import { amountOf, fieldOf, isRecord, textOf, type UsageRecord } from "#shared/usage/text/fields.ts";
import { PLAIN_STYLE, type TextStyle } from "#shared/usage/text/numbers.ts";
import type { UsageRow } from "#shared/usage/usageRow.ts";
import { documentRecords, flatRecord } from "#shared/usage/formats/table/jsonRecords.ts";
import { hasAll, readBill } from "./cloudBilling.ts";
import { type BillNotes, readBillDocument, readBillRows } from "./billReader.ts";
import type { UsageFormat, UsageHead } from "#shared/usage/formats/reading/format.ts";

/**
 * Google Cloud's billing: the table that BigQuery holds, as CSV with flat names or as JSON with nested ones, and the
 * console's own table. Credits (promotions, discounts) stand beside the cost of a row and are taken off it.
 */
const gcpExport = readBill({
  from: ["usage_start_time"],
  to: "usage_end_time",
  provider: ["seller_name"],
  service: ["service.description", "service_description"],
  product: [],
  meter: ["sku.description", "sku_description"],
  quantity: ["usage.amount", "usage_amount"],
  unit: ["usage.unit", "usage_unit"],
  cost: ["cost"],
  list: ["cost_at_list"],
  currency: ["currency"],
  account: ["project.id", "project_id"],
  labels: { project: "project.id", service: "service.description" },
});
const gcpReport = readBill({
  from: ["Usage start date", "Usage date", "Date", "Day"],
  to: null,
  provider: ["Seller name"],
  service: ["Service description"],
  product: [],
  meter: ["SKU description"],
  quantity: ["Usage amount"],
  unit: ["Usage unit"],
  cost: ["the cost"],
  list: ["the list cost"],
  currency: ["Currency", "the currency"],
  account: ["Project ID"],
  labels: { project: "Project ID", service: "Service description" },
});

const SIGNS: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP", "¥": "JPY" };

/** The console's own table writes its currency into the headings: "Cost ($)", "List cost (€)". */
function withCosts(row: UsageRecord): UsageRecord {
  const costs: Record<string, unknown> = {};
  for (const column in row) {
    const found = /^(list )?cost \(([^)]{1,5})\)$/i.exec(column);
    if (found === null) continue;
    costs[found[1] === undefined ? "the cost" : "the list cost"] = row[column];
    costs["the currency"] = SIGNS[found[2]!] ?? found[2];
  }
  return { ...row, ...costs };
}

const CREDITS =
  "Google Cloud's credits (promotions, discounts) are taken off what was billed; the list price is before them.";

/** A row of the export with its credits taken off, and labels of its own by their keys. */
function readExport(row: UsageRecord, style: TextStyle, notes: BillNotes): readonly UsageRow[] {
  const credits = listIn(row, "credits").reduce(
    (sum: number, credit) => sum + (amountOf(credit, "amount", style) ?? 0),
    0,
  );
  const labels: Record<string, string> = {};
  for (const label of [...listIn(row, "labels"), ...listIn(row, "project.labels")]) {
    const [key, value] = [textOf(label, "key"), textOf(label, "value")];
    if (key !== null && value !== null) labels[key] = value;
  }
  const rows = gcpExport(row, style, notes);
  if (rows.length > 0 && credits !== 0) notes.warn(CREDITS);
  return rows.map((each) => ({
    ...each,
    labels: { ...each.labels, ...labels },
    billed: each.billed === null ? null : significant(each.billed + credits, 15),
  }));
}

/** The records of a list within a row, which a table holds as JSON in a cell. */
function listIn(row: UsageRecord, name: string): readonly UsageRecord[] {
  const value = fieldOf(row, name);
  if (Array.isArray(value)) return value.filter(isRecord);
  if (typeof value !== "string" || !value.startsWith("[")) return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.filter(isRecord) : [];
  } catch {
    return [];
  }
}

/** A nested row by the flat names of a table, with its lists as they are. */
function flatRow(record: UsageRecord): UsageRecord {
  const { project } = record;
  return {
    ...flatRecord(record),
    credits: record["credits"],
    labels: record["labels"],
    "project.labels": isRecord(project) ? project["labels"] : undefined,
  };
}

function isNestedRow(value: unknown): boolean {
  return (
    isRecord(value) &&
    isRecord(value["service"]) &&
    isRecord(value["sku"]) &&
    Object.hasOwn(value, "usage_start_time") &&
    Object.hasOwn(value, "cost")
  );
}

const GCP = { source: "gcp-billing", coversWhole: false } as const;
const NESTED = "its rows have a “service”, a “sku” and a “cost”";

export const gcpBill: UsageFormat = {
  ...GCP,
  id: "gcp-billing",
  name: "Google Cloud billing (CSV)",
  kind: "table",
  recognise: (head: UsageHead) =>
    hasAll("service.description", "sku.description", "usage_start_time", "cost")(head) ??
    hasAll("service_description", "sku_description", "usage_start_time", "cost")(head) ??
    (head.kind === "table" && head.columns.some((column) => /^cost \(/i.test(column))
      ? hasAll("Service description", "SKU description")(head)
      : null),
  open: (style) =>
    readBillRows((row, notes) =>
      Object.hasOwn(row, "SKU description") ? gcpReport(withCosts(row), style, notes) : readExport(row, style, notes),
    ),
};

export const gcpBillLines: UsageFormat = {
  ...GCP,
  id: "gcp-billing-lines",
  name: "Google Cloud billing, BigQuery export (JSON lines)",
  kind: "lines",
  recognise: (head) => (head.kind === "lines" && head.sample.some(isNestedRow) ? NESTED : null),
  open: () => readBillRows((row, notes) => readExport(flatRow(row), PLAIN_STYLE, notes)),
};

export const gcpBillDocument: UsageFormat = {
  ...GCP,
  id: "gcp-billing-json",
  name: "Google Cloud billing, BigQuery export (JSON)",
  kind: "document",
  recognise: (head) => (head.kind === "document" && documentRecords(head.value).some(isNestedRow) ? NESTED : null),
  open: () => readBillDocument(documentRecords, (row, notes) => readExport(flatRow(row), PLAIN_STYLE, notes)),
};
