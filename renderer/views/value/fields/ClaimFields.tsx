import type { ReactElement } from "react";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import type { Metric } from "#shared/plan/schema/metric.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";

const REFUSAL = "Type a share above 0, such as 10%.";

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
  const quantile = (level: number): number | null => (target === undefined ? null : uncertainQuantile(target, level));
  const claimLow = (p10: number): void => put({ target: { p10, p90: Math.max(quantile(0.9) ?? p10, p10 * 1.01) } });
  const claimHigh = (p90: number): void => put({ target: { p10: Math.min(quantile(0.1) ?? p90, p90 * 0.99), p90 } });
  return (
    <>
      <span>claim</span>
      <FigureField
        label="Claim, low"
        value={quantile(0.1)}
        placeholder="10%"
        width={56}
        writing={PERCENT}
        check={(share) => (share > 0 ? null : REFUSAL)}
        refusal={REFUSAL}
        onChange={claimLow}
      />
      <span>to</span>
      <FigureField
        label="Claim, high"
        value={quantile(0.9)}
        placeholder="30%"
        width={56}
        writing={PERCENT}
        check={(share) => (share > 0 ? null : REFUSAL)}
        refusal={REFUSAL}
        onChange={claimHigh}
      />
    </>
  );
}
