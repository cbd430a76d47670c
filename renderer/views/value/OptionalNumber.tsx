import type { ReactElement } from "react";
import { valueAt } from "#shared/plan/scenarios/scenarioEdits.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

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
      <Field
        label={label}
        value=""
        placeholder={placeholder}
        width={90}
        align="end"
        onCommit={(text) => {
          if (text.trim() === "") return null;
          const value = parseTyped(text);
          if (value === null || value < 0) return "Type a number, 0 or more.";
          change(pointer, value);
          return null;
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
