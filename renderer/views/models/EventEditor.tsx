import type { ReactElement } from "react";
import type { DatedMultiplier } from "../../../shared/plan/schema.ts";
import { IconButton } from "../../controls/Button.tsx";
import { Field } from "../../controls/Field.tsx";
import { FigureField, isShare } from "../inputs/PlainField.tsx";
import { PlanNumber } from "../inputs/PlanNumber.tsx";
import { usePlanEdits } from "../inputs/usePlanEdits.ts";

/** A dated change that may come: from when, how likely, times what. */
export function EventEditor({ title, pointer, event, onRemove }: { readonly title: string; readonly pointer: string; readonly event: DatedMultiplier; readonly onRemove: () => void }): ReactElement {
  const { change } = usePlanEdits();
  return (
    <fieldset className="event-editor">
      <legend className="visually-hidden">{title}</legend>
      <div className="event-head">
        <Field
          label="From"
          value={event.from}
          width={96}
          placeholder="2027-07-01"
          onCommit={(text) => {
            if (!isDay(text.trim())) return "Type a day as 2027-07-01.";
            change(`${pointer}/from`, text.trim());
            return null;
          }}
        />
        <FigureField label="How likely" hideLabel={false} value={event.probability ?? 1} width={60} writing={{ kind: "percent" }} check={isShare} onChange={(probability) => change(`${pointer}/probability`, probability)} />
        <IconButton label={`Remove: ${title}`} icon="trash" onClick={onRemove} />
      </div>
      <PlanNumber pointer={`${pointer}/multiplier`} label="Price after it" range="amount" unit="times" note="1: no change. 0.8: a fifth cheaper. 4: four times dearer." />
    </fieldset>
  );
}

function isDay(text: string): boolean {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}
