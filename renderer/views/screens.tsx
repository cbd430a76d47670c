import type { ReactElement } from "react";
import type { IconName } from "../controls/Icon.tsx";
import type { ScreenId } from "../state/viewSlice.ts";
import { OutlookScreen } from "./outlook/OutlookScreen.tsx";
import { WorkloadsScreen } from "./workloads/WorkloadsScreen.tsx";

/** A screen of the rail. */
export interface Screen {
  readonly id: ScreenId;
  readonly name: string;
  readonly icon: IconName;
  readonly View: () => ReactElement;
}

/** The rail, top to bottom; Ctrl 1 is the first. A new screen is one line here, and its id in `state/viewSlice.ts`. */
export const screens: readonly Screen[] = [
  { id: "outlook", name: "Outlook", icon: "outlook", View: OutlookScreen },
  { id: "workloads", name: "Workloads", icon: "workloads", View: WorkloadsScreen },
];
