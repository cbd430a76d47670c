import type { ReactElement } from "react";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ValueCase } from "#shared/plan/schema/value.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { OptionalNumber } from "./OptionalNumber.tsx";
import { WordsField } from "./WordsField.tsx";

type Steps = NonNullable<ValueCase["workflow"]>;

const HOW = [
  { value: "keep", label: "keep" },
  { value: "automate", label: "automate" },
  { value: "drop", label: "drop" },
  { value: "redesign", label: "redesign" },
] as const;

/** The steps of the workflow and what becomes of each. */
export function WorkflowFields({
  id,
  steps,
  onChange,
}: {
  /** Of the workload. */
  readonly id: string;
  readonly steps: Steps;
  readonly onChange: (steps: Steps) => void;
}): ReactElement {
  const put = (i: number, step: Steps[number]): void => onChange(steps.with(i, step));
  return (
    <>
      {steps.map((step, i) => (
        <span key={i} className="five-step">
          <WordsField
            label={`Step ${i + 1}`}
            value={step.step}
            placeholder="review"
            width={130}
            onTake={(text) => text !== "" && put(i, { ...step, step: text })}
          />
          <Select
            label={`What becomes of step ${i + 1}`}
            hideLabel
            options={HOW}
            value={step.how}
            onChange={(how) => put(i, { ...step, how })}
          />
          <OptionalNumber
            pointer={pointerOf(["workloads", id, "case", "workflow", i, "capacityPerDay"])}
            label={`What ${step.step} takes a day`}
            unit="a day"
            placeholder="no limit"
          />
          <IconButton label={`Remove step ${i + 1}`} icon="close" onClick={() => onChange(steps.toSpliced(i, 1))} />
        </span>
      ))}
      <Button kind="link" onClick={() => onChange([...steps, { step: "review", how: "keep" }])}>
        Add a step
      </Button>
    </>
  );
}
