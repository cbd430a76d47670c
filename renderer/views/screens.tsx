import type { ReactElement } from "react";
import type { IconName } from "#renderer/controls/Icon.tsx";
import type { ScreenId } from "#renderer/state/appState.ts";
import { ActualsScreen } from "./actuals/ActualsScreen.tsx";
import { CentresScreen } from "./centres/CentresScreen.tsx";
import { DriversScreen } from "./drivers/DriversScreen.tsx";
import { GuideScreen } from "./guide/GuideScreen.tsx";
import { ModelsScreen } from "./models/ModelsScreen.tsx";
import { NewPlanScreen } from "./newPlan/NewPlanScreen.tsx";
import { OutlookScreen } from "./outlook/OutlookScreen.tsx";
import { PortfolioScreen } from "./portfolio/PortfolioScreen.tsx";
import { ReportScreen } from "./report/ReportScreen.tsx";
import { ScenariosScreen } from "./scenarios/ScenariosScreen.tsx";
import { SettingsScreen } from "./settings/SettingsScreen.tsx";
import { ValueScreen } from "./value/ValueScreen.tsx";
import { WorkloadsScreen } from "./workloads/WorkloadsScreen.tsx";

/** A screen of the rail. */
export interface Screen {
  readonly id: ScreenId;
  readonly name: string;
  readonly icon: IconName;
  readonly View: () => ReactElement;
}

/** The six questions of a new plan: it leads the rail while they are answered. */
export const newPlanScreen: Screen = { id: "newPlan", name: "New plan", icon: "plus", View: NewPlanScreen };

/** The rail, top to bottom; Ctrl 1 is the first. A new screen is one line here, and its id in `state/appState.ts`. */
export const screens: readonly Screen[] = [
  { id: "outlook", name: "Outlook", icon: "outlook", View: OutlookScreen },
  { id: "workloads", name: "Workloads", icon: "workloads", View: WorkloadsScreen },
  { id: "models", name: "Prices and contracts", icon: "models", View: ModelsScreen },
  { id: "scenarios", name: "Scenarios", icon: "scenarios", View: ScenariosScreen },
  { id: "drivers", name: "Drivers", icon: "drivers", View: DriversScreen },
  { id: "actuals", name: "Actuals", icon: "actuals", View: ActualsScreen },
  { id: "value", name: "Value", icon: "value", View: ValueScreen },
  { id: "report", name: "Report", icon: "report", View: ReportScreen },
];

/** The user guide, at the rail's foot: it is about the program and needs no plan. */
export const guideScreen: Screen = { id: "guide", name: "Guide", icon: "guide", View: GuideScreen };

/** Several plans together: in the rail while a portfolio is open, with a plan or without. */
export const portfolioScreen: Screen = { id: "portfolio", name: "Portfolio", icon: "copy", View: PortfolioScreen };

/** Below the rail's hairline: what belongs to the plan as a whole. Ctrl 9, and Ctrl and a comma as in other programs. */
export const centresScreen: Screen = { id: "centres", name: "Cost centers", icon: "centres", View: CentresScreen };
export const settingsScreen: Screen = {
  id: "settings",
  name: "Plan settings",
  icon: "settings",
  View: SettingsScreen,
};
