import { focusStatement } from "#shared/usage/summary/focusStatement.ts";
import { LANGFUSE_COLUMNS, langfuseSource } from "#shared/usage/summary/langfuse.ts";
import { LITELLM_COLUMNS, litellmSource } from "#shared/usage/summary/litellm.ts";
import { ownSource, USUAL_COLUMNS } from "#shared/usage/summary/ownTable.ts";
import type { RequestSource } from "#shared/usage/summary/requestSource.ts";
import { summaryStatement } from "#shared/usage/summary/statement.ts";
import type { Command, RequestsFrom } from "#electron/cli/command.ts";
import { DIALECTS, type DialectName } from "#shared/usage/summary/dialects.ts";

/** `past-april usage-sql`: prints the statement that sums up usage in a warehouse, and nothing else. */
export function usageSql({ dialect, from, window, steps }: Extract<Command, { kind: "usage-sql" }>): void {
  process.stdout.write(
    from.kind === "focus"
      ? focusStatement({ dialect, ...window })
      : summaryStatement({ dialect, source: sourceOf(from, dialect), ...window, steps }),
  );
}

/** Langfuse's own ClickHouse keeps the counts of an observation as a map; its exports as JSON. */
const MAPS = ["usage_details", "cost_details"];

/** Where requests lie, as the maker of the table has it. */
export function sourceOf(from: RequestsFrom, dialect: DialectName): RequestSource {
  const tableOf = (table: string, columns: readonly string[]) => ({
    table,
    has: (column: string) => columns.includes(column),
    isStructure: (column: string) => dialect === "clickhouse" && MAPS.includes(column),
  });
  switch (from.kind) {
    case "litellm":
      // Its name has capital letters, so that PostgreSQL wants it quoted.
      return litellmSource(tableOf(DIALECTS[dialect].column("LiteLLM_SpendLogs"), LITELLM_COLUMNS));
    case "langfuse":
      return langfuseSource(tableOf("observations", LANGFUSE_COLUMNS));
    case "table":
      return ownSource(from.name, USUAL_COLUMNS);
  }
}
