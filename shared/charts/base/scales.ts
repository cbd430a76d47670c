import { extent } from "d3-array";
import { scaleLinear, type ScaleBand, type ScaleContinuousNumeric, type ScaleLinear } from "d3-scale";
import type { Box } from "./shapes.ts";

/** A continuous scale of d3, linear or logarithmic, from a value to a place in the theme's unit. */
export type Scale = ScaleContinuousNumeric<number, number>;

/** Two ends of a stretch of values, the lower one first. */
export type Domain = readonly [low: number, high: number];

/**
 * The two linear scales of a plot: `x` runs from its left to its right edge, `y` from its lower edge upwards. Values
 * beyond a domain lie beyond the plot; `clamp(true)` keeps them at its edge.
 */
export function plotScales(
  plot: Box,
  xDomain: Domain,
  yDomain: Domain,
): { readonly x: ScaleLinear<number, number>; readonly y: ScaleLinear<number, number> } {
  return {
    x: scaleLinear(xDomain, [plot.x, plot.x + plot.width]),
    y: scaleLinear(yDomain, [plot.y + plot.height, plot.y]),
  };
}

/** The lowest and the highest of some values; there is at least one. */
export function extentOf(values: readonly number[]): Domain {
  return extent(values) as [number, number];
}

/** The ends of some values widened on both sides by a share of their span; one value alone is widened by 1. */
export function padded([low, high]: Domain, share: number): Domain {
  const room = share * (high - low) || 1;
  return [low - room, high + room];
}

/** The middles of a band scale's bands. */
export function bandMiddles<Key extends { toString: () => string }>(band: ScaleBand<Key>): (key: Key) => number {
  return (key) => band(key)! + band.bandwidth() / 2;
}
