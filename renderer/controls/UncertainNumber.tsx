import { useId, useState } from "react";
import type { ReactElement, ReactNode } from "react";
import type { PlanStart } from "../../shared/forecast/format.ts";
import type { UncertainRange } from "../../shared/plan/inputs.ts";
import type { Evidence, Uncertain } from "../../shared/plan/schema.ts";
import { UncertainPicture } from "../../shared/charts/UncertainPicture.tsx";
import { useChartTheme } from "../theme/theme.ts";
import { Button } from "./Button.tsx";
import { EvidenceEditor } from "./EvidenceEditor.tsx";
import { EvidenceTag } from "./EvidenceTag.tsx";
import { Fault, Field } from "./Field.tsx";
import { ScenarioDisc } from "./ScenarioDisc.tsx";
import { RangePicture } from "./RangePicture.tsx";
import { Segmented } from "./Segmented.tsx";
import { endsOf, evidenceOf, inShape, shapeOf, typed, uncertainFault, uncertainWords, withEvidence, written } from "./uncertainShapes.ts";
import type { NumberWriting, Shape } from "./uncertainShapes.ts";

export interface UncertainNumberProps {
  readonly label: string;
  /** The label as it is shown, where a term explains itself. */
  readonly labelContent?: ReactNode;
  readonly value: Uncertain;
  readonly range: UncertainRange;
  readonly writing?: NumberWriting;
  /** Words behind the fields: "a day". */
  readonly unit?: string;
  /** A line under the fields: what the number means here. */
  readonly note?: string;
  readonly start: PlanStart;
  /** Edits of one `gesture` are one step back. */
  readonly onChange: (value: Uncertain, gesture?: string) => void;
  /** In a scenario: which, and what the plan itself says; undefined: it says the same. */
  readonly scenarioIndex?: number;
  readonly baseValue?: Uncertain | undefined;
  readonly onReset?: () => void;
  readonly isOpenAtFirst?: boolean;
}

const NUMBER: NumberWriting = { kind: "number" };
const SHAPES: readonly { readonly value: Shape; readonly label: string }[] = [
  { value: "certain", label: "Certain" },
  { value: "range", label: "Range" },
  { value: "lowLikelyHigh", label: "Low, likely, high" },
  { value: "list", label: "List" },
];

/**
 * A number nobody knows yet, in plain words: label, low to high, its small picture, its evidence. The picture is a button that opens the
 * editor in place.
 */
export function UncertainNumber(props: UncertainNumberProps): ReactElement {
  const { label, labelContent, value, range, writing = NUMBER, unit, note, start, onChange, scenarioIndex = 0, baseValue, onReset, isOpenAtFirst = false } = props;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const id = useId();
  const theme = useChartTheme();
  const hue = theme.color.scenarios[scenarioIndex] ?? theme.color.ink3;
  const fault = uncertainFault(value, range);
  const isChanged = baseValue !== undefined;
  return (
    <div className={isOpen ? "uncertain uncertain-open" : "uncertain"} role="group" aria-labelledby={`${id}-label`}>
      <div className="uncertain-row">
        <span className="uncertain-label" id={`${id}-label`}>
          {labelContent ?? label}
        </span>
        <div className="uncertain-main">
          <div className="uncertain-fields">
            {isChanged && <ScenarioDisc index={scenarioIndex} />}
            <ValueFields {...{ label, value, writing, onChange }} />
            {unit !== undefined && <span className="field-unit">{unit}</span>}
            {shapeOf(value) === "certain" && <span className="field-unit">certain</span>}
            {isChanged && (
              <span className="uncertain-base">
                in A <s>{rangeWords(baseValue, writing)}</s>
              </span>
            )}
            {isChanged && onReset !== undefined && (
              <Button kind="link" onClick={onReset}>
                Reset
              </Button>
            )}
          </div>
          {note !== undefined && <p className="note">{note}</p>}
          {fault !== null && (
            <div className="uncertain-fault">
              <Fault>{fault.sentence}</Fault>
              {fault.repair !== undefined && (
                <Button kind="link" onClick={() => onChange(fault.repair!.value)}>
                  {fault.repair.label}
                </Button>
              )}
            </div>
          )}
        </div>
        <div className="uncertain-aside">
          <button type="button" className="uncertain-picture" aria-expanded={isOpen} aria-controls={`${id}-editor`} aria-label={shapeOf(value) === "certain" ? `Give a range: shape and evidence of ${label}` : `Shape and evidence of ${label}`} title={uncertainWords(value, writing)} onClick={() => setOpen(!isOpen)}>
            {shapeOf(value) === "certain" ? <span className="link-words">Give a range</span> : fault === null && <span aria-hidden="true"><UncertainPicture number={value} width={92} height={26} theme={theme} hue={hue} sentence={uncertainWords(value, writing)} /></span>}
          </button>
          {!isOpen && <EvidenceTag evidence={evidenceOf(value)} start={start} />}
        </div>
      </div>
      {isOpen && <Editor id={`${id}-editor`} {...{ label, value, writing, start, onChange, hue }} canDraw={fault === null} onClose={() => setOpen(false)} />}
    </div>
  );
}

interface EditorProps {
  readonly id: string;
  readonly label: string;
  readonly value: Uncertain;
  readonly writing: NumberWriting;
  readonly start: PlanStart;
  readonly hue: string;
  readonly canDraw: boolean;
  readonly onChange: (value: Uncertain, gesture?: string) => void;
  readonly onClose: () => void;
}

function Editor({ id, label, value, writing, start, hue, canDraw, onChange, onClose }: EditorProps): ReactElement {
  const shape = shapeOf(value);
  const shapes = shape === "even" ? [...SHAPES, { value: "even" as const, label: "Even" }] : SHAPES;
  return (
    <div id={id} className="uncertain-editor">
      <div className="uncertain-editor-head">
        <Segmented label={`Shape of ${label}`} options={shapes} value={shape} onChange={(next) => onChange(inShape(value, next))} />
        <Button kind="link" onClick={onClose}>
          Done
        </Button>
      </div>
      <p className="uncertain-words">{uncertainWords(value, writing)}</p>
      {shape === "list" && <ListFields {...{ label, value, writing, onChange }} />}
      {canDraw && shape !== "certain" && <RangePicture {...{ label, value, writing, hue, onChange }} width={416} />}
      <EvidenceEditor label={label} evidence={evidenceOf(value)} start={start} onChange={(evidence: Evidence | undefined) => onChange(withEvidence(value, evidence))} />
    </div>
  );
}

interface FieldsProps {
  readonly label: string;
  readonly value: Uncertain;
  readonly writing: NumberWriting;
  readonly onChange: (value: Uncertain) => void;
}

/** One to three fields, as the shape needs. */
function ValueFields({ label, value, writing, onChange }: FieldsProps): ReactElement {
  const field = (name: string, number: number, change: (number: number) => Uncertain): ReactElement => (
    <Field label={`${label}: ${name}`} hideLabel value={written(number, writing)} width={writing.kind === "money" || Math.abs(number) >= 10_000 ? 78 : 56} align="end" onCommit={(text) => commit(text, change)} />
  );
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

/** The values of a list and their weights. */
function ListFields({ label, value, writing, onChange }: FieldsProps): ReactElement | null {
  if (typeof value === "number" || !("values" in value)) return null;
  const { values, weights } = value;
  const put = (list: readonly number[], at: number, number: number): number[] => list.map((old, i) => (i === at ? number : old));
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
          <Field label={`${label}: value ${i + 1}`} hideLabel value={written(number, writing)} width={78} align="end" onCommit={(text) => commit(text, writing, (to) => ({ ...value, values: put(values, i, to) }))} />
          <span className="field-unit">weight</span>
          <Field label={`${label}: weight ${i + 1}`} hideLabel value={written(weights[i] ?? 0, NUMBER)} width={56} align="end" onCommit={(text) => commit(text, NUMBER, (to) => ({ ...value, weights: put(weights, i, to) }))} />
          {values.length > 1 && (
            <Button kind="link" onClick={() => onChange({ ...value, values: values.toSpliced(i, 1), weights: weights.toSpliced(i, 1) })}>
              Remove
            </Button>
          )}
        </li>
      ))}
      <li>
        <Button kind="link" icon="plus" onClick={() => onChange({ ...value, values: [...values, values.at(-1) ?? 1], weights: [...weights, weights.at(-1) ?? 1] })}>
          Add a value
        </Button>
      </li>
    </ul>
  );
}

/** An uncertain number in three words: "1.30 to 1.80". */
export function rangeWords(value: Uncertain, writing: NumberWriting = NUMBER): string {
  const { low, high } = endsOf(value);
  return low === high ? written(low, writing) : `${written(Number(low.toPrecision(3)), writing)} to ${written(Number(high.toPrecision(3)), writing)}`;
}
