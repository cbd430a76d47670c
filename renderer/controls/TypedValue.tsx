import { useCallback, useRef, useState } from "react";
import type { CSSProperties, ReactElement, RefCallback } from "react";

export interface Typing {
  /** What has been typed so far; null: the handle is no field. */
  readonly draft: string | null;
  readonly setDraft: (draft: string) => void;
  /** Makes the field a handle again. `byKey`: the focus goes back to it, for it was ended by Enter or Escape; who tabs or clicks away has chosen where to go. */
  readonly end: (byKey: boolean) => void;
  /** Of the handle. */
  readonly handle: RefCallback<HTMLElement>;
}

/** The typing of a value into a handle of a picture. */
export function useTyping(): Typing {
  const [draft, setDraft] = useState<string | null>(null);
  const isWanted = useRef(false);
  const handle = useCallback((element: HTMLElement | null): void => {
    if (element === null || !isWanted.current) return;
    isWanted.current = false;
    element.focus();
  }, []);
  const end = (byKey: boolean): void => {
    isWanted.current = byKey;
    setDraft(null);
  };
  return { draft, setDraft, end, handle };
}

export interface TypedValueProps {
  readonly label: string;
  readonly style: CSSProperties;
  /** What has been typed so far: the key that opened the field, or nothing. */
  readonly draft: string;
  readonly placeholder: string;
  readonly onDraft: (draft: string) => void;
  /** Enter, or the focus moved on. */
  readonly onTake: (byKey: boolean) => void;
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
      onBlur={() => onTake(false)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onTake(true);
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
