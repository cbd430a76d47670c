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
import { formatPercent } from "#shared/format/chances.ts";
import { significant } from "#shared/format/digits.ts";
import { setAt } from "#shared/plan/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { addScenario, differenceAsPatch } from "#shared/plan/scenarios/scenarioEdits.ts";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan, Verifier } from "#shared/plan/schema/plan.ts";
import { emphasised } from "#shared/report/text.ts";
import {
  bestRoute,
  repricingSentence,
  routeLabCaveat,
  routeLabSentence,
  routeName,
  routerFigures,
} from "#shared/studies/labWords.ts";
import { netOf, type RouteLab, type RouteOption } from "#shared/studies/routeLab.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { Slider } from "#renderer/controls/Slider.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { atLeast0, isShare } from "#renderer/views/inputs/PlainField.tsx";
import type { ScenariosPartProps } from "./parts.ts";
import { useMakeScenario } from "./ScenarioList.tsx";
import { useLabWorkload } from "./useLabWorkload.ts";

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
  const [verifier, setVerifier] = useState<Verifier>({ catches: 0.85, falseAlarms: 0.05, cost: 0 });
  const [accuracy, setAccuracy] = useState(0.75);
  const question = useMemo(
    () => (isSound && workload !== null ? { plan, scenario, workload, verifier, accuracy } : null),
    [plan, scenario, workload, verifier, accuracy, isSound],
  );
  const study = useStudy("routes", question, REST);
  const shown = shownStudy(study.state);
  if (workload === null)
    return <Nothing switcher={switcher} words="This plan has no workload with a route to change." />;
  const choice = (
    <Select
      label="Workload"
      options={ids.map((value) => ({ value, label: plan.workloads[value]!.name ?? value }))}
      value={workload}
      onChange={choose}
    />
  );
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

const PERCENT = { kind: "percent" } as const;

function catchesRefusal(share: number): string | null {
  return share > 0 ? isShare(share) : "A check must catch more than 0%.";
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

function Lab({
  lab,
  plan,
  scenario,
  workload,
  switcher,
  choice,
  verifier,
  onVerifier,
  accuracy,
  onAccuracy,
}: LabProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const [value, setValue] = useState<number | null>(null);
  const [error, setError] = useState<number | null>(null);
  const [human, setHuman] = useState({ cost: 0, right: 0.95 });
  // The plan's own figures are means of simulated tasks: a field shows no more digits than its reader can mean.
  const worth = {
    ...lab.worth,
    value: value ?? significant(lab.worth.value, WORTH_DIGITS),
    error: error ?? significant(lab.worth.error, WORTH_DIGITS),
  };
  const best = bestRoute(lab, worth);
  const { sentence, figures } = routeLabSentence(plan, lab, worth);
  const index = scenario === null ? 0 : scenarioIds(plan).indexOf(scenario) + 1;
  const points: RoutePoint[] = [
    ...lab.options.map((option): RoutePoint => ({
      id: option.id,
      name: routeName(plan, option),
      cost: option.cost.mean,
      quality: option.right.mean,
      net: netOf(option, worth),
      kind: option.kind === "present" ? "present" : "other",
      family: option.kind === "router" ? "by difficulty" : null,
    })),
    ...(human.cost > 0
      ? [
          {
            id: "human",
            name: "a person",
            cost: human.cost,
            quality: human.right,
            net: human.right * worth.value - human.cost,
            kind: "human" as const,
            family: null,
          },
        ]
      : []),
  ];
  const input = {
    points,
    best: best.id,
    worth: worth.value - worth.review,
    currency: plan.currency,
    theme,
    hue: theme.color.scenarios[index] ?? theme.color.ink3,
    width: Math.max(width, 300),
    height: 420,
  };
  const chart = <RoutePlane {...input} />;
  const money = (amount: number): string => formatTaskMoney(plan.currency, amount);
  const inMoney = { kind: "money", currency: plan.currency } as const;
  const top = Math.max(10, 4 * lab.worth.value);
  const reprice = repricingSentence(plan, lab);
  const caveat = routeLabCaveat(scenario === null ? plan : applyScenario(plan, scenario), workload);
  return (
    <>
      <h1 className="answer">
        {emphasised(sentence, figures).map(({ text, tone }, i) =>
          tone === undefined ? text : <strong key={i}>{text}</strong>,
        )}
      </h1>
      {switcher}
      <div className="lab-parts">
        <div ref={place}>
          {width > 0 && (
            <ChartFrame
              question="What does a task cost, and how often is it correct?"
              fileName={`${plan.name}, routes`}
              chart={chart}
              table={() => routePlaneTable(input)}
              marks={() => routePlaneMarks(input)}
              sentence={`${routePlaneSentence(input)} Solid line: what a mix of routes reaches. Dashed: same net value as the best. Averages of the whole year over ${formatCount(lab.worlds)} simulated years, before any monthly cap.`}
            />
          )}
          {reprice !== null && <p className="doubt">{reprice}</p>}
          {caveat !== null && <p className="note">{caveat}</p>}
        </div>
        <div className="lab-side">
          {choice}
          <Slider
            label="Value of an outcome"
            value={worth.value}
            min={0}
            max={top}
            step={top / 200}
            writing={inMoney}
            check={atLeast0}
            onChange={setValue}
          />
          <Slider
            label="Cost of an error"
            value={worth.error}
            min={0}
            max={Math.max(10, 2 * top)}
            step={Math.max(10, 2 * top) / 200}
            writing={inMoney}
            check={atLeast0}
            onChange={setError}
          />
          <Slider
            label="The check catches"
            value={verifier.catches}
            min={0.02}
            max={1}
            step={0.01}
            writing={PERCENT}
            check={catchesRefusal}
            onChange={(catches) => onVerifier({ ...verifier, catches })}
          />
          <Slider
            label="False alarms"
            value={verifier.falseAlarms}
            min={0}
            max={0.5}
            step={0.01}
            writing={PERCENT}
            check={isShare}
            onChange={(falseAlarms) => onVerifier({ ...verifier, falseAlarms })}
          />
          <Slider
            label="Difficulty recognized in"
            value={accuracy}
            min={0}
            max={1}
            step={0.01}
            writing={PERCENT}
            check={isShare}
            onChange={onAccuracy}
          />
          <Slider
            label="A person’s task costs"
            value={human.cost}
            min={0}
            max={top}
            step={top / 100}
            writing={inMoney}
            check={atLeast0}
            {...(human.cost === 0 ? { words: "not shown" } : {})}
            onChange={(cost) => setHuman({ ...human, cost })}
          />
          <Slider
            label="A person is correct in"
            value={human.right}
            min={0.5}
            max={1}
            step={0.01}
            writing={PERCENT}
            check={isShare}
            onChange={(right) => setHuman({ ...human, right })}
          />
          {lab.missing.length > 0 && (
            <p className="note">{`Not compared: no token and success data here for ${lab.missing.map((id) => plan.models[id]?.name ?? id).join(", ")}.`}</p>
          )}
        </div>
      </div>
      <Options lab={lab} plan={plan} scenario={scenario} workload={workload} worth={worth} best={best} money={money} />
      <RouterFigures lab={lab} />
    </>
  );
}

interface OptionsProps {
  readonly lab: RouteLab;
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
  readonly worth: RouteLab["worth"];
  readonly best: RouteOption;
  readonly money: (amount: number) => string;
}

/** Every route with its figures, best first, and the step to a scenario. */
function Options({ lab, plan, scenario, workload, worth, best, money }: OptionsProps): ReactElement {
  const make = useMakeScenario();
  const goTo = useApp((state) => state.goTo);
  const rows = lab.options
    .filter(({ kind, id }) => kind !== "router" || id === best.id || id.endsWith("0.6"))
    .toSorted((one, other) => netOf(other, worth) - netOf(one, worth));
  const asScenario = (option: RouteOption): void => {
    const name = `${plan.workloads[workload]?.name ?? workload}: ${routeName(plan, option)}`;
    make(`add the scenario “${name}”`, (before) => {
      const base = scenario === null ? before : applyScenario(before, scenario);
      const at = pointerOf(["workloads", workload]);
      return addScenario(before, {
        name,
        change: differenceAsPatch(before, setAt(setAt(base, `${at}/route`, option.route), `${at}/changes`, undefined)),
      });
    });
    goTo("scenarios");
  };
  return (
    <table className="table lab-table">
      <thead>
        <tr>
          <th scope="col">Route</th>
          <th scope="col" className="numeric">
            A task costs
          </th>
          <th scope="col" className="numeric">
            At today’s tokens
          </th>
          <th scope="col" className="numeric">
            Correct
          </th>
          <th scope="col" className="numeric">
            Undetected errors
          </th>
          <th scope="col" className="numeric">
            Escalated
          </th>
          <th scope="col" className="numeric">
            Break-even escalation rate
          </th>
          <th scope="col" className="numeric">
            Net value per task
          </th>
          <th scope="col">
            <span className="visually-hidden">Make a scenario</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((option) => (
          <tr key={option.id} data-best={option.id === best.id || undefined}>
            <th scope="row">{routeName(plan, option)}</th>
            <td className="numeric">{money(option.cost.mean)}</td>
            <td className="numeric">{option.repriced === null ? "" : money(option.repriced)}</td>
            <td className="numeric">{formatPercent(significant(option.right.mean, 2))}</td>
            <td className="numeric">{formatPercent(Number(option.wrong.toFixed(2)))}</td>
            <td className="numeric">
              {option.escalation === null ? "" : formatPercent(Number(option.escalation.rate.toFixed(2)))}
            </td>
            <td className="numeric">
              {option.escalation === null
                ? ""
                : option.escalation.breakEven <= 0
                  ? "never"
                  : formatPercent(Number(option.escalation.breakEven.toFixed(2)))}
            </td>
            <td className="numeric figure">{money(netOf(option, worth))}</td>
            <td>
              {option.kind !== "present" && (
                <Button kind="link" onClick={() => asScenario(option)}>
                  Scenario<span className="visually-hidden"> of {routeName(plan, option)}</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** For those who ask: the measures of the routing literature. */
function RouterFigures({ lab }: { readonly lab: RouteLab }): ReactElement | null {
  const found = routerFigures(lab);
  if (found === null) return null;
  const share = (value: number | null): string =>
    value === null ? "not reached" : formatPercent(Number(value.toFixed(2)));
  return (
    <details className="lab-details">
      <summary>Router measures from the research literature</summary>
      <p className="note">
        {`APGR ${found.apgr.toFixed(2)} (a random router: 0.50), CPT 50% ${share(found.cpt50)}, CPT 80% ${share(found.cpt80)} (RouteLLM, arXiv 2406.18665); AIQ ${found.aiq.toFixed(3)} over the costs between the two models (RouterBench, arXiv 2403.12031).`}
      </p>
    </details>
  );
}
