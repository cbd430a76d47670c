import { useId, useState, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import type { Box } from "#shared/charts/base/shapes.ts";
import { markPlace, type MarkGroup } from "#shared/charts/base/marks.ts";

interface Step {
  readonly group: number;
  readonly mark: number;
}

interface Place extends Step {
  /** Where the chart says that the mark is, within the frame; undefined: it does not. */
  readonly drawn: Box | undefined;
  /** Width of the chart when the key was pressed, pixels: words lean inwards at its edges. */
  readonly width: number;
}

/** Room for the words above a mark, pixels. */
const WORDS_ROOM = 44;

export interface MarkWalkProps {
  /** Id of the heading that names the chart. */
  readonly labelledBy: string;
  /** Asked for when a key is pressed, not while a slider moves. */
  readonly marks: () => readonly MarkGroup[];
  /** What Enter does with a mark, by its kind and its place among them; absent: nothing. */
  readonly onChoose?: ((group: number, mark: number) => void) | undefined;
  readonly children: ReactNode;
}

/**
 * Makes a chart one tab stop: left and right walk its marks, Shift ten at a time, Home and End lead to the ends; up
 * and down change between kinds of marks. Each is framed, written beside its place, and spoken. Handles within the
 * chart keep their keys.
 */
export function MarkWalk({ labelledBy, marks, onChoose, children }: MarkWalkProps): ReactElement {
  const [place, setPlace] = useState<Place | null>(null);
  const hint = useId();
  const groups = place === null ? [] : marks();
  const group = place === null ? undefined : (groups[place.group] ?? groups[0]);
  const mark = place === null || group === undefined ? undefined : (group.marks[place.mark] ?? group.marks.at(-1));
  const box = mark?.box ?? place?.drawn;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && place !== null) {
      event.stopPropagation();
      setPlace(null);
      return;
    }
    if (event.key === "Enter" && place !== null && onChoose !== undefined) {
      event.preventDefault();
      onChoose(place.group, place.mark);
      return;
    }
    const next = stepped(marks(), place, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    setPlace({
      ...next,
      drawn: drawnPlace(event.currentTarget.parentElement!, next.mark),
      width: event.currentTarget.clientWidth,
    });
  };
  return (
    <div className="mark-walk">
      <div
        className="mark-walk-stop"
        // The arrows must reach the chart through a screen reader's own reading keys.
        role="application"
        tabIndex={0}
        aria-roledescription="chart"
        aria-labelledby={labelledBy}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        onBlur={() => setPlace(null)}
      />
      {mark !== undefined && box !== undefined && (
        <span
          className="mark-ring"
          style={{ left: box.x - 2, top: box.y - 2, width: box.width + 4, height: box.height + 4 }}
        />
      )}
      {mark !== undefined && place !== null && (
        <span className="mark-words popover" style={wordsPlace(box, place.width)} aria-hidden="true">
          {mark.words}
        </span>
      )}
      <span id={hint} hidden>
        {`Arrow keys move between its marks. ${onChoose === undefined ? "" : "Enter opens a mark. "}T shows the table, X exports.`}
      </span>
      <span className="visually-hidden" aria-live="polite">
        {mark === undefined || group === undefined
          ? ""
          : groups.length > 1 && mark === group.marks[0]
            ? `${group.name}. ${mark.words}`
            : mark.words}
      </span>
      {children}
    </div>
  );
}

/** Where the chart within `frame` has a mark of the only kind it has, in the frame's pixels. */
function drawnPlace(frame: HTMLElement, mark: number): Box | undefined {
  const chart = frame.querySelector<SVGSVGElement>("svg[data-marks]");
  const box = markPlace(chart?.dataset["marks"] ?? "", mark);
  if (chart === null || box === undefined) return undefined;
  const [inner, outer] = [chart.getBoundingClientRect(), frame.getBoundingClientRect()];
  return { ...box, x: box.x + inner.left - outer.left, y: box.y + inner.top - outer.top };
}

/** Where a key leads; null: it leads nowhere. */
function stepped(groups: readonly MarkGroup[], from: Place | null, key: string, isFar: boolean): Step | null {
  const at = Math.min(from?.group ?? 0, groups.length - 1);
  const last = (groups[at]?.marks.length ?? 0) - 1;
  if (last < 0) return null;
  const by = (steps: number): Step => ({
    group: at,
    mark: from === null ? (steps > 0 ? 0 : last) : Math.min(last, Math.max(0, from.mark + steps * (isFar ? 10 : 1))),
  });
  const change = (step: number): Step => {
    if (groups.length === 1 || from === null) return by(step);
    return { group: (at + step + groups.length) % groups.length, mark: 0 };
  };
  switch (key) {
    case "ArrowRight":
      return by(1);
    case "ArrowLeft":
      return by(-1);
    case "ArrowDown":
      return change(1);
    case "ArrowUp":
      return change(-1);
    case "Home":
      return { group: at, mark: 0 };
    case "End":
      return { group: at, mark: last };
    default:
      return null;
  }
}

/** Above the mark, else below it; leaning inwards. Without a place: in the chart's corner. */
function wordsPlace(
  box: Box | undefined,
  width: number,
): { readonly left: number; readonly top: number; readonly transform?: string } {
  if (box === undefined) return { left: 0, top: 0 };
  const x = box.x + box.width / 2;
  const lean = width > 0 ? Math.round(100 * Math.min(1, Math.max(0, x / width))) : 0;
  const isAbove = box.y > WORDS_ROOM;
  return {
    left: x,
    top: isAbove ? box.y - 6 : box.y + box.height + 6,
    transform: `translate(-${lean}%, ${isAbove ? "-100%" : "0"})`,
  };
}
