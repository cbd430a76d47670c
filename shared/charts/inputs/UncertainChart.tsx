import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { type UncertainShape, uncertainShape } from "#shared/distributions/densities.ts";
import type { UncertainNumber } from "#shared/distributions/uncertain.ts";
import { type Point, areaPath, linePath, rounded } from "#shared/charts/base/shapes.ts";
import { labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

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
  readonly seen?: { readonly values: readonly number[]; readonly words: string };
}

export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** The stretch of the axis that shows all but the last few in a thousand, and what was seen before. */
export function uncertainDomain(number: UncertainNumber, seen: readonly number[] = []): Domain {
  const { low, high } = domainOf(uncertainShape(number));
  return { low: Math.min(low, ...seen), high: Math.max(high, ...seen) };
}

function domainOf(shape: UncertainShape): Domain {
  if (shape.kind === "certain") return padded(shape.value, shape.value);
  const values =
    shape.kind === "values" ? shape.values.map(({ value }) => value) : shape.points.map(({ value }) => value);
  // A long right tail would squeeze the 8 in 10 into a corner: the axis ends three of their widths above them.
  const most =
    shape.kind === "curve" ? Math.min(values.at(-1)!, shape.p90 + 1.5 * (shape.p90 - shape.p10)) : values.at(-1)!;
  const least = shape.kind === "curve" ? Math.max(values[0]!, shape.p10 - 1.5 * (shape.p90 - shape.p10)) : values[0]!;
  return padded(least, most);
}

function padded(low: number, high: number): Domain {
  const room = high > low ? 0.04 * (high - low) : Math.max(1e-9, 0.5 * Math.abs(low));
  return { low: low - room, high: high + room };
}

const AXIS_HEIGHT = 16;
const HEADROOM = 18;

/** An uncertain number as a small hill: its 8 in 10 dark, its tails light. */
export function UncertainChart({
  number,
  width,
  height,
  theme,
  hue,
  sentence,
  format,
  domain,
  seen,
}: UncertainChartProps): ReactElement {
  const { px } = theme;
  const shape = uncertainShape(number);
  const { low, high } = domain ?? domainOf(shape);
  const floor = height - (format === undefined ? 1.5 * px : AXIS_HEIGHT * px);
  const x = scaleLinear([low, high], [0, width]).clamp(true);
  // Words of handles stand above the hill.
  const top = (format === undefined ? 2 : HEADROOM) * px;
  const ticks = format === undefined ? [] : valueTicks(low, high, Math.max(2, Math.floor(width / (80 * px))));
  const labels = ticks.map((tick) =>
    labelAt([[{ text: format!(tick), color: theme.color.ink3 }]], {
      x: x(tick),
      y: height - 3 * px,
      anchor: "middle",
      size: theme.text.tick,
      halo: false,
    }),
  );
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <ShapeMarks shape={shape} x={x} floor={floor} top={top} hue={hue} theme={theme} />
      <path
        d={linePath([
          [0, floor],
          [width, floor],
        ])}
        stroke={format === undefined ? hue : theme.color.rule}
        strokeOpacity={format === undefined ? 0.35 : 1}
        strokeWidth={theme.stroke.hair}
      />
      {seen !== undefined && seen.values.length > 0 && (
        <SeenMarks values={seen.values} words={seen.words} {...{ x, floor, width, theme }} />
      )}
      <Labels labels={labels.filter(({ box }) => box.x >= 0 && box.x + box.width <= width)} theme={theme} />
    </Chart>
  );
}

const SEEN_HEIGHT = 9;

/** Past values stand on the axis as short strokes, their words above the middle of them. */
function SeenMarks({
  values,
  words,
  x,
  floor,
  width,
  theme,
}: {
  readonly values: readonly number[];
  readonly words: string;
  readonly x: (value: number) => number;
  readonly floor: number;
  readonly width: number;
  readonly theme: ChartTheme;
}): ReactElement {
  const { px, color, text } = theme;
  const half = textWidth(words, text.tick) / 2;
  const middle = (x(Math.min(...values)) + x(Math.max(...values))) / 2;
  const label = labelAt([[{ text: words, color: color.ink }]], {
    x: Math.min(width - half, Math.max(half, middle)),
    y: floor - (SEEN_HEIGHT + 4) * px,
    anchor: "middle",
    size: text.tick,
  });
  return (
    <>
      <path
        d={values
          .map((value) =>
            linePath([
              [x(value), floor],
              [x(value), floor - SEEN_HEIGHT * px],
            ]),
          )
          .join("")}
        stroke={color.ink}
        strokeWidth={theme.stroke.line}
      />
      <Labels labels={[label]} theme={theme} />
    </>
  );
}

function ShapeMarks({
  shape,
  x,
  floor,
  top,
  hue,
  theme,
}: {
  readonly shape: UncertainShape;
  readonly x: (value: number) => number;
  readonly floor: number;
  readonly top: number;
  readonly hue: string;
  readonly theme: ChartTheme;
}): ReactElement {
  if (shape.kind === "certain")
    return (
      <path
        d={linePath([
          [x(shape.value), top],
          [x(shape.value), floor],
        ])}
        stroke={hue}
        strokeWidth={2 * theme.px}
      />
    );
  if (shape.kind === "values") {
    const most = Math.max(...shape.values.map(({ chance }) => chance));
    return (
      <path
        d={shape.values
          .map(({ value, chance }) =>
            linePath([
              [x(value), floor],
              [x(value), floor - (chance / most) * (floor - top)],
            ]),
          )
          .join("")}
        stroke={hue}
        strokeWidth={4 * theme.px}
        strokeOpacity={0.65}
      />
    );
  }
  const peak = Math.max(...shape.points.map(({ density }) => density));
  const hill = shape.points.map(({ value, density }): Point => [x(value), floor - (density / peak) * (floor - top)]);
  // The dark part ends on the percentiles themselves, where handles stand, and not on the nearest point of the curve.
  const edge = (value: number): Point[] => {
    const after = shape.points.findIndex((point) => point.value >= value);
    if (after <= 0) return [];
    const [left, right] = [shape.points[after - 1]!, shape.points[after]!];
    const density = left.density + ((value - left.value) / (right.value - left.value)) * (right.density - left.density);
    return [[x(value), floor - (density / peak) * (floor - top)]];
  };
  const core = [
    ...edge(shape.p10),
    ...hill.filter((_, i) => shape.points[i]!.value > shape.p10 && shape.points[i]!.value < shape.p90),
    ...edge(shape.p90),
  ];
  const flat = (points: readonly Point[]): Point[] => points.map(([at]): Point => [at, floor]);
  return (
    <>
      <path d={areaPath(hill, flat(hill))} fill={hue} fillOpacity={0.16} />
      <path d={areaPath(core, flat(core))} fill={hue} fillOpacity={0.45} />
      <path
        d={linePath(hill)}
        fill="none"
        stroke={hue}
        strokeWidth={rounded(theme.stroke.path)}
        strokeLinejoin="round"
      />
    </>
  );
}
