import { useCallback, useId, useRef, useState, type CSSProperties, type ReactElement, type RefCallback } from "react";
import { IssueText } from "#renderer/controls/Field.tsx";

export interface Typing {
  /** What has been typed so far; null: the handle is no field. */
  readonly draft: string | null;
  readonly setDraft: (draft: string) => void;
  /** Why what was typed was not taken; null: nothing was refused. */
  readonly refusal: string | null;
  /** Keeps the field open, with the reason: what was refused stays to be mended. */
  readonly refuse: (reason: string) => void;
  /**
   * Makes the field a handle again. `byKey`: the focus goes back to it, for it was ended by Enter or Escape; who tabs
   * or clicks away has chosen where to go.
   */
  readonly end: (byKey: boolean) => void;
  /** Of the handle. */
  readonly handle: RefCallback<HTMLElement>;
}

/** The typing of a value into a handle of a chart. */
export function useTyping(): Typing {
  const [draft, write] = useState<string | null>(null);
  const [refusal, refuse] = useState<string | null>(null);
  const isWanted = useRef(false);
  const handle = useCallback((element: HTMLElement | null): void => {
    if (element === null || !isWanted.current) return;
    isWanted.current = false;
    element.focus();
  }, []);
  const setDraft = (next: string): void => {
    refuse(null);
    write(next);
  };
  const end = (byKey: boolean): void => {
    isWanted.current = byKey;
    refuse(null);
    write(null);
  };
  return { draft, setDraft, refusal, refuse, end, handle };
}

export interface TypedValueProps {
  readonly label: string;
  readonly style: CSSProperties;
  /** What has been typed so far: the key that opened the field, or nothing. */
  readonly draft: string;
  readonly placeholder: string;
  readonly refusal: string | null;
  readonly onDraft: (draft: string) => void;
  /** Enter, or the focus moved on. */
  readonly onTake: (byKey: boolean) => void;
  readonly onDrop: () => void;
}

/**
 * The number field that a handle of a chart turns into under Enter or a digit. Escape closes it and changes nothing.
 */
export function TypedValue({
  label,
  style,
  draft,
  placeholder,
  refusal,
  onDraft,
  onTake,
  onDrop,
}: TypedValueProps): ReactElement {
  const id = useId();
  const input = (
    <input
      className="handle-input"
      style={style}
      aria-label={label}
      aria-invalid={refusal !== null}
      aria-describedby={refusal === null ? undefined : id}
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
  if (refusal === null) return input;
  return (
    <>
      {input}
      <span
        className="handle-issue"
        style={{ left: style.left, top: Number(style.top) + Number(style.height ?? 24) + 2 }}
      >
        <IssueText id={id}>{refusal}</IssueText>
      </span>
    </>
  );
}

/**
 * What an attempt to take a typed value came to: the value, or why it is not valid. An empty field leaves everything as
 * it was.
 */
export type TypedResult = { readonly value: number } | { readonly refusal: string } | null;

/**
 * A typed text as a value: kept to its last digit, or refused with a reason; never rounded and never moved to a limit.
 */
export function readTyped(
  draft: string,
  parse: (text: string) => number | null,
  check: (value: number) => string | null,
): TypedResult {
  if (draft.trim() === "") return null;
  const value = parse(draft);
  if (value === null) return { refusal: "Type a number, such as 61,234.50 or 1.2M." };
  const refusal = check(value);
  return refusal === null ? { value } : { refusal };
}

/** What a key types into a handle that is not yet a field: its digit, nothing for Enter; null: another key. */
export function firstTyped({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}): string | null {
  if (ctrlKey || metaKey || altKey) return null;
  return key === "Enter" ? "" : /^[0-9.]$/.test(key) ? key : null;
}
