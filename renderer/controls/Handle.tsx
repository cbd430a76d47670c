import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from "react";
import { nextGesture } from "./gestures.ts";
import { firstTyped, readTyped, TypedValue, useTyping } from "./TypedValue.tsx";

export interface HandleProps {
  /** What it moves: "Budget". */
  readonly label: string;
  readonly value: number;
  /** How far a drag goes; keys and typing go further. */
  readonly min: number;
  readonly max: number;
  /** What a drag rounds to. One arrow key: one shown digit. Shift: ten. */
  readonly step: number;
  /** What a value may not be, said; null: it may. Keys stop before it, and what is typed is refused. */
  readonly check: (value: number) => string | null;
  /** The value as it stands, to its last digit: what the field begins with. */
  readonly exact: string;
  /** "Budget $9.6M, 39 of 50 futures over". */
  readonly valueText: string;
  /** The tag is ink: its grip is paper. */
  readonly onInk?: boolean;
  /** Where the tag lies within its chart, pixels. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** The value at a height of the chart, pixels from its top. */
  readonly valueAt: (y: number) => number;
  /** What was typed as a value; null: not a number. */
  readonly parse: (text: string) => number | null;
  /** `gesture` is the same through one drag, one run of keys, one typing. */
  readonly onChange: (value: number, gesture: string) => void;
}

/**
 * A tag of a chart that can be dragged, stepped and typed: a slider to a screen reader. It lies over the drawn tag.
 * Escape puts back what was there when the drag or the typing began.
 */
export function Handle({
  label,
  value,
  min,
  max,
  step,
  check,
  exact,
  valueText,
  onInk = false,
  box,
  valueAt,
  parse,
  onChange,
}: HandleProps): ReactElement {
  const drag = useRef<{
    readonly gesture: string;
    readonly from: number;
    readonly grip: number;
    readonly valueAt: HandleProps["valueAt"];
    moved: boolean;
  } | null>(null);
  const keys = useRef<{ gesture: string; from: number } | null>(null);
  const { draft, setDraft, refusal, refuse, end: endTyping, handle } = useTyping();
  // Steps of 0.1 would pile up their rounding errors.
  const put = (next: number, gesture: string): void => {
    const clean = Number(next.toPrecision(12));
    if (clean !== value && check(clean) === null) onChange(clean, gesture);
  };
  const dragTo = (next: number, gesture: string): void =>
    put(Math.min(max, Math.max(min, Math.round(next / step) * step)), gesture);
  /** So many whole steps on: a value between two of them goes to the next one first. */
  const stepped = (steps: number): number =>
    (steps > 0 ? Math.floor(value / step + 1e-9) + steps : Math.ceil(value / step - 1e-9) + steps) * step;
  const top = (event: PointerEvent<HTMLElement>): number =>
    event.clientY - (event.currentTarget.parentElement?.getBoundingClientRect().top ?? 0);

  // The axis may stretch under the hand: a drag is measured on the one it began on.
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = {
      gesture: nextGesture("drag"),
      from: value,
      grip: top(event) - (box.y + box.height / 2),
      valueAt,
      moved: false,
    };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (drag.current === null) return;
    const at = top(event) - drag.current.grip;
    if (!drag.current.moved && Math.abs(at - (box.y + box.height / 2)) < 2) return;
    drag.current.moved = true;
    dragTo(drag.current.valueAt(at), drag.current.gesture);
  };
  const onPointerUp = (): void => {
    // A click that moved nothing opens the field.
    if (drag.current !== null && !drag.current.moved) setDraft("");
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const far = event.shiftKey ? 10 : 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: stepped(far),
      ArrowRight: stepped(far),
      ArrowDown: stepped(-far),
      ArrowLeft: stepped(-far),
      PageUp: stepped(10),
      PageDown: stepped(-10),
      Home: min,
      End: max,
    };
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
      keys.current ??= { gesture: nextGesture("keys"), from: value };
      put(move, keys.current.gesture);
    } else if (first !== null) {
      event.preventDefault();
      setDraft(first);
    }
  };
  const place = {
    left: box.x,
    top: box.y - Math.max(0, 24 - box.height) / 2,
    width: box.width,
    height: Math.max(24, box.height),
  };

  if (draft !== null) {
    const take = (byKey: boolean): void => {
      const typed = readTyped(draft, parse, check);
      if (typed !== null && "refusal" in typed) {
        refuse(typed.refusal);
        return;
      }
      // What is typed is meant to the digit. The same again is no step.
      if (typed !== null && typed.value !== value) onChange(typed.value, nextGesture("typing"));
      endTyping(byKey);
    };
    return (
      <TypedValue
        label={label}
        style={{ ...place, width: Math.max(96, place.width) }}
        {...{ draft, refusal }}
        placeholder={exact}
        onDraft={setDraft}
        onTake={take}
        onDrop={() => endTyping(true)}
      />
    );
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
      aria-valuemin={Math.min(min, value)}
      aria-valuemax={Math.max(max, value)}
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
          <path
            key={y}
            d={`M1.2,${y}h.01M4.6,${y}h.01`}
            stroke="currentColor"
            strokeWidth={1.6}
            strokeLinecap="round"
          />
        ))}
      </svg>
    </div>
  );
}
