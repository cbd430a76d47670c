import { useState, type ReactElement } from "react";
import { MONTH_NAMES } from "#shared/format/dates.ts";
import { setAbout } from "#shared/plan/settings/aboutEdits.ts";
import { lengthRefusal, setFirstMonth, setMonths, startRefusal } from "#shared/plan/settings/yearEdits.ts";
import { IssueText } from "#renderer/controls/Field.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { SettingsPart, SettingsRow } from "./SettingsPart.tsx";

/** The fiscal year, and the clock by which its days begin. */
export function YearPart(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { start, months } = base.fiscalYear;
  const [year, month] = start.split("-") as [string, string];
  const years = Array.from({ length: 7 }, (_, i) => String(Number(year) - 3 + i));
  const begin = (first: string): void => {
    const problem = startRefusal(base, first);
    setRefusal(problem);
    if (problem === null) makeInBase((plan) => setFirstMonth(plan, first));
  };
  return (
    <SettingsPart
      question="Which year, and which clock?"
      note="Dates of contracts and changes stay. Adoption counts its months from the first month. Each imported source keeps the time zone that Actuals shows for it."
    >
      <SettingsRow label="First month" pointer="/fiscalYear/start">
        <Select
          label="First month"
          hideLabel
          options={MONTH_NAMES.map((label, i) => ({ value: String(i + 1).padStart(2, "0"), label }))}
          value={month}
          onChange={(value) => begin(`${year}-${value}`)}
        />
        <Select
          label="Year of the first month"
          hideLabel
          options={years.map((value) => ({ value, label: value }))}
          value={year}
          onChange={(value) => begin(`${value}-${month}`)}
        />
        {refusal !== null && <IssueText>{refusal}</IssueText>}
      </SettingsRow>
      <SettingsRow label="Length" pointer="/fiscalYear/months">
        <FigureField
          label="Length of the year"
          value={months}
          unit="months"
          check={(value) => lengthRefusal(base, value)}
          onChange={(value) => makeInBase((plan) => setMonths(plan, value))}
        />
      </SettingsRow>
      <SettingsRow label="Time zone" pointer="/about/timeZone">
        <Select
          label="Time zone"
          hideLabel
          options={zonesWith(base.about?.timeZone)}
          value={base.about?.timeZone ?? ""}
          onChange={(zone) => makeInBase((plan) => setAbout(plan, "timeZone", zone))}
        />
      </SettingsRow>
    </SettingsPart>
  );
}

/** Zones that this machine knows, and the plan's own. */
function zonesWith(own: string | undefined): { readonly value: string; readonly label: string }[] {
  const known = Intl.supportedValuesOf("timeZone");
  const names = own === undefined || own === "UTC" || known.includes(own) ? known : [own, ...known];
  return [
    { value: "", label: "not stated (UTC)" },
    ...names.map((value) => ({ value, label: value.replaceAll("_", " ") })),
  ];
}
