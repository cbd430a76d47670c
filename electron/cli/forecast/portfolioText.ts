import type { PortfolioAnswer, PortfolioSpend } from "#shared/forecast/portfolio/portfolioAnswer.ts";
import { formatCount } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { formatMoney, formatStatedMoney } from "#shared/format/money.ts";
import { portfolioSentences } from "#shared/forecast/words/portfolioWords.ts";
import { quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { plain, table, wrap, wrapSentences } from "#electron/cli/text.ts";

/** What the command line says of a portfolio: the joint answer first, then its plans and months. */
export function portfolioText(answer: PortfolioAnswer): string {
  const { plans, trials, seed, notes } = answer;
  const parts = [
    wrapSentences(portfolioSentences(answer)),
    [
      wrap(
        `${plain(answer.name ?? "Portfolio")}: ${formatCount(plans.length)} ${plans.length === 1 ? "plan" : "plans"}, in ${answer.currency}.`,
      ),
      wrap(`${formatCount(trials)} simulated years, the same for all plans, seed ${seed}.`),
    ].join("\n"),
    planTable(answer),
    monthTable(answer),
    notes.map((note) => wrap(note)).join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function planTable({ plans, spend, budget, currency }: PortfolioAnswer): string {
  const row = (name: string, { quantiles, requestError }: PortfolioSpend, own: number, part: number): string[] => [
    name,
    formatStatedMoney(currency, own),
    ...[quantiles.p50, quantiles.p80, quantiles.p95, part].map((amount) =>
      formatMoney(currency, amount, resolutionOf(requestError)),
    ),
  ];
  return table(
    ["Plan", "budget", "middle (50%)", "80%", "95%", "of the request"],
    [
      ...plans.map((plan) => row(plan.name, plan.spend, plan.budget, plan.share)),
      row("Together", spend, budget, spend.request),
    ],
  );
}

function monthTable({ months, currency, trials }: PortfolioAnswer): string {
  if (months === null) return "";
  return table(
    ["Month", "middle (50%)", "80%", "95%"],
    months.map(({ month, quantiles }, i) => [
      formatMonth(month, i === 0 || month.endsWith("-01")),
      ...(["p50", "p80", "p95"] as const).map((name, k) =>
        formatMoney(currency, quantiles[name], quantileGoodTo(quantiles, [0.5, 0.8, 0.95][k]!, trials)),
      ),
    ]),
  );
}
