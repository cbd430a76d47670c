import { useState } from "react";
import type { ReactElement } from "react";
import { Segmented } from "../../controls/Segmented.tsx";
import { CompareView } from "./CompareView.tsx";
import { CapsView } from "./CapsView.tsx";
import type { ScenariosPart, ScenariosPartId } from "./parts.ts";
import { RoutesView } from "./RoutesView.tsx";
import { TargetsView } from "./TargetsView.tsx";

/** What the screen has, in the order of its switcher: a new part is one line here. */
const PARTS: readonly ScenariosPart[] = [
  { id: "compare", name: "Compare", View: CompareView },
  { id: "routes", name: "Routes", View: RoutesView },
  { id: "caps", name: "Caps", View: CapsView },
  { id: "targets", name: "Targets", View: TargetsView },
];

/** Policies: side by side on the same luck, and where to look for a better one. */
export function ScenariosScreen(): ReactElement {
  const [id, setId] = useState<ScenariosPartId>("compare");
  const { View } = PARTS.find((part) => part.id === id)!;
  const switcher = PARTS.length < 2 ? null : <Segmented label="What to look at" options={PARTS.map((part) => ({ value: part.id, label: part.name }))} value={id} onChange={setId} />;
  return <View switcher={switcher} />;
}
