import { costsBesideWork } from "#shared/forecast/answers/parts.ts";
import { costName, costOwner } from "#shared/forecast/answers/costWords.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** Workloads and what costs besides in full, for the CSV. */
export function workloadsTable(plan: Plan, forecast: Forecast): ChartTable {
  const workloads = Object.entries(plan.workloads).flatMap(([id, { name = id, owner, outcome }]) => {
    const answer = forecast.workloads[id];
    if (answer === undefined) return [];
    const { spend, outcomes, costPerOutcome } = answer;
    return [
      [
        name,
        owner ?? null,
        spend.quantiles.p10,
        spend.quantiles.p50,
        spend.quantiles.p80,
        spend.quantiles.p90,
        spend.mean,
        outcome.unit ?? "outcome",
        outcomes.quantiles.p50,
        costPerOutcome.tokens,
        costPerOutcome.loaded,
      ],
    ];
  });
  const others = costsBesideWork(forecast).map((cost) => {
    const { mean, quantiles } = cost.spend;
    return [
      costName(cost, plan),
      costOwner(cost, plan),
      quantiles.p10,
      quantiles.p50,
      quantiles.p80,
      quantiles.p90,
      mean,
      null,
      null,
      null,
      null,
    ];
  });
  return {
    columns: [
      "workload",
      "owner",
      "10% estimate",
      "middle estimate",
      "80% estimate",
      "90% estimate",
      "mean spend",
      "outcome",
      "outcomes, middle estimate",
      "model cost per outcome",
      "all-in cost per outcome",
    ],
    rows: [...workloads, ...others],
  };
}

export function modelsTable(plan: Plan, forecast: Forecast): ChartTable {
  return {
    columns: ["model", "provider", "mean spend", "mean tokens"],
    rows: Object.entries(forecast.models).map(([id, { spend, tokens }]) => [
      plan.models[id]?.name ?? id,
      plan.models[id]?.provider ?? null,
      spend.mean,
      tokens.mean,
    ]),
  };
}
