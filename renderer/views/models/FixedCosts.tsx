import type { ReactElement } from "react";
import { addFixedCost, renameAt, setRenewal } from "#shared/plan/edits/edits.ts";
import { removeFixedCost } from "#shared/plan/edits/modelEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { FixedCost, Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { NameField, OptionalNameField } from "#renderer/controls/NameField.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { EventEditor } from "./EventEditor.tsx";

/** Costs by the month, whatever the work: charged on the first of each month. Seats have a part of their own. */
export function FixedCosts(): ReactElement {
  const { plan, makeInBase } = usePlanEdits();
  const costs = Object.entries(plan.fixedCosts ?? {});
  return (
    <section aria-labelledby="fixed-costs">
      <h2 id="fixed-costs" className="part-heading">
        Fixed costs
      </h2>
      {costs.length === 0 && (
        <p className="note">
          No fixed costs yet. They are charged on the first of each month, whatever the work. A renewal changes the
          amount from its date.
        </p>
      )}
      <div className="fixed-costs">
        {costs.map(([id, cost]) => (
          <Cost key={id} id={id} cost={cost} />
        ))}
      </div>
      <Button
        kind="link"
        icon="plus"
        onClick={() =>
          makeInBase((current) =>
            addFixedCost(current, {
              name: costs.length === 0 ? "Subscription" : "Another subscription",
              perMonth: { value: 1000, evidence: { grade: "guessed" } },
            }),
          )
        }
      >
        Add a fixed cost
      </Button>
    </section>
  );
}

function Cost({ id, cost }: { readonly id: string; readonly cost: FixedCost }): ReactElement {
  const { plan, make, makeInBase, change } = usePlanEdits();
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const name = cost.name ?? id;
  const at = (...path: string[]): string => pointerOf(["fixedCosts", id, ...path]);
  return (
    <div className="fixed-cost">
      <div className="model-detail-fields">
        <NameField
          label="Name"
          width={180}
          value={name}
          onChange={(next) => make((current) => renameAt(current, "fixedCosts", id, next))}
        />
        <OptionalNameField
          label="Owner"
          width={160}
          value={cost.owner}
          placeholder="no owner yet"
          onChange={(owner) => change(at("owner"), owner)}
        />
        <span className="model-detail-gap" />
        <IconButton
          label={`Remove ${name}`}
          icon="trash"
          onClick={() => {
            makeInBase((current) => removeFixedCost(current, id));
            say({ kind: "done", sentence: `${name} is removed.`, action: { label: "Undo", run: undo } });
          }}
        />
      </div>
      <PlanNumber pointer={at("perMonth")} label="Per month" writing={{ kind: "money", currency: plan.currency }} />
      {cost.renewal === undefined ? (
        <Button kind="link" icon="plus" onClick={() => make((current) => setRenewal(current, id, firstRenewal(plan)))}>
          Add a renewal
        </Button>
      ) : (
        <EventEditor
          title={`Renewal of ${name}`}
          pointer={at("renewal")}
          event={cost.renewal}
          onRemove={() => make((current) => setRenewal(current, id, null))}
        />
      )}
    </div>
  );
}

/** A renewal to begin with: in the fourth month, as likely as not, at 1.2 to 4.5 times the price. */
function firstRenewal({ fiscalYear }: Plan): NonNullable<FixedCost["renewal"]> {
  return {
    from: isoDateOf(firstOfMonth(epochDayOf(fiscalYear.start), Math.min(3, fiscalYear.months - 1))),
    multiplier: { p10: 1.2, p90: 4.5 },
    probability: 0.5,
  };
}
