import { useMemo, useState, type ReactElement } from "react";
import { CapStrips, capStripsMarks, capStripsSentence, capStripsTable } from "#shared/charts/compare/CapStrips.tsx";
import { formatChanceShort } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoneyDifference, formatStatedMoney } from "#shared/format/money.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { setAttemptCap, setMonthCap } from "#shared/plan/edits.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { addScenario, differenceAsPatch } from "#shared/plan/scenarios/scenarioEdits.ts";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { emphasised } from "#shared/report/text.ts";
import { capLabSentence, capName } from "#shared/studies/labWords.ts";
import type { CapLab, CapPoint, MonthAction } from "#shared/studies/capLab/answer.ts";
import { monthCapOf } from "#shared/studies/capLab/monthCaps.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { ScenariosPartProps } from "./parts.ts";
import { useMakeScenario } from "#renderer/state/useMakeScenario.ts";
import { useLabWorkload } from "./useLabWorkload.ts";

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
    () => (isSound && workload !== null ? monthActions(plan, scenario, workload) : []),
    [plan, scenario, workload, isSound],
  );
  const [wanted, setWanted] = useState<string | null>(null);
  // The first is the plan's own.
  const chosen = actions.find(({ value }) => value === wanted) ?? actions[0];
  const action = cap === "month" ? chosen?.action : undefined;
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
      <h1 className="answer">
        {words === null
          ? workload === null
            ? "This plan has no workload to cap."
            : isSound
              ? "Calculating caps of every size on the same simulated years…"
              : "This plan has an error, so caps cannot be calculated. The error is shown at the top."
          : emphasised(words.sentence, words.figures).map(({ text, tone }, i) =>
              tone === undefined ? text : <strong key={i}>{text}</strong>,
            )}
      </h1>
      {switcher}
      {workload !== null && (
        <div className="lab-choices">
          <Select
            label="Workload"
            options={ids.map((value) => ({ value, label: plan.workloads[value]!.name ?? value }))}
            value={workload}
            onChange={choose}
          />
          <Segmented
            label="Type of cap"
            options={[
              { value: "attempt", label: "cap on one attempt" },
              { value: "month", label: "monthly cap" },
            ]}
            value={cap}
            onChange={setCap}
          />
          {cap === "month" && chosen !== undefined && (
            <Select label="At the cap" options={actions} value={chosen.value} onChange={setWanted} />
          )}
        </div>
      )}
      <StudyStatus study={study} what="Caps" />
      {answer !== null && workload !== null && (
        <div className={shown?.isStale === true ? "is-stale" : undefined}>
          <Strips lab={answer} plan={plan} scenario={scenario} workload={workload} />
        </div>
      )}
    </div>
  );
}

interface ActionChoice {
  readonly value: string;
  readonly label: string;
  readonly action: MonthAction;
}

/** What may be done when a month's cap is met: what the plan does comes first. */
function monthActions(plan: Plan, scenario: string | null, id: string): ActionChoice[] {
  const workload = (scenario === null ? plan : applyScenario(plan, scenario)).workloads[id];
  if (workload === undefined) return [];
  const choices: ActionChoice[] = [
    { value: "block", label: "stop work", action: { atCap: "block" } },
    { value: "defer", label: "defer", action: { atCap: "defer" } },
    ...Object.keys(workload.attempts).map((model) => ({
      value: `degrade ${model}`,
      label: `continue with ${plan.models[model]?.name ?? model}`,
      action: { atCap: "degrade" as const, fallback: { steps: [model] } },
    })),
  ];
  const cap = workload.monthCap;
  if (cap === undefined) return choices;
  if (cap.atCap !== "degrade")
    return choices.toSorted((one, other) => Number(other.value === cap.atCap) - Number(one.value === cap.atCap));
  return [
    {
      value: "planned",
      label: "use the plan’s cheaper route",
      action: { atCap: "degrade", ...(cap.fallback === undefined ? {} : { fallback: cap.fallback }) },
    },
    ...choices,
  ];
}

interface StripsProps {
  readonly lab: CapLab;
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
}

function Strips({ lab, plan, scenario, workload }: StripsProps): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const index = scenario === null ? 0 : scenarioIds(plan).indexOf(scenario) + 1;
  const unit = pluralOf(plan.workloads[workload]?.outcome.unit);
  const of = (pick: (point: CapPoint) => CapPoint["spend"]) => lab.points.map(pick);
  const input = {
    caps: lab.points.map((point) => capName(point, lab.unit, plan.currency)),
    series: [
      { name: "Spend", isMoney: true, points: of(({ spend }) => spend) },
      { name: "Outcomes", isMoney: false, points: of(({ outcomes }) => outcomes) },
      ...(lab.cap === "month" ? [{ name: "Not done", isMoney: false, points: of(({ unmet }) => unmet) }] : []),
      { name: "Wasted", isMoney: true, points: of(({ wasted }) => wasted) },
      { name: "Net value", isMoney: true, points: of(({ netValue }) => netValue) },
    ],
    leastCost: lab.leastCost.at,
    mostValue: lab.mostValue.at,
    present: lab.present,
    currency: plan.currency,
    theme,
    hue: theme.color.scenarios[index] ?? theme.color.ink3,
    width: Math.max(width, 320),
  };
  const chart = <CapStrips {...input} />;
  return (
    <>
      <div ref={place}>
        {width > 0 && (
          <ChartFrame
            question={
              lab.cap === "attempt"
                ? "What does a cap on one attempt do to the year?"
                : "What does a monthly cap do to the year?"
            }
            fileName={`${plan.name}, caps`}
            chart={chart}
            table={() => capStripsTable(input)}
            marks={() => capStripsMarks(input)}
            sentence={`${capStripsSentence(input)} Outcomes are ${unit}; wasted is spend on tasks without a correct result. Bands hold 8 in 10, and half, of ${formatCount(lab.trials)} simulated years of this workload alone.`}
          />
        )}
      </div>
      {lab.lag !== null && (
        <p className="doubt">{`Spend is reported after ${lab.lag.days} ${lab.lag.days === 1 ? "day" : "days"}. With the cap in force this changes spend by ${formatMoneyDifference(plan.currency, lab.lag.spend.mean, Math.max(1, significantStep(lab.lag.spend.mean, 2)))} a year on average, compared with a meter that reports at once.`}</p>
      )}
      {lab.cap === "month" && <Acts lab={lab} plan={plan} />}
      <MakeCap lab={lab} plan={plan} scenario={scenario} workload={workload} />
    </>
  );
}

/** How likely each size stops work in each month. */
function Acts({ lab, plan }: { readonly lab: CapLab; readonly plan: Plan }): ReactElement {
  const { monthStarts } = resolvePlan(plan);
  return (
    <table className="table lab-table">
      <caption className="part-heading">When does the cap act?</caption>
      <thead>
        <tr>
          <th scope="col">Monthly cap</th>
          {monthStarts.slice(0, -1).map((day) => (
            <th key={day} scope="col" className="numeric">
              {formatMonthTick(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lab.points
          .filter(({ cap }) => cap !== null)
          .map((point) => (
            <tr key={point.cap}>
              <th scope="row">{formatStatedMoney(plan.currency, point.cap!)}</th>
              {point.acts!.map((chance, month) => (
                <td key={month} className="numeric">
                  {formatChanceShort(chance).replace(" of 50", "")}
                </td>
              ))}
            </tr>
          ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={13} className="note">
            Simulated years of 50 in which the month’s spend reaches the cap.
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function MakeCap({ lab, plan, scenario, workload }: StripsProps): ReactElement {
  const make = useMakeScenario();
  const goTo = useApp((state) => state.goTo);
  const places = [...new Set([lab.leastCost.at, lab.mostValue.at])];
  const asScenario = (point: CapPoint): void => {
    const words = capName(point, lab.unit, plan.currency);
    const name = `${plan.workloads[workload]?.name ?? workload}: ${lab.cap === "attempt" ? "cap on one attempt" : "monthly cap"} ${words}`;
    make(`add the scenario “${name}”`, (before) => {
      const base = scenario === null ? before : applyScenario(before, scenario);
      const own = base.workloads[workload]!;
      const capped =
        lab.cap === "attempt"
          ? setAttemptCap(
              base,
              workload,
              point.cap === null ? null : { ...otherRules(own.attemptCap), tokens: Math.round(point.cap) },
            ).plan
          : setMonthCap(
              base,
              workload,
              point.cap === null ? null : monthCapOf(own.monthCap ?? null, lab.action!, point.cap),
            ).plan;
      return addScenario(before, { name, change: differenceAsPatch(before, capped) });
    });
    goTo("scenarios");
  };
  return (
    <p className="lab-actions">
      {places.map((at) => (
        <Button key={at} onClick={() => asScenario(lab.points[at]!)}>
          {`Make a scenario of ${lab.points[at]!.cap === null ? "no cap" : capName(lab.points[at]!, lab.unit, plan.currency)}`}
        </Button>
      ))}
    </p>
  );
}

/** What a cap does beside its size: who approves, what falls back, what is handed back. */
function otherRules(cap: Plan["workloads"][string]["attemptCap"]): object {
  if (cap === undefined) return {};
  return Object.fromEntries(Object.entries(cap).filter(([name]) => name !== "tokens" && name !== "cost"));
}
