import { useState, type ReactElement } from "react";
import { addScenario, MOST_OVERLAID } from "#shared/plan/scenarios/scenarioEdits.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { useIsNarrow } from "#renderer/theme/theme.ts";
import { ComparisonAnswer } from "./ComparisonAnswer.tsx";
import { BothAtOnce } from "./BothAtOnce.tsx";
import type { Compared } from "./differenceCells.ts";
import { useMakeScenario } from "#renderer/state/useMakeScenario.ts";
import type { ScenariosPartProps } from "./parts.ts";
import { SavingCost } from "./SavingCost.tsx";
import { ScenarioList } from "./ScenarioList.tsx";
import { type ScenarioView, useScenarioViews } from "./scenarioViews.ts";
import { WhatDiffers } from "./WhatDiffers.tsx";
import { Differences } from "./Differences.tsx";
import { Fans } from "./Fans.tsx";
import "./scenarios.css";

/**
 * Scenarios side by side on the same simulated years: what each spends, yields and leaves, and what makes the
 * difference.
 */
export function CompareView({ switcher }: ScenariosPartProps): ReactElement {
  const views = useScenarioViews();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [pointed, setPointed] = useState<number | null>(null);
  const isNarrow = useIsNarrow();
  const wanted = views.filter(({ id }) => id === null || !hidden.has(id)).slice(0, MOST_OVERLAID);
  const overlaid = wanted.map(({ place }) => place);
  const front = useFront(views, overlaid, pointed);
  // Only answers of one and the same plan may be compared.
  const version = views[0]?.answers?.version;
  const known: readonly Compared[] = wanted.flatMap(({ place, name, answers }) =>
    answers !== null && answers.version === version ? [{ place, name, answers }] : [],
  );
  const isStale = wanted.some((view) => view.isStale);
  const others = known.filter(({ place }) => place !== 0);

  if (views.length < 2) return <NoScenarios switcher={switcher} />;
  return (
    <div className="scenarios-screen">
      <ComparisonAnswer known={known} compared={answeredOf(others, front, isNarrow || known.length > 3 ? 1 : 2)} />
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
            if (id !== null) setHidden(hiddenWith(hidden, { views, overlaid }, id, isOverlaid));
          }}
        />
      </div>
    </div>
  );
}

/** The scenario in front: what is pointed at, else the one that all screens show, else the first one. */
function useFront(views: readonly ScenarioView[], overlaid: readonly number[], pointed: number | null): number {
  const current = useApp((state) => state.activeScenario);
  const active = current === null ? undefined : views.find(({ id }) => id === current)?.place;
  return [pointed, active].find((place) => typeof place === "number" && overlaid.includes(place)) ?? overlaid[1] ?? 0;
}

/** What the answer speaks of: the one in front, and where there is room for more, others in their order. */
function answeredOf(others: readonly Compared[], front: number, most: number): Compared[] {
  return [...others]
    .sort((one, other) => Number(other.place === front) - Number(one.place === front))
    .slice(0, most)
    .sort((one, other) => one.place - other.place);
}

/** The scenarios that are taken out of the chart, with one put in or taken out. */
function hiddenWith(
  hidden: ReadonlySet<string>,
  { views, overlaid }: { readonly views: readonly ScenarioView[]; readonly overlaid: readonly number[] },
  id: string,
  isOverlaid: boolean,
): ReadonlySet<string> {
  const next = new Set(hidden);
  // Those beyond the sixth were never in the chart: hiding them makes the choice explicit.
  for (const view of views) if (view.id !== null && !overlaid.includes(view.place)) next.add(view.id);
  if (isOverlaid) next.delete(id);
  else next.add(id);
  return next;
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
