import { extentOf, plotScales, type Scale } from "#shared/charts/base/scales.ts";
import type { Box } from "#shared/charts/base/shapes.ts";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks, type Tick } from "#shared/charts/base/ticks.ts";

export interface RuleDotsProps {
  /** What is observed on the day in each of fifty simulated years, ascending: the (i − ½)/50 quantiles. */
  readonly observed: readonly number[];
  /** At most, or at least, so much passes. */
  readonly cut: { readonly value: number; readonly side: "atMost" | "atLeast" };
  /** The cut that pays most, with its words; null: none is known. */
  readonly best: { readonly value: number; readonly words: string } | null;
  /** A value of the axis in its own unit: "$4M". */
  readonly format: (value: number) => string;
  /** "benefit to June 30". */
  readonly axis: string;
  /** Zeros stand in a block of their own at the left: where most years bring nothing. */
  readonly hasBlock: boolean;
  /** Whether the words of the cut are drawn: a screen puts a handle there. */
  readonly labelsCut: boolean;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
  readonly height: number;
}

/** How many of the fifty pass the cut. */
export function passesOf50({ observed, cut }: Pick<RuleDotsProps, "observed" | "cut">): number {
  return observed.filter((value) => passes(value, cut)).length;
}

/** Whether what is observed passes the cut. */
export function passes(value: number, { value: cut, side }: RuleDotsProps["cut"]): boolean {
  return side === "atMost" ? value <= cut : value >= cut;
}

/** How many pass, and what the axis is. */
export function ruleDotsSentence(props: Pick<RuleDotsProps, "observed" | "cut" | "axis" | "format">): string {
  const { cut, axis, format } = props;
  return `${passesOf50(props)} of 50 simulated years pass: ${axis} ${cut.side === "atMost" ? "at most" : "at least"} ${format(cut.value)}.`;
}

/** The fifty values. */
export function ruleDotsTable({ observed, cut, axis }: Pick<RuleDotsProps, "observed" | "cut" | "axis">): ChartTable {
  return {
    columns: ["simulated year of 50", axis, "passes"],
    rows: observed.map((value, i) => [i + 1, value, passes(value, cut) ? "yes" : "no"]),
  };
}

/** What the arrows speak: the dots. */
export function ruleDotsMarks({
  observed,
  cut,
  format,
}: Pick<RuleDotsProps, "observed" | "cut" | "format">): MarkGroup[] {
  return [
    {
      name: "simulated years",
      marks: observed.map((value, i) => ({
        words: `${i + 1} of 50: ${format(value)}, ${passes(value, cut) ? "passes" : "fails"}`,
      })),
    },
  ];
}

/** Distance of two dots, in the design's pixels. */
export const PITCH = 7.5;
const BLOCK_COLUMNS = 8;
const BLOCK_WIDTH = BLOCK_COLUMNS * PITCH + 22;

/** A dot of the rule. */
export interface RuleDot {
  readonly x: number;
  readonly y: number;
  readonly passes: boolean;
}

export interface RuleFrame {
  readonly plot: Box;
  /** The block of zeros; null: there is none. */
  readonly block: Box | null;
  readonly zeros: number;
  readonly x: Scale;
  readonly ticks: readonly Tick[];
  readonly dots: readonly RuleDot[];
}

/** Lays out the axis, the block of zeros and the dots, which stand on each other where they share a place. */
export function ruleFrame({ observed, cut, best, format, hasBlock, theme, width, height }: RuleDotsProps): RuleFrame {
  const { px } = theme;
  const zeros = hasBlock ? observed.filter((value) => value === 0).length : 0;
  const block = zeros > 0 ? { x: 0, y: 0, width: BLOCK_COLUMNS * PITCH * px, height: height - 20 * px } : null;
  const left = block === null ? 10 * px : BLOCK_WIDTH * px;
  const plot: Box = { x: left, y: 26 * px, width: width - left - 10 * px, height: height - 46 * px };
  const shown = observed.filter((value) => !(block !== null && value === 0));
  const [low, high] = extentOf([...shown, cut.value, ...(best === null ? [] : [best.value]), ...(hasBlock ? [0] : [])]);
  const room = 0.04 * (high - low) || Math.abs(high) * 0.1 || 1;
  const { x } = plotScales(plot, [hasBlock ? Math.min(0, low) : low - room, high + room], [0, 1]);
  const foot = plot.y + plot.height;
  const columns = new Map<number, number>();
  const free = shown.map((value): RuleDot => {
    const column = Math.round((x(value) - plot.x) / (PITCH * px));
    const level = columns.get(column) ?? 0;
    columns.set(column, level + 1);
    return { x: plot.x + column * PITCH * px, y: foot - (level + 0.6) * PITCH * px, passes: passes(value, cut) };
  });
  const still = Array.from({ length: zeros }, (_, i): RuleDot => ({
    x: ((i % BLOCK_COLUMNS) + 0.5) * PITCH * px,
    y: foot - (Math.floor(i / BLOCK_COLUMNS) + 0.6) * PITCH * px,
    passes: passes(0, cut),
  }));
  return {
    plot,
    block,
    zeros,
    x: x.clamp(true),
    ticks: valueTicks(...(x.domain() as [number, number]), 5).map((value) => ({ value, text: format(value) })),
    dots: [...still, ...free],
  };
}
