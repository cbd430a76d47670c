import * as v from "valibot";
import { issueAt, type Issue } from "#shared/plan/check/issues.ts";
import { readJson } from "#shared/plan/check/json.ts";
import { shapeIssues } from "#shared/plan/check/shapeIssues.ts";
import { currencyCode } from "#shared/plan/schema/model.ts";
import { positive, text, title } from "#shared/plan/schema/parts.ts";

/**
 * A portfolio: a small file that names plans, to be summed on the same simulated years. It holds no figure of a plan:
 * each plan stays its owner's file.
 */
export const PORTFOLIO_SCHEMA = "past-april.portfolio/1";

const partSchema = v.strictObject({
  /** The plan's file, relative to the folder of this one. */
  path: v.pipe(text, v.minLength(1)),
  /** What the part is called; absent: as the plan is. */
  name: v.exactOptional(title),
  /** Id of the plan's scenario that is summed; absent: the plan as it is. */
  scenario: v.exactOptional(title),
});

export const portfolioSchema = v.strictObject({
  /** The version of the file. */
  schema: v.literal(PORTFOLIO_SCHEMA),
  /** What people call the portfolio. */
  name: v.exactOptional(title),
  /** The currency of the sum, by its ISO 4217 code; absent: that of the first plan. */
  currency: v.exactOptional(currencyCode),
  /** Money of the portfolio for one unit of each other currency. */
  rates: v.exactOptional(v.record(currencyCode, positive)),
  /** The joint budget, in money of the portfolio; absent: the budgets of the plans together. */
  budget: v.exactOptional(positive),
  /** How sure the joint request is to be enough, 0 to 1; absent: 0.8. */
  confidence: v.exactOptional(v.pipe(positive, v.ltValue(1))),
  /** The plans, in the order in which they are listed. */
  plans: v.pipe(v.array(partSchema), v.minLength(1), v.maxLength(200)),
});

export type Portfolio = v.InferOutput<typeof portfolioSchema>;

/** A portfolio from the text of its file, or what is wrong with it, each with its JSON pointer. Never throws. */
export function readPortfolio(
  content: string,
): { readonly ok: true; readonly portfolio: Portfolio } | { readonly ok: false; readonly issues: readonly Issue[] } {
  const read = readJson(content);
  if (!read.ok) return read;
  const { document } = read;
  if (!v.is(portfolioSchema, document)) return { ok: false, issues: shapeIssues(portfolioSchema, document) };
  const keys = document.plans.map(({ path, scenario }) => `${path} ${scenario ?? ""}`);
  const again = keys.findIndex((key, i) => keys.indexOf(key) < i);
  if (again < 0) return { ok: true, portfolio: document };
  return {
    ok: false,
    issues: [issueAt(["plans", again], "a plan that is named before", "each plan once: it would be summed twice")],
  };
}
