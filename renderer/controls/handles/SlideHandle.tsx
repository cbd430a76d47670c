import type { ReactElement } from "react";
import { significant } from "#shared/format/digits.ts";
import { ValueHandle } from "./ValueHandle.tsx";

export interface SlideHandleProps {
  readonly label: string;
  readonly value: number;
  /** What it says: "half under 2.8M tokens". */
  readonly valueText: string;
  /** How far a drag and the keys go. */
  readonly min: number;
  readonly max: number;
  /** Why a typed value may not be; null: it is taken as it was typed. */
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

/** Half of the square that a pointer hits, pixels. */
const REACH = 12;
const FIELD_WIDTH = 96;
/** Digits of a dragged or stepped value. */
const DIGITS = 3;

/** A ring of a chart that is dragged along its axis. */
export function SlideHandle({ value, min, max, x, y, stepped, ...rest }: SlideHandleProps): ReactElement {
  return (
    <ValueHandle
      {...{ value, min, max, ...rest }}
      axis="x"
      middle={x}
      stepped={(steps) => stepped(value, steps)}
      settle={(next) => significant(Math.min(max, Math.max(min, next)), DIGITS)}
      className="slide-handle"
      place={{ left: x - REACH, top: y - REACH }}
      fieldPlace={{ left: Math.max(0, x - 40), top: y - REACH, width: FIELD_WIDTH }}
    />
  );
}
