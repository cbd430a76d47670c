import { useState, type ReactElement } from "react";
import { formatChanceShort, formatShare } from "#shared/format/chances.ts";
import { formatMoneyTo } from "#shared/format/money.ts";
import { isPeopleOfWorkload, isShareOfGroup } from "#shared/plan/headCount.ts";
import { freshId } from "#shared/plan/ids.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { usersWords } from "#shared/report/differences/partWords.ts";
import type { ContractCourse } from "#shared/studies/contracts/course.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useShown } from "#renderer/state/useApp.tsx";
import { atLeast0 } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AddContract } from "./AddContract.tsx";
import { CellNumber } from "./ContractFields.tsx";
import { monthName } from "./monthName.ts";
import { SeatsCharts } from "./SeatsCharts.tsx";
import { SeatsEditor } from "./SeatsEditor.tsx";

type Seats = NonNullable<Plan["seats"]>[string];

/** Seats with what they include: does the allowance hold, and what is charged beyond it? */
export function SeatsPart({
  course,
  isStale,
}: {
  readonly course: ContractCourse | null;
  readonly isStale: boolean;
}): ReactElement {
  const { plan, base, makeInBase, change } = usePlanEdits();
  const [open, setOpen] = useState<string | null>(null);
  const entries = Object.entries(plan.seats ?? {});
  const month = course?.openMonth ?? null;
  const addOwn = (): void => {
    const id = freshId("Seats", base.seats ?? {});
    const seats: Seats = { name: "Seats", count: 10, perMonth: { value: 20, evidence: { grade: "guessed" } } };
    makeInBase((current) => ({ ...changeOf(current, id, seats), name: "add seats" }));
    setOpen(id);
  };
  return (
    <section aria-labelledby="seats-heading" className={isStale ? "contracts-part is-stale" : "contracts-part"}>
      <header className="contracts-head">
        <h2 id="seats-heading" className="part-heading">
          Do the seats&apos; allowances hold?
        </h2>
        <span className="note">money of this year, on average</span>
        <AddContract
          label="Add seats"
          kinds={["seats"]}
          own={{ words: "Seats of another seller", add: addOwn }}
          onAdded={setOpen}
        />
      </header>
      {entries.length === 0 ? (
        <p className="note">
          No seats. If a tool is paid by person, add it: its allowance may already cover some of this plan&apos;s use.
        </p>
      ) : (
        <div className="contract-scroll">
          <table className="plain-table contract-table">
            <SeatsHead month={month} />
            <tbody>
              {entries.map(([id, seats]) => (
                <SeatsRow
                  key={id}
                  {...{ id, seats, course, isOpen: open === id }}
                  onOpen={() => setOpen(open === id ? null : id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open !== null && plan.seats?.[open] !== undefined && (
        <SeatsEditor id={open} seats={plan.seats[open]} onRemoved={() => setOpen(null)} />
      )}
      {course !== null && (
        <SeatsCharts course={course} onSeats={(id, count) => change(pointerOf(["seats", id, "count"]), count)} />
      )}
    </section>
  );
}

function SeatsHead({ month }: { readonly month: number | null }): ReactElement {
  const { plan } = usePlanEdits();
  return (
    <HeadRow
      heads={[
        "Contract",
        figures("Seats"),
        figures("Each"),
        figures("Included"),
        "Beyond it",
        figures(month === null ? "Over" : `Over in ${monthName(plan, month)}`),
        figures("Overage"),
        figures("Unused"),
        figures("Fees"),
      ]}
    />
  );
}

function changeOf(plan: Plan, id: string, seats: Seats): { readonly plan: Plan } {
  return { plan: { ...plan, seats: { ...plan.seats, [id]: seats } } };
}

interface RowProps {
  readonly id: string;
  readonly seats: Seats;
  readonly course: ContractCourse | null;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function SeatsRow({ id, seats, course, isOpen, onOpen }: RowProps): ReactElement {
  const { plan } = usePlanEdits();
  const { name = id, count, perMonth, currency = plan.currency, included } = seats;
  const at = (...path: string[]): string => pointerOf(["seats", id, ...path]);
  const money = { kind: "money", currency } as const;
  return (
    <tr data-pointer={at()} data-selected={isOpen || undefined}>
      <th scope="row">
        <button type="button" className="row-button" aria-expanded={isOpen} onClick={onOpen}>
          {name}
        </button>
      </th>
      <td className="numeric seats-count">
        {isPeopleOfWorkload(count) ? (
          <span className="note">{`people of ${plan.workloads[count.of]?.name ?? count.of}`}</span>
        ) : isShareOfGroup(count) ? (
          <span className="note">{usersWords(plan, count)}</span>
        ) : (
          <CellNumber
            pointer={at("count")}
            label={`Number of ${name}`}
            value={count}
            writing={{ kind: "number" }}
            width={52}
            check={atLeast0}
            onOpen={onOpen}
          />
        )}
      </td>
      <td className="numeric">
        <CellNumber
          pointer={at("perMonth")}
          label={`Price a month of one of ${name}`}
          value={perMonth}
          writing={money}
          width={52}
          check={atLeast0}
          onOpen={onOpen}
        />
      </td>
      <td className="numeric">
        <IncludedCell {...{ id, seats }} />
      </td>
      <td>{included !== undefined && <BeyondCell {...{ id, seats, name }} />}</td>
      <ForecastCells {...{ id, seats, course }} />
    </tr>
  );
}

/** What the forecast says of seats: chance and money of overage, what is not used, and fees. */
function ForecastCells({ id, seats, course }: Pick<RowProps, "id" | "seats" | "course">): ReactElement {
  const { plan } = usePlanEdits();
  const forecast = useShown()?.answers.forecast.seats?.[id];
  const figure = (spread: { readonly mean: number } | undefined): string =>
    spread === undefined ? "…" : formatMoneyTo(plan.currency, spread.mean, 2);
  const isIncluding = seats.included !== undefined;
  return (
    <>
      <td className="numeric figure">{overWords(seats, course, id)}</td>
      <td className="numeric figure">{isIncluding ? figure(forecast?.overage) : "–"}</td>
      <td className="numeric">{isIncluding ? figure(forecast?.unused) : "–"}</td>
      <td className="numeric">{figure(forecast?.spend)}</td>
    </>
  );
}

/** Chance of overage in the open month; of an allowance a person the share of people, never who. */
function overWords({ included }: Seats, course: ContractCourse | null, id: string): string {
  const own = course?.seats[id];
  if (included === undefined) return "–";
  if (own === undefined || course === null || course.openMonth === null) return "…";
  const { over } = own.months[course.openMonth]!;
  return own.share === "pool" ? formatChanceShort(over) : `${formatShare(over)} of people`;
}

function IncludedCell({ id, seats }: Pick<RowProps, "id" | "seats">): ReactElement {
  const { plan, change } = usePlanEdits();
  const { included, currency = plan.currency, name = id } = seats;
  if (included === undefined) return <span className="note">nothing</span>;
  return (
    <FigureField
      label={`Use that a seat of ${name} includes`}
      value={included.amount}
      writing={{ kind: "money", currency }}
      width={52}
      unit={included.share === "pool" ? "pooled" : "a person"}
      check={atLeast0}
      onChange={(amount) => change(pointerOf(["seats", id, "included", "amount"]), amount)}
    />
  );
}

function BeyondCell({ id, seats, name }: Pick<RowProps, "id" | "seats"> & { readonly name: string }): ReactElement {
  const { plan, change } = usePlanEdits();
  const { overage = "paid", currency = plan.currency } = seats;
  const pointer = pointerOf(["seats", id, "overage"]);
  const limit = typeof overage === "object" ? overage.upTo : null;
  return (
    <span className="beyond-cell">
      <Select
        label={`Beyond what ${name} includes`}
        hideLabel
        options={[
          { value: "paid", label: "paid" },
          { value: "upTo", label: "paid up to" },
          { value: "blocked", label: "blocked" },
        ]}
        value={typeof overage === "object" ? "upTo" : overage}
        onChange={(next) => change(pointer, next === "upTo" ? { upTo: 1_000 } : next)}
      />
      {limit !== null && (
        <FigureField
          label={`Most overage of ${name} a month`}
          value={limit}
          writing={{ kind: "money", currency }}
          width={64}
          check={atLeast0}
          onChange={(upTo) => change(pointer, { upTo })}
        />
      )}
    </span>
  );
}
