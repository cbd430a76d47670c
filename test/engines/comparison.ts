import type { DialectName } from "#shared/usage/summary/dialects.ts";
import { ownSource, USUAL_COLUMNS } from "#shared/usage/summary/ownTable.ts";
import { summaryStatement } from "#shared/usage/summary/statement.ts";
import { SUMMARY_COLUMNS, SUMMARY_TEXTS } from "#shared/usage/formats/summaryFormat.ts";
import { sourceOf } from "#electron/cli/commands/usageSql.ts";

/** A month in the middle of the requests, so that both of its edges cut runs. */
const WINDOW = { since: "2026-02-01", until: "2026-02-28" };

/** What of the requests a statement is for; by default the month above, in one query. */
export interface Variant {
  readonly steps?: boolean;
  /** Null: all days. */
  readonly window?: null;
}

/** The statement over the table `own_requests`, step by step. */
export function statementsOf(dialect: DialectName, { steps = false, window }: Variant = {}): string[] {
  const { since, until } = window === null ? { since: null, until: null } : WINDOW;
  const source = ownSource("own_requests", USUAL_COLUMNS);
  return separated(summaryStatement({ dialect, source, since, until, pause: 30, steps }));
}

/** The statement over a table as its maker has it. */
export function sourceStatement(dialect: DialectName, from: "litellm" | "langfuse"): string {
  const source = sourceOf({ kind: from }, dialect);
  return summaryStatement({ dialect, source, since: null, until: null, pause: 30, steps: false });
}

function separated(statements: string): string[] {
  return statements
    .split(";\n")
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

/** The rows of a relation as a summary has them, whatever types they came in. */
export function typed(relation: string): string {
  const columns = SUMMARY_COLUMNS.map(
    (column) => `CAST(${column} AS ${SUMMARY_TEXTS.includes(column) ? "VARCHAR" : "BIGINT"}) AS ${column}`,
  );
  return `(SELECT ${columns.join(", ")} FROM ${relation})`;
}

/** A query of the rows that one relation has and the other does not, either way. */
export function differences(one: string, other: string): string {
  const [a, b] = [typed(one), typed(other)];
  const only = (name: string, these: string, those: string): string =>
    `(SELECT '${name}' AS side, * FROM (FROM ${these} EXCEPT ALL FROM ${those}))`;
  return `${only("in the first alone", a, b)} UNION ALL ${only("in the second alone", b, a)} LIMIT 20`;
}
