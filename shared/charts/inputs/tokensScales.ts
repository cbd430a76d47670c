import { max } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import type { Scale } from "#shared/charts/base/scales.ts";
import { type Box, heightOn, type Point } from "#shared/charts/base/shapes.ts";
import { lnTokensDensity } from "#shared/distributions/densities.ts";
import { compileTokens, tokensQuantile, type TokenDistribution } from "#shared/distributions/tokens.ts";
import type { LnDomain, TokensChartProps } from "./tokensWords.ts";

/** Room below and above the curve, in the design's pixels. */
const AXIS_HEIGHT = 18;
const HEADROOM = 34;
/** How far the axis follows a cap beyond the curve, and what it shows beyond a cap, in ln tokens. */
const FARTHEST_CAP = 1.5;
const BEYOND_CAP = 0.3;
const LEAST_SPAN = 0.2;

/** Where the axis of tokens lies: ln tokens at its ends, and the place of a figure on it. */
export interface TokensAxis extends LnDomain {
  /** A figure beyond the axis stands at its end. */
  readonly xOf: Scale;
  readonly amountAt: (x: number) => number;
}

/** The axis that shows the curve and, unless it lies far out, the cap. */
export function tokensAxis(
  tokens: TokenDistribution,
  cap: number | null,
  width: number,
  held: LnDomain | null = null,
): TokensAxis {
  const points = lnTokensDensity(compileTokens(tokens));
  const low = held?.low ?? points[0]!.value;
  const last = points.at(-1)!.value;
  const withCap = cap === null ? last : Math.min(Math.log(cap) + BEYOND_CAP, last + FARTHEST_CAP);
  const high = held?.high ?? Math.max(last, withCap, low + LEAST_SPAN);
  const x = scaleLog([Math.exp(low), Math.exp(high)], [0, width]);
  return { low, high, xOf: x.copy().clamp(true), amountAt: (at) => x.invert(at) };
}

/** The density by ln tokens, and heights for it. */
function densityScale(tokens: TokenDistribution, height: number, px: number) {
  const density = lnTokensDensity(compileTokens(tokens)).map(({ value, density }): Point => [value, density]);
  const floor = height - AXIS_HEIGHT * px;
  return { density, y: scaleLinear([0, max(density, ([, one]) => one)!], [floor, HEADROOM * px]) };
}

/** How high the curve stands at so many tokens, pixels from the chart's top: where a handle lies. */
export function tokensHeight(tokens: TokenDistribution, amount: number, height: number, px: number): number {
  const { density, y } = densityScale(tokens, height, px);
  return y(heightOn(density, Math.log(amount)));
}

/** The axes of the chart and its curve, in the theme's unit. */
export interface TokensFrame {
  readonly plot: Box;
  readonly axis: TokensAxis;
  /** Where each point of the density stands; null: beyond a held axis. */
  readonly places: readonly (Point | null)[];
  /** The curve as far as the axis goes. */
  readonly density: readonly Point[];
  /** Tokens at a quantile. */
  readonly at: (p: number) => number;
  /** The curve's height at so many tokens. */
  readonly heightAt: (amount: number) => number;
}

/** Lays out the axis and the curve. */
export function tokensFrame({ tokens, width, height, theme, cap, held = null }: TokensChartProps): TokensFrame {
  const curve = compileTokens(tokens);
  const axis = tokensAxis(tokens, cap?.tokens ?? null, width, held);
  const { density, y } = densityScale(tokens, height, theme.px);
  const x = scaleLinear([axis.low, axis.high], [0, width]);
  const places = density.map(([value, one]): Point | null => {
    const at = x(value);
    return at >= 0 && at <= width ? [at, y(one)] : null;
  });
  return {
    plot: { x: 0, y: HEADROOM * theme.px, width, height: height - (HEADROOM + AXIS_HEIGHT) * theme.px },
    axis,
    places,
    density: places.filter((place) => place !== null),
    at: (p) => tokensQuantile(curve, p),
    heightAt: (amount) => y(heightOn(density, Math.log(amount))),
  };
}

/** The part of the curve between two amounts, its ends on them. */
export function curveBetween({ axis, density }: TokensFrame, from: number, to: number): Point[] {
  const [left, right] = [axis.xOf(from), axis.xOf(to)];
  return density.filter(([x]) => x >= left && x <= right);
}
