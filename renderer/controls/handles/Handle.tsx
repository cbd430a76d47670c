import { significant } from "#shared/format/digits.ts";
import type { ReactElement } from "react";
import { ValueHandle } from "./ValueHandle.tsx";

export interface HandleProps {
  /** What it moves: "Budget". */
  readonly label: string;
  readonly value: number;
  /** How far a drag goes; keys and typing go further. */
  readonly min: number;
  readonly max: number;
  /** What a drag rounds to. One arrow key: one shown digit. Shift: ten. */
  readonly step: number;
  /** Why a value may not be; null: it may. Keys stop before it, and what is typed is refused. */
  readonly check: (value: number) => string | null;
  /** The value as it stands, to its last digit: what the field begins with. */
  readonly exact: string;
  /** "Budget $9.6M, 39 of 50 simulated years over". */
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

/** Least height of what a pointer hits, pixels. */
const HIT_HEIGHT = 24;

/** A tag of a chart that is dragged up and down. It lies over the drawn tag. */
export function Handle({ value, min, max, step, check, onInk = false, box, ...rest }: HandleProps): ReactElement {
  /** So many whole steps on: a value between two of them goes to the next one first. */
  const stepped = (steps: number): number =>
    (steps > 0 ? Math.floor(value / step + 1e-9) + steps : Math.ceil(value / step - 1e-9) + steps) * step;
  const settle = (next: number, by: "drag" | "keys"): number | null => {
    const whole = by === "keys" ? next : Math.min(max, Math.max(min, Math.round(next / step) * step));
    // Steps of 0.1 would pile up their rounding errors.
    const clean = significant(whole, 12);
    return check(clean) === null ? clean : null;
  };
  const place = {
    left: box.x,
    top: box.y - Math.max(0, HIT_HEIGHT - box.height) / 2,
    width: box.width,
    height: Math.max(HIT_HEIGHT, box.height),
  };
  return (
    <ValueHandle
      {...{ value, min, max, check, stepped, settle, place, ...rest }}
      axis="y"
      middle={box.y + box.height / 2}
      className={onInk ? "handle handle-on-ink" : "handle"}
      fieldPlace={{ ...place, width: Math.max(96, place.width) }}
    >
      <Grip />
    </ValueHandle>
  );
}

function Grip(): ReactElement {
  return (
    <svg className="handle-grip" width={6} height={12} viewBox="0 0 6 12" aria-hidden="true">
      {[2, 6, 10].map((y) => (
        <path key={y} d={`M1.2,${y}h.01M4.6,${y}h.01`} stroke="currentColor" strokeWidth={1.6} strokeLinecap="round" />
      ))}
    </svg>
  );
}
