import type { ReactElement } from "react";
import { formatMonth } from "#shared/format/dates.ts";
import { significant } from "#shared/format/digits.ts";
import { middleUsers } from "#shared/plan/headCount.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { atLeast0 } from "#renderer/controls/checks.ts";
import { typed } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** The head count of each fiscal month, typed or pasted from a spreadsheet; kept as multiples of the group's people. */
export function HeadCountMonths({ id }: { readonly id: string }): ReactElement {
  const { plan, change } = usePlanEdits();
  const { byMonth } = plan.people![id]!;
  const pointer = pointerOf(["people", id, "byMonth"]);
  const middle = middleUsers(plan.people, { of: id, share: 1 });
  if (byMonth === undefined)
    return (
      <Row label="By month" note="The same all year, but for growth.">
        <Button
          kind="link"
          onClick={() =>
            change(
              pointer,
              Array.from({ length: plan.fiscalYear.months }, () => 1),
            )
          }
        >
          Give a head count a month
        </Button>
      </Row>
    );
  // With nobody at the start there is nothing to be a multiple of.
  const multiple = (people: number): number => (middle > 0 ? significant(people / middle, 6) : 1);
  const put = (from: number, people: readonly number[]): void =>
    change(
      pointer,
      byMonth.map((old, month) => {
        const next = people[month - from];
        return month < from || next === undefined ? old : multiple(next);
      }),
    );
  const start = epochDayOf(plan.fiscalYear.start);
  return (
    <Row
      label="By month"
      note="Before growth. Paste a row or a column of head counts into the month where it begins."
      below={
        <Button kind="link" onClick={() => change(pointer, undefined)}>
          The same all year
        </Button>
      }
    >
      <div className="seasons">
        {byMonth.map((factor, month) => (
          <MonthField
            key={month}
            name={formatMonth(isoMonthOf(firstOfMonth(start, month)))}
            people={significant(factor * middle, 6)}
            onChange={(people) => put(month, people)}
          />
        ))}
      </div>
    </Row>
  );
}

/** People of one month; what is pasted goes on into the months that follow. */
function MonthField({
  name,
  people,
  onChange,
}: {
  readonly name: string;
  readonly people: number;
  readonly onChange: (people: readonly number[]) => void;
}): ReactElement {
  return (
    <span
      className="season"
      onPaste={(event) => {
        const several = pasted(event.clipboardData.getData("text"));
        if (several === null) return;
        event.preventDefault();
        onChange(several);
      }}
    >
      <span className="tick">{name.slice(0, 3)}</span>
      <FigureField
        label={`People in ${name}`}
        value={people}
        width={56}
        check={atLeast0}
        onChange={(one) => onChange([one])}
      />
    </span>
  );
}

/** The numbers of a pasted row or column; null: it is one number, or no numbers. */
function pasted(text: string): number[] | null {
  const cells = text.trim().split(/[\t\r\n]+/u);
  const numbers = cells.map((cell) => typed(cell, { kind: "number" }));
  if (cells.length < 2 || !numbers.every((number) => number !== null && number >= 0)) return null;
  return numbers as number[];
}
