import type { StateCreator } from "zustand/vanilla";
import type { DateNotation, NumberNotation } from "#shared/format/notation.ts";
import type { GuidePageId } from "#shared/guide/contents.ts";
import type { Issue } from "#shared/plan/check/issues.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { ForecastEvent, ForecastState } from "./answers.ts";
import type { PortfolioSlice } from "./portfolio/openPortfolio.ts";
import type { UsageSlice } from "./usageState.ts";

/** The whole state of a window: the plan, what the reader looks at, and what is known of it. */
export type AppState = DocumentSlice & ViewSlice & HelpSlice & ForecastSlice & UsageSlice & PortfolioSlice;

/** Makes one part of the state; it may read and write the others. */
export type Slice<Part> = StateCreator<AppState, [], [], Part>;

/** A step that can be undone: what it was called ("change adoption") and the plan on its other side. */
export interface Step {
  readonly name: string;
  readonly plan: Plan;
  /** The drag or the typing it came from: later edits of the same gesture are the same step. */
  readonly gesture: string | null;
}

/** Where the plan lies; null fields: it was never saved. */
export interface PlanFile {
  /** The host's name for the file. */
  readonly document: string | null;
  /** The file's name for the reader. */
  readonly name: string | null;
  readonly place: string | null;
  /** SHA-256 of what is on disk. */
  readonly hash: string | null;
  readonly readOnly: boolean;
  /** A template as it came is illustrative, not the reader's own. */
  readonly isTemplate: boolean;
}

/** The file is another than the one that was read: someone wrote to it, or took it away. */
export interface DiskChange {
  /** SHA-256 of what is there now; null: nothing is. */
  readonly hash: string | null;
}

/** The plan, where it lies, and the way back. */
export interface DocumentSlice {
  /** Null: nothing is open, and the first start is shown. */
  readonly plan: Plan | null;
  readonly file: PlanFile;
  /** What happened to the file meanwhile, until the reader says what to do about it; null: nothing. */
  readonly diskChange: DiskChange | null;
  /** Rises with every plan that is opened or closed. */
  readonly opened: number;
  /** Rises with every change of the plan, undo included: answers carry the version they belong to. */
  readonly version: number;
  /** Every issue of the plan; empty: it can be forecast. */
  readonly issues: readonly Issue[];
  /** Steps to undo, the last one last; each holds the plan before it. */
  readonly past: readonly Step[];
  /** Steps to redo, the next one last; each holds the plan after it. */
  readonly undone: readonly Step[];
  /** The plan as it was last saved or opened; another object means unsaved work. */
  readonly savedPlan: Plan | null;
  /** What the last change was called, for "Stale: adoption was changed". */
  readonly lastChange: string;

  readonly openPlan: (plan: Plan, file: PlanFile, isSaved: boolean) => void;
  readonly closePlan: () => void;
  /**
   * Changes the plan. `name` completes "Undo: …"; edits of one `gesture` in a row are one step. The same plan back is
   * no edit.
   */
  readonly edit: (name: string, change: (plan: Plan) => Plan, gesture?: string) => void;
  /**
   * The same on the active scenario: the change sees the scenario's plan, and what it makes of it is kept as the
   * scenario's change.
   */
  readonly editActive: (name: string, change: (plan: Plan) => Plan, gesture?: string) => void;
  /**
   * Takes another plan as it is, such as the file as it is on disk now: a step like an edit's, but nothing in it
   * follows from the plan before.
   */
  readonly take: (name: string, plan: Plan, gesture?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** The plan that is now on disk; null: what is there is not this plan, so all of it is unsaved. */
  readonly saved: (plan: Plan | null, file: PlanFile) => void;
  readonly noteDisk: (file: PlanFile, change: DiskChange | null) => void;
}

/** The screens there are, by id; `views/screens.tsx` says what they are called and who draws them. */
export const SCREEN_IDS = [
  "newPlan",
  "outlook",
  "workloads",
  "models",
  "scenarios",
  "drivers",
  "actuals",
  "value",
  "report",
  "centres",
  "settings",
  "guide",
  "portfolio",
] as const;

export type ScreenId = (typeof SCREEN_IDS)[number];

/** Parts of the Scenarios screen. */
export type ScenariosPartId = "compare" | "routes" | "caps" | "targets" | "versions";

/** An earlier version of the open plan. */
export interface ComparedVersion {
  readonly plan: Plan;
  /** As a sentence names it: "version 2 of November 12, 2026". */
  readonly name: string;
}

/** Workloads one by one, or all inputs of all of them as a sheet. */
export type WorkloadsPartId = "one" | "all" | "people";

export type ThemeChoice = "system" | "light" | "dark";

export type ContrastChoice = "system" | "more";

export type Density = "comfortable" | "compact";

/** What a user chose for every plan: kept by the host, never in a plan. */
export interface Preferences {
  readonly theme: ThemeChoice;
  readonly contrast: ContrastChoice;
  readonly density: Density;
  readonly numbers: NumberNotation;
  readonly dates: DateNotation;
  /** How sure the request of a new plan shall be, 0..1. */
  readonly confidence: number;
}

/** What the reader looks at, and how. */
export interface ViewSlice extends Preferences {
  readonly screen: ScreenId;
  /** The six questions of a new plan are being answered: their screen leads the rail. */
  readonly isSettingUp: boolean;
  /** Null: the plan itself, scenario A. */
  readonly activeScenario: string | null;
  readonly selectedWorkload: string | null;
  readonly scenariosPart: ScenariosPartId;
  /** What the open plan is compared with; null: nothing. */
  readonly compared: ComparedVersion | null;
  readonly workloadsPart: WorkloadsPartId;
  /** Parts of the inputs of workloads that are folded to one line. */
  readonly foldedParts: readonly string[];
  /** JSON pointer of the input that a link led to; its editor opens. */
  readonly focusedInput: string | null;
  /** Rises with every link that leads to an input: the same input may be asked for twice. */
  readonly focusRequests: number;
  /** The trial that is shown month by month: so large a share of all is cheaper; null: the one at the ask. */
  readonly trialRank: number | null;
  readonly paletteOpen: boolean;
  /** A window over the window; null: none. */
  readonly dialog: "shortcuts" | "about" | "versions" | "preferences" | null;
  /** One sentence about what just happened or went wrong with a file; null: nothing to say. */
  readonly notice: Notice | null;

  readonly goTo: (screen: ScreenId) => void;
  readonly selectScenario: (id: string | null) => void;
  readonly selectWorkload: (id: string | null) => void;
  readonly compareWith: (version: ComparedVersion | null) => void;
  readonly showScenariosPart: (part: ScenariosPartId) => void;
  readonly showWorkloadsPart: (part: WorkloadsPartId) => void;
  readonly foldPart: (id: string, isFolded: boolean) => void;
  readonly lookAtTrial: (rank: number | null) => void;
  /** Goes to the screen that holds an input and opens it. */
  readonly focusInput: (pointer: string | null) => void;
  readonly prefer: (chosen: Partial<Preferences>) => void;
  readonly setPaletteOpen: (open: boolean) => void;
  readonly showDialog: (dialog: ViewSlice["dialog"]) => void;
  readonly say: (notice: Notice | null) => void;
}

export interface Notice {
  readonly kind: "done" | "wrong";
  readonly sentence: string;
  /** What to do about it: a button and what it does. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** The page of the guide that explains it, and the part of that page. */
  readonly guide?: { readonly page: GuidePageId; readonly part: string };
}

/** What explains the program: the guide, and how each screen is read. */
export interface HelpSlice {
  /** Screens whose "How to read this" was closed once: it stays closed until it is asked for. */
  readonly readScreens: readonly ScreenId[];
  /** The page of the guide that is read, and the part of it that a link led to; null: its top. */
  readonly guidePage: GuidePageId;
  readonly guidePart: string | null;
  /** Rises with every link into the guide: the same part may be asked for twice. */
  readonly guideRequests: number;

  /** Shows a page of the guide; it needs no plan. */
  readonly openGuide: (page: GuidePageId, part?: string | null) => void;
  /** Closes "How to read this" of a screen, or brings it back. */
  readonly setRead: (screen: ScreenId, isRead: boolean) => void;
}

/** Scenarios by key: the plan itself has the empty one, which no id can be. */
export type ScenarioKey = string;

/** One forecast a scenario. Only `liveForecast` writes here. */
export interface ForecastSlice {
  readonly forecasts: Readonly<Record<ScenarioKey, ForecastState>>;
  /** Trials done of those that run: beside the forecasts, because it changes all the time and no chart draws it. */
  readonly doneTrials: Readonly<Record<ScenarioKey, number>>;
  /** Trials asked for: `sharpen` raises it for the plan as it stands. */
  readonly trials: number;
  /** Off: a change makes the forecast stale, and the reader starts it. */
  readonly isLive: boolean;

  readonly markStale: (scenario: string | null, reason: string) => void;
  readonly markInvalid: (scenario: string | null, issues: readonly Issue[]) => void;
  readonly markRunning: (scenario: string | null, reason: string, trials: number) => void;
  /**
   * Takes an event of the run of document `version`. Answers of an older document are drawn as stale until newer ones
   * come; its other events are dropped.
   */
  readonly hear: (scenario: string | null, version: number, event: ForecastEvent) => void;
  readonly markStopped: (scenario: string | null) => void;
  readonly setTrials: (trials: number) => void;
  readonly setLive: (isLive: boolean) => void;
}
