import { sentenceCase } from "#shared/format/text.ts";
import { nameOfChange } from "#shared/plan/nameOfChange.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Comment } from "#shared/plan/schema/record.ts";
import { valueAt } from "#shared/plan/pointer.ts";
import type { Assumption } from "./assumptions.ts";

/** What was said about one input. */
export interface InputComments {
  readonly pointer: string;
  /** What the input is called; where the plan no longer has it, its place. */
  readonly label: string;
  /** Whether the plan still has it. */
  readonly isKnown: boolean;
  readonly comments: readonly Comment[];
}

/** All comments of a plan, by their inputs in the order of the register; inputs that are gone come last. */
export function commentsByInput(plan: Plan, register: readonly Assumption[]): InputComments[] {
  const comments = plan.comments ?? [];
  const places = new Map(register.map(({ pointer, label }, i) => [pointer, { label, at: i }]));
  const pointers = [...new Set(comments.map(({ at }) => at))];
  const ordered = pointers.toSorted((one, other) => placeOf(one) - placeOf(other));
  return ordered.map((pointer) => {
    const known = places.get(pointer);
    const isKnown = known !== undefined || valueAt(plan, pointer) !== undefined;
    return {
      pointer,
      label:
        known?.label ?? (isKnown ? inputNamedBy(nameOfChange(plan, pointer)) : `No longer in the plan: ${pointer}`),
      isKnown,
      comments: comments.filter(({ at }) => at === pointer),
    };
  });
  function placeOf(pointer: string): number {
    return places.get(pointer)?.at ?? register.length + (valueAt(plan, pointer) === undefined ? 1 : 0);
  }
}

/** "change the amount" names the amount. */
function inputNamedBy(change: string): string {
  return sentenceCase(change.replace(/^change (the )?/, ""));
}
