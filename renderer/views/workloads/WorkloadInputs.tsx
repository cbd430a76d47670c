import type { ReactElement } from "react";
import { AdoptionChart, adoptionSentence } from "#shared/charts/inputs/AdoptionChart.tsx";
import { formatMonth } from "#shared/format/dates.ts";
import { dayOfMonth } from "#shared/plan/resolvedDemand.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { atLeast0 } from "#renderer/controls/checks.ts";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { RouteFields } from "#renderer/views/inputs/route/RouteFields.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { CapInputs } from "./caps/CapInputs.tsx";
import { DatedChanges } from "./DatedChanges.tsx";
import { FoldingPart } from "./FoldingPart.tsx";
import { PeopleField } from "./people/PeopleField.tsx";
import { LeversPart } from "./LeversPart.tsx";
import { howDoneLine, howMuchLine, whoseLine, worthLine } from "./partLines.ts";
import { WhoseFields } from "./WhoseFields.tsx";

/**
 * Everything that describes a workload, in plain words and in the order of the story: how much, how it is done, where
 * it stops, what comes out.
 */
export function WorkloadInputs({
  id,
  resolved,
}: {
  readonly id: string;
  readonly resolved: ResolvedPlan | null;
}): ReactElement {
  const { plan, change } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const at = (...path: (string | number)[]): string => pointerOf(["workloads", id, ...path]);
  const { demand } = workload;
  const money = { kind: "money", currency: plan.currency } as const;
  const percent = { kind: "percent" } as const;
  const wander = demand.wander ?? { monthlySd: 0, persistence: 0.9 };
  const unit = workload.outcome.unit ?? "outcome";
  return (
    <div className="workload-inputs" data-pointer={at()}>
      <FoldingPart id="whose" title="Owner and outcome" line={whoseLine(workload)}>
        <WhoseFields id={id} workload={workload} />
      </FoldingPart>
      <FoldingPart id="how-much" title="How much work?" line={howMuchLine(plan, workload)}>
        <PeopleField id={id} users={demand.users} />
        <Adoption id={id} workload={workload} />
        <PlanNumber pointer={at("demand", "tasksPerUserPerDay")} label="Tasks per person and working day" />
        <PlanNumber pointer={at("demand", "monthlyGrowth")} label="Growth" writing={percent} unit="a month" />
        <Row
          label={<Term id="wander">Month-to-month fluctuation</Term>}
          note={
            wander.monthlySd === 0
              ? "None: demand follows its trend."
              : "How far demand moves from its trend. It returns slowly."
          }
        >
          <FigureField
            label="Fluctuation per month"
            value={wander.monthlySd}
            writing={percent}
            unit="a month"
            check={(value) => (value >= 0 && value <= 5 ? null : "Between 0% and 500%.")}
            onChange={(monthlySd) => change(at("demand", "wander"), { ...wander, monthlySd })}
          />
        </Row>
        <details className="more">
          <summary>More on demand</summary>
          <PlanNumber
            pointer={at("demand", "rebound")}
            label="When prices change"
            labelContent={<Term id="rebound">When prices change</Term>}

            note="−0.3 = prices 10% higher reduce work by 3%."
          />
          <Row label="How unevenly people use it" note="0 = all the same; 1.2 = typical, a few people use most.">
            <FigureField
              label="How unevenly people use it"
              value={demand.userSpread ?? 0}
              check={atLeast0}
              onChange={(value) => change(at("demand", "userSpread"), value)}
            />
          </Row>
          <Seasons id={id} workload={workload} />
        </details>
      </FoldingPart>
      <FoldingPart id="how-done" foldsWhenNarrow title="How is it done?" line={howDoneLine(plan, workload)}>
        <RouteRow id={id} workload={workload} />
        <DatedChanges id={id} resolved={resolved} />
        <PlanNumber
          pointer={at("tokensMultiplier")}
          label="Tokens versus the reference runs"
          unit="times"
          note="Your work compared with the runs behind the curve of one attempt."
        />
        <PlanNumber pointer={at("tokensGrowth")} label="Growth of tokens" writing={percent} unit="a month" />
      </FoldingPart>
      <CapInputs id={id} resolved={resolved} />
      <LeversPart id={id} />
      <FoldingPart id="worth" foldsWhenNarrow title="What is one outcome worth?" line={worthLine(plan, workload)}>
        <PlanNumber pointer={at("outcome", "value")} label={`Value of one ${unit}`} writing={money} unit="each" />
        <PlanNumber
          pointer={at("outcome", "captured")}
          label="Share realized"
          writing={percent}
          note="Share of that value that shows in the P&L."
        />
        <details className="more">
          <summary>Other costs: review, failures, errors</summary>
          <PlanNumber pointer={at("outcome", "reviewCost")} label="Review of one answer" writing={money} />
          <PlanNumber pointer={at("outcome", "failureCost")} label="One failed task" writing={money} />
          <PlanNumber pointer={at("outcome", "errorCost")} label="One undetected error" writing={money} />
          <Row label="A wrong last answer">
            <Select
              label="A wrong last answer"
              hideLabel
              options={[
                { value: "seen", label: "is noticed: the task failed" },
                { value: "unseen", label: "is not noticed: an error" },
              ]}
              value={workload.outcome.failuresVisible === false ? "unseen" : "seen"}
              onChange={(value) => change(at("outcome", "failuresVisible"), value === "seen")}
            />
          </Row>
        </details>
      </FoldingPart>
    </div>
  );
}

/** Points of the adoption curve: one number a month, straight lines between. */
function Adoption({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { plan, scenarioIndex, change } = usePlanEdits();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const points = workload.demand.adoption;
  const list = pointerOf(["workloads", id, "demand", "adoption"]);
  const isSound = useApp(
    (state) => !state.issues.some(({ pointer }) => pointer.startsWith(list) || pointer.startsWith("/fiscalYear")),
  );
  const start = epochDayOf(plan.fiscalYear.start);
  const monthOf = (month: number): string => {
    const iso = isoMonthOf(firstOfMonth(start, Math.floor(month)));
    return formatMonth(iso, month < 0 || month >= 12);
  };
  if (points === undefined) {
    return (
      <Row label={<Term id="adoption">Adoption</Term>} note="All of them use it, all year.">
        <Button
          kind="link"
          onClick={() =>
            change(list, [
              { month: 0, share: 0.3 },
              { month: plan.fiscalYear.months - 1, share: { min: 0.4, mode: 0.6, max: 0.8 } },
            ])
          }
        >
          Give a curve
        </Button>
      </Row>
    );
  }
  const days = points.map(({ month, share }) => ({ day: start + dayOfMonth(month, start), share }));
  const monthStarts = Array.from({ length: plan.fiscalYear.months + 1 }, (_, month) => firstOfMonth(start, month));
  return (
    <>
      <Row
        label={<Term id="adoption">Adoption</Term>}
        note={
          isSound
            ? adoptionSentence({ points: days, monthStarts })
            : "One input is not valid. The chart returns once it is fixed."
        }
      >
        {isSound && (
          <div className="adoption-chart" ref={place}>
            <AdoptionChart
              points={days}
              width={width > 0 ? width : 320}
              height={72}
              {...{ monthStarts, theme }}
              hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
            />
          </div>
        )}
      </Row>
      {points.map(({ month }, i) => (
        <div key={month} className="adoption-point">
          <PlanNumber
            pointer={`${list}/${i}/share`}
            label={`Adoption by ${monthOf(month)}`}
            writing={{ kind: "percent" }}
          />
          {points.length > 1 && (
            <IconButton
              label={`Remove the point of ${monthOf(month)}`}
              icon="close"
              onClick={() => change(list, points.toSpliced(i, 1))}
            />
          )}
        </div>
      ))}
      <div className="input-row-more">
        <Button
          kind="link"
          icon="plus"
          onClick={() => {
            const last = points.at(-1)!;
            // Halfway to the end of the year, or a month after it.
            const end = plan.fiscalYear.months - 1;
            const month = last.month < end ? Math.ceil((last.month + end) / 2) : Math.floor(last.month) + 1;
            change(list, [...points, { month: month > last.month ? month : last.month + 1, share: last.share }]);
          }}
        >
          Add a point of adoption
        </Button>
      </div>
    </>
  );
}

/** A factor for each fiscal month. */
function Seasons({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { plan, change } = usePlanEdits();
  const pointer = pointerOf(["workloads", id, "demand", "seasonality"]);
  const factors = workload.demand.seasonality;
  const start = epochDayOf(plan.fiscalYear.start);
  if (factors === undefined) {
    return (
      <Row label="Seasons" note="Every month the same.">
        <Button
          kind="link"
          onClick={() =>
            change(
              pointer,
              Array.from({ length: plan.fiscalYear.months }, () => 1),
            )
          }
        >
          Give a factor a month
        </Button>
      </Row>
    );
  }
  return (
    <Row label="Seasons" note="1 = a usual month. 0.8 = 20% less work.">
      <div className="seasons">
        {factors.map((factor, i) => (
          <span key={i} className="season">
            <span className="tick">{formatMonth(isoMonthOf(firstOfMonth(start, i))).slice(0, 3)}</span>
            <FigureField
              label={`Factor of ${formatMonth(isoMonthOf(firstOfMonth(start, i)))}`}
              value={factor}
              width={44}
              check={atLeast0}
              onChange={(value) =>
                change(
                  pointer,
                  factors.map((old, j) => (j === i ? value : old)),
                )
              }
            />
          </span>
        ))}
      </div>
    </Row>
  );
}

/** Which models do it, and who checks. */
function RouteRow({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { plan, change } = usePlanEdits();
  return (
    <Row label="Done by">
      <RouteFields
        label="Route"
        plan={plan}
        models={Object.keys(workload.attempts)}
        route={workload.route}
        onChange={(route) => change(pointerOf(["workloads", id, "route"]), route)}
      />
    </Row>
  );
}
