import { useMemo, useState, type ReactElement } from "react";
import { differencesOf, revertDifference } from "#shared/plan/scenarios/scenarioEdits.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { scenarioInWords } from "#shared/report/differences/differenceWords.ts";
import { bridgeAxis, BridgeStrip } from "#shared/charts/compare/BridgeStrip.tsx";
import { scenarioMark } from "#shared/charts/compare/scenarioMarks.ts";
import { csvOf } from "#shared/report/csv.ts";
import type { Bridge, BridgeBar } from "#shared/studies/bridge/bridge.ts";
import { bridgeMoney, bridgeSentence, bridgeTable } from "#shared/studies/bridge/bridgeWords.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import type { ScenarioView } from "./scenarioViews.ts";

/** Changes of one scenario that stand in view before the others are asked for. */
const SHOWN = 4;

/**
 * Every change of the scenarios in view, by scenario: what it is about, what the plan says, struck through, and what
 * the scenario says.
 */
export function WhatDiffers({
  scenarios,
  front,
}: {
  readonly scenarios: readonly ScenarioView[];
  readonly front: number;
}): ReactElement {
  const plan = usePlan();
  const isSound = useApp((state) => state.issues.length === 0);
  const inFront = scenarios.find(({ place, id }) => place === front && id !== null)?.id ?? null;
  const question = useMemo(
    () => (isSound && inFront !== null ? { plan, scenario: inFront } : null),
    [plan, isSound, inFront],
  );
  const study = useStudy("bridge", question);
  const shown = shownStudy(study.state);
  const save = useSaveFile();
  return (
    <section aria-labelledby="what-differs" className="what-differs">
      <h2 id="what-differs" className="part-heading">
        What differs
      </h2>
      {question !== null && <StudyStatus study={study} what="What each change makes" />}
      {scenarios.map(
        (scenario) =>
          scenario.id !== null && (
            <Changes
              key={scenario.id}
              scenario={scenario}
              id={scenario.id}
              changes={changesOf(plan, scenario.id, isSound)}
              bridge={scenario.id === inFront && shown !== null && !shown.isStale ? shown.answer : null}
            />
          ),
      )}
      {shown !== null && !shown.isStale && shown.answer.bars.length > 0 && (
        <p className="note bridge-note">
          {bridgeSentence(shown.answer, plan.currency)}{" "}
          <Button
            kind="link"
            onClick={() =>
              void save("What each change makes.csv", "csv", () =>
                Promise.resolve(new TextEncoder().encode(csvOf(bridgeTable(shown.answer)))),
              )
            }
          >
            Save as CSV
          </Button>
        </p>
      )}
    </section>
  );
}

interface ChangesProps {
  readonly scenario: ScenarioView;
  readonly id: string;
  readonly changes: readonly ShownChange[];
  /** What each change makes of the difference in spend, where it is known. */
  readonly bridge: Bridge | null;
}

const BAR = { width: 84, height: 24 };

function Changes(props: ChangesProps): ReactElement {
  const { scenario, changes } = props;
  const { place, name } = scenario;
  const [showsAll, setShowsAll] = useState(false);
  // One line more costs no more room than the button that would ask for it.
  const shown = showsAll || changes.length <= SHOWN + 1 ? changes : changes.slice(0, SHOWN);
  if (changes.length === 0) {
    return (
      <p className="note unchanged">
        <ScenarioDisc index={place} /> {name} has no changes yet. Choose it, then change a route here or any input on
        Workloads or Prices and contracts.
      </p>
    );
  }
  return (
    <>
      <ul aria-label={`What ${name} changes`}>
        {shown.map((change) => (
          <ChangeItem key={change.pointer} change={change} {...props} />
        ))}
      </ul>
      {shown.length < changes.length && (
        <p className="more-changes">
          <Button kind="link" onClick={() => setShowsAll(true)}>
            {changes.length - shown.length} more changes of {name}
          </Button>
        </p>
      )}
    </>
  );
}

/** A change: what it is instead of what, its effect on spend, and the way back. */
function ChangeItem({
  scenario: { place, name },
  id,
  change: { pointer, label, before, after },
  bridge,
}: Omit<ChangesProps, "changes"> & { readonly change: ShownChange }): ReactElement {
  const plan = usePlan();
  const theme = useChartTheme();
  const edit = useApp((state) => state.edit);
  return (
    <li>
      <ScenarioDisc index={place} />
      <div>
        <p className="figure">{label}</p>
        <p className="note">
          {before !== "" && (
            <>
              <span className="visually-hidden">instead of </span>
              <del>{before}</del>{" "}
            </>
          )}
          <span className="after">{after}</span>
        </p>
      </div>
      {bridge !== null && (
        <BridgeCell
          bar={bridge.bars.find(({ pointers }) => pointers[0] === pointer) ?? null}
          label={label}
          {...bridgeAxis(bridge.bars.map(({ figures }) => figures.spend))}
          currency={plan.currency}
          hue={scenarioMark(place, theme).color}
        />
      )}
      <IconButton
        label={`Remove ${label}`}
        icon="undo"
        onClick={() => edit(`remove ${label} from “${name}”`, (current) => revertDifference(current, id, pointer))}
      />
    </li>
  );
}

interface BridgeCellProps {
  /** Null: its effect is shown with another change's. */
  readonly bar: BridgeBar | null;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly currency: string;
  readonly hue: string;
}

function BridgeCell({ bar, label, from, to, currency, hue }: BridgeCellProps): ReactElement | null {
  const theme = useChartTheme();
  if (bar === null) return <span />;
  const { spend } = bar.figures;
  const figure = bridgeMoney(spend, currency);
  return (
    <span className="bridge-cell">
      <BridgeStrip
        figure={spend}
        from={from}
        to={to}
        {...BAR}
        theme={theme}
        hue={hue}
        sentence={`${label}: ${figure} spend on average, whatever the order of the changes`}
      />
      <strong>{figure}</strong>
    </span>
  );
}

interface ShownChange {
  readonly pointer: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** A plan that is not valid may hold what has no words: then the places are named alone. */
function changesOf(plan: Plan, id: string, isSound: boolean): readonly ShownChange[] {
  if (isSound) return scenarioInWords(plan, id);
  return differencesOf(plan, applyScenario(plan, id)).map(({ pointer }) => ({
    pointer,
    label: pointer,
    before: "",
    after: "changed",
  }));
}
