import { BILLIONTHS, readAbout, SUMMARY_COLUMNS, SUMMARY_TOKENS, type SummaryAbout } from "./summaryFormat.ts";
import {
  countOf,
  isRecord,
  countOrNull,
  textOf,
  unreadable,
  UnreadableField,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import { allTokens, NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { hasColumns, readEach, type UsageFormat, type UsageReader } from "./reading/format.ts";

/**
 * Summaries of usage that warehouses and `past-april reduce` make: here their days, which are rows as those of other
 * exports. Runs, people and beginnings are taken over by the table itself (summaryCells.ts).
 */
export const usageSummary: UsageFormat = {
  id: "usage-summary",
  name: "Past April usage summary",
  source: "usage-summary",
  coversWhole: true,
  kind: "table",
  recognise: hasColumns(...SUMMARY_COLUMNS),
  open: () => readSummary(),
};

/** The class of the product of each class of a summary. */
const CLASSES: Readonly<Record<(typeof SUMMARY_TOKENS)[number], keyof TokenCounts>> = {
  input: "input",
  cacheread: "cacheRead",
  cachewrite: "cacheWrite",
  cachewritehour: "cacheWriteHour",
  output: "output",
};

/** Labels of the rows of a workload: what rules go by. */
export function summaryLabels(workload: string | null): UsageRow["labels"] {
  return workload === null ? {} : { workload };
}

/** What it cost, of an amount in whole billionths. */
export function summaryMoney(
  { amount: meaning }: SummaryAbout,
  amount: number | null,
): Pick<UsageRow, "billed" | "list"> {
  const money = amount === null ? null : amount / BILLIONTHS;
  return meaning === "billed" ? { billed: money, list: null } : { billed: null, list: money };
}

/** The rows of a file, known when all of it was read, because the row that says what they are may be the last. */
function readSummary(): UsageReader {
  let about: { readonly text: string | null; readonly record: UsageRecord } | null = null;
  const days: UsageRecord[] = [];
  return readEach(
    (record) => {
      if (!isRecord(record)) throw unreadable("the row", record, "cells under the names of the columns");
      const part = textOf(record, "part");
      if (part === "about" && about !== null)
        throw new UnreadableField("it has two rows “about”: two summaries in one file are not read");
      // The reader of a table fills one record again and again.
      if (part === "about") about = { text: textOf(record, "about"), record: { ...record } };
      if (part === "day") days.push({ ...record });
      return [];
    },
    () => {
      if (about === null) throw new UnreadableField("it has no row “about”: it may have been cut off");
      const read = readAbout(about.text ?? "");
      if (typeof read === "string") throw new UnreadableField(read);
      const rows = days.map((record) => dayRow(record, read));
      refuseOtherSums(rows, about.record);
      return rows;
    },
  );
}

/** What the requests of a day were in a summary whose amount may still change. */
export const PRELIMINARY = 2;

function dayRow(record: UsageRecord, about: SummaryAbout): UsageRow {
  const from = dayStart(countOf(record, "period"));
  if (from === null) throw unreadable("period", record["period"], "a day such as 20260131");
  const [workload, model] = [textOf(record, "workload"), textOf(record, "model")];
  const amountState = countOf(record, "bin");
  return {
    ...NOT_STATED,
    from,
    to: from + DAY,
    model,
    id: JSON.stringify([countOf(record, "period"), workload, model, amountState]),
    isPreliminary: amountState === PRELIMINARY,
    labels: summaryLabels(workload),
    requests: countOf(record, "n"),
    tokens: tokensOf(record),
    ...summaryMoney(about, countOrNull(record, "amount")),
    currency: about.currency,
  };
}

function tokensOf(record: UsageRecord): TokenCounts {
  const tokens: Record<keyof TokenCounts, number> = { ...NO_TOKENS };
  for (const name of SUMMARY_TOKENS) tokens[CLASSES[name]] = countOf(record, `t_${name}`);
  return tokens;
}

/** Milliseconds since 1970 of a day YYYYMMDD; null: it is not a day. */
function dayStart(day: number): number | null {
  const text = String(day);
  const time = /^\d{8}$/.test(text)
    ? Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00Z`)
    : Number.NaN;
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10).replaceAll("-", "") === text ? time : null;
}

/** The row “about” has the sums of all days: a file that was cut off has others. */
function refuseOtherSums(rows: readonly UsageRow[], about: UsageRecord): void {
  const requests = rows.reduce((sum, row) => sum + (row.requests ?? 0), 0);
  const tokens = rows.reduce((sum, row) => sum + allTokens(row.tokens), 0);
  if (requests !== countOf(about, "n") || tokens !== allTokens(tokensOf(about)))
    throw new UnreadableField(
      `its days come to ${requests} requests and ${tokens} tokens, and its row “about” says ${countOf(about, "n")} and ${allTokens(tokensOf(about))}: it may have been cut off or changed`,
    );
}
