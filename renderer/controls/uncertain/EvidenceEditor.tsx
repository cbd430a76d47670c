import { useState, type ReactElement, type ReactNode } from "react";
import type { PlanStart } from "#shared/format/dates.ts";
import { evidenceText, evidenceWords, type EvidenceWords } from "#shared/plan/register/evidenceWords.ts";
import type { Evidence } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { EvidenceTag, StateAnew } from "./EvidenceTag.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { TextArea } from "#renderer/controls/TextArea.tsx";

const GRADES: readonly { readonly value: Evidence["grade"]; readonly label: string }[] = [
  { value: "measured", label: "Measured" },
  { value: "sampled", label: "Sampled" },
  { value: "judged", label: "Judged" },
  { value: "guessed", label: "Guessed" },
];

export interface EvidenceEditorProps {
  readonly label: string;
  readonly evidence: Evidence | undefined;
  readonly start: PlanStart;
  readonly onChange: (evidence: Evidence | undefined) => void;
  /** What else the evidence of this number may hold, between its source and its note. */
  readonly children?: ReactNode;
}

/** Where a number comes from: how well it is known, the source, by whom, when, and a note. It changes no forecast. */
export function EvidenceEditor(props: EvidenceEditorProps): ReactElement {
  const { label, evidence, start } = props;
  const [isOpen, setOpen] = useState(false);
  const { note } = evidenceWords(evidence?.source);
  return (
    <div className="evidence-editor" role="group" aria-label={`Evidence of ${label}`}>
      <div className="evidence-head">
        <EvidenceTag evidence={evidence} start={start} />
        <StateAnew label={label} evidence={evidence} onChange={props.onChange} />
        <Button kind="link" onClick={() => setOpen(!isOpen)} expanded={isOpen}>
          {isOpen ? "Close evidence" : "Change evidence"}
        </Button>
      </div>
      {isOpen ? <EvidenceFields {...props} /> : note !== "" && <p className="note evidence-note">{note}</p>}
    </div>
  );
}

function EvidenceFields({ label, evidence, onChange, children }: EvidenceEditorProps): ReactElement {
  const current: Evidence = evidence ?? { grade: "guessed" };
  const words = evidenceWords(current.source);
  const put = (field: "source" | "by" | "date", text: string | undefined): null => {
    const { [field]: replaced, ...others } = current;
    onChange(text === undefined || text === "" ? others : { ...others, [field]: text });
    return null;
  };
  const say = (changed: Partial<EvidenceWords>): null => put("source", evidenceText({ ...words, ...changed }));
  return (
    <div className="evidence-fields">
      <Segmented
        label={`How well ${label} is known`}
        options={GRADES}
        value={current.grade}
        onChange={(grade) => onChange({ ...current, grade })}
      />
      <div className="evidence-row">
        <Field
          label="Source"
          value={words.source}
          placeholder="usage export, HR register"
          onCommit={(source) => say({ source })}
        />
        <Field
          label="By"
          value={current.by ?? ""}
          placeholder="who says so"
          onCommit={(text) => put("by", text.trim())}
        />
        <DayField label="Date" value={current.date ?? ""} emptyWords="unknown" onChange={(day) => put("date", day)} />
      </div>
      {children}
      <TextArea
        label="Note"
        value={words.note}
        rows={2}
        placeholder="what whoever reads it later should know"
        onCommit={(note) => say({ note })}
      />
    </div>
  );
}
