import type { ReactElement } from "react";
import { CurveChart, curveSentence, curveTable } from "#shared/charts/compare/CurveChart.tsx";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { commitmentSentence, knownWords } from "#shared/studies/targets/targetWords.ts";
import type { Targets } from "#shared/studies/targets/targets.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { PercentSlider } from "#renderer/controls/PercentSlider.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";

function discountRefusal(share: number): string | null {
  return share >= 0 && share < 1 ? null : "A discount must lie between 0% and 100%.";
}

/** The amount to prepay that makes the year cheapest, at a discount that is tried out. */
export function CommitmentPart({
  targets,
  plan,
  discount,
  onDiscount,
}: {
  readonly targets: Targets;
  readonly plan: Plan;
  readonly discount: number;
  readonly onDiscount: (discount: number) => void;
}): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const { curve, best, cost, without } = targets.commitment;
  const input = {
    points: curve.map(({ committed, cost: expected }) => ({ x: committed, y: expected })),
    mark: { x: best.amount, y: cost, words: `prepay ${knownWords(plan.currency, best)}` },
    level: { y: without, words: "no prepayment" },
    xName: "prepaid",
    yName: "expected cost of the year",
    currency: plan.currency,
    theme,
    hue: theme.color.ink2,
    width: Math.max(width, 260),
    height: 240,
  };
  const chart = <CurveChart {...input} />;
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question="How much to prepay?"
          note="of the metered spend, without seats"
          fileName={`${plan.name}, prepaid`}
          chart={chart}
          table={() => curveTable(input)}
          sentence={`${commitmentSentence(plan, targets, discount)} ${curveSentence(input)}`}
        >
          <div>
            <PercentSlider label="Discount" value={discount} max={0.6} check={discountRefusal} onChange={onDiscount} />
            {chart}
          </div>
        </ChartFrame>
      )}
    </div>
  );
}
