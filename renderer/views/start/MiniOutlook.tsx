import type { ReactElement } from "react";
import { BurnUpFan, FanCrossings } from "#shared/charts/runOut/BurnUpFan.tsx";
import { bottomLabels, Floor } from "#shared/charts/base/axes.tsx";
import { plotScales } from "#shared/charts/base/scales.ts";
import { linesAcross } from "#shared/charts/base/shapes.ts";
import { centredBaseline, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { StoryFrame } from "#shared/charts/runOut/storyFrame.ts";
import { fanSentence } from "#shared/charts/runOut/storyWords.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { formatStatedMoney, moneyStyle } from "#shared/format/money.ts";
import { BANDS_FROM } from "#shared/forecast/answers/outlook.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";

/** The run-out story's fan alone, small: when the money of a template is spent. */
export function MiniOutlook({
  outlook,
  width,
  height,
  theme,
  hasLabels = true,
}: {
  readonly outlook: Outlook;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  /** Off: the lines alone, in a row of a list whose words say the rest. */
  readonly hasLabels?: boolean;
}): ReactElement {
  const frame = miniFrame(outlook, width, height, theme, hasLabels);
  const { plot, x, y } = frame;
  const line = y(outlook.budget);
  const months = outlook.monthStarts
    .slice(0, -1)
    .flatMap((first, m) =>
      m % MONTHS_A_LABEL === 0
        ? [{ value: (first + outlook.monthStarts[m + 1]!) / 2, text: formatMonthTick(outlook.start + first) }]
        : [],
    );
  const labels = [
    ...bottomLabels(months, x, plot.y + plot.height, theme, { color: theme.color.ink3, below: 14 }),
    labelAt([[{ text: formatStatedMoney(outlook.currency, outlook.budget), color: theme.color.ink, weight: 600 }]], {
      x: plot.x - 6,
      y: centredBaseline(line, theme.text.small),
      anchor: "end",
      size: theme.text.small,
      halo: false,
    }),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={fanSentence(outlook, moneyStyle(outlook.currency, outlook.ladder.ask, 0))}
    >
      <Floor plot={plot} theme={theme} />
      <BurnUpFan outlook={outlook} frame={frame} theme={theme} isFirst={outlook.trials < BANDS_FROM} />
      <path
        d={linesAcross([line], plot.x, plot.x + plot.width)}
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.line}
      />
      <FanCrossings outlook={outlook} frame={frame} theme={theme} />
      {hasLabels && <Labels labels={labels} theme={theme} />}
    </Chart>
  );
}

/** Every third month is named. */
const MONTHS_A_LABEL = 3;

/** The story's axes without dots and ladder. */
function miniFrame(outlook: Outlook, width: number, height: number, theme: ChartTheme, hasLabels: boolean): StoryFrame {
  const plot = hasLabels
    ? { x: 56, y: 8, width: width - 62, height: height - 28 }
    : { x: 0, y: 2, width, height: height - 4 };
  const bottom = plot.y + plot.height;
  const top = Math.max(
    1.04 * outlook.fan.quantiles.at(-1)!.at(-1)!,
    outlook.budget / (hasLabels ? 1 - 54 / plot.height : 0.8),
  );
  const { x, y } = plotScales(plot, [0, outlook.days], [0, top]);
  return {
    width,
    height,
    px: 1,
    plot,
    top,
    x,
    y: y.clamp(true),
    ticks: [],
    dots: { x: width, width: 0 },
    ladder: { x: width, scaleX: width, barX: width, barWidth: 0, labelX: width },
    calendar: { x: plot.x, y: bottom, width: plot.width, height: 0 },
    hue: theme.color.scenarios[0],
  };
}
