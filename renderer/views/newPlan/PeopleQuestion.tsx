import type { ReactElement } from "react";
import type { PeopleGroup } from "#shared/setUp/answers.ts";
import { ASSUMED_KIND, GROUP_KINDS, type GroupKind } from "#shared/setUp/groupKinds.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { OptionalFigureField } from "#renderer/controls/FigureField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import type { SetUp } from "./useSetUp.ts";

const KINDS = (Object.keys(GROUP_KINDS) as GroupKind[]).map((value) => ({ value, label: GROUP_KINDS[value].name }));

const COUNT_REFUSAL = "Type a number from 1.";

/** Question 1: groups of people, each with its number and its kind of work. */
export function PeopleQuestion({ answers, give }: SetUp): ReactElement {
  const groups: readonly (PeopleGroup | null)[] = answers.people ?? [null];
  const put = (at: number, group: PeopleGroup | null): void => {
    const next = groups.map((one, i) => (i === at ? group : one)).filter((one) => one !== null);
    give({ people: next.length === 0 ? null : next }, "answer how many use AI");
  };
  return (
    <div className="question-rows">
      {groups.map((group, i) => (
        <div key={i} className="question-row">
          <OptionalFigureField
            label={groups.length === 1 ? "People" : `People of group ${i + 1}`}
            width={62}
            placeholder="300"
            value={group?.count ?? null}
            refusal={COUNT_REFUSAL}
            check={(count) => (count >= 1 ? null : COUNT_REFUSAL)}
            onChange={(count) =>
              put(i, count === null ? null : { kind: group?.kind ?? ASSUMED_KIND, count: Math.round(count) })
            }
          />
          <Select
            label={groups.length === 1 ? "Kind of work" : `Kind of work of group ${i + 1}`}
            hideLabel
            options={KINDS}
            value={group?.kind ?? ASSUMED_KIND}
            onChange={(kind) => put(i, { ...group, count: group?.count ?? 100, kind })}
          />
          {group?.byMonth !== undefined && group.byMonth.length > 0 && (
            <span className="tick">by month, from the table</span>
          )}
          {groups.length > 1 && (
            <IconButton label={`Remove group ${i + 1}`} icon="close" onClick={() => put(i, null)} />
          )}
          {i === groups.length - 1 && group !== null && (
            <Button
              kind="link"
              icon="plus"
              onClick={() =>
                give({ people: [...(answers.people ?? []), { kind: "support", count: 20 }] }, "add a group")
              }
            >
              Add a group
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
