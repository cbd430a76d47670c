import { fieldOf, textOf, type UsageRecord } from "#shared/usage/text/fields.ts";

/**
 * How exports mark money that may still change: a flag ("Estimated"), a state of the bill ("Pending"), or an empty
 * number of the invoice where every closed row has one.
 */
type Mark = "flag" | "final" | "state";

const FLAG = /^(x_?)?(is_?)?(estimated?|preliminary|provisional|unbilled|uninvoiced)$/;
const FINAL = /^(x_?)?(is_?)?(final|finali[sz]ed|invoiced)$/;
const STATE = /^(x_?)?(bill(ing)?_?(period_?)?|invoice_?|charge_?|cost_?|usage_?)(status|state)$/;
const OPEN_STATE =
  "pending|estimated?|provisional|preliminary|unbilled|uninvoiced|not[ _-]?(yet[ _-]?)?(invoiced|billed|final)|open|draft|accruing";
/** What a cell under each mark holds where the money may still change. */
const OPEN: Readonly<Record<Mark, RegExp>> = {
  flag: new RegExp(`^(true|yes|y|${OPEN_STATE})$`, "i"),
  final: /^(false|no|n)$/i,
  state: new RegExp(`^(${OPEN_STATE})$`, "i"),
};

/** Names of columns are few and come with every row; a file with more of them than that is looked at anew. */
const MOST_NAMES = 2_000;
const marks = new Map<string, Mark | null>();

function markOf(column: string): Mark | null {
  const known = marks.get(column);
  if (known !== undefined) return known;
  const name = column
    .slice(0, 80)
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
  const mark = FLAG.test(name) ? "flag" : FINAL.test(name) ? "final" : STATE.test(name) ? "state" : null;
  if (marks.size < MOST_NAMES) marks.set(column, mark);
  return mark;
}

/**
 * Whether a record says of itself that its money may still change. `invoice`: the column that names the invoice of every
 * closed row, where the export has such a one.
 */
export function isPreliminary(row: UsageRecord, invoice: string | null = null): boolean {
  if (invoice !== null && Object.hasOwn(row, invoice) && textOf(row, invoice) === null) return true;
  for (const column in row) {
    const mark = markOf(column);
    if (mark === null) continue;
    const cell = fieldOf(row, column);
    const value = typeof cell === "boolean" ? String(cell) : (textOf(row, column) ?? "");
    if (OPEN[mark].test(value)) return true;
  }
  return false;
}

/** The columns that mark money which may still change, each with what its cells then hold, whatever their case. */
export function preliminaryMarks(columns: readonly string[]): readonly (readonly [column: string, open: RegExp])[] {
  return columns.flatMap((column) => {
    const mark = markOf(column);
    return mark === null ? [] : [[column, OPEN[mark]] as const];
  });
}
