import { expect } from "vitest";
import type { Samples } from "#shared/engine/samples.ts";
import { costLines, type CostLine } from "#shared/forecast/answers/costLines.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** Expects what cost centers bear to sum to the whole in every trial: of the year, and of each month. */
export function expectCentresToSum(samples: Samples, plan: ResolvedPlan): void {
  const contracts = samples.contracts!;
  const lines = costLines(samples, contracts, plan);
  expectSum(lines, (line) => line.year, contracts.effective);
  if (plan.costCentres.length === 0) return;
  for (const [m, whole] of contracts.effectiveMonths.entries()) expectSum(lines, (line) => line.month(m), whole);
}

function expectSum(lines: readonly CostLine[], moneyOf: (line: CostLine) => Float64Array, whole: Float64Array): void {
  const sum = new Float64Array(whole.length);
  for (const line of lines)
    for (const share of line.shares.values())
      moneyOf(line).forEach((money, t) => (sum[t]! += money * (typeof share === "number" ? share : share[t]!)));
  for (const [t, money] of whole.entries()) expect(Math.abs(sum[t]! - money)).toBeLessThan(1e-9 * (money + 1));
}
