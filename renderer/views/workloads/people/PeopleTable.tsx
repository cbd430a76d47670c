import type { ReactElement } from "react";
import { groupRows, groupSentence, GROUPS_NOTE } from "#shared/forecast/words/groupWords.ts";
import { resolvePlan, DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { isShareOfGroup } from "#shared/plan/headCount.ts";
import {
  addGroup,
  putIntoTable,
  removeGroup,
  renameGroup,
  takeFromGroup,
  workloadsOfGroup,
} from "#shared/plan/edits/peopleEdits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { groupName } from "#shared/plan/fields/fieldLabels.ts";
import { usersWords } from "#shared/report/differences/partWords.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { tooLong } from "#renderer/controls/checks.ts";
import { useApp, useShown } from "#renderer/state/useApp.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { HeadCountMonths } from "./HeadCountMonths.tsx";
import "./people.css";

/** The plan's one head-count table: each group once, who takes shares of it, and what is spent for each of its people. */
export function PeopleTable(): ReactElement {
  const { plan, makeInBase } = usePlanEdits();
  const showPart = useApp((state) => state.showWorkloadsPart);
  const groups = Object.keys(plan.people ?? {});
  return (
    <section className="people-table" aria-labelledby="people-heading" data-pointer="/people">
      <h1 id="people-heading" className="answer">
        {groups.length === 0 ? (
          "State each head count once, and let workloads take shares of it."
        ) : (
          <>
            <strong>{groups.length === 1 ? "1 group" : `${groups.length} groups`}</strong> of people: a head count that
            is not certain moves every workload that takes a share of it.
          </>
        )}
      </h1>
      {groups.length === 0 && <NoGroups />}
      {groups.map((id) => (
        <Group key={id} id={id} />
      ))}
      {groups.length > 0 && <p className="note">{GROUPS_NOTE}</p>}
      <div className="people-links">
        <Button
          kind={groups.length === 0 ? "primary" : "link"}
          icon="plus"
          onClick={() => makeInBase((current) => addGroup(current))}
        >
          Add a group
        </Button>
        <Button kind="link" onClick={() => showPart("one")}>
          Workloads one by one
        </Button>
      </div>
    </section>
  );
}

/** What a table is for, and the people that the plan states already: each begins it by one click. */
function NoGroups(): ReactElement {
  const { plan, makeInBase } = usePlanEdits();
  return (
    <>
      <p className="people-purpose">
        A group is a team or a function, such as Engineering: its people, how the head count grows, and its months where
        you know them. Workloads and seats then say “60% of Engineering”, and follow when the head count changes. With
        pay stated, the plan holds token spend against salaries.{" "}
        <GuideLink page="workloads" part="one-head-count-table">
          The head-count table in the guide
        </GuideLink>
      </p>
      <section aria-labelledby="people-first">
        <h2 id="people-first" className="part-heading">
          Begin with people that the plan has
        </h2>
        <ul className="people-first">
          {Object.entries(plan.workloads).map(([id, { name = id, demand }]) => (
            <li key={id}>
              <Button kind="outlined" onClick={() => makeInBase((current) => putIntoTable(current, id))}>
                {`${name}: ${usersWords(plan, demand.users)}`}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Group({ id }: { readonly id: string }): ReactElement {
  const { plan, makeInBase } = usePlanEdits();
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const name = groupName(plan, id);
  const at = (key: string): string => pointerOf(["people", id, key]);
  const remove = (): void => {
    makeInBase((current) => removeGroup(current, id));
    say({
      kind: "done",
      sentence: `${name} is removed; its workloads keep as many people, as numbers of their own.`,
      action: { label: "Undo", run: undo },
    });
  };
  return (
    <section className="people-group" aria-label={name}>
      <div>
        <header className="people-head">
          <Field
            label={`Name of ${name}`}
            hideLabel
            value={name}
            onCommit={(text) => {
              const problem = text.trim() === "" ? "Type a name." : tooLong(text);
              if (problem === null) makeInBase((current) => renameGroup(current, id, text.trim()));
              return problem;
            }}
          />
          <IconButton label={`Remove ${name}`} icon="close" onClick={remove} />
        </header>
        <PlanNumber pointer={at("count")} label="People" note="At the start of the year." />
        <PlanNumber
          pointer={at("monthlyGrowth")}
          label="Growth of the head count"
          writing={{ kind: "percent" }}
          unit="a month"
        />
        <HeadCountMonths id={id} />
        <Pay id={id} />
      </div>
      <Shares id={id} />
    </section>
  );
}

/** What one of them is paid, where somebody says it. */
function Pay({ id }: { readonly id: string }): ReactElement {
  const { plan, change } = usePlanEdits();
  const pointer = pointerOf(["people", id, "pay"]);
  if (plan.people![id]!.pay === undefined)
    return (
      <Row label="Pay of a person" note="To hold token spend against salaries. It changes no figure of spend.">
        <Button kind="link" onClick={() => change(pointer, { value: 100_000, evidence: { grade: "guessed" } })}>
          State the pay
        </Button>
      </Row>
    );
  return (
    <>
      <PlanNumber
        pointer={pointer}
        label="Pay of a person"
        writing={{ kind: "money", currency: plan.currency }}
        unit="a year"
        note="Of the group on average. It changes no figure of spend."
      />
      <div className="input-row-more">
        <Button kind="link" onClick={() => change(pointer, undefined)}>
          Leave pay out
        </Button>
      </div>
    </>
  );
}

/** The workloads that take shares of a group, those that may, and what each of its people costs. */
function Shares({ id }: { readonly id: string }): ReactElement {
  const { plan, make } = usePlanEdits();
  const name = groupName(plan, id);
  const taken = workloadsOfGroup(plan, id);
  const others = Object.entries(plan.workloads).filter(([, { demand }]) => !isShareOfGroup(demand.users));
  return (
    <div>
      <h2 className="part-heading">Who takes shares of {name}?</h2>
      {taken.length === 0 && <p className="note">No workload does yet: the head count moves nothing.</p>}
      {taken.map((workload) => (
        <PlanNumber
          key={workload}
          pointer={pointerOf(["workloads", workload, "demand", "users", "share"])}
          label={plan.workloads[workload]!.name ?? workload}
          writing={{ kind: "percent" }}
          unit={`of ${name}`}
        />
      ))}
      {others.length > 0 && (
        <div className="people-links people-others">
          {others.map(([workload, { name: called = workload }]) => (
            <Button key={workload} kind="link" onClick={() => make((current) => takeFromGroup(current, workload, id))}>
              Let {called} take a share
            </Button>
          ))}
        </div>
      )}
      <GroupAnswer id={id} />
    </div>
  );
}

/** "Each of 2,000 people of Engineering: $310 a month, …" */
function GroupAnswer({ id }: { readonly id: string }): ReactElement | null {
  const { plan } = usePlanEdits();
  const shown = useShown();
  const hasIssues = useApp((state) => state.issues.length > 0);
  if (shown === null || hasIssues) return null;
  const row = groupRows(shown.answers.forecast, resolvePlan(plan)).find((one) => one.id === id);
  if (row === undefined) return null;
  return (
    <p className={shown.isStale ? "people-answer answer-stale" : "people-answer"}>
      {groupSentence(row, plan.budget.confidence ?? DEFAULT_CONFIDENCE)}
    </p>
  );
}
