import { countOf50 } from "#shared/format/chances.ts";
import { useEffect, useMemo, useState, type ReactElement } from "react";
import { TrialMonths } from "#shared/charts/runOut/TrialMonths.tsx";
import { trialMonthsMarks, trialMonthsTable } from "#shared/charts/runOut/trialMonthWords.ts";
import { RankStrip } from "#shared/charts/inputs/RankStrip.tsx";
import { DEFAULT_CONFIDENCE, resolvePlan } from "#shared/plan/defaults.ts";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { driverWords, trialEvents, trialSentence, mainDrawn } from "#shared/studies/driverWords.ts";
import { drawnMonths } from "#shared/studies/trialParts.ts";
import type { TrialStory } from "#shared/studies/trialStory.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useReducedMotion } from "#renderer/controls/hooks/useReducedMotion.ts";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useApp, useAppContext, useForecastState } from "#renderer/state/useApp.tsx";
import { shownAnswers } from "#renderer/state/answers.ts";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";

/** Milliseconds from a month of a replay to the next. */
const MONTH_TIME = 400;
const MOST_DRAWN = 7;

type Pick = "cheap" | "middle" | "ask" | "expensive";

/**
 * One trial month by month: what it drew, what happened when, and the month the budget was spent. Replayable; it is the
 * very trial of the forecast.
 */
export function OneTrial({ plan, scenario }: { readonly plan: Plan; readonly scenario: string | null }): ReactElement {
  const rank = useApp((state) => state.trialRank);
  const answers = shownAnswers(useForecastState(scenario))?.answers ?? null;
  const confidence = (scenario === null ? plan : applyScenario(plan, scenario)).budget.confidence ?? DEFAULT_CONFIDENCE;
  return (
    <TrialAt
      plan={plan}
      scenario={scenario}
      at={rank ?? confidence}
      confidence={confidence}
      topMonth={Math.max(0, ...(answers?.forecast.months.map(({ spend }) => spend.quantiles.p95) ?? []))}
    />
  );
}

interface TrialAtProps {
  readonly plan: Plan;
  readonly scenario: string | null;
  /** Share of all trials that are cheaper. */
  readonly at: number;
  readonly confidence: number;
  /** Money: a month that only few trials exceed. */
  readonly topMonth: number;
}

function TrialAt({ plan, scenario, at, confidence, topMonth }: TrialAtProps): ReactElement {
  const look = useApp((state) => state.lookAtTrial);
  const question = useMemo(() => ({ plan, scenario, rank: at }), [plan, scenario, at]);
  const study = useStudy("trial", question);
  const ranks: Readonly<Record<Pick, number>> = { cheap: 0.1, middle: 0.5, ask: confidence, expensive: 0.95 };
  const shown = shownStudy(study.state);
  const chosen = (Object.keys(ranks) as Pick[]).find((one) => Math.abs(ranks[one] - at) < 1e-9) ?? null;
  const step = 1 / (shown?.answer.trials ?? 10_000);
  return (
    <div className="one-future">
      {shown === null ? (
        <StudyStatus study={study} what="One simulated year, month by month" />
      ) : (
        <Story
          story={shown.answer}
          isStale={shown.isStale}
          plan={plan}
          scenario={scenario}
          topMonth={topMonth}
          aside={
            <>
              <IconButton label="Next cheaper year" icon="back" onClick={() => look(Math.max(0, at - step))} />
              <IconButton
                label="Next more expensive year"
                icon="forward"
                onClick={() => look(Math.min(1, at + step))}
              />
              <Segmented
                label="Which simulated year"
                options={[
                  { value: "cheap" as const, label: "cheap" },
                  { value: "middle" as const, label: "middle" },
                  { value: "ask" as const, label: "the request" },
                  { value: "expensive" as const, label: "expensive" },
                ]}
                value={chosen ?? ("" as Pick)}
                onChange={(pick) => look(ranks[pick])}
              />
            </>
          }
        />
      )}
    </div>
  );
}

interface StoryProps {
  readonly story: TrialStory;
  readonly isStale: boolean;
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly topMonth: number;
  readonly aside: ReactElement;
}

/** The words and rows of a story: what happened when, what it drew. */
function useStoryParts(plan: Plan, scenario: string | null, story: TrialStory) {
  return useMemo(() => {
    const active = scenario === null ? plan : applyScenario(plan, scenario);
    return {
      resolved: resolvePlan(active),
      ...drawnMonths(story),
      events: trialEvents(active, story),
      drawn: mainDrawn(story.drawn, MOST_DRAWN),
      words: driverWords(active),
    };
  }, [plan, scenario, story]);
}

function Story({ story, isStale, plan, scenario, topMonth, aside }: StoryProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const replay = useReplay(story);
  const { resolved, parts, months, events, drawn, words } = useStoryParts(plan, scenario, story);
  const index = scenario === null ? 0 : scenarioIds(plan).indexOf(scenario) + 1;
  const hue = theme.color.scenarios[index] ?? theme.color.ink3;
  const input = {
    months,
    parts: parts.map(({ name }) => name),
    hasHollow: parts.at(-1)?.isHollow === true,
    currency: plan.currency,
    budget: story.budget,
    start: resolved.start,
    spentOn: story.spentOn,
    events,
    top: 1.12 * Math.max(topMonth, ...months.map(({ spend }) => spend)),
    theme,
    hue,
    width,
    plotHeight: 190,
  };
  return (
    <div className={isStale ? "future-parts is-stale" : "future-parts"}>
      <ChartFrame
        question="One simulated year, month by month"
        note={trialSentence(story, plan)}
        fileName={`${plan.name}, simulated year ${story.place}`}
        chart={<TrialMonths {...input} shown={months.length} />}
        table={() => trialMonthsTable(input)}
        marks={() => trialMonthsMarks(input)}
        aside={
          <>
            <Button icon={replay.isPlaying ? "pause" : "play"} onClick={replay.toggle}>
              {replay.isPlaying ? "Pause" : replay.canPlay ? "Replay" : "Next month"}
            </Button>
            {aside}
          </>
        }
      >
        <div className="future">
          <DrawnTable drawn={drawn} words={words} hue={hue} />
          <div ref={place}>{width > 0 && <TrialMonths {...input} shown={replay.shown} />}</div>
        </div>
      </ChartFrame>
    </div>
  );
}

/** What the year drew that moved it most: each value, and how high it lies among all years. */
function DrawnTable({
  drawn,
  words,
  hue,
}: {
  readonly drawn: ReturnType<typeof mainDrawn>;
  readonly words: ReturnType<typeof driverWords>;
  readonly hue: string;
}): ReactElement {
  const theme = useChartTheme();
  return (
    <table className="table drawn-table">
      <thead>
        <tr>
          <th scope="col">Values in this simulated year</th>
          <th scope="col" className="drawn-strip">
            <span>low</span>
            <span>high</span>
          </th>
          <th scope="col" className="numeric">
            value
          </th>
        </tr>
      </thead>
      <tbody>
        {drawn.map(({ unknown, value, rank }) => (
          <tr key={unknown.id}>
            <th scope="row" title={words.name(unknown)}>
              {words.name(unknown)}
            </th>
            <td>
              <RankStrip
                rank={rank}
                width={72}
                height={20}
                theme={theme}
                hue={hue}
                sentence={`above ${countOf50(rank)} of 50`}
              />
            </td>
            <td className="numeric figure">{words.value(unknown, value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Replay {
  readonly shown: number;
  readonly isPlaying: boolean;
  /** Months may move by themselves; else a press shows the next. */
  readonly canPlay: boolean;
  readonly toggle: () => void;
}

/** Lets the months of a story come one after the other. Without motion each press brings one. */
function useReplay(story: TrialStory): Replay {
  const { services } = useAppContext();
  const canPlay = !useReducedMotion();
  const all = story.months.length;
  const [at, setAt] = useState<{
    readonly story: TrialStory;
    readonly shown: number;
    readonly isPlaying: boolean;
  } | null>(null);
  const own = at?.story === story ? at : null;
  const shown = own?.shown ?? all;
  const isPlaying = own?.isPlaying === true && shown < all;
  useEffect(() => {
    if (!isPlaying) return undefined;
    return services.clock.after(MONTH_TIME, () => setAt({ story, shown: shown + 1, isPlaying: true }));
  }, [services, story, shown, isPlaying]);
  return {
    shown,
    isPlaying,
    canPlay,
    toggle: () => {
      if (!canPlay) setAt({ story, shown: shown >= all ? 1 : shown + 1, isPlaying: false });
      else if (isPlaying) setAt({ story, shown, isPlaying: false });
      else setAt({ story, shown: shown >= all ? 1 : shown, isPlaying: true });
    },
  };
}
