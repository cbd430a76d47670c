import type { ReactElement } from "react";
import { Floor } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { areaAbove, around, heightOn, linePath, linesDown, type Point, rounded } from "#shared/charts/base/shapes.ts";
import { dashes } from "#shared/charts/base/theme.ts";
import { HANDLE, tokensLabels } from "./tokensLabels.ts";
import { curveBetween, tokensFrame } from "./tokensScales.ts";
import { type TokensChartProps, tokensSentence } from "./tokensWords.ts";

/** How far the line of the cap begins above the curve, and how high the line of the limit is, in the design's pixels. */
const CAP_ABOVE = 10;
const LIMIT_HEIGHT = 14;

/** Tokens of one attempt on a logarithmic axis: the middle, 1 in 20, and what a cap cuts off, hatched. */
export function TokensChart(props: TokensChartProps): ReactElement {
  const { width, height, theme, hue, cap, limit } = props;
  const { px, color, stroke } = theme;
  const frame = tokensFrame(props);
  const { plot, axis, places, density, at, heightAt } = frame;
  const floor = plot.y + plot.height;
  const core = curveBetween(frame, at(0.1), at(0.9));
  const stripes = cap === null ? "" : hatchLines(curveBetween(frame, cap.tokens, Infinity), floor, px);
  return (
    <Chart
      width={width}
      height={height}
      sentence={tokensSentence(props)}
      marks={places.map((place) => (place === null ? null : around(place, 4 * px)))}
    >
      <path d={areaAbove(density, floor)} fill={hue} fillOpacity={0.1} />
      {core.length > 1 && <path d={areaAbove(core, floor)} fill={hue} fillOpacity={0.12} />}
      {stripes !== "" && <path d={stripes} stroke={color.ink3} strokeWidth={stroke.hair} />}
      <path d={linePath(density)} fill="none" stroke={hue} strokeWidth={stroke.line} strokeLinejoin="round" />
      <Floor plot={plot} theme={theme} />
      {cap !== null && (
        <path
          d={linesDown([axis.xOf(cap.tokens)], plot.y - CAP_ABOVE * px, floor)}
          stroke={color.ink2}
          strokeWidth={stroke.line}
          strokeDasharray={dashes(theme, 3, 3)}
        />
      )}
      <g stroke={color.ink} strokeWidth={stroke.line}>
        {Math.log(limit) < axis.high && <path d={linesDown([axis.xOf(limit)], floor - LIMIT_HEIGHT * px, floor)} />}
        {[at(0.5), at(0.95)].map((amount) => {
          const [x, y] = [axis.xOf(amount), heightAt(amount)];
          return (
            <g key={amount}>
              <path d={linesDown([x], y, floor)} />
              <circle cx={rounded(x)} cy={rounded(y)} r={rounded(HANDLE * px)} fill={color.paper} />
            </g>
          );
        })}
      </g>
      <Labels labels={tokensLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** Slanted lines under a part of the curve, as one path. */
function hatchLines(part: readonly Point[], floor: number, px: number): string {
  if (part.length < 2) return "";
  const [from, to] = [part[0]![0], part.at(-1)![0]];
  const lines: string[] = [];
  for (let x = from; x <= to + (floor - part[0]![1]); x += 5 * px) {
    // The line rises to the left at 45°; it starts on the floor and ends where it meets the curve or the cap.
    const isFree = (reach: number): boolean => x - reach > to || floor - reach > heightOn(part, x - reach);
    let reach = 0;
    while (x - reach > from && isFree(reach) && reach < floor) reach += 0.5 * px;
    const start = Math.max(0, x - to);
    if (reach <= start + px) continue;
    lines.push(
      linePath([
        [x - start, floor - start],
        [x - reach, floor - reach],
      ]),
    );
  }
  return lines.join("");
}
