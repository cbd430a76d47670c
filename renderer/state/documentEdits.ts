import { inPlainNotation } from "#shared/format/notation.ts";
import type { Issue } from "#shared/plan/check/issues.ts";
import { statesFigure, withoutIllustrative } from "#shared/plan/illustrative.ts";
import { BY_READER } from "#shared/plan/register/evidenceWords.ts";
import { withOwnEvidence, type Change } from "#shared/plan/register/ownEvidence.ts";
import { editScenario } from "#shared/plan/scenarios/scenarioEdits.ts";
import { scenarioIds, statedScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { inputWords } from "#shared/report/assumptionWords.ts";
import type { AppState, DocumentSlice, Step } from "./appState.ts";
import type { Clock } from "./services.ts";

/** Steps kept; more than anyone walks back. */
const MOST_STEPS = 200;

/** What edits and steps work with: the state, and the check of a plan. */
export interface DocumentTools {
  readonly get: () => AppState;
  readonly set: (part: Partial<AppState>) => void;
  readonly issuesNow: (plan: Plan) => readonly Issue[];
}

/** Edits of the plan, and of the scenario that is shown: each is a step that can be undone. */
export function planEdits(
  { get, set, issuesNow }: DocumentTools,
  clock: Pick<Clock, "now">,
): Pick<DocumentSlice, "edit" | "take" | "editActive"> {
  const beforeGesture = (plan: Plan, name: string, gesture: string | undefined): Plan =>
    planBeforeGesture(get().past, plan, name, gesture);
  const author = (plan: Plan, taken: Change["taken"]): Change => authorOf(clock, plan, taken);
  return {
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
      set({
        plan: changed,
        version: version + 1,
        issues: issuesNow(changed),
        past: continues(past.at(-1), name, gesture)
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
  };
}

/** Who changes numbers here, and when. */
function authorOf(clock: Pick<Clock, "now">, plan: Plan, taken: Change["taken"]): Change {
  return {
    taken,
    by: BY_READER,
    date: new Date(clock.now()).toISOString().slice(0, 10),
    words: (input) => inPlainNotation(() => inputWords(input, plan)),
  };
}

/** The plan before the gesture that an edit goes on with; else the plan as it is. */
function planBeforeGesture(past: readonly Step[], plan: Plan, name: string, gesture: string | undefined): Plan {
  const last = past.at(-1);
  return continues(last, name, gesture) ? last.plan : plan;
}

/** Walks back and forth over the steps that were made. */
export function planSteps({ get, set, issuesNow }: DocumentTools): Pick<DocumentSlice, "undo" | "redo"> {
  return {
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
  };
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
