import { useMemo, useState, type ReactElement } from "react";
import { attemptTokens, effortOf, type Effort } from "#shared/forecast/answers/effort.ts";
import { workloadSentence } from "#shared/forecast/words/workloadSentences.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { runVariationWarnings, planWarnings } from "#shared/plan/warnings.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Route } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { useSame } from "#renderer/controls/hooks/useSame.ts";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AttemptCharts } from "./AttemptCharts.tsx";
import { WorkloadGrid } from "./grid/WorkloadGrid.tsx";
import { WorkloadInputs } from "./WorkloadInputs.tsx";
import { PeopleTable } from "./people/PeopleTable.tsx";
import { AddWorkload } from "./AddWorkload.tsx";
import { WorkloadList } from "./WorkloadList.tsx";
import "#renderer/views/inputs/inputs.css";
import "./workloads.css";

/** What each kind of work needs, burns and yields: the list, its inputs, and their charts. */
export function WorkloadsScreen(): ReactElement {
  const { plan } = usePlanEdits();
  const selected = useApp((state) => state.selectedWorkload);
  const id = selected !== null && Object.hasOwn(plan.workloads, selected) ? selected : Object.keys(plan.workloads)[0];
  const part = useApp((state) => state.workloadsPart);
  const firstModel = Object.keys(plan.models)[0];
  if (id === undefined) {
    return (
      <div className="empty-state">
        <h1 className="answer">
          Each kind of work is listed here: how much there is, what one attempt uses, and what comes out.
        </h1>
        <p>{firstModel === undefined ? "Add a model first, on Prices and contracts." : "This plan has none yet."}</p>
        {firstModel !== undefined && <AddWorkload kind="primary" />}
      </div>
    );
  }
  return (
    <div className="workloads">
      {part === "all" ? <WorkloadGrid /> : part === "people" ? <PeopleTable /> : <Workload key={id} id={id} />}
    </div>
  );
}

function Workload({ id }: { readonly id: string }): ReactElement {
  const { plan } = usePlanEdits();
  const issues = useApp((state) => state.issues);
  const workload = plan.workloads[id]!;
  const route = modelsOf(workload.route);
  const [chosen, setChosen] = useState<string | null>(null);
  const modelId =
    chosen !== null && Object.hasOwn(workload.attempts, chosen)
      ? chosen
      : (route.find((model) => Object.hasOwn(workload.attempts, model)) ?? Object.keys(workload.attempts)[0] ?? null);
  // Charts of a figure that is not valid would mislead: they wait until it is fixed.
  const places = [
    pointerOf(["workloads", id, "attempts"]),
    pointerOf(["workloads", id, "tokensMultiplier"]),
    pointerOf(["workloads", id, "difficulty"]),
    "/shared/tokens",
    "/fiscalYear",
  ];
  const isSound = !issues.some(({ pointer }) => places.some((place) => pointer.startsWith(place)));
  const resolved = useMemo(() => (isSound ? resolvePlan(plan) : null), [plan, isSound]);
  const effort = useSame(resolved === null || modelId === null ? null : effortOf(resolved, id, modelId));
  return (
    <>
      <Answer id={id} effort={effort} />
      <div className="workloads-columns">
        <WorkloadList selected={id} />
        <WorkloadInputs id={id} resolved={resolved} />
        {effort !== null && resolved !== null && modelId !== null ? (
          <AttemptCharts id={id} modelId={modelId} effort={effort} resolved={resolved} onModel={setChosen} />
        ) : (
          <p className="doubt">
            {modelId === null
              ? "This workload has no model. Choose one in its route."
              : "One input is not valid. The charts return once it is fixed."}
          </p>
        )}
      </div>
    </>
  );
}

function Answer({ id, effort }: { readonly id: string; readonly effort: Effort | null }): ReactElement {
  const { plan } = usePlanEdits();
  const shown = useShown();
  const focusInput = useApp((state) => state.focusInput);
  const tokens = useMemo(() => (effort === null ? null : attemptTokens(effort)), [effort]);
  const name = plan.workloads[id]!.name ?? id;
  const words =
    shown === null
      ? [{ text: `${name} is being calculated…` }]
      : workloadSentence(shown.answers.forecast, plan.currency, id, name, tokens);
  const warnings = useMemo(
    () => [
      ...runVariationWarnings(plan),
      ...planWarnings(plan).filter(({ pointer }) => `${pointer}/`.startsWith(`${pointerOf(["workloads", id])}/`)),
    ],
    [plan, id],
  );
  return (
    <div>
      <h1 className={shown?.isStale === true ? "answer answer-stale" : "answer"}>
        {words.map(({ text, ...rest }, i) =>
          "isKey" in rest ? <strong key={i}>{text}</strong> : <span key={i}>{text}</span>,
        )}
      </h1>
      {warnings.map(({ pointer, sentence }) => (
        <p key={sentence} className="doubt">
          <Icon name="warning" />
          <span>
            {sentence}{" "}
            {pointer === "" && (
              <Button
                kind="link"
                onClick={() => focusInput(pointerOf(["workloads", id, "demand", "tasksPerUserPerDay"]))}
              >
                Enter a range for its tasks
              </Button>
            )}
          </span>
        </p>
      ))}
    </div>
  );
}

/** The models that a route may take, the first one first. */
export function modelsOf(route: Route): string[] {
  if ("steps" in route) return [...route.steps];
  if ("bestOf" in route) return [route.model];
  return route.choose.flatMap(({ steps }) => steps);
}
