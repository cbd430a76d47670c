import { useEffect, useState, type ReactElement } from "react";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { mainWorkload } from "#shared/forecast/comparison/comparisonDocument.ts";
import { formatCountShort } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoney } from "#shared/format/money.ts";
import { drawnTrials } from "#shared/forecast/comparison/options.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { useReducedMotion } from "#renderer/controls/hooks/useReducedMotion.ts";
import { useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { Compared } from "./differenceCells.ts";

/** Milliseconds from one future to the next (`--future-interval` of the design). */
const INTERVAL = 400;
const TRIALS = 50;
/** Without motion, so many stand beside each other. */
const MULTIPLES = 8;

/** Two scenarios on the same simulated years. */
interface Pair {
  readonly base: Compared;
  readonly other: Compared;
}

/**
 * One trial after another, both scenarios on the same simulated years: how often one beats the other is shown, not
 * stated (Hullman 2015). It plays, pauses and steps; where nothing may move, eight stand beside each other.
 */
export function PlayTrials({ base, other, onClose }: Pair & { readonly onClose: () => void }): ReactElement {
  const { services } = useAppContext();
  const still = useReducedMotion();
  const trials = drawnTrials(
    Math.min(base.answers.trials.spend.length, other.answers.trials.spend.length),
    still ? MULTIPLES : TRIALS,
  );
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(!still);
  const last = trials.length - 1;
  useEffect(() => {
    if (!isPlaying || at >= last) return undefined;
    return services.clock.after(INTERVAL, () => setAt(at + 1));
  }, [services, at, last, isPlaying]);
  const move = (to: number, plays: boolean): void => {
    setAt(to);
    setPlaying(plays);
  };
  const words = still
    ? `${other.name} is cheaper in ${cheaperIn(trials, base, other)} of these ${trials.length} simulated years.`
    : `Simulated year ${at + 1} of ${trials.length}. So far ${soFarWords(trials.slice(0, at + 1), base, other)}.`;
  return (
    <section className="play-trials" aria-label={`${base.name} against ${other.name}, year by year`}>
      <header className="chart-head">
        <h3 className="part-heading">
          <ScenarioDisc index={base.place} /> against <ScenarioDisc index={other.place} />, year by year
        </h3>
        <span className="chart-head-gap" />
        {!still && (
          <>
            <Button
              icon={isPlaying && at < last ? "pause" : "play"}
              onClick={() => move(at >= last ? 0 : at, at >= last || !isPlaying)}
            >
              {at >= last ? "Play again" : isPlaying ? "Pause" : "Play"}
            </Button>
            <IconButton label="Previous year" icon="back" disabled={at === 0} onClick={() => move(at - 1, false)} />
            <IconButton label="Next year" icon="forward" disabled={at >= last} onClick={() => move(at + 1, false)} />
          </>
        )}
        <IconButton label="Close" icon="close" onClick={onClose} />
      </header>
      <div className={still ? "trials-still" : "trials-one"}>
        {(still ? trials : [trials[at]!]).map((trial) => (
          <OneTrial key={trial} base={base} other={other} trial={trial} />
        ))}
      </div>
      <p className="note" role="status" aria-live={isPlaying && at < last ? "off" : "polite"}>
        {words}
      </p>
    </section>
  );
}

function cheaperIn(trials: readonly number[], base: Compared, other: Compared): number {
  return trials.filter((trial) => other.answers.trials.spend[trial]! < base.answers.trials.spend[trial]!).length;
}

function soFarWords(trials: readonly number[], base: Compared, other: Compared): string {
  const richer = trials.filter((trial) => other.answers.trials.netValue[trial]! > base.answers.trials.netValue[trial]!);
  return `${other.name} is cheaper in ${cheaperIn(trials, base, other)} of ${trials.length} and has more net value in ${richer.length}`;
}

/** A simulated year as bars: what each scenario spends and yields in it. */
function OneTrial({ base, other, trial }: Pair & { readonly trial: number }): ReactElement {
  const plan = usePlan();
  const main = mainWorkload(base.answers.forecast);
  const most = Math.max(base.answers.forecast.spend.quantiles.p99, other.answers.forecast.spend.quantiles.p99);
  const outcomesOf = ({ answers }: Compared): number =>
    main === null ? 0 : (answers.trials.outcomes[main]?.[trial] ?? 0);
  const mostOutcomes =
    main === null
      ? 1
      : Math.max(
          1,
          ...[base, other].map(({ answers }) => answers.forecast.workloads[main]?.outcomes.quantiles.p99 ?? 0),
        );
  // Two digits, or as many as show that the two differ.
  const apart = Math.abs(base.answers.trials.spend[trial]! - other.answers.trials.spend[trial]!);
  const digits = Math.max(1, Math.min(significantStep(most, 2), apart > 0 ? significantStep(apart, 1) : Infinity));
  return (
    <div className="future-pair">
      <span className="note">spend</span>
      {[base, other].map((scenario) => (
        <Bar key={scenario.place} place={scenario.place} share={scenario.answers.trials.spend[trial]! / most}>
          {formatMoney(plan.currency, scenario.answers.trials.spend[trial]!, digits)}
        </Bar>
      ))}
      {main !== null && (
        <>
          <span className="note">{pluralOf(plan.workloads[main]?.outcome.unit)}</span>
          {[base, other].map((scenario) => (
            <Bar key={scenario.place} place={scenario.place} share={outcomesOf(scenario) / mostOutcomes}>
              {formatCountShort(outcomesOf(scenario), Math.max(1, significantStep(mostOutcomes, 3)))}
            </Bar>
          ))}
        </>
      )}
    </div>
  );
}

interface BarProps {
  readonly place: number;
  /** Of the longest bar. */
  readonly share: number;
  readonly children: string;
}

function Bar({ place, share, children }: BarProps): ReactElement {
  const theme = useChartTheme();
  const width = `${100 * Math.min(1, share)}%`;
  return (
    <div className="future-bar">
      <ScenarioDisc index={place} />
      <span className="future-track">
        <span className="future-fill" style={{ width, background: scenarioMark(place, theme).color }} />
      </span>
      <span className="figure">{children}</span>
    </div>
  );
}
