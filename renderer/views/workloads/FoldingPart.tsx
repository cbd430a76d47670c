import type { ReactElement, ReactNode } from "react";
import { useApp } from "#renderer/state/useApp.tsx";

/** A part of the inputs under its question, which folds to one line that says what it holds. */
export function FoldingPart({
  id,
  title,
  line,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly line: string;
  readonly children: ReactNode;
}): ReactElement {
  const isFolded = useApp((state) => state.foldedParts.includes(id));
  const foldPart = useApp((state) => state.foldPart);
  return (
    <details
      className="folding-part"
      open={!isFolded}
      onToggle={(event) => {
        // Only what the reader or a link did: drawing the state says it too.
        if (event.currentTarget.open === isFolded) foldPart(id, !event.currentTarget.open);
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
