import { useMemo, type ReactElement } from "react";
import { withWorkLever, type WorkLeverAnswer, type WorkLevers } from "#shared/studies/workLevers.ts";
import { workLeverRow, workLeverScenario } from "#shared/studies/workLeverWords.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useChangeAsScenario } from "#renderer/state/useMakeScenario.ts";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { FoldingPart } from "./FoldingPart.tsx";

/** What would make a workload cheaper, one change at a time, and what that does to success. */
export function LeversPart({ id }: { readonly id: string }): ReactElement {
  const isFolded = useApp((state) => state.foldedParts.includes("levers"));
  return (
    <FoldingPart
      id="levers"
      title="What would make it cheaper?"
      line="Context, cache, effort, model, retries: what each saves and what success it costs."
    >
      {/* Nothing is simulated while the part is folded. */}
      {!isFolded && <Levers id={id} />}
    </FoldingPart>
  );
}

function Levers({ id }: { readonly id: string }): ReactElement {
  const base = usePlan();
  const { plan } = usePlanEdits();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.issues.length === 0);
  const make = useChangeAsScenario(scenario);
  const question = useMemo(
    () => (isSound ? { plan: base, scenario, workload: id } : null),
    [base, scenario, id, isSound],
  );
  const study = useStudy("workLevers", question);
  const shown = shownStudy(study.state);
  const asScenario = (answer: WorkLevers, lever: WorkLeverAnswer): void =>
    make(
      workLeverScenario(plan, answer, lever),
      (current) => withWorkLever(current, id, lever.lever, lever.model) ?? current,
    );
  if (!isSound) return <p className="note">One input is not valid. The effects return once it is fixed.</p>;
  return (
    <>
      <StudyStatus study={study} what="What each change does" />
      {shown !== null && (
        <ul className={shown.isStale ? "levers is-stale" : "levers"}>
          {shown.answer.levers.map((lever) => {
            const row = workLeverRow(plan, shown.answer, lever);
            return (
              <li key={lever.lever}>
                <strong>{row.name}</strong>
                <span className="note">{row.what}</span>
                {row.money !== null && (
                  <>
                    <span className="figure">{row.money}</span>
                    <span>{row.success}</span>
                    <Button kind="link" disabled={shown.isStale} onClick={() => asScenario(shown.answer, lever)}>
                      {"Make it a scenario "}
                      <span className="visually-hidden">{`: ${row.name}`}</span>
                    </Button>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <p className="note">Each change alone, on the same 2,000 simulated years as the plan.</p>
    </>
  );
}
