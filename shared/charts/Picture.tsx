/** @jsxRuntime automatic */
import type { ReactElement, ReactNode } from "react";
import { rounded } from "./geometry.ts";

/** The frame of every picture: an SVG whose accessible name is the sentence that says what it shows. */
export function Picture({ width, height, sentence, children }: { readonly width: number; readonly height: number; readonly sentence: string; readonly children: ReactNode }): ReactElement {
  return (
    <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={sentence} width={rounded(width)} height={rounded(height)} viewBox={`0 0 ${rounded(width)} ${rounded(height)}`}>
      <title>{sentence}</title>
      {children}
    </svg>
  );
}
