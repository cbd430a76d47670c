import type { ReactElement } from "react";
import { evidenceOf, setAt } from "#shared/plan/edits/edits.ts";
import { removeContract } from "#shared/plan/edits/contractEdits.ts";
import { groupName } from "#shared/plan/fields/fieldLabels.ts";
import { isPeopleOfWorkload, isShareOfGroup } from "#shared/plan/headCount.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { presetDay, presetOf } from "#shared/plan/presets/contractPresets.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { atLeast0 } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { CoversField, TextField } from "./ContractFields.tsx";
import { EventEditor } from "#renderer/views/models/EventEditor.tsx";
import { currenciesOf } from "#renderer/views/models/Rates.tsx";
import { SplitField } from "./SplitField.tsx";

type Seats = NonNullable<Plan["seats"]>[string];

interface Props {
  readonly id: string;
  readonly seats: Seats;
}

/** All that seats say, under their row. */
export function SeatsEditor({ id, seats, onRemoved }: Props & { readonly onRemoved: () => void }): ReactElement {
  const { plan, makeInBase, change } = usePlanEdits();
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const { name = id, owner = "", currency = plan.currency } = seats;
  const at = (...path: string[]): string => pointerOf(["seats", id, ...path]);
  const preset = presetOf(evidenceOf(seats.perMonth));
  return (
    <div className="model-detail contract-detail" role="group" aria-label={name}>
      <div className="model-detail-fields">
        <TextField pointer={at("name")} label="Name" value={name} width={170} isRequired />
        <TextField pointer={at("owner")} label="Owner" value={owner} width={130} />
        <Select
          label="Fee and allowance are in"
          options={currenciesOf(plan).map((code) => ({ value: code, label: code }))}
          value={currency}
          onChange={(code) => change(at("currency"), code === plan.currency ? undefined : code)}
        />
        <span className="model-detail-gap" />
        <IconButton
          label={`Remove ${name}`}
          icon="trash"
          onClick={() => {
            makeInBase((current) => removeContract(current, "seats", id));
            onRemoved();
            say({ kind: "done", sentence: `${name} is removed.`, action: { label: "Undo", run: undo } });
          }}
        />
      </div>
      {preset !== null && (
        <p className="note">
          {`${preset.name}, ${presetDay(preset)}: ${preset.terms}. `}
          <span className="source">{preset.source}</span>
        </p>
      )}
      <CountFields id={id} seats={seats} />
      <PlanNumber pointer={at("perMonth")} label="Each, a month" writing={{ kind: "money", currency }} />
      <FeeFields id={id} seats={seats} />
      <AllowanceFields id={id} seats={seats} />
      <Renewal id={id} seats={seats} name={name} />
    </div>
  );
}

/** How fees are paid, whether seats can be dropped, tax, and who bears them. */
function FeeFields({ id, seats }: Props): ReactElement {
  const { change } = usePlanEdits();
  const { cadence = "monthly", addOnly = false } = seats;
  const at = (...path: string[]): string => pointerOf(["seats", id, ...path]);
  return (
    <div className="model-detail-fields">
      <Select
        label="Paid"
        options={[
          { value: "monthly", label: "by month" },
          { value: "yearly", label: "by year, at once" },
        ]}
        value={cadence}
        onChange={(next) => change(at("cadence"), next)}
      />
      <label className="check">
        <input type="checkbox" checked={addOnly} onChange={() => change(at("addOnly"), !addOnly)} />
        Seats can only be added within a term
      </label>
      <FigureField
        label="Tax"
        hideLabel={false}
        value={seats.tax ?? 0}
        writing={{ kind: "percent" }}
        width={52}
        check={atLeast0}
        onChange={(tax) => change(at("tax"), tax)}
      />
      <SplitField pointer={at("split")} split={seats.split} />
    </div>
  );
}

/** As many as a workload has people, a share of a group of the head-count table, or a number of one's own. */
function CountFields({ id, seats: { count } }: Props): ReactElement {
  const { plan, change } = usePlanEdits();
  const pointer = pointerOf(["seats", id, "count"]);
  const ways = waysToCount(plan);
  return (
    <>
      <Select
        label="How many seats"
        options={[{ value: "", label: "a number" }, ...ways.map(({ value, label }) => ({ value, label }))]}
        value={isShareOfGroup(count) || isPeopleOfWorkload(count) ? wayOf(count) : ""}
        onChange={(chosen) => change(pointer, ways.find(({ value }) => value === chosen)?.count ?? 10)}
      />
      {isPeopleOfWorkload(count) ? null : isShareOfGroup(count) ? (
        <PlanNumber
          pointer={pointerOf(["seats", id, "count", "share"])}
          label="Seats"
          writing={{ kind: "percent" }}
          unit={`of ${groupName(plan, count.of)}`}
        />
      ) : (
        <PlanNumber pointer={pointer} label="Seats" />
      )}
    </>
  );
}

/** What seats may follow: a workload's people, or a group's; a group and a workload may have one id. */
function waysToCount(plan: Plan): { value: string; label: string; count: Seats["count"] }[] {
  return [
    ...Object.entries(plan.workloads).map(([of, { name = of }]) => ({
      value: wayOf({ of }),
      label: `the people of ${name}`,
      count: { of },
    })),
    ...Object.keys(plan.people ?? {}).map((of) => {
      const count = { of, share: { value: 1, evidence: { grade: "guessed" as const } } };
      return { value: wayOf(count), label: `a share of ${groupName(plan, of)}`, count };
    }),
  ];
}

function wayOf(count: { readonly of: string }): string {
  return `${isShareOfGroup(count) ? "group" : "workload"} ${count.of}`;
}

function AddAllowance({ id, seats: { name = id } }: Props): ReactElement {
  const { plan, make } = usePlanEdits();
  const [first = ""] = Object.keys(plan.workloads);
  const at = (field: string): string => pointerOf(["seats", id, field]);
  return (
    <Button
      kind="link"
      icon="plus"
      onClick={() =>
        make((current) => ({
          name: `let ${name} include use`,
          plan: setAt(setAt(current, at("covers"), [first]), at("included"), { amount: 20, share: "pool" }),
        }))
      }
    >
      Add what they include
    </Button>
  );
}

/** What seats include, of whose work, and what happens beyond it. */
function AllowanceFields({ id, seats }: Props): ReactElement {
  const { plan, make, change } = usePlanEdits();
  const { included, covers = [], name = id, cadence } = seats;
  const at = (...path: string[]): string => pointerOf(["seats", id, ...path]);
  const workloads = Object.entries(plan.workloads).map(([value, one]) => ({ id: value, name: one.name ?? value }));
  if (included === undefined) return <AddAllowance id={id} seats={seats} />;
  return (
    <>
      <div className="model-detail-fields">
        <Select
          label="Allowance"
          options={[
            { value: "pool", label: "pooled by all" },
            { value: "person", label: "for each person" },
          ]}
          value={included.share}
          onChange={(share) =>
            make((current) => ({
              name: `change the allowance of ${name}`,
              plan: setAt(current, at("included"), {
                ...included,
                share,
                ...(share === "person" ? { reset: "month" as const } : {}),
              }),
            }))
          }
        />
        {cadence === "yearly" && included.share === "pool" && (
          <Select
            label="Unused is forfeited"
            options={[
              { value: "month", label: "each month" },
              { value: "term", label: "at the end of the term" },
            ]}
            value={included.reset ?? "month"}
            onChange={(reset) => change(at("included", "reset"), reset)}
          />
        )}
        <FigureField
          label="Overage is charged at"
          hideLabel={false}
          value={seats.rate ?? 1}
          width={52}
          unit="times"
          check={atLeast0}
          onChange={(rate) => change(at("rate"), rate)}
        />
      </div>
      <CoversField pointer={at("covers")} label="Covers the use of" options={workloads} value={covers} />
    </>
  );
}

function Renewal({ id, seats: { renewal }, name }: Props & { readonly name: string }): ReactElement {
  const { plan, change } = usePlanEdits();
  const pointer = pointerOf(["seats", id, "renewal"]);
  const start = epochDayOf(plan.fiscalYear.start);
  if (renewal !== undefined)
    return (
      <EventEditor
        title={`Renewal of ${name}`}
        pointer={pointer}
        event={renewal}
        onRemove={() => change(pointer, undefined)}
      />
    );
  return (
    <Button
      kind="link"
      icon="plus"
      onClick={() =>
        change(pointer, {
          from: isoDateOf(firstOfMonth(start, Math.floor(plan.fiscalYear.months / 2))),
          multiplier: { p10: 1, p90: 1.6 },
          probability: 0.5,
        })
      }
    >
      Add a renewal
    </Button>
  );
}
