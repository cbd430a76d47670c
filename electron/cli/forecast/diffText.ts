import { differenceGoodTo, isNoDifference, rangeGoodTo } from "#shared/forecast/comparison/differenceWords.ts";
import { countOf50, formatShare } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyDifference } from "#shared/format/money.ts";
import type { PlanDiff } from "#shared/report/differences/planDiff.ts";
import { averagesSentence, bridgeMoney } from "#shared/studies/bridge/bridgeWords.ts";
import { plain, wrap } from "#electron/cli/text.ts";

/** Changes that are listed before the rest is counted. */
const LISTED = 20;

/** What the command line says of two plans: what it does to the money, then what changed. Markdown that reads as text. */
export function diffText(diff: PlanDiff, currency: string): string {
  if (diff.same) return "The two plans are the same.\n";
  const changes = diff.changes.slice(0, LISTED).map(({ label, before, after }) => `- ${label}: ${before} → ${after}`);
  const more = diff.changes.length - changes.length;
  const listed = [
    ...changes,
    ...(more > 0 ? [`- and ${formatCount(more)} more`] : []),
    ...(diff.changes.length === 0 ? ["- only scenarios or notes, which change no figure of the plan"] : []),
  ];
  return `${sentencesOf(diff, currency)
    .map((line) => wrap(line))
    .join(
      "\n",
    )}\n\nWhat changed:\n${listed.map((line) => wrap(plain(line), "  ")).join("\n")}\n${bridgeText(diff, currency)}`;
}

/** What each change makes of the spend; nothing where it was not asked for. */
function bridgeText({ bridge }: PlanDiff, currency: string): string {
  if (bridge === undefined) return "";
  const bars = bridge.bars.slice(0, LISTED);
  const more = bridge.bars.length - bars.length;
  const lines = [
    ...bars.map(({ label, figures }) => `- ${label}: ${bridgeMoney(figures.spend, currency)}`),
    ...(more > 0 ? [`- and ${formatCount(more)} smaller changes`] : []),
  ];
  const wrapped = lines.map((line) => wrap(plain(line), "  ")).join("\n");
  return `\nWhat each change makes of the spend, on average:\n${wrapped}\n${wrap(averagesSentence(bridge, currency))}\n`;
}

function sentencesOf({ before, after, spend, trials, seed }: PlanDiff, currency: string): string[] {
  const step = Math.max(resolutionOf(before.askError), resolutionOf(after.askError));
  const request = [before, after].map(({ ask }) => formatMoney(currency, ask, step));
  const over = [before, after].map(({ overrun }) => countOf50(overrun.probability));
  const compared = `${formatCount(trials)} simulated years, the same for both plans, seed ${seed}.`;
  if (isNoDifference(spend) && request[0] === request[1])
    return [`The year costs the same: budget ${request[0]!} to be as sure as the plan asks.`, compared];
  const share = formatShare(spend.more);
  const mean = formatMoneyDifference(currency, spend.mean, differenceGoodTo(spend));
  const ends = rangeGoodTo(spend);
  return [
    request[0] === request[1]
      ? `The request stays ${request[0]!}.`
      : `The request goes from ${request[0]!} to ${request[1]!}.`,
    `Spend changes by ${mean} on average, in 8 of 10 simulated years between ${formatMoneyDifference(currency, spend.p10, ends)} and ${formatMoneyDifference(currency, spend.p90, ends)}; it is higher in ${share} of them.`,
    over[0] === over[1]
      ? `The budget is overspent in ${over[0]!} of 50 simulated years, as before.`
      : `The budget is overspent in ${over[1]!} of 50 simulated years; before, in ${over[0]!}.`,
    compared,
  ];
}
