import { amountOf, DAY, labelsOf, momentOf, textOf } from "../fields.ts";
import { UNTOLD } from "../usageRow.ts";
import { hasColumns, readRecords, type UsageFormat } from "./format.ts";

/** GitHub Copilot's usage (CSV): premium requests until May 2026, AI credits since; `unit_type` tells. It has money and no tokens. */
export const copilotUsage: UsageFormat = {
  id: "github-copilot",
  name: "GitHub Copilot usage (CSV)",
  source: "github-copilot",
  tellsWhole: true,
  kind: "table",
  recognise: hasColumns("date", "sku", "unit_type", "applied_cost_per_quantity", "net_amount"),
  open: (style) => readRecords((row) => {
    const from = momentOf(row, "date");
    const quantity = amountOf(row, "quantity", style);
    const isRequests = textOf(row, "unit_type") === "requests";
    return [{
      ...UNTOLD, from, to: from + DAY, provider: "GitHub", model: textOf(row, "model"), user: textOf(row, "username"),
      labels: labelsOf(row, { organization: "organization", "cost center": "cost_center_name", product: "product", unit: "unit_type" }),
      // Requests are weighted by model: 0.33 of one is a request to a small model.
      requests: isRequests && quantity !== null && Number.isInteger(quantity) && quantity >= 0 ? quantity : null,
      billed: amountOf(row, "net_amount", style), list: amountOf(row, "gross_amount", style),
    }];
  }),
};
