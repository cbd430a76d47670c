import { useState, type ReactElement } from "react";
import { formatMoney } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import {
  addScenario,
  deleteScenario,
  describeScenario,
  duplicateScenario,
  MOST_OVERLAID,
  renameScenario,
} from "#shared/plan/scenarios/scenarioEdits.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { scenarioLetter } from "#shared/charts/compare/scenarioMarks.ts";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { useMakeScenario } from "#renderer/state/useMakeScenario.ts";
import { useActivePlan, useApp } from "#renderer/state/useApp.tsx";
import { RouteEditor } from "./RouteEditor.tsx";
import type { ScenarioView } from "./scenarioViews.ts";

export interface ScenarioListProps {
  readonly scenarios: readonly ScenarioView[];
  readonly overlaid: readonly number[];
  readonly onOverlay: (place: number, isOverlaid: boolean) => void;
  /** Brings a scenario to the front of the chart. */
  readonly onPoint: (place: number) => void;
}

/** The scenarios of the plan: which are in the chart, which one is edited, and what can be done with it. */
export function ScenarioList(props: ScenarioListProps): ReactElement {
  const { scenarios } = props;
  const make = useMakeScenario();
  return (
    <section aria-labelledby="scenario-list" className="scenario-list">
      <header>
        <h2 id="scenario-list" className="part-heading">
          Scenarios
        </h2>
        <Button
          icon="plus"
          onClick={() =>
            make("add a scenario", (plan) =>
              addScenario(plan, { name: `Scenario ${scenarioLetter(scenarios.length)}`, change: {} }),
            )
          }
        >
          New scenario
        </Button>
      </header>
      <ul>
        {scenarios.map((scenario) => (
          <ScenarioRow key={scenario.id ?? ""} scenario={scenario} {...props} />
        ))}
      </ul>
      <p className="note">Figures: the request. At most {MOST_OVERLAID} lie in the chart.</p>
    </section>
  );
}

/** A scenario: choose it, put it into the chart; the chosen one opens. */
function ScenarioRow({
  scenario,
  overlaid,
  onOverlay,
  onPoint,
}: Omit<ScenarioListProps, "scenarios"> & { readonly scenario: ScenarioView }): ReactElement {
  const active = useApp((state) => state.activeScenario);
  const select = useApp((state) => state.selectScenario);
  const { id, place, name, answers } = scenario;
  const isActive = id === active;
  const isShown = overlaid.includes(place);
  return (
    <li data-active={isActive || undefined} onPointerEnter={() => onPoint(place)} onFocus={() => onPoint(place)}>
      <div className="scenario-row">
        <button type="button" className="scenario-name" aria-pressed={isActive} onClick={() => select(id)}>
          <ScenarioDisc index={place} />
          <span>{name}</span>
        </button>
        <span className="figure">{requestWords(answers)}</span>
        <label className="scenario-shown">
          <input
            type="checkbox"
            checked={isShown}
            disabled={place === 0 || (!isShown && overlaid.length >= MOST_OVERLAID)}
            onChange={(event) => onOverlay(place, event.target.checked)}
          />
          <span className="visually-hidden">{`${name} in the chart`}</span>
        </label>
      </div>
      {isActive && id !== null && <ScenarioDetail scenario={scenario} id={id} />}
      {isActive && id === null && (
        <p className="note scenario-detail">The plan. The other scenarios are changes of it. Choose one to edit it.</p>
      )}
    </li>
  );
}

/** The request of a scenario; one that stops at its budget has none. */
function requestWords(answers: ScenarioView["answers"]): string {
  if (answers === null) return "being forecast";
  if (answers.facts.budget.atExhaustion === "block") return "stops";
  return formatMoney(answers.facts.currency, answers.forecast.reserve.ask, askGoodTo(answers.forecast));
}

function ScenarioDetail({
  scenario: { name, description },
  id,
}: {
  readonly scenario: ScenarioView;
  readonly id: string;
}): ReactElement {
  const plan = useActivePlan();
  const edit = useApp((state) => state.edit);
  const editActive = useApp((state) => state.editActive);
  const goTo = useApp((state) => state.goTo);
  const make = useMakeScenario();
  const [isRouting, setRouting] = useState(false);
  return (
    <div className="scenario-detail">
      <Field
        label="Name"
        value={name}
        onCommit={(text) => {
          if (text.trim() === "") return "A scenario needs a name.";
          edit(`rename “${name}”`, (before) => renameScenario(before, id, text));
          return null;
        }}
      />
      <Field
        label="Description"
        value={description}
        placeholder="One sentence for later readers"
        onCommit={(text) => {
          edit(`describe “${name}”`, (before) => describeScenario(before, id, text));
          return null;
        }}
      />
      <div className="scenario-actions">
        <Button kind="link" onClick={() => setRouting(!isRouting)}>
          {isRouting ? "Close the route" : "Change a route"}
        </Button>
        <Button kind="link" onClick={() => goTo("workloads")}>
          Change its inputs
        </Button>
        <Button kind="link" onClick={() => make(`copy “${name}”`, (before) => duplicateScenario(before, id))}>
          Duplicate
        </Button>
        <Button kind="link" onClick={() => edit(`delete “${name}”`, (before) => deleteScenario(before, id))}>
          Delete
        </Button>
      </div>
      {isRouting && <RouteEditor plan={plan} onEdit={editActive} />}
    </div>
  );
}
