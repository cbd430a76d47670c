import type { ReactElement } from "react";
import { emphasised } from "#shared/report/text.ts";

export interface EmphasisedProps {
  readonly sentence: string;
  /** Figures of the sentence that are set strong. */
  readonly figures: readonly string[];
  /** Figures that are set in the colour of overspending. */
  readonly over?: readonly string[];
}

/** A sentence with its key figures emphasised. */
export function Emphasised({ sentence, figures, over = [] }: EmphasisedProps): ReactElement {
  return (
    <>
      {emphasised(sentence, figures, over).map(({ text, tone }, i) => {
        if (tone === undefined) return text;
        return tone === "over" ? (
          <span key={i} className="over">
            {text}
          </span>
        ) : (
          <strong key={i}>{text}</strong>
        );
      })}
    </>
  );
}
