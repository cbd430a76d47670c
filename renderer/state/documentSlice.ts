import { inPlainNotation } from "#shared/format/notation.ts";
import type { Issue } from "#shared/plan/check/issues.ts";
import { statesFigure, withoutIllustrative } from "#shared/plan/illustrative.ts";
import { BY_READER } from "#shared/plan/register/evidenceWords.ts";
import { withOwnEvidence, type Change } from "#shared/plan/register/ownEvidence.ts";
import { issuesOf } from "#shared/plan/check/read.ts";
import type { Sound } from "#shared/plan/check/shapeIssues.ts";
import { editScenario } from "#shared/plan/scenarios/scenarioEdits.ts";
import { scenarioIds, statedScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { inputWords } from "#shared/report/assumptionWords.ts";
import type { AppState, DocumentSlice, PlanFile, Slice, Step } from "./appState.ts";
import type { Clock } from "./services.ts";

export const UNSAVED_FILE: PlanFile = {
  document: null,
  name: null,
  place: null,
  hash: null,
  readOnly: false,
  isTemplate: false,
};

/** Steps kept; more than anyone walks back. */
const MOST_STEPS = 200;

export const createDocumentSlice =
  (clock: Pick<Clock, "now">): Slice<DocumentSlice> =>
  (set, get) => {
    /** Who changes numbers here, and when. */
    const author = (plan: Plan, taken: Change["taken"]): Change => ({
      taken,
      by: BY_READER,
      date: new Date(clock.now()).toISOString().slice(0, 10),
      words: (input) => inPlainNotation(() => inputWords(input, plan)),
    });
    /** The plan before the gesture that an edit goes on with; else the plan as it is. */
    const beforeGesture = (plan: Plan, name: string, gesture: string | undefined): Plan => {
      const last = get().past.at(-1);
      return continues(last, name, gesture) ? last.plan : plan;
    };
    // An edit shares what it did not touch with the plan before: only the rest is checked.
    const sound: Sound = new WeakMap();
    const issuesNow = (plan: Plan): readonly Issue[] => issuesOf(plan, sound);
    return {
      plan: null,
      file: UNSAVED_FILE,
      diskChange: null,
      opened: 0,
      version: 0,
      issues: [],
      past: [],
      undone: [],
      savedPlan: null,
      lastChange: "",

      openPlan: (plan, file, isSaved) =>
        set(({ version, opened }) => ({
          plan,
          file,
          diskChange: null,
          opened: opened + 1,
          version: version + 1,
          issues: issuesNow(plan),
          past: [],
          undone: [],
          savedPlan: isSaved ? plan : null,
          lastChange: "open",
          forecasts: {},
          analyses: {},
          otherYear: { status: "none" },
          split: null,
          activeScenario: null,
          selectedWorkload: null,
          ...startAnew(get()),
        })),
      closePlan: () =>
        set(({ version, opened }) => ({
          plan: null,
          file: UNSAVED_FILE,
          diskChange: null,
          opened: opened + 1,
          version: version + 1,
          issues: [],
          past: [],
          undone: [],
          savedPlan: null,
          forecasts: {},
          analyses: {},
          otherYear: { status: "none" },
          split: null,
          activeScenario: null,
          ...startAnew(get()),
        })),

      edit: (name, change, gesture) => {
        const { plan, take } = get();
        if (plan === null) return;
        const changed = inPlainNotation(() => change(plan));
        if (changed === plan) return;
        const stated = withOwnEvidence(plan, changed, [beforeGesture(plan, name, gesture)], author(plan, "object"));
        take(name, settled(plan, stated), gesture);
      },
      take: (name, changed, gesture) => {
        const { plan, past, version, activeScenario } = get();
        if (plan === null || changed === plan) return;
        const last = past.at(-1);
        set({
          plan: changed,
          version: version + 1,
          issues: issuesNow(changed),
          past: continues(last, name, gesture)
            ? past
            : [...past, { name, plan, gesture: gesture ?? null }].slice(-MOST_STEPS),
          undone: [],
          lastChange: name,
          activeScenario: knownScenario(changed, activeScenario),
        });
      },
      editActive: (name, change, gesture) => {
        const { activeScenario, edit } = get();
        if (activeScenario === null) {
          edit(name, change, gesture);
          return;
        }
        edit(
          name,
          (plan) => {
            const before = beforeGesture(plan, name, gesture);
            // A number that is again the plan's own, or what it was before the drag, is that number, with its evidence.
            const origins = [
              plan,
              ...(scenarioIds(before).includes(activeScenario) ? [statedScenario(before, activeScenario)] : []),
            ];
            return editScenario(plan, activeScenario, (current) =>
              withOwnEvidence(current, change(current), origins, author(plan, "words")),
            );
          },
          gesture,
        );
      },
      undo: () => {
        const { plan, past, undone, version, activeScenario } = get();
        const step = past.at(-1);
        if (plan === null || step === undefined) return;
        set({
          plan: step.plan,
          version: version + 1,
          issues: issuesNow(step.plan),
          past: past.slice(0, -1),
          undone: [...undone, { ...step, plan }],
          lastChange: `undo ${step.name}`,
          activeScenario: knownScenario(step.plan, activeScenario),
        });
      },
      redo: () => {
        const { plan, past, undone, version, activeScenario } = get();
        const step = undone.at(-1);
        if (plan === null || step === undefined) return;
        set({
          plan: step.plan,
          version: version + 1,
          issues: issuesNow(step.plan),
          // A step walked back and forth is finished: a later edit is a step of its own.
          past: [...past, { name: step.name, plan, gesture: null }],
          undone: undone.slice(0, -1),
          lastChange: step.name,
          activeScenario: knownScenario(step.plan, activeScenario),
        });
      },
      saved: (plan, file) => set({ savedPlan: plan, file, diskChange: null }),
      noteDisk: (file, diskChange) => set({ file, diskChange }),
    };
  };

/**
 * Another plan has no questions: who was answering them is led to what every plan has. Nor has it an earlier version
 * that was chosen for the one before.
 */
function startAnew({ screen }: Pick<AppState, "screen">): Pick<AppState, "isSettingUp" | "screen" | "compared"> {
  return { isSettingUp: false, compared: null, screen: screen === "newPlan" ? "outlook" : screen };
}

/** Whether an edit goes on with the gesture of the last step. */
function continues(last: Step | undefined, name: string, gesture: string | undefined): last is Step {
  return gesture !== undefined && last?.gesture === gesture && last.name === name;
}

/**
 * What follows from an edit: figures of the reader's own are no example any more, and the plan is of the version that
 * can say it.
 */
function settled(before: Plan, after: Plan): Plan {
  const own = after.illustrative === true && statesFigure(before, after) ? withoutIllustrative(after) : after;
  return inItsVersion(own, before);
}

/** The scenario, while the plan has it. */
function knownScenario(plan: Plan, scenario: string | null): string | null {
  return scenario !== null && scenarioIds(plan).includes(scenario) ? scenario : null;
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
