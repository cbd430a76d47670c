/**
 * The summary of usage that a warehouse makes of its own requests: a few megabytes, whatever it was made of, in which
 * nobody is named. What each part holds is written down at `SUMMARY_PARTS`.
 */
export const SUMMARY_FORMAT = "past-april.usage-summary/1";

/** Runs lie in bins of token counts, each so much wider than the one before. */
export const SUMMARY_GRID = 0.02;
/** Runs of one workload and model that are handed over one by one, at most. */
export const MOST_SAMPLED = 5_000;

/** Tokens by the classes of a summary, in the order of its columns. */
export const SUMMARY_TOKENS = ["input", "cacheread", "cachewrite", "cachewritehour", "output"] as const;

/** Columns of a summary, the same in all of its parts; all but four are whole numbers. */
export const SUMMARY_COLUMNS = [
  "part",
  "period",
  "workload",
  "model",
  "outcome",
  "bin",
  "n",
  "people",
  ...SUMMARY_TOKENS.map((name) => `t_${name}` as const),
  "amount",
  "about",
] as const;

export type SummaryColumn = (typeof SUMMARY_COLUMNS)[number];

/** Columns that hold texts. */
export const SUMMARY_TEXTS: readonly SummaryColumn[] = ["part", "workload", "model", "about"];

/**
 * The parts. Amounts are whole billionths of the currency, so that sums are exact and equal on all engines; days are
 * YYYYMMDD, months YYYYMM, in UTC.
 *
 * - about: one row. `about` says what the file is; `n` requests, `people` who asked, `bin` runs, `period` runs of people
 *   who are known, sums.
 * - day: a day, workload and model. `bin` 1 where the requests had an amount, 2 where that may still change, 0 where they
 *   had none; `n` requests, sums.
 * - present: a day and workload. `people` who asked.
 * - begun: a day and workload. `bin` 0 runs by their own name, 1 by pause, 2 of one request; `n` runs begun.
 * - histogram: a month, workload, model, outcome and `bin` = floor(ln tokens ÷ ln 1.02). `n` runs, sums.
 * - people: a workload. `n` people with `bin` runs on `period` days; `people` counts their runs model by model.
 * - sample: runs of whole tasks, `bin` the number of the task within the file.
 */
export const SUMMARY_PARTS = ["about", "day", "present", "begun", "histogram", "people", "sample"] as const;

/** What the row `about` says. */
export interface SummaryAbout {
  readonly grid: number;
  /** Minutes. */
  readonly pause: number;
  readonly zone: string;
  readonly source: string;
  /** Whether amounts are what was billed, or list prices. */
  readonly amount: "billed" | "list";
  /** ISO 4217. */
  readonly currency: string;
}

/** The text of the row `about`. */
export function aboutText({ grid, pause, zone, source, amount, currency }: SummaryAbout): string {
  return [
    SUMMARY_FORMAT,
    `grid=${grid}`,
    `pause=${pause}`,
    `zone=${zone}`,
    `source=${source}`,
    `amount=${amount}`,
    `currency=${currency}`,
  ].join("; ");
}

/** What the text of the row `about` says, or why this program cannot read it: the end of "the file: …". */
export function readAbout(text: string): SummaryAbout | string {
  const [format = "", ...pairs] = text.split(";").map((part) => part.trim());
  const fields = new Map(
    pairs.map((pair): [string, string] => [pair.split("=")[0]!, pair.slice(pair.indexOf("=") + 1)]),
  );
  if (format !== SUMMARY_FORMAT)
    return `it is a summary of usage of another version (“${format}”); this program reads ${SUMMARY_FORMAT}: make it again with past-april usage-sql`;
  const [grid, pause] = [Number(fields.get("grid")), Number(fields.get("pause"))];
  if (grid !== SUMMARY_GRID)
    return `its histogram has bins of ${fields.get("grid") ?? "unknown width"}, not of ${SUMMARY_GRID}: make it again with past-april usage-sql`;
  const zone = fields.get("zone");
  if (zone !== "UTC")
    return `its days are those of ${zone ?? "an unknown time zone"}, not of UTC: make it again with past-april usage-sql`;
  const [source, amount, currency] = [fields.get("source") ?? "", fields.get("amount"), fields.get("currency") ?? ""];
  if (!(pause >= 1) || source === "" || (amount !== "billed" && amount !== "list") || !/^[A-Z]{3}$/.test(currency))
    return "its row “about” does not say how it was made (pause, source, amount, currency): make it again with past-april usage-sql";
  return { grid, pause, zone, source, amount, currency };
}

/** Whole billionths of a currency in one of it. */
export const BILLIONTHS = 1e9;
