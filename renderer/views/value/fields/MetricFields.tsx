import type { ReactElement } from "react";
import type { Metric } from "#shared/plan/schema/metric.ts";
import { withMetricTable } from "#shared/setUp/tables/metricTable.ts";
import { metricOfMeasure } from "#shared/setUp/tables/outcomeExport.ts";
import { DayField } from "#renderer/controls/DayField.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { TextArea } from "#renderer/controls/TextArea.tsx";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { ClaimFields } from "./ClaimFields.tsx";
import { ControlFields } from "./ControlFields.tsx";
import { GRADES } from "#renderer/views/value/grades.ts";
import { MetricFile } from "#renderer/views/value/MetricFile.tsx";
import { OutcomeFile } from "#renderer/views/value/OutcomeFile.tsx";
import { WordsField } from "./WordsField.tsx";
import { pastedSeries, seriesText } from "#renderer/views/value/metricPaste.ts";

/** The outcome that should change: its name, the claim, and the months before and after, pasted from a spreadsheet. */
export function MetricFields({
  metric,
  onChange,
}: {
  readonly metric: Metric | undefined;
  readonly onChange: (metric: Metric) => void;
}): ReactElement {
  const { services } = useAppContext();
  return (
    <>
      <WordsField
        label="Outcome that will change"
        value={metric?.name}
        placeholder="days from first commit to release"
        width={230}
        onTake={(text) => {
          if (text === "") return;
          onChange(
            metric === undefined
              ? { name: text, better: "lower", agreed: new Date(services.clock.now()).toISOString().slice(0, 10) }
              : { ...metric, name: text },
          );
        }}
      />
      {metric !== undefined && <NamedMetric metric={metric} onChange={onChange} />}
    </>
  );
}

interface NamedMetricProps {
  readonly metric: Metric;
  readonly onChange: (metric: Metric) => void;
}

/** What is said of an outcome once it has a name. */
function NamedMetric({ metric, onChange }: NamedMetricProps): ReactElement {
  const { store } = useAppContext();
  const say = (sentence: string): void => store.getState().say({ kind: "wrong", sentence });
  const put = (part: Partial<Metric>): void => onChange({ ...metric, ...part });
  return (
    <>
      <Segmented
        label="Which way is better"
        options={[
          { value: "lower", label: "lower" },
          { value: "higher", label: "higher" },
        ]}
        value={metric.better ?? "higher"}
        onChange={(better) => put({ better })}
      />
      <ClaimFields metric={metric} onChange={onChange} />
      <span>agreed on</span>
      <DayField label="Agreed on" hideLabel value={metric.agreed ?? ""} onChange={(agreed) => put({ agreed })} />
      <PastedMonths metric={metric} onChange={onChange} />
      <MetricFile metric={metric} onChange={onChange} />
      <OutcomeFile
        button="Open an export of outcomes"
        onTake={(measure) => {
          const table = metricOfMeasure(measure);
          const next = "refusal" in table ? table : withMetricTable(metric, table, metric.after?.from ?? null);
          if ("refusal" in next) say(next.refusal);
          else onChange(next);
        }}
      />
      <ControlFields metric={metric} onChange={onChange} />
      <Select
        label="How the months are known"
        options={GRADES}
        value={metric.evidence?.grade ?? "guessed"}
        onChange={(grade) => put({ evidence: { ...metric.evidence, grade } })}
      />
    </>
  );
}

/** The months before and after, as columns of a spreadsheet. */
function PastedMonths({ metric, onChange }: NamedMetricProps): ReactElement {
  const { store } = useAppContext();
  const paste = (part: "before" | "after", text: string): void => {
    const series = seriesOf(metric, part, text);
    if ("refusal" in series) store.getState().say({ kind: "wrong", sentence: series.refusal });
    else onChange({ ...metric, [part]: series });
  };
  return (
    <span className="five-step">
      <TextArea
        label="Months before: paste a column, a month and a value a line"
        rows={3}
        value={seriesText(metric.before)}
        placeholder={"2026-01\t8.6"}
        onCommit={(text) => paste("before", text)}
      />
      <TextArea
        label="Months after"
        rows={3}
        value={seriesText(metric.after)}
        placeholder={"2026-10\t7.2"}
        onCommit={(text) => paste("after", text)}
      />
    </span>
  );
}

/** The months that a pasted text gives a part of the metric, or why it gives none. */
function seriesOf(
  metric: Metric,
  part: "before" | "after",
  text: string,
): NonNullable<Metric["before"]> | { readonly refusal: string } {
  const series = pastedSeries(text);
  if ("refusal" in series) return series;
  const from = series.from ?? metric[part]?.from;
  if (from === undefined) return { refusal: "Begin the first line with its month, such as 2026-01 and a tab." };
  const other = metric.control?.[part].length ?? series.values.length;
  if (other !== series.values.length)
    return {
      refusal: `The control group has ${other} months here. Paste as many, or take the control group out first.`,
    };
  return { from, values: [...series.values] };
}
