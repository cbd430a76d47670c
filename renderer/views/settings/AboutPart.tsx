import type { ReactElement } from "react";
import { renamePlan, setAbout } from "#shared/plan/settings/aboutEdits.ts";
import { DayField } from "#renderer/controls/DayField.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { tooLong } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { SettingsPart, SettingsRow } from "./SettingsPart.tsx";

const FIELDS = [
  { field: "company", label: "Company" },
  { field: "preparedBy", label: "Prepared by" },
  { field: "version", label: "Version" },
] as const;

/** What the plan is called, and whose it is. */
export function AboutPart(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  return (
    <SettingsPart question="What is this plan called, and whose is it?" note="Printed on the PDF and in the workbook.">
      <SettingsRow label="Plan" pointer="/name">
        <Field
          label="Plan"
          hideLabel
          value={base.name}
          onCommit={(text) => {
            if (text.trim() === "") return "Type a name: a plan has one.";
            const refusal = tooLong(text);
            if (refusal === null) makeInBase((plan) => renamePlan(plan, text));
            return refusal;
          }}
        />
      </SettingsRow>
      {FIELDS.map(({ field, label }) => (
        <SettingsRow key={field} label={label} pointer={`/about/${field}`}>
          <Field
            label={label}
            hideLabel
            value={base.about?.[field] ?? ""}
            onCommit={(text) => {
              const refusal = tooLong(text);
              if (refusal === null) makeInBase((plan) => setAbout(plan, field, text));
              return refusal;
            }}
          />
        </SettingsRow>
      ))}
      <SettingsRow label="Date" pointer="/about/date">
        <DayField
          label="Date of this version"
          hideLabel
          value={base.about?.date ?? ""}
          emptyWords="none"
          onChange={(day) => makeInBase((plan) => setAbout(plan, "date", day))}
        />
      </SettingsRow>
    </SettingsPart>
  );
}
