import type { ChartTable } from "#shared/charts/base/table.ts";
import { formatFullDate } from "#shared/format/dates.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Bridge, BridgeFigures } from "#shared/studies/bridge/bridge.ts";
import { bridgeMoney } from "#shared/studies/bridge/bridgeWords.ts";
import { epochDayOf } from "#shared/units.ts";
import { differencesInWords, type DifferenceInWords } from "./differences/differenceWords.ts";

/** An earlier version of a plan, and what each change since then makes of the spend. */
export interface MovedSince {
  /** As a sentence names it: "version 2 of November 12, 2026". */
  readonly name: string;
  readonly before: Plan;
  readonly after: Plan;
  readonly bridge: Bridge;
}

/** A change since the earlier version; several that make no sense apart have one row. */
export interface MovedRow {
  readonly label: string;
  readonly changes: readonly DifferenceInWords[];
  readonly figures: BridgeFigures;
}

/** What an earlier version is called: by its own version and date, else `otherwise`. */
export function versionName({ about = {} }: Plan, otherwise: string): string {
  const { version, date } = about;
  const on = date === undefined ? null : formatFullDate(epochDayOf(date));
  if (version !== undefined) return `version ${version}${on === null ? "" : ` of ${on}`}`;
  return on === null ? otherwise : `the version of ${on}`;
}

/** The bars of the bridge with their changes in words, the largest first. */
export function movedRows({ before, after, bridge }: Omit<MovedSince, "name">): MovedRow[] {
  const words = new Map(differencesInWords(before, after).map((change) => [change.pointer, change]));
  return bridge.bars.map(({ pointers, figures }) => {
    const changes = pointers.map(
      (pointer) => words.get(pointer) ?? { pointer, label: pointer, before: "", after: "changed" },
    );
    return { label: changes.map(({ label }) => label).join(", "), changes, figures };
  });
}

/** "12, now 20": what one change was and is; of several changes their number. */
export function changeWords({ changes }: Pick<MovedRow, "changes">): string {
  const [only] = changes;
  if (only === undefined || changes.length > 1) return `${changes.length} changes together`;
  return `${only.before === "" ? "none" : only.before}, now ${only.after}`;
}

/** How much dearer or cheaper the year became, and which change makes most of it; with the figures in it. */
export function movedSentence({ name, ...moved }: MovedSince): {
  readonly sentence: string;
  readonly figures: readonly string[];
} {
  const { currency } = moved.after;
  const { total } = moved.bridge;
  const rows = movedRows(moved);
  const whole = bridgeMoney(total.spend, currency);
  const largest = rows[0];
  const part = largest === undefined ? "none" : bridgeMoney(largest.figures.spend, currency);
  const count = rows.length === 1 ? "one change" : `${rows.length} changes`;
  const most = largest === undefined || part === "none" ? "" : ` Most moves with ${largest.label}: ${part}.`;
  if (whole === "none")
    return {
      sentence: `On average the year costs as much as in ${name}: ${count} make no difference together.${most}`,
      figures: [],
    };
  const amount = whole.replace(/^[+−]/u, "");
  const direction = total.spend.mean < 0 ? "less" : "more";
  return {
    sentence: `On average the year costs ${amount} ${direction} than in ${name}, by ${count}.${most}`,
    figures: [amount, part],
  };
}

/** Every change in full, and what they sum to. */
export function movedTable(moved: MovedSince): ChartTable {
  const figures = ({ spend: { mean, error, p10, p90 } }: BridgeFigures): number[] => [mean, error, p10, p90];
  return {
    columns: ["change", "before", "now", "spend, mean", "standard error", "10% estimate", "90% estimate"],
    rows: [
      ...movedRows(moved).map(({ label, changes, figures: own }) => [
        label,
        changes.map(({ before }) => before).join("; "),
        changes.map(({ after }) => after).join("; "),
        ...figures(own),
      ]),
      ["all", null, null, ...figures(moved.bridge.total)],
    ],
  };
}
