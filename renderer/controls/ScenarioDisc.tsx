import type { ReactElement } from "react";
import { scenarioLetter } from "#shared/charts/compare/scenarioMarks.ts";

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
