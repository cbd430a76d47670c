import { useId, useState, type ReactElement, type ReactNode } from "react";
import type { PlanStart } from "#shared/format/dates.ts";
import type { UncertainRange } from "#shared/plan/fields/uncertainField.ts";
import type { Evidence, Uncertain } from "#shared/plan/schema/plan.ts";
import { UncertainChart } from "#shared/charts/inputs/UncertainChart.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { EvidenceEditor } from "./EvidenceEditor.tsx";
import { EvidenceTag, StateAnew } from "./EvidenceTag.tsx";
import { IssueText, Field } from "#renderer/controls/Field.tsx";
import { ScenarioDisc } from "#renderer/controls/ScenarioDisc.tsx";
import { RangeChart } from "./RangeChart.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { numberOfObserved, parseObserved, observedOf, observedText, withObserved } from "./observedValues.ts";
import {
  evidenceOf,
  inShape,
  rangeWords,
  shapeOf,
  uncertainIssue,
  uncertainWords,
  withEvidence,
  type NumberWriting,
  type Shape,
  type UncertainIssue,
} from "./uncertainShapes.ts";
import { ListFields, ValueFields } from "./ValueFields.tsx";

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
  /** What people said about the number, and, where its editor is open, the way to say more. */
  readonly comments?: (isOpen: boolean) => ReactNode;
}

const NUMBER: NumberWriting = { kind: "number" };
const SHAPES: readonly { readonly value: Shape; readonly label: string }[] = [
  { value: "certain", label: "Certain" },
  { value: "range", label: "Range" },
  { value: "lowLikelyHigh", label: "Low, likely, high" },
  { value: "list", label: "List" },
];

/**
 * A number nobody knows yet, in plain words: label, low to high, its small chart, its evidence. The chart is a
 * button that opens the editor in place.
 */
export function UncertainNumber(props: UncertainNumberProps): ReactElement {
  const { label, labelContent, value, range, writing = NUMBER, unit, start, onChange, scenarioIndex = 0 } = props;
  const [isOpen, setOpen] = useState(props.isOpenAtFirst ?? false);
  const id = useId();
  const theme = useChartTheme();
  const hue = theme.color.scenarios[scenarioIndex] ?? theme.color.ink3;
  const issue = uncertainIssue(value, range);
  return (
    <div className={isOpen ? "uncertain uncertain-open" : "uncertain"} role="group" aria-labelledby={`${id}-label`}>
      <div className="uncertain-row">
        <span className="uncertain-label" id={`${id}-label`}>
          {labelContent ?? label}
        </span>
        <div className="uncertain-fields">
          {props.baseValue !== undefined && <ScenarioDisc index={scenarioIndex} />}
          <ValueFields {...{ label, value, writing, onChange }} />
          {unit !== undefined && <span className="field-unit">{unit}</span>}
          {shapeOf(value) === "certain" && <span className="field-unit">certain</span>}
        </div>
        <ChartButton
          {...{ label, value, writing, hue, isOpen }}
          editorId={`${id}-editor`}
          canDraw={issue === null}
          onClick={() => setOpen(!isOpen)}
        />
        <Foot {...props} writing={writing} isOpen={isOpen} />
        {issue !== null && <Repair issue={issue} onChange={onChange} />}
      </div>
      {isOpen && (
        <Editor
          id={`${id}-editor`}
          {...{ label, value, writing, start, onChange, hue }}
          canDraw={issue === null}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

interface ChartButtonProps extends Pick<UncertainNumberProps, "label" | "value"> {
  readonly writing: NumberWriting;
  readonly hue: string;
  readonly isOpen: boolean;
  readonly editorId: string;
  readonly canDraw: boolean;
  readonly onClick: () => void;
}

/** The number's small chart, which opens its editor; a certain number offers a range there. */
function ChartButton({
  label,
  value,
  writing,
  hue,
  isOpen,
  editorId,
  canDraw,
  onClick,
}: ChartButtonProps): ReactElement {
  const theme = useChartTheme();
  const isCertain = shapeOf(value) === "certain";
  const sentence = uncertainWords(value, writing);
  return (
    <button
      type="button"
      className="uncertain-chart"
      aria-expanded={isOpen}
      aria-controls={editorId}
      aria-label={isCertain ? `Give a range: shape and evidence of ${label}` : `Shape and evidence of ${label}`}
      title={sentence}
      onClick={onClick}
    >
      {isCertain ? (
        <span className="link-words">Give a range</span>
      ) : (
        canDraw && (
          <span aria-hidden="true">
            <UncertainChart number={value} width={92} height={26} theme={theme} hue={hue} sentence={sentence} />
          </span>
        )
      )}
    </button>
  );
}

/** Under the fields: what the plan itself says, a note, how well the number is known, and what people said of it. */
function Foot({
  label,
  value,
  writing,
  baseValue,
  onReset,
  note,
  start,
  onChange,
  comments,
  isOpen,
}: UncertainNumberProps & { readonly writing: NumberWriting; readonly isOpen: boolean }): ReactElement {
  return (
    <div className="uncertain-foot">
      {baseValue !== undefined && <InBase {...{ baseValue, writing }} onReset={onReset ?? null} />}
      {note !== undefined && <p className="note">{note}</p>}
      {!isOpen && <KnownBy {...{ label, value, start, onChange }} />}
      {comments?.(isOpen)}
    </div>
  );
}

/** What is wrong with the number, and the click that repairs it. */
function Repair({
  issue: { sentence, repair },
  onChange,
}: {
  readonly issue: UncertainIssue;
  readonly onChange: (value: Uncertain) => void;
}): ReactElement {
  return (
    <div className="uncertain-issue">
      <IssueText>{sentence}</IssueText>
      {repair !== undefined && (
        <Button kind="link" onClick={() => onChange(repair.value)}>
          {repair.label}
        </Button>
      )}
    </div>
  );
}

/** How well the number is known, while its editor is closed. */
function KnownBy({
  label,
  value,
  start,
  onChange,
}: Pick<UncertainNumberProps, "label" | "value" | "start" | "onChange">): ReactElement {
  return (
    <>
      <EvidenceTag evidence={evidenceOf(value)} start={start} />
      <StateAnew
        label={label}
        evidence={evidenceOf(value)}
        onChange={(evidence) => onChange(withEvidence(value, evidence))}
      />
    </>
  );
}

/** What the plan itself says of a number that a scenario changes. */
function InBase({
  baseValue,
  writing,
  onReset,
}: {
  readonly baseValue: Uncertain;
  readonly writing: NumberWriting;
  readonly onReset: (() => void) | null;
}): ReactElement {
  return (
    <span className="uncertain-base">
      in A <s>{rangeWords(baseValue, writing)}</s>{" "}
      {onReset !== null && (
        <Button kind="link" onClick={onReset}>
          Reset
        </Button>
      )}
    </span>
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
  const evidence = evidenceOf(value);
  const observed = observedOf(evidence, writing);
  return (
    <div id={id} className="uncertain-editor">
      <div className="uncertain-editor-head">
        <Segmented
          label={`Shape of ${label}`}
          options={shapes}
          value={shape}
          onChange={(next) => onChange(inShape(value, next))}
        />
        <Button kind="link" onClick={onClose}>
          Done
        </Button>
      </div>
      <p className="uncertain-words">{uncertainWords(value, writing)}</p>
      {shape === "list" && <ListFields {...{ label, value, writing, onChange }} />}
      {canDraw && shape !== "certain" && <RangeChart {...{ label, value, writing, hue, observed, onChange }} />}
      <EvidenceEditor
        label={label}
        evidence={evidence}
        start={start}
        onChange={(next: Evidence | undefined) => onChange(withEvidence(value, next))}
      >
        <div className="evidence-seen">
          <Field
            label="Past values"
            value={observedText(observed, writing)}
            placeholder="1.36, 1.42, 1.43 (Jan to Mar)"
            onCommit={(text) => {
              const next = parseObserved(text, writing);
              if (next === null) return "Type numbers with commas between, such as 1.36, 1.42, 1.43.";
              onChange(withEvidence(value, withObserved(evidence, next, writing)));
              return null;
            }}
          />
          {observed.values.length > 0 && (
            <Button
              kind="link"
              title="The likely range of the next such value (8 chances in 10)"
              onClick={() => onChange(numberOfObserved(observed.values, evidence))}
            >
              Use this range
            </Button>
          )}
        </div>
      </EvidenceEditor>
    </div>
  );
}
