import { scenarioIds } from "../../shared/plan/scenarios.ts";
import type { Slice } from "./appState.ts";

/** The screens there are, by id; `views/screens.tsx` says what they are called and who draws them. */
export type ScreenId = "outlook" | "workloads" | "models" | "scenarios" | "report";

export type ThemeChoice = "system" | "light" | "dark";
export type ContrastChoice = "system" | "more";
export type Density = "comfortable" | "compact";

/** What the reader looks at, and how. */
export interface ViewSlice {
  readonly screen: ScreenId;
  /** Null: the plan itself, scenario A. */
  readonly activeScenario: string | null;
  readonly selectedWorkload: string | null;
  /** JSON pointer of the input that a link led to; its editor opens. */
  readonly focusedInput: string | null;
  readonly theme: ThemeChoice;
  readonly contrast: ContrastChoice;
  readonly density: Density;
  readonly paletteOpen: boolean;
  /** A window over the window; null: none. */
  readonly dialog: "shortcuts" | "about" | null;
  /** One sentence about what just happened or went wrong with a file; null: nothing to say. */
  readonly notice: Notice | null;

  readonly goTo: (screen: ScreenId) => void;
  readonly selectScenario: (id: string | null) => void;
  readonly selectWorkload: (id: string | null) => void;
  /** Goes to the screen that holds an input and opens it. */
  readonly focusInput: (pointer: string | null) => void;
  readonly setLook: (look: Partial<Pick<ViewSlice, "theme" | "contrast" | "density">>) => void;
  readonly setPaletteOpen: (open: boolean) => void;
  readonly showDialog: (dialog: ViewSlice["dialog"]) => void;
  readonly say: (notice: Notice | null) => void;
}

export interface Notice {
  readonly kind: "done" | "wrong";
  readonly sentence: string;
  /** What to do about it: a button and what it does. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export const createViewSlice: Slice<ViewSlice> = (set, get) => ({
  screen: "outlook",
  activeScenario: null,
  selectedWorkload: null,
  focusedInput: null,
  theme: "system",
  contrast: "system",
  density: "comfortable",
  paletteOpen: false,
  dialog: null,
  notice: null,

  goTo: (screen) => set({ screen }),
  selectScenario: (id) => {
    const { plan } = get();
    if (id === null || (plan !== null && scenarioIds(plan).includes(id))) set({ activeScenario: id });
  },
  selectWorkload: (id) => set({ selectedWorkload: id }),
  focusInput: (pointer) => {
    const screen = pointer?.startsWith("/workloads/") === true ? "workloads" : pointer?.startsWith("/models/") === true || pointer?.startsWith("/fixedCosts/") === true ? "models" : null;
    const workload = pointer?.startsWith("/workloads/") === true ? (pointer.split("/")[2] ?? null) : null;
    set((state) => ({
      focusedInput: pointer,
      screen: screen ?? state.screen,
      selectedWorkload: workload === null ? state.selectedWorkload : workload.replaceAll("~1", "/").replaceAll("~0", "~"),
    }));
  },
  setLook: (look) => set(look),
  setPaletteOpen: (paletteOpen) => set({ paletteOpen }),
  showDialog: (dialog) => set({ dialog }),
  say: (notice) => set({ notice }),
});
