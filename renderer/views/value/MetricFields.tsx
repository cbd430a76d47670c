import { formatExact } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import type { ReactElement } from "react";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import type { Metric } from "#shared/plan/schema/value.ts";
import { DayField } from "#renderer/controls/DayField.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { TextArea } from "#renderer/controls/TextArea.tsx";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { WordsField } from "./WordsField.tsx";
import { pastedSeries } from "./metricPaste.ts";

/** The outcome that should change: its name, the claim, and the months before and after, pasted from a spreadsheet. */
export function MetricFields({
  metric,
  onChange,
}: {
  readonly metric: Metric | undefined;
  readonly onChange: (metric: Metric) => void;
}): ReactElement {
  const { services, store } = useAppContext();
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
  const { target } = metric;
  const paste = (part: "before" | "after", text: string): void => {
    const series = pastedSeries(text);
    if ("refusal" in series) {
      store.getState().say({ kind: "wrong", sentence: series.refusal });
      return;
    }
    const from = series.from ?? metric[part]?.from ?? (part === "before" ? "2026-01" : "2027-01");
    // A control has as many values as what it is held against: it is pasted anew.
    const { control: _, ...rest } = metric;
    onChange({ ...rest, [part]: { from, values: [...series.values] } });
  };
  const claim = (at: "p10" | "p90", text: string): string | null => {
    const value = parseTyped(text);
    if (value === null || value <= 0) return "Type a share above 0, such as 10%.";
    const other = target === undefined ? value : uncertainQuantile(target, at === "p10" ? 0.9 : 0.1);
    put({
      target:
        at === "p10"
          ? { p10: value, p90: Math.max(other, value * 1.01) }
          : { p10: Math.min(other, value * 0.99), p90: value },
    });
    return null;
  };
  const claimed = (level: number): string =>
    target === undefined ? "" : `${formatExact(significant(100 * uncertainQuantile(target, level), 6))}%`;
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
      <span>claim</span>
      <Field
        label="Claim, low"
        hideLabel
        value={claimed(0.1)}
        placeholder="10%"
        width={56}
        align="end"
        onCommit={(text) => claim("p10", text)}
      />
      <span>to</span>
      <Field
        label="Claim, high"
        hideLabel
        value={claimed(0.9)}
        placeholder="30%"
        width={56}
        align="end"
        onCommit={(text) => claim("p90", text)}
      />
      <span>agreed on</span>
      <DayField label="Agreed on" hideLabel value={metric.agreed ?? ""} onChange={(agreed) => put({ agreed })} />
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
    </>
  );
}

function seriesText(series: Metric["before"]): string {
  return series === undefined
    ? ""
    : series.values.map((value, i) => `${i === 0 ? `${series.from}\t` : ""}${value ?? ""}`).join("\n");
}
