import type { Run } from "#shared/report/text.ts";

/** Slides as data: words, tables and charts; who writes the file knows nothing of budgets. */
export interface SlidesModel {
  readonly title: string;
  readonly slides: readonly SlideModel[];
}

export interface SlideModel {
  readonly title: string;
  readonly lead: readonly Run[];
  /** Null: there is nothing to draw. */
  readonly chart: SlideChart | null;
  readonly table: SlideTable | null;
  /** Below chart and table. */
  readonly note: string;
  /** At the foot of the slide. */
  readonly foot: string;
}

/** A native chart, which the reader of the slides can change: its figures lie in the file. */
export interface SlideChart {
  readonly kind: "lines" | "bars" | "stackedBars";
  readonly title: string;
  /** What the chart shows, for those who do not see it. */
  readonly alt: string;
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    /** In the order of the categories. */
    readonly values: readonly number[];
    /** Six hexadecimal digits. */
    readonly color: string;
  }[];
  /** A number format of spreadsheets. */
  readonly format: string;
}

export interface SlideTable {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly isStrong: boolean }[];
  /** Columns of figures stand at the right. */
  readonly figures: readonly boolean[];
}
