import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { nextGesture } from "./gestures.ts";
import { firstTyped, readTyped, type Typing } from "./TypedValue.tsx";

/** A value of a chart that is dragged along an axis, stepped by keys or typed. */
export interface DragValueOptions {
  readonly value: number;
  /** Where the keys Home and End go. */
  readonly min: number;
  readonly max: number;
  readonly axis: "x" | "y";
  /** Middle of the handle on that axis, pixels within the chart. */
  readonly middle: number;
  /** The value at a place of that axis, pixels within the chart. */
  readonly valueAt: (at: number) => number;
  /** The value so many steps on: one an arrow key, ten with Shift. */
  readonly stepped: (steps: number) => number;
  /** What a drag or a key comes to: rounded and within limits; null: the value may not be that. */
  readonly settle: (next: number, by: "drag" | "keys") => number | null;
  /** What was typed as a value; null: not a number. */
  readonly parse: (text: string) => number | null;
  /** Why a typed value may not be; null: it is taken as it was typed, to its last digit. */
  readonly check: (value: number) => string | null;
  /** `gesture` is the same through one drag, one run of keys, one typing. */
  readonly onChange: (value: number, gesture: string) => void;
  readonly onEnd?: () => void;
}

/** The typing of the value, without what it renders. */
export type DragTyping = Omit<Typing, "refusal" | "handle">;

export interface DragValue {
  /** Takes what was typed. `byKey`: by Enter, so that the handle gets the focus back. */
  readonly take: (byKey: boolean) => void;
  /** Of the handle. */
  readonly events: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onBlur: () => void;
  };
}

/** One drag or one run of keys. */
interface Gesture {
  readonly name: string;
  /** What Escape puts back. */
  readonly from: number;
  readonly drag: Drag | null;
}

interface Drag {
  /** Pixels from the middle of the handle to where it was taken. */
  readonly grip: number;
  /** The axis may stretch under the hand: a drag is measured on the one it began on. */
  readonly valueAt: (at: number) => number;
  hasMoved: boolean;
}

/** Pixels within which a press is a click. */
const CLICK = 2;

/**
 * What all handles of charts do alike: a drag keeps its grip, a click that moved nothing opens the field, keys step,
 * digits type, and Escape puts back what was there when the drag or the keys began.
 */
export function useDragValue(options: DragValueOptions, typing: DragTyping): DragValue {
  const { value, middle, settle, onChange, onEnd } = options;
  const gesture = useRef<Gesture | null>(null);
  const end = (): void => {
    gesture.current = null;
    onEnd?.();
  };
  const put = (next: number, by: "drag" | "keys"): void => {
    const settled = settle(next, by);
    if (settled !== null && settled !== value) onChange(settled, gesture.current!.name);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const drag = { grip: placeOf(event, options.axis) - middle, valueAt: options.valueAt, hasMoved: false };
    gesture.current = { name: nextGesture("drag"), from: value, drag };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const drag = gesture.current?.drag ?? null;
    if (drag === null) return;
    const at = placeOf(event, options.axis) - drag.grip;
    if (!drag.hasMoved && Math.abs(at - middle) < CLICK) return;
    drag.hasMoved = true;
    put(drag.valueAt(at), "drag");
  };
  const onPointerUp = (): void => {
    if (gesture.current?.drag?.hasMoved === false) typing.setDraft("");
    end();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const next = keyedValue(event, options);
    const first = firstTyped(event);
    if (event.key === "Escape" && gesture.current !== null) {
      const { from, name } = gesture.current;
      event.stopPropagation();
      if (from !== value) onChange(from, name);
      end();
    } else if (next !== null) {
      event.preventDefault();
      gesture.current ??= { name: nextGesture("keys"), from: value, drag: null };
      put(next, "keys");
    } else if (first !== null) {
      event.preventDefault();
      typing.setDraft(first);
    }
  };
  const take = (byKey: boolean): void => {
    const typed = readTyped(typing.draft ?? "", options.parse, options.check);
    if (typed !== null && "refusal" in typed) {
      typing.refuse(typed.refusal);
      return;
    }
    // What is typed is meant to the digit. The same again is no step.
    if (typed !== null && typed.value !== value) onChange(typed.value, nextGesture("typing"));
    typing.end(byKey);
    onEnd?.();
  };
  return { take, events: { onPointerDown, onPointerMove, onPointerUp, onKeyDown, onBlur: end } };
}

/** Where the pointer is on an axis of the chart that holds the handle, pixels. */
function placeOf(event: PointerEvent<HTMLElement>, axis: "x" | "y"): number {
  const chart = event.currentTarget.parentElement?.getBoundingClientRect();
  return axis === "x" ? event.clientX - (chart?.left ?? 0) : event.clientY - (chart?.top ?? 0);
}

/** The value that a key of a slider goes to; null: another key. */
function keyedValue({ key, shiftKey }: KeyboardEvent, { stepped, min, max }: DragValueOptions): number | null {
  const far = shiftKey ? 10 : 1;
  switch (key) {
    case "ArrowUp":
    case "ArrowRight":
      return stepped(far);
    case "ArrowDown":
    case "ArrowLeft":
      return stepped(-far);
    case "PageUp":
      return stepped(10);
    case "PageDown":
      return stepped(-10);
    case "Home":
      return min;
    case "End":
      return max;
    default:
      return null;
  }
}
