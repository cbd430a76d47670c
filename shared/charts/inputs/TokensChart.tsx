import { scaleLinear, scaleLog } from "d3-scale";
import type { ReactElement } from "react";
import { lnTokensDensity } from "#shared/distributions/densities.ts";
import { compileTokens, tokensQuantile, type TokenDistribution } from "#shared/distributions/tokens.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatTokens } from "#shared/format/counts.ts";
import { type Point, areaPath, around, linePath, rounded } from "#shared/charts/base/shapes.ts";
import { type Label, type Obstacle, labelAt, placeLabel } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { logTicks } from "#shared/charts/base/ticks.ts";

export interface TokensChartProps {
  readonly tokens: TokenDistribution;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  /** Where an attempt is stopped, and the share of attempts that reach it; null: no cap. */
  readonly cap: { readonly tokens: number; readonly stopped: number } | null;
  /** Most tokens of one attempt. */
  readonly limit: number;
  /** The axis, when handles must not move it. */
  readonly held?: LnDomain | null;
}

/** Ends of an axis of tokens, ln tokens. */
export interface LnDomain {
  readonly low: number;
  readonly high: number;
}

/** What one attempt burns, in one sentence. */
export function tokensSentence({ tokens, cap }: Pick<TokensChartProps, "tokens" | "cap">): string {
  const curve = compileTokens(tokens);
  const at = (p: number): string => roughTokens(tokensQuantile(curve, p));
  const stop =
    cap === null
      ? ""
      : ` A cap at ${formatTokens(cap.tokens)} stops ${formatPercent(Number(cap.stopped.toPrecision(2)))} of them.`;
  return `Half of the attempts use under ${at(0.5)} tokens, 1 in 10 under ${at(0.1)}, 1 in 20 above ${at(0.95)}.${stop}`;
}

/** Tokens to two digits: what an estimate of them is ever worth. */
export function roughTokens(tokens: number): string {
  return formatTokens(Number(tokens.toPrecision(2)));
}

const AXIS_HEIGHT = 18;
const HEADROOM = 34;

/** Where the axis of tokens lies: ln tokens at its ends, and the place of a figure on it. */
export function tokensAxis(
  tokens: TokenDistribution,
  cap: number | null,
  width: number,
  held: LnDomain | null = null,
): {
  readonly low: number;
  readonly high: number;
  readonly xOf: (amount: number) => number;
  readonly amountAt: (x: number) => number;
} {
  const points = lnTokensDensity(compileTokens(tokens));
  const low = held?.low ?? points[0]!.value;
  const high =
    held?.high ??
    Math.max(
      points.at(-1)!.value,
      cap === null ? 0 : Math.min(Math.log(cap) + 0.3, points.at(-1)!.value + 1.5),
      low + 0.2,
    );
  const xOf = scaleLog([Math.exp(low), Math.exp(high)], [0, width]);
  return { low, high, xOf: xOf.copy().clamp(true), amountAt: (x) => xOf.invert(x) };
}

/** How high the curve stands at so many tokens, pixels from the chart's top: where a handle lies. */
export function tokensHeight(tokens: TokenDistribution, amount: number, height: number, px: number): number {
  const points = lnTokensDensity(compileTokens(tokens));
  const floor = height - AXIS_HEIGHT * px;
  const peak = Math.max(...points.map(({ density }) => density));
  const nearest = points.reduce((best, point) =>
    Math.abs(point.value - Math.log(amount)) < Math.abs(best.value - Math.log(amount)) ? point : best,
  );
  return floor - (nearest.density / peak) * (floor - HEADROOM * px);
}

/** Tokens of one attempt on a logarithmic axis: the middle, 1 in 20, and what a cap cuts off, hatched. */
export function TokensChart({
  tokens,
  width,
  height,
  theme,
  hue,
  cap,
  limit,
  held = null,
}: TokensChartProps): ReactElement {
  const { px, text, color } = theme;
  const curve = compileTokens(tokens);
  const points = lnTokensDensity(curve);
  const axis = tokensAxis(tokens, cap?.tokens ?? null, width, held);
  const floor = height - AXIS_HEIGHT * px;
  const peak = Math.max(...points.map(({ density }) => density));
  const y = scaleLinear([0, peak], [floor, HEADROOM * px]);
  // A held axis may end before the curve does.
  const hill = points
    .map(({ value, density }): Point => [((value - axis.low) / (axis.high - axis.low)) * width, y(density)])
    .filter(([at]) => at >= 0 && at <= width);
  const [p10, p50, p90, p95] = [0.1, 0.5, 0.9, 0.95].map((p) => tokensQuantile(curve, p)) as [
    number,
    number,
    number,
    number,
  ];
  const between = (from: number, to: number): Point[] =>
    hill.filter(([at]) => at >= axis.xOf(from) && at <= axis.xOf(to));
  const flat = (part: readonly Point[]): Point[] => part.map(([at]): Point => [at, floor]);
  const heightAt = (amount: number): number => {
    const x = axis.xOf(amount);
    return hill.reduce(
      (nearest, point) => (Math.abs(point[0] - x) < Math.abs(nearest[0] - x) ? point : nearest),
      hill[0] ?? [x, floor],
    )[1];
  };
  const core = between(p10, p90);
  const cut = cap === null ? [] : hill.filter(([at]) => at >= axis.xOf(cap.tokens));
  const ticks = logTicks(Math.exp(axis.low), Math.exp(axis.high)).map((tick) =>
    labelAt([[{ text: formatTokens(tick), color: color.ink3 }]], {
      x: axis.xOf(tick),
      y: height - 4 * px,
      anchor: "middle",
      size: text.tick,
      halo: false,
    }),
  );
  const middleLabel = labelAt([[{ text: `median ${roughTokens(p50)}`, color: color.ink, weight: 600 }]], {
    x: Math.min(width - 60 * px, Math.max(60 * px, axis.xOf(p50))),
    y: 13 * px,
    anchor: "middle",
    size: text.small,
  });
  const words: Label[] = [middleLabel];
  const obstacles = (): Obstacle[] => words.map(({ box }) => ({ box, hard: true }));
  const place = (candidates: readonly Label[]): void => {
    const label = placeLabel(
      candidates.filter(({ box }) => box.x >= 0 && box.x + box.width <= width),
      obstacles(),
    );
    if (label !== null) words.push(label);
  };
  if (cap !== null) {
    const lines = [
      [{ text: `cap: ${multipleOf(cap.tokens / p50)} the median, ${formatTokens(cap.tokens)}`, color: color.ink2 }],
      [{ text: `cuts ${formatPercent(Number(cap.stopped.toPrecision(2)))} of attempts`, color: color.ink3 }],
    ];
    const x = axis.xOf(cap.tokens);
    place(
      [34, 50, 66].flatMap((down) => [
        labelAt(lines, { x: x + 6 * px, y: down * px, size: text.small }),
        labelAt(lines, { x: x - 6 * px, y: down * px, anchor: "end", size: text.small }),
      ]),
    );
  }
  const dear = [[{ text: `1 in 20 above ${roughTokens(p95)}`, color: color.ink, weight: 600 as const }]];
  const dearX = axis.xOf(p95);
  place(
    [10, 26, 42, 58].flatMap((up) => [
      labelAt(dear, { x: dearX + 10 * px, y: heightAt(p95) - up * px + 12 * px, size: text.small }),
      labelAt(dear, { x: width, y: heightAt(p95) - up * px, anchor: "end", size: text.small }),
    ]),
  );
  const stripes = hatchLines(cut, floor, px);
  return (
    <Chart
      width={width}
      height={height}
      sentence={tokensSentence({ tokens, cap })}
      marks={points.map(({ value, density }) => {
        const at = ((value - axis.low) / (axis.high - axis.low)) * width;
        return at >= 0 && at <= width ? around([at, y(density)], 4 * px) : null;
      })}
    >
      <path d={areaPath(hill, flat(hill))} fill={hue} fillOpacity={0.1} />
      {core.length > 1 && <path d={areaPath(core, flat(core))} fill={hue} fillOpacity={0.12} />}
      {stripes !== "" && <path d={stripes} stroke={color.ink3} strokeWidth={theme.stroke.hair} />}
      <path d={linePath(hill)} fill="none" stroke={hue} strokeWidth={theme.stroke.line} strokeLinejoin="round" />
      <path
        d={linePath([
          [0, floor],
          [width, floor],
        ])}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      {cap !== null && (
        <path
          d={linePath([
            [axis.xOf(cap.tokens), 24 * px],
            [axis.xOf(cap.tokens), floor],
          ])}
          stroke={color.ink2}
          strokeWidth={theme.stroke.line}
          strokeDasharray={`${3 * px} ${3 * px}`}
        />
      )}
      {Math.log(limit) < axis.high && (
        <path
          d={linePath([
            [axis.xOf(limit), floor - 14 * px],
            [axis.xOf(limit), floor],
          ])}
          stroke={color.ink}
          strokeWidth={theme.stroke.line}
        />
      )}
      {[p50, p95].map((amount) => (
        <g key={amount}>
          <path
            d={linePath([
              [axis.xOf(amount), heightAt(amount)],
              [axis.xOf(amount), floor],
            ])}
            stroke={color.ink}
            strokeWidth={theme.stroke.line}
          />
          <circle
            cx={rounded(axis.xOf(amount))}
            cy={rounded(heightAt(amount))}
            r={rounded(6 * px)}
            fill={color.paper}
            stroke={color.ink}
            strokeWidth={theme.stroke.line}
          />
        </g>
      ))}
      <Labels
        labels={[...ticks.filter(({ box }) => box.x >= 0 && box.x + box.width <= width), ...words]}
        theme={theme}
      />
    </Chart>
  );
}

function multipleOf(factor: number): string {
  return `${Number(factor.toPrecision(2))}×`;
}

/** Slanted lines under a part of the curve, as one path. */
function hatchLines(part: readonly Point[], floor: number, px: number): string {
  if (part.length < 2) return "";
  const [from, to] = [part[0]![0], part.at(-1)![0]];
  const heightAt = (x: number): number => {
    const after = part.findIndex(([at]) => at >= x);
    if (after <= 0) return part[0]![1];
    const [x0, y0] = part[after - 1]!;
    const [x1, y1] = part[after]!;
    return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
  };
  const lines: string[] = [];
  for (let x = from; x <= to + (floor - part[0]![1]); x += 5 * px) {
    // The line rises to the left at 45°; it starts on the floor and ends where it meets the curve or the cap.
    let reach = 0;
    while (x - reach > from && (x - reach > to || floor - reach > heightAt(x - reach)) && reach < floor)
      reach += 0.5 * px;
    const start = Math.max(0, x - to);
    if (reach > start + px)
      lines.push(
        linePath([
          [x - start, floor - start],
          [x - reach, floor - reach],
        ]),
      );
  }
  return lines.join("");
}

/** Density of ln tokens. */
export function tokensTable(tokens: TokenDistribution): ChartTable {
  return {
    columns: ["tokens", "density of ln tokens"],
    rows: lnTokensDensity(compileTokens(tokens)).map(({ value, density }) => [Math.exp(value), density]),
  };
}
