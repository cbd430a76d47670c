import type { ReactElement } from "react";
import { Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { areaPath, around, linePath, linesAcross, linesDown, type Point, rounded } from "#shared/charts/base/shapes.ts";
import { HIGH } from "#shared/value/quadrant.ts";
import { quadrantLabels } from "./quadrantLabels.ts";
import { ellipseOutline, placedUses, quadrantFrame, type QuadrantFrame } from "./quadrantScales.ts";
import { type PlacedUse, type UseQuadrantProps, quadrantSentence } from "./quadrantWords.ts";

/** Opacity of a use that is not selected. */
const FAINT = 0.4;

/** A thin arrow that ends just before a dot; nothing where the two are as good as one. */
function arrowPath([fromX, fromY]: Point, [toX, toY]: Point, px: number): string {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const length = Math.hypot(dx, dy);
  if (length < 8 * px) return "";
  const [ux, uy] = [dx / length, dy / length];
  const tip: Point = [toX - 4 * px * ux, toY - 4 * px * uy];
  const barb = (side: 1 | -1): Point => [
    tip[0] - 5 * px * ux + side * 2.5 * px * uy,
    tip[1] - 5 * px * uy - side * 2.5 * px * ux,
  ];
  return linePath([[fromX, fromY], tip]) + linePath([barb(1), tip, barb(-1)]);
}

/**
 * Used, and useful? Each use as an ellipse that holds 80 % of the simulated years in which something arrives, across the
 * use and up the benefit that its case claimed; below, the count of the years in which nothing does.
 */
export function UseQuadrant(props: UseQuadrantProps): ReactElement {
  const { uses, selected, theme, width, height } = props;
  const { color, px, stroke } = theme;
  const frame = quadrantFrame(props);
  const { plot, strip, x, y, ticks } = frame;
  const placed = placedUses(props);
  const places = new Map(placed.map(({ id, across, up }) => [id, around([x(across), y(up)], 8 * px)]));
  return (
    <Chart
      width={width}
      height={height}
      sentence={quadrantSentence(props)}
      marks={uses.map(({ id }) => places.get(id) ?? null)}
    >
      <rect {...strip} fill={color.sunken} />
      <Grid
        plot={plot}
        across={ticks.map(({ value }) => y(value))}
        down={ticks.map(({ value }) => x(value))}
        theme={theme}
      />
      {placed
        .toSorted((a, b) => Number(a.id === selected) - Number(b.id === selected))
        .map((use) => (
          <UseMark key={use.id} use={use} isSelected={use.id === selected} frame={frame} chart={props} />
        ))}
      <path
        d={linesDown([x(HIGH)], plot.y, plot.y + plot.height) + linesAcross([y(HIGH)], plot.x, plot.x + plot.width)}
        stroke={color.control}
        strokeWidth={stroke.hair}
        fill="none"
      />
      <Labels labels={quadrantLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** One use: its ellipse, its middle, and the way from where it lay when its case was locked. */
function UseMark({
  use: { ellipse, lockedMiddle, across, up },
  isSelected,
  frame,
  chart,
}: {
  readonly use: PlacedUse;
  readonly isSelected: boolean;
  readonly frame: QuadrantFrame;
  readonly chart: UseQuadrantProps;
}): ReactElement {
  const { theme, hue } = chart;
  const { color, px, stroke } = theme;
  const { x, y } = frame;
  return (
    <g opacity={isSelected ? 1 : FAINT + 0.2}>
      <path
        d={areaPath(ellipseOutline(ellipse, frame), [])}
        fill={hue}
        fillOpacity={0.14}
        stroke={hue}
        strokeWidth={isSelected ? stroke.line : stroke.hair}
      />
      {lockedMiddle !== null && (
        <>
          <path
            d={arrowPath([x(lockedMiddle.use), y(lockedMiddle.impact)], [x(across), y(up)], px)}
            stroke={color.ink2}
            strokeWidth={stroke.hair}
            fill="none"
          />
          <circle
            cx={rounded(x(lockedMiddle.use))}
            cy={rounded(y(lockedMiddle.impact))}
            r={rounded(2.5 * px)}
            fill={color.paper}
            stroke={hue}
            strokeWidth={stroke.hair}
          />
        </>
      )}
      <circle cx={rounded(x(across))} cy={rounded(y(up))} r={rounded(2.5 * px)} fill={hue} />
    </g>
  );
}
