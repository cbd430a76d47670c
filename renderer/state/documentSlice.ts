import { issuesOf } from "#shared/plan/check/read.ts";
import type { Sound } from "#shared/plan/check/shapeIssues.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { AppState, DocumentSlice, PlanFile, Slice } from "./appState.ts";
import { planEdits, planSteps } from "./documentEdits.ts";
import type { Clock } from "./services.ts";

export const UNSAVED_FILE: PlanFile = {
  document: null,
  name: null,
  place: null,
  hash: null,
  readOnly: false,
  isTemplate: false,
};

/** Nothing is open. */
const NOTHING_OPEN = {
  plan: null,
  file: UNSAVED_FILE,
  diskChange: null,
  issues: [],
  past: [],
  undone: [],
  savedPlan: null,
} as const satisfies Partial<DocumentSlice>;

/** What was computed and chosen for one plan says nothing about another. */
const NOTHING_COMPUTED = {
  forecasts: {},
  analyses: {},
  otherYear: { status: "none" },
  split: null,
  activeScenario: null,
} as const satisfies Partial<AppState>;

/** The plan that is open: its file, its issues, and the steps that were made. */
export const createDocumentSlice =
  (clock: Pick<Clock, "now">): Slice<DocumentSlice> =>
  (set, get) => {
    // An edit shares what it did not touch with the plan before: only the rest is checked.
    const sound: Sound = new WeakMap();
    const issuesNow = (plan: Plan): ReturnType<typeof issuesOf> => issuesOf(plan, sound);
    const tools = { get, set, issuesNow };
    return {
      ...NOTHING_OPEN,
      opened: 0,
      version: 0,
      lastChange: "",
      openPlan: (plan, file, isSaved) =>
        set(({ version, opened }) => ({
          ...NOTHING_OPEN,
          ...NOTHING_COMPUTED,
          plan,
          file,
          opened: opened + 1,
          version: version + 1,
          issues: issuesNow(plan),
          savedPlan: isSaved ? plan : null,
          lastChange: "open",
          selectedWorkload: null,
          ...startAnew(get()),
        })),
      closePlan: () =>
        set(({ version, opened }) => ({
          ...NOTHING_OPEN,
          ...NOTHING_COMPUTED,
          opened: opened + 1,
          version: version + 1,
          ...startAnew(get()),
        })),
      ...planEdits(tools, clock),
      ...planSteps(tools),
      saved: (plan, file) => set({ savedPlan: plan, file, diskChange: null }),
      noteDisk: (file, diskChange) => set({ file, diskChange }),
    };
  };

/**
 * Another plan has no questions, and is what is looked at now: the reader is led to what every plan has. Nor has it an
 * earlier version that was chosen for the one before.
 */
function startAnew({ screen }: Pick<AppState, "screen">): Pick<AppState, "isSettingUp" | "screen" | "compared"> {
  return {
    isSettingUp: false,
    compared: null,
    screen: screen === "newPlan" || screen === "guide" || screen === "portfolio" ? "outlook" : screen,
  };
}

/** Whether closing would lose work. A template that nobody touched is no work. */
export function isDirty({
  plan,
  savedPlan,
  file,
  past,
}: Pick<DocumentSlice, "plan" | "savedPlan" | "file" | "past">): boolean {
  if (plan === null || plan === savedPlan) return false;
  return !(file.isTemplate && past.length === 0);
}
