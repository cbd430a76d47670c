import { type ReactElement, useMemo, useState } from "react";
import { Emphasised } from "#renderer/controls/Emphasised.tsx";
import { capLabSentence } from "#shared/studies/labWords.ts";
import type { CapLab } from "#shared/studies/capLab/answer.ts";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import type { ScenariosPartProps } from "#renderer/views/scenarios/parts.ts";
import { useLabWorkload } from "#renderer/views/scenarios/useLabWorkload.ts";
import { capActions } from "./capActions.ts";
import { CapStripsPart } from "./CapStripsPart.tsx";
import { WorkloadSelect } from "#renderer/views/inputs/WorkloadSelect.tsx";

/**
 * Caps of every size for a workload: what each saves, what it leaves undone, and where an outcome is cheapest or the
 * year worth most.
 */
export function CapsView({ switcher }: ScenariosPartProps): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.issues.length === 0);
  const ids = Object.keys(plan.workloads);
  const [workload, choose] = useLabWorkload(ids);
  const [cap, setCap] = useState<CapLab["cap"]>("attempt");
  const actions = useMemo(
    () => (isSound && workload !== null && cap !== "attempt" ? capActions(plan, scenario, workload, cap) : []),
    [plan, scenario, workload, cap, isSound],
  );
  const [wanted, setWanted] = useState<string | null>(null);
  // The first is the plan's own.
  const chosen = actions.find(({ value }) => value === wanted) ?? actions[0];
  const action = chosen?.action;
  const question = useMemo(
    () =>
      isSound && workload !== null
        ? { plan, scenario, workload, cap, ...(action === undefined ? {} : { action }) }
        : null,
    [plan, scenario, workload, cap, action, isSound],
  );
  const study = useStudy("caps", question);
  const shown = shownStudy(study.state);
  const answer = shown === null || shown.answer.cap !== cap ? null : shown.answer;
  const words = answer === null ? null : capLabSentence(plan, answer);
  return (
    <div className="lab">
      <h1 className="answer">{words === null ? answerSoFar(workload, isSound) : <Emphasised {...words} />}</h1>
      {switcher}
      {workload !== null && (
        <div className="lab-choices">
          <WorkloadSelect plan={plan} value={workload} onChange={choose} />
          <Segmented
            label="Type of cap"
            options={[
              { value: "attempt", label: "cap on one attempt" },
              { value: "month", label: "monthly cap" },
              { value: "person", label: "cap a person" },
            ]}
            value={cap}
            onChange={setCap}
          />
          {chosen !== undefined && (
            <Select label="At the cap" options={actions} value={chosen.value} onChange={setWanted} />
          )}
        </div>
      )}
      <StudyStatus study={study} what="Caps" />
      {answer !== null && workload !== null && (
        <div className={shown?.isStale === true ? "is-stale" : undefined}>
          <CapStripsPart lab={answer} plan={plan} scenario={scenario} workload={workload} />
        </div>
      )}
    </div>
  );
}

/** What stands in the place of the answer until there is one. */
function answerSoFar(workload: string | null, isSound: boolean): string {
  if (workload === null) return "This plan has no workload to cap.";
  return isSound
    ? "Calculating caps of every size on the same simulated years…"
    : "This plan has an error, so caps cannot be calculated. The error is shown at the top.";
}
