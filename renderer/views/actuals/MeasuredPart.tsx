import { useMemo, type ReactElement } from "react";
import { epochDayOf } from "#shared/units.ts";
import { measuredParts } from "#shared/usage/plan/measuredParts.ts";
import type { MeasuredPart as Measured } from "#shared/usage/plan/measuredPart.ts";
import { usageSource } from "#shared/usage/plan/usageSource.ts";
import { Button } from "#renderer/controls/Button.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";

/** What usage says of contracts and cost centers: each into the plan by one change, which undo takes back. */
export function MeasuredPart({ usage: { summary } }: { readonly usage: UsageTable }): ReactElement | null {
  const { services } = useAppContext();
  const plan = usePlan();
  const edit = useApp((state) => state.edit);
  const source = useMemo(
    () => usageSource(summary, { start: epochDayOf(plan.fiscalYear.start) }, services.clock.now()),
    [summary, plan.fiscalYear.start, services],
  );
  const parts = useMemo(() => measuredParts(plan, summary, source), [plan, summary, source]);
  if (parts.length === 0) return null;
  const take = (part: Measured): void => {
    const made = part.edit(plan);
    if (made !== null) edit(made.name, (current) => part.edit(current)?.plan ?? current);
  };
  return (
    <section aria-labelledby="measured" className="measured-part">
      <h3 id="measured" className="rules-heading">
        What does the usage say of contracts?
      </h3>
      <ul className="measured-parts">
        {parts.map((part) => (
          <li key={part.id}>
            <strong>{part.name}</strong>
            <span className="note">{part.found}</span>
            <Button kind="link" disabled={part.edit(plan) === null} onClick={() => take(part)}>
              {"Use this "}
              <span className="visually-hidden">{`: ${part.name}`}</span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="note">Each is one change, with the days and the rows that it was measured on.</p>
    </section>
  );
}
