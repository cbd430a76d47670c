import { useMemo, useState, type ReactElement } from "react";
import { addCentre } from "#shared/plan/edits/centreEdits.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { chargebackOf } from "#shared/forecast/answers/chargeback.ts";
import { centresAnswer } from "#shared/forecast/words/centreWords.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Words } from "#renderer/controls/Words.tsx";
import { useApp, useIsMarkedStale, useShown } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { BudgetsPart } from "./BudgetsPart.tsx";
import { MonthsPart } from "./MonthsPart.tsx";
import { OwnerPart } from "./OwnerPart.tsx";
import { SharesPart } from "./SharesPart.tsx";
import "#renderer/views/inputs/inputs.css";
import "#renderer/views/models/models.css";
import "./centres.css";

const PURPOSE =
  "Cost centers divide the plan among those whose budgets it comes from: each has an owner, a budget of its own and the work it pays for. Name one and give it workloads; the rest stays unassigned.";

/** Whose budget the plan comes from, whether it holds, and what each is charged by month. */
export function CentresScreen(): ReactElement {
  const { plan, makeInBase, base } = usePlanEdits();
  const shown = useShown();
  const isStale = useIsMarkedStale();
  const isSound = useApp((state) => state.issues.length === 0);
  const [open, setOpen] = useState<string | null>(null);
  const [owner, setOwner] = useState<string | null>(null);
  const ids = Object.keys(plan.costCentres ?? {});
  const resolved = useMemo(() => (isSound ? resolvePlan(plan) : null), [plan, isSound]);
  const forecast = shown?.answers.forecast ?? null;
  const chargeback = useMemo(
    () => (forecast === null || resolved === null ? null : chargebackOf(forecast, resolved)),
    [forecast, resolved],
  );
  const add = (): void => {
    const { id } = addCentre(base);
    makeInBase((current) => addCentre(current));
    setOpen(id);
  };
  if (ids.length === 0)
    return (
      <div className="centres">
        <h1 className="answer">No cost centers.</h1>
        <p className="centres-purpose">{PURPOSE}</p>
        <p>
          <Button kind="primary" icon="plus" onClick={add}>
            Add a cost center
          </Button>
        </p>
      </div>
    );
  const known = { forecast, resolved, chargeback };
  const viewed = owner !== null && ids.includes(owner) ? owner : ids[0]!;
  return (
    <div className={isStale ? "centres is-stale" : "centres"}>
      <h1 className={isStale ? "answer answer-stale" : "answer"}>
        {forecast === null || resolved === null ? (
          "Whose budget the plan comes from."
        ) : (
          <Words runs={centresAnswer(forecast, resolved)} />
        )}
      </h1>
      <div className="centres-top">
        <div className="centres-left">
          <BudgetsPart known={known} open={open} onOpen={setOpen} onAdd={add} />
          <SharesPart known={known} />
        </div>
        <OwnerPart known={known} centre={viewed} onChoose={setOwner} />
      </div>
      <MonthsPart known={known} />
    </div>
  );
}
