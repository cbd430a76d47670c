import { type ReactElement, useMemo, useState } from "react";
import { formatDecimals } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { driverWords } from "#shared/studies/driverWords.ts";
import type { ReverseStress } from "#shared/studies/targets/reverseStress.ts";
import { stressSentence } from "#shared/studies/targets/targetWords.ts";
import { isoMonthOf } from "#shared/units.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";
import { Button } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useAsked } from "#renderer/state/useAsked.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { type AskedPartProps, OnDemand } from "./OnDemand.tsx";

/** The mildest assumptions under which the budget is spent by the end of a month. */
export function StressPart({ plan, active, scenario }: AskedPartProps): ReactElement {
  const { monthStarts } = useMemo(() => resolvePlan(active), [active]);
  const months = monthStarts.length - 1;
  const [month, setMonth] = useState(Math.ceil(months / 2));
  const { asked, isCurrent, ask } = useAsked({ plan, scenario, month });
  const study = useStudy("reverseStress", asked, 0);
  const shown = shownStudy(study.state);
  return (
    <OnDemand
      heading="What would have to go wrong?"
      label="Run stress test"
      isAsked={isCurrent}
      onAsk={ask}
      fields={
        <Select
          label="Budget spent by the end of"
          options={Array.from({ length: months }, (_, m) => ({
            value: String(m + 1),
            label: formatMonth(isoMonthOf(monthStarts[m]!)),
          }))}
          value={String(month)}
          onChange={(value) => setMonth(Number(value))}
        />
      }
    >
      {isCurrent && <StudyStatus study={study} what="Stress test" />}
      {shown !== null && isCurrent && !shown.isStale && (
        <>
          <p>{stressSentence(active, shown.answer)}</p>
          {shown.answer.status === "found" && <MovedAssumptions active={active} moved={shown.answer.moved} />}
        </>
      )}
    </OnDemand>
  );
}

/** Each assumption as expected and as the stress test moves it; its name leads to its input. */
function MovedAssumptions({
  active,
  moved,
}: {
  readonly active: Plan;
  readonly moved: ReverseStress["moved"];
}): ReactElement {
  const focusInput = useApp((state) => state.focusInput);
  const words = useMemo(() => driverWords(active), [active]);
  return (
    <table className="table lab-table">
      <HeadRow heads={["Assumption", figures("Expected"), figures("In this case"), figures("Standard deviations")]} />
      <tbody>
        {moved.map(({ unknown, value, middle, score }) => (
          <tr key={unknown.id}>
            <th scope="row">
              <Button kind="link" onClick={() => focusInput(unknown.pointer)}>
                {words.name(unknown)}
              </Button>
            </th>
            <td className="numeric">{words.value(unknown, middle)}</td>
            <td className="numeric figure">{words.value(unknown, value)}</td>
            <td className="numeric">{`${score > 0 ? "+" : ""}${formatDecimals(score, 1)}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
