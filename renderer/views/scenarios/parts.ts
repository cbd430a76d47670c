import type { ReactElement } from "react";

/** Parts of the Scenarios screen, each a view of its own. */
export type ScenariosPartId = "compare" | "routes" | "caps" | "targets";

export interface ScenariosPartProps {
  /** The choice of the part: it stands under the answer. */
  readonly switcher: ReactElement | null;
}

export interface ScenariosPart {
  readonly id: ScenariosPartId;
  readonly name: string;
  readonly View: (props: ScenariosPartProps) => ReactElement;
}
