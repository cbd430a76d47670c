import { formatChance, formatPercent } from "#shared/format/chances.ts";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import type { QuadrantEllipse } from "#shared/value/quadrant.ts";

/** A use of AI against what its case says. */
export interface QuadrantUse {
  readonly id: string;
  readonly name: string;
  /** One word: "expand". */
  readonly verb: string;
  readonly ellipse: QuadrantEllipse;
  /** Where its middle lay when its case was locked; null: no case is locked, or nothing arrived then. */
  readonly lockedMiddle: { readonly use: number; readonly impact: number } | null;
}

/** A use whose middle lies within the axes. */
export type PlacedUse = QuadrantUse & { readonly across: number; readonly up: number };

export interface UseQuadrantProps {
  readonly uses: readonly QuadrantUse[];
  /** Id of the use that is drawn in full. */
  readonly selected: string | null;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
  readonly height: number;
}

/** Every use in words, in the order of the plan. */
export function quadrantSentence({ uses }: Pick<UseQuadrantProps, "uses">): string {
  if (uses.length === 0) return "No use can be placed: none has a claim.";
  return `Use and benefit as shares of what the case says. ${uses.map(useWords).join(" ")}`;
}

function useWords({ name, verb, ellipse, lockedMiddle }: QuadrantUse): string {
  const nothing = `nothing arrives in ${formatChance(ellipse.nothing)} simulated years`;
  return ellipse.use === null || ellipse.impact === null
    ? `${name}: ${nothing}; reading: ${verb}.`
    : `${name}: used ${formatPercent(ellipse.use)}, benefit ${formatPercent(ellipse.impact)} where something arrives${lockedWords(lockedMiddle)}; ${nothing}; reading: ${verb}.`;
}

function lockedWords(middle: QuadrantUse["lockedMiddle"]): string {
  return middle === null ? "" : ` (when locked ${formatPercent(middle.use)} and ${formatPercent(middle.impact)})`;
}

/** The middles, the spreads and the counts, in full. */
export function quadrantTable({ uses }: Pick<UseQuadrantProps, "uses">): ChartTable {
  return {
    columns: [
      "use",
      "reading",
      "share of use",
      "share of benefit",
      "variance of use",
      "covariance",
      "variance of benefit",
      "share of years with nothing",
      "share of use when locked",
      "share of benefit when locked",
    ],
    rows: uses.map(({ name, verb, lockedMiddle, ellipse: { use, impact, covariance, nothing } }) => [
      name,
      verb,
      use,
      impact,
      ...(covariance ?? [null, null, null]),
      nothing,
      lockedMiddle?.use ?? null,
      lockedMiddle?.impact ?? null,
    ]),
  };
}

/** What the arrows speak: the uses. */
export function quadrantMarks({ uses }: Pick<UseQuadrantProps, "uses">): MarkGroup[] {
  return [{ name: "uses", marks: uses.map((use) => ({ words: useWords(use) })) }];
}
