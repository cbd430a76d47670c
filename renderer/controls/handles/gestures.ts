let gestures = 0;

/**
 * A name for the next gesture of a hand: one drag, one run of keys or one typing. Edits with the same name are undone
 * together, so every handle takes its names from this one counter.
 */
export function nextGesture(kind: "drag" | "keys" | "typing"): string {
  return `${kind} ${++gestures}`;
}
