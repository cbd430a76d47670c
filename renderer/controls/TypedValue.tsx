import type { CSSProperties, ReactElement } from "react";

export interface TypedValueProps {
  readonly label: string;
  readonly style: CSSProperties;
  /** What has been typed so far: the key that opened the field, or nothing. */
  readonly draft: string;
  readonly placeholder: string;
  readonly onDraft: (draft: string) => void;
  /** Enter, or the focus moved on. */
  readonly onTake: () => void;
  readonly onDrop: () => void;
}

/** The number field that a handle of a picture turns into under Enter or a digit. Escape closes it and changes nothing. */
export function TypedValue({ label, style, draft, placeholder, onDraft, onTake, onDrop }: TypedValueProps): ReactElement {
  return (
    <input
      className="handle-input"
      style={style}
      aria-label={label}
      // The reader asked for this field by a click or a key.
      autoFocus
      value={draft}
      placeholder={placeholder}
      onChange={(event) => onDraft(event.target.value)}
      onBlur={onTake}
      onKeyDown={(event) => {
        if (event.key === "Enter") onTake();
        else if (event.key === "Escape") onDrop();
        event.stopPropagation();
      }}
    />
  );
}

/** What a key types into a handle that is not yet a field: its digit, nothing for Enter; null: another key. */
export function firstTyped({ key, ctrlKey, metaKey, altKey }: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean }): string | null {
  if (ctrlKey || metaKey || altKey) return null;
  return key === "Enter" ? "" : /^[0-9.]$/.test(key) ? key : null;
}
