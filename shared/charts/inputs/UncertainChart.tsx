import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { bottomLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { centredWithin, labelAt, wholeBetween } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { type Domain, extentOf, plotScales, type Scale } from "#shared/charts/base/scales.ts";
import {
  areaAbove,
  type Box,
  heightOn,
  linePath,
  linesAcross,
  linesDown,
  type Point,
  rounded,
} from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";
import { type UncertainShape, uncertainShape } from "#shared/distributions/densities.ts";
import type { UncertainNumber } from "#shared/distributions/uncertain.ts";

export interface UncertainChartProps {
  readonly number: UncertainNumber;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  /** What it says. */
  readonly sentence: string;
  /** Writes a tick; absent: no axis, as beside a number. */
  readonly format?: (value: number) => string;
  /** The axis, when handles must not move it; `uncertainDomain` makes one. */
  readonly domain?: Domain;
  /** Past values, as ticks on the axis, and what they are. */
  readonly observed?: { readonly values: readonly number[]; readonly words: string };
}

/** The stretch of the axis that shows all but the last few in a thousand, and the past values. */
export function uncertainDomain(number: UncertainNumber, observed: readonly number[] = []): Domain {
  return extentOf([...domainOf(uncertainShape(number)), ...observed]);
}

function domainOf(shape: UncertainShape): Domain {
  if (shape.kind === "certain") return withAir([shape.value, shape.value]);
  const [least, most] = extentOf((shape.kind === "values" ? shape.values : shape.points).map(({ value }) => value));
  if (shape.kind === "values") return withAir([least, most]);
  // A long right tail would squeeze the 8 in 10 into a corner: the axis ends one and a half of their widths beside them.
  const room = 1.5 * (shape.p90 - shape.p10);
  return withAir([Math.max(least, shape.p10 - room), Math.min(most, shape.p90 + room)]);
}

function withAir([low, high]: Domain): Domain {
  const room = high > low ? 0.04 * (high - low) : Math.max(1e-9, 0.5 * Math.abs(low));
  return [low - room, high + room];
}

/** From a value to its place on an axis from end to end; a value beyond it stands at its end. */
export function uncertainScale(domain: Domain, width: number) {
  return scaleLinear(domain, [0, width]).clamp(true);
}

/** Sizes in the design's pixels. */
const AXIS_HEIGHT = 16;
const HEADROOM = 18;
const OBSERVED_HEIGHT = 9;
const TICK_PITCH = 80;

/** An uncertain number as a small hill: its 8 in 10 dark, its tails light. */
export function UncertainChart(props: UncertainChartProps): ReactElement {
  const { number, width, height, theme, hue, sentence, format, domain, observed } = props;
  const { px, color, stroke } = theme;
  const shape = uncertainShape(number);
  const hasAxis = format !== undefined;
  const [low, high] = domain ?? domainOf(shape);
  // Words of handles stand above the hill.
  const top = (hasAxis ? HEADROOM : 2) * px;
  const plot: Box = { x: 0, y: top, width, height: height - (hasAxis ? AXIS_HEIGHT : 1.5) * px - top };
  const floor = plot.y + plot.height;
  const x = uncertainScale([low, high], width);
  const ticks = hasAxis ? valueTicks(low, high, Math.max(2, Math.floor(width / (TICK_PITCH * px)))) : [];
  const labels = bottomLabels(
    ticks.map((value) => ({ value, text: format!(value) })),
    x,
    floor,
    theme,
    { color: color.ink3, below: AXIS_HEIGHT - 3 },
  );
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <ShapeMarks shape={shape} x={x} plot={plot} hue={hue} theme={theme} />
      <path
        d={linesAcross([floor], 0, width)}
        stroke={hasAxis ? color.rule : hue}
        strokeOpacity={hasAxis ? 1 : 0.35}
        strokeWidth={stroke.hair}
      />
      {observed !== undefined && observed.values.length > 0 && (
        <ObservedMarks observed={observed} x={x} plot={plot} theme={theme} />
      )}
      <Labels labels={wholeBetween(labels, 0, width)} theme={theme} />
    </Chart>
  );
}

/** Past values stand on the axis as short strokes, their words above the middle of them. */
function ObservedMarks({
  observed: { values, words },
  x,
  plot,
  theme,
}: {
  readonly observed: NonNullable<UncertainChartProps["observed"]>;
  readonly x: Scale;
  readonly plot: Box;
  readonly theme: ChartTheme;
}): ReactElement {
  const { px, color, text } = theme;
  const floor = plot.y + plot.height;
  const [first, last] = extentOf(values.map((value) => x(value)));
  const label = labelAt([[{ text: words, color: color.ink }]], {
    x: (first + last) / 2,
    y: floor - (OBSERVED_HEIGHT + 4) * px,
    anchor: "middle",
    size: text.tick,
  });
  return (
    <>
      <path
        d={values.map((value) => linesDown([x(value)], floor, floor - OBSERVED_HEIGHT * px)).join("")}
        stroke={color.ink}
        strokeWidth={theme.stroke.line}
      />
      <Labels labels={[centredWithin(label, 0, plot.width)]} theme={theme} />
    </>
  );
}

interface MarksProps<Shape> {
  readonly shape: Shape;
  readonly x: Scale;
  readonly plot: Box;
  readonly hue: string;
  readonly theme: ChartTheme;
}

function ShapeMarks({ shape, ...others }: MarksProps<UncertainShape>): ReactElement {
  const { x, plot, hue, theme } = others;
  const floor = plot.y + plot.height;
  switch (shape.kind) {
    case "certain":
      return <path d={linesDown([x(shape.value)], plot.y, floor)} stroke={hue} strokeWidth={2 * theme.px} />;
    case "values": {
      const most = Math.max(...shape.values.map(({ chance }) => chance));
      const y = plotScales(plot, x.domain() as [number, number], [0, most]).y;
      return (
        <path
          d={shape.values.map(({ value, chance }) => linesDown([x(value)], floor, y(chance))).join("")}
          stroke={hue}
          strokeWidth={4 * theme.px}
          strokeOpacity={0.65}
        />
      );
    }
    case "curve":
      return <CurveMarks shape={shape} {...others} />;
  }
}

/** The density as a hill, dark between its 1 in 10 and its 9 in 10: there handles stand. */
function CurveMarks({
  shape: { points, p10, p90 },
  x,
  plot,
  hue,
  theme,
}: MarksProps<Extract<UncertainShape, { kind: "curve" }>>): ReactElement {
  const floor = plot.y + plot.height;
  const y = scaleLinear([0, Math.max(...points.map(({ density }) => density))], [floor, plot.y]);
  const [low, high] = x.domain() as [number, number];
  const density = points.map(({ value, density: one }): Point => [value, one]);
  const placed = (values: readonly number[]): Point[] => values.map((value) => [x(value), y(heightOn(density, value))]);
  const between = (from: number, to: number): Point[] =>
    placed([from, ...points.map(({ value }) => value).filter((value) => value > from && value < to), to]);
  const area = between(Math.max(low, points[0]!.value), Math.min(high, points.at(-1)!.value));
  return (
    <>
      <path d={areaAbove(area, floor)} fill={hue} fillOpacity={0.16} />
      <path d={areaAbove(between(p10, p90), floor)} fill={hue} fillOpacity={0.45} />
      <path
        d={linePath(area)}
        fill="none"
        stroke={hue}
        strokeWidth={rounded(theme.stroke.path)}
        strokeLinejoin="round"
      />
    </>
  );
}
