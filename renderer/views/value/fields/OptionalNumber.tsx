import type { ReactElement } from "react";
import { valueAt } from "#shared/plan/pointer.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { OptionalFigureField } from "#renderer/controls/FigureField.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

const REFUSAL = "Type a number, 0 or more.";

/**
 * An uncertain number of a case that may be absent: an empty field until a figure is typed, then the number with its
 * range and evidence, and a link back to what holds without it: a cross would look like that of the part around it.
 */
export function OptionalNumber({
  pointer,
  label,
  unit,
  placeholder,
}: {
  readonly pointer: string;
  readonly label: string;
  readonly unit?: string;
  readonly placeholder: string;
}): ReactElement {
  const { plan, change } = usePlanEdits();
  if (valueAt(plan, pointer) === undefined)
    return (
      <OptionalFigureField
        label={label}
        hideLabel={false}
        value={null}
        placeholder={placeholder}
        width={90}
        refusal={REFUSAL}
        check={(value) => (value >= 0 ? null : REFUSAL)}
        onChange={(value) => {
          if (value !== null) change(pointer, value);
        }}
      />
    );
  return (
    <span className="five-number">
      <PlanNumber pointer={pointer} label={label} {...(unit === undefined ? {} : { unit })} />
      <Button kind="link" aria-label={`Remove: ${label}`} onClick={() => change(pointer, undefined)}>
        {placeholder}
      </Button>
    </span>
  );
}
