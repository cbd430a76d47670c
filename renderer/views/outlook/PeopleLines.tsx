import { useMemo, type ReactElement } from "react";
import { groupRows, groupSentence } from "#shared/forecast/words/groupWords.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { Button } from "#renderer/controls/Button.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan, useApp } from "#renderer/state/useApp.tsx";

/** What is spent for each person of a group, and against pay; nothing where the plan has no head-count table. */
export function PeopleLines({ answers: { forecast } }: { readonly answers: Answers }): ReactElement | null {
  const plan = useActivePlan();
  const focusInput = useApp((state) => state.focusInput);
  const isSound = useApp((state) => state.issues.length === 0);
  const hasGroups = Object.keys(forecast.people ?? {}).length > 0 && plan.people !== undefined && isSound;
  const resolved = useMemo(() => (hasGroups ? resolvePlan(plan) : null), [plan, hasGroups]);
  if (resolved === null) return null;
  return (
    <section aria-label="For each person">
      {groupRows(forecast, resolved).map((row) => (
        <p key={row.id} className="note">
          {groupSentence(row, resolved.budget.confidence)}{" "}
          <Button kind="link" onClick={() => focusInput("/people")}>
            Head-count table
          </Button>
        </p>
      ))}
    </section>
  );
}
