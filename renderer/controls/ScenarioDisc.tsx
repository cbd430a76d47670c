import type { ReactElement } from "react";

/** The letter of a scenario: A is the plan itself, then the plan's scenarios in their order. */
export function scenarioLetter(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : `${String.fromCharCode(64 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`;
}

/**
 * A scenario's sign: its letter in its colour, the same on every screen and on paper. A fifth takes grey, those after
 * it a ring.
 */
export function ScenarioDisc({ index, size = 16 }: { readonly index: number; readonly size?: number }): ReactElement {
  return (
    <span
      className={`disc disc-${index < 4 ? index : index === 4 ? "fifth" : "more"}`}
      style={{ width: size, height: size }}
      role="img"
      aria-label={`Scenario ${scenarioLetter(index)}`}
    >
      {scenarioLetter(index)}
    </span>
  );
}
