import type { UsageSummary } from "./answers.ts";

/** From this share on, the bill is so far from list price that a discount or a wrong price must be behind it. */
const FAR_FROM_LIST = 0.05;

/** What is doubtful about the usage that was imported: one sentence each. */
export function usageDoubts({ sources, models, money, runs, rows }: Omit<UsageSummary, "doubts">): string[] {
  const doubts: string[] = [];
  for (const [i, one] of sources.entries()) {
    for (const other of sources.slice(i + 1)) {
      const overlaps = one.from < other.to && other.from < one.to && one.models.some((model) => other.models.includes(model));
      const [both, what] = one.hasTokens && other.hasTokens ? [true, "tokens"] : one.hasMoney && other.hasMoney ? [true, "money"] : [false, ""];
      if (overlaps && both) doubts.push(`“${one.name}” and “${other.name}” tell ${what} of the same models and days: what both have counts twice. Remove one of them if they are about the same work.`);
    }
  }
  for (const { currency, compared } of money) {
    if (compared === null || compared.list <= 0) continue;
    const difference = compared.billed / compared.list - 1;
    if (Math.abs(difference) < FAR_FROM_LIST) continue;
    const percent = `${Math.round(Math.abs(difference) * 100)}%`;
    doubts.push(`Bills in ${currency} are ${percent} ${difference < 0 ? "below" : "above"} list price where both are known: ${difference < 0 ? "a discount, a quota, or prices that are too high" : "a surcharge, dearer tiers, or prices that are too low"}.`);
  }
  const unpriced = models.filter(({ pricedAs, tokens, money: own }) => pricedAs === null && own.list === null && own.billed === null && Object.values(tokens).some((count) => count > 0));
  if (unpriced.length > 0) doubts.push(`${unpriced.length === 1 ? "One model has" : `${unpriced.length} models have`} tokens, no bill and no list price: ${unpriced.slice(0, 5).map(({ model }) => model ?? "without a name").join(", ")}${unpriced.length > 5 ? " and more" : ""}.`);
  if (rows > 0 && money.length > 1) doubts.push(`Money is in ${money.map(({ currency }) => currency).join(" and ")}: amounts of different currencies are not added.`);
  if (runs.single > 0) doubts.push("Some requests name neither a run nor a user: each of them counts as a run of its own, which makes runs look cheaper than they are.");
  return doubts;
}
