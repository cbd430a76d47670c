import type { ReactElement } from "react";
import { Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { trialMonthsLabels } from "./trialMonthLabels.ts";
import { trialMonthsFrame, type StackedPart } from "./trialMonthScales.ts";
import { type TrialMonthsProps, trialMonthsSentence } from "./trialMonthWords.ts";

/** Opacity of the parts from the ground up. */
const TONES = [0.9, 0.55, 0.33, 0.18, 0.1];
/** Below the months, in the design's pixels. */
const FOOT = 44;

/**
 * The months of one trial as stacked bars: work from the ground up in one hue, seats hollow on top; what happened is
 * written on its month, and the month the budget was spent is cut.
 */
export function TrialMonths(props: TrialMonthsProps): ReactElement {
  const { months, parts, hasHollow, shown, theme, hue, width } = props;
  const { px, color, stroke } = theme;
  const frame = trialMonthsFrame(props);
  const { plot, bottom, bar, middle, y, spent } = frame;
  const words = trialMonthsLabels(props, frame);
  const hollow = hasHollow ? parts.length - 1 : null;
  return (
    <Chart
      width={width}
      height={bottom + FOOT * px}
      sentence={trialMonthsSentence(props)}
      marks={months.map(({ spend }, m) =>
        m < shown ? { x: middle(m) - bar / 2, y: y(spend), width: bar, height: bottom - y(spend) } : null,
      )}
    >
      <Grid plot={plot} across={frame.ticks.map(({ value }) => y(value))} theme={theme} />
      {frame.stacks.flat().map((part, i) => (
        <PartOfMonth key={i} {...part} isHollow={part.part === hollow} hue={hue} theme={theme} />
      ))}
      {spent !== null && (
        <path d={linesDown([spent.x], 6 * px, bottom)} stroke={color.over} strokeWidth={stroke.line} />
      )}
      <path d={words.leaders} stroke={color.control} strokeWidth={stroke.hair} fill="none" />
      <Labels labels={words.labels} theme={theme} />
    </Chart>
  );
}

/** One part of a month's bar; seats are hollow, they are no work. */
function PartOfMonth({
  part,
  box,
  isHollow,
  hue,
  theme,
}: StackedPart & {
  readonly isHollow: boolean;
  readonly hue: string;
  readonly theme: ChartTheme;
}): ReactElement | null {
  if (box.height <= 0) return null;
  return (
    <rect
      x={rounded(box.x)}
      y={rounded(box.y)}
      width={rounded(box.width)}
      height={rounded(box.height)}
      fill={isHollow ? theme.color.paper : hue}
      fillOpacity={isHollow ? 1 : (TONES[part] ?? 0.1)}
      stroke={isHollow ? hue : theme.color.paper}
      strokeWidth={isHollow ? theme.stroke.line * 0.8 : theme.stroke.hair}
    />
  );
}
