import type { ReactElement } from "react";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { formatExact } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import type { Metric } from "#shared/plan/schema/metric.ts";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";

/** What the case claims of its metric: a low and a high share. */
export function ClaimFields({
  metric,
  onChange,
}: {
  readonly metric: Metric;
  readonly onChange: (metric: Metric) => void;
}): ReactElement {
  const { target } = metric;
  const put = (part: Pick<Metric, "target">): void => onChange({ ...metric, ...part });
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
    </>
  );
}
