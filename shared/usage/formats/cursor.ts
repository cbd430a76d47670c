import { amountOf, countOf, fieldOf, labelsOf, momentOf, textOf, type UsageRecord } from "#shared/usage/text/fields.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import { NO_TOKENS, STANDARD_TERMS, NOT_STATED } from "#shared/usage/usageRow.ts";
import { hasColumns, readRecords, type UsageFormat } from "./reading/format.ts";

/**
 * Cursor's usage events (CSV). The token columns add. `Cost` is a number, "$0.01", "Included" or "Free": drawn from a
 * quota, which bills nothing and is not worthless. Older exports have `Requests` in its place, and the oldest neither
 * `Kind` nor `Max Mode`. Rows that failed have no tokens.
 */
function billedOf(row: UsageRecord, style: TextStyle): number | null {
  const name = ["Cost", "Cost ($)", "Cost (USD)"].find((each) => fieldOf(row, each) !== undefined) ?? "Cost";
  const cost = fieldOf(row, name);
  return typeof cost === "string" && /^(included|free|-)$/i.test(cost) ? 0 : amountOf(row, name, style);
}

export const cursorEvents: UsageFormat = {
  id: "cursor",
  name: "Cursor usage events (CSV)",
  source: "cursor",
  coversWhole: false,
  kind: "table",
  recognise: hasColumns(
    "Date",
    "Model",
    "Input (w/ Cache Write)",
    "Input (w/o Cache Write)",
    "Cache Read",
    "Output Tokens",
  ),
  open: (style) =>
    readRecords((row) => {
      const from = momentOf(row, "Date", style);
      const kind = textOf(row, "Kind") ?? "";
      return [
        {
          ...NOT_STATED,
          from,
          to: from,
          provider: "Cursor",
          model: textOf(row, "Model"),
          run: textOf(row, "Cloud Agent ID"),
          user: textOf(row, "User"),
          labels: { app: "Cursor", ...labelsOf(row, { automation: "Automation ID" }) },
          requests: 1,
          tokens: {
            ...NO_TOKENS,
            input: countOf(row, "Input (w/o Cache Write)", style),
            cacheWrite: countOf(row, "Input (w/ Cache Write)", style),
            cacheRead: countOf(row, "Cache Read", style),
            output: countOf(row, "Output Tokens", style),
          },
          // Without it the window ends where the dearer prices of long prompts begin.
          terms: { ...STANDARD_TERMS, context: /^(no|false)$/i.test(textOf(row, "Max Mode") ?? "") ? "short" : null },
          billed: billedOf(row, style),
          outcome: /error|aborted/i.test(kind) ? "failure" : null,
        },
      ];
    }),
};
