import type { ReactElement, ReactNode } from "react";
import { type Box, rounded } from "./shapes.ts";
import { marksText } from "./marks.ts";

export interface ChartProps {
  readonly width: number;
  readonly height: number;
  readonly sentence: string;
  /** Where the marks that the arrows walk are drawn, in their order; null: that one is not drawn. */
  readonly marks?: readonly (Box | null)[];
  readonly children: ReactNode;
}

/** The frame of every chart: an SVG whose accessible name is the sentence that says what it shows. */
export function Chart({ width, height, sentence, marks, children }: ChartProps): ReactElement {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label={sentence}
      width={rounded(width)}
      height={rounded(height)}
      viewBox={`0 0 ${rounded(width)} ${rounded(height)}`}
      {...(marks === undefined ? {} : { "data-marks": marksText(marks) })}
    >
      <title>{sentence}</title>
      {children}
    </svg>
  );
}
