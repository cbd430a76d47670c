import type { ReactElement, ReactNode } from "react";
import { useApp } from "#renderer/state/useApp.tsx";
import { useIsNarrow } from "#renderer/theme/theme.ts";

/** A part of the inputs under its question, which folds to one line that says what it holds. */
export function FoldingPart({
  id,
  title,
  line,
  foldsWhenNarrow = false,
  children,
}: {
  readonly id: string;
  /** Folded at first in a narrow window, where the charts follow below the inputs. */
  readonly foldsWhenNarrow?: boolean;
  readonly title: string;
  readonly line: string;
  readonly children: ReactNode;
}): ReactElement {
  const isNarrow = useIsNarrow() && foldsWhenNarrow;
  // What folds by itself is kept by what was opened.
  const key = isNarrow ? `${id}, opened` : id;
  const isKept = useApp((state) => state.foldedParts.includes(key));
  const isFolded = isKept !== isNarrow;
  const foldPart = useApp((state) => state.foldPart);
  return (
    <details
      className="folding-part"
      open={!isFolded}
      onToggle={(event) => {
        // Only what the reader or a link did: drawing the state says it too.
        if (event.currentTarget.open === isFolded) foldPart(key, event.currentTarget.open === isNarrow);
      }}
    >
      <summary>
        <h2 className="part-heading">{title}</h2>
        {isFolded && <span className="note">{line}</span>}
      </summary>
      {children}
    </details>
  );
}
