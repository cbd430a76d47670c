import type { ReactElement } from "react";
import { Floor, Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { areaPath, linePath, type Point, rounded } from "#shared/charts/base/shapes.ts";
import { runTailLabels } from "./runTailLabels.ts";
import { runTailFrame, type RunTailProps } from "./runTailScales.ts";

/**
 * Share of attempts above so many tokens, both axes logarithmic: a power law is a straight line, and every tenth of the
 * tail has as much room as the body. Dots are runs, the line is the fitted curve, its band where runs of a right curve
 * lie.
 */
export function RunTailChart(props: RunTailProps): ReactElement {
  const { points, sentence, width, height, theme, hue } = props;
  const { px, color, stroke } = theme;
  const frame = runTailFrame(props);
  const { plot, x, y, tokens, shares, curve, dots } = frame;
  const { labels, leaders } = runTailLabels(props, frame);
  const band = areaPath(
    points.map(({ low, shareAbove }): Point => [x(low), y(shareAbove)]),
    points.map(({ high, shareAbove }): Point => [x(high), y(shareAbove)]),
  );
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <Grid
        plot={plot}
        across={shares.map(({ value }) => y(value))}
        down={tokens.map(({ value }) => x(value))}
        theme={theme}
      />
      <Floor plot={plot} theme={theme} />
      <path d={band} fill={hue} fillOpacity={0.22} />
      <path d={linePath(curve)} fill="none" stroke={hue} strokeWidth={stroke.line + 0.5 * px} strokeLinejoin="round" />
      <path d={leaders.map(linePath).join("")} stroke={color.ink3} strokeWidth={stroke.hair} />
      <g fill={color.ink}>
        {dots.map(([dotX, dotY], i) => (
          <circle key={i} cx={rounded(dotX)} cy={rounded(dotY)} r={rounded(2 * px)} />
        ))}
      </g>
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}
