import { compareFigures } from "#shared/forecast/comparison/comparison.ts";
import { foregoneIn, type PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import { worthWords } from "#shared/forecast/comparison/comparisonWords.ts";
import { countDifference, meansInCounts, moneyDifferenceWords } from "#shared/forecast/comparison/differenceWords.ts";
import { mainWorkload } from "#shared/forecast/comparison/comparisonDocument.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { foregoneRuns } from "#shared/forecast/value/words/foregoneWords.ts";
import { runsOf } from "#shared/forecast/words/runs.ts";
import { formatChance } from "#shared/format/chances.ts";
import { formatMoney } from "#shared/format/money.ts";
import { givenUp } from "./givenUp.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { emphasised, paperRuns, paperText, type Run } from "#shared/report/text.ts";

/**
 * Why this policy and not the plan as it is: what the same confidence would cost without it, and what it gives up. Null
 * for the plan itself.
 */
export function chosenReason({ options, resolved, forecast }: ReportInput): Run[] | null {
  const base = options[0];
  const chosen = options.find(({ id }) => id === forecast.scenario);
  if (base === undefined || chosen === undefined || chosen.id === null) return null;
  const { currency } = resolved;
  const comparison = compareFigures(base.trials, chosen.trials);
  const { spend, netValue, outcomes } = comparison;
  const others = options.slice(1).map(({ trials }) => compareFigures(base.trials, trials));
  const askWords = formatMoney(currency, base.forecast.reserve.ask, askGoodTo(base.forecast));
  const cheaper = formatChance(spend.less);
  const worth = worthWords(netValue);
  const main = mainWorkload(base.forecast);
  const lost = main === null ? undefined : outcomes[main];
  const name = resolved.workloads.find(({ id }) => id === main)?.name ?? "";
  const first = resolved.budget.atExhaustion === "block" ? "" : `Without it, the same confidence costs ${askWords}. `;
  const sentence = `${first}On the same simulated years it spends ${moneyDifferenceWords(
    spend,
    currency,
    others.map((each) => each.spend),
  )} on average${spend.same === 1 ? "" : ` and is cheaper in ${cheaper} simulated years`}, ${worth}${
    lost === undefined
      ? ""
      : `, and ${givesWords(
          lost,
          others.flatMap((each) => each.outcomes[main!] ?? []),
          name,
        )}`
  }.`;
  const foregone = foregoneIn(comparison);
  const given = givenUp(base.forecast, chosen.forecast, resolved);
  return [
    ...emphasised(sentence, [askWords, cheaper, formatChance(netValue.more)]),
    ...(given === "" ? [] : [{ text: ` ${given}` }]),
    ...(foregone === null ? [] : paperRuns(runsOf(" It ", ...foregoneRuns(currency, foregone), "."))),
  ];
}

/** "gives up about 9k of 785k outcomes of Agentic coding", "brings about 4k more …": means, as the table has them. */
function givesWords(difference: PairedDifference, row: readonly PairedDifference[], workload: string): string {
  const units = `outcomes of ${paperText(workload, 50)}`;
  const { figure } = countDifference(difference, row);
  if (figure === "same" || figure === "about the same") return `brings as many ${units}`;
  const bare = figure.replace(/^[+−]/, "").replace(/ (less|more)$/, "");
  const count = bare.startsWith("under") ? bare : `about ${bare}`;
  if (difference.mean < 0) return `gives up ${count} of ${meansInCounts(row)[0]!} ${units}`;
  return `brings ${count} more ${units}`;
}
