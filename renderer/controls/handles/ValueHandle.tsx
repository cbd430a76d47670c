import type { CSSProperties, ReactElement, ReactNode } from "react";
import { TypedValue, useTyping } from "./TypedValue.tsx";
import { useDragValue, type DragValueOptions } from "./useDragValue.ts";

export interface ValueHandleProps extends DragValueOptions {
  readonly label: string;
  /** The value as it stands, to its last digit: what the field begins with. */
  readonly exact: string;
  /** What it says: "Budget $9.6M, 39 of 50 simulated years over". */
  readonly valueText: string;
  readonly className: string;
  /** Where the handle lies within its chart, and where the field that it turns into. */
  readonly place: CSSProperties;
  readonly fieldPlace: CSSProperties;
  readonly children?: ReactNode;
}

/** A handle of a chart: a slider to a screen reader, and a number field while a value is typed. */
export function ValueHandle(props: ValueHandleProps): ReactElement {
  const { label, value, min, max, exact, valueText, className, place, fieldPlace, axis, children } = props;
  const { draft, setDraft, refusal, refuse, end, handle } = useTyping();
  const { take, events } = useDragValue(props, { draft, setDraft, refuse, end });
  if (draft !== null)
    return (
      <TypedValue
        label={label}
        style={fieldPlace}
        {...{ draft, refusal }}
        placeholder={exact}
        onDraft={setDraft}
        onTake={take}
        onDrop={() => end(true)}
      />
    );
  return (
    <div
      ref={handle}
      className={className}
      role="slider"
      tabIndex={0}
      style={place}
      aria-label={label}
      aria-orientation={axis === "x" ? "horizontal" : "vertical"}
      aria-valuemin={Math.min(min, value)}
      aria-valuemax={Math.max(max, value)}
      aria-valuenow={value}
      aria-valuetext={valueText}
      {...events}
    >
      {children}
    </div>
  );
}
