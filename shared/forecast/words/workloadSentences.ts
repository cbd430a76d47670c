import { formatShare } from "#shared/format/chances.ts";
import { formatTokens } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import { formatMoney, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";

/** A stretch of a sentence; key figures are set in bold. */
export interface Words {
  readonly text: string;
  readonly isKey?: boolean;
}

/** What the attempts of a workload use with its first model: median tokens, and the share of cost of the top tenth. */
export interface TokenWords {
  readonly median: number;
  readonly dearestTenth: number;
}

/**
 * "Agentic coding takes $6.0M of the year's $11.2M; in 8 of 10 simulated years $4.3M to $8.4M. Half of its attempts use
 * under 2.8M tokens; the most expensive 10% account for 42% of its cost."
 */
export function workloadSentence(
  forecast: Forecast,
  currency: string,
  workloadId: string,
  name: string,
  tokens: TokenWords | null,
): Words[] {
  const workload = forecast.workloads[workloadId];
  if (workload === undefined) return tokens === null ? [] : tokensSentence(`the attempts of ${name}`, tokens);
  const { quantiles } = workload.spend;
  const goodTo = (level: number): number => quantileGoodTo(quantiles, level, knownBy(forecast));
  const yearGoodTo = quantileGoodTo(forecast.spend.quantiles, 0.5, knownBy(forecast));
  const group = moneyStyle(currency, quantiles.p90, goodTo(0.9));
  return [
    { text: `${name} takes ` },
    { text: moneyAmong(group, quantiles.p50, goodTo(0.5)), isKey: true },
    {
      text: ` of the year's ${formatMoney(currency, forecast.spend.quantiles.p50, yearGoodTo)}; in 8 of 10 simulated years ${moneyAmong(group, quantiles.p10, goodTo(0.1))} to ${moneyAmong(group, quantiles.p90, goodTo(0.9))}. `,
    },
    ...(tokens === null ? [] : tokensSentence("its attempts", tokens)),
  ];
}

function tokensSentence(attempts: string, { median, dearestTenth }: TokenWords): Words[] {
  return [
    {
      text: `Half of ${attempts} use under ${formatTokens(significant(median, 2))} tokens; the most expensive 10% account for `,
    },
    { text: formatShare(dearestTenth), isKey: true },
    { text: " of its cost." },
  ];
}

/** A workload's middle and its error, for a list: "$6.0M". */
export function workloadFigure(forecast: Forecast, currency: string, workloadId: string): string | null {
  const workload = forecast.workloads[workloadId];
  if (workload === undefined) return null;
  return formatMoney(
    currency,
    workload.spend.quantiles.p50,
    quantileGoodTo(workload.spend.quantiles, 0.5, knownBy(forecast)),
  );
}
