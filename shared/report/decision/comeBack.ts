import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { decisionWords } from "#shared/forecast/value/words/ruleWords.ts";
import { runsOf, strong } from "#shared/forecast/words/runs.ts";
import { findUse } from "#shared/forecast/value/words/valueFacts.ts";
import { formatFactor } from "#shared/format/counts.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { epochDayOf } from "#shared/units.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { type Run, emphasised, paperRuns, paperText } from "#shared/report/text.ts";

/**
 * When the decision is due again: decisions on uses of AI, spend that only 1 in 10 trials reach by then, the day it
 * stops being safe, and renewals.
 */
export function comeBack({ forecast, resolved, value }: ReportInput): Run[][] {
  const months = resolved.monthStarts.length - 1;
  const reasons: Run[][] = [];
  for (const month of new Set([Math.ceil(months / 4), Math.ceil(months / 2)])) {
    const { quantiles } = forecast.months[month - 1]!.cumulative;
    // In the last month, or where all trials agree, there is nothing to watch for.
    if (month === months || quantiles.p10 === quantiles.p90) continue;
    const amount = formatMoney(resolved.currency, quantiles.p90, quantileGoodTo(quantiles, 0.9, knownBy(forecast)));
    const day = formatDateLong(resolved.monthStarts[month]! - 1, resolved);
    reasons.push(
      emphasised(`Spend to ${day} above ${amount}: a 1-in-10 case. Re-forecast before the month ends.`, [amount]),
    );
  }
  const renewal = resolved.fixedCosts
    .flatMap(({ name, renewal: event }) => (event === null || event.fromDay <= 0 ? [] : [{ name, ...event }]))
    .toSorted((a, b) => a.fromDay - b.fromDay)[0];
  if (renewal !== undefined && renewal.probability > 0.1) {
    const multiplier = `${formatFactor(uncertainQuantile(renewal.multiplier, 1 - 0.1 / renewal.probability))}×`;
    const day = formatDateLong(resolved.start + renewal.fromDay, resolved);
    reasons.push(
      emphasised(
        `${paperText(renewal.name, 50)} on ${day}: in 1 of 10 simulated years it renews at more than ${multiplier} the price.`,
        [multiplier],
      ),
    );
  }
  const { date } = forecast.runOut.safeUntil;
  if (date !== null && epochDayOf(date) < resolved.monthStarts.at(-1)! - 1) {
    const day = formatDateLong(epochDayOf(date), resolved);
    reasons.push(emphasised(`At the latest on ${day}: until then the budget lasts in 9 of 10 simulated years.`, [day]));
  }
  return [...decisionsDue({ value, resolved }), ...reasons].slice(0, 4);
}

/**
 * The decisions on uses of AI that are due or overdue: each is a day on which the plan is looked at again,
 * the first one first.
 */
function decisionsDue({ value, resolved }: Pick<ReportInput, "value" | "resolved">): Run[][] {
  if (value === null) return [];
  const facts = { answer: value.answer, plan: resolved };
  const byDate = value.answer.decisions.toSorted((one, other) =>
    one.on === other.on ? 0 : (one.on ?? "") < (other.on ?? "") ? -1 : 1,
  );
  return byDate.flatMap(({ workload, state }) => {
    const use = findUse(facts, workload);
    if (use === undefined || (state !== "due" && state !== "overdue")) return [];
    return [paperRuns(runsOf(strong(decisionWords(facts, workload)), `: decide on ${use.workload.name}.`))];
  });
}
