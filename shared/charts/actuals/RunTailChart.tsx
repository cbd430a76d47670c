import { scaleLog } from "d3-scale";
import type { ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { type CurvePoint, type FarPoint, tokensAxisOf } from "./curvePoints.ts";
import { type Point, areaPath, linePath, rounded } from "#shared/charts/base/shapes.ts";
import {
  type Label,
  type Obstacle,
  type TextRun,
  centredBaseline,
  labelAt,
  placeLabel,
} from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface RunTailProps {
  /** Runs against the fitted curve, ascending. */
  readonly points: readonly CurvePoint[];
  /** Runs that are no part of the curve. */
  readonly far: readonly FarPoint[];
  /** What is said of the far ones in two lines: "runaways", "0.6%, 8 to 28×". Empty: nothing. */
  readonly farWords: readonly string[];
  /** Runs behind the points. */
  readonly runs: number;
  readonly sentence: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

const TOP = 10;
const AXIS_HEIGHT = 20;

/**
 * Share of attempts above so many tokens, both axes logarithmic: a power law is a straight line, and every tenth of the
 * tail has as much room as the body. Dots are runs, the line is the fitted curve, its band where runs of a right curve
 * lie.
 */
export function RunTailChart({
  points,
  far,
  farWords,
  runs,
  sentence,
  width,
  height,
  theme,
  hue,
}: RunTailProps): ReactElement {
  const { px, text, color } = theme;
  const left = 68 * px;
  const right = width - 14 * px;
  const floor = height - AXIS_HEIGHT * px;
  const top = TOP * px;
  // Share 1 has no logarithm to spare: the cheapest run stands at the top.
  const least =
    Math.min(...points.map(({ shareAbove }) => shareAbove), ...far.map(({ shareAbove }) => shareAbove)) * 0.8;
  const axis = tokensAxisOf(
    [...points.flatMap(({ observed, expected }) => [observed, expected]), ...far.map(({ observed }) => observed)],
    6,
  );
  const x = scaleLog([Math.exp(axis.low), Math.exp(axis.high)], [left, right]).clamp(true);
  const y = scaleLog([1, least], [top, floor]);
  const decades = Array.from({ length: Math.floor(-Math.log10(least) + 1e-9) + 1 }, (_, k) => 10 ** -k);
  const curve = points.map(({ expected, shareAbove }): Point => [x(expected), y(shareAbove)]);
  const dots = [...points, ...far].map(({ observed, shareAbove }): Point => [x(observed), y(shareAbove)]);
  const ticks: Label[] = [
    ...axis.ticks.map(({ tokens, text: tick }) =>
      labelAt([[{ text: tick, color: color.ink3 }]], {
        x: x(tokens),
        y: height - 4 * px,
        anchor: "middle",
        size: text.tick,
        halo: false,
      }),
    ),
    ...decades.map((share) =>
      labelAt([[{ text: share === 1 ? "all" : `1 in ${formatCount(1 / share)}`, color: color.ink3 }]], {
        x: left - 8 * px,
        y: centredBaseline(y(share), text.tick),
        anchor: "end",
        size: text.tick,
        halo: false,
      }),
    ),
  ];
  const obstacles: Obstacle[] = [...dots, ...curve].map(([dotX, dotY]) => ({
    box: { x: dotX - 3 * px, y: dotY - 3 * px, width: 6 * px, height: 6 * px },
    hard: true,
  }));
  const placed: Label[] = [];
  const leaders: (readonly [Point, Point])[] = [];
  /**
   * A label off a point, with a line to it: on the side that is wanted if there is room, else above, else on the other;
   * none where every place covers something.
   */
  const mark = (words: readonly TextRun[][], at: Point, side: -1 | 1): void => {
    const beside = (away: number): Label[] =>
      [16, 28, 42, 60].flatMap((reach) =>
        [-10, 6, -24, 22, 40].map((down) =>
          labelAt(words, {
            x: at[0] + away * reach * px,
            y: at[1] + down * px,
            anchor: away < 0 ? "end" : "start",
            size: text.small,
          }),
        ),
      );
    const above = [30, 42, 54].flatMap((up) =>
      [0, 12, 24].map((over) =>
        labelAt(words, { x: at[0] + over * px, y: at[1] - up * px, anchor: "middle", size: text.small }),
      ),
    );
    const candidates = [...beside(side), ...above, ...beside(-side)];
    const inside = candidates.filter(
      ({ box }) => box.x >= left && box.x + box.width <= width - 2 * px && box.y >= 0 && box.y + box.height <= floor,
    );
    const label = placeLabel(inside, [...obstacles, ...placed.map(({ box }) => ({ box, hard: true }))]);
    if (label === null) return;
    placed.push(label);
    const { box } = label;
    leaders.push([
      at,
      label.anchor === "middle"
        ? [label.x, box.y + box.height + 2 * px]
        : [label.x + (label.anchor === "end" ? 3 : -3) * px, label.y - 0.35 * text.small],
    ]);
  };
  const at = (share: number): number =>
    points.reduce(
      (best, point, i) =>
        Math.abs(Math.log(point.shareAbove / share)) < Math.abs(Math.log(points[best]!.shareAbove / share)) ? i : best,
      0,
    );
  if (farWords.length > 0 && far.length > 0) {
    const middle = far[far.length >> 1]!;
    mark(
      farWords.map((line, i) => [
        { text: line, color: i === 0 ? color.ink : color.ink3, ...(i === 0 ? { weight: 600 as const } : {}) },
      ]),
      [x(middle.observed), y(middle.shareAbove)],
      1,
    );
  }
  mark(
    [
      [
        {
          text: `${runs === points.length ? "" : "a sample of "}${formatCount(runs)} runs`,
          color: color.ink,
          weight: 600,
        },
      ],
    ],
    [x(points[at(0.3)]!.observed), y(points[at(0.3)]!.shareAbove)],
    1,
  );
  mark([[{ text: "fitted curve", color: hue }]], curve[at(0.1)]!, -1);
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <path
        d={[
          ...decades.map((share) =>
            linePath([
              [left, y(share)],
              [right, y(share)],
            ]),
          ),
          ...axis.ticks.map(({ tokens }) =>
            linePath([
              [x(tokens), top],
              [x(tokens), floor],
            ]),
          ),
        ].join("")}
        stroke={color.hair}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={linePath([
          [left, floor],
          [right, floor],
        ])}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={areaPath(
          points.map(({ low, shareAbove }): Point => [x(low), y(shareAbove)]),
          points.map(({ high, shareAbove }): Point => [x(high), y(shareAbove)]),
        )}
        fill={hue}
        fillOpacity={0.22}
      />
      <path
        d={linePath(curve)}
        fill="none"
        stroke={hue}
        strokeWidth={theme.stroke.line + 0.5 * px}
        strokeLinejoin="round"
      />
      <path
        d={leaders.map(([from, to]) => linePath([from, to])).join("")}
        stroke={color.ink3}
        strokeWidth={theme.stroke.hair}
      />
      <g fill={color.ink}>
        {dots.map(([dotX, dotY], i) => (
          <circle key={i} cx={rounded(dotX)} cy={rounded(dotY)} r={rounded(2 * px)} />
        ))}
      </g>
      <Labels labels={[...ticks, ...placed]} theme={theme} />
    </Chart>
  );
}
