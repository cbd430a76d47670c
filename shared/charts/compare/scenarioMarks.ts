import type { ChartTheme } from "#shared/charts/base/theme.ts";

/**
 * How a scenario is known on every chart, on every screen and on paper: by letter, colour and dash together, never by
 * colour alone.
 */
export interface ScenarioMark {
  readonly letter: string;
  readonly color: string;
  /** SVG dash pattern of its middle line; null: solid. */
  readonly dash: string | null;
  /** The disc is a ring instead of filled: from the sixth on, so that it is no second E. */
  readonly isRing: boolean;
}

/** Dashes of A to F, pixels of the design. */
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [1.5, 3], [9, 3, 2, 3], [4, 4], [9, 3, 2, 3, 2, 3]];

/**
 * The mark of a scenario by its place: 0 is the plan itself, A. The fifth is grey with a filled disc, those after it
 * are of a lighter grey with a ring.
 */
export function scenarioMark(place: number, theme: ChartTheme): ScenarioMark {
  const dash = DASHES[place % DASHES.length]!.map((length) => length * theme.px);
  const { scenarios, ink3, control } = theme.color;
  const isRing = place > scenarios.length;
  return {
    letter: scenarioLetter(place),
    color: scenarios[place] ?? (isRing ? control : ink3),
    dash: dash.length === 0 ? null : dash.join(" "),
    isRing,
  };
}

/** A, B … Z, AA, AB …: a plan may have a hundred scenarios. */
export function scenarioLetter(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : scenarioLetter(Math.floor(place / 26) - 1) + last;
}
