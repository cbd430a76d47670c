import * as v from "valibot";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { formatCountedMoney } from "#shared/format/money.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite());
const line = v.pipe(v.string(), v.maxLength(400));

/** Money of rows in one currency; null: no row says. */
export const rowsMoneySchema = v.strictObject({ currency: line, billed: v.nullable(amount), list: v.nullable(amount) });

export type RowsMoney = v.InferOutput<typeof rowsMoneySchema>;

/** One side of an overlap: what some files report in one shape. */
const sideSchema = v.strictObject({
  /** Names of the files, up to five of them. */
  files: v.array(line),
  /** How many files there are. */
  count,
  /** What its rows are: "by day", "requests"; the source where the sides have different ones. */
  shape: line,
  /** What it says of the work that other sides report too. */
  rows: count,
  tokens: amount,
  money: v.array(rowsMoneySchema),
  /** Whether that counts. */
  counts: v.boolean(),
});

export type OverlapSide = v.InferOutput<typeof sideSchema>;

/** The same work, or work that may be the same, in several reports. */
export const usageOverlapSchema = v.strictObject({
  /** What an answer names it by. */
  key: v.pipe(v.string(), v.maxLength(4_000)),
  /**
   * "open": somebody has to be asked, and nothing of the later import counts until then. "once": one side counts.
   * "both": the sides add.
   */
  state: v.picklist(["open", "once", "both"]),
  /** Whether it was answered, rather than found from the sums. */
  isAnswered: v.boolean(),
  /** Milliseconds since 1970: the time that several cover. */
  from: amount,
  to: amount,
  sides: v.array(sideSchema),
});

export type UsageOverlap = v.InferOutput<typeof usageOverlapSchema>;

/** An answer: the place of the side that counts, or all of them; null: ask again. */
export const overlapAnswerSchema = v.nullable(v.union([v.literal("both"), count]));

export type OverlapAnswer = v.InferOutput<typeof overlapAnswerSchema>;

/** The place of the side that reports most: by tokens, then by money. */
export function fullestSide({ sides }: Pick<UsageOverlap, "sides">): number {
  const money = ({ money: all }: OverlapSide): number =>
    all.reduce((sum, { billed, list }) => sum + (billed ?? list ?? 0), 0);
  return sides.reduce((best, side, i) => {
    const most = sides[best]!;
    return side.tokens > most.tokens || (side.tokens === most.tokens && money(side) > money(most)) ? i : best;
  }, 0);
}

/** "daily.json" and 3 more files. */
export function sideName({ files, count: all, shape }: OverlapSide): string {
  const [first] = files;
  return `“${first ?? "no file"}”${all > 1 ? ` and ${formatCount(all - 1)} more` : ""} (${shape})`;
}

/** What rows come to: "9.7M tokens, $8.58". Money as billed, else at list price. */
export function rowsWorth(tokens: number, money: readonly RowsMoney[]): string {
  const amounts = money.flatMap(({ currency, billed, list }) =>
    billed !== null && billed !== 0
      ? [formatCountedMoney(currency, billed)]
      : list !== null
        ? [`${formatCountedMoney(currency, list)} at list price`]
        : billed !== null
          ? [formatCountedMoney(currency, billed)]
          : [],
  );
  return [`${formatTokens(tokens)} tokens`, ...amounts].join(", ");
}

/** One sentence about an overlap: what is reported twice, and what counts. */
export function overlapSentence(overlap: UsageOverlap): string {
  const { state, sides } = overlap;
  const named = sides.map((side) => `${sideName(side)}: ${rowsWorth(side.tokens, side.money)}`).join("; ");
  if (state === "open")
    return `These reports cover the same days and models and may show the same work, which nothing in them proves: ${named}.`;
  if (state === "both") return `Counted in full, as answered, although the days and models are the same: ${named}.`;
  const [counted, left] = [sides.filter(({ counts }) => counts), sides.filter(({ counts }) => !counts)];
  return `The same work is reported more than once. Counted: ${counted.map(sideName).join(" and ")}. Not counted: ${left.map((side) => `${sideName(side)}, ${rowsWorth(side.tokens, side.money)}`).join("; ")}.`;
}
