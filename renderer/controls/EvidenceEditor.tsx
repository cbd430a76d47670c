import type { ReactElement } from "react";
import type { PlanStart } from "../../shared/forecast/format.ts";
import type { Evidence } from "../../shared/plan/schema.ts";
import { EvidenceTag } from "./EvidenceTag.tsx";
import { Field } from "./Field.tsx";
import { Segmented } from "./Segmented.tsx";

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
}

/** Where a number comes from: how well it is known, the source, by whom, when. It changes no forecast. */
export function EvidenceEditor({ label, evidence, start, onChange }: EvidenceEditorProps): ReactElement {
  const current: Evidence = evidence ?? { grade: "guessed" };
  const put = (field: "source" | "by" | "date", text: string): string | null => {
    const words = text.trim();
    if (field === "date" && words !== "" && !isDay(words)) return "Type a day as 2027-03-31.";
    const { [field]: replaced, ...others } = current;
    onChange(words === "" ? others : { ...others, [field]: words });
    return null;
  };
  return (
    <div className="evidence-editor">
      <EvidenceTag evidence={current} start={start} short />
      <Segmented label={`How well ${label} is known`} options={GRADES} value={current.grade} onChange={(grade) => onChange({ ...current, grade })} />
      <Field label="Source" value={current.source ?? ""} width={150} placeholder="usage export, HR register" onCommit={(text) => put("source", text)} />
      <Field label="By" value={current.by ?? ""} width={110} placeholder="who says so" onCommit={(text) => put("by", text)} />
      <Field label="Date" value={current.date ?? ""} width={96} placeholder="2027-03-31" onCommit={(text) => put("date", text)} />
    </div>
  );
}

function isDay(text: string): boolean {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isFinite(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}
