import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { partsOfYear } from "#shared/forecast/answers/parts.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { tablesOf } from "#shared/report/exportTables.ts";
import { budgetLines } from "#shared/report/workbook/lines.ts";
import { ABOUT } from "#test/shared/forecast/samples.ts";
import { aContractPlan } from "#test/shared/plan/aContractPlan.ts";

function onBasis(basis: "effective" | "cash"): { plan: Plan; forecast: Forecast } {
  const contracts = aContractPlan();
  const commitments = { acme: { ...contracts.commitments!["acme"]!, from: "2026-11-01", until: "2027-11-01" } };
  const plan: Plan = { ...contracts, commitments, budget: { ...contracts.budget, basis } };
  const resolved = resolvePlan(plan);
  return { plan, forecast: forecastOf(simulateTrials(resolved, 3, 0, 300), resolved, ABOUT) };
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

describe.each(["effective", "cash"] as const)("a plan with contracts whose budget counts %s", (basis) => {
  const { plan, forecast } = onBasis(basis);
  const resolved = resolvePlan(plan);

  it("has parts that sum to the year, seats and lost commitments among them", () => {
    const parts = partsOfYear(forecast);
    expect(sum(parts.map(({ spend }) => spend.mean))).toBeCloseTo(forecast.spend.mean, 6);
    expect(parts.map(({ kind }) => kind)).not.toContain("unassigned");
    expect(parts.map(({ kind }) => kind)).toContain("seats");
  });

  it("has lines of the budget sheet that sum to the middle estimate, and to each month", () => {
    const lines = budgetLines(forecast, resolved);
    expect(sum(lines.map(({ months }) => sum(months)))).toBeCloseTo(forecast.reserve.base, 6);
    const factor = forecast.reserve.base / forecast.spend.mean;
    for (const [m, { spend }] of forecast.months.entries())
      expect(sum(lines.map(({ months }) => months[m]!))).toBeCloseTo(factor * spend.mean, 6);
  });

  it("has a table of all costs that sums to the year", () => {
    const { columns, rows } = tablesOf(forecast, resolved, []).find(({ name }) => name === "Workloads")!;
    const mean = columns.indexOf("spend mean");
    expect(sum(rows.map((row) => Number(row[mean])))).toBeCloseTo(forecast.spend.mean, 6);
    expect(rows.map((row) => row[1])).toContain("Copilot, seats");
  });
});
