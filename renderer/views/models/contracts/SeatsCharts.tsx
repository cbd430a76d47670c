import { useState, type ReactElement } from "react";
import { AllowanceMonths, allowanceSentence, allowanceTable } from "#shared/charts/contracts/AllowanceMonths.tsx";
import { CourseFan, courseTable } from "#shared/charts/contracts/CourseFan.tsx";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatMoneyTo } from "#shared/format/money.ts";
import type { ContractCourse } from "#shared/studies/contracts/course.ts";
import type { SeatsCourse } from "#shared/studies/contracts/seatsCourse.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { monthName } from "./monthName.ts";

const HEIGHT = 150;
const MONTHS_WIDTH = 326;
const DAYS_WIDTH = 264;

/** The allowances by month, and the open month by day. */
export function SeatsCharts({
  course,
  onSeats,
}: {
  readonly course: ContractCourse;
  readonly onSeats: (id: string, count: number) => void;
}): ReactElement | null {
  const { plan } = usePlanEdits();
  const [chosen, setChosen] = useState<string | null>(null);
  const ids = Object.keys(course.seats).filter((id) => plan.seats?.[id] !== undefined);
  const id = chosen !== null && ids.includes(chosen) ? chosen : ids[0];
  if (id === undefined) return null;
  const own = course.seats[id]!;
  const nameOf = (one: string): string => plan.seats?.[one]?.name ?? one;
  return (
    <div className="seats-charts">
      {ids.length > 1 && (
        <div className="seats-choice">
          <Segmented
            label="Whose allowance"
            options={ids.map((value) => ({ value, label: nameOf(value) }))}
            value={id}
            onChange={setChosen}
          />
        </div>
      )}
      <MonthsFrame own={own} name={nameOf(id)} />
      {own.open !== null && <DaysFrame own={own} open={own.open} name={nameOf(id)} />}
      <p className="note seats-note">
        <OpenWords own={own} onSeats={(count) => onSeats(id, count)} />
      </p>
    </div>
  );
}

function MonthsFrame({ own, name }: { readonly own: SeatsCourse; readonly name: string }): ReactElement {
  const { plan, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const monthStarts = startsOf(plan.fiscalYear);
  const props = { months: own.months, monthStarts, currency: plan.currency };
  const chart = (
    <AllowanceMonths
      {...props}
      width={MONTHS_WIDTH}
      height={HEIGHT}
      theme={theme}
      hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
    />
  );
  return (
    <ChartFrame
      question="Used, unused, overage"
      fileName={`${name}, allowance by month`}
      chart={chart}
      table={() => allowanceTable(props)}
      sentence={<span className="visually-hidden">{allowanceSentence(props)}</span>}
    />
  );
}

function startsOf({ start, months }: { readonly start: string; readonly months: number }): number[] {
  return Array.from({ length: months + 1 }, (_, month) => firstOfMonth(epochDayOf(start), month));
}

function DaysFrame({
  own,
  open,
  name,
}: {
  readonly own: SeatsCourse;
  readonly open: NonNullable<SeatsCourse["open"]>;
  readonly name: string;
}): ReactElement {
  const { plan, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const { fan, pool, likelyFrom, month } = open;
  const days = fan.quantiles[0]!.length - 1;
  const top = 1.05 * Math.max(pool, fan.quantiles.at(-1)!.at(-1)!);
  const steps = [1, 10, 20].map((day) => ({ value: day, text: String(day) }));
  const first = firstOfMonth(epochDayOf(plan.fiscalYear.start), month);
  const sentence =
    likelyFrom === null
      ? `In ${monthName(plan, month)} overage of ${name} is not likely.`
      : `In ${monthName(plan, month)} overage of ${name} is likely from day ${likelyFrom} on.`;
  const chart = (
    <CourseFan
      fan={fan}
      closedTo={0}
      steps={steps}
      amounts={moneyTicks(plan.currency, 0, top, 4)}
      lowest={0}
      highest={top}
      level={pool}
      {...(likelyFrom === null
        ? {}
        : { marked: { at: likelyFrom, words: [["Overage likely"], [`from day ${likelyFrom}`]] } })}
      sentence={sentence}
      width={DAYS_WIDTH}
      height={HEIGHT}
      theme={theme}
      hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
    />
  );
  const included = formatMoneyTo(plan.currency, pool, 3);
  return (
    <ChartFrame
      question={`${monthName(plan, month)}, day by day`}
      sentence={own.share === "pool" ? `Line: the pool of ${included}.` : `Line: ${included} for all people together.`}
      fileName={`${name}, ${monthName(plan, month)} by day`}
      chart={chart}
      table={() =>
        courseTable(
          fan,
          Array.from({ length: days }, (_, d) => ({ at: d + 1, name: isoDateOf(first + d) })),
        )
      }
    />
  );
}

/** "May: overage of €3,800, 8 in 10 between €2,400 and €5,200. With 570 seats the pool would hold in 40 of 50." */
function OpenWords({
  own,
  onSeats,
}: {
  readonly own: SeatsCourse;
  readonly onSeats: (count: number) => void;
}): ReactElement {
  const { plan } = usePlanEdits();
  const legend = "Solid: used. Outlined: unused, forfeited at the end. Hatched: overage; its line holds 8 in 10. ";
  if (own.open === null) return <>{legend}</>;
  const { month, seatsToHold } = own.open;
  const { overage, overageP10, overageP90 } = own.months[month]!;
  const money = formatMoneyTo(plan.currency, overage, 2);
  const [low, high] = [overageP10, overageP90].map((amount) => formatMoneyTo(plan.currency, amount, 2));
  return (
    <>
      {legend}
      {overage === 0
        ? `${monthName(plan, month)}: no overage.`
        : `${monthName(plan, month)}: overage of ${money}, 8 in 10 between ${low!} and ${high!}.`}
      {seatsToHold !== null && overage > 0 && (
        <>
          {" With "}
          <Button kind="link" onClick={() => onSeats(seatsToHold)}>{`${formatCount(seatsToHold)} seats`}</Button>
          {" the pool would hold in 40 of 50."}
        </>
      )}
    </>
  );
}
