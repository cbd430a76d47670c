import type { ReactElement } from "react";
import { certainValue, isCertain } from "#shared/distributions/uncertain.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import {
  rangeWords,
  withEvidence,
  evidenceOf,
  type NumberWriting,
} from "#renderer/controls/uncertain/uncertainShapes.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { tooLong } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** A name that may not be empty, or a text that may. */
export function TextField({
  pointer,
  label,
  value,
  width,
  isRequired = false,
}: {
  readonly pointer: string;
  readonly label: string;
  readonly value: string;
  readonly width: number;
  readonly isRequired?: boolean;
}): ReactElement {
  const { change } = usePlanEdits();
  return (
    <Field
      label={label}
      width={width}
      value={value}
      onCommit={(text) => {
        if (isRequired && text.trim() === "") return "Type a name.";
        const refusal = tooLong(text);
        if (refusal === null) change(pointer, text.trim() === "" ? undefined : text.trim());
        return refusal;
      }}
    />
  );
}

/** An uncertain number in a cell: typed where it is certain, else its range, which opens its editor. */
export function CellNumber({
  pointer,
  label,
  value,
  writing,
  width,
  check,
  onOpen,
}: {
  readonly pointer: string;
  readonly label: string;
  readonly value: Uncertain;
  readonly writing: NumberWriting;
  readonly width: number;
  readonly check: (value: number) => string | null;
  readonly onOpen: () => void;
}): ReactElement {
  const { change } = usePlanEdits();
  if (!isCertain(value))
    return (
      <Button kind="link" onClick={onOpen} title={label}>
        {rangeWords(value, writing)}
      </Button>
    );
  return (
    <FigureField
      label={label}
      value={certainValue(value) ?? 0}
      writing={writing}
      width={width}
      check={check}
      onChange={(next) => {
        const evidence = evidenceOf(value);
        change(pointer, evidence === undefined ? next : withEvidence(next, evidence));
      }}
    />
  );
}

/** What of a list is covered, one box each; the last box cannot be cleared. */
export function CoversField({
  pointer,
  label,
  options,
  value,
}: {
  readonly pointer: string;
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly value: readonly string[];
}): ReactElement {
  const { change } = usePlanEdits();
  return (
    <fieldset className="covers">
      <legend className="field-label">{label}</legend>
      {options.map(({ id, name }) => {
        const isOn = value.includes(id);
        return (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={isOn}
              disabled={isOn && value.length === 1}
              onChange={() =>
                change(
                  pointer,
                  options.flatMap((option) => ((option.id === id) !== value.includes(option.id) ? [option.id] : [])),
                )
              }
            />
            {name}
          </label>
        );
      })}
    </fieldset>
  );
}
