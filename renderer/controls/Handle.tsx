import { useRef } from "react";
import type { KeyboardEvent, PointerEvent, ReactElement } from "react";
import { firstTyped, TypedValue, useTyping } from "./TypedValue.tsx";

export interface HandleProps {
  /** What it moves: "Budget". */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** One arrow key: one shown digit. Shift: ten. */
  readonly step: number;
  /** "Budget $9.6M, 39 of 50 futures over". */
  readonly valueText: string;
  /** The tag is ink: its grip is paper. */
  readonly onInk?: boolean;
  /** Where the tag lies within its picture, pixels. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** The value at a height of the picture, pixels from its top. */
  readonly valueAt: (y: number) => number;
  /** What was typed as a value; null: not a number. */
  readonly parse: (text: string) => number | null;
  /** `gesture` is the same through one drag, one run of keys, one typing. */
  readonly onChange: (value: number, gesture: string) => void;
}

let gestures = 0;

/**
 * A tag of a picture that can be dragged, stepped and typed: a slider to a screen reader. It lies over the drawn tag. Escape puts back what was there
 * when the drag or the typing began.
 */
export function Handle({ label, value, min, max, step, valueText, onInk = false, box, valueAt, parse, onChange }: HandleProps): ReactElement {
  const drag = useRef<{ readonly gesture: string; readonly from: number; readonly grip: number; readonly valueAt: HandleProps["valueAt"]; moved: boolean } | null>(null);
  const keys = useRef<{ gesture: string; from: number } | null>(null);
  const { draft, setDraft, end: endTyping, handle } = useTyping();
  const clamp = (next: number): number => Math.min(max, Math.max(min, Math.round(next / step) * step));
  const put = (next: number, gesture: string): void => {
    // Steps of 0.1 would pile up their rounding errors.
    const clean = Number(clamp(next).toPrecision(12));
    if (clean !== value) onChange(clean, gesture);
  };
  const top = (event: PointerEvent<HTMLElement>): number => event.clientY - (event.currentTarget.parentElement?.getBoundingClientRect().top ?? 0);

  // The axis may stretch under the hand: a drag is measured on the one it began on.
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { gesture: `drag ${++gestures}`, from: value, grip: top(event) - (box.y + box.height / 2), valueAt, moved: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (drag.current === null) return;
    const at = top(event) - drag.current.grip;
    if (!drag.current.moved && Math.abs(at - (box.y + box.height / 2)) < 2) return;
    drag.current.moved = true;
    put(drag.current.valueAt(at), drag.current.gesture);
  };
  const onPointerUp = (): void => {
    // A click that moved nothing opens the field.
    if (drag.current !== null && !drag.current.moved) setDraft("");
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const moves: Readonly<Record<string, number>> = { ArrowUp: value + step, ArrowRight: value + step, ArrowDown: value - step, ArrowLeft: value - step, PageUp: value + 10 * step, PageDown: value - 10 * step, Home: min, End: max };
    const move = moves[event.key];
    const first = firstTyped(event);
    if (event.key === "Escape" && (drag.current ?? keys.current) !== null) {
      const { from, gesture } = drag.current ?? keys.current!;
      drag.current = null;
      keys.current = null;
      event.stopPropagation();
      if (from !== value) onChange(from, gesture);
    } else if (move !== undefined) {
      event.preventDefault();
      keys.current ??= { gesture: `keys ${++gestures}`, from: value };
      put(event.shiftKey && event.key.startsWith("Arrow") ? value + 10 * (move - value) : move, keys.current.gesture);
    } else if (first !== null) {
      event.preventDefault();
      setDraft(first);
    }
  };
  const place = { left: box.x, top: box.y - Math.max(0, 24 - box.height) / 2, width: box.width, height: Math.max(24, box.height) };

  if (draft !== null) {
    const take = (byKey: boolean): void => {
      const typed = parse(draft);
      if (typed !== null) put(Math.min(max, Math.max(min, typed)), `typing ${++gestures}`);
      endTyping(byKey);
    };
    return <TypedValue label={label} style={{ ...place, width: Math.max(72, place.width) }} draft={draft} placeholder={valueText.split(",")[0]!} onDraft={setDraft} onTake={take} onDrop={() => endTyping(true)} />;
  }
  return (
    <div
      ref={handle}
      className={onInk ? "handle handle-on-ink" : "handle"}
      role="slider"
      tabIndex={0}
      style={place}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onKeyDown={onKeyDown}
      onBlur={() => (keys.current = null)}
    >
      <svg className="handle-grip" width={6} height={12} viewBox="0 0 6 12" aria-hidden="true">
        {[2, 6, 10].map((y) => (
          <path key={y} d={`M1.2,${y}h.01M4.6,${y}h.01`} stroke="currentColor" strokeWidth={1.6} strokeLinecap="round" />
        ))}
      </svg>
    </div>
  );
}
