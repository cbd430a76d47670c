import { formatNumber } from "#shared/format/counts.ts";
import { rounded, type Box } from "./shapes.ts";
import type { ChartTable } from "./table.ts";

/** One mark of a chart: what it says when it is pointed at or walked to. */
export interface ChartMark {
  readonly words: string;
  /** Where it is drawn, in the chart's unit; without a place it is only said. */
  readonly box?: Box;
}

/** Marks of one kind, in the order they are walked: the days, the dots. */
export interface MarkGroup {
  readonly name: string;
  readonly marks: readonly ChartMark[];
}

/** Places of marks as one attribute of the chart: "12,4,10,10;-;30,4,10,10". */
export function marksText(marks: readonly (Box | null)[]): string {
  return marks
    .map((box) => (box === null ? "-" : [box.x, box.y, box.width, box.height].map(rounded).join(",")))
    .join(";");
}

/** The place of one mark in what `marksText` wrote; undefined: it has none. */
export function markPlace(text: string, mark: number): Box | undefined {
  const [x, y, width, height] = (text.split(";")[mark] ?? "").split(",").map(Number);
  return height === undefined ? undefined : { x: x!, y: y!, width: width!, height };
}

/** The rows of a chart's table as its marks, for a chart that has no words of its own for them. */
export function tableMarks({ columns, rows }: ChartTable): MarkGroup[] {
  const cell = (value: string | number | null): string =>
    value === null ? "none" : typeof value === "number" ? formatNumber(value) : value;
  const words = (row: ChartTable["rows"][number]): string =>
    row.map((value, i) => (i === 0 ? cell(value) : `${columns[i]!} ${cell(value)}`)).join("; ");
  return [{ name: columns[0] ?? "rows", marks: rows.map((row) => ({ words: words(row) })) }];
}
