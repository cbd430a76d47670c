import type { ReactElement } from "react";
import { compileUncertain, uncertainQuantile } from "../../shared/distributions/uncertain.ts";
import { areaPath, linePath, rounded } from "../../shared/charts/geometry.ts";
import type { Point } from "../../shared/charts/geometry.ts";
import type { ChartTheme } from "../../shared/charts/theme.ts";
import type { Uncertain } from "../../shared/plan/schema.ts";

/** Normal scores at which the curve is drawn: out to 1 in 500 at either end. */
const SCORES = Array.from({ length: 81 }, (_, i) => -2.9 + (5.8 * i) / 80);
/** Score of the 90th percentile: eight in ten lie within. */
const EIGHT_IN_TEN = 1.2816;

interface Curve {
  readonly points: readonly (readonly [value: number, density: number])[];
  readonly low: number;
  readonly high: number;
}

/** Density by the quantile function: chance over width between neighbouring scores. */
function curveOf(value: Uncertain): Curve {
  const at = compileUncertain(value);
  const points = SCORES.slice(1).map((score, i) => {
    const [from, to] = [at(SCORES[i]!), at(score)];
    const middle = (score + SCORES[i]!) / 2;
    const chance = Math.exp((-middle * middle) / 2);
    return [(from + to) / 2, to > from ? chance / (to - from) : 0] as const;
  });
  return { points, low: at(-EIGHT_IN_TEN), high: at(EIGHT_IN_TEN) };
}

export interface UncertainPictureProps {
  readonly value: Uncertain;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  /** Left and right end of the axis; else the picture's own. */
  readonly domain?: readonly [number, number];
}

/** Where the axis of an uncertain number begins and ends: room beside its tails. */
export function domainOf(value: Uncertain): readonly [number, number] {
  const [low, high] = [uncertainQuantile(value, 0.002), uncertainQuantile(value, 0.998)];
  const room = high > low ? (high - low) * 0.06 : Math.abs(low) * 0.5 || 1;
  return [low - room, high + room];
}

/** The small picture of an uncertain number: eight chances in ten dark, the tails light. Words beside it say the same. */
export function UncertainPicture({ value, width, height, theme, hue, domain = domainOf(value) }: UncertainPictureProps): ReactElement {
  const [from, to] = domain;
  const floor = height - 1;
  const x = (number: number): number => ((number - from) / (to - from)) * width;
  const base = <path d={linePath([[0, floor + 0.5], [width, floor + 0.5]])} stroke={theme.color.rule} strokeWidth={1} />;
  const svg = (marks: ReactElement): ReactElement => (
    <svg width={width} height={height} viewBox={`0 0 ${rounded(width)} ${height}`} aria-hidden="true" focusable="false">
      {marks}
      {base}
    </svg>
  );
  if (typeof value === "number" || "value" in value) {
    const at = x(typeof value === "number" ? value : value.value);
    return svg(<path d={linePath([[at, floor], [at, 3]])} stroke={hue} strokeWidth={2} />);
  }
  if ("values" in value) {
    const most = Math.max(...value.weights);
    return svg(
      <g stroke={hue} strokeWidth={3}>
        {value.values.map((number, i) => (
          <path key={i} d={linePath([[x(number), floor], [x(number), floor - ((height - 4) * (value.weights[i] ?? 0)) / most]])} />
        ))}
      </g>,
    );
  }
  const { points, low, high } = curveOf(value);
  const peak = Math.max(...points.map(([, density]) => density));
  const place = ([number, density]: readonly [number, number]): Point => [x(number), floor - (density / peak) * (height - 3)];
  const top = points.map(place);
  const inside = points.filter(([number]) => number >= low && number <= high).map(place);
  const floorOf = (line: readonly Point[]): Point[] => line.map(([left]) => [left, floor]);
  return svg(
    <>
      <path d={areaPath(top, floorOf(top))} fill={hue} fillOpacity={0.16} />
      <path d={areaPath(inside, floorOf(inside))} fill={hue} fillOpacity={0.48} />
    </>,
  );
}
