import type { ReactElement } from "react";
import type { DatedMultiplier } from "#shared/plan/schema/plan.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { isShare } from "#renderer/controls/checks.ts";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** A dated change that may come: from when, how likely, times what. */
export function EventEditor({
  title,
  pointer,
  event,
  until,
  onRemove,
}: {
  readonly title: string;
  readonly pointer: string;
  readonly event: DatedMultiplier;
  /** First day on which it is over, null: it stays; absent: it cannot end. */
  readonly until?: string | null;
  readonly onRemove: () => void;
}): ReactElement {
  const { change } = usePlanEdits();
  return (
    <fieldset className="event-editor" data-pointer={pointer}>
      <legend className="visually-hidden">{title}</legend>
      <div className="event-head">
        <DayField label="From" value={event.from} onChange={(from) => change(`${pointer}/from`, from)} />
        {until !== undefined && (
          <DayField
            label="Until (the day after)"
            value={until ?? ""}
            emptyWords="it stays"
            check={(day) => (day <= event.from ? `Type a day after ${event.from}.` : null)}
            onChange={(day) => change(`${pointer}/until`, day === "" ? undefined : day)}
          />
        )}
        <FigureField
          label="How likely"
          hideLabel={false}
          value={event.probability ?? 1}
          width={60}
          writing={{ kind: "percent" }}
          check={isShare}
          onChange={(probability) => change(`${pointer}/probability`, probability)}
        />
        <IconButton label={`Remove: ${title}`} icon="trash" onClick={onRemove} />
      </div>
      <PlanNumber
        pointer={`${pointer}/multiplier`}
        label="Price after it"
        unit="times"
        note="1 = no change. 0.8 = 20% cheaper. 4 = four times the price."
      />
    </fieldset>
  );
}
