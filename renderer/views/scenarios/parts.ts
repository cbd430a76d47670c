import type { ReactElement } from "react";
import type { ScenariosPartId } from "#renderer/state/appState.ts";

export interface ScenariosPartProps {
  /** The choice of the part: it stands under the answer. */
  readonly switcher: ReactElement;
}

/** A part of the Scenarios screen, a view of its own. */
export interface ScenariosPart {
  readonly id: ScenariosPartId;
  readonly name: string;
  readonly View: (props: ScenariosPartProps) => ReactElement;
}
