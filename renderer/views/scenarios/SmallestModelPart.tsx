import { useMemo, useState, type ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import { withRoute } from "#shared/plan/edits/routeEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { SmallestModel, SmallestModelOf } from "#shared/studies/smallestModel.ts";
import { smallestModelQuestion, smallestModelRow, smallestModelSentence } from "#shared/studies/smallestModelWords.ts";
import { ScenarioButton } from "#renderer/controls/ScenarioButton.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useChangeAsScenario } from "#renderer/state/useMakeScenario.ts";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { isShare } from "#renderer/controls/checks.ts";

/** What is asked for first: most tasks right, as a usual model does them. */
const USUAL_SHARE = 0.7;

/** By workload: the smallest model that surely succeeds often enough, and the step to a scenario with it alone. */
export function SmallestModelPart({
  plan,
  scenario,
}: {
  readonly plan: Plan;
  readonly scenario: string | null;
}): ReactElement {
  const make = useChangeAsScenario(scenario);
  const [share, setShare] = useState(USUAL_SHARE);
  const question = useMemo(() => ({ plan, scenario, share }), [plan, scenario, share]);
  const study = useStudy("smallestModel", question);
  const shown = shownStudy(study.state);
  const asScenario = ({ workload, smallest }: SmallestModelOf, name: string): void =>
    make(name, (base) => withRoute(base, workload, { steps: [smallest!.model] }));
  return (
    <section aria-labelledby="smallest-model" className="target">
      <h2 id="smallest-model" className="part-heading">
        {smallestModelQuestion(shown?.answer.share ?? share)}
      </h2>
      <div className="lab-choices">
        <FigureField
          label="Tasks that must succeed, 9 chances in 10"
          hideLabel={false}
          value={share}
          writing={{ kind: "percent" }}
          check={isShare}
          onChange={setShare}
        />
      </div>
      <StudyStatus study={study} what="The smallest models" />
      {shown !== null && (
        <div className={shown.isStale ? "is-stale" : undefined}>
          <p>{smallestModelSentence(plan, shown.answer)}</p>
          <Models plan={plan} answer={shown.answer} isStale={shown.isStale} onScenario={asScenario} />
          <p className="note">
            {`Smallest by what a task costs. “9 chances in 10” is over the uncertainty in success and tasks, under today's cap on one attempt: at ${formatPercent(shown.answer.share)} a model is named when it falls short in fewer than 1 of 10 simulated years.`}
          </p>
        </div>
      )}
    </section>
  );
}

/** The answer of each workload, and the step to a scenario. */
function Models({
  plan,
  answer: { workloads },
  isStale,
  onScenario,
}: {
  readonly plan: Plan;
  readonly answer: SmallestModel;
  readonly isStale: boolean;
  readonly onScenario: (answer: SmallestModelOf, name: string) => void;
}): ReactElement {
  return (
    <table className="table lab-table">
      <thead>
        <tr>
          <th scope="col">Workload</th>
          <th scope="col">Smallest model, alone</th>
          <th scope="col">succeeds, 9 chances in 10,</th>
          <th scope="col">and costs</th>
          <th scope="col">Today</th>
          <th scope="col">
            <span className="visually-hidden">Scenario</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {workloads.map((answer) => {
          const row = smallestModelRow(plan, answer);
          const name = `${row.model ?? ""} alone, ${row.name}`;
          return (
            <tr key={answer.workload}>
              <th scope="row">{row.name}</th>
              <td className="figure">{row.model ?? "none"}</td>
              <td>{row.success}</td>
              <td>{row.cost}</td>
              <td>{row.today}</td>
              <td>
                {answer.smallest !== null && answer.smallest.model !== answer.now && (
                  <ScenarioButton of={name} disabled={isStale} onClick={() => onScenario(answer, name)} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
