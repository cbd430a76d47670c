import type { Answers } from "#renderer/state/answers.ts";
import { formatFactor, formatNumber } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoney } from "#shared/format/money.ts";
import { useMemo, useState, type ReactElement } from "react";
import { TokensDensity } from "#shared/charts/inputs/TokensDensity.tsx";
import { attemptTokens, type Effort } from "#shared/forecast/answers/effort.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import {
  impliedShape,
  impliedShapeSentence,
  sigmaOfRatio,
  type RatioMeaning,
} from "#shared/forecast/answers/ratioWizard.ts";
import { setTokens } from "#shared/plan/edits/edits.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useShown } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { withSpread } from "./attemptEdits.ts";

interface Meaning {
  readonly name: string;
  readonly said: string;
  readonly meaning: RatioMeaning;
}

/** The three that are meant most often, then the others. */
const MEANINGS: readonly Meaning[] = [
  {
    name: "Largest gap among 4,000 tasks",
    said: "the largest gap among some 4,000 tasks of 4 runs each, as research papers quote it",
    meaning: { kind: "worst cell", cells: 4000, runs: 4 },
  },
  {
    name: "Top 5% versus bottom 5%",
    said: "1 run in 20 uses more than the high, 1 in 20 less than the low",
    meaning: { kind: "percentiles", low: 0.05, high: 0.95 },
  },
  {
    name: "A typical task, run 4 times",
    said: "the most expensive of 4 runs of an ordinary task compared with the cheapest",
    meaning: { kind: "typical cell", runs: 4 },
  },
];
const MORE_MEANINGS: readonly Meaning[] = [
  {
    name: "Top 1% versus median",
    said: "1 run in 100 uses that many times the median",
    meaning: { kind: "percentiles", low: 0.5, high: 0.99 },
  },
  {
    name: "Most expensive of 1,000 versus median",
    said: "the most expensive of 1,000 runs compared with the median",
    meaning: { kind: "largest of runs", runs: 1000 },
  },
  {
    name: "Top 10% versus bottom 10%",
    said: "1 run in 10 uses more than the high, 1 in 10 less than the low",
    meaning: { kind: "percentiles", low: 0.1, high: 0.9 },
  },
];

/** Which "30 ×" is meant: each reading as a curve, and what this workload would cost then. */
export function RatioPanel({
  id,
  modelId,
  effort,
  hue,
}: {
  readonly id: string;
  readonly modelId: string;
  readonly effort: Effort;
  readonly hue: string;
}): ReactElement {
  const [ratio, setRatio] = useState(30);
  const [showsMore, setShowsMore] = useState(false);
  return (
    <section className="ratio-panel" aria-labelledby="which-ratio">
      <div className="ratio-head">
        <h2 id="which-ratio" className="part-heading">
          You heard that costs vary {formatNumber(ratio)}×. Which comparison was meant?
        </h2>
        <FigureField
          label="How many times"
          value={ratio}
          width={52}
          unit="times"
          check={(value) => (value > 1 && value <= 1e6 ? null : "Type a number above 1, at most a million.")}
          onChange={setRatio}
        />
        <Button kind="link" onClick={() => setShowsMore(!showsMore)}>
          {showsMore ? "Fewer readings" : "Other readings"}
        </Button>
      </div>
      <ul className="ratio-cards">
        {[...MEANINGS, ...(showsMore ? MORE_MEANINGS : [])].map((meaning) => (
          <Reading key={meaning.name} {...{ id, modelId, effort, hue, ratio, meaning }} />
        ))}
      </ul>
      <p className="note">
        A gap within one task shows how its runs differ. Tasks also differ from each other, so a curve of many tasks is
        wider.
      </p>
    </section>
  );
}

interface ReadingProps {
  readonly id: string;
  readonly modelId: string;
  readonly effort: Effort;
  readonly hue: string;
  readonly ratio: number;
  readonly meaning: Meaning;
}

function effortWithSpread(effort: Effort, sigma: number): Effort {
  return { ...effort, attempt: { ...effort.attempt, tokens: withSpread(effort.attempt.tokens, sigma) } };
}

/** The workload's middle spend times a factor, to the digits that it is good to; null: the forecast does not have it. */
function spendWords(forecast: Answers["forecast"], id: string, factor: number, currency: string): string | null {
  const workload = forecast.workloads[id];
  if (workload === undefined) return null;
  const spend = factor * workload.spend.quantiles.p50;
  const goodTo = quantileGoodTo(workload.spend.quantiles, 0.5, knownBy(forecast));
  return formatMoney(currency, spend, Math.max(goodTo, significantStep(spend, 2)));
}

function Reading({ id, modelId, effort, hue, ratio, meaning }: ReadingProps): ReactElement {
  const { plan, make } = usePlanEdits();
  const theme = useChartTheme();
  const shown = useShown();
  // Extremes over thousands of runs are integrated numerically: once, not at every chunk of a forecast.
  const shape = useMemo(() => impliedShape(sigmaOfRatio(ratio, meaning.meaning)), [ratio, meaning]);
  // Spend follows the mean of an attempt; caps and other models of the route are left as they are, so this is near, not
  // exact.
  const factor = useMemo(
    () => attemptTokens(effortWithSpread(effort, shape.sigma)).mean / attemptTokens(effort).mean,
    [effort, shape],
  );
  const spend = shown === null ? null : spendWords(shown.answers.forecast, id, factor, plan.currency);
  const mean = formatFactor(shape.meanOverMiddle);
  return (
    <li className="ratio-card" title={impliedShapeSentence(shape)}>
      <h3 className="ratio-name">{meaning.name}</h3>
      <TokensDensity
        middle={1}
        sigma={shape.sigma}
        low={0.02}
        high={50}
        mean={shape.meanOverMiddle}
        width={148}
        height={44}
        theme={theme}
        hue={hue}
        sentence={impliedShapeSentence(shape)}
      />
      <p className="note">
        {meaning.said}: mean {mean}× the median{spend === null ? "" : `, so this workload about ${spend}`}
      </p>
      <Button
        kind="link"
        onClick={() =>
          make((current) =>
            setTokens(
              current,
              id,
              modelId,
              withSpread(current.workloads[id]!.attempts[modelId]!.tokens, shape.sigma),
              "use a spread",
            ),
          )
        }
      >
        Use this one
      </Button>
    </li>
  );
}
