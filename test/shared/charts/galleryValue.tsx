import type { ReactElement } from "react";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { BeforeAfter } from "#shared/charts/value/BeforeAfter.tsx";
import type { BeforeAfterProps } from "#shared/charts/value/beforeAfterWords.ts";
import { ClaimPairs } from "#shared/charts/value/ClaimPairs.tsx";
import { GateLadder } from "#shared/charts/value/GateLadder.tsx";
import { LineOfSight } from "#shared/charts/value/LineOfSight.tsx";
import { RuleDots } from "#shared/charts/value/RuleDots.tsx";
import type { SightStep } from "#shared/charts/value/sightWords.ts";
import { UseQuadrant } from "#shared/charts/value/UseQuadrant.tsx";
import { formatPercent } from "#shared/format/chances.ts";
import { formatMoneyTo } from "#shared/format/money.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";

const LEVELS = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45]
  .flatMap((level) => [level, 1 - level])
  .sort((a, b) => a - b);
const changeWords = (change: number): string => `${formatPercent(Math.abs(change))} ${change < 0 ? "less" : "more"}`;

const BEFORE_AFTER: Omit<BeforeAfterProps, "theme" | "hue" | "width" | "height"> = {
  metric: "days from first commit to release",
  scale: "log",
  from: "2025-09",
  before: [8.6, 8.8, 8.7, 8.9, 8.6, 9.1, 9.1, 8.8, 8.6, 8.4, 9, 8.9],
  rollOut: 1,
  after: [7.2, 6.4, 7, 7.6, 6.9, 7.3],
  control: {
    name: "teams without agents",
    before: [9, 9.2, 10.4, 10.4, 9.8, 10, 9.8, 9.4, 9.4, 8.8, 8.7, 9.4],
    after: [9.3, 8.5, 9.6, 10.1, 9.5, 10],
  },
  stepped: null,
  effect: {
    p10: -0.27,
    p50: -0.2,
    p90: -0.12,
    levels: LEVELS,
    changes: LEVELS.map((level) => Math.expm1(-0.223 + 0.071 * normalQuantile(level))),
  },
  claimed: { p10: -0.3, p90: -0.1 },
  changeWords,
  changeTick: (change) => (change > 0 ? `+${formatPercent(change)}` : formatPercent(change)),
  sentence: "Days fell by 20%.",
};

/** Four closed months in which people counted where one of them stepped in. */
const STEPPED: Pick<BeforeAfterProps, "stepped"> = {
  stepped: {
    interventions: [...Array<null>(15).fill(null), 0.11, 0.09, 0.08, 0.06],
    exceptions: [...Array<null>(15).fill(null), 0.04, 0.03, 0.03, 0.02],
  },
};

const SIGHT: readonly SightStep[] = [
  { name: "Tokens spent", figure: "0.61T", note: "$0.9M at $7.8 an outcome", known: "counted" },
  { name: "Attempts", figure: "145,000", note: "1.09 a task, counted", known: "counted" },
  { name: "Accepted", figure: "109,000", note: "counted: 82% of the tasks", known: "counted" },
  { name: "The workflow took", figure: "109,000", note: "none wait yet", known: "judged" },
  { name: "Benefit reached", figure: "$0", note: "nothing yet in 41 of 50", known: "believed" },
  { name: "Booked by finance", figure: "nothing yet", note: "", known: "believed" },
];

/** The charts of value, from fixtures after the design's pictures. */
export function valueCharts(theme: ChartTheme): Readonly<Record<string, ReactElement>> {
  const common = { theme, hue: theme.color.scenarios[0] };
  const money = (value: number): string => formatMoneyTo("USD", value, 2);
  return {
    "value/quadrant": (
      <UseQuadrant
        uses={[
          {
            id: "coding",
            name: "Agentic coding",
            verb: "intervene",
            ellipse: { nothing: 0.7, use: 1.02, impact: 0.49, covariance: [0.014, 0.004, 0.055] },
            lockedMiddle: { use: 1, impact: 0.8 },
          },
          {
            id: "migration",
            name: "Migration",
            verb: "experiment",
            ellipse: { nothing: 0.9, use: 0.6, impact: 0.45, covariance: [0.04, 0.01, 0.08] },
            lockedMiddle: null,
          },
          {
            id: "review",
            name: "Code review",
            verb: "expand",
            ellipse: { nothing: 0.2, use: 1.3, impact: 0.65, covariance: [0.014, 0.002, 0.08] },
            lockedMiddle: null,
          },
          {
            id: "triage",
            name: "Triage",
            verb: "retire",
            ellipse: { nothing: 0.92, use: 0.36, impact: 0.08, covariance: [0.002, 0, 0.004] },
            lockedMiddle: null,
          },
        ]}
        selected="coding"
        {...common}
        width={392}
        height={250}
      />
    ),
    "value/gates": (
      <GateLadder
        name="Agentic coding"
        gates={[
          { name: "It works", head: ["It works"], goOn: 49, known: "37 times as likely as no change" },
          { name: "People changed", head: ["People", "changed"], goOn: 49, known: "1,290 of 5,000" },
          { name: "The workflow takes it", head: ["Workflow", "takes it"], goOn: 49, known: "3,300 to 4,300 a day" },
          { name: "It reaches the money", head: ["Reaches", "the money"], goOn: 27, known: "as for such pilots" },
          { name: "It outlives the pilot", head: ["Outlives", "the pilot"], goOn: 15, known: "as for such pilots" },
        ]}
        {...common}
        width={372}
      />
    ),
    "value/rule-benefit": (
      <RuleDots
        observed={Array.from({ length: 50 }, (_, i) => (i < 35 ? 0 : 1e6 * 1.19 ** (i - 34)))}
        cut={{ value: 1e6, side: "atLeast" }}
        best={{ value: 4.4e6, words: "best cut $4.4M: brings $0.5M" }}
        format={money}
        axis="benefit to June 30"
        hasBlock
        labelsCut
        {...common}
        width={380}
        height={120}
      />
    ),
    "value/rule-cost": (
      <RuleDots
        observed={Array.from({ length: 50 }, (_, i) => 2 + 0.1 * normalQuantile((i + 0.5) / 50))}
        cut={{ value: 2.1, side: "atMost" }}
        best={null}
        format={money}
        axis="cost of a review to September 30"
        hasBlock={false}
        labelsCut
        {...common}
        width={300}
        height={100}
      />
    ),
    "value/before-after": <BeforeAfter {...BEFORE_AFTER} {...common} width={780} height={280} />,
    "value/stepped-in": <BeforeAfter {...BEFORE_AFTER} {...STEPPED} {...common} width={780} height={328} />,
    "value/before-only": (
      <BeforeAfter
        {...BEFORE_AFTER}
        rollOut={0}
        after={[]}
        control={null}
        effect={null}
        claimed={null}
        {...common}
        width={500}
        height={220}
      />
    ),
    "value/sight-down": <LineOfSight name="Agentic coding" steps={SIGHT} direction="down" {...common} width={380} />,
    "value/sight-across": (
      <LineOfSight name="Agentic coding" steps={SIGHT} direction="across" {...common} width={928} />
    ),
    "value/claims": (
      <ClaimPairs
        pairs={[
          {
            name: "Agentic coding",
            claimed: { mean: 22e6, words: "$22M" },
            likely: { mean: 5e6, p10: 0, p50: 0, p90: 20e6, words: "$5M" },
          },
          {
            name: "Code review",
            claimed: { mean: 7e6, words: "$7M" },
            likely: { mean: 3e6, p10: 1e6, p50: 3e6, p90: 5e6, words: "$3M" },
          },
        ]}
        currency="USD"
        {...common}
        width={400}
      />
    ),
  };
}
