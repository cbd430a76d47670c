import { useMemo, useState, type ReactElement } from "react";
import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import { portfolioOf, type PortfolioAnswer } from "#shared/forecast/portfolio/portfolioAnswer.ts";
import { portfolioSentences } from "#shared/forecast/words/portfolioWords.ts";
import { formatChance } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatStatedMoney } from "#shared/format/money.ts";
import { DEFAULT_CONFIDENCE, resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { SEED } from "#renderer/state/forecastSlice.ts";
import type { Preview } from "./usePreviewForecasts.ts";

export interface TogetherProps {
  readonly plans: readonly Preview[];
  /** By the plan's key; what is not there yet is on its way. */
  readonly forecasts: Readonly<Record<string, Answers>>;
}

/** A plan that was chosen, with its forecast. */
interface Chosen extends Preview {
  readonly answers: Answers;
}

/** Several of the reader's plans summed on the same simulated years; nothing with fewer than two. */
export function Together({ plans, forecasts }: TogetherProps): ReactElement | null {
  const [keys, setKeys] = useState<readonly string[]>([]);
  const known = plans.flatMap((plan): Chosen[] => {
    const answers = forecasts[plan.key];
    return answers === undefined ? [] : [{ ...plan, answers }];
  });
  if (known.length < 2) return null;
  const chosen = known.filter(({ key }) => keys.includes(key));
  return (
    <details className="together">
      <summary>Sum several plans</summary>
      <fieldset className="together-choice">
        <legend className="note">Plans to sum, on the same simulated years</legend>
        {known.map(({ key, plan: { name } }) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={keys.includes(key)}
              onChange={(event) =>
                setKeys(event.target.checked ? [...keys, key] : keys.filter((other) => other !== key))
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      {chosen.length < 2 ? <p className="note">Choose at least two.</p> : <Sum chosen={chosen} />}
    </details>
  );
}

function Sum({ chosen }: { readonly chosen: readonly Chosen[] }): ReactElement {
  const summed = useMemo(() => sumOf(chosen), [chosen]);
  if (typeof summed === "string") return <p className="doubt">{summed}</p>;
  return (
    <>
      <p>{portfolioSentences(summed).join(" ")}</p>
      <SumTable answer={summed} chances={chosen.map(({ answers }) => answers.forecast.overrun.probability)} />
      <p className="note">
        {`${formatCount(summed.trials)} simulated years, the same for all plans.`}
        {summed.notes.map((note) => ` ${note}`).join("")}
      </p>
    </>
  );
}

/** `chances`: of each plan, that it is over its own budget. */
function SumTable({
  answer: { plans, spend, budget, currency, lasts },
  chances,
}: {
  readonly answer: PortfolioAnswer;
  readonly chances: readonly number[];
}): ReactElement {
  const rows = [
    ...plans.map((plan, i) => ({ name: plan.name, own: plan.budget, spend: plan.spend, over: chances[i]! })),
    { name: "Together", own: budget, spend, over: 1 - lasts.probability },
  ];
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">Plan</th>
          <th scope="col" className="numeric">
            Budget
          </th>
          <th scope="col" className="numeric">
            Middle (50%)
          </th>
          <th scope="col" className="numeric">
            80% estimate
          </th>
          <th scope="col" className="numeric">
            Over
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, own, spend: { quantiles, requestError }, over }, i) => (
          <tr key={i}>
            <th scope="row">{i === rows.length - 1 ? <strong>{name}</strong> : name}</th>
            <td className="numeric">{formatStatedMoney(currency, own)}</td>
            <td className="numeric">{formatMoney(currency, quantiles.p50, resolutionOf(requestError))}</td>
            <td className="numeric">{formatMoney(currency, quantiles.p80, resolutionOf(requestError))}</td>
            <td className="numeric">{formatChance(over)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The plans summed in the currency of the first; a sentence where they cannot be. */
function sumOf(chosen: readonly Chosen[]): PortfolioAnswer | string {
  const { plan: first } = chosen[0]!;
  const trials = Math.min(...chosen.map(({ answers }) => answers.forecast.trials));
  if (chosen.some(({ answers }) => answers.forecast.trials !== trials)) return "The plans are still being calculated.";
  const rates = chosen.map(({ plan }) => rateOf(first, plan));
  const foreign = chosen.find((_, i) => rates[i] === null);
  if (foreign !== undefined)
    return `${foreign.plan.name} is in ${foreign.plan.currency} and ${first.name} in ${first.currency}: their money cannot be added without a rate. Give ${first.name} a rate of ${foreign.plan.currency} in its settings, or name it in a portfolio file for the command line.`;
  const parts = chosen.map(({ key, plan, answers: { forecast, trials: figures } }, i) => ({
    name: plan.name,
    path: key,
    hash: forecast.plan.hash,
    scenario: null,
    plan: resolvePlan(plan),
    samples: {
      trials,
      spend: figures.spend,
      ...(forecast.reforecast === undefined ? {} : { reforecast: forecast.reforecast }),
    },
    rate: rates[i]!,
  }));
  return portfolioOf(parts, {
    name: null,
    currency: first.currency,
    budget: null,
    confidence: DEFAULT_CONFIDENCE,
    seed: SEED,
    engine: ENGINE_VERSION,
  });
}

/** Money of the first plan for one unit of another's; null: neither says. */
function rateOf(first: Plan, { currency }: Plan): number | null {
  return currency === first.currency ? 1 : (first.currencies?.[currency]?.rate ?? null);
}
