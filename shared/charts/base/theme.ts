import { rounded } from "./shapes.ts";

/**
 * Every colour, stroke and size of the charts, in one place: the values of the design's tokens. Screen themes are in
 * CSS pixels; the paper theme is in points, with the design's print sizes (7 pt ticks, lines 0.4 to 1.4 pt).
 *
 * Colour belongs to data. Vermilion (`over`) is money past the budget and nothing else.
 */
export interface ChartTheme {
  readonly color: ChartColors;
  /** Opacity of each of the fan's twelve nested intervals. */
  readonly bandAlpha: number;
  readonly stroke: ChartStrokes;
  /** Font sizes. */
  readonly text: { readonly tick: number; readonly small: number };
  /**
   * Length of one CSS pixel of the design in this theme's unit: sizes that are not type or stroke are written in pixels
   * times this.
   */
  readonly px: number;
}

export interface ChartColors {
  readonly paper: string;
  readonly sunken: string;
  readonly hair: string;
  readonly rule: string;
  readonly control: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly onInk: string;
  /** Edges and text past the budget. */
  readonly over: string;
  /** Fills past the budget. */
  readonly overFill: string;
  /** Scenarios A to D, in their fixed order. */
  readonly scenarios: readonly [string, string, string, string];
  /** Chance that the money is spent, seven steps: none, then from 1, 10, 25, 40, 55 and 70 %. */
  readonly spent: readonly [string, string, string, string, string, string, string];
}

export interface ChartStrokes {
  readonly hair: number;
  /** One sample trial. */
  readonly path: number;
  /** Middles, budget, ask. */
  readonly line: number;
  /** Closed months. */
  readonly actual: number;
  /** Edge of the run-out ridge and of framed days. */
  readonly ridge: number;
  /** Outline of the 80 % band; only high contrast draws it. */
  readonly bandEdge: number;
  /** Paper-coloured edge on either side of a line that crosses a band. */
  readonly casing: number;
  /** Paper-coloured outline behind a label that lies on marks. */
  readonly halo: number;
}

export const FONT_FAMILY = "IBM Plex Sans";

const SCREEN_TEXT = { tick: 11, small: 12 };
const SCREEN_STROKES: ChartStrokes = {
  hair: 1,
  path: 1,
  line: 1.5,
  actual: 2.25,
  ridge: 1.6,
  bandEdge: 0,
  casing: 1,
  halo: 3,
};
const CONTRAST_STROKES: ChartStrokes = {
  ...SCREEN_STROKES,
  path: 1.5,
  line: 2.5,
  actual: 3,
  ridge: 2.6,
  bandEdge: 1.5,
};

const LIGHT_COLORS: ChartColors = {
  paper: "#FFFFFF",
  sunken: "#EEF1F4",
  hair: "#E2E6EB",
  rule: "#C4CBD4",
  control: "#7B8593",
  ink: "#14181D",
  ink2: "#454D59",
  ink3: "#5F6875",
  onInk: "#FFFFFF",
  over: "#C63D0F",
  overFill: "#C63D0F",
  scenarios: ["#2164D0", "#0F6B5A", "#6A2A7C", "#8A6A40"],
  spent: ["#EEF1F4", "#F9DBCA", "#F4B793", "#E88C5C", "#D15F2D", "#A8360C", "#7A2405"],
};

const DARK_COLORS: ChartColors = {
  paper: "#0F1317",
  sunken: "#1C2229",
  hair: "#232A32",
  rule: "#3A434E",
  control: "#76818F",
  ink: "#E8ECF1",
  ink2: "#B4BDC8",
  ink3: "#929CA9",
  onInk: "#0F1317",
  over: "#FF8A5B",
  overFill: "#F0733F",
  scenarios: ["#5B9BFF", "#63E6C8", "#AE78B9", "#EBD59A"],
  spent: ["#1C2229", "#3A2A24", "#5F3726", "#8F4A2B", "#C4623A", "#F0865A", "#FFC0A0"],
};

export const LIGHT_THEME: ChartTheme = {
  color: LIGHT_COLORS,
  bandAlpha: 0.05,
  stroke: SCREEN_STROKES,
  text: SCREEN_TEXT,
  px: 1,
};

export const DARK_THEME: ChartTheme = {
  color: DARK_COLORS,
  bandAlpha: 0.058,
  stroke: SCREEN_STROKES,
  text: SCREEN_TEXT,
  px: 1,
};

export const LIGHT_CONTRAST_THEME: ChartTheme = {
  ...LIGHT_THEME,
  stroke: CONTRAST_STROKES,
  color: {
    ...LIGHT_COLORS,
    sunken: "#FFFFFF",
    hair: "#8A8A8A",
    rule: "#000000",
    control: "#000000",
    ink: "#000000",
    ink2: "#000000",
    ink3: "#2E2E2E",
    over: "#9E2A00",
    overFill: "#9E2A00",
    scenarios: ["#0A47A8", "#00493C", "#4F1461", "#5E4215"],
  },
};

export const DARK_CONTRAST_THEME: ChartTheme = {
  ...DARK_THEME,
  stroke: CONTRAST_STROKES,
  color: {
    ...DARK_COLORS,
    paper: "#000000",
    hair: "#8C8C8C",
    rule: "#FFFFFF",
    control: "#FFFFFF",
    ink: "#FFFFFF",
    ink2: "#FFFFFF",
    ink3: "#D6D6D6",
    onInk: "#000000",
    over: "#FFA27C",
    overFill: "#FFA27C",
    scenarios: ["#8DB9FF", "#7DF5DA", "#DDA6E8", "#FFE9AE"],
  },
};

/**
 * Paper: the light colours, in points. 0.643 pt stands for a pixel of the design, so that its 1,192 px layout keeps its
 * proportions.
 */
export const PAPER_THEME: ChartTheme = {
  color: LIGHT_COLORS,
  bandAlpha: 0.05,
  stroke: { hair: 0.4, path: 0.5, line: 0.9, actual: 1.4, ridge: 1, bandEdge: 0, casing: 0.6, halo: 2 },
  text: { tick: 7, small: 7.5 },
  px: 0.643,
};

/** A dash pattern of the design's pixels in the theme's unit. */
export function dashes(theme: ChartTheme, ...lengths: readonly number[]): string {
  return lengths.map((length) => rounded(length * theme.px)).join(" ");
}
