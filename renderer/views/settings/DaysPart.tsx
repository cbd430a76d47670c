import { useMemo, useState, type ReactElement } from "react";
import {
  WorkedDays,
  workedDaysSentence,
  workedDaysTable,
  type DayKind,
  type WorkedDaysProps,
} from "#shared/charts/inputs/WorkedDays.tsx";
import { resolvePlan, workingDayOf } from "#shared/plan/defaults.ts";
import { changeAt } from "#shared/plan/edits/edits.ts";
import { HOLIDAY_SOURCE, holidayPresets, isHolidayPreset } from "#shared/plan/presets/holidays.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { daysOffOf, setHolidayPreset, toggleDayOff } from "#shared/plan/settings/calendarEdits.ts";
import { epochDayOf, isoDateOf, type EpochDay } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { IssueText } from "#renderer/controls/Field.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { isShare } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { DaysOffList } from "./DaysOffList.tsx";
import { SettingsRow } from "./SettingsPart.tsx";

/** Which days are worked: a country's holidays first, then the company's own. */
export function DaysPart(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const isSound = useApp((state) => state.issues.length === 0);
  const [isEditing, setEditing] = useState(false);
  const preset = base.calendar?.preset ?? "";
  const options = [
    { value: "", label: "No list" },
    ...holidayPresets.map(({ code, name }) => ({ value: code, label: name })),
    ...(preset === "" || isHolidayPreset(preset) ? [] : [{ value: preset, label: preset }]),
  ];
  return (
    <div className="settings-part">
      {isSound ? <YearOfDays plan={base} onToggle={(day) => makeInBase((plan) => toggleDayOff(plan, day))} /> : null}
      <SettingsRow label="Holidays of" pointer="/calendar/preset">
        <Select
          label="Holidays of"
          hideLabel
          options={options}
          value={preset}
          onChange={(code) => makeInBase((plan) => setHolidayPreset(plan, code === "" ? null : code))}
        />
      </SettingsRow>
      {daysOffOf(base).isListMissing && (
        <IssueText>{`The list does not reach this year, so its holidays are not known. Type them under “Edit the days”.`}</IssueText>
      )}
      <SettingsRow label="Weekends count" pointer="/calendar/restDayShare">
        <FigureField
          label="Weekends count"
          value={base.calendar?.restDayShare ?? 0}
          writing={{ kind: "percent" }}
          unit="of a working day"
          check={isShare}
          onChange={(share) => makeInBase((plan) => changeAt(plan, "/calendar/restDayShare", share, "change weekends"))}
        />
      </SettingsRow>
      <Button kind="link" expanded={isEditing} onClick={() => setEditing(!isEditing)}>
        Edit the days
      </Button>
      {isEditing && <DaysOffList />}
      {preset !== "" && <p className="note">{`Holidays: ${HOLIDAY_SOURCE}.`}</p>}
    </div>
  );
}

function YearOfDays({
  plan,
  onToggle,
}: {
  readonly plan: Plan;
  readonly onToggle: (date: string) => void;
}): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const year = useMemo(() => yearOf(plan), [plan]);
  const chart = <WorkedDays {...year} width={Math.max(width, 180)} theme={theme} />;
  return (
    <ChartFrame
      question="Which days are worked?"
      fileName={`${plan.name}, working days`}
      chart={chart}
      table={() => workedDaysTable(year)}
    >
      <div
        ref={place}
        className="settings-days"
        title={workedDaysSentence(year)}
        // A hand may click a day; the keyboard has "Edit the days".
        onClick={(event) => {
          const date = event.target instanceof SVGElement ? event.target.dataset["day"] : undefined;
          if (date !== undefined && year.kindOf(epochDayOf(date)) !== "rest") onToggle(date);
        }}
      >
        {width > 0 && chart}
      </div>
    </ChartFrame>
  );
}

function yearOf(plan: Plan): Pick<WorkedDaysProps, "monthStarts" | "kindOf"> {
  const { named, workedHolidays } = daysOffOf(plan);
  const worked = new Set(workedHolidays);
  const off = new Set(plan.calendar?.holidays ?? []);
  const isWorkingDay = workingDayOf({ ...plan.calendar, holidays: [] });
  const kindOf = (day: EpochDay): DayKind => {
    const date = isoDateOf(day);
    // Without a list, a day off is a holiday: nothing says that it is the company's own.
    if (off.has(date)) return named.size === 0 || named.has(date) ? "holiday" : "closed";
    if (!isWorkingDay(day)) return "rest";
    return worked.has(date) ? "workedHoliday" : "worked";
  };
  return { monthStarts: resolvePlan(plan).monthStarts, kindOf };
}
