import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** One link of the line from tokens to money. */
export interface SightStep {
  /** "Accepted". */
  readonly name: string;
  readonly figure: string;
  readonly note: string;
  /** How what leads here from the step before is known. */
  readonly known: "counted" | "judged" | "believed";
}

export interface LineOfSightProps {
  readonly name: string;
  readonly steps: readonly SightStep[];
  readonly direction: "down" | "across";
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
}

/** The six steps, and how far they are counted. */
export function lineOfSightSentence({ name, steps }: Pick<LineOfSightProps, "name" | "steps">): string {
  return `${name}, from tokens to money: ${steps.map((step) => `${step.name.toLowerCase()} ${step.figure}`).join(", ")}. ${solidAsFarAs(steps)}`;
}

/** "The line is solid as far as accepted; from there nobody has measured." */
export function solidAsFarAs(steps: readonly SightStep[]): string {
  const { before, last, after } = solidRuns(steps);
  return `${before}${last}${after}`;
}

/** The same in three pieces, the middle one to be set strong. */
export function solidRuns(steps: readonly SightStep[]): {
  readonly before: string;
  readonly last: string;
  readonly after: string;
} {
  const open = steps.findIndex(({ known }) => known !== "counted");
  if (open < 0) return { before: "Every step is ", last: "counted or measured", after: "." };
  const last = steps[open - 1];
  if (last === undefined) return { before: "Nothing of this line is ", last: "counted yet", after: "." };
  return {
    before: "The line is solid as far as ",
    last: last.name.toLowerCase(),
    after: "; from there nobody has measured.",
  };
}

/** The steps with their figures. */
export function lineOfSightTable({ steps }: Pick<LineOfSightProps, "steps">): ChartTable {
  return {
    columns: ["step", "figure", "note", "how it is known"],
    rows: steps.map(({ name, figure, note, known }) => [name, figure, note, known]),
  };
}

/** What the arrows speak: the steps. */
export function lineOfSightMarks({ steps }: Pick<LineOfSightProps, "steps">): MarkGroup[] {
  return [
    {
      name: "steps",
      marks: steps.map(({ name, figure, note, known }) => ({ words: `${name}: ${figure}; ${note}; ${known}` })),
    },
  ];
}

const ROW = 42;

/** Height of the chart. */
export function lineOfSightHeight({
  steps,
  direction,
  theme,
}: Pick<LineOfSightProps, "steps" | "direction" | "theme">): number {
  return (direction === "down" ? steps.length * ROW : 72) * theme.px;
}
