import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { type Box, linePath, type Point, rounded } from "#shared/charts/base/shapes.ts";
import { inTwoLines, shortened } from "#shared/charts/base/textWidth.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { lineOfSightHeight, type LineOfSightProps, lineOfSightSentence, type SightStep } from "./sightWords.ts";

/** Radius of a step's dot, in the design's pixels. */
const RADIUS = 4.5;

/**
 * From tokens to money: six steps, joined by a line that is solid where both ends are counted or measured, dashed where
 * somebody judges it, dotted where it is believed from the class.
 */
export function LineOfSight(props: LineOfSightProps): ReactElement {
  const { steps, theme, hue, width } = props;
  const { px, color, stroke } = theme;
  const height = lineOfSightHeight(props);
  const points = stepPoints(props);
  return (
    <Chart width={width} height={height} sentence={lineOfSightSentence(props)} marks={stepBoxes(props, points)}>
      {steps.slice(1).map(({ known }, i) => (
        <path
          key={i}
          d={linePath([points[i]!, points[i + 1]!])}
          stroke={hue}
          strokeWidth={stroke.actual}
          strokeDasharray={dashOf(known, theme)}
          fill="none"
        />
      ))}
      {steps.map(({ known }, i) => (
        <circle
          key={i}
          cx={rounded(points[i]![0])}
          cy={rounded(points[i]![1])}
          r={rounded(RADIUS * px)}
          fill={known === "counted" ? hue : color.paper}
          stroke={hue}
          strokeWidth={stroke.line}
          strokeDasharray={known === "believed" ? dashes(theme, 2, 2) : undefined}
        />
      ))}
      <Labels
        labels={props.direction === "down" ? labelsDown(props, points) : labelsAcross(props, points)}
        theme={theme}
      />
    </Chart>
  );
}

function dashOf(known: SightStep["known"], theme: ChartTheme): string | undefined {
  return known === "counted" ? undefined : known === "judged" ? dashes(theme, 7, 3) : dashes(theme, 1.5, 3);
}

function stepPoints({ steps, direction, theme, width }: LineOfSightProps): Point[] {
  const { px } = theme;
  return steps.map((_, i): Point =>
    direction === "down" ? [6 * px, (12 + i * 42) * px] : [6 * px + (i * width) / steps.length, 10 * px],
  );
}

function stepBoxes(props: LineOfSightProps, points: readonly Point[]): Box[] {
  const { steps, direction, theme, width } = props;
  return points.map(([x, y]) =>
    direction === "down"
      ? { x: 0, y: y - 12 * theme.px, width, height: 40 * theme.px }
      : { x: x - 6 * theme.px, y: 0, width: width / steps.length, height: lineOfSightHeight(props) },
  );
}

function labelsDown({ steps, theme, width }: LineOfSightProps, points: readonly Point[]): Label[] {
  const { px, color, text } = theme;
  return steps.flatMap(({ name, figure, note }, i) => {
    const y = points[i]![1] + 4 * px;
    return [
      labelAt([[{ text: name, color: color.ink, weight: 500 }]], { x: 24 * px, y, size: text.small, halo: false }),
      labelAt([[{ text: figure, color: color.ink, weight: 600 }]], {
        x: width,
        y,
        anchor: "end",
        size: text.small,
        halo: false,
      }),
      labelAt([[{ text: shortened(note, width - 24 * px, text.tick, 400), color: color.ink3 }]], {
        x: 24 * px,
        y: y + 15 * px,
        size: text.tick,
        halo: false,
      }),
    ];
  });
}

function labelsAcross({ steps, theme, width }: LineOfSightProps, points: readonly Point[]): Label[] {
  const { px, color, text } = theme;
  const room = width / steps.length - 8 * px;
  return steps.flatMap(({ name, figure, note }, i) => {
    const x = points[i]![0] - 5 * px;
    return [
      labelAt([[{ text: shortened(name, room, text.small, 500), color: color.ink, weight: 500 }]], {
        x,
        y: 30 * px,
        size: text.small,
        halo: false,
      }),
      labelAt([[{ text: figure, color: color.ink, weight: 600 }]], { x, y: 46 * px, size: text.small, halo: false }),
      ...(note === ""
        ? []
        : [
            labelAt(
              inTwoLines(note, room, text.tick, 400).map((line) => [{ text: line, color: color.ink3 }]),
              { x, y: 58 * px, size: text.tick, halo: false },
            ),
          ]),
    ];
  });
}
