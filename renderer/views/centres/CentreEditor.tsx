import type { ReactElement } from "react";
import { removeCentre } from "#shared/plan/edits/centreEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { TextField } from "#renderer/views/models/contracts/ContractFields.tsx";

interface Props {
  readonly id: string;
  readonly centre: NonNullable<Plan["costCentres"]>[string];
}

/** All that a cost center says: name, owner, and a cap a month. Its budget stands in its row. */
export function CentreEditor({ id, centre, onRemoved }: Props & { readonly onRemoved: () => void }): ReactElement {
  const { makeInBase } = usePlanEdits();
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const { name = id, owner = "" } = centre;
  const at = (...path: string[]): string => pointerOf(["costCentres", id, ...path]);
  return (
    <div className="model-detail contract-detail" role="group" aria-label={name}>
      <div className="model-detail-fields">
        <TextField pointer={at("name")} label="Name" value={name} width={170} isRequired />
        <TextField pointer={at("owner")} label="Owner, a role or a team" value={owner} width={170} />
        <span className="model-detail-gap" />
        <IconButton
          label={`Remove ${name}`}
          icon="trash"
          onClick={() => {
            makeInBase((current) => removeCentre(current, id));
            onRemoved();
            say({ kind: "done", sentence: `${name} is removed.`, action: { label: "Undo", run: undo } });
          }}
        />
      </div>
      <CapFields id={id} centre={centre} />
    </div>
  );
}

/** A cap a month: work of the centre alone stops there. */
function CapFields({ id, centre: { monthCap } }: Props): ReactElement {
  const { plan, change } = usePlanEdits();
  const at = (...path: string[]): string => pointerOf(["costCentres", id, ...path]);
  if (monthCap === undefined) {
    const usual = Math.round((plan.costCentres?.[id]?.budget ?? plan.budget.amount) / plan.fiscalYear.months);
    return (
      <Button
        kind="link"
        icon="plus"
        onClick={() => change(at("monthCap"), { amount: Math.max(1, usual), atCap: "block" })}
      >
        Add a cap a month
      </Button>
    );
  }
  return (
    <>
      <div className="model-detail-fields">
        <FigureField
          label="Cap a month"
          hideLabel={false}
          value={monthCap.amount}
          writing={{ kind: "money", currency: plan.currency }}
          width={96}
          check={atLeast0}
          onChange={(next) => change(at("monthCap", "amount"), next)}
        />
        <FigureField
          label="Chance that more is approved"
          hideLabel={false}
          value={monthCap.approval ?? 0}
          writing={{ kind: "percent" }}
          width={64}
          check={isShare}
          onChange={(next) => change(at("monthCap", "approval"), next)}
        />
        <FigureField
          label="Days until it stops"
          hideLabel={false}
          value={monthCap.lagDays ?? 0}
          width={64}
          check={(days) => (Number.isInteger(days) && days >= 0 ? null : "Type whole days, 0 or more.")}
          onChange={(next) => change(at("monthCap", "lagDays"), next)}
        />
        <Button kind="link" onClick={() => change(at("monthCap"), undefined)}>
          Remove the cap
        </Button>
      </div>
      <p className="note">Work that belongs to this center alone stops for the month when its use reaches the cap.</p>
    </>
  );
}
