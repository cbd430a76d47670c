/**
 * Reports of the same work in different shapes: by day and by month, by model and by project, requests and their
 * sums, a bill and a log. Their rows have no identity in common, so their sums are compared, stretch by stretch and
 * model by model. Equal sums are one work, which the more detailed report states; where sums differ, somebody has to be
 * asked.
 */

/**
 * How long the stretches of a report are; requests have none. A session has a stretch that says little of when its work
 * was.
 */
export const GRAINS = ["request", "hour", "block", "day", "week", "month", "period", "session"] as const;

export type Grain = (typeof GRAINS)[number];

/** What a report says of one model in one stretch of time; requests are put together by the hour. */
export interface ReportCell {
  /** Milliseconds since 1970, in the days of the report's own time zone. */
  readonly from: number;
  readonly to: number;
  /** Equal for all names of a model; null: not said. */
  readonly model: string | null;
  readonly tokens: number;
  /** Money as billed; null: not said. */
  readonly billed: number | null;
}

/** All that some files of one source report in one shape. */
export interface Report {
  readonly id: number;
  readonly source: string;
  readonly grain: Grain;
  /**
   * Source, grain and the fields that its rows are split by: reports of one view are compared row by row elsewhere, and
   * never here.
   */
  readonly view: string;
  /** How many fields its rows are split by (project, key, person). */
  readonly details: number;
  readonly cells: readonly ReportCell[];
  /**
   * The files that it is made of: a bill's own file has lines of a day and of a month, and none of them repeats
   * another.
   */
  readonly files?: readonly number[];
}

/** What the user said of two views; `one` is the smaller text. */
export interface ViewAnswer {
  readonly one: string;
  readonly other: string;
  readonly counts: "both" | "one" | "other";
}

/** Two reports of the same stretch, as far as both cover it. */
export interface ReportOverlap {
  /** The report that counts, or would count if nothing else is said. */
  readonly counted: number;
  readonly other: number;
  /** "once": only `counted` counts. "both": they add, as was answered. "open": somebody has to be asked. */
  readonly state: "once" | "both" | "open";
  /** Whether it was answered rather than found from the sums. */
  readonly isAnswered: boolean;
  /** Places of the contested cells in each report. */
  readonly countedCells: readonly number[];
  readonly otherCells: readonly number[];
}

export interface Reconciled {
  /** Cells that do not count, by report: their places. */
  readonly leftOut: ReadonlyMap<number, ReadonlySet<number>>;
  readonly overlaps: readonly ReportOverlap[];
}
