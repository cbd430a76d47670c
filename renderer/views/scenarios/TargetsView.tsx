import { useMemo, useState, type ReactElement, type ReactNode } from "react";
import { CurveChart, curveSentence, curveTable } from "#shared/charts/compare/CurveChart.tsx";
import { formatPercent } from "#shared/format/chances.ts";
import { formatCount, formatDecimals } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { resolutionOf, significantStep, toDecimals } from "#shared/format/digits.ts";
import { moneyAmong, moneyStyle } from "#shared/format/money.ts";
import type { Known } from "#shared/forecast/answers/parts.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { DEFAULT_CONFIDENCE, resolvePlan } from "#shared/plan/defaults.ts";
import { setAt, setAttemptCap, setMonthCap } from "#shared/plan/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { addScenario, differenceAsPatch } from "#shared/plan/scenarios/scenarioEdits.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { emphasised } from "#shared/report/text.ts";
import type { BestSize, SizedThing } from "#shared/studies/bestSize.ts";
import { driverWords } from "#shared/studies/driverWords.ts";
import {
  bestSizeSentence,
  budgetSentence,
  commitmentSentence,
  knownWords,
  reserveSentence,
  sizeWords,
  stressSentence,
} from "#shared/studies/targetWords.ts";
import type { Targets } from "#shared/studies/targets.ts";
import { isoMonthOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { Slider } from "#renderer/controls/Slider.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { isShare } from "#renderer/views/inputs/PlainField.tsx";
import type { ScenariosPartProps } from "./parts.ts";
import { EnoughPart } from "./EnoughPart.tsx";
import { useMakeScenario } from "#renderer/state/useMakeScenario.ts";
import { SetBudget } from "./SetBudget.tsx";

/**
 * What a target takes: the budget for a confidence, a prepaid amount, a reserve that sums, the best size of a rule, and
 * the mildest assumptions that use the budget up.
 */
export function TargetsView({ switcher }: ScenariosPartProps): ReactElement {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  const isSound = useApp((state) => state.issues.length === 0);
  const active = useMemo(
    () => (isSound && scenario !== null ? applyScenario(plan, scenario) : plan),
    [plan, scenario, isSound],
  );
  const [confidence, setConfidence] = useState<number | null>(null);
  const [outcomes, setOutcomes] = useState<number | null>(null);
  const [discount, setDiscount] = useState(0.1);
  const sure = confidence ?? active.budget.confidence ?? DEFAULT_CONFIDENCE;
  const question = useMemo(
    () => (isSound ? { plan, scenario, confidence: sure, outcomes, discount } : null),
    [plan, scenario, sure, outcomes, discount, isSound],
  );
  const study = useStudy("targets", question);
  const shown = shownStudy(study.state);
  const unit = pluralOf(active.workloads[shown?.answer.main ?? ""]?.outcome.unit);
  const words =
    shown === null
      ? null
      : budgetSentence(active, shown.answer, sure, outcomes === null ? null : `${formatCount(outcomes)} ${unit}`);
  return (
    <div className="lab">
      <h1 className="answer">
        {words === null
          ? isSound
            ? "Calculating targets…"
            : "This plan has an error, so nothing can be calculated. The error is shown at the top."
          : emphasised(words.sentence, words.figures).map(({ text, tone }, i) =>
              tone === undefined ? text : <strong key={i}>{text}</strong>,
            )}
      </h1>
      {switcher}
      {isSound && <EnoughPart plan={plan} active={active} scenario={scenario} />}
      <StudyStatus study={study} what="Targets" />
      {shown !== null && (
        <>
          <section aria-label="The smallest budget" className="target">
            <h2 className="part-heading">How much budget for which confidence?</h2>
            <div className="target-fields">
              <Slider
                label="Sure of the whole year"
                value={sure}
                min={0.5}
                max={0.99}
                step={0.01}
                writing={PERCENT}
                check={confidenceRefusal}
                onChange={setConfidence}
              />
              <Field
                label={`And ${unit}, at least`}
                value={outcomes === null ? "" : formatCount(outcomes)}
                placeholder="no target"
                onCommit={(text) => {
                  if (text.trim() === "") {
                    setOutcomes(null);
                    return null;
                  }
                  const value = parseTyped(text);
                  if (value === null || value < 0)
                    return "Type a number of outcomes, 0 or more. Leave it empty for no target.";
                  setOutcomes(value);
                  return null;
                }}
              />
              <SetBudget
                amount={shown.answer.joint?.amount ?? shown.answer.budget.amount}
                words={knownWords(active.currency, shown.answer.joint ?? shown.answer.budget)}
              />
            </div>
          </section>
          <div className="lab-parts lab-halves">
            <Commitment targets={shown.answer} plan={active} discount={discount} onDiscount={setDiscount} />
            <ReserveTable targets={shown.answer} plan={active} confidence={sure} />
          </div>
          <BestSizePart plan={plan} active={active} scenario={scenario} />
          <StressPart plan={plan} active={active} scenario={scenario} />
        </>
      )}
    </div>
  );
}

const PERCENT = { kind: "percent" } as const;

function confidenceRefusal(share: number): string | null {
  return share > 0 && share < 1 ? null : "The confidence must lie between 0% and 100%.";
}

function discountRefusal(share: number): string | null {
  return share >= 0 && share < 1 ? null : "A discount must lie between 0% and 100%.";
}

function Commitment({
  targets,
  plan,
  discount,
  onDiscount,
}: {
  readonly targets: Targets;
  readonly plan: Plan;
  readonly discount: number;
  readonly onDiscount: (discount: number) => void;
}): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const { curve, best, cost, without } = targets.commitment;
  const input = {
    points: curve.map(({ committed, cost: expected }) => ({ x: committed, y: expected })),
    mark: { x: best.amount, y: cost, words: `prepay ${knownWords(plan.currency, best)}` },
    level: { y: without, words: "no prepayment" },
    xName: "prepaid",
    yName: "expected cost of the year",
    currency: plan.currency,
    theme,
    hue: theme.color.ink2,
    width: Math.max(width, 260),
    height: 240,
  };
  const chart = <CurveChart {...input} />;
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question="How much to prepay?"
          note="of the metered spend, without seats"
          fileName={`${plan.name}, prepaid`}
          chart={chart}
          table={() => curveTable(input)}
          sentence={`${commitmentSentence(plan, targets, discount)} ${curveSentence(input)}`}
        >
          <div>
            <Slider
              label="Discount"
              value={discount}
              min={0}
              max={0.6}
              step={0.01}
              writing={PERCENT}
              check={discountRefusal}
              onChange={onDiscount}
            />
            {chart}
          </div>
        </ChartFrame>
      )}
    </div>
  );
}

function ReserveTable({
  targets,
  plan,
  confidence,
}: {
  readonly targets: Targets;
  readonly plan: Plan;
  readonly confidence: number;
}): ReactElement {
  const { shares, base, ask, error, together } = targets.reserves;
  const group = moneyStyle(plan.currency, ask);
  const money = (amount: number): string => moneyAmong(group, amount, resolutionOf(error));
  const known = (figure: Known): string => moneyAmong(group, figure.amount, resolutionOf(figure.error));
  // Budget lines are decisions: they are written so finely that they can be seen to sum.
  const line = (amount: number): string => moneyAmong(group, amount, significantStep(ask, 4));
  return (
    <section aria-label="Budget per workload">
      <h2 className="part-heading">Budget per workload</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Workload</th>
            <th scope="col" className="numeric">
              Share of base
            </th>
            <th scope="col" className="numeric">
              Share of contingency
            </th>
            <th scope="col" className="numeric">
              Allocated budget
            </th>
            <th scope="col" className="numeric">{`Stand-alone ${formatPercent(confidence)}`}</th>
          </tr>
        </thead>
        <tbody>
          {shares.map((share, i) => (
            <tr key={i}>
              <th scope="row">{share.name}</th>
              <td className="numeric">{money(share.base)}</td>
              <td className="numeric">{money(share.contingency)}</td>
              <td className="numeric figure">{line(share.budget)}</td>
              <td className="numeric">{known(share.alone)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Plan</th>
            <td className="numeric figure">{money(base)}</td>
            <td className="numeric figure">{money(ask - base)}</td>
            <td className="numeric figure">{line(ask)}</td>
            <td className="numeric">{known(together)}</td>
          </tr>
        </tbody>
      </table>
      <p className="note">
        {reserveSentence(plan, targets, confidence)} Each part gets its average cost in the simulated years in which the
        plan reaches its base, and its request. The allocated budgets add up exactly.
      </p>
    </section>
  );
}

interface AskedPartProps {
  readonly plan: Plan;
  readonly active: Plan;
  readonly scenario: string | null;
}

/** A question that takes many forecasts: asked on demand, told while it runs, stopped at will. */
function OnDemand({
  heading,
  fields,
  isAsked,
  onAsk,
  label,
  children,
}: {
  readonly heading: string;
  readonly fields: ReactNode;
  readonly isAsked: boolean;
  readonly onAsk: () => void;
  readonly label: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section aria-label={heading} className="target">
      <h2 className="part-heading">{heading}</h2>
      <div className="target-fields">
        {fields}
        {!isAsked && (
          <Button icon="play" onClick={onAsk}>
            {label}
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}

function BestSizePart({ plan, active, scenario }: AskedPartProps): ReactElement | null {
  const ids = Object.keys(active.workloads);
  const make = useMakeScenario();
  const [chosen, setChosen] = useState(ids[0] ?? "");
  const id = ids.includes(chosen) ? chosen : (ids[0] ?? "");
  const [thing, setThing] = useState<SizedThing>("attempt cap");
  const [risk, setRisk] = useState(0.5);
  const [asked, setAsked] = useState<{
    readonly plan: Plan;
    readonly scenario: string | null;
    readonly workload: string;
    readonly thing: SizedThing;
    readonly risk: number;
  } | null>(null);
  const study = useStudy("bestSize", asked, 0);
  const isCurrent =
    asked !== null &&
    asked.plan === plan &&
    asked.scenario === scenario &&
    asked.workload === id &&
    asked.thing === thing &&
    asked.risk === risk;
  const shown = shownStudy(study.state);
  const workload = active.workloads[id];
  if (workload === undefined) return null;
  const canRoute = "choose" in workload.route && workload.route.choose.length === 2;
  const things: readonly SizedThing[] = canRoute
    ? ["attempt cap", "month cap", "router"]
    : ["attempt cap", "month cap"];
  const own = things.includes(thing) ? thing : "attempt cap";
  const asScenario = ({ thing: sized, best }: BestSize): void => {
    const name = `${workload.name ?? id}: ${sized} at ${sizeWords(active, sized, best!.size)}`;
    make(`add the scenario “${name}”`, (before) => {
      const base = scenario === null ? before : applyScenario(before, scenario);
      return addScenario(before, { name, change: differenceAsPatch(before, sizedPlan(base, id, sized, best!.size)) });
    });
  };
  return (
    <OnDemand
      heading="Best cap size"
      label="Find best cap"
      isAsked={isCurrent}
      onAsk={() => setAsked({ plan, scenario, workload: id, thing: own, risk })}
      fields={
        <>
          <Select
            label="Workload"
            options={ids.map((value) => ({ value, label: active.workloads[value]!.name ?? value }))}
            value={id}
            onChange={setChosen}
          />
          <Select
            label="Cap"
            options={things.map((value) => ({
              value,
              label:
                value === "router"
                  ? "share of the first branch"
                  : value === "attempt cap"
                    ? "cap on one attempt"
                    : "monthly cap",
            }))}
            value={own}
            onChange={setThing}
          />
          <Slider
            label="Overspend in at most"
            value={risk}
            min={0}
            max={1}
            step={0.02}
            writing={PERCENT}
            check={isShare}
            onChange={setRisk}
          />
        </>
      }
    >
      {isCurrent && <StudyStatus study={study} what="Sizes" />}
      {shown !== null && isCurrent && !shown.isStale && (
        <p>
          {bestSizeSentence(active, shown.answer, risk)}{" "}
          {`${shown.answer.tried.length} sizes were tried on the same ${formatCount(shown.answer.trials)} simulated years.`}{" "}
          {shown.answer.best !== null && (
            <Button kind="link" onClick={() => asScenario(shown.answer)}>
              Make a scenario
            </Button>
          )}
        </p>
      )}
    </OnDemand>
  );
}

function sizedPlan(base: Plan, id: string, thing: SizedThing, size: number): Plan {
  const workload = base.workloads[id]!;
  switch (thing) {
    case "attempt cap":
      return setAttemptCap(base, id, {
        ...Object.fromEntries(
          Object.entries(workload.attemptCap ?? {}).filter(([name]) => name !== "tokens" && name !== "cost"),
        ),
        tokens: Math.round(size),
      }).plan;
    case "month cap":
      return setMonthCap(base, id, { atCap: "block", ...workload.monthCap, amount: Math.round(size) }).plan;
    case "router": {
      const { route } = workload;
      if (!("choose" in route)) return base;
      return setAt(base, pointerOf(["workloads", id, "route"]), {
        ...route,
        choose: route.choose.map((branch, i) => (i === 0 ? { ...branch, upTo: toDecimals(size, 3) } : branch)),
      });
    }
  }
}

function StressPart({ plan, active, scenario }: AskedPartProps): ReactElement {
  const { store } = useAppContext();
  const { monthStarts } = useMemo(() => resolvePlan(active), [active]);
  const months = monthStarts.length - 1;
  const [month, setMonth] = useState(String(Math.ceil(months / 2)));
  const [asked, setAsked] = useState<{
    readonly plan: Plan;
    readonly scenario: string | null;
    readonly month: number;
  } | null>(null);
  const study = useStudy("reverseStress", asked, 0);
  const shown = shownStudy(study.state);
  const isCurrent =
    asked !== null && asked.plan === plan && asked.scenario === scenario && asked.month === Number(month);
  const words = useMemo(() => driverWords(active), [active]);
  return (
    <OnDemand
      heading="What would have to go wrong?"
      label="Run stress test"
      isAsked={isCurrent}
      onAsk={() => setAsked({ plan, scenario, month: Number(month) })}
      fields={
        <Select
          label="Budget spent by the end of"
          options={Array.from({ length: months }, (_, m) => ({
            value: String(m + 1),
            label: formatMonth(isoMonthOf(monthStarts[m]!)),
          }))}
          value={month}
          onChange={setMonth}
        />
      }
    >
      {isCurrent && <StudyStatus study={study} what="Stress test" />}
      {shown !== null && isCurrent && !shown.isStale && (
        <>
          <p>{stressSentence(active, shown.answer)}</p>
          {shown.answer.status === "found" && (
            <table className="table lab-table">
              <thead>
                <tr>
                  <th scope="col">Assumption</th>
                  <th scope="col" className="numeric">
                    Expected
                  </th>
                  <th scope="col" className="numeric">
                    In this case
                  </th>
                  <th scope="col" className="numeric">
                    Standard deviations
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.answer.moved.map(({ unknown, value, middle, score }) => (
                  <tr key={unknown.id}>
                    <th scope="row">
                      <Button kind="link" onClick={() => store.getState().focusInput(unknown.pointer)}>
                        {words.name(unknown)}
                      </Button>
                    </th>
                    <td className="numeric">{words.value(unknown, middle)}</td>
                    <td className="numeric figure">{words.value(unknown, value)}</td>
                    <td className="numeric">{`${score > 0 ? "+" : ""}${formatDecimals(score, 1)}`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </OnDemand>
  );
}
