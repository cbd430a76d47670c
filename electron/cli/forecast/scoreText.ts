import { actualsVarianceOf, type ActualsVariance } from "#shared/forecast/lookingBack/actualsVariance.ts";
import { formatSignedShare } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyTo, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { monthTotalsOf } from "#shared/forecast/lookingBack/ledger.ts";
import { pooledSentence, scoreLedger, type LedgerScore } from "#shared/forecast/lookingBack/scoreLedger.ts";
import type { Ledger } from "#shared/forecast/lookingBack/ledgerFile.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { plain, table, wrap } from "#electron/cli/text.ts";

/**
 * What `past-april score` answers: the closed months against the plan, and locked forecasts against the closed months.
 */
export interface Scored {
  readonly schema: "past-april.score/1";
  readonly plan: { readonly name: string; readonly hash: string };
  readonly variance: ActualsVariance | null;
  readonly forecasts: readonly LedgerScore[];
}

/** All that `score` says of a plan and its ledger. */
export function scorePlan(plan: ResolvedPlan, hash: string, ledger: Ledger): Scored {
  return {
    schema: "past-april.score/1",
    plan: { name: plan.name, hash },
    variance: actualsVarianceOf(plan),
    forecasts: scoreLedger(ledger, plan.currency, monthTotalsOf(plan)),
  };
}

/** The answers of `score` for a terminal. */
export function scoreText({ variance, forecasts }: Scored, plan: ResolvedPlan): string {
  const parts = [
    ...(variance === null
      ? [wrap("No month is closed yet: the plan has no actuals, and nothing can be scored.")]
      : [varianceText(variance, plan)]),
    ...(forecasts.length === 0
      ? [wrap("No forecast is locked. past-april forecast PLAN --lock FILE locks one.")]
      : [ledgerText(forecasts, plan)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function varianceText(variance: ActualsVariance, plan: ResolvedPlan): string {
  const { workloads, fixedCosts, unassigned, planned, actual, months } = variance;
  const closed = formatDateLong(plan.monthStarts[months]! - 1, plan);
  const group = moneyStyle(plan.currency, Math.max(1, planned, actual));
  const figure = (amount: number): string => moneyAmong(group, amount, significantStep(Math.max(planned, actual), 4));
  const rows = workloads.map(({ id, planned: was, actual: is, parts }) => {
    const name = plan.workloads.find((workload) => workload.id === id)?.name ?? id;
    return [name, ...[was, is, parts.price, parts.volume, parts.tokensPerTask, parts.mix, parts.luck].map(figure)];
  });
  const unsplit = workloads.reduce((sum, { parts }) => sum + parts.unsplit, 0);
  const others = [
    ...(fixedCosts === 0 ? [] : [`Fixed costs differ by ${figure(fixedCosts)}.`]),
    ...(unassigned === 0 ? [] : [`${figure(unassigned)} belongs to nothing in the plan.`]),
    ...(unsplit === 0 ? [] : [`${figure(unsplit)} cannot be split: the tasks of those months are not known.`]),
  ];
  return [
    wrap(
      `Closed to ${closed}: ${formatMoney(plan.currency, actual)} spent, ${formatMoney(plan.currency, planned)} planned.`,
    ),
    table(["Why it differs", "planned", "actual", "price", "volume", "tokens", "mix", "run to run"], rows),
    ...(others.length === 0 ? [] : [wrap(others.join(" "))]),
  ].join("\n");
}

function ledgerText(forecasts: readonly LedgerScore[], plan: ResolvedPlan): string {
  const rows = forecasts.map(({ forecast, all }) => {
    const by = `${forecast.lockedOn} ${plain(forecast.author)}`;
    if (all === null) return [by, formatCount(forecast.closed), "none yet", "", "", "", ""];
    return [
      by,
      formatCount(forecast.closed),
      formatCount(all.months),
      `${formatCount(all.held.p80 * all.months)} of ${formatCount(all.months)}`,
      formatMoneyTo(plan.currency, all.crps, 2),
      all.bias === null ? "" : formatSignedShare(all.bias),
      all.skill === null ? "" : formatSignedShare(all.skill),
    ];
  });
  return [
    wrap(pooledSentence(forecasts)),
    table(["Locked", "closed", "scored", "held 80%", "CRPS", "bias", "skill"], rows),
    wrap("Closed: months known on that day. Skill: share of a straight line's error that the forecast saved."),
  ].join("\n");
}
