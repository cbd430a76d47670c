import { formatShare } from "#shared/format/chances.ts";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { formatFullDate } from "#shared/format/dates.ts";
import { formatCountedMoney } from "#shared/format/money.ts";
import type { ListedProblem, UsageImport, UsageSummary } from "#shared/usage/answers/answers.ts";
import { NOT_SHOWN } from "#shared/usage/text/fields.ts";
import { overlapSentence } from "#shared/usage/overlaps/overlap.ts";
import { TOKEN_CLASSES, allTokens, type TokenCounts } from "#shared/usage/usageRow.ts";
import { billAgainstList } from "#shared/usage/answers/usageWarnings.ts";
import type { FittedGroup } from "#electron/host/usage/fitGroups.ts";
import { clip, table, wrap } from "#electron/cli/text.ts";

/** What the command line says of exports of usage: the document that `--json` writes. */
export interface ImportDocument {
  readonly schema: "past-april.usage/1";
  readonly files: UsageImport["files"];
  readonly summary: UsageSummary;
  readonly runs: readonly FittedGroup[];
  readonly problems: readonly ListedProblem[];
}

/**
 * What the command line says of exports of usage: what was in the files, in sums; the runs and their curves; warnings;
 * what could not be read. `problems`: how many.
 */
export function importText({ files, summary, runs, problems: listed }: ImportDocument, problems: number): string {
  const parts = [
    wrap(headline(files.length, summary)),
    fileTable(files),
    knownTable(files),
    ...summary.overlaps.map((overlap) => wrap(overlapSentence(overlap), "  ")),
    tokenTable(summary.tokens),
    ...summary.money.map((money) => moneySentence(money, summary.models)),
    modelTable(summary),
    runsSentence(summary),
    runTable(runs),
    ...runs.slice(0, MOST_CURVES).map(curveText),
    ...summary.doubts.map((warning) => wrap(`Warning: ${warning}`, "  ")),
    problemText(listed, problems),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** Rows of a table; the JSON has all. */
const MOST_ROWS = 30;
const MOST_CURVES = 5;
const MOST_PROBLEMS = 20;

function headline(files: number, { rows, period, tokens, users }: UsageSummary): string {
  const inFiles = `${formatCount(rows)} ${rows === 1 ? "row" : "rows"} from ${formatCount(files)} ${files === 1 ? "file" : "files"}`;
  const by = users === 0 ? "" : `, ${formatCount(users)} ${users === 1 ? "user" : "users"}`;
  return `${inFiles}${period === null ? "" : `, ${periodWords(period)}`}${by}: ${formatTokens(allTokens(tokens))} tokens.`;
}

const DAY = 86_400_000;
/** Exports may be of any year, so every date carries its own. */

function periodWords({ from, to }: NonNullable<UsageSummary["period"]>): string {
  // A stretch that ends at midnight ends with the day before.
  const [first, last] = [Math.floor(from / DAY), Math.floor(Math.max(from, to - 1) / DAY)];
  return first === last ? formatFullDate(first) : `${formatFullDate(first)} to ${formatFullDate(last)}`;
}

function fileTable(files: ImportDocument["files"]): string {
  const rows = files
    .slice(0, MOST_ROWS)
    .map(({ name, format, rows: read, known, problems }) => [
      name,
      clip(format ?? "not known", 28),
      formatCount(read),
      formatCount(known),
      formatCount(problems),
    ]);
  return withRest(table(["File", "format", "rows", "again", "refused"], rows), files.length, "files");
}

/** What does not count because it is reported elsewhere, with what it would come to. */
function knownTable(files: ImportDocument["files"]): string {
  const withKnown = files.filter(({ known }) => known > 0);
  if (withKnown.length === 0) return "";
  const rows = withKnown
    .slice(0, MOST_ROWS)
    .map(({ name, known, knownWorth: { tokens, money } }) => [
      name,
      formatCount(known),
      formatTokens(tokens),
      money
        .flatMap(({ currency, billed, list }) =>
          (billed ?? list) === null ? [] : [formatCountedMoney(currency, (billed ?? list)!)],
        )
        .join(", "),
    ]);
  return withRest(
    table(["Counted already, from another file", "rows", "tokens", "money"], rows),
    withKnown.length,
    "files",
  );
}

function withRest(text: string, count: number, what: string): string {
  return count > MOST_ROWS ? `${text}\nand ${formatCount(count - MOST_ROWS)} more ${what}; --json has them all.` : text;
}

const CLASS_NAMES: Readonly<Record<keyof TokenCounts, string>> = {
  input: "Input",
  cacheRead: "Read from a cache",
  cacheWrite: "Written to a cache",
  cacheWriteHour: "Written for an hour",
  output: "Output",
  reasoning: "Reasoning",
};

function tokenTable(tokens: TokenCounts): string {
  const all = allTokens(tokens);
  if (all === 0) return "The files have no tokens, only money.";
  return table(
    ["Tokens", "count", "share"],
    TOKEN_CLASSES.filter((name) => tokens[name] > 0).map((name) => [
      CLASS_NAMES[name],
      formatCount(tokens[name]),
      formatShare(tokens[name] / all),
    ]),
  );
}

function moneySentence(money: UsageSummary["money"][number], models: UsageSummary["models"]): string {
  const { currency, billed, list } = money;
  if (billed === null && list === null) return "";
  const bill =
    billed === null ? `No row in ${currency} says what was billed` : `Billed: ${formatCountedMoney(currency, billed)}`;
  const price = list === null ? "no list price is known" : `${formatCountedMoney(currency, list)} at list price`;
  const difference = billAgainstList(money, models);
  if (difference === null) return wrap(`${bill}; ${price}.`);
  const words =
    Math.abs(difference) < 0.0005
      ? "the same"
      : `${formatShare(Math.abs(difference))} ${difference < 0 ? "below it" : "above it"}`;
  return wrap(`${bill}; ${price}. Where both are known the bill is ${words}.`);
}

function modelTable({ models }: UsageSummary): string {
  const rows = models
    .slice(0, MOST_ROWS)
    .map(({ model, provider, requests, tokens, money: { currency, billed, list }, pricedAs }) => [
      // The same model of two sellers stands twice.
      `${model ?? "not given"}${models.some((other) => other.model === model && other.provider !== provider) ? `, ${provider ?? "seller not given"}` : ""}`,
      requests === null ? "" : formatCount(requests),
      formatTokens(allTokens(tokens)),
      billed === null ? "" : formatCountedMoney(currency, billed),
      list === null ? "" : formatCountedMoney(currency, list),
      clip(pricedAs ?? "", 20),
    ]);
  return withRest(table(["Model", "requests", "tokens", "billed", "list", "priced as"], rows), models.length, "models");
}

function runsSentence({ runs: { named, byPause, single, pauseMinutes } }: UsageSummary): string {
  if (named + byPause + single === 0) return "The files have sums and no single requests, so there are no runs to fit.";
  const parts = [
    ...(named > 0 ? [`${formatCount(named)} named by the export`] : []),
    ...(byPause > 0
      ? [`${formatCount(byPause)} by user and model until a pause of ${formatCount(pauseMinutes)} minutes`]
      : []),
    ...(single > 0 ? [`${formatCount(single)} of one request`] : []),
  ];
  return wrap(`Runs: ${parts.join(", ")}.`);
}

function nameOf({ workload, model }: FittedGroup): string {
  return `${workload === null ? "" : `${workload}, `}${model ?? "model not given"}`;
}

function runTable(runs: readonly FittedGroup[]): string {
  if (runs.length === 0) return "";
  const rows = runs.slice(0, MOST_ROWS).map((group) => {
    const { fit, withOutcome, successes } = group;
    const [curve, mean] = fit.known
      ? [fit.chosen, formatTokens(fit.mean.p10) + " to " + formatTokens(fit.mean.p90)]
      : ["too few", ""];
    return [
      nameOf(group),
      formatCount(group.runs),
      withOutcome === 0 ? "" : formatShare(successes / withOutcome),
      curve,
      mean,
    ];
  });
  return withRest(table(["Runs of", "runs", "right", "curve", "mean, 8 in 10"], rows), runs.length, "groups");
}

function curveText(group: FittedGroup): string {
  const { fit } = group;
  if (!fit.known) return wrap(`${nameOf(group)}: ${fit.words}`, "  ");
  return wrap([`${nameOf(group)}: ${fit.words.verdict}`, ...fit.words.sample, fit.words.moreRuns].join(" "), "  ");
}

const STYLE_OPTIONS =
  'State how days and numbers are written: --columns "day=dmy" (day first) or "day=mdy" (month first), "fraction=comma" or "fraction=point".';

function problemText(listed: ImportDocument["problems"], count: number): string {
  if (count === 0) return "Everything could be read.";
  const lines = listed
    .slice(0, MOST_PROBLEMS)
    .map(({ file, line, reason }) => wrap(`${file}, line ${formatCount(line)}: ${reason}.`, "  "));
  const rest = count - lines.length;
  const isOpen = listed.some(({ reason }) => reason.includes(NOT_SHOWN));
  return [
    `Not read: ${formatCount(count)} ${count === 1 ? "place" : "places"}.`,
    ...lines,
    ...(isOpen ? [wrap(STYLE_OPTIONS, "  ")] : []),
    ...(rest > 0 ? [`and ${formatCount(rest)} more; --json lists up to ${formatCount(1_000)}.`] : []),
  ].join("\n");
}
