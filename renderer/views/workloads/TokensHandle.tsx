import { useRef } from "react";
import type { KeyboardEvent, PointerEvent, ReactElement } from "react";

export interface TokensHandleProps {
  readonly label: string;
  readonly value: number;
  readonly valueText: string;
  readonly min: number;
  readonly max: number;
  /** Middle of the drawn ring, pixels within the picture. */
  readonly x: number;
  readonly y: number;
  readonly valueAt: (x: number) => number;
  /** `gesture` is the same through one drag or one run of keys. */
  readonly onChange: (value: number, gesture: string) => void;
}

let gestures = 0;

/** A key moves by a twentieth, with Shift by half. */
const STEP = 1.05;
const LARGE_STEP = 1.5;

/** A ring of the tokens picture, dragged along its logarithmic axis; a slider to a screen reader. */
export function TokensHandle({ label, value, valueText, min, max, x, y, valueAt, onChange }: TokensHandleProps): ReactElement {
  const gesture = useRef<string | null>(null);
  const put = (next: number): void => {
    gesture.current ??= `tokens ${++gestures}`;
    onChange(Number(Math.min(max, Math.max(min, next)).toPrecision(3)), gesture.current);
  };
  const end = (): void => {
    gesture.current = null;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    put(valueAt(event.clientX - (event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const factor = event.shiftKey ? LARGE_STEP : STEP;
    const moves: Readonly<Record<string, number>> = { ArrowRight: value * factor, ArrowUp: value * factor, ArrowLeft: value / factor, ArrowDown: value / factor, Home: min, End: max };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    put(move);
  };
  return (
    <div
      className="tokens-handle"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      style={{ left: x - 12, top: y - 12 }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onKeyDown={onKeyDown}
      onBlur={end}
    />
  );
}
