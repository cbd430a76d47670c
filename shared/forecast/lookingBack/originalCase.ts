import type { Ledger } from "./ledgerFile.ts";
import type { OriginalCase } from "#shared/forecast/value/valueAnswer.ts";

/** The earliest locked plan of a ledger with a case; null: none is locked. Scenarios are no original. */
export function originalIn({ forecasts }: Ledger): OriginalCase | null {
  const earliest = forecasts
    .filter(({ scenario, case: own }) => scenario === null && own !== undefined)
    .toSorted((one, other) => (one.lockedOn < other.lockedOn ? -1 : one.lockedOn > other.lockedOn ? 1 : 0))[0];
  if (earliest === undefined) return null;
  return { hash: earliest.plan.hash, date: earliest.lockedOn, workloads: earliest.case! };
}
