import { useMemo, useState, type ReactElement } from "react";
import { differenceTable } from "#shared/charts/compare/DifferenceStrip.tsx";
import { OverlaidFans } from "#shared/charts/compare/OverlaidFans.tsx";
import { overlaidTable } from "#shared/charts/compare/overlaidWords.ts";
import { compareFigures } from "#shared/forecast/answers/comparison.ts";
import { moneyStyle } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { addScenario, MOST_OVERLAID, scenarioBegins } from "#shared/plan/scenarios/scenarioEdits.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { csvOf } from "#shared/report/csv.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { useSaveFile } from "#renderer/controls/useSaveFile.ts";
import { scenarioLetter } from "#shared/charts/compare/scenarioMarks.ts";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme, useIsNarrow } from "#renderer/theme/theme.ts";
import { ComparisonAnswer } from "./ComparisonAnswer.tsx";
import { BothAtOnce } from "./BothAtOnce.tsx";
import type { Compared } from "./differenceCells.ts";
import { differenceRows } from "./differenceRows.ts";
import { DifferencesTable } from "./DifferencesTable.tsx";
import { useMakeScenario } from "#renderer/state/useMakeScenario.ts";
import type { ScenariosPartProps } from "./parts.ts";
import { PlayTrials } from "./PlayTrials.tsx";
import { SavingCost } from "./SavingCost.tsx";
import { ScenarioList } from "./ScenarioList.tsx";
import { type ScenarioView, useScenarioViews } from "./scenarioViews.ts";
import { WhatDiffers } from "./WhatDiffers.tsx";
import "./scenarios.css";

/**
 * Scenarios side by side on the same simulated years: what each spends, yields and leaves, and what makes the
 * difference.
 */
export function CompareView({ switcher }: ScenariosPartProps): ReactElement {
  const views = useScenarioViews();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [pointed, setPointed] = useState<number | null>(null);
  const current = useApp((state) => state.activeScenario);
  const isNarrow = useIsNarrow();

  const wanted = views.filter(({ id }) => id === null || !hidden.has(id)).slice(0, MOST_OVERLAID);
  const overlaid = wanted.map(({ place }) => place);
  // What is pointed at, else the scenario that all screens show, else the first one.
  const active = current === null ? undefined : views.find(({ id }) => id === current)?.place;
  const front =
    [pointed, active].find((place) => typeof place === "number" && overlaid.includes(place)) ?? overlaid[1] ?? 0;
  // Only answers of one and the same plan may be compared.
  const version = views[0]?.answers?.version;
  const known: readonly Compared[] = wanted.flatMap(({ place, name, answers }) =>
    answers !== null && answers.version === version ? [{ place, name, answers }] : [],
  );
  const isStale = wanted.some((view) => view.isStale);
  const others = known.filter(({ place }) => place !== 0);
  // What the answer speaks of: the one in front, and where there is one more, that too.
  const answered = [...others]
    .sort((one, other) => Number(other.place === front) - Number(one.place === front))
    .slice(0, isNarrow || known.length > 3 ? 1 : 2)
    .sort((one, other) => one.place - other.place);

  if (views.length < 2) return <NoScenarios switcher={switcher} />;
  return (
    <div className="scenarios-screen">
      <ComparisonAnswer known={known} compared={answered} />
      {switcher}
      <div className="scenarios-top">
        <Fans wanted={wanted} known={known} front={front} isStale={isStale} onPoint={setPointed} />
        <div className={isStale ? "is-stale" : undefined}>
          <SavingCost known={known} />
        </div>
      </div>
      <div className="scenarios-charts">
        <Differences known={known} isStale={isStale} isStacked={others.length > (isNarrow ? 1 : 2)} />
        <div className={isStale ? "is-stale" : undefined}>
          <BothAtOnce known={known} front={front} />
        </div>
      </div>
      <div className="scenarios-words">
        <WhatDiffers scenarios={wanted} front={front} />
        <ScenarioList
          scenarios={views}
          overlaid={overlaid}
          onPoint={(place) => {
            if (place > 0 && overlaid.includes(place)) setPointed(place);
          }}
          onOverlay={(place, isOverlaid) => {
            const id = views[place]?.id ?? null;
            if (id === null) return;
            const next = new Set(hidden);
            // Those beyond the sixth were never in the chart: hiding them makes the choice explicit.
            for (const view of views) if (view.id !== null && !overlaid.includes(view.place)) next.add(view.id);
            if (isOverlaid) next.delete(id);
            else next.add(id);
            setHidden(next);
          }}
        />
      </div>
    </div>
  );
}

interface FansProps {
  readonly wanted: readonly ScenarioView[];
  readonly known: readonly Compared[];
  readonly front: number;
  readonly isStale: boolean;
  readonly onPoint: (place: number) => void;
}

function Fans({ wanted, known, front, isStale, onPoint }: FansProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [isPlaying, setPlaying] = useState(false);
  const plan = usePlan();
  const changesFrom = useMemo(
    () =>
      firstChange(
        plan,
        known.map(({ place: at }) => at),
      ),
    [plan, known],
  );
  const scenarios = known.map(({ place: at, name, answers }) => ({ place: at, name, outlook: answers.outlook }));
  const legend = wanted.map((scenario) => (
    <button
      key={scenario.place}
      type="button"
      className="legend"
      aria-pressed={scenario.place === front}
      onPointerEnter={() => onPoint(scenario.place)}
      onClick={() => onPoint(scenario.place)}
      onFocus={() => onPoint(scenario.place)}
    >
      <ScenarioDisc index={scenario.place} />
      {scenario.name}
      <span className="visually-hidden">: show in front</span>
    </button>
  ));
  const first = known[0];
  const rival = known.find(({ place: at }) => at === front && at !== 0) ?? known.find(({ place: at }) => at !== 0);
  const chart =
    first === undefined || width === 0 ? (
      <p className="note">Calculating the first results…</p>
    ) : (
      <OverlaidFans
        scenarios={scenarios}
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
  return (
    <div ref={place} className="fans">
      <ChartFrame
        question={
          known.length === 1
            ? "The plan alone"
            : `${COUNTS[known.length] ?? String(known.length)} scenarios, same simulated years`
        }
        lead={<span className="legends">{legend}</span>}
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
        table={() => overlaidTable(scenarios)}
      >
        <div className={isStale ? "is-stale" : ""}>{chart}</div>
      </ChartFrame>
      {isPlaying && first !== undefined && rival !== undefined && (
        <PlayTrials key={rival.place} base={first} other={rival} onClose={() => setPlaying(false)} />
      )}
      {known.length < wanted.length && (
        <p className="note">{`${wanted
          .filter(({ place: at }) => !known.some((one) => one.place === at))
          .map(({ name }) => name)
          .join(", ")}: being calculated.`}</p>
      )}
    </div>
  );
}

/** Day of the year on which the first of these scenarios begins to differ from the plan itself. */
function firstChange(plan: Plan, places: readonly number[]): number {
  return Math.min(...places.filter((at) => at > 0).map((at) => scenarioBegins(plan, scenarioIds(plan)[at - 1]!)));
}

const COUNTS = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

function Differences({
  known,
  isStale,
  isStacked,
}: {
  readonly known: readonly Compared[];
  readonly isStale: boolean;
  /** Each difference stands below its scenario's figure: beside them there is no room. */
  readonly isStacked: boolean;
}): ReactElement {
  const plan = usePlan();
  const save = useSaveFile();
  const compared = useMemo(() => known.filter(({ place }) => place !== 0), [known]);
  const rows = useMemo(
    () => (known.length === 0 ? [] : differenceRows(plan, known, compared)),
    [plan, known, compared],
  );
  const base = known[0];
  const csv = (): Promise<Uint8Array> => {
    const data = known.slice(1).flatMap(({ name, answers }) => {
      const { spend, netValue, benefit, outcomes } = compareFigures(base!.answers.trials, answers.trials);
      const against = `${name} against ${base!.name}`;
      return [
        { what: "spend", against, difference: spend },
        { what: "net value", against, difference: netValue },
        ...(benefit === null ? [] : [{ what: "benefit of the cases", against, difference: benefit }]),
        ...Object.entries(outcomes).map(([id, difference]) => ({ what: `outcomes of ${id}`, against, difference })),
      ];
    });
    return Promise.resolve(new TextEncoder().encode(csvOf(differenceTable(data))));
  };
  return (
    <section aria-labelledby="differences" className={isStale ? "is-stale" : ""}>
      <header className="chart-head">
        <h2 id="differences" className="part-heading">
          Differences, with their uncertainty
        </h2>
        <span className="note">
          Differences of the averages, on the same simulated years. Ranges hold 8 in 10 of them.
        </span>
        <span className="chart-head-gap" />
        <IconButton
          label="Export the differences as CSV"
          icon="export"
          disabled={known.length < 2}
          onClick={() => void save("Differences.csv", "csv", csv)}
        />
      </header>
      {rows.length === 0 ? (
        <p className="note">The differences follow with the first results.</p>
      ) : (
        <div
          className="differences-scroll"
          tabIndex={0}
          role="region"
          aria-label="Figures of the scenarios; scroll sideways for more"
        >
          <DifferencesTable rows={rows} scenarios={known} compared={compared} isStacked={isStacked} />
        </div>
      )}
    </section>
  );
}

function NoScenarios({ switcher }: ScenariosPartProps): ReactElement {
  const make = useMakeScenario();
  return (
    <div className="empty">
      <h1 className="answer">
        Compare scenarios on the same simulated years: what each spends, what it yields, and how often one beats the
        other.
      </h1>
      <p>Add a second scenario: a change of a route, a cap, growth or a price of the plan.</p>
      <Button
        kind="primary"
        onClick={() => make("add a scenario", (plan) => addScenario(plan, { name: "Scenario B", change: {} }))}
      >
        New scenario from A
      </Button>
      {switcher}
    </div>
  );
}
