import type { ReactElement } from "react";
import { removeContract } from "#shared/plan/edits/contractEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { atLeast0 } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { CoversField, TextField } from "./ContractFields.tsx";
import { SplitField } from "./SplitField.tsx";

type Commitment = NonNullable<Plan["commitments"]>[string];

interface Props {
  readonly id: string;
  readonly commitment: Commitment;
}

/** All that a commitment says. */
export function CommitmentEditor({
  id,
  commitment,
  onRemoved,
}: Props & { readonly onRemoved: () => void }): ReactElement {
  const { makeInBase } = usePlanEdits();
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const { name = id, owner = "" } = commitment;
  const at = (...path: string[]): string => pointerOf(["commitments", id, ...path]);
  return (
    <div className="model-detail contract-detail" role="group" aria-label={name}>
      <div className="model-detail-fields">
        <TextField pointer={at("name")} label="Name" value={name} width={170} isRequired />
        <TextField pointer={at("owner")} label="Owner" value={owner} width={130} />
        <span className="model-detail-gap" />
        <IconButton
          label={`Remove ${name}`}
          icon="trash"
          onClick={() => {
            makeInBase((current) => removeContract(current, "commitments", id));
            onRemoved();
            say({ kind: "done", sentence: `${name} is removed.`, action: { label: "Undo", run: undo } });
          }}
        />
      </div>
      <TermFields id={id} commitment={commitment} />
      <PaymentFields id={id} commitment={commitment} />
      <CoveredFields id={id} commitment={commitment} />
      {commitment.paid === "asUsed" && (
        <PlanNumber
          pointer={at("otherSpend")}
          label="Others of the company spend on it, a month"
          writing={{ kind: "money" }}
        />
      )}
    </div>
  );
}

/** Amount, discount and term. */
function TermFields({ id, commitment }: Props): ReactElement {
  const { plan, change } = usePlanEdits();
  const { amount, discount = 0 } = commitment;
  const at = (...path: string[]): string => pointerOf(["commitments", id, ...path]);
  return (
    <div className="model-detail-fields">
      <FigureField
        label="Amount"
        hideLabel={false}
        value={amount}
        writing={{ kind: "money", currency: plan.currency }}
        width={96}
        check={atLeast0}
        onChange={(next) => change(at("amount"), next)}
      />
      <FigureField
        label="Discount"
        hideLabel={false}
        value={discount}
        writing={{ kind: "percent" }}
        width={56}
        check={(share) => (share >= 0 && share < 1 ? null : "Type a share from 0% to below 100%.")}
        onChange={(next) => change(at("discount"), next)}
      />
      <TermDays id={id} commitment={commitment} />
    </div>
  );
}

const firstDay = (day: string): string | null =>
  day.endsWith("-01") ? null : "Type the first day of a month, such as 2027-07-01.";

/** First day of the term, and the day after it. */
function TermDays({ id, commitment: { from, until, name = id } }: Props): ReactElement {
  const { change, make } = usePlanEdits();
  return (
    <>
      <DayField
        label="From"
        value={from}
        check={firstDay}
        onChange={(day) => {
          const months = Math.max(1, monthsFrom(from, until));
          // The term keeps its length.
          make((current) => ({
            name: `change the term of ${name}`,
            plan: {
              ...current,
              commitments: {
                ...current.commitments,
                [id]: {
                  ...current.commitments![id]!,
                  from: day,
                  until: isoDateOf(firstOfMonth(epochDayOf(day), months)),
                },
              },
            },
          }));
        }}
      />
      <DayField
        label="Until (the day after)"
        value={until}
        check={(day) => firstDay(day) ?? (day <= from ? `Type a day after ${from}.` : null)}
        onChange={(day) => change(pointerOf(["commitments", id, "until"]), day)}
      />
    </>
  );
}

function monthsFrom(from: string, until: string): number {
  const [year, month] = [
    Number(until.slice(0, 4)) - Number(from.slice(0, 4)),
    Number(until.slice(5, 7)) - Number(from.slice(5, 7)),
  ];
  return 12 * year + month;
}

/** When it is paid, what is beyond it, and what becomes of the rest. */
function PaymentFields({ id, commitment }: Props): ReactElement {
  const { change, make } = usePlanEdits();
  const { paid = "upfront", beyond = "list", unused = "lost", name = id } = commitment;
  const at = (...path: string[]): string => pointerOf(["commitments", id, ...path]);
  return (
    <div className="model-detail-fields">
      <Select
        label="Paid"
        options={[
          { value: "upfront", label: "at once" },
          { value: "monthly", label: "by month" },
          { value: "asUsed", label: "as used, shortfall at the end" },
        ]}
        value={paid}
        onChange={(next) =>
          make((current) => {
            const { otherSpend, unused: before, ...rest } = current.commitments![id]!;
            const kept = {
              ...rest,
              paid: next,
              ...(next === "asUsed" && otherSpend !== undefined ? { otherSpend } : {}),
              // What is used as it comes has no balance that could roll.
              ...(before === undefined || (next === "asUsed" && before === "rolls") ? {} : { unused: before }),
            };
            return {
              name: `change how ${name} is paid`,
              plan: { ...current, commitments: { ...current.commitments, [id]: kept } },
            };
          })
        }
      />
      <Select
        label="Beyond it"
        options={[
          { value: "list", label: "list price" },
          { value: "discounted", label: "the discount goes on" },
        ]}
        value={beyond}
        onChange={(next) => change(at("beyond"), next)}
      />
      {paid !== "asUsed" && (
        <Select
          label="What is left at the end"
          options={[
            { value: "lost", label: "is lost" },
            { value: "rolls", label: "rolls over" },
          ]}
          value={unused}
          onChange={(next) => change(at("unused"), next)}
        />
      )}
      <SplitField pointer={at("split")} split={commitment.split} />
    </div>
  );
}

/** Models or workloads whose use it pays for. */
function CoveredFields({ id, commitment: { covers } }: Props): ReactElement {
  const { plan, change } = usePlanEdits();
  const pointer = pointerOf(["commitments", id, "covers"]);
  const options = (part: Readonly<Record<string, { readonly name?: string }>>): { id: string; name: string }[] =>
    Object.entries(part).map(([key, { name = key }]) => ({ id: key, name }));
  const kind = "models" in covers ? "models" : "workloads";
  return (
    <>
      <Select
        label="It pays for the use of"
        options={[
          { value: "models", label: "models" },
          { value: "workloads", label: "workloads" },
        ]}
        value={kind}
        onChange={(next) =>
          change(
            pointer,
            next === "models" ? { models: Object.keys(plan.models) } : { workloads: Object.keys(plan.workloads) },
          )
        }
      />
      <CoversField
        pointer={`${pointer}/${kind}`}
        label={kind === "models" ? "Models" : "Workloads"}
        options={options(kind === "models" ? plan.models : plan.workloads)}
        value={"models" in covers ? covers.models : covers.workloads}
      />
    </>
  );
}
