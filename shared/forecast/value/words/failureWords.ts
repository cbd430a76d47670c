import type { FailureChances, JointChances } from "#shared/forecast/value/jointChances.ts";
import { formatChance } from "#shared/format/chances.ts";
import { formatMoney } from "#shared/format/money.ts";
import { runsOf, strong, type WordRun } from "#shared/forecast/words/runs.ts";

/**
 * Both ways to fail: "The request of $13.4M lasts the year in 40 of 50 simulated years and the uses pay back in 9 of 50;
 * both happen in 8 of 50."
 *
 * @param goodTo - what the request is known to, money
 */
export function failureRuns(
  { budget, request }: FailureChances,
  about: "budget" | "request",
  currency: string,
  goodTo: number,
): WordRun[] {
  const isRequest = about === "request" && request !== null;
  const chances: JointChances = isRequest ? request : budget;
  const amount = formatMoney(currency, chances.amount, isRequest ? goodTo : 0);
  return runsOf(
    `The ${isRequest ? "request" : "budget"} of `,
    strong(amount),
    " lasts the year in ",
    strong(formatChance(chances.lasts)),
    " simulated years and the uses pay back in ",
    strong(formatChance(chances.pays)),
    "; both happen in ",
    strong(formatChance(chances.both)),
    ".",
  );
}
