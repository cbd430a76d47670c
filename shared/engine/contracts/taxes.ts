import type { CompiledContracts } from "#shared/engine/compile/compiledContracts.ts";
import type { ContractYear } from "./contractYear.ts";
import { taxRate } from "./modelShares.ts";

/** Tax of the day, in the effective cost and the cash of workloads where the budget includes it (MODEL.md 3.11c). */
export function addTaxes({ taxOf, taxIncluded }: CompiledContracts, { day, byModel }: ContractYear): void {
  for (let w = 0; w < day.tax.length; w++) {
    day.tax[w] = day.effective[w]! * taxRate(taxOf, byModel[w]!);
    if (!taxIncluded) continue;
    day.effective[w] = day.effective[w]! + day.tax[w]!;
    day.cash[w] = day.cash[w]! + day.tax[w]!;
  }
}
