import type { ReactElement } from "react";
import { formatMonth } from "#shared/format/dates.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { atLeast0 } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AdoptionFields } from "./AdoptionFields.tsx";
import { PeopleField } from "./people/PeopleField.tsx";

/** How much work there is: people, adoption, tasks, and how they move. */
export function DemandFields({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { demand } = workload;
  const at = (field: string): string => pointerOf(["workloads", id, "demand", field]);
  return (
    <>
      <PeopleField id={id} users={demand.users} />
      <AdoptionFields id={id} workload={workload} />
      <PlanNumber pointer={at("tasksPerUserPerDay")} label="Tasks per person and working day" />
      <PlanNumber pointer={at("monthlyGrowth")} label="Growth" writing={{ kind: "percent" }} unit="a month" />
      <FluctuationRow id={id} workload={workload} />
      <MoreOnDemand id={id} workload={workload} />
    </>
  );
}

function FluctuationRow({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { change } = usePlanEdits();
  const wander = workload.demand.wander ?? { monthlySd: 0, persistence: 0.9 };
  return (
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
        writing={{ kind: "percent" }}
        unit="a month"
        check={(value) => (value >= 0 && value <= 5 ? null : "Between 0% and 500%.")}
        onChange={(monthlySd) => change(pointerOf(["workloads", id, "demand", "wander"]), { ...wander, monthlySd })}
      />
    </Row>
  );
}

function MoreOnDemand({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { change } = usePlanEdits();
  const at = (field: string): string => pointerOf(["workloads", id, "demand", field]);
  return (
    <details className="more">
      <summary>More on demand</summary>
      <PlanNumber
        pointer={at("rebound")}
        label="When prices change"
        labelContent={<Term id="rebound">When prices change</Term>}
        note="−0.3 = prices 10% higher reduce work by 3%."
      />
      <Row label="How unevenly people use it" note="0 = all the same; 1.2 = typical, a few people use most.">
        <FigureField
          label="How unevenly people use it"
          value={workload.demand.userSpread ?? 0}
          check={atLeast0}
          onChange={(value) => change(at("userSpread"), value)}
        />
      </Row>
      <Seasons id={id} workload={workload} />
    </details>
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
