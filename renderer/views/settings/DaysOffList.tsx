import { useState, type ReactElement } from "react";
import { formatDateLong } from "#shared/format/dates.ts";
import { workingDayOf } from "#shared/plan/defaults.ts";
import { closeDays, daysOffOf, toggleDayOff } from "#shared/plan/settings/calendarEdits.ts";
import { epochDayOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { IssueText } from "#renderer/controls/Field.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** Every day off by its date and name, and days on which the company is closed: what the chart shows, by keyboard. */
export function DaysOffList(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const { named, workedHolidays } = daysOffOf(base);
  const start = epochDayOf(base.fiscalYear.start);
  const listed = [...(base.calendar?.holidays ?? []), ...workedHolidays].toSorted();
  const isWorked = new Set(workedHolidays);
  return (
    <div className="settings-question">
      <CloseDays />
      <ul className="days-off" aria-label="Days off">
        {listed.map((date) => {
          const words = formatDateLong(epochDayOf(date), { start });
          const name = named.get(date) ?? "company closed";
          return (
            <li key={date}>
              <span className="figure">{words}</span>
              <span className="note">{isWorked.has(date) ? `${name}, worked` : name}</span>
              {isWorked.has(date) ? (
                <Button kind="link" onClick={() => makeInBase((plan) => toggleDayOff(plan, date))}>
                  Take it off
                </Button>
              ) : (
                <IconButton
                  label={`Work on ${words}`}
                  icon="close"
                  onClick={() => makeInBase((plan) => toggleDayOff(plan, date))}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function CloseDays(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const [from, setFrom] = useState(base.fiscalYear.start);
  const [to, setTo] = useState(base.fiscalYear.start);
  const isBackwards = to < from;
  return (
    <div className="settings-fields">
      <DayField
        label="Closed from"
        value={from}
        onChange={(day) => {
          setFrom(day);
          if (to < day) setTo(day);
        }}
      />
      <DayField label="to" value={to} onChange={setTo} />
      <Button
        disabled={isBackwards}
        onClick={() => makeInBase((plan) => closeDays(plan, { from, to }, workingDayOf(plan.calendar)))}
      >
        Close these days
      </Button>
      {isBackwards && <IssueText>The last day is before the first. Type a later one.</IssueText>}
    </div>
  );
}
