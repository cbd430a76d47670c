import { amountOf, countOf, momentOf, objectOf, textOf } from "#shared/usage/text/fields.ts";
import { NO_TOKENS, NOT_STATED } from "#shared/usage/usageRow.ts";
import { hasColumns, readRecords, type UsageFormat } from "./reading/format.ts";

/**
 * Helicone's request export (CSV): one row a request. A run is the session in its properties; a status of 400 and more
 * is a failure.
 */
export const heliconeRequests: UsageFormat = {
  id: "helicone",
  name: "Helicone requests (CSV)",
  source: "helicone",
  coversWhole: false,
  kind: "table",
  recognise: hasColumns("response_id", "request_created_at", "prompt_tokens", "completion_tokens", "cost"),
  open: (style) =>
    readRecords((row) => {
      const from = momentOf(row, "request_created_at");
      const properties = objectOf(row, "request_properties");
      const status = amountOf(row, "response_status", style) ?? 200;
      const labels: Record<string, string> = {};
      for (const name of Object.keys(properties))
        if (!/^Helicone-/i.test(name)) labels[name] = textOf(properties, name) ?? "";
      return [
        {
          ...NOT_STATED,
          from,
          to: from,
          model: textOf(row, "model"),
          run: textOf(properties, "Helicone-Session-Id"),
          user: textOf(row, "request_user_id"),
          id: textOf(row, "response_id"),
          labels,
          requests: 1,
          tokens: {
            ...NO_TOKENS,
            input: countOf(row, "prompt_tokens", style),
            output: countOf(row, "completion_tokens", style),
          },
          list: amountOf(row, "cost", style),
          outcome: status >= 400 || status < 0 ? "failure" : null,
        },
      ];
    }),
};
