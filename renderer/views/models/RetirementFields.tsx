import type { ReactElement } from "react";
import { formatFullDate } from "#shared/format/dates.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Model } from "#shared/plan/schema/plan.ts";
import { shutdownOf } from "#shared/plan/shutdowns.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { isShare } from "#renderer/controls/checks.ts";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** When a model retires, and which one does its work from then on. */
export function RetirementFields({ id, model }: { readonly id: string; readonly model: Model }): ReactElement | null {
  const { plan, change } = usePlanEdits();
  const { name = id, retires } = model;
  const pointer = pointerOf(["models", id, "retires"]);
  const others = Object.entries(plan.models).filter(([other]) => other !== id);
  const known = shutdownOf(id, model);
  const listed =
    known === null ? null : (
      <span className="note">{`The price list ends it on ${formatFullDate(epochDayOf(known.retires))}.`}</span>
    );
  if (retires === undefined) {
    const [successor] = others[0] ?? [];
    if (successor === undefined) return listed;
    return (
      <p>
        <Button
          kind="link"
          icon="plus"
          onClick={() =>
            change(pointer, {
              on:
                known?.retires ??
                isoDateOf(firstOfMonth(epochDayOf(plan.fiscalYear.start), Math.floor(plan.fiscalYear.months / 2))),
              successor,
              tokens: { p10: 1, p90: 1.35 },
            })
          }
        >
          Add a retirement
        </Button>{" "}
        {listed}
      </p>
    );
  }
  return <RetirementEditor {...{ id, name, retires, others, listed }} />;
}

interface EditorProps {
  readonly id: string;
  readonly name: string;
  readonly retires: NonNullable<Model["retires"]>;
  readonly others: readonly (readonly [id: string, model: Model])[];
  readonly listed: ReactElement | null;
}

function RetirementEditor({ id, name, retires, others, listed }: EditorProps): ReactElement {
  const { change } = usePlanEdits();
  const pointer = pointerOf(["models", id, "retires"]);
  return (
    <fieldset className="event-editor" data-pointer={pointer}>
      <legend className="visually-hidden">{`Retirement of ${name}`}</legend>
      <div className="event-head">
        <DayField label="Retires on" value={retires.on} onChange={(on) => change(`${pointer}/on`, on)} />
        <Select
          label="Then its work is done by"
          options={others.map(([value, other]) => ({ value, label: other.name ?? value }))}
          value={retires.successor}
          onChange={(successor) => change(`${pointer}/successor`, successor)}
        />
        <FigureField
          label="How likely"
          hideLabel={false}
          value={retires.probability ?? 1}
          width={60}
          writing={{ kind: "percent" }}
          check={isShare}
          onChange={(probability) => change(`${pointer}/probability`, probability)}
        />
        <IconButton label={`Remove: retirement of ${name}`} icon="trash" onClick={() => change(pointer, undefined)} />
      </div>
      <PlanNumber
        pointer={`${pointer}/tokens`}
        label="Tokens of the successor"
        unit="times"
        note="What the successor takes for one token of this model."
      />
      {listed}
    </fieldset>
  );
}
