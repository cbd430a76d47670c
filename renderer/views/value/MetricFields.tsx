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
import { GRADES } from "./grades.ts";
import { MetricFile } from "./MetricFile.tsx";
import { OutcomeFile } from "./OutcomeFile.tsx";
import { WordsField } from "./WordsField.tsx";
import { pastedSeries, seriesText } from "./metricPaste.ts";

/** The outcome that should change: its name, the claim, and the months before and after, pasted from a spreadsheet. */
export function MetricFields({
  metric,
  onChange,
}: {
  readonly metric: Metric | undefined;
  readonly onChange: (metric: Metric) => void;
}): ReactElement {
  const { services, store } = useAppContext();
  const say = (sentence: string): void => store.getState().say({ kind: "wrong", sentence });
  const put = (part: Partial<Metric>): void => {
    if (metric !== undefined) onChange({ ...metric, ...part });
  };
  const name = (
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
  );
  if (metric === undefined) return name;
  const paste = (part: "before" | "after", text: string): void => {
    const series = pastedSeries(text);
    if ("refusal" in series) {
      say(series.refusal);
      return;
    }
    const from = series.from ?? metric[part]?.from;
    if (from === undefined) {
      say("Begin the first line with its month, such as 2026-01 and a tab.");
      return;
    }
    const other = metric.control?.[part].length ?? series.values.length;
    if (other !== series.values.length) {
      say(`The control group has ${other} months here. Paste as many, or take the control group out first.`);
      return;
    }
    onChange({ ...metric, [part]: { from, values: [...series.values] } });
  };
  return (
    <>
      {name}
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
