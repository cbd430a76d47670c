import type { ReactElement } from "react";
import { compareFigures } from "#shared/forecast/comparison/comparison.ts";
import { comparisonSentence } from "#shared/forecast/comparison/comparisonWords.ts";
import { foregoneIn } from "#shared/forecast/answers/pairedDifference.ts";
import { foregoneRuns } from "#shared/forecast/value/words/foregoneWords.ts";
import { formatChance } from "#shared/format/chances.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { Emphasised } from "#renderer/controls/Emphasised.tsx";
import { cappedRouteNote } from "#shared/studies/labWords.ts";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { Words } from "#renderer/controls/Words.tsx";
import { usePlan } from "#renderer/state/useApp.tsx";
import type { Compared } from "./differenceCells.ts";

/** The answer of a comparison: what each compared scenario spends and yields against the plan, and what it gives up. */
export function ComparisonAnswer({
  known,
  compared,
}: {
  readonly known: readonly Compared[];
  readonly compared: readonly Compared[];
}): ReactElement {
  const plan = usePlan();
  const base = known[0];
  if (base === undefined) return <h1 className="answer">Calculating the first results…</h1>;
  if (compared.length === 0)
    return <h1 className="answer">Calculating each scenario on the same simulated years as the plan…</h1>;
  const { currency } = base.answers.facts;
  const spends = known.slice(1).map(({ answers }) => compareFigures(base.answers.trials, answers.trials).spend);
  return (
    <h1 className="answer" data-testid="comparison">
      {compared.map(({ place, name, answers }) => {
        const comparison = compareFigures(base.answers.trials, answers.trials);
        const sentence = comparisonSentence(comparison, { base: "A", other: name }, currency, spends);
        const money = /\$?[^\s]+(?= (?:less|more) than)/.exec(sentence)?.[0] ?? "";
        const foregone = foregoneIn(comparison);
        const figures = [money, formatChance(comparison.spend.less), formatChance(comparison.netValue.more)];
        return (
          <span key={place}>
            <ScenarioDisc index={place} size={20} /> <Emphasised sentence={sentence} figures={[...new Set(figures)]} />{" "}
            {foregone !== null && (
              <Words runs={[{ text: "It " }, ...foregoneRuns(currency, foregone), { text: ". " }]} />
            )}
            {cappedRouteNote(plan, scenarioIds(plan)[place - 1]!)}{" "}
          </span>
        );
      })}
    </h1>
  );
}
