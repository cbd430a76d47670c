import type { ReactElement } from "react";
import { formatPercent } from "#shared/format/chances.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { rangeWords, typed, written, type NumberWriting } from "./uncertainShapes.ts";

export interface ValueFieldsProps {
  readonly label: string;
  readonly value: Uncertain;
  readonly writing: NumberWriting;
  readonly onChange: (value: Uncertain) => void;
}

/** Wide enough for what stands in it, so that three fields and a unit share one line. */
function widthOf(text: string): number {
  return Math.max(52, 20 + 8 * text.length);
}

/** One to three fields, as the shape needs. */
export function ValueFields({ label, value, writing, onChange }: ValueFieldsProps): ReactElement {
  const field = (name: string, number: number, change: (number: number) => Uncertain): ReactElement => {
    const text = written(number, writing);
    return (
      <Field
        label={`${label}: ${name}`}
        hideLabel
        value={text}
        width={widthOf(text)}
        align="end"
        onCommit={(typedText) => commit(typedText, change)}
      />
    );
  };
  const commit = (text: string, change: (number: number) => Uncertain): string | null => {
    const number = typed(text, writing);
    if (number === null) return `Type a number, such as ${written(writing.kind === "percent" ? 0.7 : 1.5, writing)}.`;
    onChange(change(number));
    return null;
  };
  if (typeof value === "number") return field("value", value, (number) => number);
  if ("value" in value) return field("value", value.value, (number) => ({ ...value, value: number }));
  if ("p10" in value) {
    return (
      <>
        {field("low", value.p10, (p10) => ({ ...value, p10 }))}
        <span className="field-unit">to</span>
        {field("high", value.p90, (p90) => ({ ...value, p90 }))}
      </>
    );
  }
  if ("mode" in value) {
    return (
      <>
        {field("lowest", value.min, (min) => ({ ...value, min }))}
        {field("likely", value.mode, (mode) => ({ ...value, mode }))}
        {field("highest", value.max, (max) => ({ ...value, max }))}
      </>
    );
  }
  if ("min" in value) {
    return (
      <>
        {field("lowest", value.min, (min) => ({ ...value, min }))}
        <span className="field-unit">to</span>
        {field("highest", value.max, (max) => ({ ...value, max }))}
      </>
    );
  }
  return <span className="uncertain-list-words">{rangeWords(value, writing)}</span>;
}

const WEIGHT: NumberWriting = { kind: "number" };

/** The values of a list, their weights, and the chance that each weight comes to. */
export function ListFields({ label, value, writing, onChange }: ValueFieldsProps): ReactElement | null {
  if (typeof value === "number" || !("values" in value)) return null;
  const { values, weights } = value;
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const put = (list: readonly number[], at: number, number: number): number[] =>
    list.map((old, i) => (i === at ? number : old));
  const commit = (text: string, how: NumberWriting, change: (number: number) => Uncertain): string | null => {
    const number = typed(text, how);
    if (number === null) return "Type a number.";
    onChange(change(number));
    return null;
  };
  return (
    <ul className="uncertain-list">
      {values.map((number, i) => (
        <li key={i}>
          <Field
            label={`${label}: value ${i + 1}`}
            hideLabel
            value={written(number, writing)}
            width={78}
            align="end"
            onCommit={(text) => commit(text, writing, (to) => ({ ...value, values: put(values, i, to) }))}
          />
          <span className="field-unit">weight</span>
          <Field
            label={`${label}: weight ${i + 1}`}
            hideLabel
            value={written(weights[i] ?? 0, WEIGHT)}
            width={56}
            align="end"
            onCommit={(text) => commit(text, WEIGHT, (to) => ({ ...value, weights: put(weights, i, to) }))}
          />
          <span className="note uncertain-list-chance">
            {whole > 0 ? formatPercent((weights[i] ?? 0) / whole) : ""}
          </span>
          {values.length > 1 && (
            <IconButton
              label={`Remove value ${i + 1} of ${label}`}
              icon="close"
              onClick={() => onChange({ ...value, values: values.toSpliced(i, 1), weights: weights.toSpliced(i, 1) })}
            />
          )}
        </li>
      ))}
      <li>
        <Button
          kind="link"
          icon="plus"
          onClick={() =>
            onChange({ ...value, values: [...values, values.at(-1) ?? 1], weights: [...weights, weights.at(-1) ?? 1] })
          }
        >
          Add a value
        </Button>
      </li>
    </ul>
  );
}
