import type { ReactElement } from "react";
import type { Metric } from "#shared/plan/schema/metric.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { TextArea } from "#renderer/controls/TextArea.tsx";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { pastedSeries } from "#renderer/views/value/metricPaste.ts";
import { WordsField } from "./WordsField.tsx";

/** A group like this one without agents, month by month beside the metric: what moves both is not the agents' effect. */
export function ControlFields({
  metric,
  onChange,
}: {
  readonly metric: Metric;
  readonly onChange: (metric: Metric) => void;
}): ReactElement | null {
  const { control, before } = metric;
  if (before === undefined) return null;
  if (control === undefined)
    return (
      <Button
        kind="link"
        onClick={() =>
          onChange({
            ...metric,
            control: {
              name: "control group",
              before: before.values.map(() => null),
              after: (metric.after?.values ?? []).map(() => null),
            },
          })
        }
      >
        Add a control group
      </Button>
    );
  const { control: _, ...without } = metric;
  return (
    <>
      <WordsField
        label="Control group"
        value={control.name}
        placeholder="teams without agents"
        width={170}
        onTake={(name) => name !== "" && onChange({ ...metric, control: { ...control, name } })}
      />
      <ControlMonths metric={metric} control={control} onChange={onChange} />
      <Button kind="link" onClick={() => onChange(without)}>
        Take the control group out
      </Button>
    </>
  );
}

/** The months of the control group, as many as the metric has. */
function ControlMonths({
  metric,
  control,
  onChange,
}: {
  readonly metric: Metric;
  readonly control: NonNullable<Metric["control"]>;
  readonly onChange: (metric: Metric) => void;
}): ReactElement {
  const { store } = useAppContext();
  const paste = (part: "before" | "after", text: string): void => {
    const series = pastedSeries(text);
    const wanted = metric[part]?.values.length ?? 0;
    const refusal =
      "refusal" in series
        ? series.refusal
        : series.values.length === wanted
          ? null
          : `The control group needs ${wanted} values, one for each month of the metric; ${series.values.length} were pasted.`;
    if (refusal !== null || "refusal" in series) {
      store.getState().say({ kind: "wrong", sentence: refusal ?? "" });
      return;
    }
    onChange({ ...metric, control: { ...control, [part]: [...series.values] } });
  };
  return (
    <>
      {(["before", "after"] as const).map((part) => (
        <TextArea
          key={part}
          label={`Control group, ${part}`}
          rows={3}
          value={control[part].map((value) => value ?? "").join("\n")}
          placeholder="9.0"
          onCommit={(text) => paste(part, text)}
        />
      ))}
    </>
  );
}
