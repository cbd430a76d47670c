import type { ReactElement } from "react";
import { formatShare } from "#shared/format/chances.ts";
import { formatMoney } from "#shared/format/money.ts";
import { setAttemptCap, setMonthCap, setUserCap } from "#shared/plan/edits/edits.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { FoldingPart } from "#renderer/views/workloads/FoldingPart.tsx";
import { capsLine } from "#renderer/views/workloads/partLines.ts";
import { AttemptCapRow } from "./AttemptCapRow.tsx";
import { MonthCapRow } from "./MonthCapRow.tsx";
import { UserCapRow } from "./UserCapRow.tsx";
import { useUsualMonth } from "./useUsualMonth.ts";

/** Where an attempt, a month and a person stop, what happens then, and what it costs in outcomes. */
export function CapInputs({
  id,
  resolved,
}: {
  readonly id: string;
  readonly resolved: ResolvedPlan | null;
}): ReactElement {
  const { plan, make } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const showScenariosPart = useApp((state) => state.showScenariosPart);
  const goTo = useApp((state) => state.goTo);
  const toCaps = (): void => {
    showScenariosPart("caps");
    goTo("scenarios");
  };
  return (
    <FoldingPart id="caps" foldsWhenNarrow title="Caps" line={capsLine(plan, workload)}>
      <AttemptCapRow
        {...{ id, resolved }}
        route={workload.route}
        cap={workload.attemptCap ?? null}
        onChange={(cap) => make((current) => setAttemptCap(current, id, cap))}
      />
      <MonthCapRow
        id={id}
        cap={workload.monthCap ?? null}
        effect={<MonthEffect id={id} />}
        onChange={(cap) => make((current) => setMonthCap(current, id, cap))}
      />
      <UserCapRow
        id={id}
        cap={workload.userCap ?? null}
        onChange={(cap) => make((current) => setUserCap(current, id, cap))}
      />
      <p className="note">
        <Button kind="link" onClick={toCaps}>
          See caps of every size
        </Button>{" "}
        and what each saves and leaves undone, on the same simulated years.
      </p>
    </FoldingPart>
  );
}

/** What the cap on a month cost in the last forecast; without one, what to try. */
function MonthEffect({ id }: { readonly id: string }): ReactElement {
  const { plan } = usePlanEdits();
  const usual = useUsualMonth(id);
  const forecast = useShown()?.answers.forecast.workloads[id];
  if (forecast === undefined || usual === null) return <></>;
  if (plan.workloads[id]!.monthCap === undefined)
    return <>Try {formatMoney(plan.currency, usual)}: a month’s share of what 9 in 10 years stay below.</>;
  const unmet = forecast.tasks.mean === 0 ? 0 : forecast.unmet.mean / forecast.tasks.mean;
  return (
    <>{unmet === 0 ? "All tasks are done." : `On average ${formatShare(unmet)} of the year's tasks are not done.`}</>
  );
}
