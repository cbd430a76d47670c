import { amountOf, currencyOf, fieldOf, momentOf, textOf, type UsageRecord } from "#shared/usage/text/fields.ts";
import { DAY, momentFrom } from "#shared/usage/text/moments.ts";
import { meterOf } from "./meters.ts";
import { NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";
import { claudeName, isAboutModels } from "./cloudBilling.ts";
import { readRecords, type UsageFormat } from "#shared/usage/formats/reading/format.ts";

/**
 * AWS Cost Explorer (CSV): a line a day or month, a column a service ("Amazon Bedrock($)"), "Total costs($)" at the
 * end, and a line of totals first. It has money alone; columns of other services are passed over. The next line shows
 * how long a line's period is.
 */
const TOTAL = /^total costs?\s?\(([^)]{1,5})\)$/i;
const SIGNS: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP", "¥": "JPY" };

/** "Amazon Bedrock($)": the service and the currency. */
function headingOf(column: string): { readonly service: string; readonly currency: string } | null {
  const open = column.lastIndexOf("(");
  if (open <= 0 || !column.endsWith(")")) return null;
  const sign = column.slice(open + 1, -1).trim();
  const currency = SIGNS[sign] ?? sign.toUpperCase();
  return /^[A-Z]{3}$/.test(currency) ? { service: column.slice(0, open).trim(), currency } : null;
}

/** Whether money is about models: a service that sells them, or a usage type that counts tokens. */
export function isOfModels(service: string): boolean {
  return isAboutModels(service) || (/token/i.test(service) && meterOf(service) !== null);
}

/** The product that a Marketplace listing names: "Claude Sonnet 4.5 (Amazon Bedrock Edition)". */
export function modelOfService(service: string): string | null {
  if (/^claude\b/i.test(service)) return claudeName(service.replace(/ ?\(Amazon Bedrock Edition\)$/i, ""));
  return /token/i.test(service) ? (meterOf(service)?.model ?? null) : null;
}

/** The column of days: its name is what the others are. */
function labelColumn(columns: readonly string[]): string | undefined {
  return columns.find((column) => /^(service|usage type|linked account)/i.test(column) && headingOf(column) === null);
}

export const awsCostExplorer: UsageFormat = {
  id: "aws-cost-explorer",
  name: "AWS Cost Explorer (CSV)",
  source: "aws-cost-explorer",
  coversWhole: false,
  kind: "table",
  recognise: (head) => {
    if (head.kind !== "table") return null;
    const total = head.columns.find((column) => TOTAL.test(column));
    // Usage types and accounts name models only in part.
    return total !== undefined && labelColumn(head.columns) !== undefined
      ? `it has the columns “${labelColumn(head.columns)!}” and “${total}”`
      : null;
  },
  open: (style) => {
    let waiting: { readonly from: number; readonly rows: readonly UsageRow[] } | null = null;
    let length = DAY;
    const until = (to: number): readonly UsageRow[] => {
      const rows = waiting?.rows.map((row) => ({ ...row, to })) ?? [];
      waiting = null;
      return rows;
    };
    const reader = readRecords((row: UsageRecord) => {
      const label = labelColumn(Object.keys(row)) ?? "";
      const time = textOf(row, label);
      // The line of totals.
      if (time === null || /total$/i.test(time)) return [];
      const from = momentOf({ [label]: momentFrom(time.split(" ")[0]!, style) ?? fieldOf(row, label) }, label, style);
      const rows = Object.keys(row).flatMap((column): UsageRow[] => {
        const heading = headingOf(column);
        if (heading === null || TOTAL.test(column) || !isOfModels(heading.service)) return [];
        const billed = amountOf(row, column, style);
        if (billed === null || billed === 0) return [];
        return [
          {
            ...NOT_STATED,
            from,
            to: from,
            provider: "AWS",
            model: modelOfService(heading.service),
            labels: { service: heading.service },
            billed,
            currency: currencyOf({ currency: heading.currency }, "currency"),
          },
        ];
      });
      if (waiting !== null && from > waiting.from) length = from - waiting.from;
      const done = until(waiting === null ? from : Math.max(waiting.from, from));
      waiting = { from, rows };
      return done;
    });
    // The last line is as long as the one before; a month has its own length.
    return Object.assign(reader, {
      end: () => {
        const from = waiting?.from ?? 0;
        const begin = new Date(from);
        const isMonth = length >= 28 * DAY;
        return {
          rows: until(isMonth ? Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1) : from + length),
          problems: [],
        };
      },
    });
  },
};
