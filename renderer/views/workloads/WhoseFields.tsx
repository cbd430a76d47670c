import type { ReactElement } from "react";
import { renameAt } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { Field } from "#renderer/controls/Field.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { tooLong } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** What a workload is called, who answers for it, what comes out, and how far it is. */
export function WhoseFields({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { change } = usePlanEdits();
  const at = (...path: (string | number)[]): string => pointerOf(["workloads", id, ...path]);
  return (
    <>
      <NameRow id={id} workload={workload} />
      <TextRow
        label="Owner"
        value={workload.owner}
        placeholder="name or team"
        missing="No owner: nobody is responsible for this spend."
        onChange={(text) => change(at("owner"), text)}
      />
      <TextRow
        label="Outcome"
        value={workload.outcome.unit}
        placeholder="merged pull request"
        missing="No outcome is named, so there is no cost per outcome."
        onChange={(text) => change(at("outcome", "unit"), text)}
      />
      <Row label="Stage">
        <Select
          label="Stage"
          hideLabel
          options={(["draft", "pilot", "production", "retired"] as const).map((value) => ({ value, label: value }))}
          value={workload.status ?? "production"}
          onChange={(value) => change(at("status"), value)}
        />
      </Row>
    </>
  );
}

function NameRow({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { make } = usePlanEdits();
  return (
    <Row label="Name">
      <Field
        label="Name of this workload"
        hideLabel
        width={220}
        value={workload.name ?? id}
        onCommit={(text) => {
          if (text.trim() === "") return "Type a name.";
          const refusal = tooLong(text);
          if (refusal === null) make((plan) => renameAt(plan, "workloads", id, text.trim()));
          return refusal;
        }}
      />
    </Row>
  );
}

/** A text that someone must answer for; missing is said, not hidden. */
function TextRow({
  label,
  value,
  placeholder,
  missing,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly missing: string;
  readonly onChange: (text: string | undefined) => void;
}): ReactElement {
  return (
    <Row label={label} {...(value === undefined ? { note: <span className="missing">{missing}</span> } : {})}>
      <Field
        label={label}
        hideLabel
        width={220}
        value={value ?? ""}
        placeholder={placeholder}
        onCommit={(text) => {
          const refusal = tooLong(text);
          if (refusal === null) onChange(text.trim() === "" ? undefined : text.trim());
          return refusal;
        }}
      />
    </Row>
  );
}
