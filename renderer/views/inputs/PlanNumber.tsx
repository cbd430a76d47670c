import type { ReactElement, ReactNode } from "react";
import { pathOf, valueAt } from "#shared/plan/pointer.ts";
import { fieldAt } from "#shared/plan/fields/fieldAt.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { UncertainNumber } from "#renderer/controls/uncertain/UncertainNumber.tsx";
import type { NumberWriting } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { InputComments } from "./InputComments.tsx";
import { usePlanEdits } from "./usePlanEdits.ts";

export interface PlanNumberProps {
  readonly pointer: string;
  readonly label: string;
  readonly labelContent?: ReactNode;
  readonly writing?: NumberWriting;
  readonly unit?: string;
  readonly note?: string;
}

/** An uncertain number of the plan: what stands at a pointer, edited in the scenario that is looked at. */
export function PlanNumber({ pointer, ...rest }: PlanNumberProps): ReactElement {
  const { plan, scenarioIndex, change, baseDiffers, reset } = usePlanEdits();
  const isFocused = useApp((state) => state.focusedInput === pointer);
  const field = fieldAt(pathOf(pointer) ?? []);
  if (field === null) throw new Error(`No uncertain number of a plan is at ${pointer}.`);
  const fallback = field.default ?? 0;
  // The schema says what stands at the pointer: an uncertain number or nothing.
  const value = (valueAt(plan, pointer) as Uncertain | undefined) ?? fallback;
  const base = baseDiffers(pointer);
  return (
    <div className="plan-number" data-pointer={pointer}>
      <UncertainNumber
        key={isFocused ? "focused" : "usual"}
        {...rest}
        range={field.range}
        value={value}
        start={{ start: epochDayOf(plan.fiscalYear.start) }}
        onChange={(next, gesture) => change(pointer, next, gesture)}
        scenarioIndex={scenarioIndex}
        baseValue={base === null ? undefined : ((base.value as Uncertain | undefined) ?? fallback)}
        onReset={() => reset(pointer)}
        isOpenAtFirst={isFocused}
        comments={(isOpen) => <InputComments pointer={pointer} label={rest.label} canAdd={isOpen} />}
      />
    </div>
  );
}
