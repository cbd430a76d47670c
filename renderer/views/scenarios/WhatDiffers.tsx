import { useState } from "react";
import type { ReactElement } from "react";
import { differencesOf, revertDifference } from "../../../shared/plan/scenarioEdits.ts";
import { applyScenario } from "../../../shared/plan/scenarios.ts";
import type { Plan } from "../../../shared/plan/schema.ts";
import { scenarioInWords } from "../../../shared/report/differenceWords.ts";
import { Button } from "../../controls/Button.tsx";
import { ScenarioDisc } from "../../controls/ScenarioDisc.tsx";
import { useApp, usePlan } from "../../state/useApp.tsx";
import type { ScenarioView } from "./scenarioViews.ts";

/** Changes of one scenario that stand in view before the others are asked for. */
const SHOWN = 4;

/** Every change of the scenarios in view, by scenario: what it is about, what the plan says, struck through, and what the scenario says. */
export function WhatDiffers({ scenarios }: { readonly scenarios: readonly ScenarioView[] }): ReactElement {
  const plan = usePlan();
  const isSound = useApp((state) => state.faults.length === 0);
  return (
    <section aria-labelledby="what-differs" className="what-differs">
      <h2 id="what-differs" className="part-heading">
        What differs
      </h2>
      {scenarios.map((scenario) => scenario.id !== null && <Changes key={scenario.id} scenario={scenario} id={scenario.id} changes={changesOf(plan, scenario.id, isSound)} />)}
    </section>
  );
}

function Changes({ scenario: { place, name }, id, changes }: { readonly scenario: ScenarioView; readonly id: string; readonly changes: readonly ShownChange[] }): ReactElement {
  const edit = useApp((state) => state.edit);
  const [showsAll, setShowsAll] = useState(false);
  // One line more costs no more room than the button that would ask for it.
  const shown = showsAll || changes.length <= SHOWN + 1 ? changes : changes.slice(0, SHOWN);
  if (changes.length === 0) {
    return (
      <p className="note unchanged">
        <ScenarioDisc index={place} /> {name} changes nothing yet: choose it, then change a route here or any input on Workloads and Models and prices.
      </p>
    );
  }
  return (
    <>
      <ul aria-label={`What ${name} changes`}>
        {shown.map((change) => (
          <li key={change.pointer}>
            <ScenarioDisc index={place} />
            <div>
              <p className="figure">{change.label}</p>
              <p className="note">
                {change.before !== "" && (
                  <>
                    <span className="visually-hidden">instead of </span>
                    <del>{change.before}</del>{" "}
                  </>
                )}
                <span className="after">{change.after}</span>
              </p>
            </div>
            <Button kind="link" title={`Puts back what ${change.label} is in the plan itself`} onClick={() => edit(`take back ${change.label} of “${name}”`, (before) => revertDifference(before, id, change.pointer))}>
              Take back<span className="visually-hidden"> {change.label}</span>
            </Button>
          </li>
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

interface ShownChange {
  readonly pointer: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** A plan at fault may hold what has no words: then the places are named alone. */
function changesOf(plan: Plan, id: string, isSound: boolean): readonly ShownChange[] {
  if (isSound) return scenarioInWords(plan, id);
  return differencesOf(plan, applyScenario(plan, id)).map(({ pointer }) => ({ pointer, label: pointer, before: "", after: "changed" }));
}
