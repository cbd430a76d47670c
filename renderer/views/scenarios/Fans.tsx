import { useMemo, useState, type ReactElement } from "react";
import { OverlaidFans } from "#shared/charts/compare/OverlaidFans.tsx";
import { overlaidTable } from "#shared/charts/compare/overlaidWords.ts";
import { moneyStyle } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { scenarioBegins } from "#shared/plan/scenarios/scenarioEdits.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { scenarioLetter } from "#shared/charts/compare/scenarioMarks.ts";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { Compared } from "./differenceCells.ts";
import { PlayTrials } from "./PlayTrials.tsx";
import { type ScenarioView } from "./scenarioViews.ts";

const COUNTS = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

interface FansProps {
  readonly wanted: readonly ScenarioView[];
  readonly known: readonly Compared[];
  readonly front: number;
  readonly isStale: boolean;
  readonly onPoint: (place: number) => void;
}

/** The fans of the scenarios over each other, and the play of two of them. */
export function Fans({ wanted, known, front, isStale, onPoint }: FansProps): ReactElement {
  const [place, width] = useWidth<HTMLDivElement>();
  const [isPlaying, setPlaying] = useState(false);
  const first = known[0];
  const rival = known.find(({ place: at }) => at === front && at !== 0) ?? known.find(({ place: at }) => at !== 0);
  const chart = <FansChart known={known} front={front} width={width} />;
  const missing = wanted.filter(({ place: at }) => !known.some((one) => one.place === at));
  return (
    <div ref={place} className="fans">
      <ChartFrame
        question={
          known.length === 1
            ? "The plan alone"
            : `${COUNTS[known.length] ?? String(known.length)} scenarios, same simulated years`
        }
        lead={<Legends {...{ wanted, front, onPoint }} />}
        {...(rival === undefined
          ? {}
          : {
              aside: (
                <Button
                  icon="play"
                  expanded={isPlaying}
                  onClick={() => setPlaying(!isPlaying)}
                >{`Play A against ${scenarioLetter(rival.place)}`}</Button>
              ),
            })}
        fileName="Scenarios"
        chart={chart}
        table={() => overlaidTable(outlooksOf(known))}
      >
        <div className={isStale ? "is-stale" : ""}>{chart}</div>
      </ChartFrame>
      {isPlaying && first !== undefined && rival !== undefined && (
        <PlayTrials key={rival.place} base={first} other={rival} onClose={() => setPlaying(false)} />
      )}
      {known.length < wanted.length && (
        <p className="note">{`${missing.map(({ name }) => name).join(", ")}: being calculated.`}</p>
      )}
    </div>
  );
}

function outlooksOf(known: readonly Compared[]) {
  return known.map(({ place, name, answers }) => ({ place, name, outlook: answers.outlook }));
}

/** The fans of all scenarios that have answers. */
function FansChart({
  known,
  front,
  width,
}: Pick<FansProps, "known" | "front"> & { readonly width: number }): ReactElement {
  const theme = useChartTheme();
  const plan = usePlan();
  const changesFrom = useMemo(
    () =>
      firstChange(
        plan,
        known.map(({ place }) => place),
      ),
    [plan, known],
  );
  const first = known[0];
  if (first === undefined || width === 0) return <p className="note">Calculating the first results…</p>;
  return (
    <OverlaidFans
      scenarios={outlooksOf(known)}
      changesFrom={changesFrom}
      front={front}
      money={moneyStyle(
        first.answers.facts.currency,
        Math.max(...known.map(({ answers }) => answers.forecast.reserve.ask)),
        Math.max(...known.map(({ answers }) => askGoodTo(answers.forecast))),
      )}
      theme={theme}
      width={width}
      plotHeight={Math.round(Math.min(360, Math.max(260, width * 0.46)))}
    />
  );
}

/** The scenarios by letter and name; one that is pointed at comes to the front. */
function Legends({ wanted, front, onPoint }: Pick<FansProps, "wanted" | "front" | "onPoint">): ReactElement {
  return (
    <span className="legends">
      {wanted.map(({ place, name }) => (
        <button
          key={place}
          type="button"
          className="legend"
          aria-pressed={place === front}
          onPointerEnter={() => onPoint(place)}
          onClick={() => onPoint(place)}
          onFocus={() => onPoint(place)}
        >
          <ScenarioDisc index={place} />
          {name}
          <span className="visually-hidden">: show in front</span>
        </button>
      ))}
    </span>
  );
}

/** Day of the year on which the first of these scenarios begins to differ from the plan itself. */
function firstChange(plan: Plan, places: readonly number[]): number {
  return Math.min(...places.filter((at) => at > 0).map((at) => scenarioBegins(plan, scenarioIds(plan)[at - 1]!)));
}
