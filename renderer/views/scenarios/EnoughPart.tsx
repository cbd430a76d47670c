import { useMemo, type ReactElement } from "react";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { withLess, type EnoughLever } from "#shared/studies/targets/enough.ts";
import { enoughQuestion, enoughSentence, leverRow, leverScenarioName } from "#shared/studies/targets/enoughWords.ts";
import { ScenarioButton } from "#renderer/controls/ScenarioButton.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useChangeAsScenario } from "#renderer/state/useMakeScenario.ts";

export interface EnoughPartProps {
  readonly plan: Plan;
  /** The plan, or the scenario laid over it. */
  readonly active: Plan;
  readonly scenario: string | null;
}

/** What would make the budget enough: one thing less, how much less, what that gives up, and the step to a scenario. */
export function EnoughPart({ plan, active, scenario }: EnoughPartProps): ReactElement {
  const make = useChangeAsScenario(scenario);
  const question = useMemo(() => ({ plan, scenario }), [plan, scenario]);
  const study = useStudy("enough", question);
  const shown = shownStudy(study.state);
  const asScenario = (lever: EnoughLever): void =>
    make(leverScenarioName(active, lever), (base) => withLess(base, lever.lever, lever.factor!));
  return (
    <section aria-label={enoughQuestion(active)} className="target">
      <h2 className="part-heading">{enoughQuestion(active)}</h2>
      <StudyStatus study={study} what="What would be enough" />
      {shown !== null && (
        <div className={shown.isStale ? "is-stale" : undefined}>
          <p>{enoughSentence(active, shown.answer)}</p>
          {shown.answer.levers.length > 0 && (
            <table className="table lab-table">
              <thead>
                <tr>
                  <th scope="col">One change</th>
                  <th scope="col">is enough at</th>
                  <th scope="col">and brings</th>
                  <th scope="col">
                    <span className="visually-hidden">Scenario</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.answer.levers.map((lever, i) => {
                  const { name, needed, outcomes } = leverRow(active, shown.answer, lever);
                  return (
                    <tr key={i}>
                      <th scope="row">{name}</th>
                      <td className="figure">{needed ?? "not enough by itself"}</td>
                      <td>{outcomes ?? "–"}</td>
                      <td>
                        {needed !== null && (
                          <ScenarioButton of={name} disabled={shown.isStale} onClick={() => asScenario(lever)} />
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )}
        </div>
      )}
    </section>
  );
}
