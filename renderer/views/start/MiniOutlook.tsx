import type { ReactElement } from "react";
import { BurnUpFan, FanCrossings } from "#shared/charts/runOut/BurnUpFan.tsx";
import { linePath } from "#shared/charts/base/geometry.ts";
import { centredBaseline, labelAt, Labels } from "#shared/charts/base/labels.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { StoryFrame } from "#shared/charts/runOut/storyFrame.ts";
import { fanSentence } from "#shared/charts/runOut/storyWords.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { formatMoney, moneyStyle } from "#shared/format/money.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { BANDS_FROM, type Outlook } from "#shared/forecast/answers/outlook.ts";

/** The run-out story's fan alone, small: when the money of a template is gone. */
export function MiniOutlook({
  outlook,
  width,
  height,
  theme,
}: {
  readonly outlook: Outlook;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
}): ReactElement {
  const frame = miniFrame(outlook, width, height, theme);
  const { plot } = frame;
  const bottom = plot.y + plot.height;
  const line = frame.yOf(outlook.budget);
  const middles = outlook.monthStarts
    .slice(0, -1)
    .flatMap((first, m) =>
      m % 3 === 0
        ? [{ name: formatMonthTick(outlook.start + first), x: frame.xOf((first + outlook.monthStarts[m + 1]!) / 2) }]
        : [],
    );
  const labels = [
    ...middles.map(({ name, x }) =>
      labelAt([[{ text: name, color: theme.color.ink3 }]], {
        x,
        y: bottom + 14,
        anchor: "middle",
        size: theme.text.tick,
        halo: false,
      }),
    ),
    labelAt([[{ text: formatMoney(outlook.currency, outlook.budget), color: theme.color.ink, weight: 600 }]], {
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
      <path
        d={linePath([
          [plot.x, bottom],
          [plot.x + plot.width, bottom],
        ])}
        stroke={theme.color.rule}
        strokeWidth={theme.stroke.hair}
      />
      <BurnUpFan outlook={outlook} frame={frame} theme={theme} isFirst={outlook.trials < BANDS_FROM} />
      <path
        d={linePath([
          [plot.x, line],
          [plot.x + plot.width, line],
        ])}
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.line}
      />
      <FanCrossings outlook={outlook} frame={frame} theme={theme} />
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}

/** The story's axes without dots and ladder. */
function miniFrame(outlook: Outlook, width: number, height: number, theme: ChartTheme): StoryFrame {
  const plot = { x: 56, y: 8, width: width - 62, height: height - 28 };
  const bottom = plot.y + plot.height;
  const top = Math.max(1.04 * outlook.fan.quantiles.at(-1)!.at(-1)!, outlook.budget / (1 - 54 / plot.height));
  return {
    width,
    height,
    px: 1,
    plot,
    top,
    yOf: (amount) => bottom - (Math.min(Math.max(amount, 0), top) / top) * plot.height,
    xOf: (day) => plot.x + (day / outlook.days) * plot.width,
    ticks: [],
    dots: { x: width, width: 0 },
    ladder: { x: width, scaleX: width, barX: width, barWidth: 0, labelX: width },
    calendar: { x: plot.x, y: bottom, width: plot.width, height: 0 },
    hue: theme.color.scenarios[0],
  };
}
