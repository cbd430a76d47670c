import { formatCount } from "#shared/format/counts.ts";
import { digitsKept, resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyDifference } from "#shared/format/money.ts";
import type { Bridge, BridgeFigure } from "./bridge.ts";

/** "−$1.1M", with the digits that its error allows, and at least one. */
export function bridgeMoney({ mean, error }: BridgeFigure, currency: string): string {
  const size = Math.abs(mean);
  if (size < 0.005) return "none";
  return formatMoneyDifference(currency, mean, digitsKept(mean, resolutionOf(error)));
}

/** What the bars of a bridge are, and their whiskers. */
export function bridgeSentence(bridge: Bridge, currency: string): string {
  return `${averagesSentence(bridge, currency)} Whiskers hold 8 in 10 simulated years.`;
}

/** "Averages over 2,000 simulated years, and add up exactly in any order (−$1.7M)." */
export function averagesSentence({ total, trials, orders }: Omit<Bridge, "bars">, currency: string): string {
  const sum = formatMoney(currency, Math.abs(total.spend.mean), resolutionOf(total.spend.error));
  const how =
    orders === null
      ? "and add up exactly in any order"
      : `over ${formatCount(orders)} orders of the changes, and add up exactly`;
  return `Averages over ${formatCount(trials)} simulated years, ${how} (${total.spend.mean < 0 ? "−" : "+"}${sum}).`;
}

/** Every bar in full, and what they sum to. */
export function bridgeTable({ bars, total }: Bridge): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
} {
  const figures = ({ spend, netValue, outcomes }: Bridge["total"]): number[] =>
    [spend, netValue, outcomes].flatMap(({ mean, error, p10, p90 }) => [mean, error, p10, p90]);
  const heads = ["spend", "net value", "outcomes"].flatMap((what) => [
    `${what}, mean`,
    `${what}, standard error`,
    `${what}, 10% estimate`,
    `${what}, 90% estimate`,
  ]);
  return {
    columns: ["change", ...heads],
    rows: [
      ...bars.map(({ pointers, figures: own }) => [pointers.join(" "), ...figures(own)]),
      ["all", ...figures(total)],
    ],
  };
}
