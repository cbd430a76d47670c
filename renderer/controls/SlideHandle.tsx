import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from "react";
import { nextGesture } from "./gestures.ts";
import { firstTyped, readTyped, TypedValue, useTyping } from "./TypedValue.tsx";

export interface SlideHandleProps {
  readonly label: string;
  readonly value: number;
  /** What it says: "half under 2.8M tokens". */
  readonly valueText: string;
  /** How far a drag and the keys go. */
  readonly min: number;
  readonly max: number;
  /** What a typed value may not be, said; null: it is taken as it was typed. */
  readonly check: (value: number) => string | null;
  /** The value as it stands: what the field begins with. */
  readonly exact: string;
  /** Middle of the drawn ring, pixels within the chart. */
  readonly x: number;
  readonly y: number;
  /** The value at a place of the chart, pixels from its left. */
  readonly valueAt: (x: number) => number;
  /** The value so many steps on: one an arrow key, ten with Shift; steps may be shares or amounts. */
  readonly stepped: (value: number, steps: number) => number;
  /** What was typed as a value; null: not a number. */
  readonly parse: (text: string) => number | null;
  /** `gesture` is the same through one drag, one run of keys, one typing. */
  readonly onChange: (value: number, gesture: string) => void;
  readonly onEnd?: () => void;
}

/**
 * A ring of a chart, dragged along its axis, stepped by keys or typed; a slider to a screen reader. Escape puts back
 * what was there when the drag or the keys began.
 */
export function SlideHandle({
  label,
  value,
  valueText,
  min,
  max,
  check,
  exact,
  x,
  y,
  valueAt,
  stepped,
  parse,
  onChange,
  onEnd,
}: SlideHandleProps): ReactElement {
  const gesture = useRef<{ readonly name: string; readonly from: number } | null>(null);
  const pointer = useRef<number | null>(null);
  const { draft, setDraft, refusal, refuse, end: endTyping, handle } = useTyping();
  const put = (next: number): void => {
    gesture.current ??= { name: nextGesture("slide"), from: value };
    onChange(Number(Math.min(max, Math.max(min, next)).toPrecision(3)), gesture.current.name);
  };
  const end = (): void => {
    gesture.current = null;
    onEnd?.();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    put(valueAt(event.clientX - (event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "Escape" && gesture.current !== null) {
      event.stopPropagation();
      if (pointer.current !== null && event.currentTarget.hasPointerCapture(pointer.current))
        event.currentTarget.releasePointerCapture(pointer.current);
      onChange(gesture.current.from, gesture.current.name);
      end();
      return;
    }
    const first = firstTyped(event);
    if (first !== null) {
      event.preventDefault();
      setDraft(first);
      return;
    }
    const far = event.shiftKey ? 10 : 1;
    const moves: Readonly<Record<string, () => number>> = {
      ArrowRight: () => stepped(value, far),
      ArrowUp: () => stepped(value, far),
      ArrowLeft: () => stepped(value, -far),
      ArrowDown: () => stepped(value, -far),
      Home: () => min,
      End: () => max,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    put(move());
  };
  if (draft !== null) {
    const take = (byKey: boolean): void => {
      const typed = readTyped(draft, parse, check);
      if (typed !== null && "refusal" in typed) {
        refuse(typed.refusal);
        return;
      }
      // What is typed is meant to the digit: it is not rounded as a drag is. The same again is no step.
      if (typed !== null && typed.value !== value) onChange(typed.value, nextGesture("slide"));
      endTyping(byKey);
      onEnd?.();
    };
    return (
      <TypedValue
        label={label}
        style={{ left: Math.max(0, x - 40), top: y - 12, width: 96 }}
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
      className="slide-handle"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={Math.min(min, value)}
      aria-valuemax={Math.max(max, value)}
      aria-valuenow={value}
      aria-valuetext={valueText}
      style={{ left: x - 12, top: y - 12 }}
      onPointerDown={(event) => {
        pointer.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onKeyDown={onKeyDown}
      onBlur={end}
    />
  );
}
