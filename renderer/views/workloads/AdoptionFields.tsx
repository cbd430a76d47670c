import type { ReactElement } from "react";
import { AdoptionChart, adoptionSentence } from "#shared/charts/inputs/AdoptionChart.tsx";
import { formatMonth } from "#shared/format/dates.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { dayOfMonth } from "#shared/plan/resolving/resolvedDemand.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

type Points = NonNullable<Workload["demand"]["adoption"]>;

/** The adoption curve: its chart, and one number a month with straight lines between. */
export function AdoptionFields({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const list = pointerOf(["workloads", id, "demand", "adoption"]);
  const points = workload.demand.adoption;
  if (points === undefined) return <NoCurve list={list} />;
  return (
    <>
      <CurveRow list={list} points={points} />
      <PointFields list={list} points={points} />
    </>
  );
}

function NoCurve({ list }: { readonly list: string }): ReactElement {
  const { plan, change } = usePlanEdits();
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

function CurveRow({ list, points }: { readonly list: string; readonly points: Points }): ReactElement {
  const { plan, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const isSound = useApp(
    (state) => !state.issues.some(({ pointer }) => pointer.startsWith(list) || pointer.startsWith("/fiscalYear")),
  );
  const start = epochDayOf(plan.fiscalYear.start);
  const days = points.map(({ month, share }) => ({ day: start + dayOfMonth(month, start), share }));
  const monthStarts = Array.from({ length: plan.fiscalYear.months + 1 }, (_, month) => firstOfMonth(start, month));
  return (
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
  );
}

function PointFields({ list, points }: { readonly list: string; readonly points: Points }): ReactElement {
  const { plan, change } = usePlanEdits();
  const start = epochDayOf(plan.fiscalYear.start);
  const monthOf = (month: number): string => {
    const iso = isoMonthOf(firstOfMonth(start, Math.floor(month)));
    return formatMonth(iso, month < 0 || month >= 12);
  };
  return (
    <>
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
          onClick={() => change(list, [...points, nextPoint(points, plan.fiscalYear.months - 1)])}
        >
          Add a point of adoption
        </Button>
      </div>
    </>
  );
}

/** A point after the last one, with its share: halfway to the end of the year, or a month later. */
function nextPoint(points: Points, end: number): Points[number] {
  const last = points.at(-1)!;
  const month = last.month < end ? Math.ceil((last.month + end) / 2) : Math.floor(last.month) + 1;
  return { month: month > last.month ? month : last.month + 1, share: last.share };
}
