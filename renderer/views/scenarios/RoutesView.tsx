import { useMemo, useState, type ReactElement } from "react";
import {
  RoutePlane,
  routePlaneMarks,
  routePlaneSentence,
  routePlaneTable,
  type RoutePoint,
} from "#shared/charts/compare/RoutePlane.tsx";
import { formatCount } from "#shared/format/counts.ts";
import { formatTaskMoney } from "#shared/format/money.ts";
import { significant } from "#shared/format/digits.ts";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan, Verifier } from "#shared/plan/schema/plan.ts";
import { Emphasised } from "#renderer/controls/Emphasised.tsx";
import { bestRoute, repricingSentence, routeLabCaveat, routeLabSentence, routeName } from "#shared/studies/labWords.ts";
import { USUAL_CHECK, type RouteLab } from "#shared/studies/routeLab/answer.ts";
import { netOf } from "#shared/studies/routeLab/netValue.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { ScenariosPartProps } from "./parts.ts";
import { CheckSliders, PersonSliders, WorthSliders } from "./LabSliders.tsx";
import { RouteOptions, RouterFigures } from "./RouteOptions.tsx";
import { SmallestModelPart } from "./SmallestModelPart.tsx";
import { useLabWorkload } from "./useLabWorkload.ts";
import { WorkloadSelect } from "#renderer/views/inputs/WorkloadSelect.tsx";

/** Digits of what an outcome is worth and an error costs, where the plan says it. */
const WORTH_DIGITS = 3;

/** A slider is answered while it moves: no task is played. Milliseconds. */
const REST = 30;

/**
 * Routes of a workload side by side: what a task costs, how often it is right, what mixing reaches, and which is worth
 * most at the reader's own values.
 */
export function RoutesView({ switcher }: ScenariosPartProps): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.issues.length === 0);
  const ids = Object.keys(plan.workloads);
  const [workload, choose] = useLabWorkload(ids);
  const [verifier, setVerifier] = useState<Verifier>(USUAL_CHECK.verifier);
  const [accuracy, setAccuracy] = useState(USUAL_CHECK.accuracy);
  const question = useMemo(
    () => (isSound && workload !== null ? { plan, scenario, workload, verifier, accuracy } : null),
    [plan, scenario, workload, verifier, accuracy, isSound],
  );
  const study = useStudy("routes", question, REST);
  const shown = shownStudy(study.state);
  if (workload === null)
    return <Nothing switcher={switcher} words="This plan has no workload with a route to change." />;
  const choice = <WorkloadSelect plan={plan} value={workload} onChange={choose} />;
  return (
    <div className="lab">
      {shown === null ? (
        <h1 className="answer">
          {isSound
            ? "Calculating the routes…"
            : "This plan has an error, so routes cannot be calculated. The error is shown at the top."}
        </h1>
      ) : (
        <Lab
          key={workload}
          lab={shown.answer}
          plan={plan}
          scenario={scenario}
          workload={workload}
          switcher={switcher}
          choice={choice}
          verifier={verifier}
          onVerifier={setVerifier}
          accuracy={accuracy}
          onAccuracy={setAccuracy}
        />
      )}
      {isSound && shown !== null && <SmallestModelPart plan={plan} scenario={scenario} />}
      {shown === null && (
        <>
          {switcher}
          {choice}
          <StudyStatus study={study} what="Routes" />
        </>
      )}
    </div>
  );
}

function Nothing({ switcher, words }: { readonly switcher: ReactElement; readonly words: string }): ReactElement {
  return (
    <div className="lab">
      <h1 className="answer">{words}</h1>
      {switcher}
    </div>
  );
}

interface LabProps {
  readonly lab: RouteLab;
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
  readonly switcher: ReactElement;
  readonly choice: ReactElement;
  readonly verifier: Verifier;
  readonly onVerifier: (verifier: Verifier) => void;
  readonly accuracy: number;
  readonly onAccuracy: (accuracy: number) => void;
}

/** What a person would do instead: cost of a task, and how often it is right. */
interface Person {
  readonly cost: number;
  readonly right: number;
}

function Lab(props: LabProps): ReactElement {
  const { lab, plan, scenario, workload, switcher, choice } = props;
  const [value, setValue] = useState<number | null>(null);
  const [error, setError] = useState<number | null>(null);
  const [human, setHuman] = useState<Person>({ cost: 0, right: 0.95 });
  // The plan's own figures are means of simulated tasks: a field shows no more digits than its reader can mean.
  const worth = {
    ...lab.worth,
    value: value ?? significant(lab.worth.value, WORTH_DIGITS),
    error: error ?? significant(lab.worth.error, WORTH_DIGITS),
  };
  const best = bestRoute(lab, worth);
  const { sentence, figures } = routeLabSentence(plan, lab, worth);
  const money = (amount: number): string => formatTaskMoney(plan.currency, amount);
  const top = Math.max(10, 4 * lab.worth.value);
  return (
    <>
      <h1 className="answer">
        <Emphasised {...{ sentence, figures }} />
      </h1>
      {switcher}
      <div className="lab-parts">
        <RoutesFigure {...props} {...{ worth, human }} best={best.id} />
        <div className="lab-side">
          {choice}
          <WorthSliders worth={worth} top={top} currency={plan.currency} onValue={setValue} onError={setError} />
          <CheckSliders {...props} />
          <PersonSliders person={human} top={top} currency={plan.currency} onChange={setHuman} />
          {lab.missing.length > 0 && (
            <p className="note">{`Not compared: no token and success data here for ${lab.missing.map((id) => plan.models[id]?.name ?? id).join(", ")}.`}</p>
          )}
        </div>
      </div>
      <RouteOptions {...{ lab, plan, scenario, workload, worth, best, money }} />
      <RouterFigures lab={lab} />
    </>
  );
}

interface RoutesFigureProps extends Pick<LabProps, "lab" | "plan" | "scenario" | "workload"> {
  readonly worth: RouteLab["worth"];
  readonly human: Person;
  /** Id of the best route. */
  readonly best: string;
}

/** Cost of a task against how often it is right, for every route and for a person. */
function RoutesFigure({ lab, plan, scenario, workload, worth, human, best }: RoutesFigureProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const index = scenario === null ? 0 : scenarioIds(plan).indexOf(scenario) + 1;
  const input = {
    points: [
      ...lab.options.map((option): RoutePoint => ({
        id: option.id,
        name: routeName(plan, option),
        cost: option.cost.mean,
        quality: option.right.mean,
        net: netOf(option, worth),
        kind: option.kind === "present" ? "present" : "other",
        family: option.kind === "router" ? "by difficulty" : null,
      })),
      ...(human.cost > 0 ? [personPoint(human, worth.value)] : []),
    ],
    best,
    worth: worth.value - worth.review,
    currency: plan.currency,
    theme,
    hue: theme.color.scenarios[index] ?? theme.color.ink3,
    width: Math.max(width, 300),
    height: 420,
  };
  const reprice = repricingSentence(plan, lab);
  const caveat = routeLabCaveat(scenario === null ? plan : applyScenario(plan, scenario), workload);
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question="What does a task cost, and how often is it correct?"
          fileName={`${plan.name}, routes`}
          chart={<RoutePlane {...input} />}
          table={() => routePlaneTable(input)}
          marks={() => routePlaneMarks(input)}
          sentence={`${routePlaneSentence(input)} Solid line: what a mix of routes reaches. Dashed: same net value as the best. Averages of the whole year over ${formatCount(lab.draws)} simulated years, before any monthly cap.`}
        />
      )}
      {reprice !== null && <p className="doubt">{reprice}</p>}
      {caveat !== null && <p className="note">{caveat}</p>}
    </div>
  );
}

function personPoint({ cost, right }: Person, value: number): RoutePoint {
  return {
    id: "human",
    name: "a person",
    cost,
    quality: right,
    net: right * value - cost,
    kind: "human",
    family: null,
  };
}
