import { describeAgreement } from "#test/reference/lawTwo/agreement.ts";
import { CONTRACT_PLANS } from "#test/reference/lawTwo/contractPlans.ts";
import type { Comparison, StoredTable } from "#test/reference/lawTwo/figures.ts";

/** A mean that hangs on fewer trials than this has no error to speak of: rare months of a small figure. */
const FEWEST_TRIALS = 12;

/** About how many of the reference's trials a figure differs from 0 in, were it the same in each of them. */
function trialsBehind({ figure }: Comparison, { moments, trials }: StoredTable[string]): number {
  const own = moments[figure.replace(/, (mean|sd)$/, "")];
  if (own === undefined || own.sd === 0) return Infinity;
  return (trials * own.mean ** 2) / (own.mean ** 2 + own.sd ** 2);
}

describeAgreement({
  what: "plans with contracts",
  file: "contractLawTwo.json",
  plans: CONTRACT_PLANS,
  trials: 1000,
  isSure: (comparison, stored) => trialsBehind(comparison, stored) >= FEWEST_TRIALS,
});
