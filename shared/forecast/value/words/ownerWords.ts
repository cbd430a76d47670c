import { stakeOf } from "#shared/forecast/value/questions.ts";
import type { ResolvedWorkload } from "#shared/plan/resolved.ts";

type Owned = Pick<ResolvedWorkload, "owner" | "case">;

/** What the owner of a use answers for: "bonus", or "nothing"; null: it has no owner, or no case to answer for yet. */
export function answersForWords({ owner, case: own }: Owned): string | null {
  return owner === null || own === null ? null : (stakeOf(own) ?? "nothing");
}

/** "VP Engineering, answers for bonus", "VP Engineering, answers for nothing", "VP Engineering", "nobody". */
export function ownerWords({ workload }: { readonly workload: Owned }): string {
  const answersFor = answersForWords(workload);
  const name = workload.owner ?? "nobody";
  return answersFor === null ? name : `${name}, answers for ${answersFor}`;
}
