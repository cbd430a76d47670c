import type { ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import { isShareOfGroup, middleUsers } from "#shared/plan/headCount.ts";
import { ownPeople, putIntoTable, takeFromGroup } from "#shared/plan/edits/peopleEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Users } from "#shared/plan/schema/plan.ts";
import { groupName } from "#shared/plan/fields/fieldLabels.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import "./people.css";

/** Who may use a workload: people of its own, or a share of a group of the head-count table; one click leads over. */
export function PeopleField({ id, users }: { readonly id: string; readonly users: Users }): ReactElement {
  const at = pointerOf(["workloads", id, "demand", "users"]);
  if (isShareOfGroup(users)) return <ShareField id={id} at={at} users={users} />;
  return (
    <>
      <PlanNumber pointer={at} label="People" note="People with access." />
      <TakeFromTable id={id} />
    </>
  );
}

function ShareField({
  id,
  at,
  users,
}: {
  readonly id: string;
  readonly at: string;
  readonly users: Extract<Users, { readonly of: string }>;
}): ReactElement {
  const { plan, make } = usePlanEdits();
  const focusInput = useApp((state) => state.focusInput);
  const name = groupName(plan, users.of);
  const [own, all] = [users, { ...users, share: 1 }].map((one) =>
    formatCount(significant(middleUsers(plan.people, one), 3)),
  );
  return (
    <>
      <PlanNumber
        pointer={`${at}/share`}
        label="People"
        writing={{ kind: "percent" }}
        unit={`of ${name}`}
        note={`About ${own!} of ${all!} people at the start of the year. The head count is that of the table.`}
      />
      <div className="input-row-more people-links">
        <Button kind="link" onClick={() => focusInput(pointerOf(["people", users.of, "count"]))}>
          Head count of {name}
        </Button>
        <Button kind="link" onClick={() => make((current) => ownPeople(current, id))}>
          Type a number instead
        </Button>
      </div>
    </>
  );
}

/** A click for each group; without one, the people of this workload become the first. */
function TakeFromTable({ id }: { readonly id: string }): ReactElement {
  const { plan, make } = usePlanEdits();
  const groups = Object.keys(plan.people ?? {});
  return (
    <div className="input-row-more people-links">
      {groups.map((group) => (
        <Button key={group} kind="link" onClick={() => make((current) => takeFromGroup(current, id, group))}>
          Take a share of {groupName(plan, group)}
        </Button>
      ))}
      {groups.length === 0 && (
        <Button kind="link" onClick={() => make((current) => putIntoTable(current, id))}>
          Put them into a head-count table
        </Button>
      )}
    </div>
  );
}
