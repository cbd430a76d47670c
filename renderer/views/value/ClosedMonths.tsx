import { useEffect, useRef, type ReactElement } from "react";
import { closedMonthsOfUse, type ClosedMonth } from "#shared/forecast/value/closedMonths.ts";
import { TOO_FEW_PEOPLE } from "#shared/forecast/value/words/tileWords.ts";
import type { ValueFacts, ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { significant, significantStep } from "#shared/format/digits.ts";
import { closedCountIssue, setClosedCount, setOutcomes, type ClosedCount } from "#shared/plan/closedCounts.ts";
import type { PlanEdit } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { OutcomeMeasure } from "#shared/setUp/tables/outcomeExport.ts";
import { Field } from "#renderer/controls/Field.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { OutcomeFile } from "./OutcomeFile.tsx";

const COUNTED: readonly { readonly count: ClosedCount; readonly head: string; readonly label: string }[] = [
  { count: "outcomes", head: "Outcomes", label: "Outcomes" },
  { count: "interventions", head: "A person stepped in", label: "Tasks in which a person stepped in" },
  { count: "exceptions", head: "Back to the old way", label: "Tasks that went back to the old way" },
  { count: "benefit", head: "Booked by finance", label: "Benefit booked by finance" },
];

/**
 * The closed months of a use: tasks and tokens beside what people count. Each count is a field, and an edit of the plan
 * itself: no scenario changes what has happened. `asked` counts how often someone asked for the months.
 */
export function ClosedMonths({
  facts,
  use,
  asked,
}: {
  readonly facts: ValueFacts;
  readonly use: ValueUse;
  readonly asked: number;
}): ReactElement | null {
  const { store } = useAppContext();
  const { base, makeInBase } = usePlanEdits();
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (asked === 0 || place.current === null) return;
    place.current.open = true;
    place.current.querySelector("summary")?.focus();
  }, [asked]);
  const months = closedMonthsOfUse(facts.plan, use.workload);
  const title = `${use.workload.name}: closed months`;
  if (months === null) return <p className="note">{`${title}. ${TOO_FEW_PEOPLE}`}</p>;
  if (months.length === 0) return null;
  return (
    <details className="value-months" ref={place}>
      <summary>{`${title}: what was counted`}</summary>
      <table className="table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            {["Tasks", "Tokens", "Tokens an outcome", ...COUNTED.map(({ head }) => head)].map((head) => (
              <th key={head} scope="col" className="numeric">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month, m) => (
            <MonthRow key={month.month} workload={use.id} month={month} at={m} />
          ))}
        </tbody>
      </table>
      <OutcomeFile
        button="Take outcomes from an export"
        onTake={(measure) => {
          const { edit, sentence } = outcomesTaken(base, use.id, measure);
          if (edit !== null) makeInBase(() => edit);
          store.getState().say({ kind: edit === null ? "wrong" : "done", sentence });
        }}
      />
      <p className="note">
        Tasks and tokens are of the usage that was imported. Outcomes, people stepping in and what finance has booked
        are counted by people; an empty field says not known, which is not zero.
      </p>
    </details>
  );
}

/** Outcomes of an export in the closed months that it covers, and what is said of them. */
function outcomesTaken(
  plan: Plan,
  workload: string,
  { name, months }: OutcomeMeasure,
): { readonly edit: PlanEdit | null; readonly sentence: string } {
  const whole = new Map(months.filter(({ isWhole }) => isWhole).map(({ month, count }) => [month, count]));
  const { edit, taken, refused } = setOutcomes(plan, workload, whole);
  const words = `${formatCount(taken)} closed ${taken === 1 ? "month takes" : "months take"} ${name} from the file.`;
  return taken === 0
    ? {
        edit: null,
        sentence: refused[0] ?? "The file covers no closed month of this use from its first day to its last.",
      }
    : { edit, sentence: [words, ...refused].join(" ") };
}

function MonthRow({
  workload,
  month,
  at,
}: {
  readonly workload: string;
  readonly month: ClosedMonth;
  readonly at: number;
}): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const own = base.actuals?.months[at]?.workloads[workload];
  const name = formatMonth(month.month);
  const { tasks, tokens, outcomes } = month;
  const commit = (count: ClosedCount, text: string): string | null => {
    const value = text.trim() === "" ? null : parseTyped(text);
    if (text.trim() !== "" && value === null) return "Type a number, 0 or more.";
    const issue = value === null ? null : closedCountIssue(own!, count, value);
    if (issue === null) makeInBase((plan) => setClosedCount(plan, { workload, month: at, count }, value));
    return issue;
  };
  return (
    <tr>
      <th scope="row">{formatMonth(month.month, true)}</th>
      <td className="numeric">{tasks === null ? "not known" : formatCount(tasks, significantStep(tasks, 3))}</td>
      <td className="numeric">{tokens === null ? "not known" : formatTokens(tokens)}</td>
      <td className="numeric">
        {tokens === null || outcomes === null || outcomes === 0 ? "" : formatTokens(tokens / outcomes)}
      </td>
      {COUNTED.map(({ count, label }) => (
        <td key={count} className="numeric">
          {own === undefined ? (
            "no spend"
          ) : (
            <Field
              label={`${label}, ${name}`}
              hideLabel
              value={own[count] === undefined ? "" : String(significant(own[count], 12))}
              placeholder="not known"
              width={96}
              align="end"
              onCommit={(text) => commit(count, text)}
            />
          )}
        </td>
      ))}
    </tr>
  );
}
