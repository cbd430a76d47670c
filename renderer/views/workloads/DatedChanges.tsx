import type { ReactElement } from "react";
import { formatDateLong } from "#shared/format/dates.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { RouteFields } from "#renderer/views/inputs/route/RouteFields.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AttemptCapRow } from "./caps/AttemptCapRow.tsx";
import { MonthCapRow } from "./caps/MonthCapRow.tsx";

type Change = NonNullable<Workload["changes"]>[number];

/** What changes on a day of the year: another route, another cap. What a change does not name stays as it was. */
export function DatedChanges({
  id,
  resolved,
}: {
  readonly id: string;
  readonly resolved: ResolvedPlan | null;
}): ReactElement {
  const { plan, change } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const changes = workload.changes ?? [];
  const put = (next: readonly Change[]): void =>
    change(pointerOf(["workloads", id, "changes"]), next.length === 0 ? undefined : next);
  const start = epochDayOf(plan.fiscalYear.start);
  const add = (): void =>
    put([
      ...changes,
      { from: isoDateOf(firstOfMonth(start, Math.floor(plan.fiscalYear.months / 2))), set: { route: workload.route } },
    ]);
  return (
    <>
      {changes.map((one, i) => (
        <DatedChange
          key={i}
          {...{ id, resolved }}
          one={one}
          label={`Change from ${formatDateLong(epochDayOf(one.from), { start })}`}
          onChange={(next) => put(changes.with(i, next))}
          onRemove={() => put(changes.toSpliced(i, 1))}
        />
      ))}
      <div className="input-row-more">
        <Button kind="link" icon="plus" onClick={add}>
          Plan a change from a date
        </Button>
      </div>
    </>
  );
}

interface DatedChangeProps {
  readonly id: string;
  readonly resolved: ResolvedPlan | null;
  readonly one: Change;
  readonly label: string;
  readonly onChange: (one: Change) => void;
  readonly onRemove: () => void;
}

function DatedChange({ id, resolved, one, label, onChange, onRemove }: DatedChangeProps): ReactElement {
  const { plan } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const { route, attemptCap, monthCap } = one.set;
  const set = (part: Change["set"]): void => onChange({ ...one, set: { ...one.set, ...part } });
  const more = [
    ...(route === undefined ? [{ words: "another route", set: () => set({ route: workload.route }) }] : []),
    ...(attemptCap === undefined
      ? [{ words: "another cap on one attempt", set: () => set({ attemptCap: workload.attemptCap ?? null }) }]
      : []),
    ...(monthCap === undefined
      ? [{ words: "another cap on a month", set: () => set({ monthCap: workload.monthCap ?? null }) }]
      : []),
  ];
  return (
    <div className="dated-change" role="group" aria-label={label}>
      <Row label="From" aside={<IconButton label={`Remove: ${label}`} icon="trash" onClick={onRemove} />}>
        <DayField label="From" hideLabel value={one.from} onChange={(from) => onChange({ ...one, from })} />
        {more.map((part) => (
          <Button key={part.words} kind="link" icon="plus" onClick={part.set}>
            {part.words}
          </Button>
        ))}
      </Row>
      {route !== undefined && (
        <Row label="Then done by">
          <RouteFields
            label={label.replace("Change", "Route")}
            {...{ plan, route }}
            models={Object.keys(workload.attempts)}
            onChange={(next) => set({ route: next })}
          />
        </Row>
      )}
      {attemptCap !== undefined && (
        <AttemptCapRow
          {...{ id, resolved }}
          route={route ?? workload.route}
          cap={attemptCap}
          onChange={(next) => set({ attemptCap: next })}
        />
      )}
      {monthCap !== undefined && <MonthCapRow id={id} cap={monthCap} onChange={(next) => set({ monthCap: next })} />}
    </div>
  );
}
