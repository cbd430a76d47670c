import { scaleLinear, type ScaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { bottomLabels, Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FADE, FadingBar } from "#shared/charts/base/FadingBar.tsx";
import { type Interval, stripSteps } from "#shared/charts/base/IntervalStrip.tsx";
import { centredBaseline, type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { type Box, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";

/** What a case says, and what is likely. */
export interface ClaimPair {
  readonly name: string;
  readonly claimed: { readonly mean: number; readonly words: string };
  readonly likely: Interval & { readonly mean: number; readonly words: string };
}

export interface ClaimPairsProps {
  readonly pairs: readonly ClaimPair[];
  readonly currency: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
}

const HEAD = 20;
const ROW = 54;
const WORDS = 96;
const BAR = 9;

/** Height for so many pairs. */
export function claimPairsHeight(pairs: number, { px }: ChartTheme): number {
  return (HEAD + pairs * ROW) * px;
}

/** Each pair in words. */
export function claimPairsSentence({ pairs }: Pick<ClaimPairsProps, "pairs">): string {
  return pairs
    .map(({ name, claimed, likely }) => `${name}: claimed ${claimed.words}, likely ${likely.words}.`)
    .join(" ");
}

interface PairsFrame {
  readonly plot: Box;
  readonly x: ScaleLinear<number, number>;
  readonly ticks: ReturnType<typeof moneyTicks>;
  /** Upper edge of the row of a pair. */
  readonly top: (pair: number) => number;
}

function pairsFrame({ pairs, currency, theme, width }: ClaimPairsProps, height: number): PairsFrame {
  const { px } = theme;
  const most =
    Math.max(
      ...pairs.map(({ claimed, likely }) => Math.max(claimed.mean, likely.p90 + FADE * (likely.p90 - likely.p10))),
    ) || 1;
  const plot: Box = { x: 0, y: HEAD * px, width: width - WORDS * px, height: height - HEAD * px };
  return {
    plot,
    x: scaleLinear([0, most * 1.02], [0, plot.width]).clamp(true),
    ticks: moneyTicks(currency, 0, most, 5),
    top: (pair) => plot.y + pair * ROW * px,
  };
}

/** Claimed, and likely: for each use what its case says, in grey, and below it the range that reaches the accounts. */
export function ClaimPairs(props: ClaimPairsProps): ReactElement {
  const { pairs, theme, width } = props;
  const height = claimPairsHeight(pairs.length, theme);
  const frame = pairsFrame(props, height);
  const { plot, x, ticks, top } = frame;
  return (
    <Chart
      width={width}
      height={height}
      sentence={claimPairsSentence(props)}
      marks={pairs.map((_, i) => ({ ...plot, y: top(i), height: ROW * theme.px }))}
    >
      <Grid plot={plot} down={ticks.map(({ value }) => x(value))} across={pairs.map((_, i) => top(i))} theme={theme} />
      {pairs.map((pair, i) => (
        <PairBars key={i} pair={pair} top={top(i)} {...props} x={x} />
      ))}
      <Labels labels={pairLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** The claimed bar, and below it the likely range with its middle. */
function PairBars({
  pair: { claimed, likely },
  top,
  x,
  theme: { px, color },
  hue,
}: Pick<ClaimPairsProps, "theme" | "hue"> & {
  readonly pair: ClaimPair;
  readonly top: number;
  readonly x: PairsFrame["x"];
}): ReactElement {
  return (
    <g>
      <rect
        x={0}
        y={rounded(top + 18 * px)}
        width={rounded(x(claimed.mean))}
        height={rounded(BAR * px)}
        fill={color.ink3}
        fillOpacity={0.28}
      />
      <rect
        x={rounded(x(claimed.mean) - px)}
        y={rounded(top + 16 * px)}
        width={rounded(2 * px)}
        height={rounded((BAR + 4) * px)}
        fill={color.ink3}
      />
      <FadingBar steps={stripSteps(likely)} scale={x} edge={top + 36 * px} thickness={BAR * px} hue={hue} />
      <rect
        x={rounded(Math.max(0, x(likely.p50) - px))}
        y={rounded(top + 34 * px)}
        width={rounded(2 * px)}
        height={rounded((BAR + 4) * px)}
        fill={hue}
      />
    </g>
  );
}

/** The axis above, and beside each pair its name and both figures. */
function pairLabels({ pairs, theme, width }: ClaimPairsProps, { plot, x, ticks, top }: PairsFrame): Label[] {
  const { px, color, text } = theme;
  const beside = (y: number) =>
    ({ x: width, y: centredBaseline(y, text.tick), anchor: "end", size: text.tick, halo: false }) as const;
  return [
    ...bottomLabels(ticks, x, plot.y - 22 * px, theme, { color: color.ink3 }).map((label, i) =>
      i === 0 ? { ...label, anchor: "start" as const, x: 0 } : label,
    ),
    ...pairs.flatMap(({ name, claimed, likely }, i) => [
      labelAt([[{ text: name, color: color.ink, weight: 500 }]], {
        x: 2 * px,
        y: top(i) + 12 * px,
        size: text.small,
      }),
      labelAt([[{ text: `claimed ${claimed.words}`, color: color.ink2 }]], beside(top(i) + 22.5 * px)),
      labelAt(
        [
          [
            { text: "likely ", color: color.ink2 },
            { text: likely.words, color: color.ink, weight: 600 },
          ],
        ],
        beside(top(i) + 40.5 * px),
      ),
    ]),
  ];
}
