import type { ReactElement } from "react";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { CompareView } from "./CompareView.tsx";
import { CapsView } from "./caps/CapsView.tsx";
import type { ScenariosPart } from "./parts.ts";
import { RoutesView } from "./RoutesView.tsx";
import { TargetsView } from "./targets/TargetsView.tsx";
import { VersionsView } from "./VersionsView.tsx";

/** What the screen has, in the order of its switcher: a new part is one line here. */
export const scenariosParts: readonly ScenariosPart[] = [
  { id: "compare", name: "Compare", View: CompareView },
  { id: "routes", name: "Routes", View: RoutesView },
  { id: "caps", name: "Caps", View: CapsView },
  { id: "targets", name: "Targets", View: TargetsView },
  { id: "versions", name: "Versions", View: VersionsView },
];

/** Scenarios: side by side on the same simulated years, and where to look for a better one. */
export function ScenariosScreen(): ReactElement {
  const id = useApp((state) => state.scenariosPart);
  const show = useApp((state) => state.showScenariosPart);
  const { View } = scenariosParts.find((part) => part.id === id)!;
  const switcher = (
    <Segmented
      label="What to look at"
      options={scenariosParts.map((part) => ({ value: part.id, label: part.name }))}
      value={id}
      onChange={show}
    />
  );
  return <View switcher={switcher} />;
}
