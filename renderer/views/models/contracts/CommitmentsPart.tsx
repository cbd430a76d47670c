import { useState, type ReactElement } from "react";
import { CourseFan, courseTable } from "#shared/charts/contracts/CourseFan.tsx";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import { formatChance, formatChanceShort, formatPercent } from "#shared/format/chances.ts";
import { formatDateLong, formatMonthTick } from "#shared/format/dates.ts";
import { formatMoney, formatMoneyTo, formatStatedMoney } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { freshId } from "#shared/plan/ids.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { CommitmentCourse } from "#shared/studies/contracts/commitmentCourse.ts";
import type { ContractCourse } from "#shared/studies/contracts/course.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AddContract } from "./AddContract.tsx";
import { CommitmentEditor } from "./CommitmentEditor.tsx";

type Commitment = NonNullable<Plan["commitments"]>[string];

const HEIGHT = 214;
const NONE =
  "No commitments. A prepaid balance or a promise to spend belongs here: what it draws, what is beyond it, and what is lost.";
/** Commitments that are drawn; the others are rows. */
const DRAWN = 2;

/** Commitments with their balance over time: when is it used up, or what is lost? */
export function CommitmentsPart({
  course,
  isStale,
}: {
  readonly course: ContractCourse | null;
  readonly isStale: boolean;
}): ReactElement {
  const { plan, base, makeInBase } = usePlanEdits();
  const [open, setOpen] = useState<string | null>(null);
  const [place, width] = useWidth<HTMLDivElement>();
  const entries = Object.entries(plan.commitments ?? {});
  const drawn = mostTroubled(entries, course);
  const inOrder = entries.filter((entry) => drawn.includes(entry));
  const rest = entries.filter((entry) => !drawn.includes(entry));
  const addOwn = (): void => {
    const id = freshId("Commitment", base.commitments ?? {});
    makeInBase((current) => ({ name: "add a commitment", plan: withCommitment(current, id) }));
    setOpen(id);
  };
  const each = Math.max(180, ((width > 0 ? width : 496) - 28) / Math.max(1, inOrder.length));
  return (
    <section aria-labelledby="commitments-heading" className={isStale ? "contracts-part is-stale" : "contracts-part"}>
      <header className="contracts-head">
        <h2 id="commitments-heading" className="part-heading">
          How long do the commitments last?
        </h2>
        <AddContract
          label="Add a commitment"
          kinds={["commitment"]}
          own={{ words: "A commitment of another seller", add: addOwn }}
          onAdded={setOpen}
        />
      </header>
      {entries.length === 0 && <p className="note">{NONE}</p>}
      <div className="commitment-charts" ref={place}>
        {inOrder.map(([id, commitment]) => (
          <CommitmentChart
            key={id}
            {...{ id, commitment }}
            own={course?.commitments[id] ?? null}
            width={Math.min(226, each)}
            isOpen={open === id}
            onOpen={() => setOpen(open === id ? null : id)}
          />
        ))}
      </div>
      {rest.map(([id, commitment]) => (
        <CommitmentRow
          key={id}
          {...{ id, commitment, course }}
          isOpen={open === id}
          onOpen={() => setOpen(open === id ? null : id)}
        />
      ))}
      {open !== null && plan.commitments?.[open] !== undefined && (
        <CommitmentEditor id={open} commitment={plan.commitments[open]} onRemoved={() => setOpen(null)} />
      )}
    </section>
  );
}

type Entry = readonly [id: string, commitment: Commitment];

/** The commitments that are drawn: those nearest to being used up or lost. */
function mostTroubled<Own extends Entry>(entries: readonly Own[], course: ContractCourse | null): Own[] {
  const trouble = ([id]: Own): number => {
    const own = course?.commitments[id];
    return own === undefined ? 0 : Math.max(own.dry, own.short);
  };
  return entries.toSorted((one, other) => trouble(other) - trouble(one)).slice(0, DRAWN);
}

/** A commitment that is not drawn, in one line. */
function CommitmentRow({
  id,
  commitment: { name = id, amount },
  course,
  isOpen,
  onOpen,
}: Omit<ChartProps, "own" | "width"> & { readonly course: ContractCourse | null }): ReactElement {
  const { plan } = usePlanEdits();
  const odds = formatChanceShort(course?.commitments[id]?.dry ?? 0);
  return (
    <p className="commitment-row">
      <Button kind="link" onClick={onOpen} expanded={isOpen}>
        {name}
      </Button>
      {` ${formatStatedMoney(plan.currency, amount)}, used up early in ${odds}`}
    </p>
  );
}

function withCommitment(plan: Plan, id: string): Plan {
  const start = epochDayOf(plan.fiscalYear.start);
  const from = isoDateOf(start).endsWith("-01") ? start : firstOfMonth(start, 1);
  const commitment: Commitment = {
    name: "Commitment",
    covers: { models: Object.keys(plan.models).slice(0, 1) },
    amount: 10_000,
    from: isoDateOf(from),
    until: isoDateOf(firstOfMonth(from, 12)),
  };
  return { ...plan, commitments: { ...plan.commitments, [id]: commitment } };
}

interface ChartProps {
  readonly id: string;
  readonly commitment: Commitment;
  readonly own: CommitmentCourse | null;
  readonly width: number;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** "€345,000 on February 1, 10% off, rest is lost". */
function termsWords(plan: Plan, { amount, from, discount = 0, paid = "upfront", unused = "lost" }: Commitment): string {
  const start = epochDayOf(plan.fiscalYear.start);
  const when = {
    upfront: `on ${formatDateLong(epochDayOf(from), { start })}`,
    monthly: "paid by month",
    asUsed: "as used",
  }[paid];
  const off = discount === 0 ? "" : `, ${formatPercent(discount)} off`;
  const rest = paid === "asUsed" ? "shortfall is paid" : unused === "rolls" ? "rest rolls over" : "rest is lost";
  return `${formatStatedMoney(plan.currency, amount)} ${when}${off}, ${rest}`;
}

function CommitmentChart({ id, commitment, own, width, isOpen, onOpen }: ChartProps): ReactElement {
  const { plan } = usePlanEdits();
  const { name = id } = commitment;
  return (
    <div className="commitment" data-pointer={pointerOf(["commitments", id])}>
      <p className="commitment-head">
        <button type="button" className="row-button" aria-expanded={isOpen} onClick={onOpen}>
          {name}
        </button>
      </p>
      <p className="note">{termsWords(plan, commitment)}</p>
      {own === null ? (
        <div style={{ height: HEIGHT }} className="note" role="status">
          …
        </div>
      ) : (
        <BalanceFrame {...{ own, name, width, commitment }} />
      )}
      {own !== null && (
        <p className="note commitment-note">
          <OddsWords own={own} commitment={commitment} id={id} />
        </p>
      )}
    </div>
  );
}

function BalanceFrame({
  own,
  name,
  width,
  commitment,
}: Pick<ChartProps, "width" | "commitment"> & {
  readonly own: CommitmentCourse;
  readonly name: string;
}): ReactElement {
  const { plan, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const start = epochDayOf(plan.fiscalYear.start);
  const open = firstOfMonth(start, plan.actuals?.months.length ?? 0) - start;
  const closedTo = Math.min(Math.max(0, open - own.fromDay), own.endDay - own.fromDay);
  const starts = monthsBetween(start + own.fromDay, start + own.endDay);
  const top = 1.05 * Math.max(1, commitment.amount, ...own.fan.quantiles.at(-1)!);
  const every = starts.length > 6 ? 2 : 1;
  const steps = starts
    .filter((_, i) => i % every === 0)
    .map((day) => ({ value: day - start - own.fromDay + 15, text: formatMonthTick(day) }));
  const chart = (
    <CourseFan
      fan={own.fan}
      closedTo={closedTo}
      steps={steps}
      amounts={moneyTicks(plan.currency, 0, top, 4)}
      lowest={0}
      highest={top}
      {...markedOf(own, start)}
      sentence={`What is left of ${name}: used up early in ${formatChance(own.dry)} simulated years.`}
      width={width}
      height={HEIGHT}
      theme={theme}
      hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
    />
  );
  const names = starts.map((day) => ({ at: day - start - own.fromDay, name: isoDateOf(day - 1) }));
  return (
    <ChartFrame
      question={`What is left of ${name}`}
      fileName={`${name}, balance`}
      chart={chart}
      table={() =>
        courseTable(own.fan, [...names, { at: own.endDay - own.fromDay, name: isoDateOf(start + own.endDay - 1) }])
      }
    />
  );
}

function monthsBetween(from: number, to: number): number[] {
  const starts: number[] = [];
  for (let day = from; day < to; day = firstOfMonth(day, 1)) starts.push(day);
  return starts;
}

function markedOf(own: CommitmentCourse, start: number) {
  if (own.dryHalfBy === null) return {};
  const day = formatDateLong(start + own.dryHalfBy, { start });
  return {
    marked: {
      at: own.dryHalfBy - own.fromDay,
      words: [[`${formatChanceShort(own.dry)} used up early,`], [`even odds by ${day}`]],
    },
  };
}

/** What it comes to beyond, what is lost otherwise, and the cheapest amount. */
function OddsWords({
  own,
  commitment,
  id,
}: {
  readonly own: CommitmentCourse;
  readonly commitment: Commitment;
  readonly id: string;
}): ReactElement {
  const { plan, change } = usePlanEdits();
  const money = (amount: number): string => formatMoneyTo(plan.currency, amount, 2);
  const isUsed = commitment.paid === "asUsed";
  const beyond =
    own.dry > 0
      ? `Then ${commitment.beyond === "discounted" ? "the discounted price" : "list price"}: ${money(own.beyond)} beyond it on average. `
      : "";
  const short =
    own.short > 0
      ? isUsed
        ? `${formatChanceShort(own.short)} fall short of the amount; the shortfall is ${money(own.lost)} on average. `
        : `In ${formatChanceShort(own.short)} about ${money(own.lostIfShort)} is lost. `
      : "";
  const { cheapest } = own;
  const best = cheapest === null ? null : formatMoney(plan.currency, cheapest.amount, resolutionOf(cheapest.error));
  return (
    <>
      {beyond}
      {short}
      {cheapest !== null && cheapest.saving > 0.001 * commitment.amount && (
        <>
          {"The cheapest amount would be "}
          <Button
            kind="link"
            onClick={() => change(pointerOf(["commitments", id, "amount"]), Math.round(cheapest.amount))}
          >
            {best}
          </Button>
          {`, ${money(cheapest.saving)} less a year.`}
        </>
      )}
    </>
  );
}
