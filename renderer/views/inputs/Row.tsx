import type { ReactElement, ReactNode } from "react";

export interface RowProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
  /** Under the fields, in words. */
  readonly note?: ReactNode;
  /** Under the note. */
  readonly below?: ReactNode;
}

/** A row of a form: what it is called at the left, the fields beside it, what is said of it at the right. */
export function Row({ label, children, aside, note, below }: RowProps): ReactElement {
  return (
    <div className="input-row">
      <span className="input-row-label">{label}</span>
      <div className="input-row-main">
        <div className="input-row-fields">{children}</div>
        {note !== undefined && <p className="note">{note}</p>}
        {below}
      </div>
      {aside !== undefined && <div className="input-row-aside">{aside}</div>}
    </div>
  );
}
