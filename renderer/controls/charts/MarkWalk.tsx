import {
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import type { Box } from "#shared/charts/base/shapes.ts";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import { boxesIn, markAtPoint, type MarkAt } from "./markPointer.ts";

interface Place extends MarkAt {
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
  /** What Enter or a click does with a mark, by its kind and its place among them; absent: nothing. */
  readonly onChoose?: ((group: number, mark: number) => void) | undefined;
  readonly children: ReactNode;
}

/**
 * Makes a chart one tab stop: left and right walk its marks, Shift ten at a time, Home and End lead to the ends; up
 * and down change between kinds of marks. Each is framed, written beside its place, and spoken. A pointer finds the
 * same marks with the same words. Handles within the chart keep their keys and their pointer.
 */
export function MarkWalk({ labelledBy, marks, onChoose, children }: MarkWalkProps): ReactElement {
  const [place, setPlace] = useState<Place | null>(null);
  const pointed = usePointed(marks, onChoose);
  const hint = useId();
  const groups = place === null ? [] : marks();
  const group = place === null ? undefined : (groups[place.group] ?? groups[0]);
  const mark = place === null || group === undefined ? undefined : (group.marks[place.mark] ?? group.marks.at(-1));
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
    const all = marks();
    const next = stepped(all, place, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    setPlace({
      ...next,
      drawn: boxesIn(event.currentTarget.parentElement!, all)(next.group, next.mark),
      width: event.currentTarget.clientWidth,
    });
  };
  return (
    <div className="mark-walk" {...pointed.handlers}>
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
      {pointed.card ??
        (mark !== undefined && place !== null && (
          <MarkCard words={mark.words} box={mark.box ?? place.drawn} width={place.width} />
        ))}
      <span id={hint} hidden>
        {`Arrow keys move between its marks. ${onChoose === undefined ? "" : "Enter opens a mark. "}T shows the table, X exports.`}
      </span>
      <span className="visually-hidden" aria-live="polite">
        {mark === undefined || group === undefined ? "" : spokenWords(mark, group, groups.length)}
      </span>
      {children}
    </div>
  );
}

/** The words of a mark; with the first of several kinds, the kind's name. */
function spokenWords(mark: MarkGroup["marks"][number], group: MarkGroup, kinds: number): string {
  return kinds > 1 && mark === group.marks[0] ? `${group.name}. ${mark.words}` : mark.words;
}

interface Pointed extends MarkAt {
  readonly words: string;
  readonly box: Box;
  readonly width: number;
}

/** The mark under the pointer: its card, and a click that opens it. A finger scrolls; it points by a tap alone. */
function usePointed(
  marks: MarkWalkProps["marks"],
  onChoose: MarkWalkProps["onChoose"],
): {
  readonly card: ReactElement | null;
  readonly handlers: {
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerLeave: () => void;
    readonly onClick: (event: MouseEvent<HTMLElement>) => void;
    readonly style?: { readonly cursor: "pointer" };
  };
} {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  // Words of hundreds of marks are not made anew at every step of the pointer.
  const made = useRef<{ readonly from: typeof marks; readonly groups: readonly MarkGroup[] } | null>(null);
  const find = (event: MouseEvent<HTMLElement>): Pointed | null => {
    if (event.target instanceof Element && event.target.closest("button, input, select, .handle") !== null) return null;
    const frame = event.currentTarget;
    if (made.current?.from !== marks) made.current = { from: marks, groups: marks() };
    const { groups } = made.current;
    const { left, top } = frame.getBoundingClientRect();
    const at = markAtPoint(groups, boxesIn(frame, groups), event.clientX - left, event.clientY - top);
    return at === null ? null : { ...at, words: groups[at.group]!.marks[at.mark]!.words, width: frame.clientWidth };
  };
  const show = (next: Pointed | null): void =>
    setPointed((last) =>
      last?.group === next?.group && last?.mark === next?.mark && last?.words === next?.words ? last : next,
    );
  return {
    card: pointed === null ? null : <MarkCard {...pointed} />,
    handlers: {
      // A pressed button drags something.
      onPointerMove: (event) => show(event.buttons !== 0 || event.pointerType === "touch" ? null : find(event)),
      onPointerLeave: () => show(null),
      onClick: (event) => {
        const at = find(event);
        show(at);
        if (at !== null) onChoose?.(at.group, at.mark);
      },
      ...(pointed === null || onChoose === undefined ? {} : { style: { cursor: "pointer" } }),
    },
  };
}

/** A frame around a mark, and its words beside it. */
function MarkCard({
  words,
  box,
  width,
}: {
  readonly words: string;
  readonly box: Box | undefined;
  readonly width: number;
}): ReactElement {
  return (
    <>
      {box !== undefined && (
        <span
          className="mark-ring"
          style={{ left: box.x - 2, top: box.y - 2, width: box.width + 4, height: box.height + 4 }}
        />
      )}
      <span className="mark-words popover" style={wordsPlace(box, width)} aria-hidden="true">
        {words}
      </span>
    </>
  );
}

/** Where a key leads; null: it leads nowhere. */
function stepped(groups: readonly MarkGroup[], from: Place | null, key: string, isFar: boolean): MarkAt | null {
  const at = Math.min(from?.group ?? 0, groups.length - 1);
  const last = (groups[at]?.marks.length ?? 0) - 1;
  if (last < 0) return null;
  const by = (steps: number): MarkAt => ({
    group: at,
    mark: from === null ? (steps > 0 ? 0 : last) : Math.min(last, Math.max(0, from.mark + steps * (isFar ? 10 : 1))),
  });
  const change = (step: number): MarkAt => {
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
