import { useId, type ReactElement, type ReactNode } from "react";

export interface SettingsPartProps {
  readonly question: string;
  /** The place of the plan that Find leads to. */
  readonly pointer?: string;
  /** Beside the question. */
  readonly aside?: ReactNode;
  /** Under the rows. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the settings under its question. */
export function SettingsPart({ question, pointer, aside, note, children }: SettingsPartProps): ReactElement {
  const id = useId();
  return (
    <section
      className="settings-part"
      aria-labelledby={id}
      {...(pointer === undefined ? {} : { "data-pointer": pointer })}
    >
      <header className="settings-head">
        <h2 className="part-heading" id={id}>
          {question}
        </h2>
        {aside}
      </header>
      {children}
      {note !== undefined && <p className="note">{note}</p>}
    </section>
  );
}

/** What a setting is called at the left, its fields beside it. `pointer`: the place of the plan that Find leads to. */
export function SettingsRow({
  label,
  pointer,
  children,
}: {
  readonly label: string;
  readonly pointer?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className="settings-row" {...(pointer === undefined ? {} : { "data-pointer": pointer })}>
      <span className="settings-label" aria-hidden="true">
        {label}
      </span>
      <div className="settings-fields">{children}</div>
    </div>
  );
}
