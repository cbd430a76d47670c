import { describeIssue } from "#shared/plan/check/issues.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import contracts from "./contracts.json" with { type: "json" };
import engineering from "./engineering.json" with { type: "json" };
import research from "./research.json" with { type: "json" };
import support from "./support.json" with { type: "json" };
import value from "./value.json" with { type: "json" };

/** A plan to start from: shipped with the product, each number with its evidence, marked `illustrative`. */
export interface Template {
  readonly id: string;
  /** What the choice is called at the first start. */
  readonly name: string;
  /** What it shows, in one sentence. */
  readonly sentence: string;
  /** The plan document as it lies in the file beside this one. */
  readonly document: unknown;
}

export const templates: readonly Template[] = [
  {
    id: "engineering",
    name: "Engineering organization",
    sentence:
      "5,000 engineers adopt coding agents within a month, and a budget of twelve times that month is spent by autumn.",
    document: engineering,
  },
  {
    id: "support",
    name: "Support desk",
    sentence:
      "Chat agents answer customers first. The models are cheap, the tasks are many, and work stops when the budget is spent.",
    document: support,
  },
  {
    id: "research",
    name: "Research team",
    sentence: "Twelve researchers give agents a few long tasks a day, and some runs use fifty times the usual tokens.",
    document: research,
  },
  {
    id: "value",
    name: "Three uses of AI",
    sentence:
      "After half a year one use has reached the accounts, one pilot has no baseline, and one consumes more every month for the same outcomes.",
    document: value,
  },
  {
    id: "contracts",
    name: "Seats and commitments",
    sentence:
      "Four departments share a pool of seats, allowances a person, a prepayment and a commitment, and a model retires in May.",
    document: contracts,
  },
];

/**
 * The plan of a template, through the same checks as any file. Throws if a shipped template has an issue: a test holds
 * that none has.
 */
export function planOfTemplate({ id, document }: Template): Plan {
  const read = checkPlan(document);
  if (!read.ok) throw new Error(`template ${id}: ${read.issues.map(describeIssue).join(" ")}`);
  return read.plan;
}
