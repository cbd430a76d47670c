import type { Forecast, Quantiles } from "#shared/forecast/answers/forecast.ts";
import { askErrorOf, QUANTILE_LEVELS, spendErrorOf } from "#shared/forecast/answers/goodTo.ts";
import { chargebackOf } from "#shared/forecast/answers/chargeback.ts";
import { costName } from "#shared/forecast/answers/costWords.ts";
import { costsBesideWork, partsTogether } from "#shared/forecast/answers/parts.ts";
import { answerInBrief } from "#shared/forecast/words/sentences.ts";
import type { Assumption } from "#shared/plan/register/assumptions.ts";
import { byOnPaper, evidenceInLine } from "#shared/plan/register/evidenceWords.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { centresTable, chargebackTable, viewsTable } from "./chargeback/chargebackTables.ts";
import type { NamedTable } from "./csv.ts";
import { assumptionValueWords } from "./assumptionWords.ts";

/** All tables of a budget plan, in the order of its pages. */
export function tablesOf(forecast: Forecast, plan: ResolvedPlan, assumptions: readonly Assumption[]): NamedTable[] {
  return [
    summaryTable(forecast, plan),
    monthsTable(forecast),
    workloadsTable(forecast, plan),
    assumptionsTable(assumptions, plan.currency),
    quantilesTable(forecast),
    ...contractTables(forecast, plan),
  ];
}

/** Chargeback, cost centers and the two views of money, of a plan that has them. */
function contractTables(forecast: Forecast, plan: ResolvedPlan): NamedTable[] {
  const chargeback = chargebackOf(forecast, plan);
  const views = viewsTable(forecast, plan);
  return [
    ...(chargeback === null ? [] : [centresTable(forecast, chargeback), chargebackTable(chargeback)]),
    ...(views === null ? [] : [views]),
  ];
}

const NAMES = QUANTILE_LEVELS.map(([name]) => name);

function figures(quantiles: Quantiles): number[] {
  return NAMES.map((name) => quantiles[name]);
}

function prefixed(prefix: string): string[] {
  return NAMES.map((name) => `${prefix} ${name}`);
}

function summaryTable(forecast: Forecast, plan: ResolvedPlan): NamedTable {
  const { spend, overrun, runOut, reserve, variance } = forecast;
  const { standardError } = spend;
  return {
    name: "Summary",
    columns: ["what", "value", "standard error", "unit"],
    rows: [
      ["answer", answerInBrief(forecast, plan).join(" "), null, null],
      ["plan", forecast.plan.name, null, null],
      ["scenario", forecast.scenario, null, null],
      ["budget", forecast.budget, 0, plan.currency],
      ["ask", reserve.ask, askErrorOf(forecast), plan.currency],
      ["confidence of the request", reserve.confidence, null, "probability"],
      ["base (P50)", reserve.base, standardError.p50, plan.currency],
      ["contingency", reserve.contingency, null, plan.currency],
      ["sum of the parts' own P80", partsTogether(forecast).amount, partsTogether(forecast).error, plan.currency],
      ["mean spend", spend.mean, standardError.mean, plan.currency],
      ["chance to overspend", overrun.probability, overrun.standardError, "probability"],
      ["mean excess of years that overspend", overrun.meanExcess, null, plan.currency],
      ["chance that the budget lasts the year", runOut.never, null, "probability"],
      ["spent in 1 of 10 by", runOut.quantiles.p10, null, "date"],
      ["spent in half by", runOut.quantiles.p50, null, "date"],
      ["spent in 9 of 10 by", runOut.quantiles.p90, null, "date"],
      ["safe until", runOut.safeUntil.date, null, "date"],
      ["share of variance from assumptions", variance.unknowns, null, "share"],
      ["share of variance from run-to-run variation", variance.runToRun, null, "share"],
      ["trials", forecast.trials, null, null],
      ["seed", forecast.seed, null, null],
      ["engine", forecast.engine, null, null],
      ["plan sha256", forecast.plan.hash, null, null],
    ],
  };
}

function monthsTable({ months, runOut }: Forecast): NamedTable {
  return {
    name: "Months",
    columns: [
      "month",
      "spend mean",
      ...prefixed("spend"),
      "cumulative mean",
      ...prefixed("cumulative"),
      "chance spent by month end",
    ],
    rows: months.map(({ month, spend, cumulative }, m) => [
      month,
      spend.mean,
      ...figures(spend.quantiles),
      cumulative.mean,
      ...figures(cumulative.quantiles),
      runOut.byMonthEnd[m]!,
    ]),
  };
}

/** Workloads, then what costs besides: together their means are the year's mean spend. */
function workloadsTable(forecast: Forecast, plan: ResolvedPlan): NamedTable {
  const { workloads } = forecast;
  const columns = [
    "id",
    "name",
    "owner",
    "spend mean",
    ...prefixed("spend"),
    "tasks",
    "attempts",
    "tokens",
    "outcomes",
    "outcome unit",
    "errors",
    "failures",
    "unmet",
    "model cost per outcome",
    "all-in cost per outcome",
    "net value mean",
  ];
  const rows = plan.workloads.map(({ id, name, owner, outcome }) => {
    const { spend, tasks, attempts, tokens, outcomes, errors, failures, unmet, costPerOutcome, netValue } =
      workloads[id]!;
    return [
      id,
      name,
      owner,
      spend.mean,
      ...figures(spend.quantiles),
      tasks.mean,
      attempts.mean,
      tokens.mean,
      outcomes.mean,
      outcome.unit,
      errors.mean,
      failures.mean,
      unmet.mean,
      costPerOutcome.tokens,
      costPerOutcome.loaded,
      netValue.mean,
    ];
  });
  const otherRows = costsBesideWork(forecast).map((cost) => {
    const { id, spend } = cost;
    return [
      id,
      costName(cost, plan),
      null,
      spend.mean,
      ...figures(spend.quantiles),
      ...new Array<null>(columns.length - 4 - NAMES.length).fill(null),
    ];
  });
  return { name: "Workloads", columns, rows: [...rows, ...otherRows] };
}

function assumptionsTable(assumptions: readonly Assumption[], currency: string): NamedTable {
  return {
    name: "Assumptions",
    columns: ["input", "value, 8 chances in 10", "evidence", "source", "by", "date", "owner", "pointer"],
    rows: assumptions.map((assumption) => {
      const { label, evidence, grade, owner, pointer } = assumption;
      const value = assumptionValueWords(assumption, currency);
      return [
        label,
        value,
        grade,
        evidence?.source === undefined ? null : evidenceInLine(evidence.source),
        evidence?.by === undefined ? null : byOnPaper(evidence.by),
        evidence?.date ?? null,
        owner,
        pointer,
      ];
    }),
  };
}

function quantilesTable(forecast: Forecast): NamedTable {
  const { spend } = forecast;
  return {
    name: "Quantiles",
    columns: ["probability", "spend of the year", "standard error"],
    rows: QUANTILE_LEVELS.map(([name, level]) => [level, spend.quantiles[name], spendErrorOf(forecast, level)]),
  };
}
